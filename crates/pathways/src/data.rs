//! What is on record of somebody at a moment, from the facts of their case.
//!
//! Of a date the latest value holds for all history, of anything else from when it was said; what was wrong is
//! corrected back to when it was said. Two sources that differ contest each other; one amends itself.

use std::collections::BTreeMap;

use model::{FieldId, FieldState, FieldType, Schema, Timestamp, Value};

use crate::facts::{CaseAct, CaseFact};

/// What was said of every field, by whom and when.
#[derive(Debug, Clone, Default)]
pub(crate) struct CaseData(BTreeMap<FieldId, Vec<Said>>);

#[derive(Debug, Clone)]
struct Said {
    from: Timestamp,
    source: String,
    state: FieldState<Value>,
}

impl CaseData {
    pub fn of(facts: &[&CaseFact]) -> Self {
        let mut data = Self::default();
        for fact in facts {
            match &fact.act {
                CaseAct::Recorded { field, state, source } => {
                    let said = Said { from: fact.happened, source: source.clone(), state: state.clone() };
                    data.0.entry(*field).or_default().push(said);
                }
                CaseAct::Corrected { field, state } => data.correct(*field, state, fact.happened),
                _ => {}
            }
        }
        data
    }

    /// Puts another value in the place of the latest that each source said.
    fn correct(&mut self, field: FieldId, state: &FieldState<Value>, now: Timestamp) {
        let said = self.0.entry(field).or_default();
        let mut sources: Vec<String> = said.iter().map(|said| said.source.clone()).collect();
        sources.sort_unstable();
        sources.dedup();
        if sources.is_empty() {
            said.push(Said { from: now, source: String::new(), state: state.clone() });
        }
        for source in sources {
            if let Some(last) = said.iter_mut().rfind(|said| said.source == source) {
                last.state = state.clone();
            }
        }
    }

    /// The fields of which anything was said.
    pub fn fields(&self) -> impl Iterator<Item = FieldId> {
        self.0.keys().copied()
    }

    /// What holds of a field at a moment.
    pub fn at(&self, schema: &Schema, field: FieldId, at: Timestamp) -> FieldState<Value> {
        let said = self.0.get(&field).map(Vec::as_slice).unwrap_or_default();
        let dated = matches!(schema.get(field).map(|field| field.ty), Some(FieldType::Date | FieldType::PartialDate));
        let mut latest: BTreeMap<&str, &FieldState<Value>> = BTreeMap::new();
        for said in said.iter().filter(|said| dated || said.from <= at) {
            latest.insert(&said.source, &said.state);
        }
        agreed(latest.into_values())
    }

    /// When anything was last said of a field, by a moment.
    pub fn last_said(&self, field: FieldId, at: Timestamp) -> Option<Timestamp> {
        self.0.get(&field)?.iter().map(|said| said.from).filter(|from| *from <= at).max()
    }
}

/// What several sources say together.
fn agreed<'a>(states: impl Iterator<Item = &'a FieldState<Value>>) -> FieldState<Value> {
    let mut distinct: Vec<&FieldState<Value>> = vec![];
    for state in states.filter(|state| !state.is_unknown()) {
        if !distinct.contains(&state) {
            distinct.push(state);
        }
    }
    match distinct.as_slice() {
        [] => FieldState::Unknown,
        [only] => (*only).clone(),
        several => {
            let values: Vec<Value> = several.iter().filter_map(|state| state.known().cloned()).collect();
            // One says that it does not arise, the other what it is: nobody knows.
            if values.len() == several.len() { FieldState::Contested(values) } else { FieldState::Unknown }
        }
    }
}
