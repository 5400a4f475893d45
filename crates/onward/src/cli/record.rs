//! `onward record`: records of people on the command line. Field names stand with their kind (`lodging.from`).

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{ActingArgs, AtArgs, Format};

#[derive(Debug, Subcommand)]
pub enum RecordVerb {
    /// Open a record of a kind of a person; prints its id
    Open {
        kind: String,
        /// Whose it is: an id of Onward's, or `REGISTER/ID` of the register a person came from
        #[arg(long, value_name = "PERSON")]
        of: String,
        #[command(flatten)]
        said: SaidArgs,
        #[command(flatten)]
        call: CallArgs,
    },
    /// Change what a record says; what is not named stays
    Amend {
        kind: String,
        record: String,
        #[command(flatten)]
        said: SaidArgs,
        /// The record's version as it was seen: refused where somebody else has changed it since
        #[arg(long, value_name = "VERSION")]
        seen: Option<u64>,
        #[command(flatten)]
        call: CallArgs,
    },
    /// One record: what it says, who said it, what was done with it
    Show {
        kind: String,
        record: String,
        #[command(flatten)]
        call: CallArgs,
    },
    /// Records of a kind, those that are open first of all
    List {
        kind: String,
        /// Those that are closed
        #[arg(long)]
        closed: bool,
        /// Of one person, open and closed; an id of Onward's, or `REGISTER/ID`
        #[arg(long, value_name = "PERSON", conflicts_with = "closed")]
        of: Option<String>,
        /// At most this many
        #[arg(long, default_value_t = 100)]
        limit: u32,
        #[command(flatten)]
        call: CallArgs,
    },
    /// Do something with a record
    Step {
        kind: String,
        record: String,
        #[command(flatten)]
        step: StepArgs,
        #[command(flatten)]
        call: CallArgs,
    },
}

/// What is done with a record; one of them.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct StepArgs {
    /// Put it into the hands of an account of this office
    #[arg(long, value_name = "ACCOUNT")]
    pub assign: Option<String>,
    /// Put it into nobody's hands
    #[arg(long)]
    pub release: bool,
    /// Nothing more is to be done, and why
    #[arg(long, value_name = "REASON")]
    pub close: Option<String>,
    /// There is more to be done, and why
    #[arg(long, value_name = "REASON")]
    pub reopen: Option<String>,
}

/// What is said of a record.
#[derive(Debug, Args)]
pub struct SaidArgs {
    /// A field and its value, as `lodging.from=2020-05-01`; empty takes it back. What is sealed is better given by `--fields`:
    /// others on this machine can read the arguments of a call
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
    /// A JSON file of fields and their values; `-` reads it from standard input
    #[arg(long, value_name = "FILE")]
    pub fields: Option<PathBuf>,
}

/// Where, by whom, and how it is answered.
#[derive(Debug, Args)]
pub struct CallArgs {
    #[command(flatten)]
    pub at: AtArgs,
    #[command(flatten)]
    pub acting: ActingArgs,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}
