//! Delimited text of real life.

use sheets::{Encoding, RowProblem, SheetFormat, SheetLimits, open};

use crate::{header, refused, rows, sheet, texts};

#[test]
fn a_plain_file_is_rows_of_addressed_cells() {
    let sheet = sheet(b"id,birth_date\n1,1990-05-17\n2,\n");
    assert_eq!(sheet.format, SheetFormat::Csv { delimiter: ',', encoding: Encoding::Utf8 });
    assert_eq!(header(&sheet), ["id", "birth_date"]);
    let rows = rows(sheet);
    assert_eq!(texts(&rows[0]), ["1", "1990-05-17"]);
    assert_eq!((rows[1].number, rows[1].cells[1].address().as_str()), (3, "B3"));
    assert!(rows.iter().all(|row| row.problems.is_empty()));
}

#[test]
fn an_export_of_a_western_european_excel_is_understood() {
    let bytes = b"Nome;Observa\xe7\xe3o;Valor\r\n\"Silva; Jo\xe3o\";\"primeira linha\r\nsegunda\";1,5\r\n\r\nZo\xeb;\x80 20;;\r\n";
    let sheet = sheet(bytes);
    assert_eq!(sheet.format, SheetFormat::Csv { delimiter: ';', encoding: Encoding::Windows1252 });
    assert_eq!(header(&sheet), ["Nome", "Observação", "Valor"]);
    let rows = rows(sheet);
    assert_eq!(texts(&rows[0]), ["Silva; João", "primeira linha\r\nsegunda", "1,5"]);
    assert_eq!(texts(&rows[1]), ["Zoë", "€ 20", ""]);
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4], "as Excel numbers them");
}

#[test]
fn one_bad_byte_far_down_decides_the_encoding_of_the_whole() {
    let mut bytes = "name\nJoão\n".as_bytes().to_vec();
    bytes.extend(b"x\n".repeat(100_000));
    let all_utf8 = sheet(&bytes);
    assert!(matches!(all_utf8.format, SheetFormat::Csv { encoding: Encoding::Utf8, .. }));
    bytes.extend(b"Jo\xe3o\n");
    let mixed = sheet(&bytes);
    assert!(matches!(mixed.format, SheetFormat::Csv { encoding: Encoding::Windows1252, .. }));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_name() {
    assert_eq!(header(&sheet("\u{feff}id;nom\r\n1;é\r\n".as_bytes())), ["id", "nom"]);
}

#[test]
fn rows_are_numbered_past_blank_lines_and_breaks_within_cells() {
    for (text, numbers) in [
        ("a,b\n\n\"x\ny\",1\n\n\nz,2", vec![3, 6]),
        ("a,b\r\n\r\n\"x\r\ny\",1\r\n\r\n\r\nz,2\r\n", vec![3, 6]),
        ("a,b\rx,1\ry,2", vec![2, 3]),
        ("sep=,\r\na,b\r\n1,2\r\n", vec![3]),
    ] {
        let found: Vec<u64> = rows(sheet(text.as_bytes())).iter().map(|row| row.number).collect();
        assert_eq!(found, numbers, "{text:?}");
    }
}

#[test]
fn short_and_long_rows_are_problems_of_their_own() {
    let rows = rows(sheet(b"a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n,,,\n1,2,3\n"));
    assert_eq!(rows[0].problems, [RowProblem::Short { found: 2, expected: 3 }]);
    assert_eq!(texts(&rows[0]), ["1", "2", ""]);
    assert_eq!(rows[1].problems, [RowProblem::Long { address: "D3".into() }]);
    assert!(rows[2].problems.is_empty(), "blank cells beyond the header are nothing");
    assert_eq!((rows[3].number, rows.len()), (6, 4), "a row of blanks is none");
}

#[test]
fn blank_columns_at_the_end_of_the_header_are_trimmed() {
    let sheet = sheet(b" a ,b, ,\n1,2,,\n");
    assert_eq!(header(&sheet), ["a", "b"]);
    assert!(rows(sheet)[0].problems.is_empty());
}

#[test]
fn a_header_that_names_no_column_or_one_twice_is_refused_with_its_place() {
    assert_eq!(refused(b"a,,c\n1,2,3\n"), "the column at `B1` has no name; name it or delete it");
    assert_eq!(refused(b"a,b,a\n1,2,3\n"), "the column at `C1` has the same name as the one at `A1`; rename one");
    assert_eq!(refused(b"\n \n"), "the sheet is empty");
    assert_eq!(refused(b""), "the sheet is empty");
}

#[test]
fn hashtags_are_reported_and_are_no_data() {
    let sheet = sheet(b"Who,Sex,Note\n#adm1+name,#meta+sex,\nX,F,\n");
    let tags: Vec<String> = sheet.tags.iter().flatten().map(|cell| cell.text.clone()).collect();
    assert_eq!(tags, ["#adm1+name", "#meta+sex", ""]);
    assert_eq!(texts(&rows(sheet)[0]), ["X", "F", ""]);
}

#[test]
fn titles_above_a_table_with_hashtags_are_passed_over() {
    let sheet = sheet(b"People assisted in May,\nsource: own,\n\nDistrict,People\n#adm2,#reached\nA,5\n");
    assert_eq!(header(&sheet), ["District", "People"]);
    assert_eq!(sheet.header[0].address(), "A4");
    assert_eq!(rows(sheet)[0].number, 6);
}

#[test]
fn a_table_of_hashtags_alone_is_named_by_them() {
    let sheet = sheet(b"#adm2,#reached\nA,5\n");
    assert_eq!(header(&sheet), ["#adm2", "#reached"]);
    assert!(sheet.tags.is_some());
}

#[test]
fn numbers_with_a_hash_are_no_hashtags() {
    let sheet = sheet(b"case,n\n#12,1\n");
    assert!(sheet.tags.is_none());
    assert_eq!(rows(sheet).len(), 1);
}

#[test]
fn a_file_of_the_disk_is_read_like_its_bytes_and_hashed() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "abc").unwrap();
    let sheet = open(file.path(), &SheetLimits::default()).unwrap();
    // SHA-256 of "abc", as FIPS 180-4 gives it.
    assert_eq!(sheet.sha256[..4], [0xba, 0x78, 0x16, 0xbf]);
    assert_eq!(header(&sheet), ["abc"]);
}
