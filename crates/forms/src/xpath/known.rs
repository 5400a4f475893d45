//! The functions there are: by name, with how many arguments, and who else knows them.

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// How many arguments at least.
    pub least: usize,
    /// How many at most; `None` for any number.
    pub most: Option<usize>,
    /// Whether Collect knows it as well.
    pub in_collect: bool,
}

const fn of(least: usize, most: usize) -> Known {
    Known { least, most: Some(most), in_collect: true }
}

/// `XPath` has it, and Collect does not.
const fn ours(least: usize, most: usize) -> Known {
    Known { least, most: Some(most), in_collect: false }
}

const fn many(least: usize) -> Known {
    Known { least, most: None, in_collect: true }
}

const FUNCTIONS: &[(&str, Known)] = &[
    ("abs", of(1, 1)),
    ("acos", of(1, 1)),
    ("area", many(1)),
    ("asin", of(1, 1)),
    ("atan", of(1, 1)),
    ("atan2", of(2, 2)),
    ("base64-decode", of(1, 1)),
    ("boolean", of(1, 1)),
    ("boolean-from-string", of(1, 1)),
    ("ceiling", ours(1, 1)),
    ("checklist", many(2)),
    ("coalesce", many(1)),
    ("concat", many(0)),
    ("contains", of(2, 2)),
    ("cos", of(1, 1)),
    ("count", of(1, 1)),
    ("count-non-empty", of(1, 1)),
    ("count-selected", of(1, 1)),
    ("current", of(0, 0)),
    ("date", of(1, 1)),
    ("date-time", of(1, 1)),
    ("decimal-date-time", of(1, 1)),
    ("decimal-time", of(1, 1)),
    ("depend", many(1)),
    ("digest", of(2, 3)),
    ("distance", many(1)),
    ("enclosed-area", many(1)),
    ("ends-with", of(2, 2)),
    ("exp", of(1, 1)),
    ("exp10", of(1, 1)),
    ("false", of(0, 0)),
    ("floor", ours(1, 1)),
    ("format-date", of(2, 2)),
    ("format-date-time", of(2, 2)),
    ("geofence", of(2, 2)),
    ("if", of(3, 3)),
    ("indexed-repeat", many(3)),
    ("instance", of(1, 1)),
    ("int", of(1, 1)),
    ("is-selected", of(2, 2)),
    ("join", many(1)),
    ("jr:choice-name", of(2, 2)),
    ("jr:itext", of(1, 1)),
    ("last", of(0, 0)),
    ("local-name", ours(0, 1)),
    ("log", of(1, 1)),
    ("log10", of(1, 1)),
    ("max", many(1)),
    ("min", many(1)),
    ("name", ours(0, 1)),
    ("normalize-space", of(0, 1)),
    ("not", of(1, 1)),
    ("now", of(0, 0)),
    ("number", of(0, 1)),
    ("once", of(1, 1)),
    ("pi", of(0, 0)),
    ("position", of(0, 1)),
    ("pow", of(2, 2)),
    ("property", of(1, 1)),
    ("pulldata", of(4, 4)),
    ("random", of(0, 0)),
    ("randomize", of(1, 2)),
    ("regex", of(2, 2)),
    ("round", of(1, 2)),
    ("selected", of(2, 2)),
    ("selected-at", of(2, 2)),
    ("sin", of(1, 1)),
    ("sqrt", of(1, 1)),
    ("starts-with", of(2, 2)),
    ("string", of(0, 1)),
    ("string-length", of(0, 1)),
    ("substr", of(2, 3)),
    ("substring", of(2, 3)),
    ("substring-after", of(2, 2)),
    ("substring-before", of(2, 2)),
    ("sum", of(1, 1)),
    ("tan", of(1, 1)),
    ("today", of(0, 0)),
    ("translate", of(3, 3)),
    ("true", of(0, 0)),
    ("uuid", of(0, 1)),
    ("version", of(0, 0)),
    ("weighted-checklist", many(4)),
];

/// Functions of a dialect that is not read, with whose it is.
const FOREIGN: &[(&str, &str)] = &[
    ("add-date", "the Community Health Toolkit"),
    ("difference-in-months", "the Community Health Toolkit"),
    ("difference-in-weeks", "the Community Health Toolkit"),
    ("parse-timestamp-to-date", "the Community Health Toolkit"),
    ("to-bikram-sambat", "the Community Health Toolkit"),
    ("z-score", "the Community Health Toolkit"),
    ("cht:extension-lib", "the Community Health Toolkit"),
    ("search", "Collect's appearance column"),
    ("extract-signed", "a key of JavaRosa's that is not held here"),
];

/// What is known of a function; else what to tell whoever wrote it.
pub fn known(name: &str) -> Result<Known, String> {
    let found = FUNCTIONS.binary_search_by(|(known, _)| known.cmp(&name)).ok().and_then(|at| FUNCTIONS.get(at));
    if let Some((_, known)) = found {
        return Ok(*known);
    }
    if let Some((_, whose)) = FOREIGN.iter().find(|(foreign, _)| *foreign == name) {
        return Err(format!("`{name}` is a function of {whose} and not of ODK"));
    }
    let near =
        known_names().map(|known| (strsim::levenshtein(known, name), known)).filter(|(edits, _)| *edits <= 2).min();
    Err(near.map_or_else(
        || format!("unknown function \"{name}\""),
        |(_, near)| format!("unknown function \"{name}\". Did you mean \"{near}\"?"),
    ))
}

/// The names of all functions.
pub fn known_names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|(name, _)| *name)
}
