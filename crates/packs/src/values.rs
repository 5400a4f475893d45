//! A variant of a pack without an editor: the same files, with one more value of a dated parameter.
//!
//! The row is written where the parameter is written, before its first one, in the form of its list; the text around it
//! stays as it is. Whether the value is of the parameter's kind is for loading to say.

use yaml::{At, Map, NodeKind, Report};

use crate::source::{Source, quoted};

/// A value of a parameter from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewValue {
    /// The parameter.
    pub param: String,
    /// The value, as a pack spells it.
    pub value: String,
    /// In effect from this day.
    pub from: model::Date,
    /// Known from this day.
    pub decided: model::Date,
    /// The citation.
    pub law: String,
}

impl Source {
    /// The same pack with one more value; `None` where no file declares the parameter with a row.
    #[must_use]
    pub fn with_value(&self, new: &NewValue) -> Option<Self> {
        let (path, at) = self.files.iter().find_map(|(path, text)| Some((path, place(path, text, &new.param)?)))?;
        let mut varied = self.clone();
        let text = varied.files.get_mut(path)?;
        *text = written(text, at, &row(new))?;
        Some(varied)
    }
}

/// Where the first row of a parameter begins in a file.
fn place(path: &str, text: &str, param: &str) -> Option<At> {
    let folder = path.split_once('/').map(|(folder, _)| folder);
    let mut unread = Report::new(String::new());
    let root = yaml::read(text, &mut unread)?;
    let NodeKind::Map(map) = &root.kind else { return None };
    match folder {
        Some("params") => first_row(map, param),
        Some("measures") => match &map.get("params")?.kind {
            NodeKind::Map(params) => first_row(params, param),
            NodeKind::Scalar(_) | NodeKind::List(_) => None,
        },
        _ => None,
    }
}

fn first_row(params: &Map, param: &str) -> Option<At> {
    let values = match &params.get(param)?.kind {
        NodeKind::Map(long) => &long.get("values")?.kind,
        short => short,
    };
    match values {
        NodeKind::List(rows) => rows.first().map(|row| row.at),
        NodeKind::Scalar(_) | NodeKind::Map(_) => None,
    }
}

/// The text with a row before the one at a place: on a line of its own in a list of lines, else beside it.
fn written(text: &str, at: At, row: &str) -> Option<String> {
    let start = text.split_inclusive('\n').take(at.line.checked_sub(1)?).map(str::len).sum();
    let (before, rest) = text.split_at_checked(start)?;
    let line = rest.lines().next().unwrap_or_default();
    let column = line.char_indices().nth(at.column.checked_sub(1)?).map(|(place, _)| place)?;
    let (lead, tail) = rest.split_at_checked(column)?;
    let listed = lead.trim_start().starts_with('-') && lead.trim_start().trim_start_matches('-').trim().is_empty();
    Some(if listed { format!("{before}{lead}{row}\n{rest}") } else { format!("{before}{lead}{row}, {tail}") })
}

fn row(new: &NewValue) -> String {
    let NewValue { value, from, decided, law, .. } = new;
    format!("{{from: {from}, decided: {decided}, value: {}, law: {}}}", quoted(value), quoted(law))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rules::Clocks;
    use rules::expr::Literal;

    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source::new("p", BTreeMap::from([(path.to_owned(), text.to_owned())]))
    }

    fn new(value: &str) -> NewValue {
        let day = |text: &str| text.parse().unwrap();
        let (from, decided) = (day("2027-01-01"), day("2026-11-28"));
        NewValue { param: "cash.base".into(), value: value.into(), from, decided, law: "Order \"9\"".into() }
    }

    #[track_caller]
    fn check(path: &str, text: &str, expected: Option<&str>) {
        let varied = source(path, text).with_value(&new("70 BDT"));
        assert_eq!(varied.as_ref().map(|source| source.files[path].as_str()), expected);
    }

    const ROW: &str = r#"{from: 2027-01-01, decided: 2026-11-28, value: "70 BDT", law: "Order \"9\""}"#;

    #[test]
    fn a_row_is_written_in_the_form_of_its_list() {
        let long =
            "other: [[2020-01-01, 1]]\ncash.base:\n  type: money\n  values:\n  - {from: 2020-04-01, value: 50 BDT}\n";
        let expected = long.replace("  - {from: 2020", &format!("  - {ROW}\n  - {{from: 2020"));
        check("params/a.yaml", long, Some(&expected));
        let short = "cash.base: [[2020-04-01, 50 BDT], [2021-01-01, 60 BDT]]\n";
        check("params/a.yaml", short, Some(&short.replacen("[[", &format!("[{ROW}, ["), 1)));
        let measure = "measure: m\nparams:\n  cash.base:\n  - [2020-04-01, 50 BDT]\n";
        check("measures/m.yaml", measure, Some(&measure.replace("  - [", &format!("  - {ROW}\n  - ["))));
    }

    #[test]
    fn what_no_file_declares_is_not_written_anywhere() {
        check("params/a.yaml", "cash.child: [[2020-04-01, 50 BDT]]\n", None);
        check("tests/a.yaml", "cash.base: [[2020-04-01, 50 BDT]]\n", None);
        check("params/a.yaml", "cash.base: 50\n", None);
    }

    /// The value that a shipped pack has from the new day on is the new one, and before that day the old one.
    #[test]
    fn a_shipped_pack_with_another_value_loads_and_has_it_from_its_day() {
        let source = Source::shipped("bangladesh-returnee-cash").unwrap();
        let varied = source.with_value(&new("70 BDT")).unwrap();
        let packs = crate::load(&[varied], &crate::LoadOptions::default()).unwrap();
        let param = &packs.packs[0].measures[0].params["cash.base"];
        let value = |on: &str| param.value(Clocks::on(on.parse().unwrap())).cloned();
        assert_eq!(value("2027-01-01"), "70 BDT".parse().ok().map(Literal::Money));
        assert_eq!(value("2026-12-31"), "65 BDT".parse().ok().map(Literal::Money));
        let wrong = source.with_value(&new("many")).unwrap();
        assert!(crate::load(&[wrong], &crate::LoadOptions::default()).is_err());
    }
}
