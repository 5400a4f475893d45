//! By what a list of records is narrowed: what a facet of the kind says. One thing at a time; what is no facet, or no value of
//! one, is no list.

use instance::desk::{Among, facets};
use model::{Field, FieldKey, FieldType, Kind};

use super::list_path;
use crate::gate::{Failure, Frame};
use crate::labels::Labels;
use crate::say::Html;

/// The ways to narrow a list.
pub struct RecordsNarrow {
    /// Fields in words, each with what it can say.
    pub groups: Vec<(Html, Vec<NarrowTab>)>,
    /// Address of the whole list, where it is narrowed.
    pub clear: Option<String>,
}

/// Something that a field can say.
pub struct NarrowTab {
    /// Address of the list of those that say it.
    pub address: String,
    /// In words.
    pub title: Html,
    /// Whether it is what is shown.
    pub here: bool,
}

impl RecordsNarrow {
    /// The facets of a kind; nothing where it has none.
    pub(super) fn of(kind: &Kind, closed: bool, among: &Among, frame: &Frame, labels: &Labels<'_>) -> Option<Self> {
        let all = format!("{}{}", list_path(frame, &kind.name), if closed { "&closed=1" } else { "" });
        let tab = |field: &Field, (value, title): (String, Html)| NarrowTab {
            address: format!("{all}&says={}:{value}", field.name),
            title,
            here: *among == Among::Saying(FieldKey::of(&field.name), value),
        };
        let group = |field: &Field| {
            let tabs = choices(field, labels).into_iter().map(|choice| tab(field, choice)).collect();
            (labels.field(&field.name), tabs)
        };
        let groups: Vec<(Html, Vec<NarrowTab>)> = facets(kind).map(group).collect();
        let narrowed = matches!(among, Among::Saying(..));
        (!groups.is_empty()).then(|| Self { groups, clear: narrowed.then(|| all.clone()) })
    }
}

/// What the address asks for: `FIELD:VALUE`.
pub(super) fn saying(kind: &Kind, asked: &str, labels: &Labels<'_>) -> Result<Among, Failure> {
    let (name, value) = asked.split_once(':').ok_or(Failure::NotFound)?;
    let field = facets(kind).find(|field| field.name == name).ok_or(Failure::NotFound)?;
    let is_one = choices(field, labels).iter().any(|(known, _)| known == value);
    if is_one { Ok(Among::Saying(FieldKey::of(name), value.to_owned())) } else { Err(Failure::NotFound) }
}

/// What a field can say, with its words.
fn choices(field: &Field, labels: &Labels<'_>) -> Vec<(String, Html)> {
    let word = |key: &str| Html::escaped(&labels.say.t(key));
    match field.ty {
        FieldType::Bool => vec![("true".to_owned(), word("yes")), ("false".to_owned(), word("no"))],
        FieldType::Code(list) | FieldType::CodeSet(list) => {
            let codes = labels.schema.list(list).map(model::CodeList::listed).into_iter().flatten();
            codes.map(|code| (code.code.clone(), labels.code(&field.name, &code.code))).collect()
        }
        _ => vec![],
    }
}
