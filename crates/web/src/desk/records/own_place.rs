//! The bed that a record takes, on its page: where it is, how it stands, what may be done with it; and what became of it, also
//! once it was given back.

use casework::LineState;
use instance::desk::{LineNote, OwnLine, PlaceAmiss, RecordDone, ShownPlace, ShownRecord, TakenBy};
use model::Id;

use super::called;
use super::places::{lasts, note, span, words_of};
use crate::gate::Frame;
use crate::labels::Labels;
use crate::say::{Html, MessageArg, Say, escape};

/// The place that a record takes.
pub struct PlacePanel {
    /// Where, with the address of its page, where the reader sees it.
    pub host: Option<(String, Html)>,
    /// How it stands, in a word.
    pub state: Html,
    /// The look of that word.
    pub look: &'static str,
    /// The code of the line, and its nights.
    pub line: Option<(String, Html)>,
    /// More to know: until when it is kept, that somebody should have left.
    pub note: Option<Html>,
    /// What of it somebody should look at.
    pub amiss: PlaceAmiss,
    /// Where they were before, from when to when, the latest first.
    pub was: Vec<Html>,
    /// What is left on these nights, where one may be kept.
    pub free: Option<Html>,
    /// What may be done: the word of the form, and its label.
    pub offers: Vec<(&'static str, String)>,
    /// Whether somebody may say on which day they came or left.
    pub dated: bool,
    /// By what it is taken.
    pub by: TakenBy,
}

impl PlacePanel {
    pub(super) fn of(place: &ShownPlace, found: &ShownRecord, frame: &Frame, labels: &Labels<'_>) -> Self {
        let say = frame.say;
        let host = place.host.and_then(|host| Some((super::path(host), house(host, found, labels)?)));
        let live = place.line.shown();
        let offers = if place.may { offers(place, say) } else { vec![] };
        let offered = |some: &[&str]| offers.iter().any(|(word, _)| some.contains(word));
        let (look, key) = match &place.line {
            OwnLine::Shown(shown) => words_of(shown.line.state),
            OwnLine::Hidden => ("none", place.by.pick("place-hidden", "place-hidden-days")),
            OwnLine::None => ("none", "place-none"),
        };
        Self {
            host,
            state: Html::escaped(&say.t(key)),
            look,
            line: live.map(|shown| (shown.line.code(), span(lasts(shown), place.by, say))),
            note: live.and_then(|shown| note(shown, frame)),
            amiss: place.amiss,
            was: stays(found, labels),
            free: place.free.filter(|_| offered(&["reserve"])).map(|free| left(free, say)),
            dated: offered(&["fill", "free"]),
            offers,
            by: place.by,
        }
    }
}

/// What may be done with one's own place.
fn offers(place: &ShownPlace, say: Say) -> Vec<(&'static str, String)> {
    let (line, otherwise) = (&place.line, place.amiss.otherwise);
    let state = line.shown().map(|shown| shown.line.state);
    let words: &[&'static str] = match state {
        None if *line == OwnLine::Hidden => &["reserve", "fill", "wait", "free"],
        None => &["reserve", "fill", "wait"],
        Some(LineState::Held) if !otherwise => &["fill", "free"],
        Some(LineState::Held | LineState::Waits | LineState::Lapsed) => &["reserve", "fill", "free"],
        Some(LineState::Filled) if otherwise => &["fill", "free"],
        Some(LineState::Filled) => &["free"],
        Some(LineState::Freed | LineState::Blocked | LineState::Opened) => &[],
    };
    let label = |word: &&'static str| {
        let key = match (*word, state) {
            ("reserve", _) => "place-reserve",
            ("wait", _) => "place-wait",
            ("fill", _) => "place-fill",
            (_, Some(LineState::Filled)) => "place-leave",
            _ => "place-free",
        };
        (*word, say.t(key))
    };
    words.iter().filter(|word| !place.ends || **word == "free").map(label).collect()
}

fn left(free: i64, say: Say) -> Html {
    match u64::try_from(free) {
        Ok(free) => say.rich("place-left", &[("count", MessageArg::Count(free))]),
        Err(_) => say.rich("place-over", &[("count", MessageArg::Count(free.unsigned_abs()))]),
    }
}

/// What a record to which another leads, or led, is called, where the reader sees it.
fn house(host: Id, found: &ShownRecord, labels: &Labels<'_>) -> Option<Html> {
    let row = found.row.links.get(&host)?;
    Some(called(labels.schema.kind(&row.kind)?, row, labels))
}

/// Where they were and left, as far as the reader sees it.
fn stays(found: &ShownRecord, labels: &Labels<'_>) -> Vec<Html> {
    let lines = found.history.iter().filter_map(|note| match &note.what {
        RecordDone::Line(told) if told.stay && told.host != found.row.id => Some(told),
        _ => None,
    });
    lines.map(|told| there("place-was", told, found, labels)).collect()
}

/// What became of a line: of one's own by the name of the house, of a house's by its code.
pub(super) fn became(told: &LineNote, found: &ShownRecord, labels: &Labels<'_>) -> Html {
    if told.host == found.row.id {
        return here(told, labels.say);
    }
    let key = match (told.line.state, told.before) {
        (LineState::Waits, _) => "record-line-waits",
        (LineState::Held | LineState::Lapsed, _) => "record-line-held",
        (LineState::Filled, Some(LineState::Filled)) => "record-line-stays",
        (LineState::Filled, _) => "record-line-came",
        (_, Some(LineState::Filled)) => "record-line-left",
        (LineState::Freed | LineState::Blocked | LineState::Opened, _) => "record-line-given",
    };
    there(key, told, found, labels)
}

fn there(key: &str, told: &LineNote, found: &ShownRecord, labels: &Labels<'_>) -> Html {
    let say = labels.say;
    let house = house(told.host, found, labels).unwrap_or_else(|| Html::escaped(&say.t("record-elsewhere")));
    let span = span(told.line.span, told.by, say);
    say.rich(key, &[("house", MessageArg::Html(house)), ("span", MessageArg::Html(span))])
}

fn here(told: &LineNote, say: Say) -> Html {
    let (_, key) = words_of(told.line.state);
    let state = MessageArg::Html(Html::escaped(&say.t(key)));
    let span = MessageArg::Html(span(told.line.span, told.by, say));
    let so = say.rich("places-told", &[("state", state), ("span", span)]);
    let why = told.line.why.as_deref().map(|why| format!(" <bdi dir=\"auto\">{}</bdi>", escape(why)));
    let code = told.line.code();
    Html::trusted(format!("<b><bdi class=\"num\">{code}</bdi></b> {so}{}", why.unwrap_or_default()))
}
