//! Why a file is not a table, in words that say what to do. No text of a cell is ever repeated: where a file has no
//! header, its first row is somebody's name. One exception: who is asked in which code page a text was written is shown
//! one word of it in each, for nothing else tells them apart.

use crate::kind::Foreign;

/// Why a sheet cannot be read, or not further.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Read(#[from] std::io::Error),
    /// It holds more bytes than are taken.
    #[error("the file is larger than {limit} bytes; split it")]
    TooLarge {
        /// Bytes that are taken at most.
        limit: u64,
    },
    /// It is something else than a table.
    #[error("{0}")]
    NotATable(Foreign),
    /// The workbook is damaged.
    #[error("the workbook is damaged; open it in a spreadsheet and save it anew as .xlsx")]
    Damaged,
    /// A cell holds an error that is not known.
    #[error("a cell of the workbook holds an error of the spreadsheet; correct the formula or write the value")]
    UnknownError,
    /// A program wrote two cells into one place; a spreadsheet would show one of them, and one person fewer.
    #[error(
        "cell `{address}` or another of its row stands twice in the workbook; save the register as CSV where it comes from"
    )]
    RepeatedCell {
        /// Where, or the first cell of the row.
        address: String,
    },
    /// The workbook unpacks to more than is taken.
    #[error("the workbook unpacks to more than {limit} bytes; split it or save it as CSV")]
    Unpacked {
        /// Bytes that are unpacked at most.
        limit: u64,
    },
    /// What was said of the file does not go with what it is.
    #[error("{0}")]
    Choice(#[from] ChoiceError),
    /// Bytes that are no characters, or none of a text.
    #[error("{0}")]
    Characters(#[from] CharacterError),
    /// There is no row at all.
    #[error("the sheet is empty")]
    Empty,
    /// A row takes more bytes than are taken.
    #[error("row {row} is longer than {limit} bytes; shorten it, or look for a quotation mark that is not closed")]
    LongRow {
        /// Its number.
        row: u64,
        /// Bytes of a row that are taken at most.
        limit: usize,
    },
    /// A row has more cells than are taken.
    #[error("row {row} has more than {limit} columns")]
    WideRow {
        /// Its number.
        row: u64,
        /// Columns that are taken at most.
        limit: usize,
    },
    /// Quotation marks that do not tell where a cell ends.
    #[error("{0}")]
    Quotes(#[from] QuoteError),
    /// A title or a note stands where the names of the columns are looked for.
    #[error(
        "row {row} reads like a title and not like names of columns; delete what stands above the table, or say \
         `--header-row {likely}` if that row names the columns (`--header-row {row}` if this one does)"
    )]
    Title {
        /// Its number.
        row: u64,
        /// The row that probably names the columns.
        likely: u64,
    },
    /// A column has no name, though others to its right have.
    #[error("the column at `{address}` has no name; name it or delete it")]
    Unnamed {
        /// Where the name is missing.
        address: String,
    },
    /// Two columns have one name.
    #[error("the column at `{address}` has the same name as the one at `{first}`{}; rename one", unseen(*.alike))]
    Duplicate {
        /// The second.
        address: String,
        /// The first.
        first: String,
        /// Whether they differ after all, by what nobody sees or by capitals.
        alike: bool,
    },
    /// Cells of the table are one; only the first of them holds what stands there.
    #[error("cells `{range}` are merged; unmerge them and write in every cell what holds for its row")]
    Merged {
        /// From the first to the last.
        range: String,
    },
    /// A formula of whose result the file holds nothing.
    #[error("cell `{address}` holds a formula that was never computed; open the file in a spreadsheet and save it")]
    NotComputed {
        /// The first such cell.
        address: String,
    },
}

fn unseen(alike: bool) -> &'static str {
    if alike { " but for capitals or for what cannot be seen, such as a no-break or zero-width space" } else { "" }
}

/// What was said of a file, or has to be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// Several code pages make words of the bytes, or none does.
    #[error(
        "the bytes of the text do not tell for certain how it was written; save it as `CSV UTF-8`, or say \
         {}", .readings.iter().map(PageReading::offered).collect::<Vec<_>>().join(", ")
    )]
    AskEncoding {
        /// How the first word that tells them apart reads in each.
        readings: Vec<PageReading>,
    },
    /// No encoding is called so.
    #[error("no encoding is called that; say `--encoding utf-8`, `windows-1252`, `windows-1256`, `gb18030`, ...")]
    NoSuchEncoding,
    /// The file is evidently written otherwise than was said.
    #[error("the bytes are those of {found}, not of {said}; leave `--encoding` out, or say `--encoding {found}`")]
    OtherEncoding {
        /// What it is.
        found: &'static str,
        /// What was said.
        said: &'static str,
    },
    /// Two characters separate the cells equally well.
    #[error(
        "cells may be separated by {} or by {}; say `--separator` and which", named(*.one), named(*.other)
    )]
    AskSeparator {
        /// One.
        one: char,
        /// The other.
        other: char,
    },
    /// Most rows have one cell, and something that may separate cells stands in some.
    #[error(
        "most rows are one cell, but {} stands in some; say `--separator` with it if it separates cells, or with a sign that \
         stands nowhere, such as `^`, if there is one column", named(*.sign)
    )]
    AskOneColumn {
        /// What may separate cells.
        sign: char,
    },
    /// A character that cannot separate cells.
    #[error("that cannot separate cells; say `--separator` with one of `,` `;` `|` `tab` or another sign of ASCII")]
    NoSeparator,
    /// Of a text a sheet was named, of a workbook a separator or an encoding.
    #[error("`{option}` is of {other}, and this is {this}; leave it out")]
    NotOfThis {
        /// What was said.
        option: &'static str,
        /// What it can be said of.
        other: &'static str,
        /// What the file is.
        this: &'static str,
    },
    /// Several sheets could be meant.
    #[error("the workbook has several sheets; say which with `--sheet`: {}", quoted(.sheets))]
    AskSheet {
        /// Those that are not hidden and hold a table.
        sheets: Vec<String>,
    },
    /// There is no such sheet in the workbook, or none at all.
    #[error("the workbook has no such sheet; it has {}", quoted(.sheets))]
    NoSuchSheet {
        /// Those it has.
        sheets: Vec<String>,
    },
    /// Nothing stands on any sheet that is not hidden.
    #[error("no sheet that is shown holds anything; a hidden one is read where `--sheet` names it: {}", quoted(.hidden))]
    OnlyHidden {
        /// Those that are hidden.
        hidden: Vec<String>,
    },
    /// Nothing stands in the row that was said to name the columns.
    #[error("nothing stands in row {row}, which is to name the columns; correct `--header-row`")]
    NoHeaderRow {
        /// Its number.
        row: u64,
    },
}

/// How a word reads in a code page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageReading {
    /// Name of the encoding, as `--encoding` takes it.
    pub encoding: &'static str,
    /// The word.
    pub sample: String,
}

impl PageReading {
    fn offered(&self) -> String {
        format!("`--encoding {}` if `{}` is right", self.encoding.to_lowercase(), self.sample)
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn named(separator: char) -> String {
    if separator == '\t' { "a tab".to_owned() } else { format!("`{separator}`") }
}

/// Bytes that are no characters of a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CharacterError {
    /// They mean nothing in the encoding.
    #[error(
        "line {line} holds bytes that are no character in {encoding}; say another `--encoding`, or save as `CSV UTF-8`"
    )]
    Undecodable {
        /// Number of the line of text, from 1.
        line: u64,
        /// How the text is read.
        encoding: &'static str,
    },
    /// A byte that stands in no text.
    #[error("line {line} holds a NUL byte, which is in no text; write the file anew with the program it is from")]
    Nul {
        /// Number of the line of text, from 1.
        line: u64,
    },
    /// The text is of two bytes a character, and one is missing.
    #[error(
        "the text is UTF-16 and ends within a character; it was cut off: fetch it again, or save it as `CSV UTF-8`"
    )]
    Odd,
}

/// Quotation marks that do not tell where a cell ends. Lines are those of the text, as an editor counts them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuoteError {
    /// A mark is opened and the text ends.
    #[error("the quotation mark opened in line {line} is never closed; close it, or take it out")]
    NotClosed {
        /// Where it was opened.
        line: u64,
    },
    /// Text between the closing mark and the end of the cell.
    #[error(
        "in line {line} text follows the quotation mark that closes a cell opened in line {opened}; write a mark within \
         a cell twice, and look for one too many or too few"
    )]
    TextAfter {
        /// Where the text stands.
        line: u64,
        /// Where the cell began.
        opened: u64,
    },
    /// One mark, or three, within a cell that has none around it.
    #[error(
        "in line {line} a single quotation mark stands within a cell; take it out, or write the cell within marks and it twice"
    )]
    Single {
        /// Where.
        line: u64,
    },
    /// A blank before the mark that should open a cell.
    #[error(
        "in line {line} a blank stands before a quotation mark; delete the blank, or write the mark within marks, twice"
    )]
    BlankBefore {
        /// Where.
        line: u64,
    },
    /// A cell has gone over lines that are rows by themselves.
    #[error(
        "the quotation mark opened in line {opened} takes in line {line}, which reads like a row of its own; close the \
         mark, or take the line breaks out of the cell"
    )]
    Swallows {
        /// The line that reads like a row.
        line: u64,
        /// Where the cell began.
        opened: u64,
    },
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SheetWriteError {
    /// The target does not take it.
    #[error("the file cannot be written")]
    Write(#[from] std::io::Error),
    /// A workbook cannot hold it: 1,048,576 rows, 16,384 columns, 32,767 characters a cell.
    #[error("a workbook cannot hold this many rows, columns or characters; write CSV")]
    TooMuch,
}
