//! Places by night on the page of a record that has them: its board. Lines stand there by their codes; no name stands on a
//! board, on paper or in an address. Next: `own_place.rs`, the bed that a record takes.

use casework::LineState;
use instance::desk::{ShownLimit, ShownLine, TakenBy};
use journal::LineSpan;
use model::{Date, Id};

use crate::gate::{Frame, Posted};
use crate::labels::Labels;
use crate::say::{Html, MessageArg, Say};

/// Nights on a board.
pub(crate) const NIGHTS: usize = 14;
/// Lines drawn on a board: more are told by their number.
const DRAWN: usize = 60;

/// The board of one number of a record.
pub struct LimitPanel {
    /// What there are few of, as `beds`.
    pub title: Html,
    /// Its field, as the form names it.
    pub limit: String,
    /// The sentence first: what is left tonight.
    pub lead: Html,
    /// Whether sources disagree on how many there are: the field is linked where the reader may say which holds.
    pub disagrees: bool,
    /// From the first night to the last.
    pub span: Html,
    /// Nights on which more is taken than there is.
    pub exceeded: Vec<Html>,
    /// The nights: in full, and the number of the day.
    pub nights: Vec<(Html, String)>,
    /// The lines of these nights.
    pub bars: Vec<BarRow>,
    /// How many lines are not drawn.
    pub more: Option<Html>,
    /// What is left on each night; nothing where nobody knows.
    pub free: Vec<(Html, bool)>,
    /// What waits and what is not kept any more, and all that may be settled.
    pub lines: Vec<LineRow>,
    /// Whether the reader may settle lines.
    pub may: bool,
    /// Whether places may be shut and offered too: not where it was closed.
    pub takes_in: bool,
    /// How many wait.
    pub waiting: usize,
    /// How many are there or expected.
    pub inside: u64,
    /// Addresses of the nights before and after.
    pub turns: (String, String),
    /// The form that shuts some of them.
    pub block: BlockForm,
    /// By what they are taken.
    pub by: TakenBy,
}

/// The form that shuts places: where it is refused it comes back as it was filled in, and sent twice it shuts once.
#[derive(Debug, Clone, Default)]
pub struct BlockForm {
    /// Which form it is.
    pub form: String,
    /// How many.
    pub units: String,
    /// From which night on.
    pub from: String,
    /// Until which morning.
    pub until: String,
    /// Why.
    pub why: String,
}

impl BlockForm {
    /// A new one.
    pub(super) fn new(form: Id) -> Self {
        Self { form: form.to_string(), ..Self::default() }
    }

    pub(super) fn posted(posted: &Posted) -> Self {
        let text = |name: &str| posted.text(name).trim().to_owned();
        Self { form: text("form"), units: text("units"), from: text("from"), until: text("until"), why: text("why") }
    }

    /// The line that it makes at a record: always the same one, and nobody chooses which.
    pub(super) fn line(&self, frame: &Frame, record: Id) -> Option<Id> {
        let form: Id = self.form.parse().ok()?;
        frame.derived(&format!("line {record} {form}")).first_chunk().copied().map(Id)
    }

    /// Whether anything stands in it: then it is shown open.
    pub fn is_filled(&self) -> bool {
        [&self.units, &self.from, &self.until, &self.why].into_iter().any(|text| !text.is_empty())
    }
}

/// A line as a bar over its nights.
pub struct BarRow {
    /// Its code.
    pub code: String,
    /// Nights before it, over it, after it.
    pub spans: (usize, usize, usize),
    /// Its look.
    pub look: &'static str,
    /// What stands in the bar.
    pub words: Html,
    /// In full, for who does not see it.
    pub told: Html,
}

/// A line in the list.
pub struct LineRow {
    /// Its id, as the form names it.
    pub id: String,
    /// Its code.
    pub code: String,
    /// How it stands.
    pub state: Html,
    /// The look of that.
    pub look: &'static str,
    /// How many, and when.
    pub span: Html,
    /// More to know.
    pub note: Option<Html>,
    /// What may be done.
    pub offers: Vec<(&'static str, String)>,
    /// Whether it may be settled together with others: what is shut is opened by itself.
    pub marks: bool,
}

/// The look and the words of a state.
pub(super) fn words_of(state: LineState) -> (&'static str, &'static str) {
    match state {
        LineState::Waits => ("ask", "place-waits"),
        LineState::Held => ("ask", "place-held"),
        LineState::Lapsed => ("none", "place-lapsed"),
        LineState::Filled => ("yes", "place-filled"),
        LineState::Freed => ("none", "place-freed"),
        LineState::Blocked => ("none", "place-blocked"),
        LineState::Opened => ("none", "place-opened"),
    }
}

/// How long a line is there.
pub(super) fn lasts(shown: &ShownLine) -> LineSpan {
    LineSpan { until: shown.until, ..shown.line.span }
}

/// How many, and when; of what lasts no night at all, how many.
pub(super) fn span(span: LineSpan, by: TakenBy, say: Say) -> Html {
    let units = MessageArg::Count(span.units.unsigned_abs());
    match (span.from, span.until) {
        (Date::MIN, _) => say.rich("place-units", &[("count", units)]),
        (from, Some(until)) if until <= from => say.rich("place-units", &[("count", units)]),
        (from, Some(until)) => say.rich(
            by.pick("place-nights", "place-days"),
            &[("count", units), ("from", MessageArg::Day(from)), ("until", MessageArg::Day(until))],
        ),
        (from, None) => say.rich("place-nights-open", &[("count", units), ("from", MessageArg::Day(from))]),
    }
}

pub(super) fn note(shown: &ShownLine, frame: &Frame) -> Option<Html> {
    let say = frame.say;
    match shown.line.state {
        LineState::Held if shown.told.is_none() => shown.ends_today.then(|| Html::escaped(&say.t("place-ends-today"))),
        LineState::Held => {
            let expires = shown.told?.expires?;
            Some(say.rich("place-kept-until", &[("moment", MessageArg::Html(frame.moment(expires)))]))
        }
        LineState::Blocked => Some(Html::trusted(format!(
            "<bdi dir=\"auto\">{}</bdi>",
            crate::say::escape(shown.line.why.as_deref().unwrap_or_default())
        ))),
        LineState::Waits => {
            let since = MessageArg::Html(frame.moment(shown.told?.since));
            Some(say.rich("place-since", &[("moment", since)]))
        }
        LineState::Filled if shown.overdue => Some(Html::escaped(&say.t("place-overdue"))),
        LineState::Filled | LineState::Lapsed | LineState::Freed | LineState::Opened => None,
    }
}

impl LimitPanel {
    /// How many lines may be settled together.
    pub fn marks(&self) -> usize {
        self.lines.iter().filter(|line| line.marks).count()
    }

    /// The message of what is taken by night, or of what is not.
    pub fn key(&self, night: &'static str, day: &'static str) -> &'static str {
        self.by.pick(night, day)
    }

    /// The board at an address.
    pub(crate) fn of(limit: &ShownLimit, here: &str, frame: &Frame, labels: &Labels<'_>) -> Self {
        let say = frame.say;
        let nights: Vec<Date> = limit.nights.iter().map(|night| night.night).collect();
        let drawn: Vec<BarRow> = limit.lines.iter().filter_map(|shown| bar(shown, &nights, limit.by, say)).collect();
        let more = u64::try_from(drawn.len().saturating_sub(DRAWN)).unwrap_or(u64::MAX);
        let cell = |free: Option<i64>| match free {
            Some(free) => (signed(free), free <= 0),
            None => (Html::escaped("?"), false),
        };
        let turned = |days: i32| {
            let first = nights.first().copied().unwrap_or(limit.today);
            let day = model::from_day_number(model::day_number(first).saturating_add(days));
            format!("{here}?from={day}")
        };
        let listed = limit.lines.iter().map(|shown| line(shown, limit, frame));
        Self {
            title: labels.field(&limit.limit),
            limit: limit.limit.clone(),
            lead: lead(limit, labels),
            disagrees: !limit.disagree.is_empty(),
            span: span_of(&nights, say),
            exceeded: limit.exceeded.iter().map(|(night, over)| over_on(*night, *over, say)).collect(),
            free: limit.nights.iter().map(|night| cell(night.free)).collect(),
            bars: drawn.into_iter().take(DRAWN).collect(),
            more: (more > 0).then(|| say.rich("places-more", &[("count", MessageArg::Count(more))])),
            lines: listed.collect(),
            may: limit.may,
            takes_in: limit.may && limit.open,
            waiting: limit.lines.iter().filter(|shown| shown.line.state == LineState::Waits).count(),
            inside: limit.lines.iter().map(inside).sum(),
            turns: (turned(-14), turned(14)),
            block: BlockForm::default(),
            by: limit.by,
            nights: nights.iter().map(|night| (say.day(night), night.day().to_string())).collect(),
        }
    }
}

/// How many are there, or expected, by a line.
fn inside(shown: &ShownLine) -> u64 {
    let there = matches!(shown.line.state, LineState::Filled | LineState::Held);
    if there { shown.line.span.units.unsigned_abs() } else { 0 }
}

/// By what all of these are taken: by night, unless one of them is not.
pub(crate) fn by_what(mut all: impl Iterator<Item = TakenBy>) -> TakenBy {
    all.find(|by| *by == TakenBy::Day).unwrap_or(TakenBy::Night)
}

/// A number that may be below nought, as it is read in every direction.
pub(crate) fn signed(number: i64) -> Html {
    Html::trusted(format!("<bdi dir=\"ltr\">{number}</bdi>"))
}

/// From the first night to the last.
pub(crate) fn span_of(nights: &[Date], say: Say) -> Html {
    let (first, last) = (nights.first().copied().unwrap_or(Date::MIN), nights.last().copied().unwrap_or(Date::MIN));
    say.rich("places-span", &[("from", MessageArg::Day(first)), ("until", MessageArg::Day(last))])
}

/// What is left tonight, of how many; where sources disagree on that, what they say.
pub(crate) fn lead(limit: &ShownLimit, labels: &Labels<'_>) -> Html {
    let say = labels.say;
    if !limit.disagree.is_empty() {
        let numbers = labels.listed(limit.disagree.iter().map(|number| signed(*number)));
        return say.rich("places-disagree", &[("numbers", MessageArg::Html(numbers))]);
    }
    let tonight = limit.nights.iter().find(|night| night.night == limit.today);
    let Some((number, free)) = limit.number.zip(tonight.and_then(|night| night.free)) else {
        let other = limit.by.pick("places-other-nights", "places-other-days");
        return Html::escaped(&say.t(if limit.number.is_none() { "places-unknown" } else { other }));
    };
    let all = ("all", MessageArg::Count(number.unsigned_abs()));
    let key = if free < 0 {
        limit.by.pick("places-tonight-over", "places-now-over")
    } else {
        limit.by.pick("places-tonight", "places-now")
    };
    say.rich(key, &[("count", MessageArg::Count(free.unsigned_abs())), all])
}

fn over_on(night: Date, over: i64, say: Say) -> Html {
    say.rich("places-exceeded", &[("day", MessageArg::Day(night)), ("count", MessageArg::Count(over.unsigned_abs()))])
}

/// The bar of a line that counts on one of these nights.
fn bar(shown: &ShownLine, nights: &[Date], by: TakenBy, say: Say) -> Option<BarRow> {
    let look = match shown.line.state {
        LineState::Filled => "in",
        LineState::Held => "held",
        LineState::Blocked => "shut",
        LineState::Waits | LineState::Lapsed | LineState::Freed | LineState::Opened => return None,
    };
    let on = |night: &&Date| shown.line.span.from <= **night && shown.until.is_none_or(|until| **night < until);
    let before = nights.iter().take_while(|night| **night < shown.line.span.from).count();
    let over = nights.iter().filter(on).count();
    let (_, key) = words_of(shown.line.state);
    let state = MessageArg::Html(Html::escaped(&say.t(key)));
    (over > 0).then(|| BarRow {
        code: shown.line.code(),
        spans: (before, over, nights.len().saturating_sub(before + over)),
        look,
        words: Html::escaped(&shown.line.span.units.to_string()),
        told: say.rich("places-told", &[("state", state), ("span", MessageArg::Html(span(lasts(shown), by, say)))]),
    })
}

fn line(shown: &ShownLine, limit: &ShownLimit, frame: &Frame) -> LineRow {
    let (say, by) = (frame.say, limit.by);
    let (look, key) = words_of(shown.line.state);
    let words: &[(&'static str, &str)] = match shown.line.state {
        _ if !limit.may => &[],
        LineState::Held | LineState::Lapsed | LineState::Waits => &[("fill", "place-fill"), ("free", "place-free")],
        LineState::Filled => &[("free", "place-leave")],
        LineState::Blocked => &[("free", "place-unblock")],
        LineState::Freed | LineState::Opened => &[],
    };
    LineRow {
        id: shown.line.id.to_string(),
        code: shown.line.code(),
        state: Html::escaped(&say.t(key)),
        look,
        span: span(lasts(shown), by, say),
        note: note(shown, frame),
        marks: !matches!(shown.line.state, LineState::Blocked),
        offers: words.iter().map(|(word, key)| (*word, say.t(key))).collect(),
    }
}
