//! What keeps somebody from asking too much in too short a time: searches, by which names are tried out, dry runs of imports,
//! by which ids are, refusals, which each write a fact, and rules tried by strangers, which take time from all others. Counted in memory and nowhere else, by
//! account or by where a stranger comes from; a few thousand at most are remembered.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use model::Timestamp;

const MINUTE: i64 = 60_000_000;
/// Remembered at most: accounts are opened by two people, so that nobody makes them up, and strangers are forgotten once
/// they have waited.
const MOST: usize = 10_000;

/// How much may be asked: so much at once, and then one more each so often.
#[derive(Debug, Clone, Copy)]
struct Pace {
    at_once: u32,
    every: i64,
}

/// A caseworker with a queue of people before the counter searches once or twice a minute.
const SEARCHES: Pace = Pace { at_once: 40, every: MINUTE / 4 };
/// A file is tried until its columns are right.
const DRY_RUNS: Pace = Pace { at_once: 40, every: MINUTE / 4 };
const REFUSALS: Pace = Pace { at_once: 20, every: 5 * MINUTE };
/// A shelter's people come from one address: several households at a time answer a question every few seconds.
const TRIES: Pace = Pace { at_once: 300, every: MINUTE / 120 };

/// Counts of lately asked things.
#[derive(Debug, Default)]
pub(crate) struct Brake {
    spent: Mutex<HashMap<(What, String), Spent>>,
    swept: AtomicI64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum What {
    Search,
    DryRun,
    Refusal,
    Try,
}

/// When everything that was asked would have been asked at an even pace.
#[derive(Debug, Clone, Copy)]
struct Spent {
    until: i64,
    /// Whether it was said that too much is asked.
    said: bool,
}

/// Whether something may be asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Go {
    /// It may.
    Now,
    /// Not before then; whether this is the first time that this is said.
    Wait { until: Timestamp, first: bool },
}

impl Brake {
    /// Whether an account may search.
    pub(crate) fn search(&self, account: &str, now: Timestamp) -> Go {
        self.ask(What::Search, account, SEARCHES, now)
    }

    /// Whether an account may try a file.
    pub(crate) fn dry_run(&self, account: &str, now: Timestamp) -> Go {
        self.ask(What::DryRun, account, DRY_RUNS, now)
    }

    /// Counts whom a dry run told of beyond one's own people, each as one more of them. A register that two offices share
    /// names thousands, so that nobody waits longer than it takes to be let through anew.
    pub(crate) fn told_by_dry_run(&self, account: &str, people: u64, now: Timestamp) {
        let Pace { at_once, every } = DRY_RUNS;
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(of) = spent.get_mut(&(What::DryRun, account.to_owned())) else { return };
        let more = every.saturating_mul(i64::try_from(people).unwrap_or(i64::MAX));
        of.until = of.until.max(now.0).saturating_add(more).min(now.0 + 2 * every * i64::from(at_once));
    }

    /// Whether a refusal of an account is written down.
    pub(crate) fn refusal(&self, account: &str, now: Timestamp) -> bool {
        self.ask(What::Refusal, account, REFUSALS, now) == Go::Now
    }

    /// Whether a stranger may try rules, by where they come from.
    pub(crate) fn tries(&self, from: &str, now: Timestamp) -> Go {
        self.ask(What::Try, from, TRIES, now)
    }

    /// Whether it is time to sweep again; from now on it is not, for a while.
    pub(crate) fn sweeps(&self, now: Timestamp, every: i64) -> bool {
        let last = self.swept.load(Ordering::Relaxed);
        let due = now.0.saturating_sub(last) >= every;
        due && self.swept.compare_exchange(last, now.0, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }

    fn ask(&self, what: What, account: &str, pace: Pace, now: Timestamp) -> Go {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.len() >= MOST {
            spent.retain(|_, spent| spent.until > now.0);
        }
        let key = (what, account.to_owned());
        let of = spent.entry(key).or_insert(Spent { until: now.0, said: false });
        let from = of.until.max(now.0);
        let ready = from - pace.every * i64::from(pace.at_once - 1);
        if ready > now.0 {
            let first = !std::mem::replace(&mut of.said, true);
            return Go::Wait { until: Timestamp(ready), first };
        }
        *of = Spent { until: from + pace.every, said: false };
        Go::Now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_and_then_one_at_a_time() {
        let brake = Brake::default();
        let at = |seconds: i64| Timestamp(seconds * 1_000_000);
        for _ in 0..SEARCHES.at_once {
            assert_eq!(brake.search("carla", at(0)), Go::Now);
        }
        let wait = |first| Go::Wait { until: at(15), first };
        assert_eq!(brake.search("carla", at(0)), wait(true));
        assert_eq!(brake.search("carla", at(14)), wait(false), "said once");
        assert_eq!(brake.search("sven", at(0)), Go::Now, "each account by itself");
        assert_eq!(brake.search("carla", at(15)), Go::Now);
        assert_eq!(brake.search("carla", at(15)), Go::Wait { until: at(30), first: true });
    }

    #[test]
    fn whom_a_dry_run_told_of_counts_and_nobody_waits_for_ever() {
        let brake = Brake::default();
        let at = |seconds: i64| Timestamp(seconds * 1_000_000);
        assert_eq!(brake.dry_run("carla", at(0)), Go::Now);
        brake.told_by_dry_run("carla", 38, at(0));
        assert_eq!(brake.dry_run("carla", at(0)), Go::Now, "forty in all");
        assert_eq!(brake.dry_run("carla", at(0)), Go::Wait { until: at(15), first: true });
        assert_eq!(brake.search("carla", at(0)), Go::Now, "whoever waits for a dry run searches");
        brake.told_by_dry_run("carla", u64::MAX, at(15));
        assert_eq!(brake.dry_run("carla", at(15)), Go::Wait { until: at(15 + 41 * 15), first: false });
        assert_eq!(brake.dry_run("carla", at(15 + 41 * 15)), Go::Now);
    }

    #[test]
    fn strangers_are_braked_each_by_itself_and_forgotten_once_they_have_waited() {
        let brake = Brake::default();
        let at = |seconds: i64| Timestamp(seconds * 1_000_000);
        assert!((0..TRIES.at_once).all(|_| brake.tries("192.0.2.1", at(0)) == Go::Now));
        assert!(matches!(brake.tries("192.0.2.1", at(0)), Go::Wait { .. }));
        assert_eq!(brake.tries("192.0.2.2", at(0)), Go::Now);
        assert_eq!(brake.tries("192.0.2.1", at(1)), Go::Now);
        for one in 0..MOST {
            brake.tries(&one.to_string(), at(0));
        }
        brake.tries("last", at(1000));
        assert_eq!(brake.spent.lock().unwrap().len(), 1);
    }

    #[test]
    fn who_is_refused_over_and_over_is_written_down_now_and_then() {
        let brake = Brake::default();
        let written = (0..1000).filter(|second| brake.refusal("mallory", Timestamp(second * 1_000_000))).count();
        assert_eq!(written, 20 + 3);
    }
}
