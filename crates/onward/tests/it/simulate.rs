use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{Ran, onward_in};

const SIX: [&str; 6] = [
    "portugal-pending-regular",
    "ireland-permit-renewal",
    "qatar-domestic-worker-health",
    "eu-child-guardian",
    "bangladesh-returnee-cash",
    "spain-farm-permit",
];

fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("no count: {value}"))
}

#[test]
fn everybody_is_reached_left_behind_or_cannot_be_told() {
    let dir = tempfile::tempdir().unwrap();
    let make = ["generate", "people", "--count", "3000", "--seed", "7", "--out", "people.parquet"];
    onward_in(dir.path(), &make).ends(0);
    let mut args = vec!["simulate", "--people", "people.parquet", "--on", "2020-11-15", "--by", "sex,age_band"];
    args.extend(["--format", "json", "--pack"]);
    args.extend(SIX);
    let report = onward_in(dir.path(), &args).ends(0).json();
    assert_eq!((count(&report["people"]), &report["synthetic"]), (3000, &Value::Bool(true)));
    let measures = report["measures"].as_array().unwrap();
    assert_eq!(measures.len(), 6);
    for measure in measures {
        let of = |key: &str| count(&measure[key]);
        assert_eq!(of("yes") + of("no") + of("needs"), 3000, "{measure}");
        assert!(of("presumed") <= of("yes"));
        for condition in measure["conditions"].as_array().unwrap() {
            let of = |key: &str| count(&condition[key]);
            assert_eq!(of("met") + of("not_met") + of("unknown"), 3000, "{condition}");
            assert!(of("missed_alone") <= of("not_met"));
        }
        let by_sex = measure["by"]["sex"].as_array().unwrap();
        let yes: u64 = by_sex.iter().map(|row| count(&row["yes"])).sum();
        assert_eq!(yes, of("yes"), "every figure disaggregates, those of unknown sex included");
    }
}

#[test]
fn the_same_seed_makes_the_same_file_and_another_seed_another() {
    let dir = tempfile::tempdir().unwrap();
    for (seed, out) in [("1", "a.parquet"), ("1", "b.parquet"), ("2", "c.parquet")] {
        onward_in(dir.path(), &["generate", "people", "--count", "500", "--seed", seed, "--out", out]).ends(0);
    }
    let read = |name: &str| std::fs::read(dir.path().join(name)).unwrap();
    assert_eq!(read("a.parquet"), read("b.parquet"));
    assert_ne!(read("a.parquet"), read("c.parquet"));
}

#[test]
fn a_value_that_cannot_be_read_is_refused_with_its_row() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("p.csv"), "id,application.lodged_on\n1,2020-03-01\n2,03/2020/01\n").unwrap();
    let args = ["simulate", "--people", "p.csv", "--on", "2020-04-01", "--pack", "portugal-pending-regular"];
    let ran = onward_in(dir.path(), &args).ends(2);
    assert!(ran.err.contains("`application.lodged_on` in row 3"), "{}", ran.err);
}

/// A folder with people and an adaptation of a shipped pack, changed by replacing some text in its one measure.
pub fn adapted(pack: &str, measure: &str, from: &str, to: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let make = ["generate", "people", "--count", "3000", "--seed", "7", "--out", "people.parquet"];
    onward_in(dir.path(), &make).ends(0);
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(pack);
    copy(&shipped, &dir.path().join("ours"));
    let file = dir.path().join("ours").join(measure);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{text}");
    std::fs::write(&file, text.replace(from, to)).unwrap();
    dir
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

pub const CASH: [&str; 3] = ["bangladesh-returnee-cash", "measures/cash-on-return.yaml", "household.size >= 3"];

fn compared<'a>(format: &'a str, extra: &[&'a str]) -> Vec<&'a str> {
    let mut args = vec!["simulate", "--pack", CASH[0], "--variant", "ours", "--on", "2020-12-01"];
    args.extend(["--people", "people.parquet", "--format", format]);
    args.extend(extra);
    args
}

#[test]
fn an_adaptation_of_the_same_name_is_compared_person_by_person() {
    let dir = adapted(CASH[0], CASH[1], CASH[2], "household.size >= 2");
    let report = onward_in(dir.path(), &compared("json", &["--by", "sex"])).ends(0).json();
    let variant = &report["variants"]["measures"][0];
    let of = |from: &str, to: &str| count(&variant["transitions"][from][to]);
    let measure = &report["measures"][0];
    for verdict in ["yes", "no", "needs"] {
        let row = of(verdict, "yes") + of(verdict, "no") + of(verdict, "needs");
        let column = of("yes", verdict) + of("no", verdict) + of("needs", verdict);
        assert_eq!((row, column), (count(&measure[verdict]), count(&variant["after"][verdict])));
    }
    // A smaller household asks for less: nobody can lose.
    assert!(count(&variant["gained"]["people"]) > 0);
    assert_eq!(count(&variant["lost"]["people"]), 0);
    assert_eq!(variant["gained"]["conditions"][0]["condition"], "home");
    let by_sex = variant["by"]["sex"].as_array().unwrap();
    assert_eq!(by_sex.iter().map(|group| count(&group["gained"])).sum::<u64>(), count(&variant["gained"]["people"]));
    let cost = &variant["cost"][0];
    assert_eq!((&cost["name"], &cost["currency"]), (&"amount".into(), &"BDT".into()));
    assert!(cost["per_newly_reached"]["min"].is_string());
    let quota = &measure["quota"];
    assert_eq!(count(&quota["granted"]) + count(&quota["waiting"]), count(&measure["yes"]));
    assert_eq!((&quota["budget"], &quota["lottery"]), (&"5000000.00".into(), &30.into()));
}

/// The same people on both sides, by a file that changes the conditions of one rule: whoever gains by it was in nobody's
/// way but that condition's.
#[test]
fn a_reform_is_a_file_that_drops_replaces_and_adds_conditions() {
    let dir = tempfile::tempdir().unwrap();
    onward_in(dir.path(), &["generate", "people", "--count", "3000", "--seed", "7", "--out", "people.parquet"]).ends(0);
    let write = |text: &str| std::fs::write(dir.path().join("reform.yaml"), text).unwrap();
    let args = ["simulate", "--pack", "ireland-permit-renewal", "bangladesh-returnee-cash", "--reform", "reform.yaml"];
    let rest = ["--people", "people.parquet", "--on", "2020-12-01", "--format", "json"];
    let run = || onward_in(dir.path(), &[&args[..], &rest].concat());
    write("measure: automatic-renewal\ndrop: [present]\n");
    let report = run().ends(0).json();
    let measures = report["variants"]["measures"].as_array().unwrap();
    let one = |name: &str| measures.iter().find(|one| one["measure"] == name).unwrap();
    let renewal = one("automatic-renewal");
    assert!(count(&renewal["gained"]["people"]) > 0);
    assert_eq!(count(&renewal["lost"]["people"]), 0);
    assert_eq!(renewal["gained"]["conditions"][0]["condition"], "present");
    assert_eq!(count(&one("cash-on-return")["gained"]["people"]), 0, "another rule stays as it is");
    let about = &report["measures"][0]["about"];
    assert_eq!(about["ties"], serde_json::json!(["present"]));
    assert!(count(&about["people"]) < 3000 && count(&about["no"]) < count(&report["measures"][0]["no"]), "{about}");
    write("measure: automatic-renewal\nadd:\n- {id: none, when: 'age(birth_date) > 200', says: s, law: l}\n");
    let lost = run().ends(0).json();
    assert_eq!(count(&lost["variants"]["measures"][0]["after"]["yes"]), 0);
    for (wrong, says) in [
        ("measure: automatic-renewal\ndrop: [presnt]\n", "there is no condition `presnt`"),
        ("measure: nothing\ndrop: [present]\n", "there is no measure `nothing`"),
        ("measure: automatic-renewal\ndropped: [present]\n", "dropped"),
    ] {
        write(wrong);
        let ran = run().ends(2);
        assert!(ran.err.contains(says), "{}", ran.err);
    }
}

#[test]
fn a_measure_without_a_counterpart_is_named_and_nothing_in_common_is_a_wrong_call() {
    let dir = tempfile::tempdir().unwrap();
    let make = ["generate", "people", "--count", "300", "--seed", "7", "--out", "people.parquet"];
    onward_in(dir.path(), &make).ends(0);
    let against = |variant: &str| {
        let mut args = vec!["simulate", "--people", "people.parquet", "--on", "2020-12-01", "--format", "json"];
        args.extend(["--pack", CASH[0], "portugal-pending-regular", "--variant", variant]);
        onward_in(dir.path(), &args)
    };
    let ran = against("spain-farm-permit").ends(2);
    assert!(ran.err.contains("no measure of the variant has the name"), "{}", ran.err);
    let variants = against("portugal-pending-regular").ends(0).json()["variants"].clone();
    assert_eq!(variants["only_before"][0], "bangladesh-returnee-cash/cash-on-return");
    assert_eq!(count(&variants["measures"][0]["gained"]["people"]), 0, "the same rule moves nobody");
}

#[test]
fn dropping_a_condition_reaches_those_whom_it_alone_leaves_behind() {
    let dir = tempfile::tempdir().unwrap();
    let make = ["generate", "people", "--count", "3000", "--seed", "7", "--out", "people.parquet"];
    onward_in(dir.path(), &make).ends(0);
    let drop = |asked: &[&str]| {
        let mut args = vec!["simulate", "--people", "people.parquet", "--on", "2020-11-15", "--format", "json"];
        args.extend(["--pack", "portugal-pending-regular", "ireland-permit-renewal"]);
        for asked in asked {
            args.extend(["--drop", asked]);
        }
        onward_in(dir.path(), &args)
    };
    let report = drop(&["lodged", "pending-counts-as-regular:pending,lodged"]).ends(0).json();
    let measure = &report["measures"][0];
    let [lodged, both] = [0, 1].map(|place| &measure["dropped"][place]);
    let alone = measure["conditions"].as_array().unwrap().iter().find(|found| found["id"] == "lodged").unwrap();
    assert!(count(&lodged["gained"]) >= count(&alone["missed_alone"]));
    assert_eq!(count(&both["yes"]), 3000, "nothing is left that could fail");
    assert_eq!(report["measures"][1].get("dropped"), None);
    assert!(drop(&["in_force"]).ends(2).err.contains("several measures"));
    assert!(drop(&["lodgd"]).ends(2).err.contains("did you mean `lodged`?"));
}

/// A register of 400 real people in a file.
fn real_people() -> String {
    let person = |number: usize| {
        let (size, sex) = (number % 4 + 1, ["F", "M"][number % 2]);
        format!("{number},2020-05-01,{size},true,{sex}\n")
    };
    let rows: String = (0..400).map(person).collect();
    format!("external.id,return.on,household.size,work.lost_income,sex\n{rows}")
}

/// A live instance with the register's people, an analyst and a pack in force.
fn on_record() -> TempDir {
    on_record_with("household.size >= 2", &[CASH[0]])
}

/// The same with an adaptation beside, and with these in force.
pub fn on_record_with(adaptation: &str, packs: &[&str]) -> TempDir {
    let dir = adapted(CASH[0], CASH[1], CASH[2], adaptation);
    std::fs::write(dir.path().join("real.csv"), real_people()).unwrap();
    std::fs::write(dir.path().join("map.yaml"), "source: register\nid: external.id\n").unwrap();
    crate::run::live(dir.path());
    for pack in packs {
        crate::run::by(dir.path(), "officer", &["pack", "install", pack]).ends(0);
    }
    crate::run::open(dir.path(), "hedi", "CW");
    crate::run::open(dir.path(), "ana", "AY");
    let import = "import real.csv --map map.yaml --dir here --token hedi.token --purpose assistance";
    let import = format!("{import} --basis public_interest");
    onward_in(dir.path(), &import.split_whitespace().collect::<Vec<_>>()).ends(0);
    dir
}

pub fn studied(dir: &Path, more: &str) -> Ran {
    let study = "simulate --dir here --token ana.token --purpose study --basis public_interest";
    onward_in(dir, &format!("{study} {more}").split_whitespace().collect::<Vec<_>>())
}

#[test]
fn of_people_on_record_measures_in_force_alone_are_counted() {
    let dir = on_record();
    let call = |more: &str| studied(dir.path(), &format!("--on 2020-11-30 {more}"));
    let shipped = format!("--pack {}", CASH[0]);
    let nobody = format!("simulate --dir here --on 2020-11-30 {shipped}");
    onward_in(dir.path(), &nobody.split_whitespace().collect::<Vec<_>>()).ends(2);
    assert!(call("--pack ours").ends(2).err.contains("not in force here as it is named"));
    for (extra, what) in [
        ("--variant ours", "variants"),
        ("--drop home", "dropped conditions"),
        ("--country PRT", "other countries"),
        ("--as-known 2020-06-01", "days before what is known now"),
    ] {
        for format in ["table", "json"] {
            let ran = call(&format!("{shipped} --format {format} {extra}")).ends(2);
            assert!(ran.err.contains(what) && ran.out.is_empty(), "{}", ran.err);
        }
    }
    let plain = call(&format!("{shipped} --format json")).ends(0).json();
    assert_eq!((count(&plain["people"]), count(&plain["measures"][0]["yes"])), (400, 200));
}

#[test]
fn of_people_on_record_a_day_that_was_told_stays_told_and_most_days_are_never_told() {
    let dir = on_record();
    let call = |on: &str| studied(dir.path(), &format!("--on {on} --format json --by sex --pack {}", CASH[0]));
    for day in ["2020-11-29", "2020-12-01", "2999-12-31"] {
        assert!(call(day).ends(2).err.contains("month ends"), "{day}");
    }
    let told = call("2020-11-30").ends(0).out;
    let more = "external.id,return.on,household.size,work.lost_income,sex\n900,2020-05-01,3,true,F\n";
    std::fs::write(dir.path().join("real.csv"), more).unwrap();
    let import = "import real.csv --map map.yaml --dir here --token hedi.token --purpose assistance";
    let import = format!("{import} --basis public_interest");
    onward_in(dir.path(), &import.split_whitespace().collect::<Vec<_>>()).ends(0);
    assert_eq!(call("2020-11-30").ends(0).out, told);
}

#[test]
fn of_a_file_small_counts_are_withheld_unless_its_people_are_said_to_be_synthetic() {
    let dir = tempfile::tempdir().unwrap();
    let some = real_people() + "400,2020-05-01,4,true,X\n401,2020-05-01,3,true,X\n402,2020-05-01,1,true,X\n";
    std::fs::write(dir.path().join("some.csv"), some).unwrap();
    let call = |extra: &[&str]| {
        let mut args = vec!["simulate", "--people", "some.csv", "--on", "2020-12-01", "--format", "json"];
        args.extend(["--pack", CASH[0], "--by", "sex"]);
        args.extend(extra);
        onward_in(dir.path(), &args).ends(0).json()
    };
    let others = |report: &Value| {
        let groups = report["measures"][0]["by"]["sex"].as_array().unwrap().clone();
        groups.into_iter().find(|group| group["value"] == "X").map(|group| group["yes"].clone())
    };
    let real = call(&[]);
    assert_eq!((&real["synthetic"], others(&real)), (&Value::Bool(false), Some(Value::Null)));
    let made_up = call(&["--synthetic"]);
    assert_eq!((&made_up["synthetic"], others(&made_up)), (&Value::Bool(true), Some(2.into())));
}

#[test]
fn the_report_stands_alone_and_says_what_is_invented() {
    let dir = adapted(CASH[0], CASH[1], CASH[2], "household.size >= 2");
    let page = onward_in(dir.path(), &compared("html", &["--by", "sex", "--drop", "home"])).ends(0).out;
    assert!(page.contains("Nobody in these figures exists"));
    for needed in ["<title>", "<desc>", "<table", "prefers-color-scheme:dark", "@media print", "What stood in the way"]
    {
        assert!(page.replace(": ", ":").contains(needed), "{needed}");
    }
    for outside in ["http://", "https://", "<script", "<link", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn households_that_are_scattered_in_the_file_are_sorted_first() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("p.csv"), "id,household.id\n1,a\n2,b\n3,a\n").unwrap();
    let args = ["simulate", "--people", "p.csv", "--synthetic", "--on", "2020-12-01", "--format", "json", "--pack"];
    let report = onward_in(dir.path(), &[&args[..], &CASH[..1]].concat()).ends(0).json();
    assert_eq!(count(&report["people"]), 3);
}

#[test]
fn people_are_read_as_an_import_reads_them() {
    let dir = tempfile::tempdir().unwrap();
    let ran = |text: &str| {
        std::fs::write(dir.path().join("p.csv"), text).unwrap();
        let args = ["simulate", "--people", "p.csv", "--synthetic", "--on", "2020-12-01", "--format", "json", "--pack"];
        onward_in(dir.path(), &[&args[..], &["bangladesh-returnee-cash"]].concat())
    };
    let people = "id;sex;household.size\n#meta+id;#beneficiary+sex;#beneficiary+hh+num\np1;F;4\n";
    assert_eq!(ran(people).ends(0).json()["people"], 1, "another separator is found, hashtags are nobody");
    let refused = |text: &str| ran(text).ends(2).err;
    assert!(refused("hello world\n").contains("no column of the file is a field"));
    assert!(refused("id,Household size\np1,4\n").contains("if it is `household.size`"));
    assert!(refused("id,sex,SEX\np1,F,M\n").contains("`C1` has the same name as the one at `B1`"));
    assert!(refused("id,sex\np1,F,M\n").contains("row 2: cell `C2` stands beyond the last column"));
}

#[test]
fn whom_an_import_would_hand_back_nobody_counts_and_the_row_is_the_one_that_a_spreadsheet_shows() {
    let dir = tempfile::tempdir().unwrap();
    let refused = |text: &str| {
        std::fs::write(dir.path().join("p.csv"), text).unwrap();
        let args = ["simulate", "--people", "p.csv", "--on", "2020-12-01", "--pack", "bangladesh-returnee-cash"];
        onward_in(dir.path(), &args).ends(2).err
    };
    let check = |text: &str, expected: &str| {
        let said = refused(text);
        assert!(said.contains(expected), "{expected}: {said}");
    };
    let born = "row 4: `birth_date` is after 2020-12-01";
    check("id,birth_date\n\n1,1990\n2,2020-12-02\n", born);
    check("id,birth_date,died_on\n1,1990-05-17,1980\n", "row 2: `died_on`: death before birth");
    check("id,arrived_on\n1,2068-01-01\n", "row 2: `arrived_on`: a day after today");
    check("id,sex\nK-12,F\n\n7,M\nK-١٢,F\n", "rows 2 and 5 have one id in `id`");
    check("external.system,external.id,sex\nA,1,F\nB,1,F\na,1,F\n", "rows 2 and 4 have one id in `external.id`");
    check("id,household.size\n1,4\n\n\n2,four\n", "`household.size` in row 5");
}

#[test]
fn whose_dates_can_be_is_counted_and_rows_without_an_id_are_people_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let text = "external.system,external.id,birth_date,died_on\nA,1,1990,1990\nB,1,2020-12-01,\nA,,,\nA,N/A,,\n";
    std::fs::write(dir.path().join("p.csv"), text).unwrap();
    let args = ["simulate", "--people", "p.csv", "--synthetic", "--on", "2020-12-01", "--format", "json", "--pack"];
    let report = onward_in(dir.path(), &[&args[..], &CASH[..1]].concat()).ends(0).json();
    assert_eq!(count(&report["people"]), 4);
}
