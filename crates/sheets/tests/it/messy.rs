//! Delimited text of real life.

use sheets::{RowProblem, SheetChoice, SheetFormat, SheetLimits, SheetSource, open};

use crate::{header, refused, rows, sheet, texts};

#[test]
fn a_plain_file_is_rows_of_addressed_cells() {
    let sheet = sheet(b"id,birth_date\n1,1990-05-17\n2,\n");
    assert_eq!(sheet.format, SheetFormat::Csv { delimiter: ',', encoding: "UTF-8" });
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
    assert_eq!(sheet.format, SheetFormat::Csv { delimiter: ';', encoding: "windows-1252" });
    assert_eq!(header(&sheet), ["Nome", "Observação", "Valor"]);
    let rows = rows(sheet);
    assert_eq!(texts(&rows[0]), ["Silva; João", "primeira linha\r\nsegunda", "1,5"]);
    assert_eq!(texts(&rows[1]), ["Zoë", "€ 20", ""]);
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4], "as Excel numbers them");
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
    assert_eq!(texts(&rows[0]), ["1", "2"], "a cell that is not there is not made up");
    assert_eq!(texts(&rows[1]), ["1", "2", "3", "4"], "and one too many is not dropped");
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

#[track_caller]
fn look_alike(one: &str, other: &str) {
    let text = format!("{one},b,{other}\n1,2,3\n");
    let refused = refused(text.as_bytes());
    assert!(refused.contains("`C1`") && refused.contains("`A1`") && refused.contains("cannot be seen"), "{refused}");
}

#[test]
fn headers_that_only_differ_by_what_nobody_sees_are_one_column_twice() {
    look_alike("Nom complet", "Nom\u{a0}complet");
    look_alike("Nom", "Nom\u{200b}");
    look_alike("Prénom", "Pre\u{301}nom");
    look_alike("Name", "NAME");
    look_alike("Nom complet", "\"Nom\ncomplet\"");
}

#[test]
fn headers_that_differ_by_an_accent_are_two_columns() {
    assert_eq!(header(&sheet("sexe,sexé\n1,2\n".as_bytes())), ["sexe", "sexé"]);
}

#[test]
fn a_title_is_not_taken_for_the_names_of_columns() {
    for text in ["Register of arrivals 2020\n\nid,name\n1,A\n2,B\n", "Arrivals,2020,,,,\nid,a,b,c,d,e\n1,2,3,4,5,6\n"] {
        let refused = refused(text.as_bytes());
        assert!(refused.contains("row 1 reads like a title") && refused.contains("--header-row "), "{refused}");
    }
    assert!(refused(b"Arrivals\n\nid,name\n1,A\n").contains("`--header-row 3`"));
}

#[test]
fn a_header_of_one_column_is_no_title() {
    assert_eq!(header(&sheet(b"id\n1\n2\n")), ["id"]);
    assert_eq!(header(&sheet(b"id,name,,,,,\n1,A,,,,,\n")), ["id", "name"]);
}

fn said(text: &str, choice: SheetChoice) -> Result<sheets::Sheet, String> {
    let source = SheetSource::from(text.as_bytes().to_vec()).said(choice);
    open(source, &SheetLimits::default()).map_err(|error| error.to_string())
}

#[test]
fn the_row_that_was_said_to_names_the_columns() {
    let text = "Register\n\nid,name\n1,A\n";
    let row = |number| SheetChoice { header_row: Some(number), ..SheetChoice::default() };
    let sheet = said(text, row(3)).unwrap();
    assert_eq!((header(&sheet), sheet.header[0].address().as_str()), (vec!["id", "name"], "A3"));
    assert_eq!(texts(&rows(sheet)[0]), ["1", "A"]);
    assert!(said(text, row(2)).err().unwrap().contains("nothing stands in row 2"));
    assert!(said(text, row(9)).err().unwrap().contains("nothing stands in row 9"));
    let tagged = said("x,y\nid,name\n#id,#name\n1,A\n", row(2)).unwrap();
    assert_eq!((tagged.tags.is_some(), rows(tagged).len()), (true, 1));
}

#[test]
fn the_separator_that_was_said_is_taken() {
    let said_to = |separator| SheetChoice { separator: Some(separator), ..SheetChoice::default() };
    let text = "Last, first;Born\nA, B;1990\n";
    assert!(said(text, SheetChoice::default()).err().unwrap().contains("by `,` or by `;`"));
    assert_eq!(header(&said(text, said_to(';')).unwrap()), ["Last, first", "Born"]);
    assert_eq!(header(&said("a^b\n1^2\n", said_to('^')).unwrap()), ["a", "b"]);
    assert!(said(text, said_to('"')).is_err());
}

#[test]
fn what_is_said_of_workbooks_is_refused_for_text() {
    let choice = SheetChoice { sheet: Some("People".into()), ..SheetChoice::default() };
    assert!(said("a,b\n1,2\n", choice).err().unwrap().contains("`--sheet`"));
}

#[test]
fn marks_that_swallow_people_are_refused_with_their_line() {
    let broken = |text: &str| sheet(text.as_bytes()).find_map(Result::err).unwrap().to_string();
    let far = "x,y\n".repeat(40);
    assert!(broken(&format!("a,b\n{far}d1,\"open\nd2,x\n")).contains("opened in line 42 is never closed"));
    assert!(broken(&format!("a,b\n{far}Q1,\"Abu \"Ali\" Said\"\n")).contains("in line 42 text follows"));
    assert!(broken(&format!("a,b\n{far}Q2,\"Open\nQ3,Next\"\n")).contains("takes in line 43"));
}

#[test]
fn errors_of_a_spreadsheet_are_problems_also_in_text() {
    let rows = rows(sheet(b"id,name\n1,#REF!\n2,#N/A\n3,n/a\n4,#4\n"));
    let failed: Vec<bool> = rows.iter().map(|row| !row.problems.is_empty()).collect();
    assert_eq!(failed, [true, true, false, false]);
    assert_eq!(texts(&rows[0]), ["1", "#REF!"]);
}
