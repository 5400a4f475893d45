//! Why a file is not a table, in words that say what to do. No text of a cell is ever repeated: where a file has no
//! header, its first row is somebody's name.

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
    /// It is neither text nor a workbook.
    #[error("the file is neither CSV text nor an .xlsx workbook")]
    NotATable,
    /// It is text of two bytes a character.
    #[error("the text is UTF-16; save it as `CSV UTF-8`")]
    Utf16,
    /// It is an `.xls` of before 2007, or a workbook under a password.
    #[error("an .xls or a password-protected workbook cannot be read; save it as .xlsx without a password")]
    OldWorkbook,
    /// The workbook is damaged.
    #[error("the workbook is damaged; open it in a spreadsheet and save it anew as .xlsx")]
    Damaged,
    /// The workbook unpacks to more than is taken.
    #[error("the workbook unpacks to more than {limit} bytes; split it or save it as CSV")]
    Unpacked {
        /// Bytes that are unpacked at most.
        limit: u64,
    },
    /// There is no such sheet in the workbook, or none at all.
    #[error("the workbook has no such sheet")]
    NoSuchSheet,
    /// There is no row at all.
    #[error("the sheet is empty")]
    Empty,
    /// A row takes more bytes than are taken, most likely because a quotation mark is never closed.
    #[error("row {row} is longer than {limit} bytes; look for a quotation mark that is not closed")]
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
    /// A column has no name, though others to its right have.
    #[error("the column at `{address}` has no name; name it or delete it")]
    Unnamed {
        /// Where the name is missing.
        address: String,
    },
    /// Two columns have one name.
    #[error("the column at `{address}` has the same name as the one at `{first}`; rename one")]
    Duplicate {
        /// The second.
        address: String,
        /// The first.
        first: String,
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
