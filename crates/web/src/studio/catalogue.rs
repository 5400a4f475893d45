//! The studio's front page: every installed pack as a card, by jurisdiction, and how far each language reaches.
//!
//! Words and a country narrow the packs down; while many are shown, each takes a line instead of a card.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use casework::Action;
use library::search::{Index, Line, plain};
use model::{Lang, Schema, Text};
use packs::{Pack, Packs};

use crate::chart;
use crate::gate::{DrawnPage, Failure, Frame};
use crate::governance::proposals;
use crate::labels::{Labels, plain_country};
use crate::measure::unchecked;
use crate::say::{Html, MessageArg, Say, Tongue};
use crate::words::{Objective, objectives};

/// Packs shown as cards at most; more of them take a line each.
const CARDS: u64 = 18;

/// The page.
#[derive(Template)]
#[template(path = "studio/catalogue.html")]
pub struct Catalogue {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Proposals that wait for a second person; for those who may propose or decide.
    pub waiting: Option<u64>,
    /// Packs by the country whose rule it is.
    pub shelves: Vec<Shelf>,
    /// Whether nothing is installed at all.
    pub empty: bool,
    /// Words looked for, shown back in the form.
    pub words: String,
    /// Countries to choose from: code, name, whether chosen.
    pub countries: Vec<(String, String, bool)>,
    /// How many packs are shown.
    pub count: u64,
    /// Whether words or a country narrow them down.
    pub narrowed: bool,
    /// How many texts of all packs exist in each language.
    pub languages: Vec<Coverage>,
}

/// The packs of one country, or those of none.
pub struct Shelf {
    /// The country's name.
    pub name: Html,
    /// Its packs.
    pub cards: Vec<PackCard>,
}

/// One pack.
pub struct PackCard {
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
pub async fn show(Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    let waiting = frame.proposes(Action::InstallPack).then(|| proposals::waiting(&frame));
    let packs = Arc::clone(&frame.in_force.packs);
    DrawnPage::of(&Catalogue { waiting, ..Catalogue::of(frame, &packs) })
}

impl Catalogue {
    /// The page on these packs.
    pub fn of(frame: Arc<Frame>, packs: &Packs) -> Self {
        let labels = Labels { schema: &packs.schema, say: frame.say };
        let words = frame.asked("q").unwrap_or_default().trim().to_owned();
        let country = frame.asked("country").map(str::to_owned);
        let shown: Vec<&Pack> =
            found(packs, &words).into_iter().filter(|pack| country.is_none() || pack.jurisdiction == country).collect();
        let mut shelves: BTreeMap<Option<&str>, Vec<PackCard>> = BTreeMap::new();
        for pack in &shown {
            shelves.entry(pack.jurisdiction.as_deref()).or_default().push(PackCard::of(pack, labels));
        }
        let name = |country: Option<&str>| match country {
            Some(country) => labels.country(country),
            None => Html::escaped(&frame.say.t("shelf-everywhere")),
        };
        let mut shelves: Vec<_> = shelves.into_iter().collect();
        shelves.sort_by_key(|(country, _)| country.map(|code| plain(&plain_country(packs, frame.say, code))));
        let shelves = shelves.into_iter().map(|(country, cards)| Shelf { name: name(country), cards }).collect();
        let languages = Tongue::ALL.into_iter().map(|tongue| coverage(packs, tongue, frame.say)).collect();
        Self {
            shelves,
            empty: packs.packs.is_empty(),
            narrowed: !words.is_empty() || country.is_some(),
            words,
            countries: countries(packs, frame.say, country.as_deref()),
            count: u64::try_from(shown.len()).unwrap_or(u64::MAX),
            languages,
            waiting: None,
            frame,
        }
    }

    /// Whether each pack takes a line instead of a card.
    pub fn compact(&self) -> bool {
        self.count > CARDS
    }
}

/// Packs that answer the words, in their own order: shelves sort them anyway.
fn found<'a>(packs: &'a Packs, words: &str) -> Vec<&'a Pack> {
    if words.is_empty() {
        return packs.packs.iter().collect();
    }
    let index = Index::new(packs.packs.iter().map(lines));
    let mut pages = index.find(words).pages;
    pages.sort_unstable();
    pages.into_iter().filter_map(|page| packs.packs.get(page)).collect()
}

/// What a pack is found by: its title, its summary and its measures' titles in every language, and its name.
fn lines(pack: &Pack) -> Vec<Line> {
    let titles = pack.measures.iter().map(|measure| &measure.title);
    let texts = [&pack.title, &pack.summary].into_iter().chain(titles);
    let line = |(lang, words): (&Lang, &String)| Line::new(&lang.0, 1.0, words);
    let name = Line::new("en", 1.0, &pack.name.replace('-', " "));
    texts.flat_map(|text| text.0.iter().map(line)).chain([name]).collect()
}

/// Countries that have a pack, by their names.
fn countries(packs: &Packs, say: Say, chosen: Option<&str>) -> Vec<(String, String, bool)> {
    let codes: BTreeSet<&str> = packs.packs.iter().filter_map(|pack| pack.jurisdiction.as_deref()).collect();
    let option = |code: &str| (code.to_owned(), plain_country(packs, say, code), chosen == Some(code));
    let mut options: Vec<_> = codes.into_iter().map(option).collect();
    options.sort_by_cached_key(|(_, name, _)| plain(name));
    options
}

impl PackCard {
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

fn coverage(packs: &Packs, tongue: Tongue, say: Say) -> Coverage {
    let lang = Lang(tongue.tag().into());
    let texts: Vec<&Text> = packs.packs.iter().flat_map(pack_texts).chain(schema_texts(&packs.schema)).collect();
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let there = count(texts.iter().filter(|text| text.in_lang(&lang).is_some()).count());
    let all = count(texts.len());
    let line = say.rich("coverage-line", &[("there", MessageArg::Count(there)), ("all", MessageArg::Count(all))]);
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
