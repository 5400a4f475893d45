//! What a column is: its name, by whatever it is called, and of which language.

use std::collections::BTreeMap;

use super::book::FormSheet;
use super::problem::{FormProblems, near};

/// A column: `["label", "French (fr)"]`, `["bind", "relevant"]`, `["media", "image"]`.
pub type Tokens = Vec<String>;

/// The columns of a sheet by their place.
pub type Columns = BTreeMap<usize, Tokens>;

const SURVEY: &[(&str, &[&str])] = &[
    ("read_only", &["bind", "readonly"]),
    ("readonly", &["bind", "readonly"]),
    ("relevant", &["bind", "relevant"]),
    ("relevance", &["bind", "relevant"]),
    ("required", &["bind", "required"]),
    ("constraint", &["bind", "constraint"]),
    ("constraining_message", &["bind", "jr:constraintMsg"]),
    ("constraint_message", &["bind", "jr:constraintMsg"]),
    ("calculation", &["bind", "calculate"]),
    ("calculate", &["bind", "calculate"]),
    ("requiredmsg", &["bind", "jr:requiredMsg"]),
    ("required_message", &["bind", "jr:requiredMsg"]),
    ("noapperrorstring", &["bind", "jr:noAppErrorString"]),
    ("no_app_error_string", &["bind", "jr:noAppErrorString"]),
    ("save_to", &["bind", "entities:saveto"]),
    ("caption", &["label"]),
    ("command", &["type"]),
    ("tag", &["name"]),
    ("value", &["name"]),
    ("image", &["media", "image"]),
    ("big-image", &["media", "big-image"]),
    ("audio", &["media", "audio"]),
    ("video", &["media", "video"]),
    ("appearance", &["control", "appearance"]),
    ("count", &["control", "jr:count"]),
    ("repeat_count", &["control", "jr:count"]),
    ("jr:count", &["control", "jr:count"]),
    ("autoplay", &["control", "autoplay"]),
    ("rows", &["control", "rows"]),
    ("body", &["control"]),
    ("compact_tag", &["instance", "odk:tag"]),
];

const CHOICES: &[(&str, &[&str])] = &[
    ("caption", &["label"]),
    ("list_name", &["list_name"]),
    ("list name", &["list_name"]),
    ("value", &["name"]),
    ("image", &["media", "image"]),
    ("big-image", &["media", "big-image"]),
    ("audio", &["media", "audio"]),
    ("video", &["media", "video"]),
];

const SETTINGS: &[(&str, &[&str])] = &[
    ("form_title", &["title"]),
    ("set_form_title", &["title"]),
    ("form_id", &["id_string"]),
    ("set_form_id", &["id_string"]),
];

const ENTITIES: &[(&str, &[&str])] = &[("list_name", &["dataset"])];

const SURVEY_NAMES: &[&str] = &[
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "default",
    "bind",
    "control",
    "media",
    "instance",
    "parameters",
    "trigger",
    "choice_filter",
    "intent",
    "disabled",
    "sms_field",
    "sms_option",
    "query",
    "list_name",
    "choices",
    "itemset",
];
const CHOICE_NAMES: &[&str] = &["name", "label", "media", "sms_option"];
const SETTINGS_NAMES: &[&str] = &[
    "title",
    "id_string",
    "version",
    "style",
    "default_language",
    "instance_name",
    "allow_choice_duplicates",
    "clean_text_values",
    "submission_url",
    "auto_send",
    "auto_delete",
    "namespaces",
    "public_key",
    "instance_xmlns",
    "name",
    "omit_instanceID",
    "client_editable",
    "prefix",
    "delimiter",
    "instance_id",
    "add_none_option",
    "flat",
    "attribute",
    "sms_keyword",
    "sms_separator",
    "sms_allow_media",
    "sms_date_format",
    "sms_datetime_format",
    "sms_response",
];
const ENTITY_NAMES: &[&str] = &["dataset", "label", "entity_id", "create_if", "update_if", "repeat"];

/// What is known of a sheet's columns.
struct KnownColumns {
    aliases: &'static [(&'static str, &'static [&'static str])],
    names: &'static [&'static str],
}

fn known(sheet: &str) -> KnownColumns {
    match sheet {
        "survey" => KnownColumns { aliases: SURVEY, names: SURVEY_NAMES },
        "settings" => KnownColumns { aliases: SETTINGS, names: SETTINGS_NAMES },
        "entities" => KnownColumns { aliases: ENTITIES, names: ENTITY_NAMES },
        _ => KnownColumns { aliases: CHOICES, names: CHOICE_NAMES },
    }
}

/// The columns of a sheet. Two that are the same, whatever they are called, are an error; one that is not known is told
/// with what it may be (of choices, any further column is a property by which they are filtered).
pub fn columns(sheet: &FormSheet, kind: &str, problems: &mut FormProblems) -> Columns {
    let KnownColumns { aliases, names } = known(kind);
    let double = sheet.header.iter().any(|(_, name)| name.contains("::"));
    let mut found = Columns::new();
    for (column, name) in &sheet.header {
        let tokens = tokens(name, double, aliases, names);
        let at = sheet.place(1, *column);
        if let Some((other, _)) = found.iter().find(|(_, known)| **known == tokens) {
            let other = sheet.place(1, *other);
            problems.error(
                &at,
                "column-twice",
                format!("`{name}` and `{}` in {} are the same column", other.column, other.cell),
                "Keep one of them",
            );
            continue;
        }
        let first = tokens.first().map(String::as_str).unwrap_or_default();
        let is_known = names.contains(&first) || aliases.iter().any(|(_, to)| to.first() == Some(&first));
        if kind == "survey" && !is_known {
            let all = names.iter().chain(aliases.iter().map(|(alias, _)| alias)).copied();
            problems.warn(&at, "unknown-column", format!("nobody reads a column `{name}`"), near(first, all));
        } else if kind == "settings" && !is_known {
            let all = names.iter().chain(aliases.iter().map(|(alias, _)| alias)).copied();
            problems.warn(&at, "unknown-column", format!("`{name}` is no setting"), near(first, all));
        } else if kind == "entities" && !is_known {
            problems.error(
                &at,
                "unknown-column",
                format!("`{name}` is no column of entities"),
                "They are list_name, label, entity_id, create_if, update_if and repeat",
            );
        }
        if kind == "survey" && first.starts_with("sms_") {
            problems.warn(&at, "ignored-column", format!("`{name}` is for answers by SMS and does nothing here"), "");
        }
        found.insert(*column, tokens);
    }
    for (column, name) in &sheet.twice {
        problems.error(
            &sheet.place(1, *column),
            "column-twice",
            format!("there are two columns `{name}`"),
            "Keep one of them",
        );
    }
    found
}

fn tokens(header: &str, double: bool, aliases: &[(&str, &[&str])], names: &[&str]) -> Tokens {
    let alias = |name: &str| aliases.iter().find(|(alias, _)| *alias == name).map(|(_, to)| *to);
    let snake = |name: &str| name.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase();
    for name in [header.to_owned(), snake(header)] {
        if names.contains(&name.as_str()) && alias(&name).is_none() {
            return vec![name];
        }
    }
    let mut parts: Vec<String> = if double || header.contains("::") {
        header.split("::").map(|part| part.trim().to_owned()).collect()
    } else {
        header.split(':').map(|part| part.trim().to_owned()).collect()
    };
    if let Some(at) = parts.iter().position(|part| part == "jr")
        && at + 1 < parts.len()
    {
        let rest = parts.remove(at + 1);
        parts.get_mut(at).into_iter().for_each(|part| *part = format!("jr:{rest}"));
    }
    let first = snake(parts.first().map(String::as_str).unwrap_or_default());
    if let Some(to) = alias(&first) {
        return to.iter().map(|part| (*part).to_owned()).chain(parts.into_iter().skip(1)).collect();
    }
    if names.contains(&first.as_str()) {
        parts.first_mut().into_iter().for_each(|part| part.clone_from(&first));
    }
    parts
}
