//! Sentences in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A language of the interface or of a pack's texts, as a BCP 47 tag (`en`, `ar`, `pt`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lang(pub String);

impl Lang {
    /// English, the language in which every text of the core pack exists.
    pub fn en() -> Self {
        Self("en".into())
    }
}

/// One text in the languages it has been written in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<Lang, String>);

impl Text {
    /// A text that exists in English only.
    pub fn english(text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(Lang::en(), text.into())]))
    }

    /// The text in `lang`; `None` where it was not translated, so that the page can say so.
    pub fn in_lang(&self, lang: &Lang) -> Option<&str> {
        self.0.get(lang).map(String::as_str)
    }

    /// The text in `lang`, else English, else any, with the language it is really in.
    pub fn best(&self, lang: &Lang) -> Option<(&Lang, &str)> {
        let pick = |lang: &Lang| self.0.get_key_value(lang);
        let found = pick(lang).or_else(|| pick(&Lang::en())).or_else(|| self.0.iter().next());
        found.map(|(lang, text)| (lang, text.as_str()))
    }
}
