//! The names that fields had before (`was`), under whose keys old facts carry them.
//!
//! Read once all fields are known. Refused is a name that is, or was, another field's: nobody could tell any more of
//! which of the two an old fact speaks. So is a name under another pack's prefix, for its facts are not this pack's.

use model::{FieldId, Schema};
use rules::read::names::is_word;
use yaml::{Report, Scalar};

use super::fields::DeclaredField;
use super::files::SourceFiles;

pub(super) fn read(files: &mut [SourceFiles], schema: &mut Schema, declared: &[DeclaredField]) {
    for field in declared {
        let Some(report) = field.spot.report(files) else { continue };
        field.was.iter().for_each(|name| add(name, field, schema, report));
    }
}

fn add(name: &Scalar, field: &DeclaredField, schema: &mut Schema, report: &mut Report) {
    let (at, name) = (name.at, name.text.as_str());
    // The core pack may have taken over a field of any other.
    let core = field.spot.pack == 0;
    if !name.split('.').all(is_word) || !(core || name.contains('.')) {
        let message = format!("expected the whole name that the field had, as `prefix.name`, found `{name}`");
        report.error(at, "name", message);
    } else if schema.field(name).is_some() {
        report.error(at, "former-name", format!("`{name}` is the name of a field today"));
    } else if !core && is_anothers(name, field.id, schema) {
        report.error(at, "prefix", format!("`{name}` stands under the words of another pack"));
    } else if schema.add_former(field.id, name).is_none() {
        report.error(at, "former-name", format!("a field was called `{name}` already"));
    }
}

/// Whether another pack's fields stand under the first word of a name.
fn is_anothers(name: &str, field: FieldId, schema: &Schema) -> bool {
    let pack = schema.get(field).map(|field| &field.pack);
    let first = name.split('.').next();
    schema.fields().iter().any(|other| Some(&other.pack) != pack && other.name.split('.').next() == first)
}
