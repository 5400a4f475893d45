//! Computed values: exact, an interval with what would narrow it, or waiting for a decision nobody has taken yet.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use model::{Decimal, Money, TimeOfDay};
use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

use super::{Gaps, Parted, Question, Uncounted, Wanted, next_questions};
use crate::dates;
use crate::expr::{Literal, Term, Type};
use crate::measure::Computed;
use crate::nodes::ExprNode;
use crate::walk::{End, EvalError, Reading, Scene};

/// A value of a known type; money serialises as `{"value": "350.00", "currency": "BDT"}` with all decimals of its
/// currency, whole numbers as numbers, days, decimals and codes as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComputedScalar(pub Literal);

/// What a measure computes for one household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComputedValue {
    /// Exactly this.
    Known(ComputedScalar),
    /// Between these, inclusive; an open side is `None`. Nobody is paid on one without a person's decision.
    Interval {
        /// The least it can be.
        min: Option<ComputedScalar>,
        /// The most it can be.
        max: Option<ComputedScalar>,
        /// What would narrow it.
        ask: Vec<String>,
    },
    /// Waits for parameters that have no value yet.
    Awaits {
        /// Names of the parameters.
        awaits: Vec<String>,
        /// What is lacking beside them.
        ask: Vec<String>,
    },
    /// Between these until an office sets it; an open side is `None`.
    SetByOffice {
        /// Names of the parameters that it sets.
        params: Vec<String>,
        /// The least it can be.
        min: Option<ComputedScalar>,
        /// The most it can be.
        max: Option<ComputedScalar>,
        /// What else would narrow it.
        ask: Vec<String>,
    },
    /// The question does not arise; serialises as `n/a`.
    NotApplicable,
}

impl fmt::Display for ComputedValue {
    /// As a line of text: `85.00 BDT`, `75.00 BDT to 85.00 BDT, ask [members[2].birth_date]`, `awaits [until]`, `n/a`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |scalar: &Option<ComputedScalar>| {
            scalar.as_ref().map_or_else(|| "open".to_owned(), |scalar| scalar.0.to_string())
        };
        match self {
            Self::Known(scalar) => scalar.0.fmt(f),
            Self::Interval { min, max, ask } => write!(f, "{} to {}, ask [{}]", side(min), side(max), ask.join(", ")),
            Self::Awaits { awaits, .. } => write!(f, "awaits [{}]", awaits.join(", ")),
            Self::SetByOffice { params, min, max, .. } => {
                write!(f, "between {} and {}, set by the office [{}]", side(min), side(max), params.join(", "))
            }
            Self::NotApplicable => f.write_str("n/a"),
        }
    }
}

impl Scene<'_> {
    /// Every value that the measure computes, by name; with the calendars, and what the office has to say, that leave
    /// one of them open.
    pub(super) fn computed(
        &self,
        uncounted: &mut BTreeSet<Uncounted>,
        for_office: &mut BTreeSet<Question>,
    ) -> Result<BTreeMap<String, ComputedValue>, EvalError> {
        let compute = |computed| {
            let mut gaps = Gaps::default();
            let value = self.compute(computed, &mut gaps);
            uncounted.append(&mut gaps.uncounted);
            for_office.append(&mut Parted::of(self.schema, gaps.questions).of_office);
            value
        };
        self.bound.computes.iter().map(compute).collect()
    }

    fn compute(&self, computed: &Computed, gaps: &mut Gaps) -> Result<(String, ComputedValue), EvalError> {
        let about = self.household.about;
        let (exact, min, max) = match self.term(&computed.value, about.into())? {
            Reading::NotApplicable => return Ok((computed.name.clone(), ComputedValue::NotApplicable)),
            Reading::Code(code) => (code.map(|code| ComputedScalar(Literal::Code(code.into()))), None, None),
            Reading::Range(range) => {
                let exact = range.exact().map(|number| scalar(range.ty, number)).transpose()?;
                (exact, side(range.ty, range.lo)?, side(range.ty, range.hi)?)
            }
        };
        let value = match exact {
            Some(exact) => ComputedValue::Known(exact),
            None => self.open_value(computed, min, max, gaps)?,
        };
        Ok((computed.name.clone(), value))
    }

    fn open_value(
        &self,
        computed: &Computed,
        min: Option<ComputedScalar>,
        max: Option<ComputedScalar>,
        gaps: &mut Gaps,
    ) -> Result<ComputedValue, EvalError> {
        self.gaps_of_term(&computed.value, self.household.about.into(), gaps)?;
        let asked = Parted::of(self.schema, gaps.questions.clone()).of_person;
        let ranked = next_questions(self.schema, &[Wanted { weight: 1, questions: &asked }]);
        let name = |question: Question| question.name(self.schema, self.household);
        let ask = ranked.into_iter().map(name).collect();
        let params: Vec<String> = gaps.awaits.iter().cloned().collect();
        Ok(match params.is_empty() {
            true => ComputedValue::Interval { min, max, ask },
            false if set_by_office(&computed.value, &gaps.awaits) => {
                ComputedValue::SetByOffice { params, min, max, ask }
            }
            false => ComputedValue::Awaits { awaits: params, ask },
        })
    }
}

/// Whether an office sets all that a term waits for.
fn set_by_office(term: &Term, awaited: &BTreeSet<String>) -> bool {
    let undecided = |node: ExprNode<'_>| matches!(node, ExprNode::Term(Term::Awaits { name, set: None, .. }) if awaited.contains(name));
    !ExprNode::Term(term).all().into_iter().any(undecided)
}

fn side(ty: Type, end: End) -> Result<Option<ComputedScalar>, EvalError> {
    end.at().map(|number| scalar(ty, number)).transpose()
}

fn scalar(ty: Type, number: i64) -> Result<ComputedScalar, EvalError> {
    Ok(ComputedScalar(match ty {
        Type::Bool => Literal::Bool(number != 0),
        Type::Int => Literal::Int(number),
        Type::Decimal => Literal::Decimal(Decimal(number)),
        Type::Money(currency) => Literal::Money(Money { minor: number, currency }),
        Type::Date => Literal::Date(dates::day(number).ok_or(EvalError::Overflow)?),
        Type::Time => Literal::Time(TimeOfDay::of_minutes(number).ok_or(EvalError::Overflow)?),
        Type::Code => return Err(EvalError::IllTyped),
    }))
}

impl Serialize for ComputedScalar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Literal::Bool(value) => serializer.serialize_bool(*value),
            Literal::Int(number) => serializer.serialize_i64(*number),
            Literal::Money(money) => {
                let mut out = serializer.serialize_struct("Money", 2)?;
                out.serialize_field("value", &money.amount())?;
                out.serialize_field("currency", &money.currency.to_string())?;
                out.end()
            }
            Literal::Decimal(_) | Literal::Date(_) | Literal::Time(_) | Literal::Code(_) => {
                serializer.collect_str(&self.0)
            }
        }
    }
}

impl Serialize for ComputedValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(scalar) => scalar.serialize(serializer),
            Self::NotApplicable => serializer.serialize_str("n/a"),
            Self::Interval { min, max, ask } => {
                let mut out = serializer.serialize_map(None)?;
                out.serialize_entry("min", min)?;
                out.serialize_entry("max", max)?;
                out.serialize_entry("ask", ask)?;
                out.end()
            }
            Self::SetByOffice { params, min, max, ask } => {
                let mut out = serializer.serialize_map(None)?;
                out.serialize_entry("awaits", params)?;
                out.serialize_entry("set_by", "office")?;
                out.serialize_entry("min", min)?;
                out.serialize_entry("max", max)?;
                if !ask.is_empty() {
                    out.serialize_entry("ask", ask)?;
                }
                out.end()
            }
            Self::Awaits { awaits, ask } => {
                let mut out = serializer.serialize_map(None)?;
                out.serialize_entry("awaits", awaits)?;
                if !ask.is_empty() {
                    out.serialize_entry("ask", ask)?;
                }
                out.end()
            }
        }
    }
}
