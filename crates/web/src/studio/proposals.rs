//! Packs proposed to a second person: who proposes what, what it does to people, and approving or declining it.
//!
//! Whoever has signed in may read them; who may not decide reads why not. The record decides anew who may.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::view::{Decided, Proposal};
use casework::{Action, Refusal, may_approve};
use model::Id;
use packs::{Packs, Source};

use super::change::{Effect, File, counting, effect, files, number, reason};
use super::rule_path;
use crate::app::App;
use crate::gate::{Failure, Frame, Page, Permit, Posted};
use crate::say::{Arg, Html, Say};

/// Address of all proposals.
pub(crate) const PROPOSALS: &str = "/studio/proposals";

/// Address of a proposal.
pub(crate) fn path(proposal: Id) -> String {
    format!("{PROPOSALS}/{proposal}")
}

/// The list.
#[derive(Template)]
#[template(path = "studio/proposals.html")]
pub struct ListPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Waiting for a second person, then the others, the latest first.
    pub cards: Vec<Card>,
}

/// A proposal in the list.
pub struct Card {
    /// Where a click leads.
    pub address: String,
    /// What the pack is called.
    pub title: Html,
    /// Who proposed it, and when.
    pub made: Html,
    /// By how many measures it takes something away, in words.
    pub takes_away: Html,
    /// How it stands.
    pub state: Standing,
}

/// How a proposal stands, as class and words.
pub struct Standing {
    pub class: &'static str,
    pub words: String,
}

/// One proposal.
#[derive(Template)]
#[template(path = "studio/proposal.html")]
pub struct ProposalPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// What the pack is called.
    pub title: Html,
    /// The same and nothing else.
    pub name: String,
    /// Who proposed it, and when.
    pub made: Html,
    /// Why.
    pub reason: String,
    /// How it stands.
    pub state: Standing,
    /// How it ended.
    pub ended: Option<Ended>,
    /// Measures that it took something away by when it was proposed, with their addresses.
    pub takes_away: Vec<(Html, String)>,
    /// Where the form is sent.
    pub here: String,
    /// What the reader can do.
    stand: Stand,
    effect: Option<Effect>,
    files: Vec<File>,
    /// How many files change, in words.
    pub summary: Html,
}

/// Who decided a proposal, and why.
pub struct Ended {
    /// Who, and when.
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
    /// The reader's role is the one in which it was made: decline it.
    SameRole,
    /// Nothing: the role decides nothing.
    Reads,
}

/// Shows all proposals.
pub async fn list(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<Page, Failure> {
    let proposals = app.ports.library.proposals().await?;
    let mut made: Vec<(&Id, &Proposal)> = proposals.iter().collect();
    made.sort_by_key(|(id, made)| (made.decided.is_some(), std::cmp::Reverse(made.at), **id));
    let (packs, say) = (app.ports.library.packs(), frame.say);
    let cards = made.into_iter().map(|(id, made)| Card::of(say, &packs, *id, made)).collect();
    Page::of(&ListPage { frame, cards })
}

/// Shows one proposal, with what it does to people now.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id: Id = id.parse().map_err(|_| Failure::NotFound)?;
    let proposals = app.ports.library.proposals().await?;
    let made = proposals.get(&id).ok_or(Failure::NotFound)?;
    if made.decided.is_some() {
        return Ok(Page::of(&ProposalPage::of(&app, frame, (id, made), None).await?)?.into_response());
    }
    let source = Source::new(made.name.clone(), made.files.clone());
    let Some(effect) = effect(&app, &frame, source).await? else { return counting(frame) };
    Ok(Page::of(&ProposalPage::of(&app, frame, (id, made), Some(effect)).await?)?.into_response())
}

/// Approves, declines or withdraws, then shows what became of it.
pub async fn conclude(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(permit): Extension<Permit>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let session = frame.session.clone().ok_or(Failure::NotAllowed)?;
    let id: Id = id.parse().map_err(|_| Failure::NotFound)?;
    let approve = match posted.text("decision") {
        "approve" => true,
        "decline" => false,
        _ => return Err(Failure::Unsound),
    };
    app.ports.library.conclude(permit.asker(&session), id, approve, reason(&posted)?).await?;
    Ok(Redirect::to(&path(id)).into_response())
}

/// How many proposals wait for a second person.
pub(crate) async fn waiting(app: &App) -> Result<u64, Failure> {
    let proposals = app.ports.library.proposals().await?;
    Ok(number(proposals.values().filter(|made| made.decided.is_none()).count()))
}

/// The open proposal of exactly these files, where there is one.
pub(crate) async fn open(app: &App, source: &Source) -> Result<Option<Id>, Failure> {
    let proposals = app.ports.library.proposals().await?;
    let same = |made: &Proposal| made.decided.is_none() && made.name == source.name && made.files == source.files;
    Ok(proposals.iter().find(|(_, made)| same(made)).map(|(id, _)| *id))
}

impl Card {
    fn of(say: Say, packs: &Packs, id: Id, made: &Proposal) -> Self {
        Self {
            address: path(id),
            title: title(say, packs, made),
            made: made_by(say, made),
            takes_away: say.n("proposal-takes", &number(made.takes_away.len())),
            state: Standing::of(say, made),
        }
    }
}

/// What a proposed pack is called: by the one in force, else by its name.
fn title(say: Say, packs: &Packs, made: &Proposal) -> Html {
    let there = packs.pack(&made.name);
    there.map_or_else(|| crate::labels::isolated(&made.name), |pack| say.text(&pack.title))
}

fn made_by(say: Say, made: &Proposal) -> Html {
    say.rich("proposal-made", &[("account", Arg::Text(&made.by)), ("day", Arg::Day(made.at.day()))])
}

impl Standing {
    fn of(say: Say, made: &Proposal) -> Self {
        let (class, words) = match &made.decided {
            None => ("ask", say.t("proposal-open")),
            Some(decided) if decided.approved => ("yes", say.t("proposal-approved")),
            Some(decided) if decided.by == made.by => ("none", say.t("proposal-withdrawn")),
            Some(_) => ("no", say.t("proposal-declined")),
        };
        Self { class, words }
    }
}

impl ProposalPage {
    async fn of(
        app: &App,
        frame: Arc<Frame>,
        (id, made): (Id, &Proposal),
        effect: Option<Effect>,
    ) -> Result<Self, Failure> {
        let (say, packs) = (frame.say, app.ports.library.packs());
        let there = app.ports.library.installed(made.name.clone()).await?;
        let stale = packs.pack(&made.name).map(|pack| &pack.hash) != made.replaces.as_ref();
        let files = if made.decided.is_none() { files(say, there.as_ref(), &made.files) } else { vec![] };
        let named = |name: &String| {
            let (pack, measure) = name.split_once('/').unwrap_or((name, ""));
            let title = packs.measure(pack, measure).map(|measure| say.text(&measure.title));
            (title.unwrap_or_else(|| crate::labels::isolated(name)), rule_path(pack, measure))
        };
        Ok(Self {
            title: title(say, &packs, made),
            name: made.name.clone(),
            made: made_by(say, made),
            reason: made.reason.clone(),
            state: Standing::of(say, made),
            ended: made.decided.as_ref().map(|decided| Ended::of(say, decided)),
            takes_away: made.takes_away.iter().map(named).collect(),
            here: path(id),
            stand: stand(app, &frame, made, stale),
            effect,
            summary: say.n("adopt-files", &number(files.len())),
            files,
            frame,
        })
    }
}

fn stand(app: &App, frame: &Frame, made: &Proposal, stale: bool) -> Stand {
    if made.decided.is_some() {
        return Stand::Over;
    }
    let Some(session) = &frame.session else { return Stand::Reads };
    let (today, purpose) = (app.ports.clock.now().day(), &frame.instance.governance_purpose);
    let own = made.by == session.actor.account;
    match may_approve(&session.actor, made, &frame.instance.occasion(purpose, today)) {
        _ if own => Stand::Own,
        Ok(()) if stale => Stand::Stale,
        Ok(()) => Stand::Decides,
        Err(Refusal::NeedsAnotherPerson) if frame.may(Action::InstallPack, today) => Stand::SameRole,
        Err(_) => Stand::Reads,
    }
}

impl Ended {
    fn of(say: Say, decided: &Decided) -> Self {
        let by = [("account", Arg::Text(&decided.by)), ("day", Arg::Day(decided.at.day()))];
        let key = if decided.approved { "proposal-approved-by" } else { "proposal-ended-by" };
        Self { by: say.rich(key, &by), reason: decided.reason.clone() }
    }
}
