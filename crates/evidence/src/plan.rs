//! What a measure needs of people, and the refusal of what has no lowering.
//!
//! Walks every expression once, exhaustively, before any row is read: an atom that the columns could not compute
//! exactly stops the simulation here and names measure and condition.

use std::collections::BTreeSet;

use model::core::{HOUSEHOLD_ID, HOUSEHOLD_ROLE, HOUSEHOLD_SIZE, ID};
use model::{Class, FieldId, FieldType, KindId, Schema};
use rules::expr::{FieldRef, Type, Whose};
use rules::measure::Unit;
use rules::nodes::ExprNode;
use rules::{Bound, Cond, Term};

use crate::open_question::OpenQuestion;
use crate::reads::Reads;

/// An expression that the columnar engine does not compute.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("measure `{measure}` of `{pack}`, condition `{condition}`: {why}")]
pub struct NoLowering {
    /// The pack.
    pub pack: String,
    /// The measure.
    pub measure: String,
    /// The condition.
    pub condition: String,
    /// What is in the way.
    pub why: String,
}

/// Conditions fit the two bits each of a pattern.
const MOST_CONDITIONS: usize = 32;
/// Questions fit the bits of one number.
const MOST_QUESTIONS: usize = 128;

/// What one measure reads.
#[derive(Debug, Clone)]
pub(crate) struct Needs {
    /// Questions that its conditions may leave open, in a fixed order.
    pub(crate) questions: Vec<OpenQuestion>,
    /// Fields read by what follows a yes: amounts, points, sort keys, ids for the lottery.
    pub(crate) after: BTreeSet<FieldId>,
    /// Whether it looks at other members of the household.
    pub(crate) household: bool,
    /// Kinds of which it reads the records.
    pub(crate) kinds: BTreeSet<KindId>,
}

/// What a whole simulation reads.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Columns, in the order in which they are scanned.
    pub(crate) fields: Vec<FieldId>,
    /// Whether households must be whole in a batch.
    pub(crate) household: bool,
    /// One entry a measure.
    pub(crate) needs: Vec<Needs>,
}

impl Plan {
    /// Plans all measures at once; `grouped` are the fields of breakdowns.
    pub(crate) fn new(
        schema: &Schema,
        bounds: &[Bound],
        grouped: impl Iterator<Item = FieldId>,
    ) -> Result<Self, NoLowering> {
        let needs: Vec<Needs> = bounds.iter().map(|bound| needs(schema, bound)).collect::<Result<_, _>>()?;
        let household = needs.iter().any(|needs| needs.household);
        let mut fields: BTreeSet<FieldId> = grouped.collect();
        fields.extend(needs.iter().flat_map(|needs| &needs.questions).filter_map(|question| match question {
            OpenQuestion::Field(field) => Some(*field),
            OpenQuestion::Members | OpenQuestion::Records(_) | OpenQuestion::Calendar => None,
        }));
        fields.extend(needs.iter().flat_map(|needs| &needs.after));
        // A field of a record comes with the list that it is in.
        fields.retain(|field| field.of_record().is_none());
        let kinds: BTreeSet<KindId> = needs.iter().flat_map(|needs| &needs.kinds).copied().collect();
        fields.extend(kinds.iter().map(|kind| FieldId::list(*kind)));
        fields.extend(kinds.iter().filter_map(|kind| schema.complete_field(*kind)));
        fields.extend(household.then(|| schema.field(HOUSEHOLD_ID.name)).flatten());
        Ok(Self { fields: fields.into_iter().collect(), household, needs })
    }
}

/// Positions of the computed values that are amounts.
pub(crate) fn paying(bound: &Bound) -> impl Iterator<Item = usize> {
    let money = |ty: Type| matches!(ty, Type::Money(_));
    bound.computes.iter().enumerate().filter(move |(_, computed)| money(computed.ty)).map(|(position, _)| position)
}

/// Whether anything is counted beyond verdicts.
pub(crate) fn counts(bound: &Bound) -> bool {
    bound.cap.is_some() || paying(bound).next().is_some()
}

/// Whether somebody has to be told apart from others.
pub(crate) fn ranks(bound: &Bound) -> bool {
    counts(bound) && (bound.cap.is_some() || bound.unit == Unit::Household)
}

fn needs(schema: &Schema, bound: &Bound) -> Result<Needs, NoLowering> {
    let refuse = |condition: &str, why: String| NoLowering {
        pack: bound.pack.clone(),
        measure: bound.measure.clone(),
        condition: condition.into(),
        why,
    };
    let mut fields = BTreeSet::new();
    let (mut household, mut kinds) = (false, BTreeSet::new());
    for condition in &bound.conditions {
        for node in ExprNode::from(&condition.when).all() {
            check(schema, bound, node).map_err(|why| refuse(&condition.id, why))?;
        }
        let reads = Reads::of(&condition.when);
        household |= reads.members || reads.fields.iter().any(|field| field.whose == Whose::Head);
        fields.extend(reads.fields.iter().map(|field| field.field));
        kinds.extend(reads.kinds);
        // Who is the head, and whether somebody is not listed, may be what is missing.
        let around = household.then_some([HOUSEHOLD_SIZE, HOUSEHOLD_ROLE]).into_iter().flatten();
        fields.extend(around.filter_map(|field| schema.field(field.name)));
    }
    if bound.conditions.len() > MOST_CONDITIONS {
        return Err(refuse("in_force", format!("more than {MOST_CONDITIONS} conditions")));
    }
    let counts_days = (!bound.calendars.is_empty()).then_some(OpenQuestion::Calendar);
    let around = household.then_some(OpenQuestion::Members).into_iter().chain(counts_days);
    let records = kinds.iter().map(|kind| OpenQuestion::Records(*kind));
    let questions: Vec<_> = fields.into_iter().map(OpenQuestion::Field).chain(around).chain(records).collect();
    if questions.len() > MOST_QUESTIONS {
        return Err(refuse("in_force", format!("more than {MOST_QUESTIONS} fields")));
    }
    let after = After::of(schema, bound).map_err(|(what, why)| refuse(&what, why))?;
    kinds.extend(after.kinds);
    Ok(Needs { questions, household: household || after.household, after: after.fields, kinds })
}

/// What is read beyond the conditions. It opens no question: no verdict hangs on it.
struct After {
    fields: BTreeSet<FieldId>,
    household: bool,
    kinds: BTreeSet<KindId>,
}

impl After {
    fn of(schema: &Schema, bound: &Bound) -> Result<Self, (String, String)> {
        let mut own = Self { fields: BTreeSet::new(), household: false, kinds: BTreeSet::new() };
        if !counts(bound) {
            return Ok(own);
        }
        for computed in paying(bound).filter_map(|position| bound.computes.get(position)) {
            own.read(schema, bound, ExprNode::Term(&computed.value)).map_err(|why| (computed.name.clone(), why))?;
        }
        if ranks(bound) {
            let lines = bound.priority.iter().map(|line| ExprNode::Cond(&line.when));
            let keys = bound.cap.iter().flat_map(|cap| &cap.order_by).map(|(key, _)| ExprNode::Term(key));
            lines.chain(keys).try_for_each(|node| own.read(schema, bound, node)).map_err(|why| ("cap".into(), why))?;
            own.fields.extend(schema.field(ID.name));
        }
        own.household |= bound.unit == Unit::Household;
        let around = own.household.then_some([HOUSEHOLD_SIZE, HOUSEHOLD_ROLE]).into_iter().flatten();
        own.fields.extend(around.filter_map(|field| schema.field(field.name)));
        Ok(own)
    }

    fn read(&mut self, schema: &Schema, bound: &Bound, expression: ExprNode) -> Result<(), String> {
        expression.all().into_iter().try_for_each(|node| check(schema, bound, node))?;
        let reads = Reads::of(expression);
        self.household |= reads.members || reads.fields.iter().any(|field| field.whose == Whose::Head);
        self.fields.extend(reads.fields.iter().map(|field| field.field));
        self.kinds.extend(reads.kinds);
        Ok(())
    }
}

/// Whether the columns can compute this very node.
fn check(schema: &Schema, bound: &Bound, node: ExprNode) -> Result<(), String> {
    if let Some(table) = node.table().filter(|table| !bound.tables.contains_key(*table)) {
        return Err(format!("table `{table}` was not bound"));
    }
    if let Some(calendar) = node.calendar().filter(|calendar| !bound.calendars.contains_key(*calendar)) {
        return Err(format!("calendar `{calendar}` was not bound"));
    }
    match node {
        ExprNode::Term(Term::On) => Err("the day was not bound".into()),
        ExprNode::Term(Term::Param { name, .. }) => Err(format!("parameter `{name}` was not bound")),
        ExprNode::Cond(_) | ExprNode::Term(_) => node.field().map_or(Ok(()), |field| check_field(schema, field, node)),
    }
}

fn check_field(schema: &Schema, field: FieldRef, node: ExprNode) -> Result<(), String> {
    let field = schema.get(field.field).ok_or("a field that is not in the schema")?;
    if field.ty == FieldType::Text || field.class == Class::Sealed {
        return Err(format!("`{}` identifies people or is free text", field.name));
    }
    let fits = match node {
        ExprNode::Cond(Cond::Under { .. }) => matches!(field.ty, FieldType::Code(_)),
        ExprNode::Cond(Cond::HasAny { .. }) => matches!(field.ty, FieldType::CodeSet(_)),
        ExprNode::Cond(Cond::Is { .. }) => field.ty == FieldType::Bool,
        ExprNode::Term(_) => !matches!(field.ty, FieldType::CodeSet(_)),
        ExprNode::Cond(_) => true,
    };
    if fits { Ok(()) } else { Err(format!("`{}` is of another type than the expression needs", field.name)) }
}
