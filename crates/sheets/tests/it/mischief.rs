//! Any table, written in any of many ways and with any mischief, is read as written, or handed back, or refused; and
//! without mischief it is read. Who writes it here knows nothing of who reads it.

use encoding_rs::Encoding;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rust_xlsxwriter::{Format as Look, Formula, Workbook};
use sheets::{SheetChoice, SheetError, SheetLimits, SheetRow, SheetSource, open};

use crate::{header, texts};

/// Names as they are written where each encoding is used.
const WRITTEN: [(&str, &[&str]); 12] = [
    ("utf-8", &["آمنة", "Олена", "Ayşe", "王小明", "José", "Łukasz", "D’Arc"]),
    ("utf-8 with mark", &["آمنة", "Олена", "Ayşe", "王小明", "José"]),
    ("utf-16le with mark", &["آمنة", "Олена", "Ayşe", "王小明", "José"]),
    ("utf-16be with mark", &["آمنة", "Олена", "Ayşe", "王小明", "José"]),
    ("utf-16le", &["آمنة", "Олена", "Ayşe", "王小明", "José"]),
    ("utf-16be", &["آمنة", "Олена", "Ayşe", "王小明", "José"]),
    ("windows-1252", &["José", "João", "François", "Åse", "Groß", "Ýmir", "Zoë", "Íõ"]),
    ("windows-1250", &["Łukasz", "Šťastný", "Erdős", "Bălan", "Żak", "Müller"]),
    ("windows-1251", &["Олена", "Тарас", "Ёж", "Їжак"]),
    ("windows-1254", &["Ayşe", "Yıldız", "Güneş", "İpek", "Çiğdem"]),
    ("windows-1256", &["آمنة", "يوسف", "هشام", "پرتو", "چمن"]),
    ("gb18030", &["王小明", "李易", "王", "陈", "欧阳"]),
];

const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mischief {
    Unclosed,
    TextAfterMark,
    CellMore,
    CellFewer,
    Title,
    LookAlike,
    Nul,
    BlankRows,
    ErrorCell,
    CutOff,
}

const ALL: [Mischief; 10] = [
    Mischief::Unclosed,
    Mischief::TextAfterMark,
    Mischief::CellMore,
    Mischief::CellFewer,
    Mischief::Title,
    Mischief::LookAlike,
    Mischief::Nul,
    Mischief::BlankRows,
    Mischief::ErrorCell,
    Mischief::CutOff,
];

/// A table: its header, and rows whose first cell is like no other's.
fn table(names: &'static [&'static str]) -> impl Strategy<Value = Vec<Vec<String>>> {
    let name = select(names).prop_map(str::to_owned);
    // An apostrophe in front may be a guard against formulas, which is taken away; so none stands there.
    let plain = "[a-zA-Z0-9 ,;|\"'./-]{0,8}".prop_map(|text| text.trim_matches(['\'', ' ']).to_owned());
    let broken = select(vec!["line one\nline two", "a\r\nb, c", "x;y\nz"]).prop_map(str::to_owned);
    let cell = prop_oneof![4 => name, 3 => plain, 1 => broken, 1 => Just(String::new())];
    (1..5_usize)
        .prop_flat_map(move |width| prop::collection::vec(prop::collection::vec(cell.clone(), width), 1..8))
        .prop_map(|rows| {
            let width = rows[0].len();
            let header = std::iter::once("id".to_owned()).chain((0..width).map(|column| format!("column {column}")));
            let rows = rows
                .into_iter()
                .enumerate()
                .map(|(row, cells)| std::iter::once(format!("R-{row}")).chain(cells).collect());
            std::iter::once(header.collect()).chain(rows).collect()
        })
}

/// How it is written.
#[derive(Debug, Clone)]
struct Writing {
    encoding: &'static str,
    separator: char,
    all_quoted: bool,
    line_end: &'static str,
    mischief: Vec<Mischief>,
    at: Index,
}

fn writing() -> impl Strategy<Value = (Vec<Vec<String>>, Writing)> {
    let mischief = prop::sample::subsequence(ALL.to_vec(), 0..3);
    (
        select(WRITTEN.to_vec()),
        select(SEPARATORS.to_vec()),
        any::<bool>(),
        select(vec!["\n", "\r\n"]),
        mischief,
        any::<Index>(),
    )
        .prop_flat_map(|((encoding, names), separator, all_quoted, line_end, mischief, at)| {
            (table(names), Just(Writing { encoding, separator, all_quoted, line_end, mischief, at }))
        })
}

fn quoted(cell: &str, writing: &Writing) -> String {
    let needed = cell.contains([writing.separator, '"', '\n', '\r']);
    if needed || writing.all_quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

fn encode(text: &str, encoding: &str) -> Vec<u8> {
    let (name, mark) = encoding.split_once(' ').map_or((encoding, false), |(name, _)| (name, true));
    let text = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
    match name {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        name => {
            let (bytes, _, lossy) = Encoding::for_label(name.as_bytes()).unwrap().encode(&text);
            assert!(!lossy, "{text} in {name}");
            bytes.into_owned()
        }
    }
}

/// The bytes, and the rows as they are written in them.
fn written(table: &[Vec<String>], writing: &Writing) -> (Vec<u8>, Vec<Vec<String>>) {
    let mut table = table.to_vec();
    let has = |mischief| writing.mischief.contains(&mischief);
    let row = 1 + writing.at.index(table.len() - 1);
    if has(Mischief::LookAlike) {
        table[0][1] = "ID\u{20}".to_owned();
    }
    if has(Mischief::CellMore) {
        table[row].push("one more".to_owned());
    }
    if has(Mischief::CellFewer) {
        table[row].pop();
    }
    if has(Mischief::ErrorCell) {
        *table[row].last_mut().unwrap() = "#REF!".to_owned();
    }
    let mut lines: Vec<String> = table
        .iter()
        .map(|cells| {
            cells.iter().map(|cell| quoted(cell, writing)).collect::<Vec<_>>().join(&writing.separator.to_string())
        })
        .collect();
    if has(Mischief::Unclosed) {
        let split = lines[row].split_once(writing.separator).filter(|(_, cell)| !cell.starts_with('"'));
        if let Some((before, cell)) = split {
            lines[row] = format!("{before}{}\"{cell}", writing.separator);
        }
    }
    if has(Mischief::TextAfterMark) {
        lines[row] = format!("\"{row}\" x{}", writing.separator);
    }
    if has(Mischief::Nul) {
        lines[row].push('\0');
    }
    if has(Mischief::BlankRows) {
        lines.insert(row, writing.separator.to_string());
        lines.insert(row, String::new());
    }
    if has(Mischief::Title) {
        lines.insert(0, "Register of arrivals".to_owned());
    }
    let mut bytes = encode(&(lines.join(writing.line_end) + writing.line_end), writing.encoding);
    if has(Mischief::CutOff) {
        bytes.pop();
    }
    (bytes, table)
}

fn read(bytes: &[u8], choice: SheetChoice) -> Result<(Vec<String>, Vec<SheetRow>), SheetError> {
    let sheet = open(SheetSource::from(bytes.to_vec()).said(choice), &SheetLimits::default())?;
    let names = header(&sheet).into_iter().map(str::to_owned).collect();
    Ok((names, sheet.collect::<Result<_, _>>()?))
}

/// Every row is there as it was written, or is said to be wrong and holds all that was written.
fn check((names, rows): &(Vec<String>, Vec<SheetRow>), written: &[Vec<String>]) -> Result<(), TestCaseError> {
    prop_assert_eq!(names, &written[0]);
    prop_assert_eq!(rows.len(), written.len() - 1, "as many rows as were written");
    for (row, cells) in rows.iter().zip(&written[1..]) {
        let mut found = texts(row);
        if row.problems.is_empty() {
            prop_assert_eq!(&found, cells);
        } else {
            // A workbook has no cell where nothing stands.
            found.resize(found.len().max(cells.len()), "");
            prop_assert!(cells.iter().all(|cell| found.contains(&cell.as_str())), "{:?} of {:?}", found, cells);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_text_is_read_as_written_or_handed_back_or_refused((table, writing) in writing()) {
        let (bytes, as_written) = written(&table, &writing);
        if let Ok(read) = read(&bytes, SheetChoice::default()) {
            check(&read, &as_written)?;
        }
    }

    #[test]
    fn a_text_without_mischief_is_read_where_all_is_said((table, writing) in writing()) {
        let writing = Writing { mischief: vec![], ..writing };
        let (bytes, _) = written(&table, &writing);
        let encoding = writing.encoding.split(' ').next().map(str::to_owned);
        let choice = SheetChoice { separator: Some(writing.separator), encoding, ..SheetChoice::default() };
        match read(&bytes, choice) {
            Ok(read) => check(&read, &table)?,
            // Two lines of a cell that look like two people are never taken for one.
            Err(error) => prop_assert!(matches!(error, SheetError::Quotes(sheets::QuoteError::Swallows { .. })), "{}", error),
        }
    }

    #[test]
    fn a_workbook_is_read_as_written_or_handed_back_or_refused(
        (table, _) in writing(),
        hidden in any::<bool>(),
        second in any::<bool>(),
        fault in 0..5_u8,
        at in any::<Index>(),
    ) {
        let bytes = workbook(&table, hidden, second, fault, 1 + at.index(table.len() - 1));
        match read(&bytes, SheetChoice::default()) {
            Ok(read) => {
                prop_assert!(!second && fault != 1 && fault != 2, "it is asked which sheet, and refused what is merged or not computed");
                let mut as_written = table;
                if fault == 3 { *as_written[1 + at.index(read.1.len())].last_mut().unwrap() = "#N/A".to_owned(); }
                if fault == 4 { as_written[1 + at.index(read.1.len())].push("one more".to_owned()); }
                check(&read, &as_written)?;
            }
            Err(_) => prop_assert!(second || fault == 1 || fault == 2, "nothing is refused without a reason"),
        }
    }
}

/// A workbook with a fault: 1 merged cells, 2 a formula never computed, 3 an error, 4 a cell too many.
fn workbook(table: &[Vec<String>], hidden: bool, second: bool, fault: u8, row: usize) -> Vec<u8> {
    let mut book = Workbook::new();
    let row = u32::try_from(row).unwrap();
    let last = u16::try_from(table[0].len() - 1).unwrap();
    if hidden {
        let old = book.add_worksheet().set_name("Old").unwrap().set_hidden(true);
        old.write_string(0, 0, "id").unwrap().write_string(0, 1, "name").unwrap().write_string(1, 0, "HIDDEN").unwrap();
    }
    let sheet = book.add_worksheet().set_name("People").unwrap().set_active(true);
    for (row, cells) in (0..).zip(table) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    match fault {
        1 => drop(sheet.merge_range(row, 0, row + 1, 0, "merged", &Look::new()).unwrap()),
        2 => drop(sheet.write_formula(row, last, Formula::new("=A1")).unwrap()),
        3 => drop(sheet.write_formula(row, last, Formula::new("=NA()").set_result("#N/A")).unwrap()),
        4 => drop(sheet.write_string(row, last + 1, "one more").unwrap()),
        _ => {}
    }
    if second {
        let other = book.add_worksheet().set_name("Other").unwrap();
        other
            .write_string(0, 0, "id")
            .unwrap()
            .write_string(0, 1, "name")
            .unwrap()
            .write_string(1, 0, "OTHER")
            .unwrap();
    }
    book.save_to_buffer().unwrap()
}
