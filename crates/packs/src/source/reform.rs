//! Conditions of a rule changed, dropped and added, by their names: the same pack with another text of one measure.
//!
//! As data it is a mapping of its own (`changes/*.yaml` of an adaptation, `onward simulate --reform FILE`), and a page of the
//! studio makes the same. What is not named stays as it is: a citation that stood above a dropped condition is written out
//! where others carried it on, and whatever reads otherwise afterwards is refused. Tests that expect something of a dropped
//! condition are tests of another rule and are left out; how many is told.
//! Refused: a measure or a condition that is not there, the last condition of a rule, one added to a rule that does not
//! ask for all, and files whose lists are written on one line.

mod edits;
mod left_out;
mod parts;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use model::Text;
use yaml::{At, Problems, Report, Severity};

use super::Source;
use edits::{Edit, Lines, spelt};
use parts::{Item, MeasureFile, Part};

/// What is changed in the conditions of one measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConditionChanges {
    /// The measure.
    pub measure: String,
    /// Conditions it does without.
    pub drop: BTreeSet<String>,
    /// Conditions that read otherwise.
    pub replace: Vec<NewCondition>,
    /// Conditions asked besides.
    pub add: Vec<NewCondition>,
}

/// A condition as it is written down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewCondition {
    /// Its name in the measure.
    pub id: String,
    /// What must hold, in the language of measures.
    pub when: String,
    /// The sentence people read.
    pub says: Text,
    /// The citation.
    pub law: String,
}

/// Why conditions are not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReformError {
    /// No measure of this name.
    #[error("there is no measure `{0}`")]
    Measure(String),
    /// No condition of this name.
    #[error("there is no condition `{0}`")]
    Condition(String),
    /// A rule without a condition would reach everybody.
    #[error("a rule keeps at least one condition")]
    Last,
    /// Something added would be one of several that suffice.
    #[error("the rule does not ask for all of its conditions, so that one cannot be added to all")]
    NotAll,
    /// A value that no parameter of the pack has.
    #[error("there is no such value in the rule")]
    Value,
    /// The file is written in a form in which single conditions cannot be exchanged.
    #[error("`{0}` is written in a form in which its conditions cannot be exchanged one by one")]
    Form(String),
}

/// The conditions of a measure as they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenRule {
    /// Whether it asks for all of them, so that one more can be asked.
    pub asks_all: bool,
    /// Expressions by the names of their conditions.
    pub when: BTreeMap<String, String>,
}

/// The pack as it would be.
#[derive(Debug, Clone)]
pub struct Reformed {
    /// Its files.
    pub source: Source,
    /// Where the expression of each condition that was written begins: file, line and column.
    written: BTreeMap<String, (String, At)>,
    /// Tests that expect something of a dropped condition.
    pub tests_left_out: usize,
}

/// What is wrong in the expression of a condition that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongExpression {
    /// The condition.
    pub condition: String,
    /// At which letter of the expression, from 0.
    pub letter: usize,
    /// What is wrong.
    pub message: String,
    /// What to do, where that can be told.
    pub help: Option<String>,
}

impl Reformed {
    /// Nothing but these files.
    pub fn of(source: Source) -> Self {
        Self { source, written: BTreeMap::new(), tests_left_out: 0 }
    }

    /// What loading refuses: in the expressions that were written, each at its letter; then all else.
    pub fn sorted(&self, found: Problems) -> (Vec<WrongExpression>, Vec<String>) {
        let (mut wrong, mut other) = (vec![], vec![]);
        for problem in found.0.into_iter().filter(|problem| problem.severity == Severity::Error) {
            let here = self.written.iter().find_map(|(condition, (path, at))| {
                let there = problem.line == at.line && problem.file == format!("{}/{path}", self.source.name);
                // The expression stands in quotes.
                there.then(|| Some((condition.clone(), problem.column.checked_sub(at.column + 1)?))).flatten()
            });
            let (message, help) = (problem.message, problem.help);
            match here {
                Some((condition, letter)) => wrong.push(WrongExpression { condition, letter, message, help }),
                None => other.push(message),
            }
        }
        (wrong, other)
    }
}

impl ConditionChanges {
    /// Reads a mapping `{measure, drop, replace, add}`.
    pub fn read(text: &str, report: &mut Report) -> Option<Self> {
        read::changes(text, report)
    }

    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.drop.is_empty() && self.replace.is_empty() && self.add.is_empty()
    }
}

impl Source {
    /// The pack with other conditions. Whether what is new can be read is for loading to say.
    pub fn reformed(&self, changes: &ConditionChanges) -> Result<Reformed, ReformError> {
        let file = MeasureFile::find(self, &changes.measure)?;
        known(&file, changes)?;
        let form = || ReformError::Form(file.path.clone());
        let lines = Lines::of(&file.text);
        let mut edits = vec![];
        file.parts.iter().try_for_each(|part| removed(part, changes, &lines, &mut edits)).ok_or_else(form)?;
        for item in file.items() {
            let new = changes.replace.iter().find(|new| new.id == item.id);
            edits.extend(new.map(|new| lines.exchanged(item, new).ok_or_else(form)).transpose()?);
        }
        for item in carried(&file.items(), changes) {
            edits.push(lines.cited(item, &spelt(&item.law)).ok_or_else(form)?);
        }
        if !changes.add.is_empty() {
            let last = file.parts.last().filter(|_| file.asks_all).ok_or(ReformError::NotAll)?;
            edits.push(lines.after(last.at(), &changes.add).ok_or_else(form)?);
        }
        let mut reformed = self.clone();
        reformed.files.insert(file.path.clone(), lines.edited(edits));
        reformed.taken.remove(&file.path);
        let tests_left_out = left_out::leave_out_tests(&mut reformed, changes).ok_or_else(form)?;
        let written = written(&reformed, changes)?;
        Ok(Reformed { source: reformed, written, tests_left_out })
    }

    /// How the conditions of a measure are written; nothing of one that is not there.
    pub fn written_rule(&self, measure: &str) -> WrittenRule {
        let Ok(file) = MeasureFile::find(self, measure) else { return WrittenRule::default() };
        let when = file.items().into_iter().map(|item| (item.id.clone(), item.when.clone())).collect();
        WrittenRule { asks_all: file.asks_all, when }
    }
}

/// Where the expressions of the new conditions begin.
fn written(source: &Source, changes: &ConditionChanges) -> Result<BTreeMap<String, (String, At)>, ReformError> {
    let file = MeasureFile::find(source, &changes.measure)?;
    let new: BTreeSet<&str> = changes.replace.iter().chain(&changes.add).map(|new| new.id.as_str()).collect();
    let items = file.items().into_iter().filter(|item| new.contains(item.id.as_str()));
    Ok(items.filter_map(|item| Some((item.id.clone(), (file.path.clone(), item.when_at?)))).collect())
}

/// Refuses names that are not there, and a rule without a condition.
fn known(file: &MeasureFile, changes: &ConditionChanges) -> Result<(), ReformError> {
    let own: BTreeSet<&str> = file.items().into_iter().map(|item| item.id.as_str()).collect();
    let named = changes.drop.iter().chain(changes.replace.iter().map(|new| &new.id));
    let is_name = |id: &str| !id.is_empty() && id.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    if let Some(new) = changes.add.iter().find(|new| !is_name(&new.id)) {
        return Err(ReformError::Condition(new.id.clone()));
    }
    match named.into_iter().find(|id| !own.contains(id.as_str())) {
        Some(id) => Err(ReformError::Condition(id.clone())),
        None if changes.drop.len() == own.len() && changes.add.is_empty() => Err(ReformError::Last),
        None => Ok(()),
    }
}

/// Takes dropped conditions away, and a group of which all are.
fn removed(part: &Part, changes: &ConditionChanges, lines: &Lines, edits: &mut Vec<Edit>) -> Option<()> {
    if part.items().iter().all(|item| changes.drop.contains(&item.id)) {
        edits.push(lines.without(part.at())?);
        return Some(());
    }
    part.parts().iter().try_for_each(|part| removed(part, changes, lines, edits))
}

/// Conditions that cite what stood above one that is gone or cites something else now: theirs is written out.
fn carried<'a>(items: &[&'a Item], changes: &ConditionChanges) -> Vec<&'a Item> {
    let mut found = vec![];
    let mut moved = false;
    for item in items {
        let new = changes.drop.contains(&item.id) || changes.replace.iter().any(|new| new.id == item.id);
        moved = new || (moved && !item.cites);
        if moved && !new {
            found.push(*item);
        }
    }
    found
}

#[cfg(test)]
mod tests;
