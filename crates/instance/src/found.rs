//! A new instance: founded, with its purposes, the core schema, packs, offices and first accounts, each a fact.
//!
//! The founder sets it up until an account may grant accounts; what is opened after that takes two people, and the first
//! accounts are those two.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::source::DESK;
use casework::{AccessCommand, Command, InstanceCommand, PackCommand, ProposalCommand, Role, Seat};
use futures::future::try_join_all;
use journal::{Basis, CredentialChange, Grant, Mode, Motion, Office, PackFiles};
use model::{Clock, Compartment, Lang, Text};
use packs::{LoadOptions, Packs, Source};
use store::{Beside, Config, Store};

use crate::acting::{ASSISTANCE, Acting, GOVERNANCE, OFFICE, STUDY};
use crate::door::{credential_name, fresh_credential, start_password};
use crate::in_force::CORE;
use crate::open::Random;
use crate::{Fault, Instance};

/// The account that sets a new instance up.
const FOUNDER: &str = "founder";

/// The roles that a trial instance has one account of each, with the account's name. Who may grant accounts comes last.
pub const ROLES: [(&str, &str); 10] = [
    ("helpdesk", "HD"),
    ("caseworker", "CW"),
    ("operations", "OP"),
    ("finance-maker", "FM"),
    ("finance-checker", "FC"),
    ("analyst", "AY"),
    ("author", "PA"),
    ("administrator", "AD"),
    ("officer", "DP"),
    ("supervisor", "SU"),
];

/// The accounts that a demonstration has besides: what lies behind a wall is worked on by few who open it, a panel has more
/// than one, and a review takes supervisors who have not decided before.
pub const BEHIND_WALLS: [(&str, &str, &[Compartment]); 8] = [
    ("caseworker-children", "CW", &[Compartment::Child]),
    ("caseworker-panel", "CW", &[Compartment::Child]),
    ("caseworker-health", "CW", &[Compartment::Health]),
    ("caseworker-violence", "CW", &[Compartment::Gbv]),
    ("caseworker-asylum", "CW", &[Compartment::Asylum]),
    ("caseworker-liberty", "CW", &[Compartment::Shelter]),
    ("supervisor-walls", "SU", WALLS),
    ("supervisor-reviews", "SU", WALLS),
];

/// The walls behind which the pathways that are shipped lie.
const WALLS: &[Compartment] =
    &[Compartment::Child, Compartment::Health, Compartment::Gbv, Compartment::Asylum, Compartment::Shelter];

/// What a new instance is to be.
#[derive(Debug, Clone)]
pub struct Founding {
    /// What it calls itself.
    pub name: String,
    /// What it may hold.
    pub mode: Mode,
    /// ISO 3166 alpha-3 of the jurisdiction, where it has one.
    pub jurisdiction: Option<String>,
    /// The time zone of offices that name none.
    pub zone: String,
    /// Whose data it is to hold.
    pub controller: String,
    /// The mandate under which the controller acts; a live instance has one.
    pub mandate: Option<String>,
    /// Offices by their ids; where none is described, grants may name any.
    pub offices: Vec<(String, Office)>,
    /// Accounts with what they hold; those who may grant accounts come last.
    pub accounts: Vec<(String, Vec<Grant>)>,
    /// Packs to put in force.
    pub packs: Vec<Source>,
}

/// A new instance and the first passwords of its accounts.
pub struct FreshInstance {
    /// The instance.
    pub instance: Instance,
    /// Account, roles, password.
    pub sign_ins: Vec<FirstSignIn>,
}

/// How somebody signs in for the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstSignIn {
    /// The account.
    pub account: String,
    /// Codes of its roles.
    pub roles: Vec<String>,
    /// Shown once, and changed by whoever signs in.
    pub password: String,
}

impl Founding {
    /// An instance for invented people, with one account a role.
    pub fn trial(name: &str, controller: &str, packs: Vec<Source>) -> Self {
        let account = |(account, role): &(&str, &str)| ((*account).to_owned(), vec![grant(role, controller)]);
        Self {
            name: name.to_owned(),
            mode: Mode::Trial,
            jurisdiction: None,
            zone: "UTC".to_owned(),
            controller: controller.to_owned(),
            mandate: None,
            offices: vec![],
            accounts: ROLES.iter().map(account).collect(),
            packs,
        }
    }
}

impl Founding {
    /// A trial with accounts besides for what lies behind walls.
    pub fn demonstration(name: &str, controller: &str, packs: Vec<Source>) -> Self {
        let mut founding = Self::trial(name, controller, packs);
        founding.accounts.extend(BEHIND_WALLS.iter().map(|(account, role, walls)| {
            let grant = Grant { compartments: walls.to_vec(), ..grant(role, controller) };
            ((*account).to_owned(), vec![grant])
        }));
        founding
    }
}

/// A role in the first office of a controller.
pub fn grant(role: &str, controller: &str) -> Grant {
    let (role, controller, office) = (role.to_owned(), controller.to_owned(), OFFICE.to_owned());
    Grant { role, controller, office, compartments: vec![], until: None }
}

/// Makes an instance where there is none. It opens again once whoever founds it was shown the first passwords and says so
/// ([`Instance::founded_whole`]): killed before that, it is nobody's to enter, and says that instead of opening.
pub async fn found(
    config: &Config,
    founding: &Founding,
    clock: Arc<dyn Clock>,
    randomness: Random,
) -> Result<FreshInstance, Fault> {
    let loaded = packs::load(&founding.packs, &LoadOptions::default())?;
    let store = Store::create(config, Arc::clone(&clock), randomness).await?;
    match founded(&store, &*clock, randomness, founding, &loaded).await {
        Ok(sign_ins) => Ok(FreshInstance { instance: Instance::of(store, clock, randomness).await?, sign_ins }),
        Err(fault) => {
            // Half an instance can neither be founded again nor be entered: what was made here goes.
            store.close().await;
            if let Err(error) = std::fs::remove_dir_all(&config.dir) {
                tracing::error!(%error, "a folder of an instance that was not founded is left over");
            }
            Err(fault)
        }
    }
}

/// Everything that founding writes down; the first passwords.
async fn founded(
    store: &Store,
    clock: &dyn Clock,
    randomness: Random,
    founding: &Founding,
    loaded: &Packs,
) -> Result<Vec<FirstSignIn>, Fault> {
    let setup = Setup { store, clock, randomness, founding };
    setup.describe().await?;
    setup.install_all(loaded).await?;
    let mut sign_ins = vec![];
    for (account, grants) in &founding.accounts {
        setup.account(account, grants).await?;
    }
    for (account, grants) in &founding.accounts {
        let roles = grants.iter().map(|grant| grant.role.clone()).collect();
        sign_ins.push(FirstSignIn { account: account.clone(), roles, password: setup.password(account).await? });
    }
    Ok(sign_ins)
}

struct Setup<'a> {
    store: &'a Store,
    clock: &'a dyn Clock,
    randomness: Random,
    founding: &'a Founding,
}

impl Setup<'_> {
    /// Puts the packs in force: together, so that the instance is kept once and not once a pack.
    async fn install_all(&self, loaded: &Packs) -> Result<(), Fault> {
        let (view, acting, now) = (self.store.instance().await?, self.founder(), self.clock.now());
        let installed = self.founding.packs.iter().map(|source| {
            let version = loaded.pack(&source.name).map_or("0.0.0", |pack| pack.version.as_str());
            self.store.submit(acting.ctx(DESK, view.schema(), now), install(source, version, &source.name))
        });
        try_join_all(installed).await?;
        Ok(())
    }

    fn founder(&self) -> Acting {
        let seat = Seat { controller: self.founding.controller.clone(), office: OFFICE.to_owned() };
        Acting::founder(FOUNDER, seat, self.founding.mode)
    }

    /// What the instance is, why it holds data, the fields that every pack builds on, and where people work.
    async fn describe(&self) -> Result<(), Fault> {
        let Founding { name, mode, jurisdiction, zone, offices, .. } = self.founding.clone();
        self.run(FOUNDER, InstanceCommand::Found { name, mode, jurisdiction, zone }).await?;
        for purpose in purposes(self.founding.mandate.as_deref()) {
            self.run(FOUNDER, purpose).await?;
        }
        self.run(FOUNDER, install(&Source::core(), "1.0.0", CORE)).await?;
        for (office, description) in offices {
            self.run(FOUNDER, AccessCommand::RecordOffice { office, description }).await?;
        }
        Ok(())
    }

    async fn run(&self, account: &str, command: impl Into<Command>) -> Result<(), Fault> {
        let view = self.store.instance().await?;
        let (founding, now) = (self.founding, self.clock.now());
        let acting = if account == FOUNDER {
            self.founder()
        } else {
            let actor = view.actor(account, now);
            let seat = actor.seats().into_iter().find(|seat| seat.controller == founding.controller);
            Acting::of(&view, account, seat.as_ref(), GOVERNANCE, None, now)?
        };
        self.store.submit(acting.ctx(DESK, view.schema(), now), command).await?;
        Ok(())
    }

    /// The founder opens accounts until one of them may grant accounts; then that one does, with the administrator.
    async fn account(&self, account: &str, grants: &[Grant]) -> Result<(), Fault> {
        let view = self.store.instance().await?;
        let held = |role: Role| {
            let mut accounts = view.accounts.iter();
            let found = accounts.find(|(_, there)| there.grants.iter().any(|grant| grant.role == role.code()));
            found.map(|(account, _)| account.clone())
        };
        let (account, grants) = (account.to_owned(), grants.to_vec());
        let Some(approves) = held(Role::DataProtection).or_else(|| held(Role::Supervisor)) else {
            return self.run(FOUNDER, AccessCommand::RecordAccount { account, grants }).await;
        };
        let proposes = held(Role::Administrator).ok_or_else(|| Fault::NoSeat(Role::Administrator.code().to_owned()))?;
        let (proposal, reason) = (self.store.new_id(), "the first accounts of this instance".to_owned());
        let motion = Motion::Account { account, grants };
        self.run(&proposes, ProposalCommand::Propose { proposal, motion, reason: reason.clone() }).await?;
        self.run(&approves, ProposalCommand::Vote { proposal, approve: true, reason }).await
    }

    /// Gives an account a password that is shown once.
    async fn password(&self, account: &str) -> Result<String, Fault> {
        let view = self.store.instance().await?;
        let there = view.accounts.get(account).ok_or_else(|| Fault::NoSeat(account.to_owned()))?;
        let (password, generation) = (start_password((self.randomness)()), there.credential + 1);
        let credential = fresh_credential(&password, generation, (self.randomness)())?;
        self.store.keep(Beside::Credential, &credential_name(account, generation), &credential).await?;
        let by = there.may_reset.clone().unwrap_or_else(|| FOUNDER.to_owned());
        let change = CredentialChange::PasswordReset;
        self.run(&by, AccessCommand::ChangeCredential { account: account.to_owned(), generation, change }).await?;
        Ok(password)
    }
}

/// The founder puts packs in force where nobody is on record yet: there is nobody to count.
fn install(source: &Source, version: &str, name: &str) -> PackCommand {
    let (name, version) = (name.to_owned(), version.to_owned());
    let pack = PackFiles { name, version, hash: source.hash(), files: source.files.clone() };
    PackCommand::Install { pack, impact: None }
}

/// Why a new instance holds data, each with the bases it allows, the usual one first.
fn purposes(mandate: Option<&str>) -> [InstanceCommand; 3] {
    let under = mandate.map_or_else(String::new, |mandate| format!(" ({mandate})"));
    let purpose = |purpose: &str, bases: &[Basis], says: [&str; 4]| {
        let langs = ["en", "fr", "es", "ar"].map(|lang| Lang(lang.to_owned()));
        let says = langs.into_iter().zip(says.map(|text| format!("{text}{under}")));
        let says = Text(says.collect::<BTreeMap<_, _>>());
        InstanceCommand::RecordPurpose { purpose: purpose.to_owned(), says, bases: bases.to_vec() }
    };
    let (public, legal) = (Basis::PublicInterest, Basis::LegalObligation);
    [
        purpose(
            GOVERNANCE,
            &[legal, public],
            [
                "Looking after accounts, packs and the rights of people on record",
                "Gestion des comptes, des dispositifs et des droits des personnes",
                "Gestión de cuentas, paquetes y derechos de las personas",
                "إدارة الحسابات والحزم وحقوق الأشخاص المسجلين",
            ],
        ),
        purpose(
            ASSISTANCE,
            &[public, Basis::VitalInterest, Basis::Consent, legal],
            [
                "Helping people on the move and telling them what they are entitled to",
                "Aider les personnes en déplacement et leur dire à quoi elles ont droit",
                "Ayudar a las personas en movimiento y decirles a qué tienen derecho",
                "مساعدة الأشخاص المتنقلين وإخبارهم بما يحق لهم",
            ],
        ),
        purpose(
            STUDY,
            &[public, legal],
            [
                "Studying whom measures reach and whom they leave behind",
                "Étudier qui les mesures atteignent et qui elles laissent de côté",
                "Estudiar a quién llegan las medidas y a quién dejan atrás",
                "دراسة من تصل إليهم التدابير ومن تتركهم خلفها",
            ],
        ),
    ]
}
