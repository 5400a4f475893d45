//! Why a question to an instance has no answer, by what whoever asks can do about it: ask again later, call for help, or
//! ask otherwise. Nothing in here names a person.

use std::error::Error;
use std::fmt::Write;

use casework::{Refusal, Seat};
use evidence::PeopleError;
use evidence::lake::LakeError;
use evidence::reach::{NotCounted, SimulateError};
use model::{Date, Timestamp};
use store::{
    Differs, ExportError, ForgetError, KeyError, Lost, OpenError, ReadError, SubmitError, VerifyError, WriteError,
};
use yaml::Problems;

/// What went wrong, as whoever failed says it.
pub type Cause = Box<dyn Error + Send + Sync>;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database or the keys do not answer; the same question may be asked again.
    #[error("what is kept cannot be reached")]
    Away(#[source] Cause),
    /// The instance key or the key store is gone, or one does not fit the other: a backup brings them back.
    #[error("the keys are not here")]
    Keys(#[source] Cause),
    /// What is kept is not what was written: somebody must look.
    #[error("what is kept is damaged")]
    Damaged(#[source] Cause),
    /// The program could not do its own part.
    #[error("the work was not done")]
    Failed(#[source] Cause),
    /// There is no instance here, or there is one already.
    #[error(transparent)]
    NotOpened(OpenError),
    /// The instance has no first fact.
    #[error("this instance was never founded")]
    NotFounded,
    /// It may not be done.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// No such account, or none of its grants is in force.
    #[error("no account `{0}` with a grant in force")]
    NoSeat(String),
    /// An account sits in several places and has not said in which.
    #[error("this account acts in several offices: one is to be chosen")]
    ChooseSeat(Vec<Seat>),
    /// Too much was asked in too short a time.
    #[error("too much was asked at once")]
    Wait(Timestamp),
    /// A pack cannot be read, alone or together with those in force.
    #[error("{} problem(s) in the packs named", .0.0.len())]
    Unsound(Problems),
    /// A measure has no answer for this day: which, and why.
    #[error("cannot be told for {on}: {}", .measure.says)]
    Untold {
        /// The day that was asked about.
        on: Date,
        /// The measure, and why it was not counted.
        measure: Box<NotCounted>,
    },
    /// On a live instance figures are released for few days, so that nobody can be computed from their differences.
    #[error(
        "figures of people on record are told for month ends that are over and for days on which the rule changes; {0} is neither"
    )]
    NotReleased(Date),
    /// Figures of the day were released, and the record is no longer what it was then.
    #[error("the record has changed since figures of {0} were first told: nothing new is told of that day")]
    RecordMoved(Date),
    /// Beside what was released before, few people could be worked out.
    #[error("beside what was told before, these figures of {0} would give away few people")]
    GivesAway(Date),
    /// Nobody, or hardly anybody, is on record: nothing is told, and the day stays open.
    #[error("too few people are on record for figures of {0}: nothing was told, and nothing is kept of the question")]
    TooFew(Date),
    /// A file that was handed in cannot be read.
    #[error("{0}")]
    File(String),
    /// A password that is too short, too long or too easy to guess.
    #[error("a password has at least 12 characters and at most 1024 bytes")]
    Password,
}

impl Fault {
    /// The program could not do its own part.
    pub(crate) fn failed(cause: impl Into<Cause>) -> Self {
        Self::Failed(cause.into())
    }

    /// Whether it is no fault of whoever asked.
    pub fn is_ours(&self) -> bool {
        matches!(self, Self::Away(_) | Self::Keys(_) | Self::Damaged(_) | Self::Failed(_) | Self::NotFounded)
    }

    /// How many key rings are lost, where that is why.
    pub fn lost(&self) -> Option<Lost> {
        match self {
            Self::Keys(cause) => match cause.downcast_ref() {
                Some(WriteError::Lost(lost)) => Some(*lost),
                _ => None,
            },
            _ => None,
        }
    }

    /// Everything that is known of it, in one line, for a log or a terminal.
    pub fn in_full(&self) -> String {
        let mut line = self.to_string();
        let mut cause = self.source();
        while let Some(next) = cause {
            // A transparent error repeats its cause.
            let said = next.to_string();
            if !line.ends_with(&said) {
                let _ = write!(line, ": {said}");
            }
            cause = next.source();
        }
        line
    }
}

/// Whether keys are gone, and not only out of reach.
fn are_gone(error: &KeyError) -> bool {
    match error {
        KeyError::InstanceKey(_) | KeyError::Unwrap(_) | KeyError::Damaged => true,
        KeyError::Database(_) | KeyError::Wrap => false,
    }
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Keys(ref keys) if are_gone(keys) => Self::Keys(error.into()),
            ReadError::Head(head) => head.into(),
            ReadError::Database(_) | ReadError::Keys(_) => Self::Away(error.into()),
            ReadError::Row(_) | ReadError::Fact | ReadError::Outbox | ReadError::Beside(_) => {
                Self::Damaged(error.into())
            }
        }
    }
}

impl From<WriteError> for Fault {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Keys(ref keys) if are_gone(keys) => Self::Keys(error.into()),
            WriteError::Lost(_) => Self::Keys(error.into()),
            WriteError::Database(_) | WriteError::Keys(_) | WriteError::Closed => Self::Away(error.into()),
            WriteError::Seal(_) | WriteError::NotLoaded(_) | WriteError::Unsettled => Self::Failed(error.into()),
            WriteError::Broken(_)
            | WriteError::View(_)
            | WriteError::Head
            | WriteError::Behind
            | WriteError::Beside(_)
            | WriteError::Chain => Self::Damaged(error.into()),
        }
    }
}

impl From<SubmitError> for Fault {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Refused(refusal) => Self::Refused(refusal),
            SubmitError::Write(error) => error.into(),
        }
    }
}

impl From<ForgetError> for Fault {
    fn from(error: ForgetError) -> Self {
        match error {
            ForgetError::Refused(refusal) => Self::Refused(refusal),
            ForgetError::Write(error) => error.into(),
        }
    }
}

impl From<OpenError> for Fault {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NoKeys => Self::Keys(error.into()),
            OpenError::Keys(ref keys) if are_gone(keys) => Self::Keys(error.into()),
            OpenError::Database(_) | OpenError::Keys(_) => Self::Away(error.into()),
            OpenError::Unfinished(error) => error.into(),
            OpenError::Exists
            | OpenError::Absent
            | OpenError::HalfFounded
            | OpenError::Folder(_)
            | OpenError::Migrate(_) => Self::NotOpened(error),
        }
    }
}

impl From<VerifyError> for Fault {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Read(error) => error.into(),
            VerifyError::Derived(Differs::Lost(lost)) => WriteError::Lost(lost).into(),
            other => Self::Damaged(other.into()),
        }
    }
}

impl From<ExportError> for Fault {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Verify(error) => error.into(),
            ExportError::Write(error) => Self::failed(error),
        }
    }
}

impl From<LakeError> for Fault {
    fn from(error: LakeError) -> Self {
        match error {
            LakeError::Locked => Self::Away(error.into()),
            LakeError::Io { .. } | LakeError::People(_) => Self::Failed(error.into()),
            LakeError::Absent
            | LakeError::Present
            | LakeError::Form
            | LakeError::Damaged(_)
            | LakeError::Key
            | LakeError::Fields
            | LakeError::Behind { .. }
            | LakeError::Ahead { .. }
            | LakeError::Buckets(_)
            | LakeError::Twice => Self::Damaged(error.into()),
        }
    }
}

/// Met while people are read: a part of the lake that is not what was sealed is damage of the lake, whoever reads it.
impl From<PeopleError> for Fault {
    fn from(error: PeopleError) -> Self {
        LakeError::from(error).into()
    }
}

impl From<SimulateError> for Fault {
    fn from(error: SimulateError) -> Self {
        match error {
            SimulateError::People(error) => error.into(),
            SimulateError::NoLowering(_)
            | SimulateError::Days
            | SimulateError::Hunt { .. }
            | SimulateError::Clash(_)
            | SimulateError::NothingInCommon => Self::failed(error),
        }
    }
}

impl From<Problems> for Fault {
    fn from(problems: Problems) -> Self {
        Self::Unsound(problems)
    }
}

impl From<tokio::task::JoinError> for Fault {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::failed(error)
    }
}
