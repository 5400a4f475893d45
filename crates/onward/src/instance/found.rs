//! A new instance: founded, with its purposes, the core schema, packs and first accounts, each a fact.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use casework::{Command, PackFiles};
use futures::future::try_join_all;
use journal::{Basis, Grant, Mode};
use model::{Lang, Text};
use packs::{LoadOptions, Source};
use store::Store;

use super::acting::{ASSISTANCE, Acts, GOVERNANCE, OFFICE, STUDY};
use super::{CORE, Instance, config};
use crate::catalogue;
use crate::fail::{Fail, Outcome};
use crate::world::{self, SystemClock};

/// The roles that a trial instance has one account of each, with the account's name.
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

/// The role of the data protection officer, who grants accounts once the instance is set up.
const OFFICER: &str = "DP";

/// What a new instance is to be.
#[derive(Debug, Clone)]
pub struct Founding {
    pub name: String,
    pub mode: Mode,
    pub jurisdiction: Option<String>,
    /// Whose data it is to hold.
    pub controller: String,
    /// The mandate under which the controller acts; a live instance has one.
    pub mandate: Option<String>,
    /// Accounts and their roles; those behind the data protection officer's are granted by that officer.
    pub accounts: Vec<(String, String)>,
    /// Packs to put in force.
    pub packs: Vec<Source>,
}

/// A new instance and the first passwords of its accounts.
pub struct Opened {
    pub instance: Instance,
    /// Account, role, password.
    pub sign_ins: Vec<(String, String, String)>,
}

/// Makes an instance in a folder that holds none.
pub async fn found(dir: &Path, database: Option<&str>, founding: &Founding) -> Outcome<Opened> {
    let loaded = catalogue::load_sources(&founding.packs, LoadOptions::default())?;
    let made = Store::create(&config(dir, database), Arc::new(SystemClock), world::random).await;
    let store = made.map_err(|error| Fail::wrong(format!("`{}`: {error}", dir.display())))?;
    let founder = Acts::founder("founder", &founding.controller);
    for command in first_commands(founding) {
        founder.submit(&store, command).await?;
    }
    // Together, so that the instance's view is kept once and not once a pack.
    let installed = founding.packs.iter().map(|source| {
        let version = loaded.pack(&source.name).map_or("0.0.0", |pack| pack.version.as_str());
        founder.submit(&store, install(source, version, &source.name))
    });
    try_join_all(installed).await?;
    grant_all(&store, founder, founding).await?;
    let sign_ins = passwords(&store, &founding.accounts).await?;
    Ok(Opened { instance: Instance::of(store).await?, sign_ins })
}

/// Opens the accounts. The founder may until somebody else may grant accounts; from then on that account does.
async fn grant_all(store: &Store, founder: Acts, founding: &Founding) -> Outcome {
    let mut acts = founder;
    for (account, role) in &founding.accounts {
        acts.submit(store, grant(account, role, &founding.controller)).await?;
        if role == OFFICER {
            let view = store.instance().await.map_err(Fail::wrong)?;
            acts = Acts::account(account, &view, Source::core().hash(), GOVERNANCE, Basis::PublicInterest)?;
        }
    }
    Ok(())
}

/// What an instance is, why it holds data, and the fields that every pack builds on.
fn first_commands(founding: &Founding) -> Vec<Command> {
    let Founding { name, mode, jurisdiction, .. } = founding.clone();
    let mut commands = vec![Command::FoundInstance { name, mode, jurisdiction }];
    commands.extend(purposes(founding.mandate.as_deref()));
    commands.push(install(&Source::core(), "1.0.0", CORE));
    commands
}

/// The founder puts packs in force where nobody is on record yet: there is nobody to count.
fn install(source: &Source, version: &str, name: &str) -> Command {
    let (name, version) = (name.to_owned(), version.to_owned());
    let pack = PackFiles { name, version, hash: source.hash(), files: source.files.clone() };
    Command::InstallPack(pack, None)
}

fn grant(account: &str, role: &str, controller: &str) -> Command {
    let (role, controller, office) = (role.to_owned(), controller.to_owned(), OFFICE.to_owned());
    let grants = vec![Grant { role, controller, office, compartments: vec![], until: None }];
    Command::RecordAccount { account: account.to_owned(), grants }
}

fn purposes(mandate: Option<&str>) -> Vec<Command> {
    let under = mandate.map_or_else(String::new, |mandate| format!(" ({mandate})"));
    let purpose = |purpose: &str, says: [&str; 4]| {
        let langs = ["en", "fr", "es", "ar"].map(|lang| Lang(lang.to_owned()));
        let says = langs.into_iter().zip(says.map(|text| format!("{text}{under}")));
        let bases = vec![Basis::PublicInterest, Basis::LegalObligation, Basis::VitalInterest, Basis::Consent];
        Command::RecordPurpose { purpose: purpose.to_owned(), says: Text(says.collect::<BTreeMap<_, _>>()), bases }
    };
    vec![
        purpose(
            GOVERNANCE,
            [
                "Looking after accounts, packs and the rights of people on record",
                "Gestion des comptes, des dispositifs et des droits des personnes",
                "Gestión de cuentas, paquetes y derechos de las personas",
                "إدارة الحسابات والحزم وحقوق الأشخاص المسجلين",
            ],
        ),
        purpose(
            ASSISTANCE,
            [
                "Helping people on the move and telling them what they are entitled to",
                "Aider les personnes en déplacement et leur dire à quoi elles ont droit",
                "Ayudar a las personas en movimiento y decirles a qué tienen derecho",
                "مساعدة الأشخاص المتنقلين وإخبارهم بما يحق لهم",
            ],
        ),
        purpose(
            STUDY,
            [
                "Studying whom measures reach and whom they leave behind",
                "Étudier qui les mesures atteignent et qui elles laissent de côté",
                "Estudiar a quién llegan las medidas y a quién dejan atrás",
                "دراسة من تصل إليهم التدابير ومن تتركهم خلفها",
            ],
        ),
    ]
}

/// Gives each account a password that is shown once.
async fn passwords(store: &Store, accounts: &[(String, String)]) -> Outcome<Vec<(String, String, String)>> {
    let mut sign_ins = Vec::with_capacity(accounts.len());
    for (account, role) in accounts {
        let password = world::new_password();
        let hash = web::hash_password(&password, &world::salt()).map_err(Fail::wrong)?;
        store.set_password(account, &hash).await.map_err(Fail::wrong)?;
        sign_ins.push((account.clone(), role.clone(), password));
    }
    Ok(sign_ins)
}
