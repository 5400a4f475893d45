//! What the plays of a pathway do not try: clocks on one side only, refusals that nobody met, items that nobody did.

use serde_json::Value;

use super::{Play, PlayDeed, PlayStep, Played};
use crate::accept::DeedRefusal;
use crate::facts::CaseAct;
use crate::pathway::{Item, ItemWork, Pathway};

/// Something about a pathway that its plays do not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathwayLack {
    /// Its stable code.
    pub code: &'static str,
    /// What is not shown.
    pub what: String,
}

/// What no play of a pathway shows, and should.
pub fn lacking(pathway: &Pathway, plays: &[Play], played: &[Played]) -> Vec<PathwayLack> {
    let tried = Tried { pathway, plays, played };
    let mut found = vec![];
    let mut lack = |code, what: String| found.push(PathwayLack { code, what });
    for item in pathway.items.iter().filter(|item| !tried.is_played(item)) {
        lack("unplayed-item", format!("`{}` is done in no play", item.id));
    }
    for (id, _) in pathway.clocks() {
        let (kept, late) = tried.sides(&id);
        if !kept || !late {
            let side = if kept { "late" } else { "in time" };
            lack("untried-deadline", format!("`{id}` is {side} in no play"));
        }
    }
    for (item, code) in refusals(pathway) {
        if !tried.is_refused(item, code) {
            lack("untried-refusal", format!("`{}` is refused as `{}` in no play", item.id, code.code()));
        }
    }
    found
}

/// The refusals that an item's rules are there for.
fn refusals(pathway: &Pathway) -> Vec<(&Item, DeedRefusal)> {
    let of = |item: &'_ Item| {
        let consent = item.referral().is_some_and(|referral| referral.consent);
        let adverse = item.decision().is_some_and(|decision| decision.outcomes.iter().any(|rule| rule.adverse));
        let wanted = [
            (item.gate.is_some(), DeedRefusal::Gate),
            (consent, DeedRefusal::NoConsent),
            (adverse, DeedRefusal::ReasonsMissing),
            (!item.approve().is_empty() || !item.not_by.is_empty(), DeedRefusal::NeedsAnotherPerson),
        ];
        wanted.into_iter().filter(|(wanted, _)| *wanted).map(|(_, code)| code).collect::<Vec<_>>()
    };
    pathway.items.iter().flat_map(|item| of(item).into_iter().map(move |code| (item, code))).collect()
}

struct Tried<'a> {
    pathway: &'a Pathway,
    plays: &'a [Play],
    played: &'a [Played],
}

impl Tried<'_> {
    fn steps(&self) -> impl Iterator<Item = (&PlayStep, &Value)> {
        let plays = self.plays.iter().zip(self.played);
        plays.flat_map(|(play, played)| play.steps.iter().zip(&played.states))
    }

    /// Whether something was done of an item that was not refused.
    fn is_played(&self, item: &Item) -> bool {
        if item.task().is_some_and(|task| task.done.is_some()) {
            return self.leaves_the_list(item);
        }
        let done = |act: &CaseAct| match (&item.work, act) {
            (ItemWork::Task(_), CaseAct::Did { item: of })
            | (ItemWork::Decision(_), CaseAct::Decided { item: of, .. })
            | (ItemWork::Referral(_), CaseAct::Referred { item: of, .. }) => *of == item.id,
            _ => false,
        };
        let tried = |(step, state): (&PlayStep, &Value)| state["refused"].is_null() && acts(step).any(done);
        self.steps().any(tried)
    }

    /// Whether what data does was open in a step and no longer in a later one of the same play.
    fn leaves_the_list(&self, item: &Item) -> bool {
        let is_open = |state: &Value| {
            state["open"].as_array().is_some_and(|open| open.iter().any(|open| open.as_str() == Some(&item.id)))
        };
        self.played.iter().any(|played| {
            let opened = played.states.iter().position(is_open);
            opened.is_some_and(|opened| played.states.iter().skip(opened).any(|state| !is_open(state)))
        })
    }

    /// Whether a clock was seen in time, and whether it was seen to be over.
    fn sides(&self, id: &str) -> (bool, bool) {
        let has = |state: &Value, key: &str| state[key].get(id).is_some();
        let kept = self.steps().any(|(_, state)| has(state, "due") && !has(state, "late"));
        let Some(decision) = id.strip_suffix(".appeal") else {
            let over = |(_, state): (&PlayStep, &Value)| has(state, "late") || has(state, "breached");
            return (kept, self.steps().any(over) || self.is_deemed(id));
        };
        // Of an appeal: it was seen to lapse in a play in which nobody appealed before.
        let lapsed = self.plays.iter().zip(self.played).any(|(play, played)| {
            let appealed =
                |step: &PlayStep| acts(step).any(|act| matches!(act, CaseAct::Appealed { item } if item == decision));
            let first = play.steps.iter().position(appealed).unwrap_or(play.steps.len());
            let states = || played.states.iter().take(first);
            let running = states().position(|state| has(state, "due"));
            running.is_some_and(|running| states().skip(running).any(|state| !has(state, "due")))
        });
        (kept, lapsed)
    }

    /// Whether silence was seen to speak: what it decides is never late.
    fn is_deemed(&self, id: &str) -> bool {
        let silent = self.pathway.item(id).and_then(|item| self.pathway.items.get(item)?.decision()?.silence.as_ref());
        let Some(silent) = silent else { return false };
        self.plays.iter().zip(self.played).any(|(play, played)| {
            let decided =
                |step: &PlayStep| acts(step).any(|act| matches!(act, CaseAct::Decided { item, .. } if item == id));
            let first = play.steps.iter().position(decided).unwrap_or(play.steps.len());
            let deemed = |state: &Value| state["outcome"].get(id).and_then(Value::as_str) == Some(silent);
            played.states.iter().take(first).any(deemed)
        })
    }

    fn is_refused(&self, item: &Item, code: DeedRefusal) -> bool {
        let of_item = |act: &CaseAct| match act {
            CaseAct::Did { item: of }
            | CaseAct::Decided { item: of, .. }
            | CaseAct::Voted { item: of, .. }
            | CaseAct::Referred { item: of, .. } => *of == item.id,
            _ => false,
        };
        let refused = |(step, state): (&PlayStep, &Value)| {
            state["refused"].as_str() == Some(code.code()) && acts(step).any(of_item)
        };
        self.steps().any(refused)
    }
}

fn acts(step: &PlayStep) -> impl Iterator<Item = &CaseAct> {
    step.deeds.iter().filter_map(|deed| match deed {
        PlayDeed::Act(act) => Some(act),
        PlayDeed::Start(_) | PlayDeed::Retract { .. } => None,
    })
}
