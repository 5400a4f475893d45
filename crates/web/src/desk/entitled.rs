//! What measures say of one person, by where the rule is: here, at home, anywhere, elsewhere.
//!
//! One caller, two countries: the host country's rules and those of the countries of nationality stand side by side.
//! What holds elsewhere is kept apart, so that nobody reads another country's help as theirs.

use instance::Answered;
use instance::desk::ShownPerson;
use model::{FieldState, Value};
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
enum Place {
    Here,
    Home,
    Anywhere,
    Elsewhere,
}

/// In the order of the page; a kind of place without an answer is left out.
pub fn entitled(person: &ShownPerson, packs: &Packs, labels: &Labels<'_>) -> Vec<Entitled> {
    let here = codes(person, "country");
    let home = codes(person, "nationalities");
    let place = |answer: &Answered| match packs.pack(&answer.pack).and_then(|pack| pack.jurisdiction.as_ref()) {
        None => Place::Anywhere,
        Some(country) if here.contains(country) => Place::Here,
        Some(country) if home.contains(country) => Place::Home,
        Some(_) => Place::Elsewhere,
    };
    let of = |verdict: Verdict| person.answers.told.iter().filter(move |answer| answer.verdict == Some(verdict));
    let told = |wanted: Place| {
        let answers = of(Verdict::Yes).chain(of(Verdict::Needs)).filter(|answer| place(answer) == wanted);
        let answers: Vec<AnswerView> = answers.map(|answer| AnswerView::of(answer, packs, labels.say)).collect();
        Entitled { title: title(wanted, &here, &home, labels), answers, open: wanted != Place::Elsewhere }
    };
    let places = [Place::Here, Place::Home, Place::Anywhere, Place::Elsewhere].map(told);
    places.into_iter().filter(|place| !place.answers.is_empty()).collect()
}

fn title(place: Place, here: &[String], home: &[String], labels: &Labels<'_>) -> Html {
    let say = labels.say;
    let countries = |codes: &[String]| MessageArg::Html(labels.listed(codes.iter().map(|code| labels.country(code))));
    match place {
        Place::Here => say.rich("entitled-here", &[("country", countries(here))]),
        Place::Home => say.rich("entitled-home", &[("country", countries(home))]),
        Place::Anywhere => Html::escaped(&say.t("entitled-anywhere")),
        Place::Elsewhere => Html::escaped(&say.t("entitled-elsewhere")),
    }
}

/// The codes of a field, however many; none where nothing is known.
fn codes(person: &ShownPerson, field: &str) -> Vec<String> {
    match person.fields.get(field).map(|found| &found.state) {
        Some(FieldState::Known(Value::Code(code))) => vec![code.clone()],
        Some(FieldState::Known(Value::Codes(codes))) => codes.iter().cloned().collect(),
        _ => Vec::new(),
    }
}
