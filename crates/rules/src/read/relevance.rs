//! When the question for a field arises: an expression over other fields of the same person, resolved once.
//!
//! Each link of a chain stands in the next, so what a field depends on is read before the field; in which order, and
//! that there is no circle, is for whoever knows all fields to see to.

use std::collections::{BTreeMap, BTreeSet};

use model::{FieldId, Schema};
use yaml::{Report, Scalar};

use crate::expr::Whose;
use crate::nodes::ExprNode;
use crate::parser;
use crate::resolve::{self, Place, Relevance, Relevant, Resolver, Scope};

/// Relevance stands beside every atom that reads the field; chains that double at each link would grow without end.
const MAX_SIZE: usize = 200;

/// Fields that an expression names, as far as it can be parsed; what cannot is reported where it is resolved.
pub fn fields_named(expression: &str, schema: &Schema) -> Vec<FieldId> {
    let mut paths = Vec::new();
    if let Ok(ast) = parser::parse(expression) {
        resolve::paths(&ast, &mut paths);
    }
    paths.iter().filter_map(|path| schema.field(path)).collect()
}

impl Relevance {
    /// Reads when the question for one field arises, after that of every field it names.
    pub fn read(&mut self, field: FieldId, scalar: &Scalar, schema: &Schema, report: &mut Report) {
        let (params, tables, calendars) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        let scope = Scope {
            schema,
            relevance: self,
            params: &params,
            tables: &tables,
            calendars: &calendars,
            of_measure: true,
        };
        // What is wrong with it is said once.
        let mut unsaid = Report::new("");
        let head = Resolver::new(scope, Place::Relevant, scalar, &mut unsaid).about(Whose::Head).condition().value;
        let resolved = Resolver::new(scope, Place::Relevant, scalar, report).condition();
        let mut reads: BTreeSet<FieldId> = resolved.reads.iter().map(|read| read.field).collect();
        let further: Vec<FieldId> =
            reads.iter().filter_map(|read| self.get(*read)).flat_map(|further| further.reads.clone()).collect();
        reads.extend(further);
        let (Some(subject), Some(head)) = (resolved.value, head) else { return };
        if ExprNode::from(&subject).all().len() > MAX_SIZE {
            let message = format!("with all that it depends on, relevance has at most {MAX_SIZE} parts");
            report.error(scalar.at, "relevance-size", message);
            return;
        }
        self.0.insert(field, Relevant { subject, head, reads });
    }
}
