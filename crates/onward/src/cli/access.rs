//! Who may do what, on the command line: accounts, purposes, what takes two people, signing in.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use model::Date;

use super::{ActingArgs, AtArgs, Format};

#[derive(Debug, Subcommand)]
pub enum AccountVerb {
    /// Propose an account, or a grant more for one: what it holds stays. A second person approves it
    Grant {
        account: String,
        #[command(flatten)]
        asked: GrantArgs,
        /// Why, for who decides
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        at: AtArgs,
        #[command(flatten)]
        acting: ActingArgs,
    },
    /// Propose that an account is given a new password; a second person approves it
    Reset {
        account: String,
        /// Why, for who decides
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        at: AtArgs,
        #[command(flatten)]
        acting: ActingArgs,
    },
    /// Change one's own password
    Password {
        #[command(flatten)]
        at: AtArgs,
        #[command(flatten)]
        acting: ActingArgs,
    },
}

/// What an account is granted at the controller of whoever proposes it; what it holds at others nobody here touches.
#[derive(Debug, Args)]
pub struct GrantArgs {
    /// Two-letter roles of the role table: HD CW SU OP FM FC AY PA DP AD
    #[arg(long, required = true, value_delimiter = ',')]
    pub role: Vec<String>,
    #[arg(long)]
    pub office: Option<String>,
    /// Compartments opened by assignment
    #[arg(long, value_delimiter = ',')]
    pub compartment: Vec<String>,
    /// Last day
    #[arg(long)]
    pub until: Option<Date>,
    /// In the place of everything that the account holds at this controller
    #[arg(long)]
    pub instead: bool,
}

#[derive(Debug, Subcommand)]
pub enum PurposeVerb {
    /// Propose a purpose, or other words and bases for one; a second person approves it
    Propose {
        /// Its name, as `--purpose` takes it
        name: String,
        /// What people read of it, in English or as `LANG=TEXT`; once a language
        #[arg(long, required = true, value_name = "TEXT")]
        says: Vec<String>,
        /// The legal bases that it allows, such as `consent,vital_interest`
        #[arg(long, required = true, value_delimiter = ',', value_name = "BASES")]
        allows: Vec<String>,
        /// Why, for who decides
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        at: AtArgs,
        #[command(flatten)]
        acting: ActingArgs,
    },
}

#[derive(Debug, Subcommand)]
pub enum ProposalVerb {
    /// What was proposed, the latest first
    List {
        #[command(flatten)]
        at: AtArgs,
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Approve a proposal of another person in another role
    Approve(Decide),
    /// Decline a proposal, or withdraw one's own
    Decline(Decide),
    /// The half of a start password that waits for whoever proposed it, once
    Half {
        proposal: String,
        #[command(flatten)]
        at: AtArgs,
        #[command(flatten)]
        acting: ActingArgs,
    },
}

#[derive(Debug, Args)]
pub struct Decide {
    /// As `onward proposal list` lists it
    pub proposal: String,
    /// Why; no names of people
    #[arg(long)]
    pub reason: String,
    #[command(flatten)]
    pub at: AtArgs,
    #[command(flatten)]
    pub acting: ActingArgs,
}

#[derive(Debug, Args)]
pub struct SignInArgs {
    /// The account
    pub account: String,
    /// Where the token is
    #[arg(long, value_name = "FILE")]
    pub token: PathBuf,
    #[command(flatten)]
    pub at: AtArgs,
}
