//! Names that packs give, and the few things that manifests and measures write alike.

use model::Text;
use yaml::{Node, Report, scalars};

/// Whether a text is one part of a field's name.
pub fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Lower case, digits, hyphens.
pub fn slug(node: &Node, report: &mut Report) -> Option<String> {
    let text = scalars::string(node, "a name", report)?;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(fits) && text.len() <= 60 {
        return Some(text);
    }
    report.error(node.at, "name", format!("expected lower-case letters, digits and hyphens, found `{text}`"));
    None
}

/// A label from a name: `under_review` reads "under review".
pub fn spoken(name: &str) -> Text {
    Text::english(name.replace(['_', '-'], " "))
}

/// Objectives of the Global Compact for Migration.
pub fn gcm(node: &Node, report: &mut Report) -> Vec<u8> {
    let mut objectives = Vec::new();
    for scalar in scalars::scalars(node, "a list of objectives", report) {
        if let Ok(objective @ 1..=23) = scalar.text.parse() {
            objectives.push(objective);
        } else {
            let message = format!("expected an objective from 1 to 23, found `{}`", scalar.text);
            report.error(scalar.at, "gcm", message);
        }
    }
    objectives
}
