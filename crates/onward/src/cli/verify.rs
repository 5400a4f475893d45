//! The call that checks a proof.

use std::path::PathBuf;

use clap::Args;
use model::Date;

use super::Format;

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The proof: its text (OW1:..), or a file that holds it
    pub proof: String,
    /// The published keys of its issuer
    #[arg(long)]
    pub keys: PathBuf,
    /// The signed list of what was taken back (OWR1:..); without it nothing is known of that
    #[arg(long)]
    pub revoked: Option<PathBuf>,
    /// On which day; today, where none is said
    #[arg(long)]
    pub on: Option<Date>,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}
