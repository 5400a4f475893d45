//! The panel of a case that runs older rules than those in force: what would stand otherwise under the newer ones, who asked for
//! the move, and what of it the reader may do.

use casework::MoveStanding;
use instance::desk::ShownMove;
use pathways::{CaseStanding, LoosenedDuty, Loosening, StandingChange, StandingTold};

use super::case::item_words;
use super::happened::when;
use crate::gate::Frame;
use crate::labels::Labels;
use crate::say::{Html, MessageArg, Say};

/// What the panel shows.
pub struct MovePanel {
    /// Of when the rules of the case are, and the newer ones.
    pub title: Html,
    /// The version that the page shows: no other is moved to.
    pub version: String,
    /// What would stand otherwise: what, now, under the newer rules.
    pub changes: Vec<(Html, Html, Html)>,
    /// Ends and questions that there would be more or less of.
    pub lists: Vec<Html>,
    /// What the person would be owed less.
    pub loosens: Vec<Html>,
    /// What keeps it from being moved.
    pub lost: Vec<Html>,
    /// Who asked for it, and why.
    pub asked: Option<Html>,
    /// Whether the reader may move it.
    pub moves: bool,
    /// Whether the reader may ask for it.
    pub asks: bool,
}

impl MovePanel {
    /// Nothing where the newer rules are the same in other files.
    pub(super) fn of(shown: &ShownMove, frame: &Frame, labels: &Labels<'_>) -> Option<Self> {
        if shown.alike {
            return None;
        }
        let (say, differs) = (frame.say, &shown.difference);
        let changes = differs.stages.iter().chain(&differs.items).map(|change| {
            let side = |told: &Option<StandingTold>| standing(told.as_ref(), say);
            (say.text(&change.says), side(&change.from), side(&change.to))
        });
        let lost = differs.undone.iter().map(|id| (id, "case-move-undone"));
        let lost = lost.chain(differs.dropped.iter().map(|id| (id, "case-move-dropped")));
        let named = |id: &str| item_words(id, &differs.items, say);
        Some(Self {
            title: title(shown, frame),
            version: shown.version.clone(),
            changes: changes.collect(),
            lists: lists(shown, labels),
            loosens: differs.loosens.iter().map(|duty| loosening(duty, &differs.items, say)).collect(),
            lost: lost.map(|(id, key)| say.rich(key, &[("item", MessageArg::Html(named(id)))])).collect(),
            asked: shown.asked.as_ref().map(|(by, at, why)| {
                let (by, why) = (MessageArg::Text(by), MessageArg::Text(why));
                say.rich(
                    "case-move-asked",
                    &[("account", by), ("at", MessageArg::Html(frame.moment(*at))), ("why", why)],
                )
            }),
            moves: shown.may == MoveStanding::Moves,
            asks: shown.may == MoveStanding::Asks,
        })
    }
}

fn title(shown: &ShownMove, frame: &Frame) -> Html {
    match (shown.from_since, shown.to_since) {
        (Some(from), Some(to)) => {
            let at = [("from", MessageArg::Html(frame.moment(from))), ("to", MessageArg::Html(frame.moment(to)))];
            frame.say.rich("case-move-title", &at)
        }
        _ => Html::escaped(&frame.say.t("case-move-title-undated")),
    }
}

/// How something stands, in words.
fn standing(told: Option<&StandingTold>, say: Say) -> Html {
    let Some(told) = told else { return Html::escaped(&say.t("case-move-absent")) };
    let stands = MessageArg::Html(Html::escaped(&say.t(match told.standing {
        CaseStanding::Waiting => "case-stands-waiting",
        CaseStanding::Undecided => "case-stands-undecided",
        CaseStanding::Offered => "case-stands-offered",
        CaseStanding::Open => "case-stands-open",
        CaseStanding::Done => "case-stands-done",
        CaseStanding::Waived => "case-stands-waived",
        CaseStanding::Skipped => "case-stands-skipped",
        CaseStanding::Resting => "case-stands-resting",
    })));
    let day = |at: &str| MessageArg::Html(when(at, say));
    let clock = match (&told.late, told.due.as_slice()) {
        (Some(late), _) => say.rich("case-late", &[("when", day(late))]),
        (None, [Some(due)]) => say.rich("case-due", &[("when", day(due))]),
        (None, [Some(from), Some(to)]) => say.rich("case-due-between", &[("from", day(from)), ("to", day(to))]),
        (None, [Some(from), None]) => say.rich("case-due-not-before", &[("when", day(from))]),
        _ if told.stopped => Html::escaped(&say.t("case-stands-stopped")),
        _ => return say.rich("case-stands", &[("how", stands)]),
    };
    say.rich("case-stands-with", &[("how", stands), ("clock", MessageArg::Html(clock))])
}

/// Ends and questions that there would be more or less of.
fn lists(shown: &ShownMove, labels: &Labels<'_>) -> Vec<Html> {
    let (say, differs) = (labels.say, &shown.difference);
    let with = |key: &'static str| move |what: Html| say.rich(key, &[("what", MessageArg::Html(what))]);
    let ends = |ends: &[(String, model::Text)]| ends.iter().map(|(_, says)| say.text(says)).collect::<Vec<_>>();
    let asks = |asks: &[String]| asks.iter().map(|field| labels.question(field)).collect::<Vec<_>>();
    let told = [
        (ends(&differs.ends.gained), "case-move-end-more"),
        (ends(&differs.ends.lost), "case-move-end-less"),
        (asks(&differs.asks.gained), "case-move-ask-more"),
        (asks(&differs.asks.lost), "case-move-ask-less"),
    ];
    told.into_iter().flat_map(|(found, key)| found.into_iter().map(with(key))).collect()
}

fn loosening(duty: &LoosenedDuty, items: &[StandingChange], say: Say) -> Html {
    let key = match duty.how {
        Loosening::MoreSee => "case-loosens-more-see",
        Loosening::UnsafeContact => "case-loosens-unsafe-contact",
        Loosening::ReadsMore => "case-loosens-reads-more",
        Loosening::Later => "case-loosens-later",
        Loosening::FewerVotes => "case-loosens-fewer-votes",
        Loosening::NoAppeal => "case-loosens-no-appeal",
        Loosening::OtherVoters => "case-loosens-other-voters",
        Loosening::OwnReview => "case-loosens-own-review",
        Loosening::NotAdverse => "case-loosens-not-adverse",
        Loosening::OtherLetter => "case-loosens-other-letter",
        Loosening::NotAsked => "case-loosens-not-asked",
        Loosening::NoGate => "case-loosens-no-gate",
        Loosening::OtherDoers => "case-loosens-other-doers",
        Loosening::OpensLess => "case-loosens-opens-less",
        Loosening::EndsEasier => "case-loosens-ends-easier",
        Loosening::NotOwed => "case-loosens-not-owed",
        Loosening::AppliesLess => "case-loosens-applies-less",
        Loosening::LessTime => "case-loosens-less-time",
        Loosening::Rarer => "case-loosens-rarer",
        Loosening::AnswerLater => "case-loosens-answer-later",
        Loosening::NotEscalated => "case-loosens-not-escalated",
        Loosening::WaitsForMore => "case-loosens-waits-for-more",
        Loosening::DoneOtherwise => "case-loosens-done-otherwise",
        Loosening::HarderAppeal => "case-loosens-harder-appeal",
        Loosening::WorseOutcomes => "case-loosens-worse-outcomes",
        Loosening::NotTold => "case-loosens-not-told",
        Loosening::GivesLess => "case-loosens-gives-less",
        Loosening::OtherService => "case-loosens-other-service",
        Loosening::Unreadable => "case-loosens-unreadable",
    };
    let item = duty.item.as_ref().map(|id| item_words(id, items, say));
    say.rich(key, &[("item", MessageArg::Html(item.unwrap_or_else(|| Html::escaped(""))))])
}
