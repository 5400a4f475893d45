//! Calls on forms.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Format;

#[derive(Debug, Subcommand)]
pub enum FormVerb {
    /// Make an `XForm` of a spreadsheet (.xlsx, .xls, or a folder with survey.csv and its sisters)
    Convert(FormConvert),
    /// Tell everything that is wrong with a form, each with its cell
    Check(FormCheck),
    /// Hold answers against a form
    Validate(FormValidate),
    /// Fill a form step by step and tell how it stands then
    Evaluate(FormEvaluate),
}

#[derive(Debug, Args)]
pub struct FormConvert {
    /// The spreadsheet
    pub form: PathBuf,
    /// Where the `XForm` is written
    #[arg(short, long)]
    pub out: PathBuf,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct FormCheck {
    /// The spreadsheet, or an `XForm`
    pub form: PathBuf,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct FormValidate {
    /// The form: an `XForm`, or a spreadsheet
    pub form: PathBuf,
    /// The answers as XML
    pub submission: PathBuf,
    /// A folder with the files that come with the form
    #[arg(long)]
    pub media: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct FormEvaluate {
    /// The form: an `XForm`, or a spreadsheet
    pub form: PathBuf,
    /// Steps as JSON: `[{"set": "/data/age", "to": "7"}, {"add": "/data/member"}, {"remove": "/data/member[2]"}]`
    pub events: PathBuf,
    /// A folder with the files that come with the form
    #[arg(long)]
    pub media: Option<PathBuf>,
    /// The moment at which it is filled: `2026-01-31T10:00:00+00:00[UTC]`; now, if absent
    #[arg(long)]
    pub at: Option<jiff::ZonedDateTime>,
    #[arg(long, value_enum, default_value = "json")]
    pub format: Format,
}
