//! Expressions with the clocks, the parameters and the derived field put in their places.

use model::{FieldId, FieldType, Text};

use super::{BindError, BoundCondition, Clocks, Surroundings};
use crate::expr::{Call, Cond, FieldRef, Literal, RecordFold, Rel, Term, Type};
use crate::measure::{Cap, Computed, Condition, Law, Measure, Priority};
use crate::nodes::ExprNode;

/// The reserved condition that a measure is in effect on the day.
const IN_FORCE: &str = "in_force";

/// What is put in the places.
pub struct Binding<'a> {
    measure: &'a Measure,
    clocks: Clocks,
    derived: Option<Derived<'a>>,
}

/// `in_country` follows from `country` where that is known: it is the jurisdiction of the pack.
struct Derived<'a> {
    in_country: FieldId,
    country: FieldId,
    jurisdiction: &'a str,
}

impl<'a> Binding<'a> {
    pub fn new(measure: &'a Measure, around: &Surroundings<'a>, clocks: Clocks) -> Self {
        let Surroundings { schema, jurisdiction, .. } = *around;
        let field = |name: &str, wanted: fn(FieldType) -> bool| {
            schema.field(name).filter(|id| schema.get(*id).is_some_and(|field| wanted(field.ty)))
        };
        let in_country = field("in_country", |ty| ty == FieldType::Bool);
        let country = field("country", |ty| matches!(ty, FieldType::Code(_)));
        let derived = in_country.zip(country).zip(jurisdiction).map(|((in_country, country), jurisdiction)| Derived {
            in_country,
            country,
            jurisdiction,
        });
        Self { measure, clocks, derived }
    }

    pub fn conditions(&self) -> Result<Vec<BoundCondition>, BindError> {
        self.measure.conditions.iter().map(|condition| self.condition(condition)).collect()
    }

    pub fn computes(&self) -> Result<Vec<Computed>, BindError> {
        let bind = |computed: &Computed| {
            Ok(Computed { name: computed.name.clone(), ty: computed.ty, value: self.term(&computed.value)? })
        };
        self.measure.computes.iter().map(bind).collect()
    }

    pub fn priority(&self) -> Result<Vec<Priority>, BindError> {
        let bind = |line: &Priority| Ok(Priority { when: self.cond(&line.when)?, add: line.add });
        self.measure.priority.iter().map(bind).collect()
    }

    pub fn cap(&self) -> Result<Option<Cap>, BindError> {
        let Some(cap) = &self.measure.cap else { return Ok(None) };
        let key = |(term, descends): &(Term, bool)| Ok((self.term(term)?, *descends));
        let order_by = cap.order_by.iter().map(key).collect::<Result<_, _>>()?;
        Ok(Some(Cap { limit: cap.limit.clone(), order_by, lottery: cap.lottery }))
    }

    fn condition(&self, condition: &Condition) -> Result<BoundCondition, BindError> {
        let when = if condition.id == IN_FORCE { self.in_force()? } else { self.cond(&condition.when)? };
        Ok(BoundCondition {
            id: condition.id.clone(),
            when,
            says: self.says(&condition.says)?,
            law: self.law(condition),
            if_unknown: condition.if_unknown,
            about: condition.about,
        })
    }

    /// The condition's citation, and those of the values it hangs on: a later order that moved a date is cited where the
    /// date counts. Unchecked where any of them is.
    fn law(&self, condition: &Condition) -> Law {
        let named = if condition.id == IN_FORCE {
            let (from, to) = &self.measure.valid;
            std::iter::once(from).chain(to).flat_map(|end| ExprNode::Term(end).all()).collect()
        } else {
            ExprNode::Cond(&condition.when).all()
        };
        let params = named.into_iter().filter_map(ExprNode::param).filter_map(|name| self.measure.params.get(name));
        let mut law = condition.law.clone();
        for row in params.filter_map(|param| param.row(self.clocks)).filter(|row| !row.law.cite.is_empty()) {
            if law.cite.is_empty() {
                law = row.law.clone();
            } else if law.cite.split("; ").all(|cite| cite != row.law.cite) {
                law.cite = format!("{}; {}", law.cite, row.law.cite);
                law.checked = law.checked.filter(|_| row.law.checked.is_some());
            }
        }
        law
    }

    /// Between the first and the last day of effect; undecided only where an end is not decided yet.
    fn in_force(&self) -> Result<Cond, BindError> {
        let (from, to) = &self.measure.valid;
        if self.measure.decided.is_some_and(|decided| decided > self.clocks.as_known) {
            return Ok(Cond::Const(false));
        }
        let mut ends = vec![self.compared(Rel::Le, from)?];
        if let Some(to) = to {
            ends.push(self.compared(Rel::Ge, to)?);
        }
        if ends.contains(&Cond::Const(false)) {
            return Ok(Cond::Const(false));
        }
        ends.retain(|end| *end != Cond::Const(true));
        Ok(if ends.is_empty() { Cond::Const(true) } else { Cond::And(ends) })
    }

    /// An end of the time of effect against the day.
    fn compared(&self, rel: Rel, end: &Term) -> Result<Cond, BindError> {
        let end = self.term(end)?;
        Ok(match (&end, rel) {
            (Term::Literal(Literal::Date(day)), Rel::Le) => Cond::Const(*day <= self.clocks.on),
            (Term::Literal(Literal::Date(day)), _) => Cond::Const(*day >= self.clocks.on),
            (_, _) => Cond::Compare(rel, end, Term::Literal(Literal::Date(self.clocks.on))),
        })
    }

    fn cond(&self, cond: &Cond) -> Result<Cond, BindError> {
        let all = |parts: &[Cond]| parts.iter().map(|part| self.cond(part)).collect::<Result<Vec<_>, _>>();
        Ok(match cond {
            Cond::And(parts) => Cond::And(all(parts)?),
            Cond::Or(parts) => Cond::Or(all(parts)?),
            Cond::Compare(rel, a, b) => Cond::Compare(*rel, self.term(a)?, self.term(b)?),
            Cond::OneOf { term, codes, negated } => {
                Cond::OneOf { term: self.term(term)?, codes: codes.clone(), negated: *negated }
            }
            Cond::Within { term, table, negated } => {
                Cond::Within { term: self.term(term)?, table: table.clone(), negated: *negated }
            }
            Cond::Members { quantifier, body, negated } => {
                Cond::Members { quantifier: *quantifier, body: Box::new(self.cond(body)?), negated: *negated }
            }
            Cond::Records { kind, quantifier, body, negated } => {
                let body = Box::new(self.cond(body)?);
                Cond::Records { kind: *kind, quantifier: *quantifier, body, negated: *negated }
            }
            Cond::Is { field, value } => self.derive(*field, *value).unwrap_or_else(|| cond.clone()),
            Cond::Const(_)
            | Cond::Under { .. }
            | Cond::HasAny { .. }
            | Cond::Applicable { .. }
            | Cond::Known { .. } => cond.clone(),
        })
    }

    /// `in_country` by where the person is known to be, else as it was given.
    fn derive(&self, field: FieldRef, value: bool) -> Option<Cond> {
        let derived = self.derived.as_ref().filter(|derived| derived.in_country == field.field)?;
        let country = FieldRef { whose: field.whose, field: derived.country };
        let jurisdiction = Term::Literal(Literal::Code(derived.jurisdiction.into()));
        let rel = if value { Rel::Eq } else { Rel::Ne };
        let by_country = Cond::Compare(rel, Term::Field(country), jurisdiction);
        Some(Cond::Or(vec![
            Cond::And(vec![Cond::Known { field: country, negated: false }, by_country]),
            Cond::And(vec![Cond::Known { field: country, negated: true }, Cond::Is { field, value }]),
        ]))
    }

    fn term(&self, term: &Term) -> Result<Term, BindError> {
        let boxed = |term: &Term| self.term(term).map(Box::new);
        Ok(match term {
            Term::On => Term::Literal(Literal::Date(self.clocks.on)),
            Term::Param { name, ty } => self.param(name, *ty)?,
            Term::Arith(op, a, b) => Term::Arith(*op, boxed(a)?, boxed(b)?),
            Term::Call(call) => Term::Call(self.call(call)?),
            Term::Guarded(guard, term) => Term::Guarded(Box::new(self.cond(guard)?), boxed(term)?),
            Term::If(choice, a, b) => Term::If(Box::new(self.cond(choice)?), boxed(a)?, boxed(b)?),
            Term::Literal(_) | Term::Awaits { .. } | Term::Field(_) => term.clone(),
        })
    }

    fn param(&self, name: &str, ty: Type) -> Result<Term, BindError> {
        let param = self.measure.params.get(name).ok_or_else(|| BindError::Param(name.into()))?;
        let awaits = || Term::Awaits { name: name.into(), ty, set: param.set };
        Ok(param.value(self.clocks).map_or_else(awaits, |value| Term::Literal(value.clone())))
    }

    fn call(&self, call: &Call) -> Result<Call, BindError> {
        let bind = |term: &Term| self.term(term).map(Box::new);
        Ok(match call {
            Call::Age(a, b) => Call::Age(bind(a)?, bind(b)?),
            Call::AddDays(a, b) => Call::AddDays(bind(a)?, bind(b)?),
            Call::DaysBetween(a, b) => Call::DaysBetween(bind(a)?, bind(b)?),
            Call::AddMonths(a, b, end) => Call::AddMonths(bind(a)?, bind(b)?, *end),
            Call::MonthsBetween(a, b) => Call::MonthsBetween(bind(a)?, bind(b)?),
            Call::WorkingDaysSince(a, calendar) => Call::WorkingDaysSince(bind(a)?, calendar.clone()),
            Call::WorkingDaysUntil(a, calendar) => Call::WorkingDaysUntil(bind(a)?, calendar.clone()),
            Call::AddWorkingDays(a, b, calendar) => Call::AddWorkingDays(bind(a)?, bind(b)?, calendar.clone()),
            Call::RollForward(a, table) => Call::RollForward(bind(a)?, table.clone()),
            Call::Lookup { table, key, column, ty } => {
                Call::Lookup { table: table.clone(), key: bind(key)?, column: column.clone(), ty: *ty }
            }
            Call::HouseholdSize => Call::HouseholdSize,
            Call::Count(body) => Call::Count(Box::new(self.cond(body)?)),
            Call::Sum(term) => Call::Sum(bind(term)?),
            Call::MaxOf(term) => Call::MaxOf(bind(term)?),
            Call::Records(kind, fold) => Call::Records(*kind, self.fold(fold)?),
            Call::Min(a, b) => Call::Min(bind(a)?, bind(b)?),
            Call::Max(a, b) => Call::Max(bind(a)?, bind(b)?),
            Call::Round(term, step, rounding) => Call::Round(bind(term)?, step.clone(), *rounding),
        })
    }

    fn fold(&self, fold: &RecordFold) -> Result<RecordFold, BindError> {
        let bind = |term: &Term| self.term(term).map(Box::new);
        Ok(match fold {
            RecordFold::Count(body) => RecordFold::Count(Box::new(self.cond(body)?)),
            RecordFold::Sum(term) => RecordFold::Sum(bind(term)?),
            RecordFold::Least(term) => RecordFold::Least(bind(term)?),
            RecordFold::Most(term) => RecordFold::Most(bind(term)?),
        })
    }

    /// The sentence in every language, with `{param(x)}` replaced by the value bound, or `…` where there is none yet.
    fn says(&self, says: &Text) -> Result<Text, BindError> {
        let fill = |(lang, text): (&model::Lang, &String)| Ok((lang.clone(), self.filled(text)?));
        says.0.iter().map(fill).collect::<Result<_, _>>().map(Text)
    }

    fn filled(&self, text: &str) -> Result<String, BindError> {
        let mut parts = text.split("{param(");
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once(")}").ok_or_else(|| BindError::Param(part.into()))?;
            let param = self.measure.params.get(name.trim()).ok_or_else(|| BindError::Param(name.into()))?;
            match param.value(self.clocks) {
                Some(value) => filled.push_str(&value.to_string()),
                None => filled.push('…'),
            }
            filled.push_str(rest);
        }
        Ok(filled)
    }
}
