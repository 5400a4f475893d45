//! How a duty towards people is loosened, and the words in which it is told.

use std::fmt;

/// Something that another version loosens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LoosenedDuty {
    /// The item or the stage, by its name in the earlier version; nothing where it is the whole case.
    pub item: Option<String>,
    /// What of it.
    pub how: Loosening,
}

/// How a duty towards people is loosened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is said in words below")]
pub enum Loosening {
    MoreSee,
    UnsafeContact,
    ReadsMore,
    OpensLess,
    EndsEasier,
    NotOwed,
    AppliesLess,
    Later,
    LessTime,
    Rarer,
    AnswerLater,
    NotEscalated,
    WaitsForMore,
    DoneOtherwise,
    FewerVotes,
    NoAppeal,
    HarderAppeal,
    OtherVoters,
    OwnReview,
    NotAdverse,
    WorseOutcomes,
    OtherLetter,
    NotTold,
    GivesLess,
    NotAsked,
    OtherService,
    NoGate,
    OtherDoers,
    Unreadable,
}

impl Loosening {
    fn words(self) -> &'static str {
        match self {
            Self::MoreSee => "more people see its cases",
            Self::UnsafeContact => "people are reached though it may not be safe",
            Self::ReadsMore => "it may read what it could not",
            Self::OpensLess => "a case may not be opened for everybody for whom it could be",
            Self::EndsEasier => "a case may be ended where it could not",
            Self::NotOwed => "need not be done any more",
            Self::AppliesLess => "may not be for everybody for whom it was",
            Self::Later => "may take longer",
            Self::LessTime => "leaves the person less time",
            Self::Rarer => "may come again less often",
            Self::AnswerLater => "may be answered later",
            Self::NotEscalated => "fewer hear that it is late, or they hear later",
            Self::WaitsForMore => "waits for something else",
            Self::DoneOtherwise => "something else makes it done",
            Self::FewerVotes => "needs fewer votes",
            Self::NoAppeal => "can no longer be appealed",
            Self::HarderAppeal => "is harder to appeal",
            Self::OtherVoters => "others approve it",
            Self::OwnReview => "whoever did what it reviews may do it",
            Self::NotAdverse => "an outcome no longer counts as going against the person",
            Self::WorseOutcomes => "what it can come to is worse for the person",
            Self::OtherLetter => "its letter or what silence means is another",
            Self::NotTold => "the person is told less",
            Self::GivesLess => "what it pays, issues or sets is another",
            Self::NotAsked => "the person is no longer asked",
            Self::OtherService => "people are referred to something else, or data is shared otherwise",
            Self::NoGate => "what need be known before it is less, or another",
            Self::OtherDoers => "others may do it",
            Self::Unreadable => "what was owed cannot be read any more",
        }
    }

    /// Whether its words go on from the name of the item, as one sentence.
    fn goes_on(self) -> bool {
        matches!(
            self,
            Self::NotOwed
                | Self::AppliesLess
                | Self::Later
                | Self::LessTime
                | Self::Rarer
                | Self::AnswerLater
                | Self::WaitsForMore
                | Self::FewerVotes
                | Self::NoAppeal
                | Self::HarderAppeal
        )
    }
}

impl fmt::Display for LoosenedDuty {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.item, self.how) {
            (Some(item), how) if how.goes_on() => write!(to, "`{item}` {}", how.words()),
            (Some(item), how) => write!(to, "`{item}`: {}", how.words()),
            (None, how) => to.write_str(how.words()),
        }
    }
}
