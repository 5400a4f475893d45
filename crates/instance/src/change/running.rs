//! Cases run the pathway that is in force: whoever puts another version in force does not drop an item that cases have done or
//! wait for, nor a pathway that they run, and does not loosen a duty towards people alone.

use packs::Packs;
use pathways::{PathwaysInForce, loosened, succession};
use yaml::{At, Problems, Report};

use crate::Fault;

/// Refuses packs in which a pathway in force would be gone, or would have lost an item under every name. One that its pack
/// retires goes on purpose.
pub(super) fn kept(before: &PathwaysInForce, after: &Packs, country: Option<&str>) -> Result<(), Fault> {
    let now = after.pathways_in_force(country);
    let mut problems = vec![];
    for was in before.all().map(|running| &running.pathway) {
        if after.schema.is_retired(&was.kind) {
            continue;
        }
        let next = now.of_kind(&was.kind).map(|running| &running.pathway);
        for lack in succession(was, next) {
            let mut report = Report::new(format!("{}/pathways/{}.yaml", was.pack, was.id));
            report
                .error(At::START, lack.code, lack.what)
                .help("an item that has another name now lists its older ones under `was`");
            problems.extend(report.finish());
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Fault::Unsound(Problems(problems))) }
}

/// Pathways that would owe people less, as `pack/pathway`: a later deadline, fewer votes, a lost appeal.
pub(super) fn loosened_ones(before: &PathwaysInForce, after: &Packs, country: Option<&str>) -> Vec<String> {
    let now = after.pathways_in_force(country);
    let less = before
        .all()
        .map(|running| &running.pathway)
        .filter(|was| now.of_kind(&was.kind).is_some_and(|next| !loosened(was, &next.pathway).is_empty()));
    less.map(|was| format!("{}/{}", was.pack, was.id)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use packs::{LoadOptions, Source};

    use super::*;

    const PATHWAY: &str = "
pathway: paper-check
sees: {scope: office}
by: [CW]
opens: {by: [CW]}
law: illustrative
stages: [{id: first, tasks: [{id: papers, due: 5 working_days, approve: SU}]}]
ends: {gone: {leaves: true}}
";

    fn packs(pathway: Option<&str>, more: &str) -> Packs {
        let pack = format!("pack: t\nversion: 1.0.0\ntitle: {{en: T}}\npurpose: assistance\nlicence: CC0-1.0\n{more}");
        let mut files = BTreeMap::from([("pack.yaml".to_owned(), pack)]);
        files.extend(pathway.map(|text| ("pathways/paper-check.yaml".to_owned(), text.to_owned())));
        packs::load(&[Source::new("t", files)], &LoadOptions::default()).unwrap_or_else(|problems| panic!("{problems}"))
    }

    fn codes(after: &Packs) -> Vec<&'static str> {
        match kept(&packs(Some(PATHWAY), "").pathways_in_force(None), after, None) {
            Ok(()) => vec![],
            Err(Fault::Unsound(problems)) => problems.0.iter().map(|problem| problem.code).collect(),
            Err(fault) => panic!("{fault}"),
        }
    }

    #[test]
    fn what_cases_wait_for_is_not_dropped() {
        let renamed = PATHWAY.replace("id: papers,", "id: files,");
        assert_eq!(codes(&packs(Some(&renamed), "")), ["dropped-item"]);
        assert_eq!(
            codes(&packs(Some(&renamed.replace("id: files,", "id: files, was: [papers],")), "")),
            Vec::<&str>::new()
        );
        let other_end = PATHWAY.replace("ends: {gone:", "ends: {left:");
        assert_eq!(codes(&packs(Some(&other_end), "")), ["dropped-item"]);
        assert_eq!(codes(&packs(None, "")), ["used-by-running"]);
        assert_eq!(codes(&packs(None, "retired: [paper_check]\n")), Vec::<&str>::new());
    }

    #[test]
    fn a_duty_is_loosened_by_two() {
        let before = packs(Some(PATHWAY), "").pathways_in_force(None);
        let loosens = |text: &str| loosened_ones(&before, &packs(Some(text), ""), None);
        assert_eq!(loosens(&PATHWAY.replace("due: 5", "due: 50")), ["t/paper-check"]);
        assert_eq!(loosens(&PATHWAY.replace(", approve: SU", "")), ["t/paper-check"]);
        assert_eq!(loosens(&PATHWAY.replace("by: [CW]\nopens", "by: [CW, HD]\nopens")), ["t/paper-check"]);
        assert_eq!(loosens(&PATHWAY.replace("approve: SU", "approve: CW")), ["t/paper-check"]);
        assert_eq!(loosens(&PATHWAY.replace("due: 5", "due: 4")), Vec::<String>::new());
        let assigned = PATHWAY.replace("scope: office", "scope: assigned");
        let before = packs(Some(&assigned), "").pathways_in_force(None);
        assert_eq!(loosened_ones(&before, &packs(Some(PATHWAY), ""), None), ["t/paper-check"], "more people see it");
    }
}
