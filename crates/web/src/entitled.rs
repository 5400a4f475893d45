//! What measures say of one person, on record or described, by where the rule is: here, at home, anywhere, elsewhere.
//!
//! One caller, two countries: the host country's rules and those of the countries of nationality stand side by side.
//! What holds elsewhere is kept apart, so that nobody reads another country's help as theirs.

use instance::Answered;
use model::{Date, FieldState, Value};
use packs::Packs;
use rules::verdict::Verdict;

use crate::answer::AnswerView;
use crate::labels::Labels;
use crate::say::{Html, MessageArg};

/// Measures that say yes or need an answer, of one kind of place.
pub struct Entitled {
    /// Where that is, in words.
    pub title: Html,
    /// Those that say yes, then those that need an answer.
    pub answers: Vec<AnswerView>,
    /// Whether it stands open: what holds elsewhere does not.
    pub open: bool,
}

/// Where a rule is, seen from a person.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whereabouts {
    Here,
    Home,
    Anywhere,
    Elsewhere,
}

/// The countries of one person: where they are, and whose nationals.
pub(crate) struct Ties {
    here: Vec<String>,
    home: Vec<String>,
}

impl Ties {
    /// From the two fields, where something is known of them.
    pub fn of(country: Option<&FieldState<Value>>, nationalities: Option<&FieldState<Value>>) -> Self {
        Self { here: codes(country), home: codes(nationalities) }
    }

    /// Where a measure is, seen from there.
    pub fn to(&self, answer: &Answered, packs: &Packs) -> Whereabouts {
        match packs.pack(&answer.pack).and_then(|pack| pack.jurisdiction.as_ref()) {
            None => Whereabouts::Anywhere,
            Some(country) if self.here.contains(country) => Whereabouts::Here,
            Some(country) if self.home.contains(country) => Whereabouts::Home,
            Some(_) => Whereabouts::Elsewhere,
        }
    }
}

/// In the order of the page; a kind of place without an answer is left out.
pub(crate) fn entitled(told: &[Answered], ties: &Ties, packs: &Packs, on: Date, labels: &Labels<'_>) -> Vec<Entitled> {
    let of = |verdict: Verdict| told.iter().filter(move |answer| answer.verdict == Some(verdict));
    let shown = |wanted: Whereabouts| {
        let answers = of(Verdict::Yes).chain(of(Verdict::Needs)).filter(|answer| ties.to(answer, packs) == wanted);
        let answers: Vec<AnswerView> = answers.map(|answer| AnswerView::of(answer, packs, on, labels.say)).collect();
        Entitled { title: title(wanted, ties, labels), answers, open: wanted != Whereabouts::Elsewhere }
    };
    let places = [Whereabouts::Here, Whereabouts::Home, Whereabouts::Anywhere, Whereabouts::Elsewhere].map(shown);
    places.into_iter().filter(|place| !place.answers.is_empty()).collect()
}

fn title(place: Whereabouts, ties: &Ties, labels: &Labels<'_>) -> Html {
    let say = labels.say;
    let countries = |codes: &[String]| MessageArg::Html(labels.listed(codes.iter().map(|code| labels.country(code))));
    match place {
        Whereabouts::Here => say.rich("entitled-here", &[("country", countries(&ties.here))]),
        Whereabouts::Home => say.rich("entitled-home", &[("country", countries(&ties.home))]),
        Whereabouts::Anywhere => Html::escaped(&say.t("entitled-anywhere")),
        Whereabouts::Elsewhere => Html::escaped(&say.t("entitled-elsewhere")),
    }
}

/// The codes of a field, however many; none where nothing is known.
fn codes(state: Option<&FieldState<Value>>) -> Vec<String> {
    match state {
        Some(FieldState::Known(Value::Code(code))) => vec![code.clone()],
        Some(FieldState::Known(Value::Codes(codes))) => codes.iter().cloned().collect(),
        _ => Vec::new(),
    }
}
