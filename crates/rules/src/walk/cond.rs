//! Conditions to Kleene's three values.

use model::Value;

use super::range::Range;
use super::reading::{Reading, Seen};
use super::{EvalError, Scene, Who};
use crate::expr::{Cond, FieldRef, Rel, Type};
use crate::verdict::Truth;

impl<'a> Scene<'a> {
    /// Whether a condition holds of a member.
    pub fn truth(&self, cond: &'a Cond, who: Who) -> Result<Truth, EvalError> {
        match cond {
            Cond::Const(value) => Ok((*value).into()),
            Cond::And(parts) => parts.iter().try_fold(Truth::True, |all, part| Ok(all.and(self.truth(part, who)?))),
            Cond::Or(parts) => parts.iter().try_fold(Truth::False, |any, part| Ok(any.or(self.truth(part, who)?))),
            Cond::Compare(rel, a, b) => {
                let (left, right) = (self.term(a, who)?, self.term(b, who)?);
                compare(*rel, left, right)
            }
            Cond::OneOf { term, codes, negated } => {
                let reading = self.term(term, who)?;
                one_of(reading, codes, *negated)
            }
            Cond::Under { field, codes, negated } => Ok(self.under(*field, codes, *negated, who)),
            Cond::HasAny { field, codes, negated } => Ok(self.has_any(*field, codes, *negated, who)),
            Cond::Is { field, value } => Ok(match self.seen(*field, who) {
                Seen::Known(known) => Truth::from(*known == Value::Bool(*value)),
                Seen::NotApplicable => Truth::False,
                Seen::Unknown | Seen::Contested(_) => Truth::Unknown,
            }),
            Cond::Within { term, table, negated } => {
                let reading = self.term(term, who)?;
                let Some(key) = reading.range()? else { return Ok(Truth::False) };
                self.within(key, table, *negated)
            }
            Cond::Applicable { field, negated } => Ok(match self.seen(*field, who) {
                Seen::Known(_) | Seen::Contested(_) => Truth::True.negate_if(*negated),
                Seen::NotApplicable => Truth::False.negate_if(*negated),
                Seen::Unknown => Truth::Unknown,
            }),
            // To whom the question does not arise, it is neither known nor not known.
            Cond::Known { field, negated } => Ok(match self.seen(*field, who) {
                Seen::Known(_) => Truth::True.negate_if(*negated),
                Seen::Contested(_) | Seen::Unknown => Truth::False.negate_if(*negated),
                Seen::NotApplicable => Truth::False,
            }),
            Cond::Members { quantifier, body, negated } => {
                Ok(self.quantified(self.members(), *quantifier, body)?.negate_if(*negated))
            }
            Cond::Records { kind, quantifier, body, negated } => {
                Ok(self.quantified(self.records(*kind, who), *quantifier, body)?.negate_if(*negated))
            }
        }
    }

    /// A code is under those it begins with; where it is coarser than what is asked, nobody can tell.
    fn under(&self, field: FieldRef, codes: &[String], negated: bool, who: Who) -> Truth {
        match self.seen(field, who) {
            Seen::NotApplicable => Truth::False,
            Seen::Known(Value::Code(code)) => {
                let each = codes.iter().map(|asked| {
                    let coarser = asked.starts_with(code.as_str());
                    Truth::of(code.starts_with(asked.as_str()), !coarser)
                });
                each.fold(Truth::False, Truth::or).negate_if(negated)
            }
            Seen::Known(_) | Seen::Contested(_) | Seen::Unknown => Truth::Unknown,
        }
    }

    /// One of the person's codes is among those asked; a code that means "unknown" may be any of them.
    fn has_any(&self, field: FieldRef, codes: &[String], negated: bool, who: Who) -> Truth {
        match self.seen(field, who) {
            Seen::NotApplicable => Truth::False,
            Seen::Known(Value::Codes(own)) => {
                let hit = codes.iter().any(|code| own.contains(code));
                let doubt = own.iter().any(|code| self.means_unknown(field.field, code));
                Truth::of(hit, !doubt).negate_if(negated)
            }
            Seen::Known(_) | Seen::Contested(_) | Seen::Unknown => Truth::Unknown,
        }
    }
}

fn compare(rel: Rel, a: Reading, b: Reading) -> Result<Truth, EvalError> {
    match (a, b) {
        (Reading::NotApplicable, _) | (_, Reading::NotApplicable) => Ok(Truth::False),
        (Reading::Range(a), Reading::Range(b)) => a.compare(rel, b),
        (Reading::Code(a), Reading::Code(b)) => match (rel, a.zip(b)) {
            (Rel::Eq | Rel::Ne, Some((a, b))) => Ok(Truth::from(a == b).negate_if(rel == Rel::Ne)),
            (Rel::Eq | Rel::Ne, None) => Ok(Truth::Unknown),
            (Rel::Lt | Rel::Le | Rel::Gt | Rel::Ge, _) => Err(EvalError::IllTyped),
        },
        (Reading::Range(_), Reading::Code(_)) | (Reading::Code(_), Reading::Range(_)) => Err(EvalError::IllTyped),
    }
}

/// The or of its comparisons, so an interval is in a set only where it is one number.
fn one_of(reading: Reading, codes: &[String], negated: bool) -> Result<Truth, EvalError> {
    match reading {
        Reading::NotApplicable => Ok(Truth::False),
        Reading::Code(None) => Ok(Truth::Unknown),
        Reading::Code(Some(code)) => Ok(Truth::from(codes.iter().any(|known| known == code)).negate_if(negated)),
        Reading::Range(range) => {
            let equals = |code: &String| {
                let number = code.parse().map_err(|_| EvalError::IllTyped)?;
                range.compare(Rel::Eq, Range::point(Type::Int, number))
            };
            let any = codes.iter().try_fold(Truth::False, |any, code| Ok(any.or(equals(code)?)))?;
            Ok(range.applies_too(any.negate_if(negated)))
        }
    }
}
