//! Random functions over records, the records of random people, and people of whose records less is known.

use model::{FieldId, FieldState, FieldType, KindId, RecordList, RecordStates, Row, Schema};

use super::Arbitrary;
use super::people::Boundaries;
use crate::expr::{Call, Cond, Literal, Quantifier, RecordFold, Term};

impl Arbitrary {
    /// A kind, so often in a hundred; draws nothing where there is none.
    pub(super) fn kind(&mut self, schema: &Schema, chance: u32) -> Option<KindId> {
        let kinds: Vec<KindId> = schema.numbered_kinds().map(|(kind, _)| kind).collect();
        if kinds.is_empty() || !self.chance(chance) {
            return None;
        }
        self.choose(&kinds)
    }

    /// A field of the record at hand, more often than one of the person.
    pub(super) fn field_of_record(&mut self, schema: &Schema, wanted: &impl Fn(FieldType) -> bool) -> Option<FieldId> {
        let fields = schema.record_fields(self.of_record?).filter(|(_, field)| wanted(field.ty));
        let fields: Vec<FieldId> = fields.map(|(id, _)| id).collect();
        if self.chance(75) { self.choose(&fields) } else { None }
    }

    /// A condition over the records of a kind.
    pub(super) fn of_records(&mut self, schema: &Schema, kind: KindId) -> Cond {
        self.of_record = Some(kind);
        let found = self.over_records(schema, kind);
        self.of_record = None;
        found
    }

    fn over_records(&mut self, schema: &Schema, kind: KindId) -> Cond {
        let fold = match self.number(0, 6) {
            0 => RecordFold::Count(Box::new(self.atom(schema))),
            1 => RecordFold::Sum(Box::new(self.int_term(schema, 1))),
            2 => RecordFold::Least(Box::new(self.int_term(schema, 1))),
            3 => RecordFold::Most(Box::new(self.int_term(schema, 1))),
            4 if let Some(day) = self.date_term(schema, 1) => {
                let day = Box::new(day);
                let fold = if self.chance(50) { RecordFold::Least(day) } else { RecordFold::Most(day) };
                let other = Term::Literal(Literal::Date(self.day()));
                return Cond::Compare(self.rel(), Term::Call(Call::Records(kind, fold)), other);
            }
            _ => {
                let quantifier = self.pick(Quantifier::Any, &[Quantifier::All]);
                return Cond::Records { kind, quantifier, body: Box::new(self.atom(schema)), negated: self.chance(25) };
            }
        };
        let bound = if matches!(fold, RecordFold::Count(_)) { self.number(0, 3) } else { self.small() };
        Cond::Compare(self.rel(), Term::Call(Call::Records(kind, fold)), Term::Literal(Literal::Int(bound)))
    }

    /// The records of somebody, all of them or not; sometimes nothing is told.
    pub(super) fn records(&mut self, schema: &Schema, kind: KindId, near: &Boundaries) -> Option<RecordList> {
        if self.chance(15) {
            return None;
        }
        let listed = (0..self.number(0, 3)).map(|_| self.record(schema, kind, near)).collect();
        Some(RecordList { listed, complete: self.chance(65) })
    }

    fn record(&mut self, schema: &Schema, kind: KindId, near: &Boundaries) -> RecordStates {
        let fields: Vec<FieldId> = schema.record_fields(kind).map(|(field, _)| field).collect();
        let states = fields.into_iter().map(|field| (field, self.state(schema, field, near)));
        RecordStates(states.filter(|(_, state)| !state.is_unknown()).collect())
    }

    /// Takes away a record, what one of them says, or that they are all; nothing where what was drawn is not there.
    pub(super) fn without_record(&mut self, schema: &Schema, row: &mut Row) -> Option<()> {
        let kinds: Vec<KindId> = row.kinds().map(|(kind, _)| kind).collect();
        let kind = self.choose(&kinds)?;
        let mut list = row.records(kind).clone();
        let most = i64::try_from(list.listed.len()).ok()? - 1;
        let place = usize::try_from(self.number(0, most.max(0))).ok()?;
        if self.chance(60) {
            let record = list.listed.get_mut(place)?;
            let said: Vec<FieldId> = record.0.keys().copied().collect();
            let field = self.choose(&said)?;
            if matches!(record.get(field), FieldState::Contested(_)) {
                return None;
            }
            record.0.remove(&field);
        } else {
            if self.chance(50) && place < list.listed.len() {
                let contested = |state: &FieldState<_>| matches!(state, FieldState::Contested(_));
                if list.listed.get(place)?.0.values().any(contested) {
                    return None;
                }
                list.listed.remove(place);
            }
            list.complete = false;
            if let Some(said) = schema.complete_field(kind) {
                row.set(said, FieldState::Unknown);
            }
        }
        row.set_records(kind, list);
        Some(())
    }
}
