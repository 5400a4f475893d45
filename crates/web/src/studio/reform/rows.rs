//! The conditions of a rule as rows that can be left out and changed, and what is wrong with what was entered, at its place.

use std::collections::BTreeMap;

use model::Schema;
use packs::{Packs, WrittenRule, WrongExpression};
use rules::measure::{Condition, Measure};
use rules::nodes::ExprNode;

use super::super::Sentences;
use super::asked::{ADDED, Asked, NEW_WHEN, WHEN};
use crate::labels::Labels;
use crate::measure::IN_FORCE;
use crate::say::Html;

/// A condition.
pub(crate) struct Row {
    /// Its name, or its number where it is new.
    pub name: String,
    /// The sentence in force; none of a new one.
    pub says: Option<Html>,
    /// Whether others of its group suffice.
    pub one_of_several: bool,
    pub dropped: bool,
    pub changed: bool,
    /// The field of the form.
    pub when_field: String,
    /// What stands in it.
    pub when: String,
    /// What the condition looks at, in words.
    pub looks_at: Option<Html>,
    pub wrong: Vec<Wrong>,
}

impl Row {
    /// Whether the reader is shown its form at once.
    pub fn open(&self) -> bool {
        self.changed || !self.wrong.is_empty()
    }
}

/// What is wrong in an expression: its text in three parts, the middle one marked.
pub(crate) struct Wrong {
    pub before: String,
    pub marked: String,
    pub after: String,
    pub message: String,
    pub help: Option<String>,
}

/// Problems of conditions by their names, and all others.
#[derive(Default)]
pub(super) struct Wrongs {
    pub at: BTreeMap<String, Vec<Wrong>>,
    pub other: Vec<String>,
}

impl Wrongs {
    /// What the loader found in a variant.
    pub fn of(asked: &Asked, (wrong, other): (Vec<WrongExpression>, Vec<String>)) -> Self {
        let mut wrongs = Self { other, ..Self::default() };
        for one in wrong {
            let new = asked.changes.replace.iter().chain(&asked.changes.add).find(|new| new.id == one.condition);
            let shown = Wrong::at(new.map_or("", |new| &new.when), &one);
            wrongs.at.entry(one.condition).or_default().push(shown);
        }
        wrongs
    }
}

impl Wrong {
    fn at(when: &str, problem: &WrongExpression) -> Self {
        let start = when.char_indices().nth(problem.letter).map_or(when.len(), |(place, _)| place);
        let (before, rest) = when.split_at_checked(start).unwrap_or((when, ""));
        let part_of_word = |letter: char| letter.is_alphanumeric() || "._".contains(letter);
        let length = rest.find(|letter| !part_of_word(letter)).unwrap_or(rest.len());
        let length = length.max(rest.chars().next().map_or(0, char::len_utf8));
        let (marked, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let (before, marked, after) = (before.to_owned(), marked.to_owned(), after.to_owned());
        Self { before, marked, after, message: problem.message.clone(), help: problem.help.clone() }
    }
}

/// What rows are made of.
pub(super) struct Rows<'a> {
    pub rule: &'a Measure,
    pub written: &'a WrittenRule,
    pub asked: &'a Asked,
    pub sentences: &'a Sentences,
    pub labels: Labels<'a>,
    /// The variant, where it could be read.
    pub after: Option<(&'a Packs, &'a Measure)>,
}

impl Rows<'_> {
    /// The conditions of the rule.
    pub fn known(&self, wrongs: &mut Wrongs) -> Vec<Row> {
        let alone = self.rule.root.alone();
        let own = self.rule.conditions.iter().enumerate().filter(|(_, condition)| condition.id != IN_FORCE);
        own.map(|(position, condition)| self.row(condition, !alone.contains(&position), wrongs)).collect()
    }

    fn row(&self, condition: &Condition, one_of_several: bool, wrongs: &mut Wrongs) -> Row {
        let id = &condition.id;
        let new = self.asked.changes.replace.iter().find(|new| new.id == *id);
        let as_written = self.written.when.get(id).cloned().unwrap_or_default();
        Row {
            says: Some(self.sentences.get(id)),
            one_of_several,
            dropped: self.asked.changes.drop.contains(id),
            changed: new.is_some(),
            when_field: format!("{WHEN}{id}"),
            when: new.map_or(as_written, |new| new.when.clone()),
            looks_at: if new.is_some() { self.seen(id) } else { looks_at(condition, self.labels.schema, &self.labels) },
            wrong: wrongs.at.remove(id).unwrap_or_default(),
            name: id.clone(),
        }
    }

    /// Those that are added, and room for one more.
    pub fn added(&self, wrongs: &mut Wrongs) -> Vec<Row> {
        let mut rows: Vec<Row> = vec![];
        for (new, number) in self.asked.changes.add.iter().zip(1..) {
            let (seen, wrong) = (self.seen(&new.id), wrongs.at.remove(&new.id).unwrap_or_default());
            rows.push(Row { changed: true, when: new.when.clone(), looks_at: seen, wrong, ..empty(number) });
        }
        if rows.len() < ADDED && self.written.asks_all {
            rows.push(empty(rows.len() + 1));
        }
        rows
    }

    /// What a condition of the variant looks at.
    fn seen(&self, id: &str) -> Option<Html> {
        let (packs, rule) = self.after?;
        let condition = rule.conditions.iter().find(|condition| condition.id == id)?;
        looks_at(condition, &packs.schema, &Labels { schema: &packs.schema, ..self.labels })
    }
}

fn empty(number: usize) -> Row {
    Row {
        name: number.to_string(),
        says: None,
        one_of_several: false,
        dropped: false,
        changed: false,
        when_field: format!("{NEW_WHEN}{number}"),
        when: String::new(),
        looks_at: None,
        wrong: vec![],
    }
}

/// The fields that a condition reads, in words.
fn looks_at(condition: &Condition, schema: &Schema, labels: &Labels<'_>) -> Option<Html> {
    let mut fields: Vec<_> = ExprNode::Cond(&condition.when).all().into_iter().filter_map(ExprNode::field).collect();
    fields.sort_unstable();
    fields.dedup();
    (!fields.is_empty()).then(|| labels.listed(fields.iter().map(|read| labels.field(schema.name(read.field)))))
}
