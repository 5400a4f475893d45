//! Questions whose answers are chosen.

use super::choices::ChoiceList;
use super::parameters::said;
use super::problem::{CellPlace, FormProblems, near};

/// A type such as `select_one yes_no or_other`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Select {
    /// The name of the type that it is.
    pub kind: &'static str,
    pub list: String,
    pub from_file: bool,
    pub or_other: bool,
}

const COMMANDS: &[(&str, &str, bool)] = &[
    ("add select one prompt using", "select one", false),
    ("add select multiple prompt using", "select all that apply", false),
    ("select all that apply from", "select all that apply", false),
    ("select one from file", "select one", true),
    ("select multiple from file", "select all that apply", true),
    ("select_one_from_file", "select one", true),
    ("select_multiple_from_file", "select all that apply", true),
    ("select_one_external", "select one external", false),
    ("select one from", "select one", false),
    ("select1", "select one", false),
    ("select_one", "select one", false),
    ("select one", "select one", false),
    ("select_multiple", "select all that apply", false),
    ("select all that apply", "select all that apply", false),
    ("rank", "rank", false),
];

/// What of a file a list is read.
const ENDINGS: [&str; 3] = [".xml", ".csv", ".geojson"];

/// The name of a file without its ending, and its ending.
pub fn split_ending(name: &str) -> (&str, &str) {
    name.rfind('.').filter(|at| *at > 0).map_or((name, ""), |at| name.split_at(at))
}

/// Whether a list is a file.
pub fn is_file(list: &str) -> bool {
    ENDINGS.contains(&split_ending(list).1)
}

/// Reads a type of this kind.
pub fn select_of(kind: &str) -> Option<Select> {
    COMMANDS.iter().find_map(|(command, kind_of, from_file)| {
        let rest = kind.strip_prefix(command)?.strip_prefix(' ')?;
        let (list, more) = rest.split_once(' ').unwrap_or((rest, ""));
        let or_other = matches!(more, "or specify other" | "or_other" | "or other");
        let fits = !list.is_empty() && (more.is_empty() || or_other);
        fits.then(|| Select { kind: kind_of, list: list.to_owned(), from_file: *from_file, or_other })
    })
}

/// What of a range does not fit together.
pub fn check_range(pairs: &[(String, String)], lists: &[ChoiceList], at: &CellPlace, problems: &mut FormProblems) {
    let number = |name: &str| {
        said(pairs, name)
            .map(|value| value.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or(value.to_owned()))
    };
    let mut known = Vec::new();
    for name in ["start", "end", "step", "tick_interval", "placeholder"] {
        match number(name) {
            Some(Err(value)) => {
                problems.error(at, "parameters", format!("`{name}` takes a number, and `{value}` is none"), "");
            }
            Some(Ok(value)) => known.push((name, value)),
            None => {}
        }
    }
    let of = |name: &str| known.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let (Some(start), Some(end), Some(step)) = (of("start"), of("end"), of("step")) else { return };
    let width = (end - start).abs();
    for name in ["step", "tick_interval"] {
        if let Some(value) = of(name).filter(|value| *value == 0.0 || *value > width) {
            problems.error(at, "parameters", format!("`{name}` of {value} does not fit between {start} and {end}"), "");
        }
    }
    let on_a_step = |value: f64, by: f64| by == 0.0 || ((value / by) - (value / by).round()).abs() < 1e-9;
    if of("tick_interval").is_some_and(|ticks| !on_a_step(ticks, step)) {
        problems.error(at, "parameters", "`tick_interval` is no multiple of `step`", "");
    }
    if let Some(value) = of("placeholder")
        .filter(|value| !on_a_step(value - start, step) || *value < start.min(end) || *value > start.max(end))
    {
        problems.error(at, "parameters", format!("`placeholder` of {value} is not among the steps"), "");
    }
    if let Some(list) = said(pairs, "tick_labelset") {
        match lists.iter().find(|known| known.name == list) {
            None => problems.error(
                at,
                "unknown-list",
                format!("there is no list `{list}` on the sheet `choices`"),
                near(list, lists.iter().map(|list| list.name.as_str())),
            ),
            Some(list) => list
                .choices
                .iter()
                .filter(|choice| {
                    !choice.name.parse::<f64>().is_ok_and(|value| {
                        on_a_step(value - start, step) && value >= start.min(end) && value <= start.max(end)
                    })
                })
                .for_each(|choice| {
                    problems.error(
                        &choice.place,
                        "choice-name",
                        format!("`{}` is not among the steps of the range in {}", choice.name, at.cell),
                        "",
                    );
                }),
        }
    }
}
