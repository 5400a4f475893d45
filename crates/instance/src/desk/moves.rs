//! The move of one case to the version of its pathway that is in force, before somebody who may see the case: what would stand
//! otherwise, who asked for it, and what the reader may do about it.

use std::collections::BTreeMap;

use casework::record::{CaseMove, MoveStanding};
use casework::{RecordView, RunsOn};
use journal::Act;
use model::Timestamp;
use pathways::{CaseDifference, Pathway};

use super::Desk;

/// Files of a pack that change nothing for a case; what of `pack.yaml` does, the pathway itself knows.
const BESIDE: [&str; 3] = ["pack.yaml", "tests/", "measures/"];

/// A case that can be moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMove {
    /// The version in force (SHA-256 of its pack): said along, so that no other is moved to.
    pub version: String,
    /// Since when the version that the case runs was in force; nothing where it is not known here.
    pub from_since: Option<Timestamp>,
    /// Since when the newer one is.
    pub to_since: Option<Timestamp>,
    /// Whether the two say the same, whatever else of their packs differs.
    pub alike: bool,
    /// What would stand otherwise.
    pub difference: CaseDifference,
    /// Whether it takes two people.
    pub needs_two: bool,
    /// Who asked for it, when and why.
    pub asked: Option<(String, Timestamp, String)>,
    /// What the reader may do.
    pub may: MoveStanding,
}

impl Desk<'_> {
    /// The move that is open to a case; nothing where it runs the version in force, or none.
    pub(super) fn move_of(&self, record: &RecordView<'_>) -> Option<ShownMove> {
        let (pathways, view) = (&self.in_force.pathways, &self.in_force.view);
        let moves = CaseMove::of(pathways, record, self.instance.now())?;
        let runs = RunsOn::of(record)?;
        let (pack, _) = runs.pathway.split_once('/')?;
        let installed = view.packs.get(pack);
        let since = installed.and_then(|pack| {
            let former = pack.former.get(runs.version).map(|former| former.since);
            former.or_else(|| (pack.hash == runs.version).then_some(pack.since))
        });
        let (from, to) = (view.files(pack, runs.version), view.files(&moves.to.pathway.pack, &moves.to.version));
        let same_files = from.zip(to).is_some_and(|(from, to)| rule_alike(from, to));
        let ran = self.in_force.pathways.named(runs.pathway, runs.version).map(|ran| &ran.pathway);
        let same_head = ran.is_some_and(|ran| head_alike(ran, &moves.to.pathway));
        let alike = runs.pathway == moves.to.name() && same_files && same_head;
        let kind = self.in_force.packs.schema.kind(record.kind())?;
        let changes = casework::record::may_do(&self.acting.actor, kind, &self.acting.occasion());
        let standing = moves.standing(&self.acting.actor, self.acting.occasion().controller);
        Some(ShownMove {
            version: moves.to.version.clone(),
            from_since: since,
            to_since: view.packs.get(&moves.to.pathway.pack).map(|pack| pack.since),
            alike,
            needs_two: moves.needs_two(),
            asked: moves.asked.and_then(|acted| match &acted.act {
                Act::MoveAsked { why, .. } => Some((acted.by.clone(), acted.said.at, why.clone())),
                _ => None,
            }),
            may: if changes.amend { standing } else { MoveStanding::Nothing },
            difference: moves.difference,
        })
    }
}

/// Whether what the pack says of its pathways is the same: whose calendar is the national one where the instance names no
/// country, and what is cited.
fn head_alike(from: &Pathway, to: &Pathway) -> bool {
    from.jurisdiction == to.jurisdiction && from.law == to.law
}

/// Whether two versions of a pack say the same of cases in their files.
fn rule_alike(from: &BTreeMap<String, String>, to: &BTreeMap<String, String>) -> bool {
    let rules = |(path, _): &(&String, &String)| !BESIDE.iter().any(|other| path.starts_with(other));
    from.iter().filter(rules).eq(to.iter().filter(rules))
}
