use std::collections::BTreeSet;

use serde_json::Value;

use crate::run::onward_in;

#[test]
fn every_practice_is_listed_with_what_its_pack_does() {
    let dir = tempfile::tempdir().unwrap();
    let ran = onward_in(dir.path(), &["practices", "--format", "json"]);
    let listed = ran.json();
    let practices = listed.as_array().unwrap();
    assert_eq!(practices.len(), 392, "counted in library/practices");
    let one = |id: &str| practices.iter().find(|one| one["id"] == id).unwrap();
    let portugal = one("portugal/pending-counts-as-regular");
    assert_eq!((&portugal["actor"], &portugal["iso3"][0]), (&"Portugal".into(), &"PRT".into()));
    assert_eq!((&portugal["pack"], &portugal["pack_state"]), (&"portugal-pending-regular".into(), &"runs".into()));
    assert_eq!((&portugal["gcm"][0], &portugal["sdg"][0]), (&4.into(), &"10.7".into()));
    for practice in practices {
        let (state, reason) = (practice["pack_state"].as_str().unwrap(), practice["reason"].as_str().unwrap());
        assert_eq!(state == "none", practice["pack"].is_null(), "{practice}");
        assert_eq!(state == "runs", reason.is_empty(), "{practice}");
        let (quote, missing) = (practice["quote"].as_str().unwrap(), practice["missing"].as_array().unwrap());
        assert!(!quote.is_empty() && !practice["where"].as_array().unwrap().is_empty(), "{practice}");
        assert!(state != "fails", "{practice}");
        assert!(state == "partly" || missing.is_empty(), "{practice}");
        assert!(state != "partly" || !missing.is_empty(), "{practice}");
    }
    let cash = one("bangladesh/cash-on-return");
    assert_eq!(cash["reason"], "payment", "of the shape of every language");
    assert_eq!((&cash["pack_state"], &cash["missing"]), (&"partly".into(), &serde_json::json!(["payment"])));
    assert_eq!(cash["where"], serde_json::json!(["section 4 paragraph 15", "section 5 paragraph 4"]));
    ran.ends(0);
}

#[test]
fn the_table_groups_by_actor_and_the_sheet_has_a_row_a_practice() {
    let dir = tempfile::tempdir().unwrap();
    let table = onward_in(dir.path(), &["practices"]).out;
    let heads: Vec<&str> = table.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(heads.len(), heads.iter().collect::<BTreeSet<_>>().len(), "each actor once");
    assert!(heads.contains(&"Portugal") && table.contains("  runs   pending-counts-as-regular "), "{table}");
    assert!(table.contains("bangladesh-returnee-cash, missing: payment"), "{table}");
    let json: Value = onward_in(dir.path(), &["practices", "--format", "json"]).json();
    let csv = onward_in(dir.path(), &["practices", "--format", "csv"]).out;
    assert!(csv.starts_with("id,actor,iso3,text,status,reported_by,kind,gcm,sdg,"));
    assert_eq!(csv.lines().count(), json.as_array().unwrap().len() + 1);
    onward_in(dir.path(), &["practices", "--format", "html"]).ends(2);
}

#[test]
fn texts_come_in_the_language_asked_for_and_say_whether_a_speaker_has_read_them() {
    let dir = tempfile::tempdir().unwrap();
    let of = |lang: &str| -> Value { onward_in(dir.path(), &["practices", "--format", "json", "--lang", lang]).json() };
    let (english, french) = (of("en"), of("fr"));
    for (told, there) in french.as_array().unwrap().iter().zip(english.as_array().unwrap()) {
        assert_eq!((&told["id"], &told["quote"]), (&there["id"], &there["quote"]), "quotations stay English");
        assert_eq!((&told["lang"], &there["lang"]), (&"fr".into(), &"en".into()), "{told}");
        assert!(told["text"] != there["text"] && there["reviewed"] == true, "{told}");
        assert!(there["pack_state"] == "runs" || told["reason"] != there["reason"], "{told}");
    }
    let table = onward_in(dir.path(), &["practices", "--lang", "ar"]).out;
    assert!(table.contains("  runs   pending-counts-as-regular "), "{table}");
    onward_in(dir.path(), &["practices", "--lang", "de"]).ends(2);
}
