//! Where the work of whoever signed in begins: what waits for them, then what their role can do, what it does most first.
//! Nothing stands here that would refuse its reader.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use casework::Action;

use crate::gate::Frame;
use crate::governance::people::RIGHTS;
use crate::governance::proposals::{PROPOSALS, ProposalCard, decidable};
use crate::measure::HOUSEHOLD;
use crate::say::{Html, MessageArg};
use crate::words;

/// What each role does most. Of finance nothing is in the browser yet but what everybody finds there.
const MOST: [(&str, &str); 8] = [
    ("HD", "/desk"),
    ("CW", "/desk"),
    ("SU", "/desk"),
    ("OP", "/desk"),
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

impl RoleStartPage {
    /// For whoever reads.
    pub fn of(frame: Arc<Frame>) -> Self {
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
        Self {
            roles: (!roles.is_empty()).then(|| frame.say.rich("start-as", &[("roles", MessageArg::Text(&named))])),
            waiting: frame.governs().then(|| decidable(&frame)),
            proposals: PROPOSALS,
            cards,
            frame,
        }
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
