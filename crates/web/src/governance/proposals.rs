//! What was put before a second person: who proposes what, what it does to people, and approving or declining it.
//!
//! A proposal is open to those who may propose or decide such a thing; who may not decide reads why not. The record decides
//! anew who may. A start password comes in two halves, each shown once to one of the two who agreed to it.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::two_people::action_of;
use casework::view::{Proposal, ProposalEnd, Vote};
use casework::{Action, Refusal, may_approve};
use instance::{Fault, VoteOutcome, out_of_sight};
use journal::Motion;
use model::Id;
use packs::Source;

use super::motion::{self, MotionView};
use crate::app::App;
use crate::change::{Effect, File, counting, effect, files, hides, number, reason};
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::labels::{Labels, isolated};
use crate::measure::rule_path;
use crate::say::{Html, MessageArg, Say};

/// Address of all proposals.
pub(crate) const PROPOSALS: &str = "/proposals";

/// Address of a proposal.
pub(crate) fn path(proposal: Id) -> String {
    format!("{PROPOSALS}/{proposal}")
}

/// The list.
#[derive(Template)]
#[template(path = "governance/proposals.html")]
pub struct ProposalsPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Waiting for a second person, then the others, the latest first.
    pub cards: Vec<ProposalCard>,
}

/// A proposal in the list.
pub struct ProposalCard {
    /// Where a click leads.
    pub address: String,
    /// What it is about.
    pub title: Html,
    /// Who proposed it, and when.
    pub made: Html,
    /// By how many measures it takes something away, in words; of packs alone.
    pub takes_away: Option<Html>,
    /// How it stands.
    pub state: ProposalStanding,
}

/// How a proposal stands, as class and words.
pub struct ProposalStanding {
    /// Of its tag.
    pub class: &'static str,
    /// In the tag.
    pub words: String,
}

/// One proposal.
#[derive(Template)]
#[template(path = "governance/proposal.html")]
pub struct ProposalPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// What it is about, and what it says.
    pub motion: MotionView,
    /// Who proposed it, and when.
    pub made: Html,
    /// Why.
    pub reason: String,
    /// How it stands.
    pub state: ProposalStanding,
    /// What others said to it.
    pub votes: Vec<VoteView>,
    /// Measures that it took something away by when it was proposed, with their addresses.
    pub takes_away: Vec<(Html, String)>,
    /// Kinds of record and fields of them that go, where any do.
    pub hides: Option<Html>,
    /// Where the form is sent.
    pub here: String,
    /// What the reader can do.
    stand: Stand,
    /// Whether it takes two approvals besides whoever asked.
    pub takes_two: bool,
    /// Whether the reader can have the person forgotten now.
    pub forgets: bool,
    /// What that waits for, where it cannot be done yet.
    pub waits_for: Option<String>,
    /// Whether a half of a start password waits for the reader.
    pub half_waits: bool,
    /// A half of a start password, shown this once.
    pub half: Option<String>,
    effect: Option<Effect>,
    files: Vec<File>,
    /// How many files change, in words.
    pub summary: Html,
}

/// What somebody said to a proposal.
pub struct VoteView {
    /// Who, how, and when.
    pub by: Html,
    /// Why.
    pub reason: String,
}

/// What the reader can do about an open proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// It is decided.
    Over,
    /// Approve or decline it.
    Decides,
    /// What it was to replace is no longer there: decline it.
    Stale,
    /// Withdraw it.
    Own,
    /// Somebody in another role decides, or the reader has a part in it: decline it.
    SameRole,
    /// Nothing: the role decides nothing.
    Reads,
}

/// Those that the reader may know of, and all packs, which everybody may see.
async fn known(app: &App, frame: &Frame) -> Result<BTreeSet<Id>, Failure> {
    let Ok(acting) = frame.acting(Action::GovernPurposes) else { return Ok(BTreeSet::new()) };
    let mut known = app.instance.known_proposals(&acting, &frame.in_force.view).await?;
    let proposals = frame.in_force.view.proposals.iter();
    let packs = proposals.filter(|(_, made)| matches!(made.motion, Motion::Pack { .. }));
    known.extend(packs.filter(|(_, made)| made.controller == acting.seat.controller).map(|(id, _)| *id));
    Ok(known)
}

async fn all<'f>(app: &App, frame: &'f Frame) -> Result<Vec<(&'f Id, &'f Proposal)>, Failure> {
    let known = known(app, frame).await?;
    let proposals = frame.in_force.view.proposals.iter();
    let mut made: Vec<(&Id, &Proposal)> = proposals.filter(|(id, _)| known.contains(*id)).collect();
    made.sort_by_key(|(id, made)| (made.end.is_some(), std::cmp::Reverse(made.at), **id));
    Ok(made)
}

/// Shows all proposals.
pub async fn list(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    let cards = all(&app, &frame).await?.into_iter().map(|(id, made)| ProposalCard::of(&frame, *id, made)).collect();
    DrawnPage::of(&ProposalsPage { frame, cards })
}

/// Open proposals that the reader can approve, or has to carry out.
pub(crate) async fn decidable(app: &App, frame: &Frame) -> Result<Vec<ProposalCard>, Failure> {
    let open = all(app, frame).await?.into_iter().filter(|(_, made)| made.end.is_none());
    let mine = open.filter(|(_, made)| matches!(stand(frame, made), Stand::Decides) || forgets(frame, made));
    Ok(mine.map(|(id, made)| ProposalCard::of(frame, *id, made)).collect())
}

/// Shows one proposal, with what it does to people now.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (id, made) = found(&app, &frame, &id).await?;
    let mut shown = None;
    if let (None, Motion::Pack { pack, .. }) = (made.end, &made.motion) {
        let source = Source::new(pack.name.clone(), pack.files.clone());
        match effect(&app, &frame, source).await? {
            Some(effect) => shown = Some(effect),
            None => return counting(frame),
        }
    }
    drawn(&app, frame, (id, made), shown, None).await
}

/// Approves, declines or withdraws, then shows what became of it.
pub async fn conclude(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (id, made) = found(&app, &frame, &id).await?;
    let approve = match posted.text("decision") {
        "approve" => true,
        "decline" => false,
        _ => return Err(Failure::Unsound),
    };
    let acting = frame.acting(action_of(&made.motion))?;
    let carried = app.instance.vote(&acting, id, approve, &reason(&posted)?).await?;
    match carried {
        VoteOutcome::WithHalf(half) => again(&app, frame, id, half).await,
        VoteOutcome::Voted | VoteOutcome::Done | VoteOutcome::MayForget => Ok(Redirect::to(&path(id)).into_response()),
    }
}

/// The second half of a start password, once, for who made the proposal.
pub async fn half(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (id, made) = found(&app, &frame, &id).await?;
    let acting = frame.acting(action_of(&made.motion))?;
    let (_, half) = app.instance.second_half(&acting, id).await?.ok_or(Failure::NotFound)?;
    again(&app, frame, id, half).await
}

/// Forgets the person of an approved proposal. Keys of everybody else are wrapped anew meanwhile, which takes its time: the
/// page does not wait for it, and a server that ends goes on with it when it is opened again.
pub async fn forget(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (id, made) = found(&app, &frame, &id).await?;
    if !forgets(&frame, &made) {
        return Err(Failure::NotAllowed);
    }
    let (instance, acting) = (Arc::clone(&app.instance), frame.acting(action_of(&made.motion))?);
    // A refusal is told at once: once the long work goes on, nobody may be there to hear it.
    instance.may_forget(&acting, vec![id]).await?;
    let work = tokio::spawn(async move {
        let done = instance.forget(&acting, vec![id]).await;
        // Said here too: by then nobody may be waiting for it.
        let fault = match &done {
            Ok(done) => done.lake.as_ref(),
            // What changed between the look and the deed is told where the page is, and here: it was not done.
            Err(fault) => Some(fault),
        };
        if let Some(fault) = fault {
            tracing::error!(fault = fault.in_full(), "forgetting somebody did not come to its end");
        }
        done.map(drop)
    });
    if let Ok(done) = tokio::time::timeout(app.settings.patience, work).await {
        done.map_err(|_| Failure::Unavailable)??;
    } else {
        tracing::info!("a person is being forgotten; keys are wrapped anew");
    }
    Ok(Redirect::to(&path(id)).into_response())
}

async fn found(app: &App, frame: &Frame, id: &str) -> Result<(Id, Proposal), Failure> {
    let id: Id = id.parse().map_err(|_| Failure::NotFound)?;
    let known = known(app, frame).await?.contains(&id);
    let made = frame.in_force.view.proposals.get(&id).filter(|_| known).ok_or(Failure::NotFound)?;
    Ok((id, made.clone()))
}

/// The proposal as it stands by now, with a half of a start password.
async fn again(app: &App, frame: Arc<Frame>, id: Id, half: String) -> Result<Response, Failure> {
    let in_force = app.instance.in_force().await?;
    let frame = Arc::new(frame.renewed(in_force));
    let (id, made) = found(app, &frame, &id.to_string()).await?;
    drawn(app, frame, (id, made), None, Some(half)).await
}

/// How many proposals of packs wait for a second person.
pub(crate) fn waiting(frame: &Frame) -> u64 {
    let open = |made: &&Proposal| made.end.is_none() && matches!(made.motion, Motion::Pack { .. });
    number(frame.in_force.view.proposals.values().filter(open).count())
}

/// The open proposal of exactly these files, where there is one.
pub(crate) fn open(frame: &Frame, source: &Source) -> Option<Id> {
    let same = |made: &Proposal| match &made.motion {
        Motion::Pack { pack, .. } => made.end.is_none() && pack.name == source.name && pack.files == source.files,
        _ => false,
    };
    frame.in_force.view.proposals.iter().find(|(_, made)| same(made)).map(|(id, _)| *id)
}

/// That a pack takes what is on record out of sight, where it does.
fn hidden(frame: &Frame, motion: &Motion) -> Option<Html> {
    let Motion::Pack { takes_away, .. } = motion else { return None };
    let labels = Labels { schema: &frame.in_force.packs.schema, say: frame.say };
    hides(&labels, &takes_away.iter().filter_map(|name| out_of_sight(name)).collect::<Vec<_>>())
}

impl ProposalCard {
    fn of(frame: &Frame, id: Id, made: &Proposal) -> Self {
        let rules = |taken: &[String]| taken.iter().filter(|name| out_of_sight(name).is_none()).count();
        let takes_away = match &made.motion {
            Motion::Pack { takes_away, .. } => Some(frame.say.n("proposal-takes", &number(rules(takes_away)))),
            _ => None,
        };
        // What goes out of sight is not nothing.
        let takes_away = hidden(frame, &made.motion).or(takes_away);
        Self {
            address: path(id),
            title: motion::title(frame, &made.motion),
            made: made_by(frame, made),
            takes_away,
            state: ProposalStanding::of(frame.say, made),
        }
    }
}

fn made_by(frame: &Frame, made: &Proposal) -> Html {
    let day = frame.in_force.view.zone(&made.controller, &made.office).day(made.at);
    frame.say.rich("proposal-made", &[("account", MessageArg::Text(&made.by)), ("day", MessageArg::Day(day))])
}

impl ProposalStanding {
    fn of(say: Say, made: &Proposal) -> Self {
        let (class, words) = match made.end {
            None if made.is_approved() => ("ask", say.t("proposal-to-do")),
            None => ("ask", say.t("proposal-open")),
            Some(ProposalEnd::CarriedOut) => ("yes", say.t("proposal-approved")),
            Some(ProposalEnd::Withdrawn) => ("none", say.t("proposal-withdrawn")),
            Some(ProposalEnd::Declined) => ("no", say.t("proposal-declined")),
        };
        Self { class, words }
    }
}

async fn drawn(
    app: &App,
    frame: Arc<Frame>,
    (id, made): (Id, Proposal),
    effect: Option<Effect>,
    half: Option<String>,
) -> Result<Response, Failure> {
    let half_waits = match frame.acting(action_of(&made.motion)) {
        Ok(acting) => half.is_none() && app.instance.has_second_half(&acting, id).await?,
        Err(_) => false,
    };
    let waits_for = waits_for(app, &frame, (id, &made)).await?;
    let page = ProposalPage { waits_for, half_waits, half, effect, ..ProposalPage::of(frame, id, &made) };
    Ok(DrawnPage::of(&page)?.into_response())
}

/// That an approved forgetting waits for a place to be given back, for whoever can carry it out.
async fn waits_for(app: &App, frame: &Frame, (id, made): (Id, &Proposal)) -> Result<Option<String>, Failure> {
    if !forgets(frame, made) {
        return Ok(None);
    }
    match app.instance.may_forget(&frame.acting(action_of(&made.motion))?, vec![id]).await {
        Err(Fault::Refused(Refusal::InPlace)) => Ok(Some(frame.say.t("forget-in-place"))),
        // What else stands against it is told when it is done.
        Ok(()) | Err(Fault::Refused(_)) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

impl ProposalPage {
    fn of(frame: Arc<Frame>, id: Id, made: &Proposal) -> Self {
        let (say, packs) = (frame.say, Arc::clone(&frame.in_force.packs));
        let (mut takes_away, mut changed) = (vec![], vec![]);
        if let Motion::Pack { pack, takes_away: taken, .. } = &made.motion {
            let named = |name: &String| {
                let (pack, measure) = name.split_once('/').unwrap_or((name, ""));
                let title = packs.measure(pack, measure).map(|measure| say.text(&measure.title));
                (title.unwrap_or_else(|| isolated(name)), rule_path(pack, measure))
            };
            takes_away = taken.iter().filter(|name| out_of_sight(name).is_none()).map(named).collect();
            if made.end.is_none() {
                let there = frame.in_force.view.packs.get(&pack.name).map(|there| Arc::clone(&there.files));
                changed = files(say, there.as_deref(), &pack.files);
            }
        }
        Self {
            motion: MotionView::of(&frame, &made.motion),
            made: made_by(&frame, made),
            reason: made.reason.clone(),
            state: ProposalStanding::of(say, made),
            votes: made.votes.iter().map(|vote| VoteView::of(&frame, made, vote)).collect(),
            takes_away,
            hides: hidden(&frame, &made.motion),
            here: path(id),
            stand: stand(&frame, made),
            takes_two: made.approvals() > 1,
            forgets: forgets(&frame, made),
            waits_for: None,
            half_waits: false,
            half: None,
            effect: None,
            summary: say.n("adopt-files", &number(changed.len())),
            files: changed,
            frame,
        }
    }
}

fn stand(frame: &Frame, made: &Proposal) -> Stand {
    if made.end.is_some() || made.is_approved() {
        return Stand::Over;
    }
    let Some(session) = &frame.session else { return Stand::Reads };
    let action = action_of(&made.motion);
    let Ok(acting) = frame.acting(action) else { return Stand::Reads };
    match may_approve(&acting.actor, made, &frame.in_force.view, &acting.occasion()) {
        _ if made.by == session.actor.account => Stand::Own,
        Ok(()) if is_stale(frame, made) => Stand::Stale,
        Ok(()) => Stand::Decides,
        Err(Refusal::NeedsAnotherPerson) if acting.may(action).is_ok() => Stand::SameRole,
        Err(_) => Stand::Reads,
    }
}

/// Whether what a pack was to take the place of is no longer there.
fn is_stale(frame: &Frame, made: &Proposal) -> bool {
    match &made.motion {
        Motion::Pack { pack, replaces, .. } => {
            frame.in_force.view.packs.get(&pack.name).map(|there| &there.hash) != replaces.as_ref()
        }
        _ => false,
    }
}

/// Whether the reader can have the person of an approved proposal forgotten now.
fn forgets(frame: &Frame, made: &Proposal) -> bool {
    let open = matches!(made.motion, Motion::Forget { .. }) && made.is_approved() && made.end.is_none();
    open && frame.may(action_of(&made.motion))
}

impl VoteView {
    fn of(frame: &Frame, made: &Proposal, vote: &Vote) -> Self {
        let day = frame.in_force.view.zone(&made.controller, &made.office).day(vote.at);
        let by = [("account", MessageArg::Text(&vote.by)), ("day", MessageArg::Day(day))];
        let key = if vote.approve { "proposal-approved-by" } else { "proposal-ended-by" };
        Self { by: frame.say.rich(key, &by), reason: vote.reason.clone() }
    }
}
