//! The instance itself: its first fact, the packs in force, the purposes.
//!
//! One person puts a pack in force where the program counted that it takes nothing from anybody; whatever else goes
//! by a proposal (`propose.rs`). The founder of an instance, which holds nobody yet, needs no count. The reviewed table
//! wants a second person of another role for purposes too: there the second signature is not yet a record.

use journal::{Body, Fact};

use super::propose::installed;
use super::{bad_field, is_founder, of_instance, permitted_or_founding};
use crate::{Action, Command, Ctx, Impact, Refusal, View};

pub(super) fn decide(ctx: &Ctx, view: &View<'_>, command: Command) -> Result<Vec<Fact>, Refusal> {
    match command {
        Command::FoundInstance { name, mode, jurisdiction } => {
            first(view)?;
            let bad_name = name.trim().is_empty().then(|| bad_field("name"));
            let bad_country = jurisdiction.as_deref().is_some_and(|code| !is_alpha3(code));
            match bad_name.or_else(|| bad_country.then(|| bad_field("jurisdiction"))) {
                Some(refusal) => Err(refusal),
                None => Ok(of_instance(ctx, Body::InstanceFounded { name, mode, jurisdiction })),
            }
        }
        Command::InstallPack(pack, impact) => {
            permitted_or_founding(ctx, view, Action::InstallPack)?;
            if view.instance.has_in_force(&pack) {
                return Ok(vec![]);
            }
            if !is_founder(ctx, view.instance) {
                harmless(view, impact.as_ref())?;
            }
            Ok(of_instance(ctx, installed(pack)))
        }
        Command::RecordPurpose { purpose, says, bases } => {
            permitted_or_founding(ctx, view, Action::GovernPurposes)?;
            if purpose.trim().is_empty() || bases.is_empty() {
                return Err(bad_field(if bases.is_empty() { "bases" } else { "purpose" }));
            }
            Ok(of_instance(ctx, Body::PurposeRecorded { purpose, says, bases }))
        }
        _ => Err(Refusal::NotAllowed),
    }
}

/// Whether nobody loses anything, by a count against what is in force now.
fn harmless(view: &View<'_>, impact: Option<&Impact>) -> Result<(), Refusal> {
    let impact = impact.ok_or_else(|| bad_field("impact"))?;
    if impact.against != view.instance.hashes() {
        return Err(Refusal::Stale);
    }
    if impact.takes_away.is_empty() { Ok(()) } else { Err(Refusal::NeedsAnotherPerson) }
}

fn first(view: &View<'_>) -> Result<(), Refusal> {
    if view.instance.founded.is_some() { Err(Refusal::ExistsAlready) } else { Ok(()) }
}

fn is_alpha3(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}
