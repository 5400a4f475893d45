//! `onward pathway`: which version of its pathway a case runs.

use clap::Subcommand;

use super::CallArgs;

#[derive(Debug, Subcommand)]
pub enum PathwayVerb {
    /// What would change if a case ran the version of its pathway that is in force, and its move to that
    Move {
        /// The record of the case
        record: String,
        /// Why it is moved; without it nothing is, and what would change is shown
        #[arg(long, value_name = "WHY", required_unless_present = "dry_run")]
        reason: Option<String>,
        /// Show what would change, and move nothing
        #[arg(long)]
        dry_run: bool,
        /// Ask that somebody else moves it: where the person would be owed less, two people do it
        #[arg(long, conflicts_with = "dry_run")]
        propose: bool,
        #[command(flatten)]
        call: CallArgs,
    },
}
