//! Two practices side by side, and the conditions of the packs that run them.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use library::{Held, Practice};
use model::Date;
use packs::Packs;
use rules::bind::Clocks;
use rules::measure::Measure;

use super::practice::{Carried, targets};
use super::{LIBRARY, PracticeCard, english, report, words};
use crate::app::{App, LibraryShelf};
use crate::gate::{DrawnPage, Failure, Frame, encode};
use crate::labels::plain_country;
use crate::measure::IN_FORCE;
use crate::say::{Html, Say};
use crate::words::{Cited, objectives};

/// The page.
#[derive(Template)]
#[template(path = "studio/library/compare.html")]
pub(crate) struct ComparePage {
    pub frame: Arc<Frame>,
    pub sides: [Side; 2],
    /// What is compared: a heading, and what each side has.
    pub rows: Vec<(String, [Vec<Html>; 2])>,
    /// Address of the list from which to choose another second one.
    pub another: String,
}

/// One practice.
pub(crate) struct Side {
    pub card: PracticeCard,
    pub carried: Carried,
    /// Measures of its pack.
    pub measures: Vec<Rule>,
}

/// A measure as its conditions.
pub(crate) struct Rule {
    pub title: Html,
    pub conditions: Vec<(Html, Cited)>,
}

/// Shows the page; with one practice only, the list from which to choose the other.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    let shelf = LibraryShelf::of(&app, &frame).await?;
    let find = |name: &str| frame.asked(name).ok_or(Failure::NotFound).and_then(|id| shelf.practice(id));
    let pair = [find("a")?, find("b")?];
    let today = frame.today;
    DrawnPage::of(&ComparePage::of(frame.clone(), &shelf, &frame.in_force.packs, pair, today))
}

impl ComparePage {
    fn of(frame: Arc<Frame>, shelf: &LibraryShelf, packs: &Packs, pair: [(&Practice, &Held); 2], today: Date) -> Self {
        let say = frame.say;
        let country = frame.instance.jurisdiction.as_deref();
        let side = |(practice, held): (&Practice, &Held)| Side {
            card: PracticeCard::of(say, shelf, practice, held),
            carried: Carried::of(say, shelf, packs, practice, held),
            measures: rules(say, shelf, practice, today, country),
        };
        let [(first, _), _] = pair;
        Self {
            sides: pair.map(side),
            rows: rows(say, packs, pair.map(|(practice, _)| practice)),
            another: format!("{LIBRARY}?compare={}", encode(&first.id)),
            frame,
        }
    }
}

/// What the two are compared by; what neither has is left out.
fn rows(say: Say, packs: &Packs, pair: [&Practice; 2]) -> Vec<(String, [Vec<Html>; 2])> {
    let row = |heading: &str, has: &dyn Fn(&Practice) -> Vec<Html>| (say.t(heading), pair.map(has));
    let told = |words: String| Html::escaped(&words);
    let all = [
        row("library-kind", &|one| vec![told(words::kind(say, one.kind))]),
        row("library-status", &|one| vec![told(words::status(say, one.status))]),
        row("library-phase", &|one| vec![told(words::phase(say, one.phase))]),
        row("library-groups", &|one| one.groups.iter().map(|group| told(words::group(say, *group))).collect()),
        row("library-countries", &|one| one.iso3.iter().map(|code| told(plain_country(packs, say, code))).collect()),
        row("library-figures", &|one| one.figures.iter().map(|figure| english(figure)).collect()),
        row("library-objectives", &|one| {
            objectives(one.gcm.iter().copied(), say)
                .iter()
                .map(|one| numbered(&one.number.to_string(), &one.name))
                .collect()
        }),
        row("library-targets", &|one| targets(one, say).iter().map(|(number, name)| numbered(number, name)).collect()),
        row("library-reported-by", &|one| vec![english(&one.reported_by)]),
        row("library-quote", &|one| vec![english(&one.quote)]),
        row("library-places", &|one| one.passages.iter().map(|passage| report::passage(say, *passage)).collect()),
    ];
    all.into_iter().filter(|(_, [a, b])| !a.is_empty() || !b.is_empty()).collect()
}

fn numbered(number: &str, name: &str) -> Html {
    let number = crate::say::escape(number);
    Html::trusted(format!("<b class=\"num\">{number}</b> {}", crate::say::escape(name)))
}

/// The measures of a practice's pack as they read today.
fn rules(say: Say, shelf: &LibraryShelf, practice: &Practice, today: Date, country: Option<&str>) -> Vec<Rule> {
    let Some((packs, _)) = practice.pack().and_then(|name| shelf.checked.pack(name)) else { return Vec::new() };
    let measures = shelf.checked.measures(practice);
    measures.into_iter().map(|measure| rule(say, packs, measure, today, country)).collect()
}

fn rule(say: Say, packs: &Packs, measure: &Measure, today: Date, country: Option<&str>) -> Rule {
    // Where no calendar covers the day, the sentences stand as they were written.
    let bound = packs::bind(packs, measure, Clocks::on(today), country).map(|bound| bound.conditions).ok();
    let says = |id: &str, written: &model::Text| {
        let found = bound.iter().flatten().find(|condition| condition.id == id).map(|condition| &condition.says);
        say.text(found.unwrap_or(written))
    };
    let conditions = measure.conditions.iter().filter(|condition| condition.id != IN_FORCE);
    Rule {
        title: say.text(&measure.title),
        conditions: conditions.map(|one| (says(&one.id, &one.says), Cited::of(say, &one.law))).collect(),
    }
}
