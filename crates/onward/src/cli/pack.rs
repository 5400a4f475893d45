//! The verbs of `onward pack`: writing, checking, putting in force, and asking a second person to.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{ActingArgs, AtArgs, DatabaseArgs, Format};

#[derive(Debug, Subcommand)]
pub enum PackVerb {
    /// Write a skeleton that passes check and test
    New {
        name: String,
        #[arg(long, default_value = ".")]
        into: PathBuf,
    },
    /// Print the JSON Schema of a kind of pack file, for editors
    Schema {
        /// manifest, fields, lists, params, tables, calendars, measure or tests
        kind: String,
    },
    /// Load packs and report every problem with file, line and column
    Check(PackArgs),
    /// Run the tests of packs
    Test(PackArgs),
    /// Packs that ship with Onward, or stand in an instance
    List {
        #[arg(long)]
        dir: Option<PathBuf>,
        #[command(flatten)]
        database: DatabaseArgs,
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Put a pack in force in an instance; exit 1 where that takes rights away, which a second person must agree to
    Install(PackInstall),
    /// Propose a pack to a second person, who puts it in force
    Propose(PackPropose),
    /// What installing a pack would change in an instance, or how two packs differ
    Diff(PackDiff),
}

#[derive(Debug, Args)]
pub struct PackInstall {
    /// A folder, an archive, or the name of a shipped pack
    pub pack: String,
    /// Where it takes rights away, propose it to a second person
    #[arg(long, requires = "reason")]
    pub propose: bool,
    /// Why, for who decides; no names of people
    #[arg(long, requires = "propose")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub at: AtArgs,
    #[command(flatten)]
    pub acting: ActingArgs,
}

#[derive(Debug, Args)]
pub struct PackPropose {
    /// A folder, an archive, or the name of a shipped pack
    pub pack: String,
    /// Why, for who decides; no names of people
    #[arg(long)]
    pub reason: String,
    #[command(flatten)]
    pub at: AtArgs,
    #[command(flatten)]
    pub acting: ActingArgs,
}

#[derive(Debug, Args)]
pub struct PackDiff {
    /// A folder, an archive, or the name of a shipped pack
    pub pack: String,
    /// Another pack to compare with
    #[arg(long, conflicts_with = "dir", required_unless_present = "dir")]
    pub against: Option<String>,
    /// The instance whose pack of the same name to compare with
    #[arg(long)]
    pub dir: Option<PathBuf>,
    #[command(flatten)]
    pub database: DatabaseArgs,
}

#[derive(Debug, Args)]
pub struct PackArgs {
    /// Folders, archives, or names of shipped packs; all shipped packs if none
    pub packs: Vec<String>,
    /// Overdue reviews are errors
    #[arg(long)]
    pub strict: bool,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}
