//! A reform as an address and a form spell it: values, conditions left out, changed and added, each under its name.
//!
//! The address says what is tried and nothing of anybody, so that it can be sent to whoever is to look at it, and kept. What
//! is as it was before is not repeated. Sentences, in which anything can be written, stand in the form that sends the reform
//! and in no address; they carry the language in which they were written.

use std::collections::{BTreeMap, BTreeSet};

use model::{Date, Lang, Text};
use packs::{ConditionChanges, NewCondition, ReformError, Reformed, Source, WrittenRule};

use super::super::sentence::{LANGUAGE, NEW_SAYS, SAYS, is_words};
use super::super::values::Tried;
use crate::gate::Failure;
use crate::say::Say;

/// A condition that is left out.
pub(super) const DROP: &str = "d.";
/// Another expression of a condition.
pub(super) const WHEN: &str = "w.";
/// The expression of a condition that is added.
pub(super) const NEW_WHEN: &str = "a.";
/// Conditions that may be added.
pub(super) const ADDED: usize = 5;
/// Letters of an expression or a sentence.
pub(super) const LONGEST: usize = 600;
/// How an added condition is called in the measure.
const ADDED_NAME: &str = "added_";

/// A new condition whose sentence is asked for when it is sent.
pub(super) struct SentenceAsked {
    /// The field of the form.
    pub field: String,
    /// Its expression.
    pub when: String,
}

/// What is to be tried.
pub(super) struct Asked {
    pub values: Tried,
    pub changes: ConditionChanges,
    /// The language of the sentences.
    lang: Lang,
    /// Conditions without a sentence that people can read.
    pub unsaid: Vec<String>,
}

impl Asked {
    /// From an address, whatever words somebody put into it left aside.
    pub fn of_address(
        fields: &BTreeMap<String, String>,
        rule: (&str, &WrittenRule),
        reader: (Say, Date),
    ) -> Result<Self, Failure> {
        let fields = fields.iter().filter(|(name, _)| !is_words(name));
        Self::of(&fields.map(|(name, value)| (name.clone(), value.clone())).collect(), rule, reader)
    }

    /// From a form.
    pub fn of(
        fields: &BTreeMap<String, String>,
        (measure, written): (&str, &WrittenRule),
        (say, today): (Say, Date),
    ) -> Result<Self, Failure> {
        let text = |prefix: &str, name: &str| fields.get(&format!("{prefix}{name}")).map_or("", |text| text.trim());
        if fields.values().any(|text| text.chars().count() > LONGEST) {
            return Err(Failure::Unsound);
        }
        let is_tag = |tag: &&String| {
            !tag.is_empty() && tag.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
        };
        let asked = fields.get(LANGUAGE).filter(is_tag);
        let lang = asked.map_or_else(|| say.lang(), |tag| Lang(tag.clone()));
        let mut asked = Self {
            values: Tried::of(fields, today)?,
            changes: ConditionChanges { measure: measure.to_owned(), ..ConditionChanges::default() },
            lang,
            unsaid: vec![],
        };
        // One that the rule does not have, or no longer, is kept: it is said on the page, and not passed over.
        let named = fields.keys().filter_map(|name| name.strip_prefix(DROP).or_else(|| name.strip_prefix(WHEN)));
        for id in named.collect::<BTreeSet<&str>>() {
            let new = text(WHEN, id);
            if !text(DROP, id).is_empty() {
                asked.changes.drop.insert(id.to_owned());
            } else if !new.is_empty() && written.when.get(id).is_none_or(|when| new != when) {
                let new = asked.condition(id, new, text(SAYS, id));
                asked.changes.replace.push(new);
            }
        }
        let free = (1..).map(|number| format!("{ADDED_NAME}{number}")).filter(|name| !written.when.contains_key(name));
        let added = (1..=ADDED).map(|number| number.to_string());
        let added: Vec<(&str, &str)> = added.map(|number| (text(NEW_WHEN, &number), text(NEW_SAYS, &number))).collect();
        for (name, (when, says)) in free.zip(added.into_iter().filter(|(when, _)| !when.is_empty())) {
            let new = asked.condition(&name, when, says);
            asked.changes.add.push(new);
        }
        Ok(asked)
    }

    /// One that is not said in words is tried by its expression, and sent by nobody.
    fn condition(&mut self, id: &str, when: &str, says: &str) -> NewCondition {
        if says.is_empty() {
            self.unsaid.push(id.to_owned());
        }
        let words = if says.is_empty() { bare(when) } else { says.to_owned() };
        let says = Text(BTreeMap::from([(self.lang.clone(), words)]));
        NewCondition { id: id.to_owned(), when: when.to_owned(), says, law: String::new() }
    }

    /// Whether nothing is tried.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.values.values.is_empty()
    }

    /// What an address says of it, each thing once.
    pub fn fields(&self) -> BTreeMap<String, String> {
        let mut fields = self.values.fields();
        fields.extend(self.changes.drop.iter().map(|id| (format!("{DROP}{id}"), "1".to_owned())));
        fields.extend(self.written().map(|([when, _], new)| (when, new.when.clone())));
        fields
    }

    /// The new conditions, whose sentences are asked for when they are sent.
    pub fn to_say(&self) -> Vec<SentenceAsked> {
        self.written().map(|([_, field], new)| SentenceAsked { field, when: new.when.clone() }).collect()
    }

    /// What is written otherwise or added, with the fields of a form for its expression and its sentence.
    fn written(&self) -> impl Iterator<Item = ([String; 2], &NewCondition)> {
        let named = |fields: [&str; 2], name: &str| fields.map(|field| format!("{field}{name}"));
        let replaced = self.changes.replace.iter().map(move |new| (named([WHEN, SAYS], &new.id), new));
        let added = self.changes.add.iter().zip(1..);
        replaced.chain(added.map(move |(new, number)| (named([NEW_WHEN, NEW_SAYS], &number.to_string()), new)))
    }

    /// The pack as it would be, with a citation for what is new.
    pub fn variant(&self, source: &Source, decided: Date, law: &str) -> Result<Reformed, ReformError> {
        let varied = match self.values.variant(source, decided, law) {
            Some(varied) => varied,
            None if self.values.values.is_empty() => source.clone(),
            None => return Err(ReformError::Value),
        };
        if self.changes.is_empty() {
            return Ok(Reformed::of(varied));
        }
        let mut changes = self.changes.clone();
        changes.replace.iter_mut().chain(&mut changes.add).for_each(|new| law.clone_into(&mut new.law));
        varied.reformed(&changes)
    }
}

/// An expression as a sentence: what stands in braces would be read as a parameter.
fn bare(when: &str) -> String {
    when.replace(['{', '}'], "")
}
