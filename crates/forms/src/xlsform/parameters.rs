//! `name=value` pairs, in whatever way they are separated.

use super::problem::{CellPlace, FormProblems};

/// Pairs in the order in which they stand. Names and values in lower case, but for what names a column of a file.
pub fn parameters(text: &str, at: &CellPlace, problems: &mut FormProblems) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let spaced = text.replace('=', " = ");
    let words: Vec<&str> = spaced.split([' ', '\t', '\n', ',', ';']).filter(|word| !word.is_empty()).collect();
    let (pairs, rest) = words.as_chunks::<3>();
    for [name, sign, value] in pairs {
        if *sign != "=" || *name == "=" || *value == "=" {
            problems.error(
                at,
                "parameters",
                format!("`{text}` are no parameters"),
                "Write them as name=value, with a space between them",
            );
            return Vec::new();
        }
        let name = name.to_lowercase();
        let value = if matches!(name.as_str(), "label" | "value") { (*value).to_owned() } else { value.to_lowercase() };
        super::row::set(&mut found, &name, value);
    }
    if !rest.is_empty() {
        problems.error(
            at,
            "parameters",
            format!("`{text}` are no parameters"),
            "Write them as name=value, with a space between them",
        );
    }
    found
}

/// Tells of every parameter that a type does not take.
pub fn accepted(found: &[(String, String)], accepted: &[&str], at: &CellPlace, problems: &mut FormProblems) {
    for (name, _) in found.iter().filter(|(name, _)| !accepted.contains(&name.as_str())) {
        let help = super::problem::near(name, accepted.iter().copied());
        let help = if help.is_empty() { format!("It takes {}", accepted.join(", ")) } else { help };
        problems.error(at, "parameters", format!("a question of this type takes no `{name}`"), help);
    }
}

/// What a parameter says.
pub fn said<'a>(found: &'a [(String, String)], name: &str) -> Option<&'a str> {
    found.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
