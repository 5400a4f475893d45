use serde_json::Value;

use crate::run::onward_in;

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
    assert!(ran.err.contains("application.lodged_on"), "{}", ran.err);
}
