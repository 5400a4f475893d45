//! The command line as data: a contract that scripts rely on (announced changes only).

mod access;
mod form;
mod pack;
mod pathway;
mod person;
mod record;
mod sheet;
mod simulate;
mod verify;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use model::Date;

pub use access::{AccountVerb, Decide, ProposalVerb, PurposeVerb, SignInArgs};
pub use form::{FormCheck, FormConvert, FormEvaluate, FormValidate, FormVerb};
pub use pack::{PackArgs, PackDiff, PackInstall, PackPropose, PackVerb};
pub use pathway::PathwayVerb;
pub use person::PersonVerb;
pub use record::{CallArgs, LineArgs, PlaceArgs, RecordVerb, SaidArgs, StepArgs, StepMoreArgs, WorkViewArg};
pub use sheet::SheetArgs;
pub use simulate::{Executor, Generate, GeneratePeople, Scheduler, Simulate};
pub use verify::VerifyArgs;

/// Runs crisis response and recovery for people on the move from packs: practices as data.
#[derive(Debug, Parser)]
#[command(name = "onward", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Verb,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Make a filled trial instance with every shipped pack, and serve it
    Demo(Demo),
    /// Make an empty instance
    Init(Init),
    /// Serve an instance in the browser
    Serve(Serve),
    /// Read a register of people (CSV, XLSX or Parquet) into an instance
    Import(ImportArgs),
    /// Write, check, test, list, install or compare packs
    #[command(subcommand)]
    Pack(PackVerb),
    /// The library: every practice with its pack, and whether that pack's tests pass now
    Practices(Practices),
    /// One person or household: verdict, each condition with its law, what to ask next
    Ask(Ask),
    /// Forms: from a spreadsheet to an `XForm`, and answers held against it
    #[command(subcommand)]
    Form(FormVerb),
    /// Whether a proof holds and what it says; no network and no instance
    Verify(VerifyArgs),
    /// Try a pathway out on a case that nobody has: what is open, due and late after each step
    Play(PlayArgs),
    /// Versions of pathways: what another one changes for a case, and its move to that
    #[command(subcommand)]
    Pathway(PathwayVerb),
    /// Whom measures reach, whom they leave behind, and by which condition
    Simulate(Simulate),
    /// Hand the slices of simulations to executors
    Scheduler(Scheduler),
    /// Count slices for a scheduler
    Executor(Executor),
    /// Make synthetic people
    #[command(subcommand)]
    Generate(Generate),
    /// People: register, amend what is on record, show who said what
    #[command(subcommand)]
    Person(PersonVerb),
    /// Records of people: open, amend, show, list, and what is done with them
    #[command(subcommand)]
    Record(RecordVerb),
    /// Verify, export or checkpoint the journal of an instance, or make anew what lies beside it
    #[command(subcommand)]
    Journal(Journal),
    /// Ask that a person is forgotten, or carry it out once two people approved
    Forget(Forget),
    /// Propose accounts, and new passwords
    #[command(subcommand)]
    Account(AccountVerb),
    /// Propose why data is processed, and on which legal bases
    #[command(subcommand)]
    Purpose(PurposeVerb),
    /// What waits for a second person: list it, approve it, decline it
    #[command(subcommand)]
    Proposal(ProposalVerb),
    /// Write a token by which an account acts without being asked again: it ends after 30 minutes without use, and after
    /// 12 hours in any case. A file of an earlier sign-in is known: whoever has it does not wait for strangers who guess
    SignIn(SignInArgs),
    /// End a token; its file stays, and is known at the next sign-in
    SignOut(SignInArgs),
    /// Make the lake anew from the record
    #[command(subcommand)]
    Lake(LakeVerb),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Json,
    Csv,
    Html,
}

#[derive(Debug, Args)]
pub struct Demo {
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Synthetic people to make
    #[arg(long, default_value_t = 20_000)]
    pub people: u64,
    /// Where the instance is kept; a temporary folder if absent
    #[arg(long)]
    pub dir: Option<PathBuf>,
    /// Make the instance and stop
    #[arg(long)]
    pub no_serve: bool,
}

#[derive(Debug, Args)]
pub struct Init {
    pub dir: PathBuf,
    #[arg(long, default_value = "A trial of Onward")]
    pub name: String,
    /// ISO 3166 alpha-3 of the jurisdiction, which chooses the national calendar
    #[arg(long, value_parser = alpha_3)]
    pub jurisdiction: Option<String>,
    /// Hold real people: needs a controller and a mandate, and grants nothing by a law marked "to verify"
    #[arg(long, requires_all = ["controller", "mandate", "officer"])]
    pub live: bool,
    /// Whose data it is
    #[arg(long)]
    pub controller: Option<String>,
    /// The mandate under which the controller acts, as a reference
    #[arg(long)]
    pub mandate: Option<String>,
    /// The account of the data protection officer, who approves all others
    #[arg(long)]
    pub officer: Option<String>,
    /// The account of the administrator, who proposes them
    #[arg(long, default_value = "administrator")]
    pub administrator: String,
    /// The time zone in which a day ends, unless an office says otherwise
    #[arg(long, default_value = "UTC")]
    pub zone: String,
    #[command(flatten)]
    pub database: DatabaseArgs,
}

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub at: AtArgs,
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// `https://...` under which people reach it through a proxy; from this machine alone if absent
    #[arg(long, value_name = "URL")]
    pub public_url: Option<web::PublicAddress>,
}

#[derive(Debug, Clone, Default, Args)]
pub struct DatabaseArgs {
    /// `postgres://...` without a password; the embedded SQLite of the folder if absent. The password comes from the
    /// environment (`PGPASSWORD`) or from `~/.pgpass`: what stands on a command line, others can read
    #[arg(long, env = "ONWARD_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
}

/// Which instance.
#[derive(Debug, Clone, Args)]
pub struct AtArgs {
    /// The instance's folder
    #[arg(long)]
    pub dir: PathBuf,
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Who acts and why; on a trial instance the three have defaults.
#[derive(Debug, Args)]
pub struct ActingArgs {
    /// The account that acts; its password is asked for
    #[arg(long = "as")]
    pub actor: Option<String>,
    /// A file with a token of `onward sign-in`, in place of a password
    #[arg(long, value_name = "FILE")]
    pub token: Option<PathBuf>,
    /// The office in which it acts, where it has several
    #[arg(long, value_name = "OFFICE")]
    pub at_office: Option<String>,
    /// The controller for whom it acts, where it has several
    #[arg(long, value_name = "CONTROLLER")]
    pub for_controller: Option<String>,
    /// The purpose record
    #[arg(long)]
    pub purpose: Option<String>,
    /// The legal basis, such as `public_interest` or `consent`
    #[arg(long)]
    pub basis: Option<String>,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// CSV, XLSX or Parquet
    pub file: PathBuf,
    #[command(flatten)]
    pub at: AtArgs,
    #[command(flatten)]
    pub acting: ActingArgs,
    #[command(flatten)]
    pub sheet: SheetArgs,
    /// Which column is which field, and how its values read
    #[arg(long)]
    pub map: Option<PathBuf>,
    /// The people in the file are synthetic, though it does not carry the generator's mark
    #[arg(long)]
    pub synthetic: bool,
    /// Read and report; write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Rows without an id that are not known as they stand are new people, and not changed rows
    #[arg(long)]
    pub without_ids: bool,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Practices {
    /// Language of texts, actors and reasons; what is not translated stands in English, and that is said
    #[arg(long, default_value = "en", value_parser = ["en", "ar", "es", "fr"])]
    pub lang: String,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Ask {
    /// JSON with a person or a household
    pub file: PathBuf,
    /// Names of shipped packs, folders or archives: the host country's and the country of origin's side by side
    #[arg(long, required = true, num_args = 1..)]
    pub pack: Vec<String>,
    /// One measure; every measure of the packs if absent
    #[arg(long)]
    pub measure: Option<String>,
    #[arg(long)]
    pub on: Date,
    /// What had been decided by this day; the assessment date if absent
    #[arg(long)]
    pub as_known: Option<Date>,
    /// ISO 3166 alpha-3: chooses the national calendar of a pack without a jurisdiction of its own
    #[arg(long)]
    pub country: Option<String>,
    /// Language of the sentences
    #[arg(long, default_value = "en")]
    pub lang: String,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct PlayArgs {
    /// Name of a shipped pack, a folder or an archive
    pub pack: String,
    /// The pathway
    pub pathway: String,
    /// YAML with `play`, a list of steps, and `country`, `zone`, `calendar` and `grants` beside it
    pub file: PathBuf,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Subcommand)]
pub enum Journal {
    /// Walk the chain; exit 1 and name the first bad fact if anything was altered
    Verify {
        #[command(flatten)]
        at: AtArgs,
        /// Checkpoints kept elsewhere, to compare with
        #[arg(long)]
        checkpoint: Vec<PathBuf>,
        /// Fold every fact anew and hold all derived rows against them; names what differs
        #[arg(long)]
        views: bool,
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Make what lies beside the facts anew from them: accounts and packs as they are kept, people's rows, what they are
    /// found by
    ///
    /// The way out where such a row is damaged, also where the instance does not open without it. Nobody is asked who
    /// they are: whoever holds the folder and its key can do it. No fact is added or taken away; where the facts
    /// themselves are not as they were written, it is refused. It says which row differed first. Where keys are missing
    /// of people whom no fact forgets, it is refused with their number.
    RebuildViews {
        #[command(flatten)]
        at: AtArgs,
        /// Leave out, for good, the people and households whose keys are missing, if they are exactly so many
        #[arg(long, value_name = "KEY RINGS", default_value_t = 0, hide_default_value = true)]
        give_up: u64,
    },
    /// Write a marked checkpoint, to be kept elsewhere: it shows a truncated tail
    Checkpoint {
        #[command(flatten)]
        at: AtArgs,
        #[arg(long)]
        out: PathBuf,
    },
    /// Write the sealed facts as a bundle
    Export {
        #[command(flatten)]
        at: AtArgs,
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct Forget {
    #[command(flatten)]
    pub at: AtArgs,
    #[command(flatten)]
    pub acting: ActingArgs,
    /// The request, approved by two people: carry it out
    #[arg(long, conflicts_with = "ask", required_unless_present = "ask")]
    pub request: Option<String>,
    /// A person who asks to be forgotten: prints the request, which `onward proposal approve` takes
    #[arg(long, value_name = "PERSON", requires = "reason")]
    pub ask: Option<String>,
    /// Why, for who decides; no names of people
    #[arg(long)]
    pub reason: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum LakeVerb {
    /// Write the lake anew from the record, in the place of whatever is there
    Rebuild {
        #[command(flatten)]
        at: AtArgs,
    },
}

/// A slip in the first command is told before anything is made.
fn alpha_3(text: &str) -> Result<String, String> {
    if text.len() == 3 && text.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Ok(text.to_owned());
    }
    Err("expected the ISO 3166 alpha-3 code of a country, such as `PRT`".to_owned())
}
