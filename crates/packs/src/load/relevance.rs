//! When the question for a field arises: an expression over other fields of the same person, resolved once.
//!
//! A chain of relevance is followed to its end, each link standing in the next; a circle is refused.

use std::collections::{BTreeMap, BTreeSet};

use model::{FieldId, Schema};
use yaml::Report;

use super::fields::DeclaredField;
use super::files::Files;
use crate::expr::Whose;
use crate::nodes::Node;
use crate::parser;
use crate::resolve::{self, Place, Relevance, Relevant, Resolver, Scope};

/// Relevance stands beside every atom that reads the field; chains that double at each link would grow without end.
const MAX_SIZE: usize = 200;

pub(super) fn resolve(files: &mut [Files], schema: &Schema, declared: &[DeclaredField]) -> Relevance {
    let pending = declared.iter().filter(|field| field.relevant.is_some()).map(|field| (field.id, field)).collect();
    let mut walk = Walk { files, schema, pending, open: Vec::new(), done: Relevance::new() };
    for field in declared {
        walk.visit(field.id);
    }
    walk.done
}

struct Walk<'a> {
    files: &'a mut [Files],
    schema: &'a Schema,
    /// Fields whose relevance is not resolved yet.
    pending: BTreeMap<FieldId, &'a DeclaredField>,
    /// Fields on the way to the current one.
    open: Vec<FieldId>,
    done: Relevance,
}

impl Walk<'_> {
    fn visit(&mut self, id: FieldId) {
        let Some(field) = self.pending.get(&id).copied() else { return };
        if self.open.contains(&id) {
            self.refuse_circle(field);
            return;
        }
        self.open.push(id);
        for read in self.names(field) {
            self.visit(read);
        }
        self.open.pop();
        if self.pending.remove(&id).is_some() {
            self.resolve(field);
        }
    }

    /// Fields that the expression names, as far as it can be parsed; what cannot is reported when it is resolved.
    fn names(&self, field: &DeclaredField) -> Vec<FieldId> {
        let ast = field.relevant.as_ref().and_then(|scalar| parser::parse(&scalar.text).ok());
        let mut paths = Vec::new();
        if let Some(ast) = ast {
            resolve::paths(&ast, &mut paths);
        }
        paths.iter().filter_map(|path| self.schema.field(path)).collect()
    }

    fn refuse_circle(&mut self, field: &DeclaredField) {
        let name = self.schema.name(field.id).to_owned();
        let Some(scalar) = &field.relevant else { return };
        if let Some(report) = field.spot.report(self.files) {
            let message = format!("whether `{name}` is relevant depends on itself");
            report.error(scalar.at, "relevance-cycle", message);
        }
        self.pending.remove(&field.id);
    }

    fn resolve(&mut self, field: &DeclaredField) {
        let (Some(scalar), Some(report)) = (&field.relevant, field.spot.report(self.files)) else { return };
        let (params, tables, calendars) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        let (schema, relevance) = (self.schema, &self.done);
        let scope = Scope { schema, relevance, params: &params, tables: &tables, calendars: &calendars };
        // What is wrong with it is said once.
        let mut unsaid = Report::new("");
        let head = Resolver::new(scope, Place::Relevant, scalar, &mut unsaid).about(Whose::Head).condition().value;
        let resolved = Resolver::new(scope, Place::Relevant, scalar, report).condition();
        let mut reads: BTreeSet<FieldId> = resolved.reads.iter().map(|read| read.field).collect();
        let further: Vec<FieldId> =
            reads.iter().filter_map(|read| relevance.get(read)).flat_map(|further| further.reads.clone()).collect();
        reads.extend(further);
        let (Some(subject), Some(head)) = (resolved.value, head) else { return };
        if Node::from(&subject).all().len() > MAX_SIZE {
            let message = format!("with all that it depends on, relevance has at most {MAX_SIZE} parts");
            report.error(scalar.at, "relevance-size", message);
            return;
        }
        self.done.insert(field.id, Relevant { subject, head, reads });
    }
}
