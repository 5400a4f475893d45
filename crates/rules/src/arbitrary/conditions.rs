//! Random conditions.

use model::{FieldId, FieldType, ListId, Schema};

use super::{Arbitrary, CALENDAR, DAYS, NUMBERS};
use crate::expr::{Call, Cond, FieldRef, Literal, Quantifier, Rel, Term, Whose};

impl Arbitrary {
    /// A condition with `and` and `or` at most so deep, household functions included.
    pub(super) fn cond(&mut self, schema: &Schema, depth: usize) -> Cond {
        if depth > 0 && self.chance(35) {
            let parts = (0..self.number(2, 3)).map(|_| self.cond(schema, depth - 1)).collect();
            return if self.chance(50) { Cond::And(parts) } else { Cond::Or(parts) };
        }
        if let Some(kind) = self.kind(schema, 25) {
            return self.of_records(schema, kind);
        }
        if self.chance(25) { self.of_household(schema) } else { self.atom(schema) }
    }

    /// A condition on one member.
    pub(super) fn atom(&mut self, schema: &Schema) -> Cond {
        let atom = match self.number(0, 11) {
            0 => self.code_atom(schema),
            1 => self.under(schema),
            2 => self.has_any(schema),
            3 => self.bool_field(schema).map(|field| Cond::Is { field, value: self.chance(50) }),
            4 => self.applicable(schema),
            5 => self.within(schema),
            6 | 7 => Some(self.int_atom(schema)),
            8 => self.measured_atom(schema),
            9 => self.working_days_atom(schema),
            _ => self.date_atom(schema),
        };
        let atom = atom.unwrap_or(Cond::Const(true));
        if self.chance(10) { self.behind_relevance(schema, atom) } else { atom }
    }

    /// As the loader places the relevance of a field beside what reads it.
    fn behind_relevance(&mut self, schema: &Schema, atom: Cond) -> Cond {
        let relevant = self.bool_field(schema).map(|field| Cond::Is { field, value: true });
        Cond::And(relevant.into_iter().chain([atom]).collect())
    }

    fn of_household(&mut self, schema: &Schema) -> Cond {
        let body = |arbitrary: &mut Self| {
            Box::new(match arbitrary.kind(schema, 20) {
                Some(kind) => arbitrary.of_records(schema, kind),
                None => arbitrary.atom(schema),
            })
        };
        if self.chance(15)
            && let Some(cond) = self.measured_of_household(schema)
        {
            return cond;
        }
        let call = match self.number(0, 4) {
            0 => Call::HouseholdSize,
            1 => Call::Count(body(self)),
            2 => Call::Sum(Box::new(self.int_term(schema, 0))),
            3 => Call::MaxOf(Box::new(self.int_term(schema, 0))),
            _ => {
                let quantifier = self.pick(Quantifier::Any, &[Quantifier::All]);
                return Cond::Members { quantifier, body: body(self), negated: self.chance(25) };
            }
        };
        let bound = if matches!(call, Call::HouseholdSize | Call::Count(_)) { self.number(0, 5) } else { self.small() };
        Cond::Compare(self.rel(), Term::Call(call), Term::Literal(Literal::Int(bound)))
    }

    fn measured_of_household(&mut self, schema: &Schema) -> Option<Cond> {
        let field = self.field(schema, |ty| matches!(ty, FieldType::Decimal { .. } | FieldType::Money { .. }))?;
        let ty = schema.get(field)?.ty;
        let term = Box::new(self.measured_term(field, ty));
        let call = if self.chance(60) { Call::Sum(term) } else { Call::MaxOf(term) };
        Some(Cond::Compare(self.rel(), Term::Call(call), self.written(ty)))
    }

    pub(super) fn rel(&mut self) -> Rel {
        self.pick(Rel::Le, &[Rel::Lt, Rel::Gt, Rel::Ge, Rel::Eq, Rel::Ne])
    }

    fn int_atom(&mut self, schema: &Schema) -> Cond {
        let term = self.int_term(schema, 1);
        if self.chance(15) {
            let mut codes: Vec<String> = (0..self.number(1, 3)).map(|_| self.small().to_string()).collect();
            codes.sort();
            codes.dedup();
            return Cond::OneOf { term, codes, negated: self.chance(30) };
        }
        let other = if self.chance(80) { Term::Literal(Literal::Int(self.small())) } else { self.int_term(schema, 1) };
        Cond::Compare(self.rel(), term, other)
    }

    /// Working days since or until a day, on which a verdict often hangs.
    fn working_days_atom(&mut self, schema: &Schema) -> Option<Cond> {
        let day = Box::new(self.date_term(schema, 0)?);
        let since = self.chance(50);
        let count = if since { Call::WorkingDaysSince } else { Call::WorkingDaysUntil };
        let days = Term::Literal(Literal::Int(self.small()));
        Some(Cond::Compare(self.rel(), Term::Call(count(day, CALENDAR.into())), days))
    }

    /// A decimal, an amount or a time of day against one that is written out, or another of its kind.
    fn measured_atom(&mut self, schema: &Schema) -> Option<Cond> {
        let measured =
            |ty: FieldType| matches!(ty, FieldType::Decimal { .. } | FieldType::Money { .. } | FieldType::Time);
        let field = self.field(schema, measured)?;
        let ty = schema.get(field)?.ty;
        let term = self.measured_term(field, ty);
        let other = if self.chance(80) { self.written(ty) } else { self.measured_term(field, ty) };
        Some(Cond::Compare(self.rel(), term, other))
    }

    fn date_atom(&mut self, schema: &Schema) -> Option<Cond> {
        let term = self.date_term(schema, 1)?;
        let other = if self.chance(75) { Term::Literal(Literal::Date(self.day())) } else { self.date_term(schema, 1)? };
        Some(Cond::Compare(self.rel(), term, other))
    }

    fn within(&mut self, schema: &Schema) -> Option<Cond> {
        let (term, table) =
            if self.chance(60) { (self.date_term(schema, 0)?, DAYS) } else { (self.int_term(schema, 0), NUMBERS) };
        Some(Cond::Within { term, table: table.into(), negated: self.chance(30) })
    }

    fn code_atom(&mut self, schema: &Schema) -> Option<Cond> {
        let flat = |list: ListId| schema.list(list).is_some_and(|list| !list.hierarchical);
        let field = self.field(schema, |ty| matches!(ty, FieldType::Code(list) if flat(list)))?;
        let term = Term::Field(self.whose(field));
        if self.chance(40) {
            let code = Term::Literal(Literal::Code(self.code(schema, field)?));
            return Some(Cond::Compare(self.pick(Rel::Eq, &[Rel::Ne]), term, code));
        }
        Some(Cond::OneOf { term, codes: self.codes(schema, field)?, negated: self.chance(30) })
    }

    fn under(&mut self, schema: &Schema) -> Option<Cond> {
        let deep = |list: ListId| schema.list(list).is_some_and(|list| list.hierarchical);
        let field = self.field(schema, |ty| matches!(ty, FieldType::Code(list) if deep(list)))?;
        let codes = self.codes(schema, field)?;
        Some(Cond::Under { field: self.whose(field), codes, negated: self.chance(30) })
    }

    fn has_any(&mut self, schema: &Schema) -> Option<Cond> {
        let field = self.field(schema, |ty| matches!(ty, FieldType::CodeSet(_)))?;
        let codes = self.codes(schema, field)?;
        Some(Cond::HasAny { field: self.whose(field), codes, negated: self.chance(30) })
    }

    fn applicable(&mut self, schema: &Schema) -> Option<Cond> {
        let field = self.field(schema, |kind| kind != FieldType::Text)?;
        Some(Cond::Applicable { field: self.whose(field), negated: self.chance(50) })
    }

    pub(super) fn bool_field(&mut self, schema: &Schema) -> Option<FieldRef> {
        let field = self.field(schema, |kind| kind == FieldType::Bool)?;
        Some(self.whose(field))
    }

    /// Mostly the subject's, sometimes the head's; that of a record is the record's at hand.
    pub(super) fn whose(&mut self, field: FieldId) -> FieldRef {
        if field.of_record().is_some() {
            return FieldRef { whose: Whose::Record, field };
        }
        let whose = if self.chance(10) { Whose::Head } else { Whose::Subject };
        FieldRef { whose, field }
    }

    /// One to three codes that a measure may name, sorted.
    fn codes(&mut self, schema: &Schema, field: FieldId) -> Option<Vec<String>> {
        let mut codes = (0..self.number(1, 3)).map(|_| self.code(schema, field)).collect::<Option<Vec<_>>>()?;
        codes.sort();
        codes.dedup();
        Some(codes)
    }
}
