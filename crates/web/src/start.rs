//! Where the work of whoever signed in begins: what waits for them, then what their role can do, what it does most first.
//! Nothing stands here that would refuse its reader, and nothing is said to wait that does not, or not to that does.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use casework::Action;
use instance::desk::{WorkQuery, WorkView};

use crate::app::App;
use crate::gate::{Failure, Frame};
use crate::governance::people::RIGHTS;
use crate::governance::proposals::{PROPOSALS, ProposalCard, decidable};
use crate::measure::HOUSEHOLD;
use crate::say::{Html, MessageArg};
use crate::words;

/// What each role does most. Of finance nothing is in the browser yet but what everybody finds there.
const MOST: [(&str, &str); 10] = [
    ("HD", "/desk"),
    ("CW", "/desk"),
    ("SU", "/desk"),
    ("OP", "/desk"),
    ("FM", HOUSEHOLD),
    ("FC", HOUSEHOLD),
    ("AY", "/studio"),
    ("PA", "/studio/library"),
    ("DP", "/governance/people"),
    ("AD", "/governance/accounts"),
];

/// The page.
#[derive(Template)]
#[template(path = "start.html")]
pub struct RoleStartPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// As what they work here; none where they have chosen no seat.
    pub roles: Option<Html>,
    /// What waits for them in cases: where it stands, and how much.
    pub work: Vec<(String, Html)>,
    /// Proposals that they can decide; none where none is ever theirs.
    pub waiting: Option<Vec<ProposalCard>>,
    /// Address of all proposals.
    pub proposals: &'static str,
    /// What they can do.
    pub cards: Vec<StartCard>,
}

/// Something that can be done.
pub struct StartCard {
    /// Where.
    pub address: &'static str,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub text: String,
    /// Whether their role does it most.
    pub most: bool,
}

/// How much waits for the reader in cases: what they have in hand, what is late at their office, what waits for their yes.
#[derive(Debug, Clone, Copy, Default)]
pub struct StartWork {
    mine: u64,
    late: u64,
    yes: u64,
    /// Whether more may wait for their yes.
    more: bool,
}

impl StartWork {
    /// Counts it, where the reader works on cases at all.
    pub async fn of(app: &App, frame: &Frame) -> Result<Self, Failure> {
        if !frame.may(Action::WorkCase) || !frame.may(Action::ReadPersonal) {
            return Ok(Self::default());
        }
        let acting = frame.acting(Action::ReadPersonal)?;
        let desk = app.instance.desk(&frame.in_force, &acting);
        let mine = desk.count_work(&WorkQuery { view: WorkView::Mine, ..WorkQuery::default() }).await?;
        let (all, votes) = (desk.count_work(&WorkQuery::default()).await?, desk.count_votes().await?);
        Ok(Self { mine: mine.all, late: all.late, yes: votes.count, more: votes.more })
    }

    /// Where each stands of which there is any, in words.
    fn lines(self, frame: &Frame) -> Vec<(String, Html)> {
        let yes = if self.more { "start-yes-more" } else { "start-yes" };
        let all = [("yes", yes, self.yes), ("late", "start-late", self.late), ("mine", "start-mine", self.mine)];
        let some = all.into_iter().filter(|(_, _, count)| *count > 0);
        some.map(|(whose, key, count)| (format!("/desk/work?whose={whose}"), frame.say.n(key, &count))).collect()
    }
}

impl RoleStartPage {
    /// For whoever reads.
    pub async fn of(app: &App, frame: Arc<Frame>, work: StartWork) -> Result<Self, Failure> {
        let waiting = if frame.governs() { Some(decidable(app, &frame).await?) } else { None };
        let roles = roles(&frame);
        let most: BTreeSet<&str> =
            MOST.iter().filter(|(role, _)| roles.contains(role)).map(|(_, address)| *address).collect();
        let mut cards = cards(&frame);
        for card in &mut cards {
            card.most = most.contains(card.address);
        }
        cards.sort_by_key(|card| !card.most);
        let named: Vec<String> = roles.iter().map(|role| words::role(frame.say, role)).collect();
        let named = named.join(&frame.say.t("list-separator"));
        Ok(Self {
            roles: (!roles.is_empty()).then(|| frame.say.rich("start-as", &[("roles", MessageArg::Text(&named))])),
            work: work.lines(&frame),
            waiting,
            proposals: PROPOSALS,
            cards,
            frame,
        })
    }
}

impl RoleStartPage {
    /// Whether nothing waits for them, neither a proposal nor a case.
    fn is_idle(&self) -> bool {
        self.work.is_empty() && self.waiting.as_ref().is_none_or(Vec::is_empty)
    }
}

/// The roles of the seat that the reader took.
fn roles(frame: &Frame) -> BTreeSet<&str> {
    let Some(session) = &frame.session else { return BTreeSet::new() };
    let Some(seat) = &session.seat else { return BTreeSet::new() };
    let here =
        session.actor.grants.iter().filter(|grant| grant.controller == seat.controller && grant.office == seat.office);
    here.map(|grant| grant.role.as_str()).collect()
}

/// What the reader can do, each with whether it opens for them.
fn cards(frame: &Frame) -> Vec<StartCard> {
    let reads = frame.may(Action::Search) && frame.may(Action::ReadPersonal);
    let grants = frame.may(Action::GrantAccounts) || frame.proposes(Action::GrantAccounts);
    let packs = frame.may(Action::InstallPack) || frame.proposes(Action::InstallPack);
    let seatless = frame.session.as_ref().is_some_and(|session| session.seat.is_none());
    let all = [
        (seatless, "/seat", "start-seat-title", "start-seat-text"),
        (reads, "/desk", "landing-desk-title", "landing-desk-text"),
        (frame.may(Action::WorkCase), "/desk/work", "work-title", "start-work-text"),
        (frame.has_places(), "/desk/places", "nav-places", "start-places-text"),
        (frame.may(Action::Simulate), "/studio", "start-reach-title", "start-reach-text"),
        (packs, "/studio/library", "start-adopt-title", "start-adopt-text"),
        (grants, "/governance/accounts", "accounts-title", "accounts-lede"),
        (frame.any_of(&RIGHTS), "/governance/people", "rights-title", "rights-lede"),
        (frame.may_beyond_own(Action::ReadJournal), "/governance/journal", "journal-title", "journal-lede"),
        (true, HOUSEHOLD, "try-title", "try-why"),
        (true, "/account", "start-account-title", "start-account-text"),
    ];
    let open = all.into_iter().filter(|(opens, ..)| *opens);
    let card = |(_, address, title, text): (bool, &'static str, &str, &str)| StartCard {
        address,
        title: frame.say.t(title),
        text: frame.say.t(text),
        most: false,
    };
    open.map(card).collect()
}
