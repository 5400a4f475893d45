//! Bytes from strangers: whatever they are, they are answered.

use forms::xlsform::{FormBook, convert};
use forms::{Filling, Form, submission, xpath};
use proptest::prelude::*;

use crate::books::{context, converted};

const SHEETS: &str = "survey
    type | name | label | relevant | calculation | choice_filter
    integer | a | A | | |
    begin repeat | r | R | ${a} > 1 | |
    select_one l | b | B ${a} | | | f = ${a}
    calculate | c | | | position(..) * ${a} |
    end repeat | | | | |
    choices
    list_name | name | label | f
    l | x | X | 1";

/// A text with some characters taken out, put in, or doubled.
fn mutated(text: &str, changes: &[(usize, u8, char)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (at, how, what) in changes {
        let at = at % chars.len().max(1);
        match how % 4 {
            0 if at < chars.len() => drop(chars.remove(at)),
            1 => chars.insert(at, *what),
            2 if at < chars.len() => chars[at] = *what,
            _ => chars.truncate(at.max(chars.len() / 2)),
        }
    }
    chars.into_iter().collect()
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8, char)>> {
    let sign = prop_oneof![
        any::<char>(),
        prop::sample::select(vec!['<', '>', '/', '"', '\'', '(', ')', '[', ']', '$', '{', '}', '.', '-', '&'])
    ];
    prop::collection::vec((any::<usize>(), any::<u8>(), sign), 1..8)
}

proptest! {
    #[test]
    fn a_damaged_form_is_read_or_refused_and_filled_where_it_is_read(changes in changes()) {
        let xml = converted(SHEETS).xml.expect("a form");
        if let Ok(form) = Form::read(mutated(&xml, &changes).as_bytes()) {
            let mut filling = Filling::begin(&form, context());
            for place in 0..filling.tree().len() {
                filling.set(place, "3");
            }
            filling.state();
            submission::to_xml(&filling);
        }
    }

    #[test]
    fn a_damaged_submission_is_opened_or_refused(changes in changes()) {
        let form = converted(SHEETS).form.expect("a form");
        let xml = "<data id=\"test\"><a>3</a><r><b>x</b><c>3</c></r><r><b/></r><meta><instanceID>uuid:1</instanceID></meta></data>";
        if let Ok(mut opened) = submission::open(&form, mutated(xml, &changes).as_bytes(), context()) {
            submission::check(&mut opened, None);
            submission::answers(&opened.filling);
        }
    }

    #[test]
    fn any_text_is_an_expression_or_none(text in "\\PC{0,60}", changes in changes()) {
        let _ = xpath::parse(&text);
        let told = mutated("if(/data/a[position() = 1]/../b >= -2 and selected(., 'x'), concat('a', 1), instance('l')/root/item)", &changes);
        if let Ok(expr) = xpath::parse(&told) {
            let written = expr.to_string();
            prop_assert_eq!(xpath::parse(&written).expect("what was written is read"), expr);
        }
    }

    #[test]
    fn any_cells_are_a_form_or_have_problems(changes in changes()) {
        let csv = "type,name,label,relevant\ninteger,a,A,\n\"begin repeat\",r,R,\"${a} > 1\"\ntext,b,\"B ${a}\",\nend repeat,,,\n";
        let sheet = vec![("survey".to_owned(), mutated(csv, &changes).into_bytes())];
        if let Ok(book) = FormBook::texts(sheet) {
            let found = convert(&book, "x");
            prop_assert!(found.xml.is_some() || !found.problems.is_empty());
        }
    }

    #[test]
    fn any_bytes_are_a_workbook_or_none(bytes in prop::collection::vec(any::<u8>(), 0..400), zip in any::<bool>()) {
        let bytes = if zip { [b"PK\x03\x04".to_vec(), bytes].concat() } else { bytes };
        if let Ok(book) = FormBook::workbook(bytes) {
            convert(&book, "x");
        }
    }
}

#[test]
fn what_would_use_up_stack_or_memory_is_refused() {
    assert!(xpath::parse(&"(".repeat(100_000)).is_err());
    assert!(xpath::parse(&"-".repeat(50_000)).is_err());
    assert!(xpath::parse(&format!("{}1{}", "not(".repeat(5_000), ")".repeat(5_000))).is_err());
    let deep = format!("<data id=\"test\">{}{}</data>", "<a>".repeat(5_000), "</a>".repeat(5_000));
    let form = converted(SHEETS).form.expect("a form");
    assert!(submission::open(&form, deep.as_bytes(), context()).is_err());
}

#[test]
fn a_count_of_a_million_makes_a_thousand() {
    let form = converted("survey\ntype | name | label | repeat_count\ninteger | n | N |\nbegin repeat | r | R | ${n}\ntext | a | A |\nend repeat | | |").form.expect("a form");
    let mut filling = Filling::begin(&form, context());
    let place = filling.at("/data/n").expect("a question");
    filling.set(place, "1000000");
    let repeat = form.find("/data/r").expect("a repeat");
    assert_eq!(filling.alike(repeat, 0).len(), 1_000);
    filling.set(place, "2");
    // Nothing that was there is lost without a word.
    assert_eq!(filling.alike(repeat, 0).len(), 1_000);
    assert_eq!(filling.surplus(), [("/data/r".to_owned(), 998)]);
}
