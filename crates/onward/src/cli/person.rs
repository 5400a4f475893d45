//! `onward person`: people on the command line, as the desk's pages register and amend them.

use clap::Subcommand;

use super::{CallArgs, SaidArgs};

#[derive(Debug, Subcommand)]
pub enum PersonVerb {
    /// Register a person; prints their id. Refused where somebody on record may be the same person
    Register {
        #[command(flatten)]
        said: SaidArgs,
        /// With the household of somebody on record: an id of Onward's, or `REGISTER/ID`
        #[arg(long, value_name = "PERSON")]
        with: Option<String>,
        /// It is somebody else than those who may be the same person: each by their id
        #[arg(long, value_name = "PERSON")]
        other: Vec<String>,
        #[command(flatten)]
        call: CallArgs,
    },
    /// Change what the desk says of a person; what is not named stays. Each field is amended by itself
    Amend {
        /// An id of Onward's, or `REGISTER/ID`
        person: String,
        #[command(flatten)]
        said: SaidArgs,
        /// How many claims of the field were seen, where one is amended: refused where somebody else has said something since
        #[arg(long, value_name = "CLAIMS")]
        seen: Option<u64>,
        #[command(flatten)]
        call: CallArgs,
    },
    /// What is on record of fields of a person: who said what, when
    Show {
        /// An id of Onward's, or `REGISTER/ID`
        person: String,
        #[arg(required = true, value_name = "FIELD")]
        fields: Vec<String>,
        #[command(flatten)]
        call: CallArgs,
    },
}
