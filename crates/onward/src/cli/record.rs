//! `onward record`: records on the command line. Field names stand with their kind (`lodging.from`).

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use model::Date;

use super::{ActingArgs, AtArgs, Format};

#[derive(Debug, Subcommand)]
pub enum RecordVerb {
    /// Open a record of a kind, of a person or one that owns itself; prints its id
    Open {
        kind: String,
        /// Whose it is: an id of Onward's, or `REGISTER/ID` of the register a person came from; nobody's where the kind owns
        /// itself
        #[arg(long, value_name = "PERSON")]
        of: Option<String>,
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
        /// Those that lead to this record: stays in a house, claims against an organisation
        #[arg(long, value_name = "RECORD", conflicts_with = "of")]
        at: Option<String>,
        /// Those that say this: of a field by which records of the kind are listed, as `course.subject=language`
        #[arg(long, value_name = "FIELD=VALUE", conflicts_with_all = ["of", "at"])]
        says: Option<String>,
        /// At most this many
        #[arg(long, default_value_t = 100)]
        limit: u32,
        #[command(flatten)]
        call: CallArgs,
    },
    /// Do something with a record, or take a step of the pathway that it runs
    Step {
        kind: String,
        record: String,
        #[command(flatten)]
        step: Box<StepArgs>,
        #[command(flatten)]
        more: StepMoreArgs,
        #[command(flatten)]
        call: CallArgs,
    },
    /// Reserve, fill or give back the place that a record takes at another
    Place {
        kind: String,
        record: String,
        #[command(flatten)]
        step: PlaceArgs,
        #[command(flatten)]
        call: CallArgs,
    },
    /// Shut, offer or settle the places that a record has
    Lines {
        kind: String,
        record: String,
        #[command(flatten)]
        step: LineArgs,
        #[command(flatten)]
        call: CallArgs,
    },
    /// What is left of all places, night by night
    Board {
        /// The first night; tonight, if absent
        #[arg(long, value_name = "DAY")]
        from: Option<Date>,
        /// How many nights
        #[arg(long, default_value_t = 14)]
        nights: u16,
        #[command(flatten)]
        call: CallArgs,
    },
    /// What is to be done with cases, the earliest first
    Work {
        /// Whose, or which
        #[arg(long, value_enum, default_value_t)]
        view: WorkViewArg,
        /// Of cases of this kind alone
        #[arg(long)]
        kind: Option<String>,
        /// What is due by the end of this day
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
        /// At most this many
        #[arg(long, default_value_t = 100)]
        limit: u32,
        #[command(flatten)]
        call: CallArgs,
    },
}

/// What is done with the place that a record takes; one of them.
#[derive(Debug, Args)]
pub struct PlaceArgs {
    #[command(flatten)]
    pub asked: PlaceAskedArgs,
    /// The day on which they came or left, where that was not today
    #[arg(long, value_name = "DAY")]
    pub on: Option<Date>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "one flag a word; one of them is given")]
pub struct PlaceAskedArgs {
    /// Keep a place
    #[arg(long)]
    pub reserve: bool,
    /// Keep a place, or wait for one where there is none
    #[arg(long)]
    pub wait: bool,
    /// They came
    #[arg(long)]
    pub fill: bool,
    /// They left, or do not come
    #[arg(long)]
    pub free: bool,
}

/// What is done with the places that a record has; one of them.
#[derive(Debug, Args)]
pub struct LineArgs {
    #[command(flatten)]
    pub asked: LineAskedArgs,
    /// Which number, where it has several: `facility.beds`
    #[arg(long, value_name = "FIELD")]
    pub limit: Option<String>,
    /// The day on which they came or left, where that was not today
    #[arg(long, value_name = "DAY")]
    pub on: Option<Date>,
    /// The first night on which they are shut
    #[arg(long, value_name = "DAY", requires = "block")]
    pub from: Option<Date>,
    /// The morning on which they are open again
    #[arg(long, value_name = "DAY", requires = "block")]
    pub until: Option<Date>,
    /// Why they are shut
    #[arg(long, value_name = "REASON", requires = "block")]
    pub why: Option<String>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct LineAskedArgs {
    /// Shut so many; `--from`, `--why`
    #[arg(long, value_name = "N")]
    pub block: Option<i64>,
    /// Whoever has this line came
    #[arg(long, value_name = "CODE")]
    pub fill: Option<String>,
    /// Whoever has this line left or does not come, or what was shut is open again
    #[arg(long, value_name = "CODE")]
    pub free: Option<String>,
    /// Offer what is free to those who wait longest, to so many at most
    #[arg(long, value_name = "N")]
    pub offer: Option<u32>,
}

/// Which work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum WorkViewArg {
    /// What you have in hand
    Mine,
    /// All that you may see
    #[default]
    Office,
    /// Of cases that nobody has in hand yet
    Nobodys,
    /// What waits for a vote that you may give
    Yes,
    /// What is overdue
    Late,
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
    /// Nothing more is to be done, and why; of a case, one of the ends of its pathway
    #[arg(long, value_name = "REASON")]
    pub close: Option<String>,
    /// There is more to be done, and why
    #[arg(long, value_name = "REASON")]
    pub reopen: Option<String>,
    /// What was said in a conversation; `--at` where that was before now
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// An item is done
    #[arg(long = "do", value_name = "ITEM")]
    pub done: Option<String>,
    /// Do without an item; `--why`
    #[arg(long, value_name = "ITEM")]
    pub waive: Option<String>,
    /// Put what is offered on the list
    #[arg(long, value_name = "ITEM")]
    pub add: Option<String>,
    /// Stop the clock of an item; `--why`
    #[arg(long, value_name = "ITEM")]
    pub pause: Option<String>,
    /// Let the clock of an item go on
    #[arg(long, value_name = "ITEM")]
    pub resume: Option<String>,
    /// Give an item more time; `--why`
    #[arg(long, value_name = "ITEM=N UNIT")]
    pub extend: Option<String>,
    /// Decide; `--why` gives the reasons
    #[arg(long, value_name = "ITEM=OUTCOME")]
    pub decide: Option<String>,
    /// Say yes to what somebody else did
    #[arg(long, value_name = "ITEM")]
    pub yes: Option<String>,
    /// Say no to it
    #[arg(long, value_name = "ITEM")]
    pub no: Option<String>,
    /// The letter of a decision was handed over
    #[arg(long, value_name = "ITEM")]
    pub serve: Option<String>,
    /// The person appeals a decision
    #[arg(long, value_name = "ITEM")]
    pub appeal: Option<String>,
    /// Refer to somebody
    #[arg(long, value_name = "ITEM=TO")]
    pub refer: Option<String>,
    /// What they answered: `accepted`, `declined` or `completed`
    #[arg(long, value_name = "ITEM=ANSWER")]
    pub answer: Option<String>,
    /// The person agreed that it is shared with them
    #[arg(long, value_name = "TO")]
    pub consent: Option<String>,
    /// A message of the pathway went out, by hand
    #[arg(long, value_name = "TEXT")]
    pub send: Option<String>,
    /// Give somebody a seat on the panel of an item
    #[arg(long, value_name = "ITEM=ACCOUNT")]
    pub appoint: Option<String>,
    /// A step was a mistake, by the name under which `show` tells it; `--why`
    #[arg(long, value_name = "FACT")]
    pub retract: Option<String>,
}

/// What goes with a step of a pathway.
#[derive(Debug, Args)]
pub struct StepMoreArgs {
    /// Why, in words
    #[arg(long)]
    pub why: Option<String>,
    /// When it happened, where that was before now: `2020-10-24T14:20` as clocks of the office show it, or with a `Z` in UTC
    #[arg(long, value_name = "MOMENT")]
    pub at: Option<String>,
    /// The seat for which a vote is cast
    #[arg(long)]
    pub seat: Option<String>,
    /// How urgent a referral is: `emergency`, `urgent` or `normal`
    #[arg(long, default_value = "normal")]
    pub priority: String,
    /// The person agreed to the referral: both are written, or neither
    #[arg(long)]
    pub agreed: bool,
    /// The record's version as it was seen: refused where somebody else has changed it since
    #[arg(long, value_name = "VERSION")]
    pub seen: Option<u64>,
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
