//! A case stays on the version on which it began: another version owes something else to the cases that are opened from then
//! on, and whoever puts it in force does not loosen a duty towards people alone.

use std::collections::{BTreeMap, BTreeSet};

use casework::{ListReader, Scope};
use model::Text;
use packs::Packs;
use pathways::{PathwayInForce, PathwaysInForce, loosened};
use store::{Among, RecordShelf};

use crate::{Fault, InForce, Instance, THRESHOLD};

/// A pathway in force of which another version would be, or none any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningCases {
    /// What people call it.
    pub title: Text,
    /// The kind of its cases.
    pub kind: String,
    /// Whether its cases stay, on the versions on which they began; else they go out of sight with their kind.
    pub stay: bool,
    /// How many are live: tens that are full, nothing where there are fewer, or none. A count of few tells on somebody, and so
    /// does one that differs by one from that of yesterday.
    pub live: Option<u64>,
}

/// The pathways that change, before anybody has counted.
pub(super) fn changed(before: &PathwaysInForce, after: &Packs, country: Option<&str>) -> Vec<RunningCases> {
    let now = after.pathways_in_force(country);
    let same = |was: &&PathwayInForce| {
        now.of_kind(&was.pathway.kind).is_some_and(|now| now.version == was.version && now.name() == was.name())
    };
    let others = before.all().filter(|was| !same(was)).map(|was| RunningCases {
        title: was.pathway.title.clone(),
        kind: was.pathway.kind.clone(),
        stay: after.schema.kind(&was.pathway.kind).is_some(),
        live: None,
    });
    others.collect()
}

impl Instance {
    /// How many cases are live of each kind, in full tens.
    pub(super) async fn count_live(&self, in_force: &InForce, cases: &mut [RunningCases]) -> Result<(), Fault> {
        let mut offices: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (controller, office) in in_force.view.all_offices() {
            offices.entry(controller.to_owned()).or_default().insert(office.to_owned());
        }
        for one in cases {
            let listed = RecordShelf { kind: one.kind.clone(), open: true, among: Among::Every };
            let mut live = 0;
            for (controller, offices) in &offices {
                // Everything of an office, what is for some alone among it, stands on its lists or on its supervisors'.
                let reader = ListReader {
                    account: String::new(),
                    controller: controller.clone(),
                    supervises: offices.clone(),
                    hears_of: BTreeSet::new(),
                };
                let scope =
                    Scope::Offices { controller: controller.clone(), offices: offices.iter().cloned().collect() };
                live += self.store.count_records(&scope, &reader, &listed).await?;
            }
            one.live = in_tens(live);
        }
        Ok(())
    }
}

/// Full tens; nothing where there are none.
fn in_tens(live: u64) -> Option<u64> {
    let tens = live - live % THRESHOLD;
    (tens > 0).then_some(tens)
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

    fn packs(pathway: &str) -> Packs {
        let pack = "pack: t\nversion: 1.0.0\ntitle: {en: T}\npurpose: assistance\nlicence: CC0-1.0\n";
        let files = [("pack.yaml", pack), ("pathways/paper-check.yaml", pathway)];
        let files = BTreeMap::from(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
        packs::load(&[Source::new("t", files)], &LoadOptions::default()).unwrap_or_else(|problems| panic!("{problems}"))
    }

    #[test]
    fn few_cases_are_not_counted_and_many_in_tens() {
        let told = [0, 1, 9, 10, 19, 20, 104].map(in_tens);
        assert_eq!(told, [None, None, None, Some(10), Some(10), Some(20), Some(100)]);
    }

    #[test]
    fn a_pathway_that_changes_is_named_and_whether_its_cases_stay() {
        let before = packs(PATHWAY).pathways_in_force(None);
        let told = |after: &Packs| {
            changed(&before, after, None).into_iter().map(|one| (one.kind, one.stay)).collect::<Vec<_>>()
        };
        assert_eq!(told(&packs(PATHWAY)), []);
        assert_eq!(told(&packs(&PATHWAY.replace("due: 5", "due: 4"))), [("paper_check".to_owned(), true)]);
        let none = packs::load(&[], &LoadOptions::default()).unwrap();
        assert_eq!(told(&none), [("paper_check".to_owned(), false)]);
    }

    /// What owes less by each key is told in the tests of `pathways`: here, that a change of packs asks for it.
    #[test]
    fn a_version_that_owes_less_is_named_and_one_that_owes_no_less_is_not() {
        let clock = "due: 5 working_days";
        let by_parameter = |days: u16| {
            let params = format!("params: {{d.days: [[2020-01-01, {days}]]}}\nlaw: ill");
            PATHWAY.replace("law: ill", &params).replace(clock, "due: param(d.days) working_days")
        };
        let named = |from: &str, to: &str| loosened_ones(&packs(from).pathways_in_force(None), &packs(to), None);
        let assigned = PATHWAY.replace("scope: office", "scope: assigned");
        for (from, to) in [
            (PATHWAY, PATHWAY.replace("due: 5", "due: 50")),
            (PATHWAY, PATHWAY.replace(", approve: SU", "")),
            (PATHWAY, PATHWAY.replace("approve: SU", "approve: CW")),
            (PATHWAY, PATHWAY.replace("by: [CW]\nopens", "by: [CW, HD]\nopens")),
            (PATHWAY, PATHWAY.replace("{id: papers,", "{id: papers, optional: true,")),
            (PATHWAY, PATHWAY.replace("{id: papers,", "{id: files,")),
            (PATHWAY, by_parameter(4)),
            (assigned.as_str(), PATHWAY.to_owned()),
            (by_parameter(20).as_str(), by_parameter(200)),
        ] {
            assert_eq!(named(from, &to), ["t/paper-check"], "{to}");
        }
        for (from, to) in [
            (PATHWAY, PATHWAY.replace("due: 5", "due: 4")),
            (PATHWAY, PATHWAY.replace("approve: SU", "approve: {n: 2, of: [SU]}")),
            (PATHWAY, assigned.clone()),
            (by_parameter(20).as_str(), by_parameter(10)),
            (by_parameter(5).as_str(), PATHWAY.to_owned()),
        ] {
            assert_eq!(named(from, &to), Vec::<String>::new(), "{to}");
        }
    }
}
