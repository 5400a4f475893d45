//! What is wrong with a file: a stable code, a place in it, a sentence, and what would help.
//!
//! A file is checked to its end, so that its author sees every problem at once. Nothing here quotes more of a
//! file than the word that offends.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

/// A place in a text; both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct At {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl At {
    /// The first character of a file.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// Whether a problem keeps a pack from loading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The pack is refused.
    Error,
    /// The pack loads; somebody should look.
    Warning,
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Stable name of the kind of problem: `unknown-name`. Never used for another kind.
    pub code: &'static str,
    /// `PACK/PATH/IN/PACK`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what was expected.
    pub message: String,
    /// What to do, where that can be told.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Adds what to do.
    pub fn help(&mut self, text: impl Into<String>) {
        self.help = Some(text.into());
    }

    /// Offers the nearest of the names that exist, where one is near.
    pub fn did_you_mean<'a>(&mut self, name: &str, known: impl Iterator<Item = &'a str>) {
        if let Some(near) = model::nearest(name, known) {
            self.help(format!("did you mean `{near}`?"));
        }
    }
}

/// How a name is reported that nothing bears.
pub fn no_such(what: &str, name: &str) -> String {
    format!("there is no {what} `{name}`")
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Self { code, file, line, column, message, help, .. } = self;
        write!(f, "{file}:{line}:{column}: {severity}[{code}]: {message}")?;
        help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

/// Everything that keeps packs from loading, in order of file and place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(transparent)]
pub struct Problems(pub Vec<Diagnostic>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = self.0.iter();
        lines.next().map_or(Ok(()), |first| write!(f, "{first}"))?;
        lines.try_for_each(|line| write!(f, "\n{line}"))
    }
}

/// Gathers the problems of one file while it is read.
#[derive(Debug, Clone)]
pub struct Report {
    file: String,
    found: Vec<Diagnostic>,
    /// What others would say of names whose declaration was refused here.
    echoes: BTreeSet<String>,
    /// Scalars that a comma or a colon ended before their author did.
    cut: BTreeSet<At>,
}

impl Report {
    /// A report on a file, under the name by which its author knows it.
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), found: Vec::new(), echoes: BTreeSet::new(), cut: BTreeSet::new() }
    }

    /// Notes an error; what is returned takes help.
    pub fn error(&mut self, at: At, code: &'static str, message: impl Into<String>) -> &mut Diagnostic {
        self.note(Severity::Error, at, code, message.into())
    }

    /// Notes a warning; what is returned takes help.
    pub fn warn(&mut self, at: At, code: &'static str, message: impl Into<String>) -> &mut Diagnostic {
        self.note(Severity::Warning, at, code, message.into())
    }

    /// Notes that something is declared here under a name, and was refused: whoever names it is not at fault.
    pub fn refused(&mut self, what: &str, name: &str) {
        self.echoes.insert(no_such(what, name));
    }

    /// Whether anything was noted for which the file is refused.
    pub fn is_refused(&self) -> bool {
        self.found.iter().any(|found| found.severity == Severity::Error)
    }

    /// What would be said of the names that were refused here, and echoes problems that are noted already.
    pub fn take_echoes(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.echoes)
    }

    /// Notes that the text at a place was cut short, so that nobody complains of its end.
    pub(crate) fn cut_short(&mut self, at: At) {
        self.cut.insert(at);
    }

    /// Whether the text that begins there was cut short, which is noted already.
    pub fn is_cut_short(&self, at: At) -> bool {
        self.cut.contains(&at)
    }

    /// What was found, in the order of the places.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|found| (found.line, found.column));
        self.found
    }

    fn note(&mut self, severity: Severity, at: At, code: &'static str, message: String) -> &mut Diagnostic {
        let At { line, column } = at;
        let file = self.file.clone();
        self.found.push_mut(Diagnostic { severity, code, file, line, column, message, help: None })
    }
}
