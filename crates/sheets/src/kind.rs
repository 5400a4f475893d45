//! What a file is, told from its first bytes and not from its name: a table, or one of the things that are sent in place
//! of one. Each of those has its own way to become a table, and the refusal says it.

/// What is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Foreign {
    /// An `.xls` of before 2007, or a workbook under a password.
    #[error("an .xls or a password-protected workbook cannot be read; save it as .xlsx without a password")]
    OldWorkbook,
    /// A binary workbook.
    #[error("a binary workbook (.xlsb) cannot be read; save it as .xlsx")]
    BinaryWorkbook,
    /// Of `LibreOffice` and others.
    #[error("an .ods workbook cannot be read; save it as .xlsx")]
    OpenDocument,
    /// A text of an office program.
    #[error("a document of a word processor is no table; copy its table into a spreadsheet and save that as .xlsx")]
    Document,
    /// Files in one.
    #[error("the file is an archive; unpack it and name the table in it")]
    Archive,
    /// A page that is called `.xls` by whoever made it.
    #[error("the file is a web page, whatever its name says; open it in a spreadsheet and save it as .xlsx")]
    WebPage,
    /// XML of any kind.
    #[error("the file is XML and no table; open it in a spreadsheet and save it as .xlsx")]
    Xml,
    /// JSON.
    #[error("the file is JSON and no table; save it as CSV or .xlsx")]
    Json,
    /// A page for print.
    #[error("a PDF is no table; ask for the spreadsheet it was made from")]
    Pdf,
    /// A picture.
    #[error("a picture is no table; ask for the spreadsheet it shows")]
    Picture,
    /// Columns of another format.
    #[error("the file is Parquet, which is no sheet")]
    Parquet,
    /// Nothing that is known.
    #[error("the file is neither CSV text nor an .xlsx workbook; save it as one of the two")]
    Unknown,
}

/// What a file begins with, and what it then is.
const BEGINNINGS: [(&[u8], Foreign); 15] = [
    (b"\xd0\xcf\x11\xe0", Foreign::OldWorkbook),
    (b"%PDF", Foreign::Pdf),
    (b"PAR1", Foreign::Parquet),
    (b"\x1f\x8b", Foreign::Archive),
    (b"7z\xbc\xaf", Foreign::Archive),
    (b"Rar!", Foreign::Archive),
    (b"BZh", Foreign::Archive),
    (b"\x28\xb5\x2f\xfd", Foreign::Archive),
    (b"\x89PNG", Foreign::Picture),
    (b"\xff\xd8\xff", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"II*\0", Foreign::Picture),
    (b"MM\0*", Foreign::Picture),
    (b"{\\rtf", Foreign::Document),
    (b"SQLite format 3\0", Foreign::Unknown),
];

/// Whether it is a zip, as workbooks are.
pub fn is_zip(beginning: &[u8]) -> bool {
    beginning.starts_with(b"PK\x03\x04") || beginning.starts_with(b"PK\x05\x06")
}

/// Refuses what begins like something else than a text.
pub fn check(beginning: &[u8]) -> Result<(), Foreign> {
    let known = BEGINNINGS.iter().find(|(bytes, _)| beginning.starts_with(bytes)).map(|(_, foreign)| *foreign);
    known.or_else(|| marked_up(beginning)).map_or(Ok(()), Err)
}

/// What a text is that is no table.
fn marked_up(beginning: &[u8]) -> Option<Foreign> {
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning).trim_ascii_start();
    let start = text.get(..text.len().min(512)).unwrap_or_default().to_ascii_lowercase();
    let begins = |with: &str| start.starts_with(with.as_bytes());
    if ["<!doctype", "<html", "<table", "<head", "<meta", "<body", "<div", "<style"].iter().any(|tag| begins(tag)) {
        return Some(Foreign::WebPage);
    }
    let json = begins("{\"") || begins("[{") || (begins("{") && start.get(1..)?.trim_ascii_start().starts_with(b"\""));
    match start.as_slice() {
        [b'<', b'?' | b'!', ..] => Some(Foreign::Xml),
        _ if json => Some(Foreign::Json),
        [b'[', rest @ ..] if rest.trim_ascii_start().starts_with(b"{") => Some(Foreign::Json),
        _ => None,
    }
}

/// What a zip is, by what lies in it; nothing where it is a workbook.
pub fn of_zip(has: impl Fn(&str) -> bool) -> Option<Foreign> {
    if has("xl/workbook.xml") {
        return None;
    }
    Some(match () {
        () if has("xl/workbook.bin") => Foreign::BinaryWorkbook,
        () if has("word/document.xml") || has("ppt/presentation.xml") => Foreign::Document,
        () if has("mimetype") && has("content.xml") => Foreign::OpenDocument,
        () => Foreign::Archive,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(bytes: &[u8], expected: Foreign) {
        assert_eq!(check(bytes), Err(expected), "{bytes:?}");
    }

    #[test]
    fn what_is_sent_in_place_of_a_table_is_told_by_its_first_bytes() {
        refused(b"%PDF-1.7\n", Foreign::Pdf);
        refused(b"\xd0\xcf\x11\xe0\xa1\xb1", Foreign::OldWorkbook);
        refused(b"\xef\xbb\xbf  <html xmlns:x='urn'>", Foreign::WebPage);
        refused(b"\r\n<TABLE border=1>", Foreign::WebPage);
        refused(b"<?xml version=\"1.0\"?><Workbook>", Foreign::Xml);
        refused(b"[\n {\"id\": 1}]", Foreign::Json);
        refused(b"{ \"id\": 1}", Foreign::Json);
        refused(b"\x1f\x8b\x08", Foreign::Archive);
    }

    #[test]
    fn a_table_may_begin_with_a_bracket() {
        for table in [&b"[id],name\n"[..], b"{id};name\n", b"<18,18+\n1,2\n", b"id\n"] {
            assert!(check(table).is_ok(), "{table:?}");
        }
    }
}
