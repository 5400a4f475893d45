//! How a case stands, on the page of its record: the way it goes, what is to be done now with a form for each step that the
//! reader may take, what is offered, and what is to be asked.

use instance::desk::{
    MessageStanding, RecordRow, Recurrence, ShownCase, ShownItem, ShownMessage, ShownProposed, ShownStage, StepOffer,
};
use journal::CaseStep;
use model::{Text, Timestamp};
use pathways::{CaseStanding, OPENED_IN_ERROR, StandingChange};

use super::decided::{self, sent_back, unfinished};
use super::happened::when;
use crate::desk::list::name_of;
use crate::gate::Frame;
use crate::labels::{Labels, isolated};
use crate::say::{Html, MessageArg, Say};
use crate::words;

/// How a case stands.
pub struct CasePanel {
    /// Its stages, in their order.
    pub way: Vec<WayStop>,
    /// What is to be done.
    pub open: Vec<ItemPanel>,
    /// What can be done and need not.
    pub offered: Vec<ItemPanel>,
    /// What was done, with what may still be done with it.
    pub past: Vec<ItemPanel>,
    /// What the person is to be told, and was.
    pub messages: Vec<MessagePanel>,
    /// Fields to ask for, in words, and where they are answered.
    pub asks: Vec<(Html, String)>,
    /// Ends that the reader may give: name and words.
    pub ends: Vec<(String, Html)>,
    /// What would be left if it were closed now, in words.
    pub leaves: Vec<Html>,
}

/// A stage on the way.
pub struct WayStop {
    /// How its stop looks.
    pub look: &'static str,
    /// What stands in the stop.
    pub mark: &'static str,
    /// What people call it.
    pub says: Html,
    /// Where it stands, in words.
    pub standing: String,
    /// Whether it is the one that is open.
    pub here: bool,
}

/// A message to the person.
pub struct MessagePanel {
    /// The name of its text.
    pub text: String,
    /// What it says.
    pub says: Html,
    /// Since when they are to be told, or when they were: look and words.
    pub tags: Vec<(&'static str, Html)>,
    /// Where it is answered how they can be reached, while that is to be asked.
    pub ask: Option<String>,
    /// Whether the reader may write down that they told them.
    pub tell: bool,
}

impl MessagePanel {
    fn of(message: &ShownMessage, of: &RecordRow, frame: &Frame, labels: &Labels<'_>) -> Self {
        let say = frame.say;
        let when = |key: &str, at: Timestamp| say.rich(key, &[("when", MessageArg::Html(frame.moment(at)))]);
        let tags = match (message.told, message.standing) {
            (Some(told), _) => vec![("yes", when("case-message-told", told))],
            (None, MessageStanding::Tell) => vec![("ask", when("case-message-since", message.since))],
            (None, MessageStanding::AskHow) => vec![
                ("no", Html::escaped(&say.t("case-message-ask"))),
                ("ask", when("case-message-since", message.since)),
            ],
            (None, MessageStanding::Over) => vec![("no", when("case-message-over", message.since))],
        };
        let asks = message.told.is_none() && message.standing == MessageStanding::AskHow;
        Self {
            text: message.text.clone(),
            says: say.text(&message.says),
            tags,
            ask: asks.then(|| answered("contact.safe", of, labels)),
            tell: message.may_tell,
        }
    }
}

/// An item with what may be done.
pub struct ItemPanel {
    /// Its name.
    pub id: String,
    /// Where it stands on the page: its letter stands there apart from it.
    pub anchor: String,
    /// What is to be done.
    pub says: Html,
    /// By when, late since when, on whom it waits: look and words.
    pub tags: Vec<(&'static str, Html)>,
    /// Who does it, in words.
    pub by: String,
    /// Whether none of them sees the case.
    pub unseen: bool,
    /// What is to be said or sent with it: to whom, and what.
    pub text: Option<(Html, Html)>,
    /// That it was done and comes again, where that is so.
    pub again: Option<String>,
    /// What waits for votes: by whom, what it would come to, why.
    pub proposed: Option<Html>,
    /// That somebody sent it back, and why.
    pub sent_back: Option<Html>,
    /// Whether what the record says makes it done.
    pub by_data: bool,
    /// Steps that stand before the reader.
    pub offers: Vec<OfferView>,
    /// Steps that are taken more rarely.
    pub rarely: Vec<OfferView>,
}

/// A step that the reader may take, as its form shows it.
pub enum OfferView {
    /// One button: the step and its words.
    Plain(&'static str, String),
    /// The same, with when it happened.
    Done,
    /// Deciding: name and words of what it can come to.
    Decide(Vec<(String, Html)>),
    /// Voting, for a seat where there are any.
    Vote(Vec<(String, Html)>),
    /// Referring, and whether the person must have agreed.
    Refer(bool),
    /// An answer that came.
    Answer,
    /// With a word why: the step and its words.
    Why(&'static str, String),
    /// More time, with a word why.
    Extend,
    /// A seat on the panel, for an account.
    Appoint,
}

impl CasePanel {
    pub(super) fn of(case: &ShownCase, of: &RecordRow, frame: &Frame, labels: &Labels<'_>) -> Self {
        let person = of.person.map(|_| name_of(labels, |field| of.named.get(field)));
        let all = || case.stages.iter().flat_map(|stage| &stage.items);
        let items = |wanted: fn(&ShownItem) -> bool| {
            let items = all().filter(move |item| wanted(item));
            items.map(|item| ItemPanel::of(item, person.as_ref(), frame)).collect::<Vec<ItemPanel>>()
        };
        let end = |id: &String| (id.clone(), end_of(id, case, labels.say));
        let letters = all().filter(|item| item.after.unserved).map(|item| ItemPanel::letter(item, frame));
        let mut open = items(|item| matches!(item.standing, CaseStanding::Open | CaseStanding::Undecided));
        // What was done and waits for its next time stands after what was not.
        open.sort_by_key(|item| item.again.is_some());
        Self {
            way: case.stages.iter().map(|stage| WayStop::of(stage, labels.say)).collect(),
            open: letters.chain(open).collect(),
            leaves: all().filter_map(|item| unfinished(item, labels.say)).collect(),
            offered: items(|item| item.standing == CaseStanding::Offered),
            past: items(|item| {
                let rests = item.standing == CaseStanding::Resting && item.count > 0;
                rests || item.standing == CaseStanding::Done || !item.offers.is_empty() && is_over(item.standing)
            }),
            messages: case.messages.iter().map(|message| MessagePanel::of(message, of, frame, labels)).collect(),
            asks: case.asks.iter().map(|field| (labels.question(field), answered(field, of, labels))).collect(),
            ends: case.may_end.iter().map(end).collect(),
        }
    }
}

fn is_over(standing: CaseStanding) -> bool {
    matches!(standing, CaseStanding::Waived | CaseStanding::Skipped | CaseStanding::Resting)
}

/// Where a field is answered: what the case itself says in the form of this page, what its person says on theirs.
fn answered(field: &str, of: &RecordRow, labels: &Labels<'_>) -> String {
    let own = labels.schema.kind(&of.kind).is_some_and(|kind| kind.field(field).is_some());
    match of.person.filter(|_| !own) {
        Some(person) => format!("/desk/people/{person}?edit={field}#edit"),
        None => "#says".to_owned(),
    }
}

/// The words of a closure reason.
pub(super) fn end_of(id: &str, case: &ShownCase, say: Say) -> Html {
    if id == OPENED_IN_ERROR { Html::escaped(&say.t("case-end-error")) } else { labelled(id, &case.end_labels, say) }
}

/// What people read of a name; of one that the pathway no longer has, its words.
fn labelled(id: &str, labels: &[(String, Text)], say: Say) -> Html {
    let known = labels.iter().find(|(name, _)| name == id);
    known.map_or_else(|| spoken(id, say), |(_, label)| say.text(label))
}

/// What people read of an item, as far as it is among these.
pub(super) fn item_words(id: &str, among: &[StandingChange], say: Say) -> Html {
    among.iter().find(|change| change.id == id).map_or_else(|| spoken(id, say), |change| say.text(&change.says))
}

/// A name of the pathway's, as words.
fn spoken(id: &str, say: Say) -> Html {
    let words: Text = rules::read::names::spoken(id);
    say.text(&words)
}

/// A seat of a panel: pathways give seats names and no titles, so the name stands as it is, written as words are.
fn seat_words(seat: &str) -> Html {
    let words = seat.replace(['_', '-'], " ");
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    Html::escaped(&(first + letters.as_str()))
}

impl WayStop {
    fn of(stage: &ShownStage, say: Say) -> Self {
        let (look, mark, key) = match stage.standing {
            CaseStanding::Open => ("now", "", "case-stage-now"),
            CaseStanding::Done => ("yes", "✓", "case-stage-left"),
            CaseStanding::Waived | CaseStanding::Skipped => ("", "–", "case-stage-skipped"),
            CaseStanding::Undecided => ("ask", "?", "case-stage-undecided"),
            CaseStanding::Waiting | CaseStanding::Offered | CaseStanding::Resting => ("", "", "case-stage-ahead"),
        };
        let here = stage.standing == CaseStanding::Open;
        Self { look, mark, says: say.text(&stage.says), standing: say.t(key), here }
    }
}

impl ItemPanel {
    fn of(item: &ShownItem, person: Option<&Html>, frame: &Frame) -> Self {
        let say = frame.say;
        let to = || match person {
            Some(name) => say.rich("case-text-for", &[("name", MessageArg::Html(name.clone()))]),
            None => Html::escaped(&say.t("case-text")),
        };
        let text = item.text.as_ref().map(|text| (to(), say.text(text)));
        let views = item.offers.iter().map(|offer| OfferView::of(offer, say));
        let (offers, rarely) =
            views.partition(|offer| !matches!(offer, OfferView::Why(..) | OfferView::Extend | OfferView::Appoint));
        let by: Vec<String> = item.by.iter().map(|role| words::role(say, role)).collect();
        let proposed = item.proposed.as_ref().map(|proposed| proposed_of(proposed, say));
        let again = (comes_again(item) && item.late.is_none()).then(|| say.t("case-again"));
        let (says, tags, by) = (say.text(&item.says), tags(item, frame), by.join(&say.t("list-separator")));
        let (id, by_data, sent_back) = (item.id.clone(), item.by_data, sent_back(item, say));
        let anchor = format!("item-{id}");
        let is_to_do = item.standing == CaseStanding::Open && item.waiting.is_none();
        let unseen = is_to_do && casework::sees_no_case(&item.by);
        let panel =
            Self { id, anchor, says, tags, by, unseen, text, again, proposed, sent_back, by_data, offers, rarely };
        if item.after.unserved { panel.without_letter() } else { panel }
    }

    /// Its letter as the next thing to do: it stands there for whoever may hand it over, and for others with who does.
    fn letter(item: &ShownItem, frame: &Frame) -> Self {
        let says = frame.say.rich("work-serve", &[("item", MessageArg::Html(frame.say.text(&item.says)))]);
        let unserved = Self { text: None, ..Self::of(&ShownItem { offers: vec![], ..item.clone() }, None, frame) };
        let serves = item.offers.contains(&StepOffer::Serve);
        let offers = Vec::from_iter(serves.then(|| OfferView::of(&StepOffer::Serve, frame.say)));
        Self { anchor: format!("letter-{}", item.id), says, offers, rarely: vec![], by_data: false, ..unserved }
    }

    /// What is past, while its letter stands as something to do.
    fn without_letter(mut self) -> Self {
        self.offers.retain(|offer| !matches!(offer, OfferView::Plain("serve", _)));
        self
    }
}

/// What a vote is about.
fn proposed_of(proposed: &ShownProposed, say: Say) -> Html {
    let by = ("by", MessageArg::Text(proposed.by.as_str()));
    let Some(outcome) = &proposed.outcome else { return say.rich("case-proposed-done", &[by]) };
    let reasons = proposed.reasons.join(" ");
    let what = ("what", MessageArg::Html(say.text(outcome)));
    if reasons.is_empty() {
        return say.rich("case-proposed", &[by, what]);
    }
    say.rich("case-proposed-why", &[by, what, ("why", MessageArg::Text(&reasons))])
}

/// Who said no to what was done, and why.
/// Whether it was done and stands open for its next time.
fn comes_again(item: &ShownItem) -> bool {
    item.recurs == Recurrence::Again && item.count > 0 && item.standing == CaseStanding::Open
}

fn tags(item: &ShownItem, frame: &Frame) -> Vec<(&'static str, Html)> {
    let say = frame.say;
    let with = |key: &str, at: &str| say.rich(key, &[("when", MessageArg::Html(when(at, say)))]);
    let mut tags = vec![];
    if let Some(outcome) = &item.outcome {
        tags.push(("yes", labelled(outcome, &item.outcome_labels, say)));
    }
    if item.deemed {
        tags.push(("ask", Html::escaped(&say.t("case-deemed"))));
    }
    if let Some(done) = item.done {
        let when = ("when", MessageArg::Html(frame.moment(done)));
        tags.push(match item.recurs {
            Recurrence::Again if item.count > 0 => {
                let count = ("n", MessageArg::Count(item.count.unsigned_abs()));
                ("yes", say.rich("case-done-times", &[when, count]))
            }
            Recurrence::Again | Recurrence::Once => ("none", say.rich("case-done", &[when])),
        });
    }
    match (&item.late, &item.stopped, item.due.as_slice()) {
        (Some(since), ..) => tags.push(("no", with("case-late", since))),
        (None, Some(left), _) => tags.push(("ask", left_of(left, say))),
        (None, None, [Some(due)]) if comes_again(item) => tags.push(("none", with("case-next", due))),
        (None, None, [Some(due)]) => tags.push(("ask", with("case-due", due))),
        (None, None, [Some(from), Some(to)]) => {
            let between = [("from", MessageArg::Html(when(from, say))), ("to", MessageArg::Html(when(to, say)))];
            tags.push(("ask", say.rich("case-due-between", &between)));
        }
        (None, None, [Some(from), None]) => tags.push(("ask", with("case-due-not-before", from))),
        _ => {}
    }
    tags.extend(decided::tags(&item.after, frame));
    if item.recurs == Recurrence::Again && item.standing == CaseStanding::Resting {
        tags.push(("none", Html::escaped(&say.t("case-rests"))));
    }
    if item.standing == CaseStanding::Undecided {
        tags.push(("ask", Html::escaped(&say.t("case-stage-undecided"))));
    }
    if item.marked {
        tags.push(("none", Html::escaped(&say.t("case-marked"))));
    }
    if let Some(to) = &item.referred {
        tags.push(("none", say.rich("case-referred", &[("to", MessageArg::Text(to))])));
    }
    match &item.waiting {
        Some(Some(until)) => tags.push(("ask", with("case-waits-until", until))),
        Some(None) => tags.push(("ask", Html::escaped(&say.t("case-waits")))),
        None => {}
    }
    if item.missed > 0 {
        tags.push(("no", say.rich("case-missed", &[("n", MessageArg::Count(item.missed.unsigned_abs()))])));
    }
    tags
}

/// `13 working_days`, as words.
fn left_of(left: &str, say: Say) -> Html {
    let (n, unit) = left.split_once(' ').unwrap_or((left, ""));
    let key = match unit {
        "hours" => "case-left-hours",
        "working_days" => "case-left-working-days",
        _ => "case-left-days",
    };
    n.parse().map_or_else(|_| isolated(left), |n| say.rich(key, &[("n", MessageArg::Count(n))]))
}

impl OfferView {
    fn of(offer: &StepOffer, say: Say) -> Self {
        match offer {
            StepOffer::Do => Self::Done,
            StepOffer::Decide(outcomes) => {
                Self::Decide(outcomes.iter().map(|outcome| (outcome.id.clone(), say.text(&outcome.says))).collect())
            }
            StepOffer::Vote(seats) => Self::Vote(seats.iter().map(|seat| (seat.clone(), seat_words(seat))).collect()),
            StepOffer::Serve => Self::Plain("serve", say.t("case-serve")),
            StepOffer::Appeal => Self::Plain("appeal", say.t("case-appeal")),
            StepOffer::Refer(consent) => Self::Refer(*consent),
            StepOffer::Answer => Self::Answer,
            StepOffer::Add => Self::Plain("add", say.t("case-add")),
            StepOffer::Resume => Self::Plain("resume", say.t("case-resume")),
            StepOffer::Waive => Self::Why("waive", say.t("case-waive")),
            StepOffer::Pause => Self::Why("pause", say.t("case-pause")),
            StepOffer::Extend => Self::Extend,
            StepOffer::Appoint => Self::Appoint,
        }
    }
}

/// What was done with a case, as a line of its history.
pub(super) fn done(step: &CaseStep, why: Option<&str>, of_person: bool, case: Option<&ShownCase>, say: Say) -> Html {
    let all = || case.into_iter().flat_map(|case| &case.stages).flat_map(|stage| &stage.items);
    let item = |id: &str| match all().find(|item| item.id == id) {
        Some(item) => say.text(&item.says),
        None => spoken(id, say),
    };
    let line = |key: &str, of: &str| say.rich(key, &[("item", MessageArg::Html(item(of)))]);
    let with = |key: &str, of: &str, value: Html| {
        say.rich(key, &[("item", MessageArg::Html(item(of))), ("value", MessageArg::Html(value))])
    };
    let told = match step {
        CaseStep::Did { item } => line("case-did-do", item),
        CaseStep::Waived { item } => line("case-did-waive", item),
        CaseStep::Added { item } => line("case-did-add", item),
        CaseStep::Paused { item } => line("case-did-pause", item),
        CaseStep::Resumed { item } => line("case-did-resume", item),
        CaseStep::Extended { item, n, unit } => with("case-did-extend", item, words::length(say, *n, unit)),
        CaseStep::Decided { item, outcome } => {
            let labels = all().find(|shown| shown.id == *item).map_or(&[][..], |shown| &shown.outcome_labels);
            with("case-did-decide", item, labelled(outcome, labels, say))
        }
        CaseStep::Voted { item, yes: true, .. } => line("case-did-yes", item),
        CaseStep::Voted { item, yes: false, .. } => line("case-did-no", item),
        CaseStep::Served { item } => line("case-did-serve", item),
        CaseStep::Appealed { item } => line("case-did-appeal", item),
        CaseStep::Referred { item, to, .. } => with("case-did-refer", item, isolated(to)),
        CaseStep::Answered { item, answer } => {
            let key = match answer.as_str() {
                "accepted" => "case-accepted",
                "declined" => "case-declined",
                _ => "case-completed",
            };
            with("case-did-answer", item, Html::escaped(&say.t(key)))
        }
        CaseStep::Consented { to } => say.rich("case-did-consent", &[("to", MessageArg::Text(to))]),
        CaseStep::Sent { text } => say.rich("case-did-send", &[("text", MessageArg::Html(spoken(text, say)))]),
        CaseStep::Retracted { .. } => Html::escaped(&say.t("case-did-retract")),
        CaseStep::Appointed { item, to } => with("case-did-appoint", item, isolated(to)),
    };
    // What the person did is written down for them.
    let told = if of_person { say.rich("case-did-for", &[("what", MessageArg::Html(told))]) } else { told };
    match why {
        None => told,
        Some(why) => say.rich("case-did-why", &[("what", MessageArg::Html(told)), ("why", MessageArg::Text(why))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_is_written_as_words_are() {
        assert_eq!(seat_words("public_health").to_string(), "Public health");
        assert_eq!(seat_words("law").to_string(), "Law");
    }
}
