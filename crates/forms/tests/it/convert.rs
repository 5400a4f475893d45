//! What a sheet becomes: held against the rules by hand, and for whole sheets against what pyxform 4.5.0 makes of them.

use forms::Form;

use crate::books::{converted, form};

#[track_caller]
fn has(xml: &str, part: &str) {
    assert!(xml.contains(part), "`{part}` is not in\n{xml}");
}

#[track_caller]
fn check(sheets: &str, parts: &[&str]) {
    let found = converted(sheets);
    let said: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    let xml = found.xml.unwrap_or_else(|| panic!("{said:#?}"));
    for part in parts {
        has(&xml, part);
    }
}

#[test]
fn a_question_has_an_instance_a_bind_and_a_control() {
    check(
        "survey
         type | name | label | required | relevant | constraint | constraint_message
         integer | age | How old are you? | yes | | . > 0 and . < 120 | Between 1 and 119
         text | why | Why? | | ${age} > 17 | |",
        &[
            "<bind nodeset=\"/data/age\" type=\"int\" required=\"true()\" constraint=\". &gt; 0 and . &lt; 120\" jr:constraintMsg=\"Between 1 and 119\"/>",
            "<bind nodeset=\"/data/why\" type=\"string\" relevant=\" /data/age  &gt; 17\"/>",
            "<input ref=\"/data/why\">",
            "<instanceID/>",
            "<bind nodeset=\"/data/meta/instanceID\" type=\"string\" readonly=\"true()\" jr:preload=\"uid\"/>",
        ],
    );
}

#[test]
fn within_a_repeat_paths_are_relative_and_outside_they_are_not() {
    check(
        "survey
         type | name | label | calculation | relevant | repeat_count
         integer | n | N | | |
         begin repeat | person | Person | | | ${n} + 1
         text | first | First | | |
         begin group | more | More | | |
         text | last | Last ${first} | | ${first} != '' and ${n} > 1 |
         end group | | | | |
         end repeat | | | | |
         calculate | all | | count(${person}) | |",
        &[
            "relevant=\" ../../first  != '' and  /data/n  &gt; 1\"",
            "<output value=\" ../../first \"/>",
            "calculate=\"count( /data/person )\"",
            "<bind nodeset=\"/data/person_count\" type=\"string\" readonly=\"true()\" calculate=\" /data/n  + 1\"/>",
            "<repeat nodeset=\"/data/person\" jr:count=\" /data/person_count \">",
            "<person jr:template=\"\">",
        ],
    );
}

#[test]
fn a_filter_within_a_repeat_looks_from_where_the_question_is() {
    check(
        "survey
         type | name | label | choice_filter
         begin repeat | stop | Stop |
         select_one country | country | Country |
         select_one city | city | City | country=${country}
         end repeat | | |
         choices
         list_name | name | label | country
         country | a | A |
         city | a1 | A1 | a",
        &["<itemset nodeset=\"instance('city')/root/item[country= current()/../country ]\">", "<country>a</country>"],
    );
}

#[test]
fn words_are_said_by_language_and_what_lacks_one_is_marked() {
    check(
        "survey
         type | name | label::English (en) | label::Français (fr) | constraint | constraint_message::English (en) | constraint_message::Français (fr)
         text | a | Name | Nom | . != 'x' | not x | pas x
         text | b | Place | | | |
         settings
         default_language | form_id
         English (en) | f",
        &[
            "<translation lang=\"English (en)\" default=\"true()\">",
            "<text id=\"/data/a:jr:constraintMsg\">\n            <value>pas x</value>",
            "<text id=\"/data/b:label\">\n            <value>-</value>",
            "jr:constraintMsg=\"jr:itext('/data/a:jr:constraintMsg')\"",
            "<label ref=\"jr:itext('/data/a:label')\"/>",
        ],
    );
}

#[test]
fn a_default_stands_or_is_computed() {
    check(
        "survey
         type | name | label | default
         date | a | A | 2026-01-31
         date | b | B | today()
         begin repeat | r | R |
         text | c | C | uuid()
         end repeat | | |",
        &[
            "<a>2026-01-31</a>",
            "<b/>",
            "<setvalue ref=\"/data/b\" event=\"odk-instance-first-load\" value=\"today()\"/>",
            "<setvalue ref=\"/data/r/c\" event=\"odk-instance-first-load\" value=\"uuid()\"/>",
            "<setvalue ref=\"/data/r/c\" event=\"odk-new-repeat\" value=\"uuid()\"/>",
        ],
    );
}

#[test]
fn yes_and_no_and_truth_become_what_they_mean() {
    for (said, written) in
        [("yes", "true()"), ("TRUE", "true()"), ("no", "false()"), ("FALSE", "false()"), ("false()", "false()")]
    {
        let sheets = format!("survey\ntype | name | label | relevant\ntext | a | A | {said}");
        check(&sheets, &[&format!("relevant=\"{written}\"")]);
    }
}

#[test]
fn an_entity_stands_where_its_properties_are_asked() {
    check(
        "survey
         type | name | label | save_to
         text | house | House |
         begin repeat | person | Person |
         text | who | Who | full_name
         end repeat | | |
         entities
         list_name | label
         people | ${who}",
        &[
            "entities:entities-version=\"2025.1.0\"",
            "<entity dataset=\"people\" create=\"1\" id=\"\">",
            "<bind nodeset=\"/data/person/who\" type=\"string\" entities:saveto=\"full_name\"/>",
            "<setvalue ref=\"/data/person/meta/entity/@id\" event=\"odk-new-repeat\" value=\"uuid()\"/>",
            "<bind nodeset=\"/data/person/meta/entity/label\" calculate=\" ../../../who \"",
        ],
    );
}

#[test]
fn the_same_sheet_is_the_same_bytes_and_a_form_read_and_written_stays_as_it_is() {
    let sheets = "survey
        type | name | label
        select_multiple l | a | A & <b>
        choices
        list_name | name | label
        l | one | 1 < 2
        l | two | \"two\"";
    let first = converted(sheets).xml.expect("a form");
    assert_eq!(first, converted(sheets).xml.expect("a form"));
    let read = Form::read(first.as_bytes()).expect("a form");
    assert_eq!(read.to_xml(), first);
    assert_eq!(Form::read(read.to_xml().as_bytes()).expect("a form").to_xml(), first);
}

#[test]
fn what_is_chosen_from_earlier_answers_leaves_out_empty_ones() {
    let form = form(
        "survey
         type | name | label
         begin repeat | child | Child
         text | called | Called
         end repeat | |
         select_one ${called} | eldest | Eldest",
    );
    has(&form.to_xml(), "<itemset nodeset=\"/data/child[./called != '']\">");
}
