//! Bad libraries, each refused at the character that a `$` marks.

use std::collections::BTreeSet;
use std::path::Path;

use library::{Addressee, Carried, Library, Passage, Place, StillMissing};
use packs::Source;

const CODES: &str = "gcm: {1: Data, 7: Vulnerability, 15: Services}\nsdg:\n  1: [\"1.1\", \"1.a\"]\n  10: [\"10.6\", \"10.7\", \"10.a\", \"10.c\"]\n";
const PRACTICE: &str = "- {id: p, text: T, quote: Q, status: ended, kind: rule, gcm: [7], sdg: [\"10.7\"], groups: [all], phase: immediate, where: [section 1 paragraph 10], pack: a-pack}\n";
const PART: &str = "part: s\nby: official\nrecommendations:\n- {id: r, text: T, to: [governments], where: [section 4 paragraph 41], gcm: [7], sdg: [\"10.7\"], rows: [S05], practices: [land/p]}\n";

fn actor(practices: &str) -> String {
    format!("actor: Land\niso3: [PRT]\nreported_by: Land\npractices:\n{practices}")
}

fn library(practices: &str, part: &str) -> Source {
    let files = [("codes.yaml", CODES), ("practices/land.yaml", practices), ("recommendations/s.yaml", part)];
    Source::new("library", files.map(|(path, text)| (path.into(), text.into())).into())
}

/// Checks that a library has exactly this problem, where a `$` marks it, and what helps.
#[track_caller]
fn refused(file: &str, practices: &str, part: &str, code: &str, help: Option<&str>) {
    let marked = if file.starts_with("practices") { practices } else { part };
    let before = marked.split_once('$').map(|(before, _)| before).unwrap();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let source = library(&practices.replace('$', ""), &part.replace('$', ""));
    let problems = Library::read(&source).unwrap_err().0;
    let shown: Vec<_> = problems.iter().map(ToString::to_string).collect();
    let [problem] = problems.as_slice() else { panic!("{shown:#?}") };
    assert_eq!((problem.code, problem.line, problem.column), (code, line, column), "{shown:?}");
    assert_eq!(problem.file, format!("library/{file}"));
    assert_eq!(problem.help.as_deref(), help, "{shown:?}");
}

/// The good practice with one part of it put otherwise.
#[track_caller]
fn practice(from: &str, to: &str, code: &str, help: Option<&str>) {
    assert_eq!(PRACTICE.matches(from).count(), 1, "{from}");
    let practices = actor(&PRACTICE.replace(from, to));
    refused("practices/land.yaml", &practices, PART, code, help);
}

#[track_caller]
fn recommendation(from: &str, to: &str, code: &str, help: Option<&str>) {
    assert_eq!(PART.matches(from).count(), 1, "{from}");
    refused("recommendations/s.yaml", &actor(PRACTICE), &PART.replace(from, to), code, help);
}

#[test]
fn a_sound_library_is_read_whole() {
    let library = Library::read(&library(&actor(PRACTICE), PART)).unwrap();
    let practice = library.practice("land/p").unwrap();
    assert_eq!((practice.actor.as_str(), practice.reported_by.as_str()), ("Land", "Land"));
    assert_eq!(practice.carried, Carried::By { pack: "a-pack".into(), missing: Vec::new() });
    assert_eq!(practice.passages, [Passage { place: Place::Section1, paragraph: 10 }]);
    assert_eq!(library.recommending("land/p").map(|one| one.id.as_str()).collect::<Vec<_>>(), ["s/r"]);
}

#[test]
fn objectives_and_targets_that_do_not_exist_are_refused_with_the_nearest() {
    practice("gcm: [7]", "gcm: [$24]", "unknown-objective", Some("the nearest is `15`"));
    practice("gcm: [7]", "gcm: [$x]", "unknown-objective", None);
    practice("\"10.7\"", "$\"10.8\"", "unknown-target", Some("the nearest is `10.7`"));
    practice("\"10.7\"", "$\"10.d\"", "unknown-target", Some("the nearest is `10.c`"));
    practice("\"10.7\"", "$\"1.7\"", "unknown-target", Some("the nearest is `1.1`"));
    recommendation("\"10.7\"", "$\"10.8\"", "unknown-target", Some("the nearest is `10.7`"));
}

#[test]
fn words_that_are_not_of_a_closed_list_are_refused_with_the_nearest() {
    practice("status: ended", "status: $endd", "unknown-word", Some("did you mean `ended`?"));
    practice("kind: rule", "kind: $rules", "unknown-word", Some("did you mean `rule`?"));
    practice("groups: [all]", "groups: [$womem]", "unknown-word", Some("did you mean `women`?"));
    practice("phase: immediate", "phase: $imediate", "unknown-word", Some("did you mean `immediate`?"));
    practice("pack: a-pack", "pack: a-pack, missing: [$paiment]", "unknown-word", Some("did you mean `payment`?"));
    recommendation("by: official", "by: $oficial", "unknown-word", Some("did you mean `official`?"));
    recommendation("[governments]", "[$government]", "unknown-word", Some("did you mean `governments`?"));
}

#[test]
fn a_passage_beyond_the_report_is_refused() {
    practice("section 1 paragraph 10", "$section 9 paragraph 1", "passage", Some("did you mean `section 1`?"));
    practice("section 1 paragraph 10", "$section 1 paragraph 28", "passage", None);
    practice("section 1 paragraph 10", "$section 1 paragraph 0", "passage", None);
    practice("section 1 paragraph 10", "$section 1 paragraph x", "passage", None);
    practice("section 1 paragraph 10", "$section 1", "passage", None);
    recommendation("section 4 paragraph 41", "$section 4 paragraph 43", "passage", None);
}

#[test]
fn what_is_missing_is_said_of_a_pack_and_is_something() {
    let practices = actor(&PRACTICE.replace("pack: a-pack", "pack: a-pack, missing: [payment, steps]"));
    let library = Library::read(&library(&practices, PART)).unwrap();
    let missing = library.practice("land/p").unwrap().missing();
    assert_eq!(missing, [StillMissing::Payment, StillMissing::Steps]);
    practice("pack: a-pack", "reason: none, missing: $[payment]", "missing-without-pack", None);
    practice("pack: a-pack", "pack: a-pack, missing: $[]", "nothing-missing", None);
}

#[test]
fn whoever_asked_is_named_where_speakers_or_the_floor_did() {
    let part = PART.replace("official", "floor").replace("gcm: [7]", "asked_by: Land, gcm: [7]");
    let read = Library::read(&library(&actor(PRACTICE), &part)).unwrap();
    let [one] = read.recommendations.as_slice() else { panic!("{:?}", read.recommendations) };
    assert_eq!((one.asked_by.as_deref(), one.to.as_slice()), (Some("Land"), [Addressee::Governments].as_slice()));
    assert_eq!(one.passages, [Passage { place: Place::Section4, paragraph: 41 }]);
    let part = PART.replace("official", "speaker").replace("{id: r", "${id: r");
    refused("recommendations/s.yaml", &actor(PRACTICE), &part, "missing-key", None);
    recommendation("{id: r, ", "{id: r, asked_by: $Land, ", "asked-by", None);
}

#[test]
fn keys_that_nothing_reads_or_that_are_missing_are_refused() {
    practice("text: T", "text: T, $txt: T", "unknown-key", Some("did you mean `text`?"));
    practice("- {id: p, text: T", "- ${id: p", "missing-key", None);
    practice("- {id: p, text: T, quote: Q", "- ${id: p, text: T", "missing-key", None);
    recommendation("{id: r, text: T, to: [governments], ", "${id: r, text: T, ", "missing-key", None);
    let practices = actor(PRACTICE).replace("actor: Land", "actor: Land\n$since: 2020");
    refused("practices/land.yaml", &practices, PART, "unknown-key", None);
    recommendation("{id: r, ", "{id: r, $pack: x, ", "unknown-key", None);
}

#[test]
fn a_practice_has_a_pack_or_a_reason_and_never_both() {
    practice("pack: a-pack", "pack: a-pack, reason: $none", "pack-or-reason", None);
    let practices = actor(&PRACTICE.replace(", pack: a-pack", "").replace("- {", "- ${"));
    refused("practices/land.yaml", &practices, PART, "pack-or-reason", None);
}

#[test]
fn an_id_stands_once_in_its_file() {
    let again = PRACTICE.replace("id: p", "id: $p");
    refused("practices/land.yaml", &actor(&format!("{PRACTICE}{again}")), PART, "duplicate-id", None);
    let part = format!(
        "{PART}- {{id: $r, text: T, to: [governments], where: [conclusions paragraph 2], gcm: [7], sdg: [], rows: [], practices: []}}\n"
    );
    refused("recommendations/s.yaml", &actor(PRACTICE), &part, "duplicate-id", None);
}

#[test]
fn a_recommendation_is_traced_to_what_exists() {
    recommendation("land/p", "$land/pp", "unknown-practice", Some("did you mean `land/p`?"));
    recommendation("S05", "$S46", "unknown-system", None);
    recommendation("S05", "$05", "unknown-system", None);
    recommendation("part: s", "part: $t", "file-name", None);
}

#[test]
fn a_country_is_three_letters() {
    let practices = actor(PRACTICE).replace("[PRT]", "[$PT]");
    refused("practices/land.yaml", &practices, PART, "country", None);
}

#[test]
fn without_codes_nothing_is_read() {
    let source = Source::new("library", [].into());
    let problems = Library::read(&source).unwrap_err().0;
    assert_eq!((problems.len(), problems[0].code), (1, "missing-file"));
}

#[test]
fn a_pack_that_is_not_shipped_is_named_with_its_place_and_the_nearest() {
    let library = Library::read(&library(&actor(PRACTICE), PART)).unwrap();
    assert!(library.unknown_packs(&["a-pack".into()]).is_empty());
    let problems = library.unknown_packs(&["a-pacc".into()]);
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    let column = PRACTICE.find("a-pack").unwrap() + 1;
    assert_eq!((problem.code, problem.line, problem.column), ("unknown-pack", 5, column));
    assert_eq!(problem.help.as_deref(), Some("did you mean `a-pacc`?"));
}

/// `docs/library.md` lists every code of a problem with the library.
#[test]
fn every_code_is_documented() {
    let docs = include_str!("../../../../docs/library.md");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inside = |folder: &Path| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = inside(&folder).chain(inside(&folder.join("read"))).filter(|path| path.is_file());
    let text: String = files.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let calls = text.split("error(").skip(1).filter_map(|call| call.split_once(", \"")?.1.split('"').next());
    let codes: BTreeSet<&str> = calls.collect();
    assert!(codes.len() >= 10, "{codes:?}");
    for code in codes {
        assert!(docs.contains(&format!("`{code}`")), "{code}");
    }
}
