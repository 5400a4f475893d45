//! The reviewed role table, laid out as it was reviewed: one row an action, one column a role.
//!
//! A new action does not compile without its row. Nothing else in the program says who may do what.
//! Next: the module above, which says what each kind of cell admits.

use crate::Role;

/// What can be asked for; each is one row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Portal, directory, asking without saving.
    Ask,
    /// Submitting a need, a claim, a complaint.
    SubmitNeed,
    /// Following a request by its code.
    FollowRequest,
    /// Searching for a person.
    Search,
    /// Registering and correcting a person; importing.
    Register,
    /// Reading open, personal and sealed fields of a person.
    ReadPersonal,
    /// Reading protected fields of a person.
    ReadProtected,
    /// Opening a record out of scope, with a reason and for a while.
    BreakGlass,
    /// Opening, planning and following up a case.
    WorkCase,
    /// Approving a plan, closing a case.
    ApprovePlan,
    /// Referring or transferring under a sharing protocol.
    Refer,
    /// Acting against a consent that is missing.
    OverrideConsent,
    /// Merging two records of a person, undoing it.
    Merge,
    /// Granting a status or issuing a proof by hand.
    GrantStatus,
    /// Refusing or ending an entitlement.
    EndEntitlement,
    /// Legs of a journey, places, distributions.
    Distribute,
    /// Keeping the directory of organisations, services and facilities.
    KeepDirectory,
    /// Making and reconciling a payment plan.
    PlanPayment,
    /// Approving and releasing a payment.
    ReleasePayment,
    /// Defining and sending a campaign.
    Campaign,
    /// Simulating measures on the population.
    Simulate,
    /// Opening one generated person behind a simulated figure.
    OpenPersona,
    /// Publishing a figure.
    PublishFigure,
    /// Writing and testing a pack.
    WritePack,
    /// Putting a pack in force.
    InstallPack,
    /// Exporting person-level data.
    ExportPeople,
    /// Purposes, sharing protocols, retention, legal holds.
    GovernPurposes,
    /// The journal, the read log, breaches.
    ReadJournal,
    /// Erasing a person.
    Erase,
    /// Accounts and grants.
    GrantAccounts,
    /// Configuration, encrypted backup.
    Configure,
    /// Unwrapping keys, restoring.
    Restore,
}

/// What a role may do of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// `-`: refused.
    No,
    /// `y`: allowed in scope.
    Yes,
    /// `own`: one's own record.
    Own,
    /// `as`: assigned cases.
    Assigned,
    /// `tm`: the team's cases.
    Team,
    /// `ex`: existence only.
    Existence,
    /// `op`: the fields and people of an operation's or plan's list.
    Listed,
    /// The person of an open ticket.
    Ticket,
    /// `as` or `tm`, and only with a compartment.
    Compartment,
    /// `ag`: aggregates after disclosure control.
    Aggregate,
    /// `md`: metadata without content.
    Metadata,
    /// In an instance that holds synthetic people only.
    Synthetic,
    /// `pr`: proposes only.
    Proposes,
    /// `2p`: with a second person of another role.
    SecondPerson,
    /// Told, reviews afterwards: may not do it.
    Hears,
}

const NO: Cell = Cell::No;
const Y: Cell = Cell::Yes;
const OWN: Cell = Cell::Own;
const AS: Cell = Cell::Assigned;
const TM: Cell = Cell::Team;
const EX: Cell = Cell::Existence;
const OP: Cell = Cell::Listed;
const TK: Cell = Cell::Ticket;
const CO: Cell = Cell::Compartment;
const AG: Cell = Cell::Aggregate;
const MD: Cell = Cell::Metadata;
const SY: Cell = Cell::Synthetic;
const PR: Cell = Cell::Proposes;
const P2: Cell = Cell::SecondPerson;
const HE: Cell = Cell::Hears;

/// The table. Where the review wrote words instead of a mark, they stand behind the row.
#[rustfmt::skip]
#[expect(clippy::match_same_arms, reason = "one row an action, as it was reviewed")]
const fn row(action: Action) -> [Cell; Role::ALL.len()] {
    match action {
        //                          AN   PE   HD  CW  SU  OP  FM  FC  AY  PA  DP  AD
        Action::Ask             => [Y,   Y,   Y,  Y,  Y,  Y,  Y,  Y,  Y,  Y,  Y,  Y ],
        Action::SubmitNeed      => [Y,   OWN, Y,  Y,  Y,  Y,  NO, NO, NO, NO, NO, NO],
        Action::FollowRequest   => [OWN, OWN, Y,  AS, TM, NO, NO, NO, NO, NO, NO, NO],
        Action::Search          => [NO,  NO,  EX, Y,  Y,  OP, NO, NO, NO, NO, MD, NO],
        Action::Register        => [NO,  OWN, Y,  AS, TM, OP, NO, NO, NO, NO, NO, NO],
        Action::ReadPersonal    => [NO,  OWN, TK, AS, TM, OP, OP, OP, NO, NO, NO, NO], // HD: open ticket
        Action::ReadProtected   => [NO,  OWN, NO, CO, CO, NO, NO, NO, NO, NO, NO, NO], // PE: in person and alone
        Action::BreakGlass      => [NO,  NO,  NO, Y,  Y,  NO, NO, NO, NO, NO, HE, NO], // DP: reviews
        Action::WorkCase        => [NO,  NO,  NO, AS, TM, NO, NO, NO, NO, NO, NO, NO],
        Action::ApprovePlan     => [NO,  NO,  NO, PR, TM, NO, NO, NO, NO, NO, NO, NO], // SU: not own (`record::is_own`)
        Action::Refer           => [NO,  OWN, TK, AS, TM, NO, NO, NO, NO, NO, NO, NO], // HD: open, personal
        Action::OverrideConsent => [NO,  NO,  NO, PR, P2, NO, NO, NO, NO, NO, HE, NO], // DP: told
        Action::Merge           => [NO,  NO,  PR, PR, Y,  NO, NO, NO, NO, NO, NO, NO],
        Action::GrantStatus     => [NO,  NO,  NO, PR, P2, NO, NO, NO, NO, NO, NO, NO],
        Action::EndEntitlement  => [NO,  NO,  NO, PR, P2, NO, NO, NO, NO, NO, NO, NO],
        Action::Distribute      => [NO,  NO,  NO, PR, Y,  Y,  NO, NO, NO, NO, NO, NO],
        Action::KeepDirectory   => [NO,  NO,  PR, PR, Y,  Y,  NO, NO, NO, NO, NO, NO],
        Action::PlanPayment     => [NO,  NO,  NO, PR, NO, PR, Y,  NO, NO, NO, NO, NO],
        Action::ReleasePayment  => [NO,  NO,  NO, NO, NO, NO, NO, Y,  NO, NO, NO, NO], // FC: in tiers
        Action::Campaign        => [NO,  NO,  PR, NO, P2, PR, NO, NO, AG, NO, NO, NO],
        Action::Simulate        => [NO,  NO,  NO, NO, AG, NO, NO, NO, AG, SY, NO, NO],
        Action::OpenPersona     => [NO,  NO,  NO, NO, NO, NO, NO, NO, SY, SY, NO, NO],
        Action::PublishFigure   => [NO,  NO,  NO, NO, NO, NO, NO, NO, PR, NO, P2, NO],
        Action::WritePack       => [NO,  NO,  NO, NO, NO, NO, NO, NO, Y,  Y,  NO, NO],
        Action::InstallPack     => [NO,  NO,  NO, NO, NO, NO, NO, NO, NO, PR, P2, P2],
        Action::ExportPeople    => [NO,  OWN, NO, AS, P2, OP, OP, OP, NO, NO, P2, NO], // CW: one case
        Action::GovernPurposes  => [NO,  NO,  NO, NO, P2, NO, NO, NO, NO, NO, P2, NO],
        Action::ReadJournal     => [NO,  OWN, NO, NO, MD, NO, NO, NO, NO, NO, MD, MD], // AD: verify
        Action::Erase           => [NO,  PR,  NO, NO, PR, NO, NO, NO, NO, NO, P2, P2], // PE: asks
        Action::GrantAccounts   => [NO,  NO,  NO, NO, P2, NO, NO, NO, NO, NO, P2, PR],
        Action::Configure       => [NO,  NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, Y ],
        Action::Restore         => [NO,  NO,  NO, NO, NO, NO, NO, NO, NO, NO, P2, P2],
    }
}

/// The cell of a role and an action.
pub(super) fn cell(role: Role, action: Action) -> Cell {
    let cells = Role::ALL.into_iter().zip(row(action));
    cells.filter(|(column, _)| *column == role).map(|(_, cell)| cell).next().unwrap_or(Cell::No)
}

impl Action {
    /// Its stable code, by which a refusal is noted. Once written it names the same action for ever.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::SubmitNeed => "submit-need",
            Self::FollowRequest => "follow-request",
            Self::Search => "search",
            Self::Register => "register",
            Self::ReadPersonal => "read-personal",
            Self::ReadProtected => "read-protected",
            Self::BreakGlass => "break-glass",
            Self::WorkCase => "work-case",
            Self::ApprovePlan => "approve-plan",
            Self::Refer => "refer",
            Self::OverrideConsent => "override-consent",
            Self::Merge => "merge",
            Self::GrantStatus => "grant-status",
            Self::EndEntitlement => "end-entitlement",
            Self::Distribute => "distribute",
            Self::KeepDirectory => "keep-directory",
            Self::PlanPayment => "plan-payment",
            Self::ReleasePayment => "release-payment",
            Self::Campaign => "campaign",
            Self::Simulate => "simulate",
            Self::OpenPersona => "open-persona",
            Self::PublishFigure => "publish-figure",
            Self::WritePack => "write-pack",
            Self::InstallPack => "install-pack",
            Self::ExportPeople => "export-people",
            Self::GovernPurposes => "govern-purposes",
            Self::ReadJournal => "read-journal",
            Self::Erase => "erase",
            Self::GrantAccounts => "grant-accounts",
            Self::Configure => "configure",
            Self::Restore => "restore",
        }
    }

    /// Whether being allowed opens rows of people. Where it does not, what the action is about has records of its
    /// own (a plan, a request, a pack), and a page cannot read people by way of it.
    pub(super) fn opens_people(self) -> bool {
        match self {
            Self::FollowRequest
            | Self::Search
            | Self::Register
            | Self::ReadPersonal
            | Self::ReadProtected
            | Self::WorkCase
            | Self::ApprovePlan
            | Self::Refer
            | Self::Merge
            | Self::OpenPersona
            | Self::ExportPeople => true,
            Self::Ask
            | Self::SubmitNeed
            | Self::BreakGlass
            | Self::OverrideConsent
            | Self::GrantStatus
            | Self::EndEntitlement
            | Self::Distribute
            | Self::KeepDirectory
            | Self::PlanPayment
            | Self::ReleasePayment
            | Self::Campaign
            | Self::Simulate
            | Self::PublishFigure
            | Self::WritePack
            | Self::InstallPack
            | Self::GovernPurposes
            | Self::ReadJournal
            | Self::Erase
            | Self::GrantAccounts
            | Self::Configure
            | Self::Restore => false,
        }
    }
}
