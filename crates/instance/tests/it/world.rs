//! An instance with two controllers, two offices and an account for each role, and people to look for.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use casework::{Fields, PersonCommand, Seat};
use instance::door::{Admission, Entrance, OpenSession, Token};
use instance::{
    ASSISTANCE, Acting, Fault, Founding, GOVERNANCE, Instance, RebuiltViews, STUDY, config, found, rebuild_views,
};
use journal::{Grant, Mode, Office};
use model::{Clock, Compartment, Id, Timestamp};
use packs::Source;
use tempfile::TempDir;

pub const AGENCY: &str = "agency";
pub const MINISTRY: &str = "ministry";
/// 1 September 2020, noon.
pub const NOON: i64 = 1_598_961_600_000_000;
pub const SECOND: i64 = 1_000_000;
pub const MINUTE: i64 = 60 * SECOND;

/// A clock that stands still until a test moves it.
pub struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

/// Bytes that are new each time.
pub fn random() -> [u8; 32] {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    std::array::from_fn(|at| {
        let mixed = (next << 8 | u64::try_from(at).unwrap()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ (mixed >> 29)).to_be_bytes()[3]
    })
}

/// An instance, its folder, and who may do what in it.
pub struct World {
    pub dir: TempDir,
    pub instance: Arc<Instance>,
    pub clock: Arc<Hand>,
    passwords: BTreeMap<String, String>,
}

pub fn grant(role: &str, controller: &str, office: &str, compartments: &[Compartment]) -> Grant {
    let (role, controller, office) = (role.to_owned(), controller.to_owned(), office.to_owned());
    Grant { role, controller, office, compartments: compartments.to_vec(), until: None }
}

fn accounts() -> Vec<(String, Vec<Grant>)> {
    let here = |role: &str, office: &str| grant(role, AGENCY, office, &[]);
    let accounts: [(&str, Vec<Grant>); 15] = [
        ("petra", vec![here("PE", "north")]),
        ("hanan", vec![here("HD", "north")]),
        ("carla", vec![here("CW", "north")]),
        ("chidi", vec![grant("CW", AGENCY, "north", &[Compartment::Child])]),
        ("asya", vec![grant("CW", AGENCY, "north", &[Compartment::Asylum, Compartment::Child])]),
        ("salma", vec![here("CW", "south")]),
        ("both", vec![here("CW", "north"), here("CW", "south")]),
        ("omar", vec![here("OP", "north")]),
        ("ana", vec![here("AY", "north")]),
        ("paula", vec![here("PA", "north")]),
        ("minister", vec![grant("AY", MINISTRY, "capital", &[])]),
        ("mina", vec![grant("CW", MINISTRY, "capital", &[])]),
        ("adil", vec![here("AD", "north")]),
        ("deniz", vec![here("DP", "north")]),
        ("sven", vec![here("SU", "north")]),
    ];
    accounts.map(|(account, grants)| (account.to_owned(), grants)).to_vec()
}

fn office(controller: &str, name: &str, zone: &str) -> (String, Office) {
    let description = Office { controller: controller.into(), name: name.into(), zone: zone.into(), above: None };
    (name.to_owned(), description)
}

/// What the founding of a test's instance is.
pub fn founding(mode: Mode, packs: &[&str]) -> Founding {
    Founding {
        name: "North".into(),
        mode,
        jurisdiction: Some("PRT".into()),
        zone: "UTC".into(),
        controller: AGENCY.into(),
        mandate: (mode == Mode::Live).then(|| "an act".to_owned()),
        offices: vec![
            office(AGENCY, "north", "Europe/Lisbon"),
            office(AGENCY, "south", "Asia/Dhaka"),
            office(MINISTRY, "capital", "UTC"),
        ],
        accounts: accounts(),
        packs: packs.iter().map(|name| Source::shipped(name).unwrap()).collect(),
    }
}

impl World {
    pub async fn of(mode: Mode) -> Self {
        Self::with(mode, &[]).await
    }

    /// With these packs in force.
    pub async fn with(mode: Mode, packs: &[&str]) -> Self {
        Self::founded(&founding(mode, packs)).await
    }

    /// As it is founded.
    pub async fn founded(founding: &Founding) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(Hand(AtomicI64::new(NOON)));
        let at = dir.path().join("here");
        let opened = found(&config(&at, None), founding, clock.clone(), random).await.unwrap();
        opened.instance.founded_whole().unwrap();
        let passwords = opened.sign_ins.into_iter().map(|one| (one.account, one.password)).collect();
        Self { dir, instance: Arc::new(opened.instance), clock, passwords }
    }

    /// Ends the program, and makes anew what lies beside the facts.
    pub async fn rebuilt(&self) -> RebuiltViews {
        self.instance.close().await;
        let at = config(&self.dir.path().join("here"), None);
        rebuild_views(&at, self.clock.clone(), random, 0, &mut |_| ()).await.unwrap()
    }

    /// The same instance, opened once more as another process would.
    pub async fn opened_again(&self) -> Arc<Instance> {
        let at = config(&self.dir.path().join("here"), None);
        Arc::new(Instance::open(&at, self.clock.clone(), random).await.unwrap())
    }

    pub fn pass(&self, time: i64) {
        self.clock.0.fetch_add(time, Ordering::Relaxed);
    }

    pub fn password(&self, account: &str) -> &str {
        &self.passwords[account]
    }

    /// An account, acting for a purpose in the only seat it has.
    pub async fn acting(&self, account: &str, purpose: &str) -> Acting {
        let view = self.instance.in_force().await.unwrap().view;
        Acting::of(&view, account, None, purpose, None, self.instance.now()).unwrap()
    }

    pub async fn assisting(&self, account: &str) -> Acting {
        self.acting(account, ASSISTANCE).await
    }

    pub async fn governing(&self, account: &str) -> Acting {
        self.acting(account, GOVERNANCE).await
    }

    pub async fn studying(&self, account: &str) -> Acting {
        self.acting(account, STUDY).await
    }

    /// Registers somebody, as this account.
    pub async fn register(&self, account: &str, fields: &[(&str, &str)]) -> Id {
        let (person, acting) = (self.instance.new_id(), self.assisting(account).await);
        let synthetic = self.instance.is_trial();
        let fields = self.fields(fields).await;
        self.instance.submit(&acting, PersonCommand::Register { person, synthetic, fields }).await.unwrap();
        person
    }

    /// Fields as an import reads them.
    pub async fn fields(&self, fields: &[(&str, &str)]) -> Fields {
        let packs = self.instance.in_force().await.unwrap().packs;
        let read = |(name, text): &(&str, &str)| {
            let field = packs.schema.field(name).unwrap();
            ((*name).to_owned(), packs.schema.read(field, text).unwrap())
        };
        fields.iter().map(read).collect()
    }

    /// Tries a password from a browser that holds this token.
    pub async fn try_password(&self, account: &str, password: &str, browser: Option<Token>) -> Admission {
        self.instance.sign_in(Entrance { account, password, browser }).await.unwrap()
    }

    /// Signs in with the password that is on hand.
    pub async fn enter(&self, account: &str) -> (Token, Token) {
        match self.try_password(account, self.password(account), None).await {
            Admission::Welcome { session, browser } => (session, browser),
            other => panic!("{account}: {other:?}"),
        }
    }

    pub async fn session(&self, token: Token) -> Option<OpenSession> {
        self.instance.session(token).await.unwrap()
    }

    /// Where an account sits.
    pub fn seat(office: &str) -> Seat {
        Seat { controller: AGENCY.into(), office: office.into() }
    }
}

/// What was asked for is refused as damaged, and in full the refusal says this.
#[track_caller]
pub fn is_damaged<T: std::fmt::Debug>(done: Result<T, Fault>, says: &str) {
    match done {
        Err(fault @ Fault::Damaged(_)) => assert!(fault.in_full().contains(says), "{}", fault.in_full()),
        other => panic!("{other:?} is no refusal"),
    }
}
