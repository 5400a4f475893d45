//! Browsing and searching: words, one value of each facet, a page at a time; all of it in the address.
//!
//! With `compare` in the address the same list chooses the second of two practices.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use library::search::{Facet, Hits, Query, find};
use packs::Packs;

use super::{LIBRARY, PracticeCard, ToldView, compare_path, words};
use crate::app::{App, LibraryShelf};
use crate::gate::{AskedKind, DrawnPage, Failure, Frame, address};
use crate::labels::plain_country;
use crate::say::{Html, MessageArg, Say, Tongue};

/// Practices a page.
const SIZE: usize = 24;

/// The page.
#[derive(Template)]
#[template(path = "studio/library/list.html")]
pub(crate) struct LibraryPage {
    pub frame: Arc<Frame>,
    /// The words, shown back in the form.
    pub words: String,
    /// The practice to compare with: its id, its words, and the address without it.
    pub comparing: Option<(String, ToldView, String)>,
    pub filters: Vec<FacetFilter>,
    /// Filters in use: the value, the address without it, and what following that does, in words.
    pub chosen: Vec<(String, String, String)>,
    pub total: u64,
    /// How many there are, in words.
    pub count: Html,
    /// Whether no practice has all of the words.
    pub some_words: bool,
    /// Whether anything narrows the list down.
    pub narrowed: bool,
    pub cards: Vec<PracticeCard>,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// One facet as a field of the form.
pub(crate) struct FacetFilter {
    pub key: &'static str,
    pub label: String,
    /// Value, words, whether chosen.
    pub options: Vec<(String, String, bool)>,
}

/// Shows the page.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    let shelf = LibraryShelf::of(&app, &frame).await?;
    let packs = Arc::clone(&frame.in_force.packs);
    DrawnPage::of(&LibraryPage::of(frame, &shelf, &packs)?)
}

fn asked(frame: &Frame) -> Query {
    let chosen = Facet::ALL.into_iter().filter_map(|facet| Some((facet, frame.asked(facet.key())?.to_owned())));
    Query { words: frame.asked("q").unwrap_or_default().trim().to_owned(), chosen: chosen.collect() }
}

impl LibraryPage {
    fn of(frame: Arc<Frame>, shelf: &LibraryShelf, packs: &Packs) -> Result<Self, Failure> {
        let query = asked(&frame);
        let hits = find(&shelf.checked, &shelf.index, &query);
        let names = Names { say: frame.say, packs };
        let here = addresses(&frame, &query);
        let with = frame.asked("compare").map(|id| shelf.practice(id)).transpose()?;
        let page: usize = frame.asked_as("page", AskedKind::Number)?.unwrap_or(0);
        let first = page.saturating_mul(SIZE);
        let found = hits.practices.iter().skip(first).take(SIZE).filter_map(|at| shelf.checked.at(*at));
        let mut cards: Vec<PracticeCard> =
            found.map(|(practice, held)| PracticeCard::of(frame.say, shelf, practice, held)).collect();
        if let Some((with, _)) = with {
            cards.retain(|card| card.id != with.id);
            for card in &mut cards {
                card.address = compare_path(&with.id, &card.id);
            }
        }
        let turned = |page: usize| changed(&here, "page", Some(page.to_string()));
        let total = u64::try_from(hits.practices.len()).unwrap_or(u64::MAX);
        Ok(Self {
            comparing: with.map(|(with, _)| {
                let told = shelf.checked.library.told(with, frame.say.tongue.tag());
                (with.id.clone(), ToldView::of(frame.say, told), changed(&here, "compare", None))
            }),
            filters: filters(&hits, &query, &names),
            chosen: query.chosen.iter().map(|(facet, value)| names.removable(&here, *facet, value)).collect(),
            total,
            count: frame.say.n("library-count", &total),
            some_words: hits.some_words,
            narrowed: !query.words.is_empty() || !query.chosen.is_empty(),
            cards,
            before: page.checked_sub(1).map(turned),
            after: (first.saturating_add(SIZE) < hits.practices.len()).then(|| turned(page.saturating_add(1))),
            words: query.words,
            frame,
        })
    }
}

/// What the address of this page asks for and the page understands.
fn addresses(frame: &Frame, query: &Query) -> BTreeMap<String, String> {
    let chosen = query.chosen.iter().map(|(facet, value)| (facet.key().to_owned(), value.clone()));
    let words = (!query.words.is_empty()).then(|| ("q".to_owned(), query.words.clone()));
    let compare = frame.asked("compare").map(|id| ("compare".to_owned(), id.to_owned()));
    chosen.chain(words).chain(compare).collect()
}

/// The address with one part of it changed, on its first page.
fn changed(here: &BTreeMap<String, String>, key: &str, value: Option<String>) -> String {
    let mut query = here.clone();
    query.remove(key);
    query.extend(value.map(|value| (key.to_owned(), value)));
    address(LIBRARY, &query)
}

fn filters(hits: &Hits, query: &Query, names: &Names<'_>) -> Vec<FacetFilter> {
    let filter = |facet: Facet| {
        let chosen = query.chosen.get(&facet);
        let counts = hits.counts.get(&facet).into_iter().flatten();
        let mut options: Vec<(String, String, bool)> = counts
            .map(|(value, count)| (value.clone(), names.counted(facet, value, *count), chosen == Some(value)))
            .collect();
        if let Some(value) = chosen.filter(|value| !options.iter().any(|(other, _, _)| other == *value)) {
            options.push((value.clone(), names.counted(facet, value, 0), true));
        }
        sort(facet, &mut options);
        FacetFilter { key: facet.key(), label: words::facet(names.say, facet), options }
    };
    Facet::ALL.into_iter().map(filter).collect()
}

/// What facets' values are called.
struct Names<'a> {
    say: Say,
    packs: &'a Packs,
}

impl Names<'_> {
    fn value(&self, facet: Facet, value: &str) -> String {
        match facet {
            Facet::Country => plain_country(self.packs, self.say, value),
            other => words::value(self.say, other, value),
        }
    }

    fn counted(&self, facet: Facet, value: &str, count: u64) -> String {
        let name = self.value(facet, value);
        self.say.with("library-option", &[("name", MessageArg::Text(&name)), ("count", MessageArg::Count(count))])
    }

    /// A filter in use, with the address that leaves it out.
    fn removable(&self, here: &BTreeMap<String, String>, facet: Facet, value: &str) -> (String, String, String) {
        let name = self.value(facet, value);
        let words = self.say.with("library-remove", &[("name", MessageArg::Text(&name))]);
        (name, changed(here, facet.key(), None), words)
    }
}

/// Numbers by their size, the rest by their names.
fn sort(facet: Facet, options: &mut [(String, String, bool)]) {
    let number = |text: &str| text.split('.').next().and_then(|goal| goal.parse::<u8>().ok()).unwrap_or(u8::MAX);
    match facet {
        Facet::Objective | Facet::Target => {
            options.sort_by_key(|(value, _, _)| (number(value), value.len(), value.clone()));
        }
        _ => options.sort_by_key(|(_, name, _)| name.to_lowercase()),
    }
}
