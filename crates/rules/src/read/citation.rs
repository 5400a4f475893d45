//! Citations: a plain text cites; a mapping says besides who compared it with the law, and when.

use yaml::{Map, Node, NodeKind, Report, scalars};

use crate::measure::Law;

/// No citation.
pub(super) fn none() -> Law {
    Law { cite: String::new(), checked: None }
}

/// What is cited where somebody made a thing up, so that it can be tried.
pub const ILLUSTRATIVE: &str = "illustrative";
/// The citation of the condition above, said again.
pub const AS_ABOVE: &str = "as above";

/// How a citation begins that is no law: somebody says there that something is done, or should be.
const REPORTS: [&str; 8] = [
    "as reported ",
    "as recommended ",
    "as proposed ",
    "as asked for ",
    "model rule after ",
    "IOM, International Dialogue on Migration",
    "IDM30",
    "to be cited",
];

impl Law {
    /// Whether it is the word of somebody who tells of a practice, and no law.
    pub fn is_report(&self) -> bool {
        REPORTS.iter().any(|start| self.cite.starts_with(start))
    }

    /// What a condition cites that says nothing: the law above it. What only a report stands for is not said to be in
    /// the report: it reads as made up until its author says otherwise (`law: as above`).
    #[must_use]
    pub fn carried_on(&self) -> Self {
        if self.is_report() { Self { cite: ILLUSTRATIVE.into(), checked: None } } else { self.clone() }
    }
}

/// `law: text`, or `law: {cite, checked_by, checked_on}`.
pub fn law(node: &Node, report: &mut Report) -> Option<Law> {
    match &node.kind {
        NodeKind::Scalar(scalar) => Some(Law { cite: scalar.text.clone(), checked: None }),
        NodeKind::Map(map) => {
            map.only(&["cite", "checked_by", "checked_on"], report);
            let cite = scalars::string(map.require("cite", report)?, "a citation", report)?;
            Some(Law { cite, checked: checked(map, report) })
        }
        NodeKind::List(_) => {
            report.error(node.at, "wrong-shape", "expected a citation, found a list");
            None
        }
    }
}

/// `law`, `checked_by` and `checked_on` of a row; `above` where it has none of its own.
pub(super) fn of_row(map: &Map, above: &Law, report: &mut Report) -> Law {
    let own = map.get("law").and_then(|node| law(node, report));
    let mut found = own.unwrap_or_else(|| above.clone());
    if let Some(checked) = checked(map, report) {
        found.checked = Some(checked);
    }
    found
}

/// Who and when; one without the other is refused, for a check nobody can be asked about is none.
fn checked(map: &Map, report: &mut Report) -> Option<(String, model::Date)> {
    let by = map.get("checked_by");
    let on = map.get("checked_on");
    match (by, on) {
        (Some(by), Some(on)) => Some((scalars::string(by, "a name", report)?, scalars::date(on, report)?)),
        (Some(one), None) | (None, Some(one)) => {
            report.error(one.at, "checked", "`checked_by` and `checked_on` stand together");
            None
        }
        (None, None) => None,
    }
}
