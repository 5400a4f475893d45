//! A case is moved to the version of its pathway that is in force: what was done stays done, and from then on all of it is read
//! as that version says.
//!
//! A supervisor moves it, with a reason. Where the person is owed less by the other version, or nobody can tell, somebody else
//! has asked for it before: two people, as for whatever takes something away. Refused is whatever would lose something that
//! was done, and a move to another version than the one that was looked at.

use journal::{Act, Body, Fact, Part, Subject};
use model::{Id, Timestamp};
use pathways::{CaseDifference, CaseUnder, PathwayInForce, PathwaysInForce, case_difference};

use super::hands::stands_as_seen;
use super::{Doing, on_hand};
use crate::bounds::reason;
use crate::case::RunsOn;
use crate::permit::acting;
use crate::refusal::Not;
use crate::view::Acted;
use crate::world::RecordedWorld;
use crate::{Actor, Ctx, RecordView, Refusal, Role, RunningCase, UnreadableVersion};

/// That a case is to be moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveAsked {
    /// The version that was looked at (SHA-256 of its pack): another one is not moved to unseen.
    pub version: String,
    /// Why.
    pub why: String,
    /// How many facts of the record whoever asks has seen ([`RecordView::version`]); nothing where they did not look.
    pub seen: Option<u64>,
    /// Whether another person is asked to do it.
    pub propose: bool,
}

/// The move of a case that could be made: to what, and what it would change.
#[derive(Debug, Clone)]
pub struct CaseMove<'a> {
    /// Where to: the version in force.
    pub to: &'a PathwayInForce,
    /// What would stand otherwise.
    pub difference: CaseDifference,
    /// Who asked for it and why, as far as somebody has since the case came to the version that it runs.
    pub asked: Option<&'a Acted>,
}

/// What somebody may do about a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveStanding {
    /// Move it.
    Moves,
    /// Ask somebody else to.
    Asks,
    /// Nothing: something would be undone, they asked themselves, or it is not theirs.
    Nothing,
}

impl<'a> CaseMove<'a> {
    /// The move that is open to a case now; nothing where it runs the version in force already, or none.
    pub fn of(pathways: &'a PathwaysInForce, record: &RecordView<'a>, now: Timestamp) -> Option<Self> {
        let (runs, to) = RunsOn::of(record).zip(pathways.of_kind(record.kind()))?;
        if runs.is(to) || !record.is_open() {
            return None;
        }
        let after = RunningCase::on(pathways, to, record)?;
        let before = match RunningCase::of(pathways, record) {
            Ok(case) => Some(case?),
            Err(UnreadableVersion) => None,
        };
        let from = before.as_ref().map(|case| CaseUnder { version: case.version, facts: &case.facts });
        let difference = case_difference(from, CaseUnder { version: after.version, facts: &after.facts }, now)?;
        Some(Self { to, difference, asked: asked_for(record, to) })
    }

    /// Whether a second person is needed.
    pub fn needs_two(&self) -> bool {
        !self.difference.loosens.is_empty()
    }

    /// What somebody who works on the case may do about it.
    pub fn standing(&self, actor: &Actor, controller: &str) -> MoveStanding {
        let supervises = actor.at(controller).any(|(role, _)| role == Role::Supervisor);
        let by_another = self.asked.is_some_and(|asked| asked.by != actor.account);
        match self.asked {
            _ if !self.difference.keeps_all() => MoveStanding::Nothing,
            _ if supervises && (by_another || !self.needs_two()) => MoveStanding::Moves,
            Some(_) => MoveStanding::Nothing,
            None => MoveStanding::Asks,
        }
    }
}

/// The last that somebody asked for exactly this move, since the case was last moved.
fn asked_for<'a>(record: &RecordView<'a>, to: &PathwayInForce) -> Option<&'a Acted> {
    let acts = record.acts();
    let since = acts.iter().rev().take_while(|acted| !matches!(acted.act, Act::Moved { .. }));
    let asks = |acted: &&&Acted| match &acted.act {
        Act::MoveAsked { pathway, version, .. } => RunsOn { pathway, version }.is(to),
        _ => false,
    };
    since.copied().find(|acted| asks(&acted))
}

pub(super) fn decide(
    ctx: &Ctx,
    world: &impl RecordedWorld,
    owner: Id,
    record: Id,
    asked: &MoveAsked,
) -> Result<Vec<Fact>, Not> {
    let (there, _) = on_hand(ctx, world, owner, record, Doing::Amend)?;
    let MoveAsked { version, why, seen, propose } = asked;
    reason("why", why)?;
    if !there.is_open() {
        return Err(Refusal::NotOpen.into());
    }
    let to = world.pathways().of_kind(there.kind()).ok_or(Refusal::NotOpen)?;
    if to.version != *version {
        return Err(Refusal::Stale.into());
    }
    stands_as_seen(ctx, world, &there, *seen)?;
    // Moved already, by whoever it was: what is sent twice is done once.
    if RunsOn::of(&there).is_some_and(|runs| runs.is(to)) {
        return Ok(vec![]);
    }
    let moves = CaseMove::of(world.pathways(), &there, ctx.now).ok_or(Refusal::NotOpen)?;
    may_move(&moves, &acting(ctx, world.instance()), &ctx.controller, *propose)?;
    let (pathway, version, why) = (to.name(), version.clone(), why.clone());
    let act = if *propose { Act::MoveAsked { pathway, version, why } } else { Act::Moved { pathway, version, why } };
    let body = Body::Acted { record, act };
    let part = Part { subject: Subject::Owner(owner), compartment: there.wall, body };
    Ok(vec![Fact { envelope: ctx.envelope(), parts: vec![part] }])
}

fn may_move(moves: &CaseMove<'_>, account: &Actor, controller: &str, propose: bool) -> Result<(), Refusal> {
    if !moves.difference.keeps_all() {
        return Err(Refusal::WouldUndo);
    }
    match moves.standing(account, controller) {
        MoveStanding::Moves => Ok(()),
        // Whoever works on a case may ask; asking twice changes nothing that the first has not said.
        MoveStanding::Asks if propose => Ok(()),
        MoveStanding::Asks | MoveStanding::Nothing if propose => Err(Refusal::ExistsAlready),
        MoveStanding::Asks | MoveStanding::Nothing => {
            let supervises = account.at(controller).any(|(role, _)| role == Role::Supervisor);
            Err(if supervises { Refusal::NeedsAnotherPerson } else { Refusal::NotAllowed })
        }
    }
}
