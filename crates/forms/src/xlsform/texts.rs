//! Texts by language, in the order in which they are first said.

use super::choices::ChoiceList;
use super::item::{ItemIx, SheetItem, SheetSurvey};
use super::localized::Localized;
use super::outputs::{message_is_text, with_outputs};
use super::problem::{CellPlace, FormProblems};
use crate::xml::Element;

/// One text: its forms in order, each with its words and the item of which they speak.
type Forms = Vec<(String, Words)>;

#[derive(Debug, Clone)]
struct Words {
    text: String,
    of: Option<ItemIx>,
    at: CellPlace,
}

/// All texts: by language, then by id.
#[derive(Debug, Default)]
pub struct Texts {
    languages: Vec<(String, Vec<(String, Forms)>)>,
}

impl Texts {
    pub fn of(survey: &SheetSurvey, lists: &[ChoiceList], own: &str) -> Self {
        let mut texts = Self::default();
        for list in lists.iter().filter(|list| list.needs_texts()) {
            for (number, choice) in list.choices.iter().enumerate() {
                let id = format!("{}-{number}", list.name);
                for (language, words) in choice.label.iter().flat_map(|label| label.all(own)) {
                    texts.put(&language, &id, "long", Words { text: words, of: None, at: choice.place.clone() });
                }
                for (form, said) in &choice.media {
                    for (language, words) in said.all(own) {
                        texts.put(&language, &id, form, Words { text: words, of: None, at: choice.place.clone() });
                    }
                }
            }
        }
        let shown: Vec<ItemIx> = survey.within(ItemIx(0));
        for ix in &shown {
            texts.of_item(survey, *ix, own);
        }
        for ix in &shown {
            texts.media_of(survey, *ix, own);
        }
        texts.fill();
        texts
    }

    fn put(&mut self, language: &str, id: &str, form: &str, words: Words) {
        let by_id = if let Some(at) = self.languages.iter().position(|(known, _)| known == language) {
            at
        } else {
            self.languages.push((language.to_owned(), Vec::new()));
            self.languages.len() - 1
        };
        let Some((_, by_id)) = self.languages.get_mut(by_id) else { return };
        let at = by_id.iter().position(|(known, _)| known == id).unwrap_or_else(|| {
            by_id.push((id.to_owned(), Vec::new()));
            by_id.len() - 1
        });
        let Some((_, forms)) = by_id.get_mut(at) else { return };
        match forms.iter_mut().find(|(known, _)| known == form) {
            Some((_, old)) => *old = words,
            None => forms.push((form.to_owned(), words)),
        }
    }

    fn of_item(&mut self, survey: &SheetSurvey, ix: ItemIx, own: &str) {
        let Some(item) = survey.get(ix) else { return };
        let path = survey.path(ix);
        for message in ["jr:constraintMsg", "jr:requiredMsg", "jr:noAppErrorString"] {
            if let Some(said) = item.bind(message).filter(|said| message_is_text(said)) {
                self.say(&format!("{path}:{message}"), "long", said, (ix, item, &format!("bind::{message}")), own);
            }
        }
        if let Some(label) = item.label.as_ref().filter(|_| item.label_is_text()) {
            self.say(&format!("{path}:label"), "long", label, (ix, item, "label"), own);
        }
        if let Some(hint) = item.hint.as_ref().filter(|hint| hint.is_by_language() || item.guidance.is_some()) {
            self.say(&format!("{path}:hint"), "long", hint, (ix, item, "hint"), own);
        }
        if let Some(guidance) = &item.guidance {
            self.say(&format!("{path}:hint"), "guidance", guidance, (ix, item, "guidance_hint"), own);
        }
    }

    fn say(
        &mut self,
        id: &str,
        form: &str,
        said: &Localized,
        (ix, item, column): (ItemIx, &SheetItem, &str),
        own: &str,
    ) {
        for (language, text) in said.all(own) {
            let at = item.row.place(&format!("{column}::{language}"));
            self.put(&language, id, form, Words { text, of: Some(ix), at });
        }
    }

    fn media_of(&mut self, survey: &SheetSurvey, ix: ItemIx, own: &str) {
        let Some(item) = survey.get(ix) else { return };
        let id = format!("{}:label", survey.path(ix));
        for (form, said) in &item.media {
            for (language, text) in said.all(own) {
                self.put(&language, &id, form, Words { text, of: None, at: item.row.place(&format!("media::{form}")) });
            }
        }
    }

    /// Every language has every text that any has: what it lacks is written `-`, as all programs expect it.
    fn fill(&mut self) {
        let mut all: Vec<(String, Vec<String>)> = Vec::new();
        for (id, forms) in self.languages.iter().flat_map(|(_, by_id)| by_id) {
            let at = all.iter().position(|(known, _)| known == id).unwrap_or_else(|| {
                all.push((id.clone(), Vec::new()));
                all.len() - 1
            });
            let Some((_, known)) = all.get_mut(at) else { continue };
            for (form, _) in forms {
                if !known.contains(form) {
                    known.push(form.clone());
                }
            }
        }
        let nothing = Words { text: "-".into(), of: None, at: CellPlace::default() };
        for at in 0..self.languages.len() {
            let Some(language) = self.languages.get(at).map(|(language, _)| language.clone()) else { continue };
            for (id, forms) in &all {
                for form in forms {
                    if !self.has(at, id, form) {
                        self.put(&language, id, form, nothing.clone());
                    }
                }
            }
        }
    }

    fn has(&self, at: usize, id: &str, form: &str) -> bool {
        let by_id = self.languages.get(at).and_then(|(_, by_id)| by_id.iter().find(|(known, _)| known == id));
        by_id.is_some_and(|(_, forms)| forms.iter().any(|(known, _)| known == form))
    }

    /// `itext`; none, where nothing is said by language.
    pub fn element(&self, survey: &SheetSurvey, own: &str, problems: &mut FormProblems) -> Option<Element> {
        if self.languages.is_empty() {
            return None;
        }
        let mut itext = Element::new("itext");
        for (language, by_id) in &self.languages {
            let mut translation = Element::new("translation").with("lang", language);
            if language == own {
                translation.set("default", "true()");
            }
            for (id, forms) in by_id {
                let mut text = Element::new("text").with("id", id);
                forms
                    .iter()
                    .filter_map(|(form, words)| value(survey, id, form, words, problems))
                    .for_each(|value| text.push(value));
                translation.push(text);
            }
            itext.push(translation);
        }
        Some(itext)
    }
}

fn value(survey: &SheetSurvey, id: &str, form: &str, words: &Words, problems: &mut FormProblems) -> Option<Element> {
    let prefix = match form {
        "long" | "guidance" => "",
        "image" | "big-image" => "jr://images/",
        "audio" => "jr://audio/",
        "video" => "jr://video/",
        other => {
            problems.error(
                &words.at,
                "media",
                format!("`{other}` is no kind of media"),
                "image, big-image, audio and video are",
            );
            return None;
        }
    };
    let element = Element::new("value");
    if !prefix.is_empty() {
        let named = format!("{prefix}{}", words.text);
        return (words.text != "-").then(|| element.saying(named).with("form", form));
    }
    let of = words.of.unwrap_or(ItemIx(0));
    let mut element = with_outputs(survey, element, &words.text, of, &words.at, problems);
    if form == "guidance" && id.ends_with(":hint") {
        element.set("form", "guidance");
    }
    Some(element)
}
