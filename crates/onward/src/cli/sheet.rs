//! What is said of a file of rows on the command line, alike wherever one is read.

use clap::Args;
use sheets::SheetChoice;

/// What is said of a file of rows; what is left out is found out, or asked for.
#[derive(Debug, Args)]
pub struct SheetArgs {
    /// Of a workbook, the sheet to read
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Of a text, what separates the cells: `,` `;` `|` or `tab`
    #[arg(long, value_name = "C", value_parser = separator)]
    pub separator: Option<char>,
    /// Of a text, how its characters are written: `utf-8`, `windows-1256`
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The number of the row that names the columns
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub header_row: Option<u64>,
}

impl SheetArgs {
    pub fn choice(&self) -> SheetChoice {
        let Self { sheet, separator, encoding, header_row } = self;
        SheetChoice { sheet: sheet.clone(), separator: *separator, encoding: encoding.clone(), header_row: *header_row }
    }
}

fn separator(text: &str) -> Result<char, String> {
    let named = [("tab", '\t'), ("\\t", '\t'), ("comma", ','), ("semicolon", ';'), ("pipe", '|')];
    let found = named.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)).map(|(_, separator)| *separator);
    let mut chars = text.chars();
    match (found, chars.next(), chars.next()) {
        (Some(found), ..) => Ok(found),
        (None, Some(one), None) => Ok(one),
        _ => Err("one character, or `tab`".to_owned()),
    }
}
