//! Finding practices: words in any of the four languages of the interface, and facets with counts.
//!
//! Pure functions over a few hundred practices; an index is made once and kept. A practice is searched in English and in
//! every language into which it is translated, whatever the reader's; what its codes are called comes from whoever shows
//! them.
//! A count of a facet says how many practices would be shown if that value were chosen, all else as it is.
//! Next: `search/text.rs`, the words.

mod text;
mod word;

use std::collections::BTreeMap;

use super::{Checked, Held, Library, Practice, TRANSLATED};

pub use text::{FoundPages, Index, Line};
pub use word::plain;

/// A way to narrow practices down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is what it narrows by")]
pub enum Facet {
    Pack,
    Status,
    Kind,
    Group,
    Phase,
    Country,
    Objective,
    Target,
}

impl Facet {
    /// All of them, in the order in which readers meet them.
    pub const ALL: [Self; 8] =
        [Self::Pack, Self::Country, Self::Group, Self::Kind, Self::Status, Self::Phase, Self::Objective, Self::Target];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pack => "pack",
            Self::Status => "status",
            Self::Kind => "kind",
            Self::Group => "group",
            Self::Phase => "phase",
            Self::Country => "country",
            Self::Objective => "gcm",
            Self::Target => "sdg",
        }
    }

    /// The values that a practice has.
    pub fn values(self, practice: &Practice, held: &Held) -> Vec<String> {
        match self {
            Self::Pack => vec![held.state.code().into()],
            Self::Status => vec![practice.status.code().into()],
            Self::Kind => vec![practice.kind.code().into()],
            Self::Group => practice.groups.iter().map(|group| group.code().into()).collect(),
            Self::Phase => vec![practice.phase.code().into()],
            Self::Country => practice.iso3.clone(),
            Self::Objective => practice.gcm.iter().map(ToString::to_string).collect(),
            Self::Target => practice.sdg.clone(),
        }
    }
}

/// What somebody is looking for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words; none finds everything.
    pub words: String,
    /// One value of each facet in use.
    pub chosen: BTreeMap<Facet, String>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// Positions of practices in the library: the best first, in the order of the library where no words were given.
    pub practices: Vec<usize>,
    /// Whether no practice has all of the words, so that those with some of them are shown.
    pub some_words: bool,
    /// How many practices each value would leave.
    pub counts: BTreeMap<Facet, BTreeMap<String, u64>>,
}

/// An index of a library's practices: their own words in every language, and what `more` says of each.
pub fn index(checked: &Checked, more: impl Fn(&Practice, &Held) -> Vec<Line>) -> Index {
    let pages = checked.practices().map(|(practice, held)| {
        let mut lines = own_words(practice);
        lines.extend(TRANSLATED.into_iter().flat_map(|lang| translated(&checked.library, practice, lang)));
        lines.extend(more(practice, held));
        lines
    });
    Index::new(pages)
}

fn own_words(practice: &Practice) -> Vec<Line> {
    let english = |weight, words: &str| Line::new("en", weight, words);
    let mut lines = vec![
        english(3.0, &practice.actor),
        english(2.0, &practice.text),
        english(1.0, &practice.reported_by),
        english(1.5, &practice.id.replace(['/', '-'], " ")),
    ];
    lines.extend(practice.figures.iter().map(|figure| english(1.0, figure)));
    lines.extend(practice.pack().map(|pack| english(1.0, &pack.replace('-', " "))));
    lines
}

/// What a practice and its actor are in another language; nothing where that is English again.
fn translated<'a>(
    library: &'a Library,
    practice: &'a Practice,
    lang: &'static str,
) -> impl Iterator<Item = Line> + use<'a> {
    let told = [(3.0, library.told_actor(practice, lang)), (2.0, library.told(practice, lang))];
    told.into_iter()
        .filter(move |(_, told)| told.lang == lang)
        .map(|(weight, told)| Line::new(lang, weight, told.words))
}

/// Practices that fit, with the counts of all facets.
pub fn find(checked: &Checked, index: &Index, query: &Query) -> Hits {
    let FoundPages { pages, some_words } = index.find(&query.words);
    let found: Vec<(usize, &Practice, &Held)> =
        pages.into_iter().filter_map(|page| checked.at(page).map(|(practice, held)| (page, practice, held))).collect();
    let fits = |practice: &Practice, held: &Held, but: Option<Facet>| {
        let asked = query.chosen.iter().filter(|(facet, _)| but != Some(**facet));
        asked.into_iter().all(|(facet, value)| facet.values(practice, held).contains(value))
    };
    let mut counts: BTreeMap<Facet, BTreeMap<String, u64>> = BTreeMap::new();
    for (_, practice, held) in &found {
        for facet in Facet::ALL.into_iter().filter(|facet| fits(practice, held, Some(*facet))) {
            let counted = counts.entry(facet).or_default();
            facet.values(practice, held).into_iter().for_each(|value| *counted.entry(value).or_default() += 1);
        }
    }
    let shown = found.iter().filter(|(_, practice, held)| fits(practice, held, None));
    Hits { practices: shown.map(|(page, _, _)| *page).collect(), some_words, counts }
}
