//! Households of which less becomes known, or more: what an evaluator may make of that, and what it may not.
//!
//! Here stands what "missing is not no" means, so that whoever has measures can hold them against it: those made here,
//! and those that are shipped.

use model::{FieldId, FieldState, Household, RecordList, Roster, Row, Schema, Value};

use super::Arbitrary;
use crate::answer::Question;
use crate::bind::Bound;
use crate::tree;
use crate::verdict::{State, Verdict};
use crate::walk::{EvalError, Range, Reading, Scene, Walked, walk};

impl Arbitrary {
    /// The household with one datum deleted, or a member; `None` where what was drawn cannot be deleted alone: data
    /// that disagree say less together than one of them.
    pub fn knowing_less(&mut self, schema: &Schema, household: &Household) -> Option<Household> {
        let listed = i64::try_from(household.members.len()).ok()?;
        let whole = self.chance(10);
        let place = usize::try_from(self.number(0, listed - 1)).ok()?;
        if whole { without_member(schema, household, place) } else { self.without_datum(schema, household, place) }
    }

    fn without_datum(&mut self, schema: &Schema, household: &Household, place: usize) -> Option<Household> {
        let named = |name: &str| schema.field(name);
        let (size, role) = (named("household.size")?, named("household.role")?);
        let mut less = household.clone();
        let row = less.members.get_mut(place)?;
        if row.kinds().next().is_some() && self.chance(40) {
            return self.without_record(schema, row).map(|()| less);
        }
        let on_record: Vec<FieldId> = row.on_record().map(|(field, _)| field).collect();
        let field = self.choose(&on_record)?;
        // Where both are given they may disagree, and then the country stands.
        let place_of = ["country", "in_country"].map(named);
        let twice = place_of.contains(&Some(field)) && place_of.iter().flatten().all(|field| on_record.contains(field));
        let contested = matches!(row.get(field), FieldState::Contested(_));
        let quarrel =
            (field == size && quarrel_about_size(size, household)) || (field == role && heads(role, household) > 1);
        if contested || twice || quarrel {
            return None;
        }
        row.set(field, FieldState::Unknown);
        if field == size {
            less.roster = Roster::Open;
        }
        Some(less)
    }

    /// Answers every question with some value; who else belongs is answered by listing them.
    pub fn reply(&mut self, schema: &Schema, bound: &Bound, household: &mut Household, asked: &[Question]) {
        let (size, role) = (schema.field("household.size"), schema.field("household.role"));
        let other = self.household(schema, bound);
        let mut head = false;
        for question in asked {
            match question {
                Question::Members => list_all(schema, size, household),
                // Those who declare a size agree from now on.
                Question::Field { field, .. } if Some(*field) == size => {
                    let listed = i64::try_from(household.members.len()).unwrap_or(i64::MAX);
                    household.members.iter_mut().for_each(|row| row.set(*field, FieldState::Known(Value::Int(listed))));
                }
                Question::Records { member, kind } => {
                    if let Some(row) = household.members.get_mut(*member) {
                        let records = RecordList { complete: true, ..row.records(*kind).clone() };
                        row.set_records(*kind, records);
                    }
                }
                Question::OfRecord { member, record, field } => {
                    let said =
                        schema.kind_of(*field).and_then(|kind| other.members.first()?.records(kind).listed.first());
                    let state = exact(schema, *field, said.map(|said| said.get(*field)));
                    if let Some((row, kind)) = household.members.get_mut(*member).zip(schema.kind_of(*field)) {
                        let mut records = row.records(kind).clone();
                        records.listed.get_mut(*record).and_then(|known| known.0.insert(*field, state));
                        row.set_records(kind, records);
                    }
                }
                Question::Field { member, field } => {
                    let state = if Some(*field) == role {
                        // The first who is asked turns out to be the head.
                        let code = if head { "other" } else { "head" };
                        head = true;
                        FieldState::Known(Value::Code(code.into()))
                    } else {
                        exact(schema, *field, other.members.first().map(|row| row.get(*field)))
                    };
                    if let Some(row) = household.members.get_mut(*member) {
                        row.set(*field, state);
                    }
                }
            }
        }
    }
}

fn without_member(schema: &Schema, household: &Household, place: usize) -> Option<Household> {
    let (size, role) = (schema.field("household.size")?, schema.field("household.role")?);
    let row = household.members.get(place)?;
    let contested = row.on_record().any(|(_, state)| matches!(state, FieldState::Contested(_)));
    let quarrel = quarrel_about_size(size, household) || heads(role, household) > 1;
    if place == household.about || contested || quarrel {
        return None;
    }
    let mut less = household.clone();
    less.members.remove(place);
    less.about -= usize::from(place < less.about);
    less.roster = Roster::Open;
    Some(less)
}

/// Whether a declared size is below the number listed, or two declare different ones.
fn quarrel_about_size(size: FieldId, household: &Household) -> bool {
    let listed = i64::try_from(household.members.len()).unwrap_or(i64::MAX);
    let declared: Vec<&Value> = household.members.iter().filter_map(|row| row.get(size).known()).collect();
    declared.iter().any(|value| **value < Value::Int(listed))
        || declared.windows(2).any(|pair| pair.first() != pair.last())
}

fn heads(role: FieldId, household: &Household) -> usize {
    let head = Value::Code("head".into());
    household.members.iter().filter(|row| row.get(role).known() == Some(&head)).count()
}

/// As many members as anybody declares, nothing known of those who were not listed.
fn list_all(schema: &Schema, size: Option<FieldId>, household: &mut Household) {
    let declared = |row: &Row| match row.get(size?).known() {
        Some(Value::Int(size)) => usize::try_from(*size).ok(),
        _ => None,
    };
    let wanted = household.members.iter().filter_map(declared).max().unwrap_or_default();
    household.members.resize(wanted.max(household.members.len()), Row::new(schema));
    household.roster = Roster::Complete;
}

/// Another's datum without what is open about it; one that the other lacks does not apply.
fn exact(schema: &Schema, field: FieldId, other: Option<&FieldState<Value>>) -> FieldState<Value> {
    match other {
        Some(FieldState::Known(Value::Partial(date))) => FieldState::Known(Value::Partial(date.lo().into())),
        Some(FieldState::Known(Value::Code(code))) if code.len() < 4 && schema.name(field) == "work.occupation" => {
            FieldState::Known(Value::Code(format!("{code:1<4}")))
        }
        Some(FieldState::Known(value)) => FieldState::Known(value.clone()),
        _ => FieldState::NotApplicable,
    }
}

/// The first way in which a measure says more of a household when less of it is known; `None` where it never does.
pub fn says_more(
    bound: &Bound,
    schema: &Schema,
    household: &Household,
    less: &Household,
) -> Result<Option<String>, EvalError> {
    let (before, after) = (walk(bound, schema, household)?, walk(bound, schema, less)?);
    let mut states = bound.conditions.iter().zip(before.states.iter().zip(&after.states));
    if let Some((condition, (was, is))) = states.find(|(_, (was, is))| !may_become(**was, **is)) {
        return Ok(Some(format!("{was:?} became {is:?}: {condition:?}")));
    }
    if !verdict_may_become(bound, &before, &after) {
        return Ok(Some(format!("{:?} became {:?}", before.verdict, after.verdict)));
    }
    let (was, is) = (Scene::new(bound, schema, household), Scene::new(bound, schema, less));
    for computed in &bound.computes {
        let (was, is) =
            (was.term(&computed.value, household.about.into())?, is.term(&computed.value, less.about.into())?);
        if !still_holds(was, is) {
            return Ok(Some(format!("{was:?} became {is:?}: {computed:?}")));
        }
    }
    Ok(None)
}

fn may_become(before: State, after: State) -> bool {
    let unknown = matches!(after, State::Unknown | State::Presumed);
    match before {
        State::Met | State::NotMet => after == before || unknown,
        State::Unknown | State::Presumed => after == before,
    }
}

/// Never from or to a no; from a no to a yes only where the law presumes it.
fn verdict_may_become(bound: &Bound, before: &Walked, after: &Walked) -> bool {
    match before.verdict {
        Verdict::No => after.verdict != Verdict::Yes || tree::rests_on_presumption(&bound.root, after.masks),
        Verdict::Yes | Verdict::Needs => after.verdict != Verdict::No,
    }
}

/// Whether all that was possible still is.
fn still_holds(before: Reading<'_>, after: Reading<'_>) -> bool {
    match (before, after) {
        (Reading::NotApplicable, Reading::Range(range)) => range.may_not_apply,
        (Reading::Range(before), Reading::Range(after)) => {
            let Range { lo, hi, may_not_apply, .. } = before;
            after.lo <= lo && hi <= after.hi && after.may_not_apply >= may_not_apply
        }
        (Reading::NotApplicable, Reading::NotApplicable) | (_, Reading::Code(None)) => true,
        (before, after) => before == after,
    }
}
