//! Packs in force. One person puts a pack in force where the program counted that it takes nothing from anybody;
//! whatever else goes by a proposal (`two_people`). The founder of an instance, which holds nobody yet, needs no count.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use journal::{Body, Envelope, Fact, PackFiles};

use crate::bounds::{bad_field, name};
use crate::permit::{is_founder, permitted};
use crate::view::{FormerPack, InstalledPack, InstancePart, InstanceView};
use crate::{Action, Ctx, Refusal};

/// Files of one pack at most.
const FILES: usize = 4096;

/// The folders in which packs declare kinds of record.
const KINDS: [&str; 2] = ["kinds/", PATHWAYS];

/// The folder in which packs hold what cases run.
const PATHWAYS: &str = "pathways/";

/// What putting a pack in force would take from people, as the program counted it: this room cannot count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Impact {
    /// The packs in force against which it was counted, by their hashes.
    pub against: BTreeMap<String, String>,
    /// Measures (`pack/measure`) that would no longer say yes to somebody, or of which that cannot be excluded; kinds of
    /// record and fields of them (`pack/kinds/name`) that go, and what is on record under them out of sight.
    pub takes_away: Vec<String>,
}

/// What is asked of packs by one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackCommand {
    /// Puts a pack (or `core`) in force.
    Install {
        /// What.
        pack: PackFiles,
        /// What it takes away; the founder needs no count.
        impact: Option<Impact>,
    },
}

pub(crate) fn decide(ctx: &Ctx, instance: &InstanceView, command: PackCommand) -> Result<Vec<Fact>, Refusal> {
    let PackCommand::Install { pack, impact } = command;
    let founder = is_founder(ctx, instance);
    if !founder {
        permitted(ctx, instance, Action::InstallPack)?;
    }
    check_pack(&pack)?;
    if instance.has_in_force(&pack) {
        return Ok(vec![]);
    }
    if !founder {
        harmless(instance, impact.as_ref())?;
    }
    Ok(vec![ctx.of_instance(Body::PackInstalled { pack })])
}

/// Whether a pack names itself.
pub(crate) fn check_pack(pack: &PackFiles) -> Result<(), Refusal> {
    name("pack", &pack.name)?;
    name("version", &pack.version)?;
    name("hash", &pack.hash)?;
    if pack.files.len() > FILES { Err(Refusal::TooLarge) } else { Ok(()) }
}

/// Whether nobody loses anything, by a count against what is in force now.
fn harmless(instance: &InstanceView, impact: Option<&Impact>) -> Result<(), Refusal> {
    let impact = impact.ok_or_else(|| bad_field("impact"))?;
    if impact.against != instance.hashes() {
        return Err(Refusal::Stale);
    }
    if impact.takes_away.is_empty() { Ok(()) } else { Err(Refusal::NeedsAnotherPerson) }
}

/// What a fact of this family changes.
pub(crate) fn fold(view: &mut InstanceView, envelope: &Envelope, body: &Body) -> Option<InstancePart> {
    let Body::PackInstalled { pack } = body else { return None };
    let PackFiles { name, version, hash, files } = pack.clone();
    let keeps = view.packs.values().any(|pack| !pack.former.is_empty() || holds_pathways(&pack.files));
    let beside = view.hashes().into_iter().filter(|(other, _)| *other != name).collect();
    let (mut kinds, mut former) = (BTreeSet::new(), BTreeMap::new());
    if let Some(before) = view.packs.remove(&name) {
        (kinds, former) = (before.kinds, before.former);
        if keeps && before.hash != hash {
            former.insert(before.hash, FormerPack { since: before.since, files: before.files, beside });
        }
    }
    // What is in force again is read with what stands beside it now.
    former.remove(&hash);
    let declares = |path: &String| KINDS.iter().any(|folder| path.starts_with(folder));
    kinds.extend(files.iter().filter(|(path, _)| declares(path)).map(|(_, text)| text.clone()));
    let since = envelope.recorded_at;
    view.packs.insert(name.clone(), InstalledPack { version, hash, files: Arc::new(files), kinds, since, former });
    Some(InstancePart::Pack(name))
}

/// Whether cases may run on what a pack holds.
fn holds_pathways(files: &BTreeMap<String, String>) -> bool {
    files.keys().any(|path| path.starts_with(PATHWAYS))
}
