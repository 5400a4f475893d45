//! The studio's front page: every installed pack as a card, by jurisdiction, and how far each language reaches.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use model::{Lang, Schema, Text};
use packs::measure::{Pack, Packs};

use super::rule::unchecked;
use crate::app::App;
use crate::chart;
use crate::gate::{Failure, Frame, Page};
use crate::labels::Labels;
use crate::say::{Arg, Html, Say, Tongue};
use crate::words;

/// The page.
#[derive(Template)]
#[template(path = "studio/catalogue.html")]
pub struct Catalogue {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Packs by the country whose rule it is.
    pub shelves: Vec<Shelf>,
    /// How many texts of all packs exist in each language.
    pub languages: Vec<Coverage>,
}

/// The packs of one country, or those of none.
pub struct Shelf {
    /// The country's name.
    pub name: Html,
    /// Its packs.
    pub cards: Vec<Card>,
}

/// One pack.
pub struct Card {
    /// Its name, as in the address.
    pub name: String,
    /// Its title.
    pub title: Html,
    /// What it does.
    pub summary: Html,
    /// How many measures it holds.
    pub measures: u64,
    /// The rights its measures give.
    pub gives: Vec<Html>,
    /// Objectives of the Global Compact.
    pub objectives: Vec<Objective>,
    /// Citations nobody has compared with the law yet.
    pub to_verify: u64,
}

/// An objective of the Global Compact for Migration.
pub struct Objective {
    /// 1 to 23.
    pub number: u8,
    /// In a few words.
    pub name: String,
}

/// How many texts exist in a language.
pub struct Coverage {
    /// The language.
    pub tongue: Tongue,
    /// How many texts exist in it, in words.
    pub line: Html,
    /// The same as a bar.
    pub bar: Html,
}

/// Shows the page.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Page, Failure> {
    Page::of(&Catalogue::of(frame, &app.ports.library.packs()))
}

impl Catalogue {
    /// The page on these packs.
    pub fn of(frame: Arc<Frame>, packs: &Packs) -> Self {
        let labels = Labels { schema: &packs.schema, say: frame.say };
        let mut shelves: BTreeMap<Option<&str>, Vec<Card>> = BTreeMap::new();
        for pack in &packs.packs {
            shelves.entry(pack.jurisdiction.as_deref()).or_default().push(Card::of(pack, labels));
        }
        let name = |country: Option<&str>| match country {
            Some(country) => labels.country(country),
            None => Html::escaped(&frame.say.t("shelf-everywhere")),
        };
        let shelves = shelves.into_iter().map(|(country, cards)| Shelf { name: name(country), cards }).collect();
        let languages = Tongue::ALL.into_iter().map(|tongue| coverage(packs, tongue, frame.say)).collect();
        Self { frame, shelves, languages }
    }
}

impl Card {
    /// A pack as a card.
    pub fn of(pack: &Pack, labels: Labels<'_>) -> Self {
        let say = labels.say;
        let mut gives: Vec<&str> =
            pack.measures.iter().flat_map(|measure| &measure.gives).map(String::as_str).collect();
        gives.sort_unstable();
        gives.dedup();
        Self {
            name: pack.name.clone(),
            title: say.text(&pack.title),
            summary: say.text(&pack.summary),
            measures: u64::try_from(pack.measures.len()).unwrap_or(u64::MAX),
            gives: gives.into_iter().map(|right| labels.right(right)).collect(),
            objectives: objectives(pack.measures.iter().flat_map(|measure| &measure.gcm).copied(), say),
            to_verify: u64::try_from(pack.measures.iter().map(unchecked).sum::<usize>()).unwrap_or(u64::MAX),
        }
    }
}

/// Objectives without repetition, in order.
pub fn objectives(numbers: impl Iterator<Item = u8>, say: Say) -> Vec<Objective> {
    let mut numbers: Vec<u8> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(|number| Objective { number, name: words::objective(say, number) }).collect()
}

fn coverage(packs: &Packs, tongue: Tongue, say: Say) -> Coverage {
    let lang = Lang(tongue.tag().into());
    let texts: Vec<&Text> = packs.packs.iter().flat_map(pack_texts).chain(schema_texts(&packs.schema)).collect();
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let there = count(texts.iter().filter(|text| text.in_lang(&lang).is_some()).count());
    let all = count(texts.len());
    let line = say.rich("coverage-line", &[("there", Arg::Count(there)), ("all", Arg::Count(all))]);
    Coverage { tongue, line, bar: chart::track(Some(there), all, "y") }
}

fn pack_texts(pack: &Pack) -> impl Iterator<Item = &Text> {
    let measures = pack.measures.iter().flat_map(|measure| {
        let says = measure.conditions.iter().map(|condition| &condition.says);
        std::iter::once(&measure.title).chain(says)
    });
    [&pack.title, &pack.summary].into_iter().chain(measures)
}

fn schema_texts(schema: &Schema) -> impl Iterator<Item = &Text> {
    schema.fields().iter().flat_map(|field| std::iter::once(&field.label).chain(field.question.as_ref()))
}
