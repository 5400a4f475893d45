//! The instance that tests copy. Made once a build of these tests, by whichever process comes first, under a lock; the
//! others wait. A copy has an instance of its own, whose random bytes are others than those it was founded with.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use casework::Mode;
use instance::door::{Admission, Entrance};
use instance::{FirstSignIn, Founding, Instance, config, found};
use journal::{Grant, Office};
use model::{Compartment, FixedClock, Timestamp};
use packs::Source;
use sha2::{Digest, Sha256};

use super::{NOON, people, rules};

/// The one password of all accounts but one.
pub const PASSWORD: &str = "a long enough password";
/// Whose data it is.
pub const CONTROLLER: &str = "agency";
/// Another one, for which an account works too.
pub const ELSEWHERE: &str = "ministry";
/// The account that works for both.
pub const SHARED: &str = "mona";
/// The account that still has the password it was given.
pub const NEWCOMER: &str = "nadia";
const GIVEN: &str = "given-password";

/// What kinds of instance there are to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// Of invented people.
    Trial,
    /// Of real ones.
    Live,
    /// Every shipped pack, nobody on record.
    Full,
    /// No pack, nobody on record.
    Empty,
}

type Grants = &'static [(&'static str, &'static str, &'static [Compartment])];

/// Accounts, with role, office and compartments of each of their grants. Who may grant accounts comes last.
pub const ACCOUNTS: [(&str, Grants); 18] = [
    // The account of a person on the move.
    ("petra", &[("PE", "north", &[])]),
    ("hanan", &[("HD", "north", &[])]),
    ("carla", &[("CW", "north", &[Compartment::Child])]),
    ("chloe", &[("CW", "north", &[Compartment::Child, Compartment::Asylum, Compartment::Health])]),
    ("cem", &[("CW", "north", &[])]),
    ("samir", &[("CW", "south", &[])]),
    ("tala", &[("CW", "north", &[]), ("CW", "south", &[])]),
    (NEWCOMER, &[("CW", "north", &[])]),
    ("omar", &[("OP", "north", &[])]),
    ("fatou", &[("FM", "north", &[])]),
    ("felix", &[("FC", "north", &[])]),
    ("ana", &[("AY", "north", &[])]),
    ("paula", &[("PA", "north", &[])]),
    // Under this name a trial instance offers a ready-made sign-in.
    ("helpdesk", &[("HD", "south", &[])]),
    ("adil", &[("AD", "north", &[])]),
    ("deniz", &[("DP", "north", &[])]),
    ("dora", &[("DP", "south", &[])]),
    ("sven", &[("SU", "north", &[])]),
];

/// Copies an instance of a kind into a folder.
pub async fn copy(made: Made, to: &Path) {
    copied(&ready(made).await, to);
}

/// The password that the newcomer of a copied instance was given.
pub fn given(folder: &Path) -> String {
    fs::read_to_string(folder.join(GIVEN)).unwrap()
}

fn copied(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&there).unwrap();
            copied(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), there).unwrap();
        }
    }
}

/// The finished template of a kind.
async fn ready(kind: Made) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("web-instances");
    fs::create_dir_all(&root).unwrap();
    let name = format!("{}-{kind:?}", this_build());
    let made = root.join(&name);
    let lock = File::create(root.join(format!("{name}.lock"))).unwrap();
    // One makes it, the others wait here.
    lock.lock().unwrap();
    if !made.exists() {
        sweep(&root);
        let begun = tempfile::tempdir_in(&root).unwrap();
        make(begun.path(), kind).await;
        fs::rename(begun.keep(), &made).unwrap();
    }
    made
}

/// By which templates of different builds are told apart: what is built anew may write otherwise.
fn this_build() -> String {
    let binary = std::env::current_exe().unwrap();
    let metadata = fs::metadata(&binary).unwrap();
    let built = metadata.modified().unwrap().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let of = format!("{}-{}-{}", binary.display(), metadata.len(), built.as_nanos());
    let hash = Sha256::digest(of);
    hash.iter().take(8).fold(String::new(), |name, byte| name + &format!("{byte:02x}"))
}

/// Takes away what older builds left behind; a build of today may still be tested beside this one.
fn sweep(root: &Path) {
    let old = |entry: &fs::DirEntry| {
        let changed = entry.metadata().and_then(|metadata| metadata.modified());
        changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > Duration::from_hours(24)))
    };
    for entry in fs::read_dir(root).unwrap().flatten().filter(old) {
        let _ = fs::remove_dir_all(entry.path());
        let _ = fs::remove_file(entry.path());
    }
}

async fn make(folder: &Path, kind: Made) {
    let clock = Arc::new(FixedClock(Timestamp(NOON.0 - 24 * 60 * super::MINUTE)));
    let config = config(folder, None);
    let made = found(&config, &founding(kind), clock.clone(), at_founding).await.unwrap();
    let instance = Arc::new(made.instance);
    instance.founded_whole().unwrap();
    if matches!(kind, Made::Full | Made::Empty) {
        instance.close().await;
        return;
    }
    for first in &made.sign_ins {
        if first.account == NEWCOMER {
            fs::write(folder.join(GIVEN), &first.password).unwrap();
        } else {
            choose_password(&instance, first).await;
        }
    }
    let in_force = instance.in_force().await.unwrap();
    instance.close().await;
    people::register(&config, clock, &in_force, kind == Made::Trial).await;
    // The lake is there from the first page on.
    let instance = Instance::open(&config, Arc::new(FixedClock(NOON)), at_founding).await.unwrap();
    instance.refresh_lake().await.unwrap();
    instance.close().await;
}

/// Signs in with the password that was given, and chooses the one that tests know.
async fn choose_password(instance: &Arc<Instance>, first: &FirstSignIn) {
    let entrance = Entrance { account: &first.account, password: &first.password, browser: None };
    let Admission::Welcome { session, .. } = instance.sign_in(entrance).await.unwrap() else {
        panic!("{} is not let in", first.account);
    };
    let session = instance.session(session).await.unwrap().unwrap();
    let changed = instance.change_password(&session, &first.password, PASSWORD).await.unwrap().unwrap();
    instance.end_session(changed).await.unwrap();
}

fn founding(kind: Made) -> Founding {
    let office = |name: &str, zone: &str, above: Option<&str>| Office {
        controller: CONTROLLER.into(),
        name: name.into(),
        zone: zone.into(),
        above: above.map(str::to_owned),
    };
    let grant = |(role, office, compartments): &(&str, &str, &[Compartment])| Grant {
        role: (*role).into(),
        controller: CONTROLLER.into(),
        office: (*office).into(),
        compartments: compartments.to_vec(),
        until: None,
    };
    let accounts = ACCOUNTS.iter().map(|(account, held)| ((*account).into(), held.iter().map(grant).collect()));
    let hall = Grant { controller: ELSEWHERE.into(), ..grant(&("CW", "hall", &[])) };
    let shared = [hall, grant(&("HD", "north", &[])), grant(&("CW", "south", &[]))];
    Founding {
        name: "Harbour mission".into(),
        mode: if kind == Made::Live { Mode::Live } else { Mode::Trial },
        jurisdiction: Some("PRT".into()),
        zone: "Europe/Lisbon".into(),
        controller: CONTROLLER.into(),
        mandate: Some("Order 7 of 2019".into()),
        offices: vec![
            ("north".into(), office("North office", "Europe/Lisbon", None)),
            ("south".into(), office("South office", "Atlantic/Azores", Some("north"))),
        ],
        // Who may grant accounts comes last.
        accounts: std::iter::once((SHARED.into(), shared.into())).chain(accounts).collect(),
        packs: match kind {
            Made::Trial | Made::Live => rules::in_force(),
            Made::Full => Source::shipped_names().iter().filter_map(|name| Source::shipped(name)).collect(),
            Made::Empty => vec![],
        },
    }
}

/// Bytes that are new each time and the same in every run.
fn counted(label: u8, counter: &AtomicU64) -> [u8; 32] {
    let number = counter.fetch_add(1, Ordering::Relaxed);
    Sha256::new().chain_update([label]).chain_update(number.to_be_bytes()).finalize().into()
}

pub fn at_founding() -> [u8; 32] {
    static DRAWN: AtomicU64 = AtomicU64::new(0);
    counted(0, &DRAWN)
}

/// Random bytes of a copied instance.
pub fn random() -> [u8; 32] {
    static DRAWN: AtomicU64 = AtomicU64::new(0);
    counted(1, &DRAWN)
}
