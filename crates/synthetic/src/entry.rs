//! One person's row being filled in, field by field, as far as the schema has the field and the person answers.

use std::collections::BTreeSet;

use model::{FieldId, FieldState, PartialDate, Row, Schema, Value};

use super::datum::{DATA, Datum};
use super::day::Days;
use super::dice::Dice;
use super::own_fields::OwnFields;

/// The schema's side: where each datum goes, and what a blank row looks like.
#[derive(Debug)]
pub struct EntryForm {
    fields: Vec<Option<FieldId>>,
    own: OwnFields,
    blank: Row,
    pub days: Days,
}

impl EntryForm {
    pub fn new(schema: &Schema) -> Self {
        Self {
            fields: DATA.iter().map(|(_, name, _)| schema.field(name)).collect(),
            own: OwnFields::new(schema),
            blank: Row::new(schema),
            days: Days::new(),
        }
    }
}

/// One row on its way.
pub struct PersonEntry<'a> {
    form: &'a EntryForm,
    /// Chance, for whoever fills the entry.
    pub dice: &'a mut Dice,
    row: Row,
}

impl<'a> PersonEntry<'a> {
    pub fn new(form: &'a EntryForm, dice: &'a mut Dice) -> Self {
        Self::resume(form, dice, form.blank.clone())
    }

    /// Goes on with a row that was left.
    pub fn resume(form: &'a EntryForm, dice: &'a mut Dice, row: Row) -> Self {
        Self { form, dice, row }
    }

    pub fn into_row(self) -> Row {
        self.row
    }

    pub fn not_applicable(&mut self, data: &[Datum]) {
        for datum in data {
            self.put(*datum, || FieldState::NotApplicable);
        }
    }

    pub fn flag(&mut self, datum: Datum, value: bool) {
        self.put(datum, || FieldState::Known(Value::Bool(value)));
    }

    pub fn number(&mut self, datum: Datum, value: i64) {
        self.put(datum, || FieldState::Known(Value::Int(value)));
    }

    pub fn code(&mut self, datum: Datum, code: &str) {
        self.put(datum, || FieldState::Known(Value::Code(code.into())));
    }

    pub fn codes(&mut self, datum: Datum, codes: &[&str]) {
        // Inserted one by one: sorting first, as collecting does, costs more for one or two.
        let set = || {
            codes.iter().fold(BTreeSet::new(), |mut set, code| {
                if !set.contains(*code) {
                    set.insert((*code).to_owned());
                }
                set
            })
        };
        self.put(datum, || FieldState::Known(Value::Codes(set())));
    }

    pub fn text(&mut self, datum: Datum, text: impl FnOnce() -> String) {
        self.put(datum, || FieldState::Known(Value::Text(text())));
    }

    /// A day, by its number.
    pub fn day(&mut self, datum: Datum, number: i32) {
        let day = self.form.days.at(number);
        self.put(datum, || FieldState::Known(Value::Date(day)));
    }

    /// A day of which some know only the year and some only the month, in a thousand each.
    pub fn rough_day(&mut self, datum: Datum, number: i32, year_only: u32, month_only: u32) {
        let day = self.form.days.at(number);
        let partial = match self.dice.below(1000) {
            mark if mark < year_only => PartialDate::year(day.year()),
            mark if mark < year_only + month_only => PartialDate::month(day.year(), day.month()),
            _ => Ok(day.into()),
        };
        self.put(datum, || FieldState::Known(Value::Partial(partial.unwrap_or(day.into()))));
    }

    /// Fills the fields that only packs know.
    pub fn own_fields_of_packs(&mut self) {
        let seed = u64::from(self.dice.below(u32::MAX));
        self.form.own.fill(&self.form.days, seed, &mut self.row);
    }

    /// The dice are thrown whether or not the schema has the field: the people stay the same.
    fn put(&mut self, datum: Datum, state: impl FnOnce() -> FieldState<Value>) {
        let place = datum as usize;
        let missing = DATA.get(place).map_or(0, |(_, _, missing)| *missing);
        let silent = missing > 0 && self.dice.chance(missing);
        let field = self.form.fields.get(place).copied().flatten();
        if let Some(field) = field.filter(|_| !silent) {
            self.row.set(field, state());
        }
    }
}
