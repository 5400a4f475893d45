//! What somebody may do with an item of a case: what a page offers is asked of the rules by which it is then decided.

use casework::CaseDesk;
use pathways::{CaseAct, CaseStanding, Item, ItemState, OutcomeRule, Urgency, parse_span};

use super::ShownNo;

/// A step that somebody may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepOffer {
    /// Saying that it is done.
    Do,
    /// Deciding, with what it can come to.
    Decide(Vec<OutcomeRule>),
    /// Voting, for a seat where there are any.
    Vote(Vec<String>),
    /// Saying that a letter was served.
    Serve,
    /// Writing an appeal down.
    Appeal,
    /// Referring; whether the person must have agreed.
    Refer(bool),
    /// Writing an answer down.
    Answer,
    /// Putting what is offered on the list.
    Add,
    /// Doing without.
    Waive,
    /// Stopping its clock.
    Pause,
    /// Letting its clock go on.
    Resume,
    /// Giving it more time.
    Extend,
    /// Giving somebody a seat on its panel.
    Appoint,
}

/// What somebody may do with an item, the usual first. Who said no to what was done is not asked again before it is done anew.
pub(super) fn offers(
    item: &Item,
    stands: &ItemState,
    desk: &CaseDesk<'_>,
    said_no: Option<&ShownNo>,
) -> Vec<StepOffer> {
    let id = || item.id.clone();
    let mut offers = vec![];
    let mut offer = |act: CaseAct, offered: StepOffer| {
        if desk.offers(&act) {
            offers.push(offered);
        }
    };
    match stands.standing {
        CaseStanding::Open | CaseStanding::Offered => {
            works(item, &mut offer);
            offer(CaseAct::Added { item: id() }, StepOffer::Add);
            offer(CaseAct::Waived { item: id() }, StepOffer::Waive);
            offer(CaseAct::Paused { item: id() }, StepOffer::Pause);
            offer(CaseAct::Resumed { item: id() }, StepOffer::Resume);
            if let Some(by) = parse_span("1 days") {
                offer(CaseAct::Extended { item: id(), by }, StepOffer::Extend);
            }
        }
        CaseStanding::Undecided => offer(CaseAct::Waived { item: id() }, StepOffer::Waive),
        CaseStanding::Waiting
        | CaseStanding::Done
        | CaseStanding::Waived
        | CaseStanding::Skipped
        | CaseStanding::Resting => {}
    }
    if let Some(decision) = item.decision() {
        // A letter there is where the pathway names one; and an appeal runs from the day on which it was told.
        if decision.serve.is_some() || decision.appeal.is_some() {
            offer(CaseAct::Served { item: id() }, StepOffer::Serve);
        }
        offer(CaseAct::Appealed { item: id() }, StepOffer::Appeal);
    }
    if item.approve().iter().any(|tier| !tier.seats.is_empty()) {
        offer(CaseAct::Assigned { item: Some(id()), to: String::new() }, StepOffer::Appoint);
    }
    let seats = votes(item, desk).filter(|_| said_no.is_none());
    offers.extend(seats.map(StepOffer::Vote));
    offers
}

/// What an item is there for.
fn works(item: &Item, offer: &mut impl FnMut(CaseAct, StepOffer)) {
    let id = || item.id.clone();
    if item.task().is_some() {
        offer(CaseAct::Did { item: id() }, StepOffer::Do);
    }
    if let Some(decision) = item.decision() {
        let outcome = decision.outcomes.first().map(|outcome| outcome.id.clone()).unwrap_or_default();
        let act = CaseAct::Decided { item: id(), outcome, reasons: vec![String::new()] };
        offer(act, StepOffer::Decide(decision.outcomes.clone()));
    }
    if let Some(referral) = item.referral() {
        let act = CaseAct::Referred { item: id(), to: String::new(), priority: Urgency::default() };
        offer(act, StepOffer::Refer(referral.consent));
        offer(CaseAct::Answered { item: id(), answer: pathways::ANSWERS[0].to_owned() }, StepOffer::Answer);
    }
}

/// The seats for which somebody may vote now; an empty list where there are no seats.
pub(in crate::desk) fn votes(item: &Item, desk: &CaseDesk<'_>) -> Option<Vec<String>> {
    let vote = |seat: Option<&str>| {
        let act = CaseAct::Voted { item: item.id.clone(), yes: true, seat: seat.map(str::to_owned) };
        desk.offers(&act)
    };
    if item.approve().iter().all(|tier| tier.seats.is_empty()) {
        return (!item.approve().is_empty() && vote(None)).then(Vec::new);
    }
    let seats = item.approve().iter().flat_map(|tier| &tier.seats).filter(|seat| vote(Some(seat)));
    let seats: Vec<String> = seats.cloned().collect();
    (!seats.is_empty()).then_some(seats)
}
