//! The instance itself: its first fact, the packs in force, the purposes.
//!
//! The reviewed table wants a second person of another role for packs and purposes. At this stage the role is
//! checked and the second signature is not yet a record; nothing here grants anything to anybody.

use journal::{Body, Fact};

use super::{bad_field, of_instance, permitted_or_founding};
use crate::{Action, Command, Ctx, Refusal, View};

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
        Command::InstallPack { name, version, hash, files } => {
            permitted_or_founding(ctx, view, Action::InstallPack)?;
            let there = view.instance.packs.get(&name);
            if there.is_some_and(|pack| pack.hash == hash && pack.version == version) {
                return Ok(vec![]);
            }
            Ok(of_instance(ctx, Body::PackInstalled { name, version, hash, files }))
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

fn first(view: &View<'_>) -> Result<(), Refusal> {
    if view.instance.founded.is_some() { Err(Refusal::ExistsAlready) } else { Ok(()) }
}

fn is_alpha3(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}
