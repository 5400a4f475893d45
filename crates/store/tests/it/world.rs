//! An instance to test on: a small schema, a purpose, one account a role, synthetic people.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use casework::{Actor, Command, Ctx, Fields, Scope};
use journal::{Basis, Grant, Mode};
use model::{
    Class, Clock, Code, CodeList, Codes, Compartment, Field, FieldState, Id, Kind, Schema, Text, Timestamp, Value,
};
use store::{Config, Receipt, Store};
use tempfile::TempDir;

use crate::cluster::Cluster;

pub const CONTROLLER: &str = "mission";
pub const OFFICE: &str = "harbour";

/// A clock that tests move.
pub struct Hands(AtomicI64);

impl Hands {
    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// One instance.
pub struct World {
    pub store: Store,
    pub config: Config,
    pub clock: Arc<Hands>,
    _folder: TempDir,
}

pub fn randomness() -> [u8; 32] {
    rand::random()
}

pub fn new_id() -> Id {
    Id(rand::random())
}

impl World {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::found(Config::sqlite(folder.path().join("instance")), folder).await
    }

    pub async fn postgres(cluster: &Cluster, name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = cluster.database(name);
        Self::found(Config::postgres(folder.path().join("instance"), url, None), folder).await
    }

    async fn found(config: Config, folder: TempDir) -> Self {
        let clock = Arc::new(Hands(AtomicI64::new(1_790_000_000_000_000)));
        let store = Store::create(&config, clock.clone(), randomness).await.unwrap();
        let world = Self { store, config, clock, _folder: folder };
        found(&world.store, world.clock.now()).await;
        world
    }

    /// The same instance, opened again.
    pub async fn reopened(self) -> Self {
        let Self { store, config, clock, _folder } = self;
        store.close().await;
        let store = open(&config, clock.clone()).await;
        Self { store, config, clock, _folder }
    }

    pub fn dir(&self) -> &Path {
        &self.config.dir
    }

    pub fn ctx(&self, account: &str) -> Ctx {
        ctx(account, self.clock.now())
    }

    /// Registers a person and says who it is.
    pub async fn register(&self, fields: Fields) -> Id {
        let person = new_id();
        self.submit("desk", Command::RegisterPerson { person, synthetic: true, fields }).await;
        person
    }

    #[track_caller]
    pub fn submit(&self, account: &str, command: Command) -> impl Future<Output = Receipt> {
        let submitted = self.store.submit(self.ctx(account), command);
        async { submitted.await.unwrap() }
    }

    /// A request to forget a person, approved by two people.
    pub async fn ask_to_forget(&self, person: Id) -> Id {
        let request = new_id();
        self.submit("chief", Command::AskForget { request, person }).await;
        self.submit("officer", Command::ApproveForget { request }).await;
        self.submit("admin", Command::ApproveForget { request }).await;
        request
    }
}

pub async fn open(config: &Config, clock: Arc<Hands>) -> Store {
    let store = Store::open(config, clock, randomness).await.unwrap();
    store.use_schema(Arc::new(schema())).await.unwrap();
    store
}

/// The first commands of an instance.
pub async fn found(store: &Store, now: Timestamp) {
    store.use_schema(Arc::new(schema())).await.unwrap();
    let submit = async |account: &str, command| store.submit(ctx(account, now), command).await.unwrap();
    let mode = Mode::Trial;
    submit("founder", Command::FoundInstance { name: "Test".into(), mode, jurisdiction: None }).await;
    let (says, bases) = (Text::english("Services"), vec![Basis::PublicInterest]);
    submit("founder", Command::RecordPurpose { purpose: "services".into(), says, bases }).await;
    for (by, account, role) in
        [("founder", "desk", "HD"), ("founder", "admin", "AD"), ("founder", "chief", "SU"), ("chief", "officer", "DP")]
    {
        submit(by, Command::RecordAccount { account: account.into(), grants: vec![grant(role)] }).await;
    }
}

fn grant(role: &str) -> Grant {
    let (controller, office) = (CONTROLLER.into(), OFFICE.into());
    Grant { role: role.into(), controller, office, compartments: vec![], until: None }
}

pub fn ctx(account: &str, now: Timestamp) -> Ctx {
    Ctx {
        actor: Actor { account: account.into(), grants: vec![] },
        controller: CONTROLLER.into(),
        office: OFFICE.into(),
        purpose: "services".into(),
        basis: Basis::PublicInterest,
        source: "desk".into(),
        now,
        occurred_on: None,
        schema_hash: "0".repeat(64),
        idempotency: None,
        device: None,
        batch: None,
    }
}

pub fn everybody() -> Scope {
    Scope::Controller { controller: CONTROLLER.into() }
}

/// `name=value` pairs, typed by the schema.
pub fn fields(pairs: &[(&str, &str)]) -> Fields {
    let schema = schema();
    let typed = pairs.iter().map(|(name, text)| {
        let field = schema.field(name).unwrap();
        ((*name).to_owned(), schema.read(field, text).unwrap())
    });
    typed.collect::<BTreeMap<String, FieldState<Value>>>()
}

pub fn schema() -> Schema {
    let mut schema = Schema::default();
    let code = |code: &str| Code { code: code.into(), label: Text::english(code), unknown: false };
    let mut list = |name: &str, codes: &[&str]| {
        let codes = Codes::Listed(codes.iter().map(|text| code(text)).collect());
        schema.add_list(CodeList { name: name.into(), hierarchical: false, codes }).unwrap()
    };
    let sex = list("sex", &["F", "M", "X"]);
    let languages = list("languages", &["ara", "eng", "fra", "spa"]);
    let statuses = list("status", &["none", "applicant", "refugee"]);
    let asylum = Class::Protected(Compartment::Asylum);
    let declared = [
        ("name.full", Kind::Text, Class::Sealed, false),
        ("contact.phone", Kind::Text, Class::Sealed, false),
        ("document.number", Kind::Text, Class::Sealed, false),
        ("external.system", Kind::Text, Class::Sealed, false),
        ("external.id", Kind::Text, Class::Sealed, false),
        ("note", Kind::Text, Class::Sealed, true),
        ("sex", Kind::Code(sex), Class::Personal, true),
        ("languages", Kind::CodeSet(languages), Class::Personal, true),
        ("birth_date", Kind::PartialDate, Class::Personal, false),
        ("household.id", Kind::Text, Class::Personal, false),
        ("household.size", Kind::Int { min: Some(1) }, Class::Personal, false),
        ("protection.status", Kind::Code(statuses), asylum, true),
    ];
    for (name, kind, class, facet) in declared {
        let (name, label, pack) = (name.into(), Text::english(name), "test".into());
        let field = Field { name, kind, class, label, question: None, relevant: None, pack, hxl: None, facet };
        schema.add_field(field).unwrap();
    }
    schema
}
