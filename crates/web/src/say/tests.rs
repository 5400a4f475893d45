use super::*;

#[test]
fn the_asked_language_wins_over_the_remembered_and_the_accepted() {
    assert_eq!(Tongue::choose(Some("ar"), Some("fr"), Some("es")), Tongue::Ar);
    assert_eq!(Tongue::choose(Some("xx"), Some("fr"), Some("es")), Tongue::Fr);
    assert_eq!(Tongue::choose(None, None, Some("de, es-MX;q=0.7, fr;q=0.8")), Tongue::Fr);
    assert_eq!(Tongue::choose(None, None, Some("fr;q=0, es;q=0.1")), Tongue::Es);
    assert_eq!(Tongue::choose(None, None, Some("zh")), Tongue::En);
    assert_eq!(Tongue::choose(None, None, Some("ar-EG")), Tongue::Ar);
}

#[test]
fn numbers_are_grouped_the_way_the_language_does() {
    let shown = |tongue, number| figures::grouped(tongue, number);
    assert_eq!(shown(Tongue::En, 61_204), "61,204");
    assert_eq!(shown(Tongue::Fr, 1_000_000), "1\u{202f}000\u{202f}000");
    assert_eq!(shown(Tongue::Es, 1234), "1234");
    assert_eq!(shown(Tongue::Es, 12_345), "12.345");
    assert_eq!(shown(Tongue::En, 7), "7");
}

#[test]
fn what_is_not_translated_says_which_language_it_is_in() {
    let french = Say { tongue: Tongue::Fr };
    let shown = french.text(&Text::english("lodged & waiting")).to_string();
    assert!(shown.contains("lang=\"en\""), "{shown}");
    assert!(shown.contains("lodged &amp; waiting"), "{shown}");
}

#[test]
fn arguments_cannot_bring_markup_with_them() {
    let say = Say { tongue: Tongue::En };
    let shown = say.rich("signed-in-as", &[("account", MessageArg::Text("<script>"))]).to_string();
    assert!(!shown.contains("<script>"), "{shown}");
}

#[test]
fn a_withheld_count_is_a_mark_with_words() {
    let say = Say { tongue: Tongue::En };
    assert!(say.count(&None).to_string().contains("aria-label"));
    assert!(say.count(&Some(61_204)).to_string().contains("61,204"));
}

#[test]
fn days_inside_a_rules_sentence_are_written_out() {
    let say = Say { tongue: Tongue::En };
    let shown = say.text(&Text::english("lodged by 2020-03-18, é<2020-13-01>, no. 12020-03-18")).to_string();
    assert!(shown.contains("datetime=\"2020-03-18\""), "{shown}");
    assert!(shown.contains("18"), "{shown}");
    assert!(shown.ends_with("é&lt;2020-13-01&gt;, no. 12020-03-18"), "{shown}");
}

/// A time stands after its day in Arabic too, where a message stands in another.
#[test]
fn what_is_put_together_runs_in_the_direction_of_its_language() {
    let day: Date = "2020-09-01".parse().unwrap();
    for (tongue, begins) in [(Tongue::Ar, '\u{2067}'), (Tongue::En, '\u{2066}')] {
        let say = Say { tongue };
        let moment = say.rich("moment", &[("day", MessageArg::Day(day)), ("time", MessageArg::Text("12:00"))]);
        let shown = say.rich("case-done", &[("when", MessageArg::Html(moment.clone()))]).to_string();
        assert!(shown.contains(&format!("{begins}{moment}\u{2069}")), "{shown}");
        let plain = say.with("case-done", &[("when", MessageArg::Day(day))]);
        assert!(plain.contains(begins), "{plain}");
    }
}

#[test]
fn the_first_of_a_month_and_a_hundred_and_two_are_written_as_each_language_does() {
    let day: Date = "2020-12-01".parse().unwrap();
    let french = Say { tongue: Tongue::Fr };
    let shown = french.day(&day).to_string().replace(['\u{2068}', '\u{2069}'], "");
    assert!(shown.contains("1er décembre 2020"), "{shown}");
    let arabic = Say { tongue: Tongue::Ar };
    let measures = |count: u64| arabic.n("measures-count", &count).to_string();
    assert!(measures(12).contains("تدبيرًا"), "{}", measures(12));
    assert!(measures(102).contains("تدبير") && !measures(102).contains("تدبيرًا"), "{}", measures(102));
}
