//! Columns of field states: every distinct text of a batch is read once, rows hold its number.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, AsArray, Int32Array, StringArray};
use arrow::datatypes::{Int32Type, UInt64Type};
use arrow::record_batch::RecordBatch;
use model::{FieldId, FieldState, FieldType, KindId, RecordList, Schema, Value, ValueError};

use crate::people::{FIRST_ROW, PeopleError, ROW, from_cell, records_from_cell};

/// One field of all rows: a number a row, into the distinct states.
#[derive(Debug, Clone)]
pub(crate) struct FieldColumn {
    pub(crate) keys: Arc<[u32]>,
    pub(crate) states: Arc<[FieldState<Value>]>,
}

impl FieldColumn {
    /// A column of which nothing is known.
    pub(crate) fn unknown(rows: usize) -> Self {
        Self { keys: vec![0; rows].into(), states: [FieldState::Unknown].into() }
    }

    /// A column in which every row is a state of its own, the distinct states of this one.
    pub(crate) fn distinct(&self) -> Self {
        let last = u32::try_from(self.states.len()).unwrap_or(u32::MAX);
        Self { keys: (0..last).collect(), states: Arc::clone(&self.states) }
    }

    /// The same with the states of these rows only, where a few rows come with the dictionary of many.
    fn compact(self) -> Self {
        if self.states.len() <= self.keys.len().max(64) {
            return self;
        }
        let mut numbers = HashMap::new();
        let mut states = vec![];
        let number = |key: &u32| {
            *numbers.entry(*key).or_insert_with(|| {
                states.push(self.states.get(*key as usize).cloned().unwrap_or_default());
                u32::try_from(states.len() - 1).unwrap_or(u32::MAX)
            })
        };
        Self { keys: self.keys.iter().map(number).collect(), states: states.into() }
    }

    /// The column of these rows only.
    pub(crate) fn rows(&self, rows: &[usize]) -> Self {
        let key = |row: &usize| self.keys.get(*row).copied().unwrap_or(u32::MAX);
        Self { keys: rows.iter().map(key).collect(), states: Arc::clone(&self.states) }.compact()
    }

    /// The column as seen through other rows, `None` where there is no such row.
    pub(crate) fn seen_from(&self, rows: &[Option<u32>]) -> Self {
        let mut states = self.states.to_vec();
        let unknown = u32::try_from(states.len()).unwrap_or(u32::MAX);
        states.push(FieldState::Unknown);
        let key = |row: &Option<u32>| row.and_then(|row| self.keys.get(row as usize).copied()).unwrap_or(unknown);
        Self { keys: rows.iter().map(key).collect(), states: states.into() }
    }

    pub(crate) fn state(&self, row: usize) -> &FieldState<Value> {
        const UNKNOWN: &FieldState<Value> = &FieldState::Unknown;
        self.keys.get(row).and_then(|key| self.states.get(*key as usize)).unwrap_or(UNKNOWN)
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &FieldState<Value>> {
        (0..self.keys.len()).map(|row| self.state(row))
    }
}

/// The records of one kind of all rows: a number a row, into the distinct lists.
#[derive(Debug, Clone)]
pub(crate) struct RecordColumn {
    pub(crate) keys: Arc<[u32]>,
    pub(crate) lists: Arc<[RecordList]>,
}

impl RecordColumn {
    /// A column of which nothing is known.
    pub(crate) fn unknown(rows: usize) -> Self {
        Self { keys: vec![0; rows].into(), lists: [RecordList::default()].into() }
    }

    /// The column of these rows only.
    pub(crate) fn rows(&self, rows: &[usize]) -> Self {
        let key = |row: &usize| self.keys.get(*row).copied().unwrap_or(u32::MAX);
        Self { keys: rows.iter().map(key).collect(), lists: Arc::clone(&self.lists) }
    }
}

/// Rows of people with the columns that were asked for.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) rows: usize,
    pub(crate) columns: HashMap<FieldId, FieldColumn>,
    pub(crate) records: HashMap<KindId, RecordColumn>,
}

/// Reads the dictionaries of batches, each only once while it stays the same.
#[derive(Default)]
pub(crate) struct FrameReader {
    seen: HashMap<FieldId, Dictionary<FieldState<Value>>>,
    lists: HashMap<FieldId, Dictionary<RecordList>>,
}

struct Dictionary<T> {
    texts: StringArray,
    /// One state a text, then one more for rows without a text.
    states: Arc<[T]>,
    /// Texts that are no value of the field; an error once a row has one, for a dictionary may hold more than rows do.
    bad: Vec<(i32, ValueError)>,
}

impl FrameReader {
    /// The columns of `fields`, which stand first in the batch and in this order. Text columns are passed over.
    pub(crate) fn read(
        &mut self,
        schema: &Schema,
        fields: &[FieldId],
        batch: &RecordBatch,
    ) -> Result<Frame, PeopleError> {
        let mut columns = HashMap::with_capacity(fields.len());
        let mut records = HashMap::new();
        for (field, array) in fields.iter().zip(batch.columns()) {
            let Some(coded) = array.as_dictionary_opt::<Int32Type>() else { continue };
            let texts = coded.values().as_string();
            if let Some(kind) = field.list_of() {
                let read = |text: &str| lists(schema, kind, text);
                let dictionary = Dictionary::kept(&mut self.lists, *field, texts, read);
                refuse_bad(schema, *field, dictionary, coded.keys(), batch)?;
                let keys = numbers(coded.keys(), dictionary.texts.len());
                records.insert(kind, RecordColumn { keys, lists: Arc::clone(&dictionary.states) });
                continue;
            }
            let dictionary = Dictionary::kept(&mut self.seen, *field, texts, |text| states(schema, *field, text));
            refuse_bad(schema, *field, dictionary, coded.keys(), batch)?;
            let states = Arc::clone(&dictionary.states);
            let column = FieldColumn { keys: numbers(coded.keys(), dictionary.texts.len()), states };
            columns.insert(*field, column.compact());
        }
        Ok(Frame { rows: batch.num_rows(), columns, records })
    }
}

/// A text as a state of a field, codes that mean "unknown" read as that.
fn states(schema: &Schema, field: FieldId, text: &str) -> Result<FieldState<Value>, ValueError> {
    let state = from_cell(schema, field, text)?;
    Ok(if means_unknown(schema, field, &state) { FieldState::Unknown } else { state })
}

/// The same of a list of records.
fn lists(schema: &Schema, kind: KindId, text: &str) -> Result<RecordList, ValueError> {
    let mut list = records_from_cell(schema, kind, text)?.unwrap_or_default();
    for record in &mut list.listed {
        record.0.retain(|field, state| !means_unknown(schema, *field, state));
    }
    Ok(list)
}

impl<T: Clone + Default> Dictionary<T> {
    /// The dictionary of a field, read anew where it is another than before.
    fn kept<'d>(
        known: &'d mut HashMap<FieldId, Self>,
        field: FieldId,
        texts: &StringArray,
        read: impl Fn(&str) -> Result<T, ValueError>,
    ) -> &'d Self {
        let entry = known.entry(field).or_insert_with(|| Self::read(texts.clone(), &read));
        if !entry.is(texts) {
            *entry = Self::read(texts.clone(), &read);
        }
        entry
    }

    fn is(&self, texts: &StringArray) -> bool {
        self.texts.offsets().ptr_eq(texts.offsets()) && self.texts.values().ptr_eq(texts.values())
    }

    fn read(texts: StringArray, read: impl Fn(&str) -> Result<T, ValueError>) -> Self {
        let mut bad = vec![];
        let mut states = Vec::with_capacity(texts.len() + 1);
        for (index, text) in (0..).zip(texts.iter()) {
            states.push(read(text.unwrap_or_default()).unwrap_or_else(|expected| {
                bad.push((index, expected));
                T::default()
            }));
        }
        states.push(T::default());
        Self { texts, states: states.into(), bad }
    }
}

/// Whether it is a code whose list says that it stands for not knowing.
fn means_unknown(schema: &Schema, field: FieldId, state: &FieldState<Value>) -> bool {
    let (Some(Value::Code(code)), Some(field)) = (state.known(), schema.get(field)) else { return false };
    let FieldType::Code(list) = field.ty else { return false };
    schema.list(list).is_some_and(|list| list.means_unknown(code))
}

fn refuse_bad<T>(
    schema: &Schema,
    field: FieldId,
    dictionary: &Dictionary<T>,
    keys: &Int32Array,
    batch: &RecordBatch,
) -> Result<(), PeopleError> {
    for (index, expected) in &dictionary.bad {
        if let Some(at) = keys.iter().position(|key| key == Some(*index)) {
            let field = schema.get(field).map_or_else(String::new, |field| field.name.clone());
            let row = row_number(batch, at) + FIRST_ROW;
            return Err(PeopleError::Value { field, row, expected: expected.clone() });
        }
    }
    Ok(())
}

/// Where a row of the batch stands in its source, from 0.
pub(crate) fn row_number(batch: &RecordBatch, row: usize) -> u64 {
    let numbers = batch.column_by_name(ROW).and_then(|column| column.as_primitive_opt::<UInt64Type>());
    numbers.and_then(|numbers| numbers.values().get(row).copied()).unwrap_or_default()
}

/// The keys as numbers, `none` where a row has no text.
fn numbers(keys: &Int32Array, none: usize) -> Arc<[u32]> {
    let none = u32::try_from(none).unwrap_or(u32::MAX);
    let mut numbers: Arc<[u32]> = keys.values().iter().map(|key| key.cast_unsigned()).collect();
    // Made just now, so it is nobody else's yet.
    if let (Some(valid), Some(numbers)) = (keys.nulls(), Arc::get_mut(&mut numbers)) {
        let chunks = valid.inner().bit_chunks();
        for (rows, valid) in numbers.chunks_mut(64).zip(chunks.iter_padded()) {
            for (bit, number) in rows.iter_mut().enumerate() {
                *number = if valid >> bit & 1 == 1 { *number } else { none };
            }
        }
    }
    numbers
}
