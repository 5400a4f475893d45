//! A form of a pack: what it asks, in which languages, and what becomes of the answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use forms::{Form, NodeIx};
use model::Text;

/// A form of a pack.
#[derive(Debug, Clone)]
pub struct PackForm {
    /// Its name in the pack.
    pub id: String,
    /// What it is offered as, in the words of whoever needs it.
    pub title: Text,
    /// What happens when it is sent.
    pub summary: Text,
    /// The kind of record that it opens; none, where a person comes on record and nothing else.
    pub opens: Option<String>,
    /// Whether anybody may fill it in the portal.
    pub in_portal: bool,
    /// Whether it is about what may endanger whoever is seen to fill it.
    pub is_sensitive: bool,
    /// The form.
    pub form: Arc<Form>,
    /// The same as XML, as it is hashed and served.
    pub xml: Arc<String>,
    /// The field that each question fills: of the person, or of the record.
    pub fills: BTreeMap<NodeIx, String>,
}

impl PackForm {
    /// The place of a language in the form, by its code; the form's own where it does not speak it.
    pub fn language(&self, code: &str) -> usize {
        self.form.texts.place(code).unwrap_or(self.form.texts.default)
    }
}
