//! The library in other languages than English: what practices and recommendations are, and why no pack runs one.
//!
//! A text says whether somebody who speaks the language has read it. One that is not there is given in English and says
//! so: nothing is put together, and no language stands in for another. Quotations have no translation, for they are the
//! report's own words. Next: `read/texts.rs`, which reads them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Carried, Library, Practice, Recommendation, StillMissing};

/// Languages into which the library is translated, from English.
pub const TRANSLATED: [&str; 3] = ["ar", "es", "fr"];

/// Translations by language.
#[derive(Debug, Clone, Default)]
pub struct LibraryTexts(pub(super) BTreeMap<String, LocaleTexts>);

/// The texts of one language.
#[derive(Debug, Clone, Default)]
pub(super) struct LocaleTexts {
    /// By the file of practices.
    pub actors: BTreeMap<String, Translation>,
    /// By id, as everywhere.
    pub practices: BTreeMap<String, Translation>,
    pub recommendations: BTreeMap<String, Translation>,
    /// By the English reason.
    pub reasons: BTreeMap<String, Translation>,
    /// By the word for what a pack does not run of a practice.
    pub missing: BTreeMap<String, Translation>,
}

/// A text in another language.
#[derive(Debug, Clone)]
pub(super) struct Translation {
    pub words: String,
    pub reviewed: bool,
}

/// A text of the library as a reader gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldText<'a> {
    /// The words.
    pub words: &'a str,
    /// The language they are in: the one asked for, or English.
    pub lang: &'a str,
    /// Whether somebody who speaks the language has read them; English is what was written.
    pub reviewed: bool,
}

impl LibraryTexts {
    fn told<'a>(
        &'a self,
        lang: &'a str,
        english: &'a str,
        find: impl Fn(&'a LocaleTexts) -> Option<&'a Translation>,
    ) -> ToldText<'a> {
        match self.0.get(lang).and_then(find) {
            Some(found) => ToldText { words: &found.words, lang, reviewed: found.reviewed },
            None => ToldText { words: english, lang: "en", reviewed: true },
        }
    }
}

impl Library {
    /// What a practice is, in a language.
    pub fn told<'a>(&'a self, practice: &'a Practice, lang: &'a str) -> ToldText<'a> {
        self.texts.told(lang, &practice.text, |texts| texts.practices.get(&practice.id))
    }

    /// Whose a practice is. Most are names, and stay as they are.
    pub fn told_actor<'a>(&'a self, practice: &'a Practice, lang: &'a str) -> ToldText<'a> {
        self.texts.told(lang, &practice.actor, |texts| texts.actors.get(practice.stem()))
    }

    /// What a recommendation says, in a language.
    pub fn told_recommendation<'a>(&'a self, one: &'a Recommendation, lang: &'a str) -> ToldText<'a> {
        self.texts.told(lang, &one.text, |texts| texts.recommendations.get(&one.id))
    }

    /// The reason why no pack runs a practice, in a language.
    pub fn told_reason<'a>(&'a self, reason: &'a str, lang: &'a str) -> ToldText<'a> {
        self.texts.told(lang, reason, |texts| texts.reasons.get(reason))
    }

    /// What of a practice its pack does not run, in a language; English has the word of the files.
    pub fn told_missing<'a>(&'a self, missing: StillMissing, lang: &'a str) -> ToldText<'a> {
        self.texts.told(lang, missing.code(), |texts| texts.missing.get(missing.code()))
    }

    /// Texts that a language does not have: `fr practices/portugal/tele-health`.
    pub fn untranslated(&self) -> Vec<String> {
        let none = LocaleTexts::default();
        let missing = |lang: &&str| {
            let texts = self.texts.0.get(*lang).unwrap_or(&none);
            let practices = self.practices.iter().filter(|one| !texts.practices.contains_key(&one.id));
            let recommended = self.recommendations.iter().filter(|one| !texts.recommendations.contains_key(&one.id));
            let reasons = reasons(&self.practices).into_iter().filter(|reason| !texts.reasons.contains_key(*reason));
            let named = practices.map(|one| format!("{lang} practices/{}", one.id));
            let named = named.chain(recommended.map(|one| format!("{lang} recommendations/{}", one.id)));
            let missing = StillMissing::ALL.iter().filter(|(word, _)| !texts.missing.contains_key(*word));
            let named = named.chain(reasons.map(|reason| format!("{lang} reasons: {reason}")));
            named.chain(missing.map(|(word, _)| format!("{lang} missing: {word}"))).collect::<Vec<_>>()
        };
        TRANSLATED.iter().flat_map(missing).collect()
    }
}

/// The reasons of practices that have no pack, each once.
pub(super) fn reasons<'a>(practices: &'a [Practice]) -> BTreeSet<&'a str> {
    let reason = |one: &'a Practice| match &one.carried {
        Carried::Not(reason) => Some(reason.as_str()),
        Carried::By { .. } => None,
    };
    practices.iter().filter_map(reason).collect()
}
