//! The order in which relevance is read: a chain is followed to its end, for each link stands in the next.
//!
//! A circle is refused.

use std::collections::BTreeMap;

use model::{FieldId, Schema};
use rules::read::{Relevance, fields_named};

use super::fields::DeclaredField;
use super::files::SourceFiles;

pub(super) fn resolve(files: &mut [SourceFiles], schema: &Schema, declared: &[DeclaredField]) -> Relevance {
    let pending = declared.iter().filter(|field| field.relevant.is_some()).map(|field| (field.id, field)).collect();
    let mut walk = Walk { files, schema, pending, open: Vec::new(), done: Relevance::default() };
    for field in declared {
        walk.visit(field.id);
    }
    walk.done
}

struct Walk<'a> {
    files: &'a mut [SourceFiles],
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
        let named = field.relevant.as_ref().map(|scalar| fields_named(&scalar.text, self.schema));
        for read in named.unwrap_or_default() {
            self.visit(read);
        }
        self.open.pop();
        if self.pending.remove(&id).is_some() {
            self.resolve(field);
        }
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
        if let (Some(scalar), Some(report)) = (&field.relevant, field.spot.report(self.files)) {
            self.done.read(field.id, scalar, self.schema, report);
        }
    }
}
