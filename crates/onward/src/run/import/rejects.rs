//! Rows handed back: a file beside the one imported, one line a row, with the cells at fault, why, and what to do,
//! then the row as it came. It holds what the sender sent, so only its owner may read it.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::fail::{Fail, Outcome};
use crate::out;

const HEAD: [&str; 4] = ["row", "cell", "reason", "what to do"];

/// Why one row was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub cell: String,
    pub reason: String,
    pub help: String,
}

/// The rows handed back so far.
pub struct Rejects {
    file: PathBuf,
    header: Vec<String>,
    lines: Vec<Vec<String>>,
}

impl Rejects {
    pub fn new(imported: &Path) -> Self {
        let mut file = imported.as_os_str().to_owned();
        file.push(".rejects.csv");
        Self { file: file.into(), header: vec![], lines: vec![] }
    }

    /// The names of the columns of the file.
    pub fn header(&mut self, cells: &[sheets::SheetCell]) {
        self.header = cells.iter().map(|cell| cell.text.clone()).collect();
    }

    pub fn push(&mut self, row: &sheets::SheetRow, faults: &[Fault]) {
        let joined = |part: fn(&Fault) -> &String| {
            let mut parts: Vec<&str> = faults.iter().map(|fault| part(fault).as_str()).collect();
            parts.dedup();
            parts.join("; ")
        };
        let mut line = vec![row.number.to_string(), joined(|f| &f.cell), joined(|f| &f.reason), joined(|f| &f.help)];
        line.extend(row.cells.iter().map(|cell| cell.text.clone()));
        self.lines.push(line);
    }

    /// Says where and why on standard error, without what the rows hold; for a dry run.
    pub fn say(&self) -> Option<String> {
        for line in &self.lines {
            out::say(format!("row {}", line.get(..HEAD.len()).unwrap_or_default().join(": ")));
        }
        None
    }

    /// Writes the file, where any row was handed back, and names it.
    pub fn finish(self) -> Outcome<Option<String>> {
        if self.lines.is_empty() {
            return Ok(None);
        }
        let named = |error: &dyn std::fmt::Display| Fail::wrong(format!("`{}`: {error}", self.file.display()));
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&self.file);
        let file = file.map_err(|error| named(&error))?;
        let head: Vec<String> = HEAD.iter().map(|name| (*name).to_owned()).chain(self.header.clone()).collect();
        sheets::write_csv(file, std::iter::once(&head).chain(&self.lines)).map_err(|error| named(&error))?;
        Ok(Some(self.file.display().to_string()))
    }
}
