//! An index of pages by words and stems, and what of it answers a few words, the best first.
//!
//! A word that is written as it stands counts most, one of the same stem a little less, one that begins like it
//! less again. Only a word that no page holds in any of these ways is taken for a slip of the pen. A page must answer
//! every word; where none does, pages that answer some are given, and the answer says so.

use std::collections::{BTreeMap, BTreeSet};

use super::word::{LANGUAGES, distance, plain, slips, split, stems, tells};

const EXACT: f64 = 1.0;
const STEM: f64 = 0.8;
const BEGINS: f64 = 0.4;
/// Divided by the number of slips.
const SLIP: f64 = 0.5;

/// Some words of a page.
#[derive(Debug, Clone)]
pub struct Line {
    language: String,
    weight: f64,
    words: String,
}

impl Line {
    /// Words in a language (`en`, `fr`, `es`, `ar`), which count this much.
    pub fn new(language: &str, weight: f64, words: &str) -> Self {
        Self { language: language.into(), weight, words: words.into() }
    }
}

/// The pages on which a word stands, with the greatest weight it has on each.
type Pages = BTreeMap<usize, f64>;

/// Which pages hold which words.
#[derive(Debug, Clone, Default)]
pub struct Index {
    pages: usize,
    words: BTreeMap<String, Pages>,
    stems: BTreeMap<TaggedStem, Pages>,
    /// The stems that a word has on pages, however it is accented there, by the word without accents.
    spelt: BTreeMap<String, BTreeSet<TaggedStem>>,
}

/// A stem, and the language by which it was cut.
type TaggedStem = (&'static str, String);

/// Pages that answer, the best first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundPages {
    /// Their positions.
    pub pages: Vec<usize>,
    /// Whether no page answers every word.
    pub some_words: bool,
}

impl Index {
    /// An index of pages, each given by its lines.
    pub fn new(pages: impl Iterator<Item = Vec<Line>>) -> Self {
        let mut index = Self::default();
        for lines in pages {
            for line in &lines {
                index.add(line);
            }
            index.pages += 1;
        }
        index
    }

    fn add(&mut self, line: &Line) {
        let page = self.pages;
        let raise = |pages: &mut Pages| {
            let weight = pages.entry(page).or_default();
            *weight = weight.max(line.weight);
        };
        let tag = LANGUAGES.into_iter().map(|(tag, _)| tag).find(|tag| *tag == line.language);
        for word in split(&line.words) {
            let bare = plain(&word);
            if !tells(&bare) {
                continue;
            }
            if let Some(tag) = tag {
                for stem in stems(tag, &word) {
                    raise(self.stems.entry((tag, stem.clone())).or_default());
                    self.spelt.entry(bare.clone()).or_default().insert((tag, stem));
                }
            }
            raise(self.words.entry(bare).or_default());
        }
    }

    /// What answers these words; everything, in order, where there are none that tell anything.
    pub fn find(&self, words: &str) -> FoundPages {
        let wanted: Vec<String> = split(words).filter(|word| tells(&plain(word))).collect();
        if wanted.is_empty() {
            return FoundPages { pages: (0..self.pages).collect(), some_words: false };
        }
        let mut scores: BTreeMap<usize, (usize, f64)> = BTreeMap::new();
        for word in &wanted {
            for (page, score) in self.answers(word) {
                let (answered, sum) = scores.entry(page).or_default();
                *answered += 1;
                *sum += score;
            }
        }
        let most = scores.values().map(|(answered, _)| *answered).max().unwrap_or_default();
        let mut best: Vec<(usize, f64)> = scores
            .into_iter()
            .filter(|(_, (answered, _))| *answered == most)
            .map(|(page, (_, sum))| (page, sum))
            .collect();
        best.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        FoundPages { pages: best.into_iter().map(|(page, _)| page).collect(), some_words: most < wanted.len() }
    }

    /// Pages that answer one word, each with how well.
    fn answers(&self, word: &str) -> Pages {
        let bare = plain(word);
        let mut found = Pages::new();
        if let Some(pages) = self.words.get(&bare) {
            self.count(&mut found, pages, EXACT);
        }
        for pages in self.stems_of(&bare).iter().filter_map(|stem| self.stems.get(stem)) {
            self.count(&mut found, pages, STEM);
        }
        let longer = self.words.range(bare.clone()..).take_while(|(other, _)| other.starts_with(&bare));
        longer.for_each(|(_, pages)| self.count(&mut found, pages, BEGINS));
        if found.is_empty() {
            self.slipped(&bare, &mut found);
        }
        found
    }

    /// The stems of a word that somebody looks for, without its accents. Many leave them out, and endings are told by them
    /// (`repatriación`): a word that pages hold has the stems that it has there, whichever way it is asked for.
    fn stems_of(&self, bare: &str) -> BTreeSet<TaggedStem> {
        let known = self.spelt.get(bare).into_iter().flatten().cloned();
        let own = LANGUAGES.into_iter().flat_map(|(tag, _)| stems(tag, bare).into_iter().map(move |stem| (tag, stem)));
        own.chain(known).collect()
    }

    fn slipped(&self, bare: &str, found: &mut Pages) {
        let most = slips(bare);
        for (other, pages) in self.words.iter().filter(|_| most > 0) {
            // A first letter is seldom wrong, and short words have many neighbours.
            let alike = most > 1 || other.chars().next() == bare.chars().next();
            match distance(bare, other, most).filter(|_| alike) {
                Some(1) => self.count(found, pages, SLIP),
                Some(_) => self.count(found, pages, SLIP / 2.0),
                None => {}
            }
        }
    }

    /// A word that stands on few pages tells more.
    fn count(&self, found: &mut Pages, pages: &Pages, quality: f64) {
        let rarity = (1.0 + float(self.pages) / float(pages.len().max(1))).ln();
        for (page, weight) in pages {
            let best = found.entry(*page).or_default();
            *best = best.max(weight * quality * rarity);
        }
    }
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(pages: &[&[(&str, f64, &str)]]) -> Index {
        let lines = |page: &&[(&str, f64, &str)]| {
            page.iter().map(|(language, weight, words)| Line::new(language, *weight, words)).collect()
        };
        Index::new(pages.iter().map(lines))
    }

    fn sample() -> Index {
        index(&[
            &[("en", 1.0, "Free health care for everybody"), ("fr", 1.0, "Femmes enceintes"), ("ar", 1.0, "النساء")],
            &[("en", 1.0, "Cash for returning workers, and their health"), ("es", 1.0, "Personas retornadas")],
            &[("en", 3.0, "Health"), ("en", 1.0, "A call centre for seafarers"), ("fr", 1.0, "Gens de mer")],
        ])
    }

    #[test]
    fn every_word_must_be_answered_and_the_weightiest_page_stands_first() {
        assert_eq!(sample().find("health"), FoundPages { pages: vec![2, 0, 1], some_words: false });
        assert_eq!(sample().find("health care").pages, [0]);
        assert_eq!(sample().find("the for"), FoundPages { pages: vec![0, 1, 2], some_words: false });
    }

    #[test]
    fn stems_of_each_language_are_found() {
        for (words, page) in [("returned worker", 1), ("femme enceinte", 0), ("retornado", 1), ("للنساء", 0)] {
            assert_eq!(sample().find(words), FoundPages { pages: vec![page], some_words: false }, "{words}");
        }
    }

    #[test]
    fn a_word_finds_the_same_with_its_accents_and_without() {
        let pages = index(&[
            &[("es", 1.0, "Repatriación y búsqueda")],
            &[("es", 1.0, "Repatriados")],
            &[("fr", 1.0, "La santé des réfugiés")],
            &[("es", 1.0, "Búsquedas de empleo")],
        ]);
        for (one, other, expected) in [
            ("repatriación", "repatriacion", &[0, 1][..]),
            ("búsqueda", "busqueda", &[0, 3]),
            ("Búsquedas", "BUSQUEDAS", &[0, 3]),
            ("réfugiés", "refugies", &[2]),
            ("santé", "sante", &[2]),
        ] {
            let mut found = pages.find(one);
            assert_eq!(found, pages.find(other), "{one}");
            found.pages.sort_unstable();
            assert_eq!(found.pages, expected, "{one}");
        }
    }

    #[test]
    fn slips_of_the_pen_are_understood_where_the_word_stands_nowhere() {
        for (words, page) in [("seafarrers", 2), ("retruning", 1), ("cahs", 1)] {
            assert_eq!(sample().find(words).pages, [page], "{words}");
        }
        assert!(sample().find("xyz").pages.is_empty());
    }

    #[test]
    fn the_beginning_of_a_word_is_enough() {
        assert_eq!(sample().find("seaf").pages, [2]);
    }

    #[test]
    fn where_no_page_answers_all_words_some_will_do_and_that_is_said() {
        assert_eq!(sample().find("seafarers cash"), FoundPages { pages: vec![1, 2], some_words: true });
    }
}
