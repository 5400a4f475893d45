//! Figures that a simulation might give, some of them withheld; slow or failing where a test wants them so.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use futures::FutureExt;
use futures::future::{pending, ready};
use model::{FieldState, Value};
use rules::verdict::{Masks, Verdict};
use tokio::sync::Notify;
use web::ports::reach::{Breakdown, ConditionReach, Cost, Drop, Group, Pattern, Persona, Question, Quota};
use web::ports::{PortError, Reach, Reply, Simulate, Simulation};

/// The fake simulator.
#[derive(Default)]
pub struct Figures {
    /// Never answers.
    pub stuck: AtomicBool,
    /// Waits for `go`.
    pub slow: AtomicBool,
    /// Lets a slow one answer.
    pub go: Notify,
    /// Answers that it cannot.
    pub failing: AtomicBool,
    /// Changes with what is on record.
    pub revision: AtomicU64,
    /// How often it was asked.
    pub asked: AtomicU64,
}

impl Simulate for Figures {
    fn revision(&self) -> u64 {
        self.revision.load(Ordering::Relaxed)
    }

    fn reach(&self, _asked: Simulation) -> Reply<'_, Reach> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if self.stuck.load(Ordering::Relaxed) {
            return pending().boxed();
        }
        if self.failing.load(Ordering::Relaxed) {
            return ready(Err(PortError::Unavailable)).boxed();
        }
        async {
            if self.slow.load(Ordering::Relaxed) {
                self.go.notified().await;
            }
            Ok(figures())
        }
        .boxed()
    }

    fn persona(&self, _asked: Simulation, pattern: Masks) -> Reply<'_, Option<Persona>> {
        let found = figures().patterns.iter().any(|known| known.masks == pattern);
        let born = FieldState::Known(Value::Bool(true));
        let fields = BTreeMap::from([("in_country".to_owned(), born)]);
        let persona = Persona { fields, answer: super::people::refused() };
        ready(Ok(found.then_some(persona))).boxed()
    }
}

/// The figures.
pub fn figures() -> Reach {
    Reach {
        people: 84_310,
        synthetic: true,
        yes: Some(61_204),
        presumed: Some(412),
        no: Some(19_988),
        needs: Some(3118),
        conditions: vec![
            condition("in_force", [84_310, 0, 0], Some(0)),
            condition("pending", [77_004, 4802, 2504], Some(4340)),
            condition("lodged", [69_104, 14_002, 1204], Some(12_307)),
        ],
        by: vec![sexes(), ages(), nations()],
        questions: vec![
            Question { field: "application.lodged_on".into(), settles: Some(2017) },
            Question { field: "application.status".into(), settles: Some(933) },
            Question { field: "members".into(), settles: None },
        ],
        patterns: vec![
            pattern(0, 0, 0, Verdict::Yes, 60_792),
            pattern(0b100, 0, 0, Verdict::No, 12_307),
            pattern(0, 0b100, 0, Verdict::Needs, 2017),
            pattern(0, 0, 0b010, Verdict::Yes, 412),
        ],
        reached_by_none: Some(9023),
        drops: vec![
            Drop { conditions: vec!["lodged".into()], gained: Some(12_511) },
            Drop { conditions: vec!["lodged".into(), "pending".into()], gained: None },
        ],
        costs: vec![Cost { name: "amount".into(), min: Some("350.00 BDT".into()), max: Some("900.00 BDT".into()) }],
        quota: Some(Quota { limit: "5000000.00 BDT".into(), granted: Some(61_000), waiting: Some(204) }),
        threshold: 10,
    }
}

fn condition(id: &str, [met, not_met, unknown]: [u64; 3], alone: Option<u64>) -> ConditionReach {
    ConditionReach {
        id: id.into(),
        met: Some(met),
        not_met: Some(not_met),
        unknown: Some(unknown),
        missed_alone: alone,
    }
}

fn pattern(failed: u32, unknown: u32, presumed: u32, verdict: Verdict, people: u64) -> Pattern {
    Pattern { masks: Masks { failed, unknown, presumed }, verdict, people }
}

fn group(value: &str, yes: Option<u64>, needs: Option<u64>, no: Option<u64>) -> Group {
    Group { value: value.into(), yes, needs, no }
}

fn sexes() -> Breakdown {
    let groups = vec![
        group("F", Some(31_118), Some(1904), Some(11_871)),
        group("M", Some(29_066), Some(931), Some(7740)),
        group("", Some(1020), Some(283), Some(377)),
    ];
    Breakdown { by: "sex".into(), groups }
}

fn ages() -> Breakdown {
    let groups = vec![
        group("0-17", Some(7904), Some(1120), Some(2640)),
        group("18-39", Some(45_848), Some(1715), Some(14_973)),
        group("40-59", Some(6040), None, Some(1998)),
        group("60+", Some(412), None, Some(0)),
    ];
    Breakdown { by: "age_band".into(), groups }
}

fn nations() -> Breakdown {
    let groups = vec![
        group("BRA", Some(40_118), Some(2004), Some(9871)),
        group("BGD", Some(20_066), Some(831), Some(8740)),
        group("SYR", None, Some(283), None),
    ];
    Breakdown { by: "nationality".into(), groups }
}
