//! By what a list of records is narrowed: what a facet of the kind says. One thing at a time; what is no facet, or no value of
//! one, is no list.

use instance::desk::Among;
use model::{Field, FieldKey, FieldType, Kind};

use crate::gate::Failure;
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
    /// The facets of a kind, with the address of the list that is not narrowed; nothing where it has none.
    pub(super) fn of(kind: &Kind, all: &str, among: &Among, labels: &Labels<'_>) -> Option<Self> {
        let tab = |field: &Field, (value, title): (String, Html)| NarrowTab {
            address: format!("{all}&says={}:{value}", field.name),
            title,
            here: *among == Among::Saying(FieldKey::of(&field.name), value),
        };
        let group = |field: &Field| {
            let tabs = choices(field, labels).into_iter().map(|choice| tab(field, choice)).collect();
            (labels.field(&field.name), tabs)
        };
        let groups: Vec<(Html, Vec<NarrowTab>)> = kind.facets().map(group).collect();
        let narrowed = matches!(among, Among::Saying(..));
        (!groups.is_empty()).then(|| Self { groups, clear: narrowed.then(|| all.to_owned()) })
    }
}

/// What the address asks for: `FIELD:VALUE`.
pub(super) fn saying(kind: &Kind, asked: &str, labels: &Labels<'_>) -> Result<Among, Failure> {
    let (name, value) = asked.split_once(':').ok_or(Failure::NotFound)?;
    let field = kind.facets().find(|field| field.name == name).ok_or(Failure::NotFound)?;
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
