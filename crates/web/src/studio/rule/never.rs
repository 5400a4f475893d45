//! What a rule may never look at: the patterns of its pack, with the fields that they name.

use model::Schema;

use crate::labels::Labels;
use crate::say::Html;

/// What a measure may never look at.
pub struct Forbidden {
    /// As written in the pack.
    pub glob: String,
    /// Labels of the fields it names.
    pub fields: Vec<Html>,
}

impl Forbidden {
    pub(super) fn of(glob: &str, labels: &Labels<'_>) -> Self {
        let named = named_by(glob, labels.schema);
        Self { glob: glob.into(), fields: named.iter().map(|name| labels.field(name)).collect() }
    }
}

/// Fields that a glob names: itself, or all under `group.*`.
fn named_by<'a>(glob: &str, schema: &'a Schema) -> Vec<&'a str> {
    let names = schema.fields().iter().map(|field| field.name.as_str());
    match glob.strip_suffix('*') {
        Some(prefix) => names.filter(|name| name.starts_with(prefix)).collect(),
        None => names.filter(|name| *name == glob).collect(),
    }
}
