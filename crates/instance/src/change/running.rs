//! A case stays on the version on which it began: another version owes something else to the cases that are opened from then
//! on, and whoever puts it in force does not loosen a duty towards people alone.

use packs::Packs;
use pathways::{PathwaysInForce, loosened};

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
    fn a_duty_is_loosened_by_two() {
        let before = packs(PATHWAY).pathways_in_force(None);
        let loosens = |text: &str| loosened_ones(&before, &packs(text), None);
        assert_eq!(loosens(&PATHWAY.replace("due: 5", "due: 50")), ["t/paper-check"]);
        assert_eq!(loosens(&PATHWAY.replace(", approve: SU", "")), ["t/paper-check"]);
        assert_eq!(loosens(&PATHWAY.replace("by: [CW]\nopens", "by: [CW, HD]\nopens")), ["t/paper-check"]);
        assert_eq!(loosens(&PATHWAY.replace("approve: SU", "approve: CW")), ["t/paper-check"]);
        assert_eq!(loosens(&PATHWAY.replace("due: 5", "due: 4")), Vec::<String>::new());
        let assigned = PATHWAY.replace("scope: office", "scope: assigned");
        let before = packs(&assigned).pathways_in_force(None);
        assert_eq!(loosened_ones(&before, &packs(PATHWAY), None), ["t/paper-check"], "more people see it");
    }
}
