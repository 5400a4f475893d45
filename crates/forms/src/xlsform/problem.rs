//! What is wrong in a sheet, and what to write instead.

use std::rc::Rc;

use serde::Serialize;
use sheets::BookSheet;

/// A problem with its cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FormProblem {
    /// The sheet.
    pub sheet: String,
    /// The cell: `F14`; empty where the sheet as a whole is meant.
    pub cell: String,
    /// What its column is called.
    pub column: String,
    /// In a word.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to write instead; empty where the message says it.
    pub help: String,
    /// How bad it is.
    pub severity: ProblemSeverity,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ProblemSeverity {
    /// No form comes out.
    Error,
    /// A form comes out, and should be looked at.
    Warning,
}

impl std::fmt::Display for FormProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { sheet, cell, column, message, help, .. } = self;
        f.write_str(if self.severity == ProblemSeverity::Warning { "warning: " } else { "" })?;
        f.write_str(sheet)?;
        if !cell.is_empty() {
            write!(f, "!{cell}")?;
        }
        if !column.is_empty() {
            write!(f, " ({column})")?;
        }
        write!(f, ": {message}")?;
        if help.is_empty() { Ok(()) } else { write!(f, ". {help}") }
    }
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellPlace {
    pub sheet: String,
    pub cell: String,
    pub column: String,
}

/// The row of a sheet, with all columns it could have filled: by what they are, where, and what they are called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowColumns {
    pub sheet: String,
    pub number: usize,
    pub columns: Rc<Vec<(String, usize, String)>>,
}

impl RowColumns {
    /// The cell of a column, filled or not.
    pub fn cell(&self, tokens: &str) -> Option<CellPlace> {
        let (_, column, name) = self.columns.iter().find(|(known, ..)| known == tokens)?;
        let cell = BookSheet::address(self.number.saturating_sub(1), *column);
        Some(CellPlace { sheet: self.sheet.clone(), cell, column: name.clone() })
    }
}

/// All problems of a sheet so far.
#[derive(Debug, Default)]
pub struct FormProblems(pub Vec<FormProblem>);

impl FormProblems {
    pub fn error(&mut self, at: &CellPlace, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        self.put(at, code, message.into(), help.into(), ProblemSeverity::Error);
    }

    pub fn warn(&mut self, at: &CellPlace, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        self.put(at, code, message.into(), help.into(), ProblemSeverity::Warning);
    }

    fn put(&mut self, at: &CellPlace, code: &'static str, message: String, help: String, severity: ProblemSeverity) {
        let CellPlace { sheet, cell, column } = at.clone();
        let problem = FormProblem { sheet, cell, column, code, message, help, severity };
        if !self.0.contains(&problem) {
            self.0.push(problem);
        }
    }

    pub fn any_error(&self) -> bool {
        self.0.iter().any(|problem| problem.severity == ProblemSeverity::Error)
    }
}

/// `Did you mean ...?`, where something known is near: two edits at most.
pub fn near<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let edits = known.map(|known| (strsim::levenshtein(&known.to_lowercase(), &word.to_lowercase()), known));
    let found = edits.filter(|(edits, known)| *edits <= 2 && *edits < known.chars().count()).min();
    found.map(|(_, known)| format!("Did you mean `{known}`?")).unwrap_or_default()
}
