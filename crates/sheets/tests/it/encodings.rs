//! How characters are written: told for certain, asked for, or refused; never guessed.

use encoding_rs::Encoding;
use sheets::{
    CharacterError, ChoiceError, Sheet, SheetChoice, SheetError, SheetFormat, SheetLimits, SheetSource, open,
};

use crate::{rows, texts};

fn said(bytes: &[u8], encoding: Option<&str>) -> Result<Sheet, SheetError> {
    let choice = SheetChoice { encoding: encoding.map(Into::into), ..SheetChoice::default() };
    open(SheetSource::from(bytes.to_vec()).said(choice), &SheetLimits::default())
}

fn encoded(name: &str, text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = Encoding::for_label(name.as_bytes()).unwrap().encode(text);
    assert!(!lossy, "{text} cannot be written in {name}");
    bytes.into_owned()
}

fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

fn names(sheet: Sheet) -> Vec<String> {
    rows(sheet).iter().map(|row| texts(row)[1].to_owned()).collect()
}

fn table(names: &[&str]) -> String {
    let rows: Vec<String> = names.iter().enumerate().map(|(row, name)| format!("{row},{name},F\n")).collect();
    format!("id,name,sex\n{}", rows.concat())
}

const EVERYWHERE: [(&str, &[&str]); 8] = [
    ("windows-1256", &["آمنة هشام", "يوسف الحجاج"]),
    ("windows-1251", &["Олена Шевченко", "Тарас Бондар"]),
    ("windows-1254", &["Ayşe Yıldız", "Şükrü Güneş"]),
    ("windows-1250", &["Łukasz Żak", "Zdeněk Šťastný", "Erdős"]),
    ("gb18030", &["王小明", "李易"]),
    ("shift_jis", &["山田太郎", "ソ十"]),
    ("windows-1253", &["Γιώργος", "Ελένη"]),
    ("windows-1255", &["דוד לוי"]),
];

#[test]
fn a_code_page_of_another_region_is_asked_about_and_read_where_it_is_said() {
    for (encoding, people) in EVERYWHERE {
        let bytes = encoded(encoding, &table(people));
        let Some(SheetError::Choice(ChoiceError::AskEncoding { readings })) = said(&bytes, None).err() else {
            panic!("{encoding} is not asked about")
        };
        let right = readings.iter().find(|reading| reading.encoding.to_lowercase() == encoding);
        let sample = right.map(|reading| reading.sample.as_str()).unwrap_or_default();
        assert!(people.iter().any(|name| name.split(' ').any(|word| word == sample)), "{encoding}: {readings:?}");
        assert_eq!(names(said(&bytes, Some(encoding)).unwrap()), people);
    }
}

/// Each name by itself, since a file may have one person beyond ASCII.
#[test]
fn a_single_name_of_another_region_is_never_read_as_western() {
    for (encoding, people) in EVERYWHERE {
        for name in people.iter().flat_map(|name| name.split(' ')) {
            let bytes = encoded(encoding, &table(&["Ann", name]));
            let read = said(&bytes, None).map(names);
            assert!(read.is_err() || read.as_ref().is_ok_and(|read| read[1] == name), "{encoding} {name}: {read:?}");
        }
    }
    for (encoding, name) in [
        ("gb18030", "王"),
        ("gb18030", "郑"),
        ("windows-1254", "Ayşe"),
        ("windows-1250", "Bălan"),
        ("macintosh", "García"),
    ] {
        assert!(said(&encoded(encoding, &table(&[name])), None).is_err(), "{encoding} {name}");
    }
}

#[test]
fn western_names_are_read_where_no_other_page_makes_names_of_them() {
    for people in [&["José Núñez"][..], &["Observação", "João"], &["Jürgen Groß"], &["José O’Neil", "Íñigo"]]
    {
        let read = said(&encoded("windows-1252", &table(people)), None).unwrap();
        assert!(matches!(read.format, SheetFormat::Csv { encoding: "windows-1252", .. }));
        assert_eq!(names(read), people);
    }
}

#[test]
fn a_western_file_that_could_be_another_is_asked_about_with_a_word_in_each() {
    let error = said(&encoded("windows-1252", &table(&["João"])), None).err().unwrap().to_string();
    assert!(error.contains("`--encoding windows-1252` if `João` is right"), "{error}");
    assert!(error.contains("`--encoding windows-1250` if `Joăo` is right"), "{error}");
    assert!(said(&encoded("windows-1252", &table(&["Hélène"])), None).is_err(), "in Prague it reads `Hélčne`");
    assert_eq!(names(said(&encoded("windows-1252", &table(&["João"])), Some("latin1")).unwrap()), ["João"]);
}

#[test]
fn one_bad_byte_far_down_in_utf8_is_asked_about() {
    let mut bytes = table(&["João"]).into_bytes();
    bytes.extend(b"1,x,F\n".repeat(30_000));
    assert_eq!(names(said(&bytes, None).unwrap())[0], "João");
    bytes.extend(b"2,Jo\xe3o,F\n");
    assert!(matches!(said(&bytes, None), Err(SheetError::Choice(ChoiceError::AskEncoding { .. }))));
    let wrong = said(&bytes, Some("utf-8")).unwrap().find_map(Result::err).unwrap().to_string();
    assert!(wrong.starts_with("line 30003 holds bytes that are no character in UTF-8"), "{wrong}");
}

#[test]
fn a_word_or_two_in_utf8_are_read_without_asking() {
    for name in ["José", "Ж", "عمر", "Ayşe", "Ńandú", "王"] {
        let read = said(table(&[name]).as_bytes(), None).map(names);
        assert!(read.as_ref().is_ok_and(|read| read == &[name]), "{name}: {read:?}");
    }
}

#[test]
fn a_blank_that_does_not_break_is_utf8_without_asking() {
    for name in ["Maria\u{a0}Lopez", "Amina\u{a0}", "\u{a0}Amina", "José\u{a0}"] {
        let read = said(table(&[name]).as_bytes(), None).map(names);
        assert!(read.is_ok_and(|read| read[0].starts_with(&name.trim()[..3])), "{name}");
    }
}

#[test]
fn a_sign_that_may_be_chinese_as_well_is_asked_about_with_both_and_read_where_it_is_said() {
    let bytes = table(&["A\u{6de}"]);
    let Err(SheetError::Choice(ChoiceError::AskEncoding { readings })) = said(bytes.as_bytes(), None) else {
        panic!("asked");
    };
    assert!(readings.iter().any(|reading| reading.encoding == "UTF-8" && reading.sample == "A\u{6de}"));
    assert_eq!(names(said(bytes.as_bytes(), Some("utf-8")).unwrap()), ["A\u{6de}"]);
}

#[test]
fn utf16_is_read_with_a_mark_and_without() {
    let people = ["آمنة", "Bob", "王小明", "一", "Ā"];
    for (little, mark) in [(true, true), (true, false), (false, true), (false, false)] {
        let bytes = utf16(&table(&people), little, mark);
        assert_eq!(names(said(&bytes, None).unwrap()), people, "{little} {mark}");
        assert_eq!(names(said(&bytes, Some("utf-16")).unwrap()), people, "{little} {mark}");
        let cut = said(&bytes[..bytes.len() - 1], None).err().unwrap();
        assert!(matches!(cut, SheetError::Characters(CharacterError::Odd)), "{cut}");
    }
}

#[test]
fn a_half_of_a_pair_in_utf16_is_refused() {
    let mut bytes = utf16(&table(&["A"]), true, true);
    bytes.extend([0x00, 0xd8, b'x', 0]);
    let error = open(bytes, &SheetLimits::default()).err().unwrap().to_string();
    assert!(error.starts_with("line 3 holds bytes that are no character in UTF-16LE"), "{error}");
}

#[test]
fn an_encoding_that_the_file_contradicts_is_refused() {
    let wrong = |bytes: &[u8], encoding: &str| said(bytes, Some(encoding)).err().map(|error| error.to_string());
    let utf8 = table(&["José"]).into_bytes();
    assert!(wrong(&utf8, "windows-1252").unwrap().contains("those of UTF-8, not of windows-1252"));
    let marked = [b"\xef\xbb\xbf".as_slice(), &utf8].concat();
    assert!(wrong(&marked, "gb18030").unwrap().contains("those of UTF-8"));
    assert!(wrong(&utf8, "klingon").unwrap().contains("no encoding is called that"));
    let undefined = b"id,name\n1,a\x9db\n";
    assert!(wrong(undefined, "windows-1252").unwrap().contains("line 2 holds bytes that are no character"));
    assert!(wrong(&encoded("gb18030", &table(&["王小明"])), "utf-8").unwrap().contains("line 2"));
}

#[test]
fn a_nul_byte_is_refused_with_its_line() {
    let mut bytes = table(&["A"; 100]).into_bytes();
    bytes.extend(b"9,B\0b,F\n");
    let error = open(bytes, &SheetLimits::default()).err().unwrap().to_string();
    assert!(error.starts_with("line 102 holds a NUL byte"), "{error}");
}
