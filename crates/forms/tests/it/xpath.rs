//! What expressions come to: each value was found with JavaRosa, or stands in ODK's specification where JavaRosa differs
//! from it for want of a field (`area` of a text).

use forms::{Filling, Form};

use crate::books::context;

const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>x</h:title><model>
<instance><data id="x" version="3"><q/><e/><n/><dec/><d/><dt/><t/><m/><shape/><rep jr:template=""><a/><c/></rep><rep><a/><c/></rep><hid/><meta><instanceID/></meta></data></instance>
<instance id="l"><root><item><name>a</name><label>A</label><p>1</p></item><item><name>b</name><label>B</label><p>1</p></item><item><name>c</name><label>C</label><p>2</p></item></root></instance>
<bind nodeset="/data/n" type="int"/><bind nodeset="/data/dec" type="decimal"/><bind nodeset="/data/d" type="date"/><bind nodeset="/data/dt" type="dateTime"/><bind nodeset="/data/t" type="time"/><bind nodeset="/data/shape" type="geoshape"/><bind nodeset="/data/rep/a" type="int"/><bind nodeset="/data/rep/c" calculate="/data/rep/a + 1"/><bind nodeset="/data/hid" relevant="false()"/>
</model></h:head><h:body><input ref="/data/q"/><select1 ref="/data/m"><label>m</label><item><label>Ay</label><value>a</value></item><item><label>Bee</label><value>b</value></item></select1><group ref="/data/rep"><repeat nodeset="/data/rep"><input ref="/data/rep/a"/></repeat></group></h:body></h:html>"#;

fn form() -> Form {
    Form::read(FORM.as_bytes()).expect("a form")
}

fn filled(form: &Form) -> Filling<'_> {
    let mut filling = Filling::begin(form, context());
    let answers = [
        ("/data/n", "7"),
        ("/data/dec", "2.5"),
        ("/data/d", "2026-02-03"),
        ("/data/dt", "2026-02-03T06:00:00.000Z"),
        ("/data/t", "18:00:00.000"),
        ("/data/m", "a"),
        ("/data/hid", "typed"),
        ("/data/shape", "7.9377 -11.5845 0 0;7.9324 -11.5902 0 0;7.92 -11.58 0 0;7.9377 -11.5845 0 0"),
        ("/data/rep[1]/a", "3"),
    ];
    for (path, text) in answers {
        let place = filling.at(path).expect(path);
        filling.set(place, text);
    }
    let repeat = form.find("/data/rep").expect("a repeat");
    filling.add(repeat, 0).expect("one more");
    let place = filling.at("/data/rep[2]/a").expect("the second");
    filling.set(place, "9");
    filling
}

#[track_caller]
fn check(at: &str, table: &[(&str, &str)]) {
    let form = form();
    let filling = filled(&form);
    let place = filling.at(at).expect(at);
    for (expression, expected) in table {
        let found = filling.try_expr(expression, place).unwrap_or_else(|says| format!("fault: {says}"));
        assert_eq!(found, *expected, "{expression}");
    }
}

#[test]
fn numbers_texts_and_flags_go_into_each_other_as_in_collect() {
    check(
        "/data/q",
        &[
            ("1 - -1", "2"),
            ("/data/e + 1", "NaN"),
            ("/data/e > 5", "false"),
            ("/data/e != 5", "true"),
            ("not(/data/e > 5)", "true"),
            ("/data/n = '7.0'", "true"),
            ("'2,5' + 1", "3.5"),
            ("'1e3' + 1", "NaN"),
            ("boolean('false')", "true"),
            ("boolean('')", "false"),
            ("boolean-from-string('TRUE')", "true"),
            ("boolean-from-string('yes')", "false"),
            ("string(1.0)", "1"),
            ("string(1 div 3)", "0.3333333333333333"),
            ("string(1 div 0)", "Infinity"),
            ("0.1 + 0.2 = 0.3", "true"),
            ("-5 mod 3", "-2"),
            ("3 - 2 - 1", "0"),
            ("2 + 3 * 4", "14"),
            ("1 < 2 = true()", "true"),
            ("'' = false()", "true"),
            ("'false' = false()", "false"),
            ("true() or 1 div 0 > 'x'", "true"),
        ],
    );
}

#[test]
fn numbers_are_rounded_and_summed_as_in_collect() {
    check(
        "/data/q",
        &[
            ("round(2.5)", "3"),
            ("round(-2.5)", "-2"),
            ("round(1.005, 2)", "1.01"),
            ("round(-1.005, 2)", "-1"),
            ("round(12345, -2)", "12300"),
            ("int(-7.9)", "-7"),
            ("max(/data/e, 3)", "3"),
            ("min(/data/rep/a)", "3"),
            ("sum(/data/e)", "0"),
            ("sum(/data/rep/a)", "12"),
            ("count(/data/rep[a > 5])", "1"),
            ("count-non-empty(/data/rep/a)", "2"),
            ("pow(2, 10)", "1024"),
            ("checklist(1, 2, true(), false(), true())", "true"),
            ("weighted-checklist(2, 5, true(), 2, false(), 3)", "true"),
            ("area(/data/shape)", "765491.0365300323"),
        ],
    );
}

#[test]
fn texts_are_cut_and_chosen_as_in_collect() {
    check(
        "/data/q",
        &[
            ("concat(/data/rep/a)", "39"),
            ("join(', ', /data/rep/a)", "3, 9"),
            ("coalesce(/data/e, 'x')", "x"),
            ("substr('hello', 1, 3)", "el"),
            ("substr('hello', -3)", "llo"),
            ("substring-after('a-b-c', '-')", "b-c"),
            ("translate('abcabc', 'ab', 'x')", "xcxc"),
            ("normalize-space('  a   b ')", "a b"),
            ("regex('abc', 'b')", "false"),
            ("regex('12a', '^(?=.*[a-z]).+$')", "true"),
            ("selected('a b c', ' b ')", "true"),
            ("selected('abc', 'b')", "false"),
            ("selected('', '')", "true"),
            ("selected-at('a b c', 1)", "b"),
            ("count-selected('a  b c')", "3"),
            ("jr:choice-name(/data/m, '/data/m')", "Ay"),
            ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
            ("base64-decode('aGVsbG8=')", "hello"),
            ("string-length('héllo')", "5"),
        ],
    );
}

#[test]
fn days_are_counted_and_written_as_in_collect() {
    check(
        "/data/q",
        &[
            ("date('2026-01-31') + 1", "20485"),
            ("date(20000.7)", "2024-10-04"),
            ("date('')", ""),
            ("/data/d > date('2026-01-01')", "true"),
            // A text is neither before nor after anything.
            ("/data/d > '2026-01-01'", "false"),
            ("/data/d = '2026-02-03'", "true"),
            ("number(/data/d)", "20487"),
            ("decimal-date-time('2026-01-31T12:00:00.000Z')", "20484.5"),
            ("decimal-time('06:00:00.000')", "0.25"),
            ("decimal-date-time('')", ""),
            ("format-date('2026-01-05', '%Y-%m-%d %n %e %b %a %y')", "2026-01-05 1 5 Jan Mon 26"),
            ("format-date-time('2026-01-05T09:07:03.045Z', '%H:%M:%S.%3 %h')", "09:07:03.045 9"),
            ("today()", "2026-12-01"),
            ("if(/data/d < today(), 'before', 'after')", "before"),
            ("date('2026-13-01')", "fault: `2026-13-01` is no date"),
        ],
    );
}

#[test]
fn lists_are_looked_up_and_put_in_the_order_that_collect_shows() {
    check(
        "/data/q",
        &[
            ("instance('l')/root/item[name = /data/m]/label", "A"),
            ("instance('l')/root/item['b' = name]/label", "B"),
            ("count(instance('l')/root/item[p = 1])", "2"),
            ("count(instance('l')/root/item[p = '1' and name != 'a'])", "1"),
            ("instance('l')/root/item[2]/name", "b"),
            ("join(',', randomize(instance('l')/root/item/name, 42))", "a,b,c"),
            ("join(',', randomize(instance('l')/root/item/name, 7))", "c,b,a"),
        ],
    );
}

#[test]
fn within_a_repeat_a_path_from_the_root_means_the_own_one() {
    check(
        "/data/rep[2]/a",
        &[
            ("/data/rep/a", "9"),
            ("count(/data/rep)", "1"),
            ("count(../../rep)", "2"),
            ("sum(../../rep/a)", "12"),
            ("position(..)", "2"),
            ("indexed-repeat(/data/rep/a, /data/rep, position(..) - 1)", "3"),
            ("/data/rep[position() = 1]/a", "3"),
            ("/data/rep[position() = position(current()/..) - 1]/a", "3"),
            ("/data/rep/c", "10"),
        ],
    );
    check(
        "/data/q",
        &[
            ("indexed-repeat(/data/rep/a, /data/rep, 9)", ""),
            (
                "/data/rep/a",
                "fault: `/data/rep/a` stands for 2 answers where one is needed: name which one with indexed-repeat()",
            ),
        ],
    );
}

#[test]
fn what_does_not_matter_reads_as_empty_and_keeps_what_was_typed() {
    check("/data/q", &[("/data/hid", ""), ("count(/data/hid)", "0")]);
    let form = form();
    let filling = filled(&form);
    let place = filling.at("/data/hid").expect("a node");
    assert_eq!(filling.state_of(place).expect("a state").text, "typed");
    assert_eq!(filling.answer(place), "");
    assert!(!forms::submission::to_xml(&filling).contains("typed"));
}

#[test]
fn an_expression_that_is_written_is_read_again_as_the_same() {
    for text in [
        "1 - (2 - 3)",
        "-(1 + 2) * 3",
        "a[b = 'it''s' or c]/../d",
        "if(a, b, c)/x",
        "not(a) and (b or c)",
        "instance(\"l\")/root/item[name = current()/../x]/label",
        "@id",
        "./a/@b",
    ] {
        let Ok(expr) = forms::xpath::parse(text) else { continue };
        let written = expr.to_string();
        assert_eq!(forms::xpath::parse(&written).expect(&written), expr, "{text} -> {written}");
    }
}
