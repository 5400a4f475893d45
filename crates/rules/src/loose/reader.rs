//! The expressions of a file that is no measure, such as a pathway: read, typed and refused as a measure's are.
//!
//! Whoever reads such a file hands in its `params`, `tables` and `calendars`, and gets a number for each expression, by
//! which [`Loose`] answers once it is bound to a day. What has no meaning in a measure has none here.

use std::collections::BTreeSet;

use model::{FieldId, Text};
use yaml::{Map, Node, Report, Scalar};

use super::{Loose, LooseCond, LooseTerm};
use crate::expr::{Term, Type};
use crate::measure::{Computed, Condition, IfUnknown, Law};
use crate::nodes::ExprNode;
use crate::read::{Expressions, Shared};
use crate::resolve::{Place, Ty};

/// Reads the expressions of one file.
pub struct LooseReader<'a> {
    expressions: Expressions<'a>,
    conditions: Vec<Condition>,
    values: Vec<Computed>,
}

impl<'a> LooseReader<'a> {
    /// With what the pack shares and what the file itself declares.
    pub fn new(map: &Map, shared: &Shared<'a>, report: &mut Report) -> Self {
        let expressions = Expressions::new(map, shared, report).of_another_file();
        Self { expressions, conditions: Vec::new(), values: Vec::new() }
    }

    /// A condition, as the `when` of a measure.
    pub fn condition(&mut self, source: &Scalar, report: &mut Report) -> Option<LooseCond> {
        let when = self.expressions.condition(Place::When, source, report)?;
        let (id, at) = (self.conditions.len().to_string(), (source.at.line, source.at.column));
        let (says, law) = (Text::default(), Law { cite: String::new(), checked: None });
        self.conditions.push(Condition { id, when, says, law, if_unknown: IfUnknown::Ask, about: false, at });
        Some(LooseCond(self.conditions.len() - 1))
    }

    /// A value of a type, as the value of a `computes`.
    pub fn value(&mut self, source: &Scalar, wanted: Type, report: &mut Report) -> Option<LooseTerm> {
        let (value, ty) = self.expressions.value(Place::Computes, source, report)?;
        if ty != Ty::Value(wanted) {
            let expected = if wanted == Type::Date { "a date" } else { "a whole number" };
            report.error(source.at, "type", format!("expected {expected}, found `{}`", source.text));
            return None;
        }
        Some(self.keep(value, wanted))
    }

    /// A day, or the parameter that is one.
    pub fn day(&mut self, node: &Node, report: &mut Report) -> Option<LooseTerm> {
        let value = self.expressions.day(node, report)?;
        Some(self.keep(value, Type::Date))
    }

    fn keep(&mut self, value: Term, ty: Type) -> LooseTerm {
        self.values.push(Computed { name: self.values.len().to_string(), ty, value });
        LooseTerm(self.values.len() - 1)
    }

    /// A calendar by its name, by which the days that stand at a place will be counted.
    pub fn calendar(&mut self, name: &str, source: &Scalar, report: &mut Report) -> Option<String> {
        self.expressions.calendar(&name.to_owned(), source, report)
    }

    /// Refuses every read of a forbidden field, also by way of its relevance or of what it is derived from.
    pub fn forbid(&self, node: &Node, report: &mut Report) -> Vec<String> {
        self.expressions.forbid(node, report)
    }

    /// The fields that a condition reads.
    pub fn read_by(&self, condition: LooseCond) -> BTreeSet<FieldId> {
        let when = self.conditions.get(condition.0).map(|condition| ExprNode::Cond(&condition.when));
        fields(when)
    }

    /// The fields that a value reads.
    pub fn read_of(&self, value: LooseTerm) -> BTreeSet<FieldId> {
        fields(self.values.get(value.0).map(|value| ExprNode::Term(&value.value)))
    }

    /// All of it, to be bound to days.
    pub fn finish(self, pack: &str, id: &str) -> Loose {
        let Self { expressions, conditions, values } = self;
        Loose::new(pack, id, conditions, values, expressions.named())
    }
}

fn fields(node: Option<ExprNode<'_>>) -> BTreeSet<FieldId> {
    let nodes = node.map(ExprNode::all).unwrap_or_default();
    nodes.into_iter().filter_map(ExprNode::field).map(|field| field.field).collect()
}
