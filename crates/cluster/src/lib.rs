//! Cluster: a simulation counted on several machines.
//!
//! The scheduler and the executors are this very program, run by Ballista; what they do with people is `evidence`'s and
//! nothing else. A question travels with its packs as text, every slice of the people comes back as opaque counts, and
//! the machine that asked puts these together: see `docs/adr/0009-a-slice-comes-back-as-counts.md`. Refused here:
//! figures, SQL, a plan that reads people by itself, people of a lake, whose key would have to travel, and a scheduler or
//! an executor of another version.
//!
//! Nobody is asked who they are: scheduler and executors belong on a network of their own. Working directories hold
//! counts by pattern of real people, for minutes.

mod client;
mod codec;
mod desk;
mod executor;
mod plan;
mod question;
mod scheduler;

use std::net::IpAddr;

pub use client::{Cluster, host_and_port};
pub use executor::{ExecutorOptions, execute};
pub use question::ClusterQuestion;
pub use scheduler::schedule;

/// Bytes of the largest message: a question carries whole packs.
const MESSAGE: u32 = 256 << 20;

/// Why a simulation on several machines did not come to figures.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// Not the address of a cluster.
    #[error("`{0}` is no engine; expected `local` or `ballista://HOST:PORT`")]
    Address(String),
    /// Nobody listens there.
    #[error("no scheduler answers at {address}: {why}")]
    Unreachable {
        /// Host and port.
        address: String,
        /// What the system said.
        why: String,
    },
    /// There is nobody to count.
    #[error("the scheduler at {0} knows of no executor")]
    NoExecutor(String),
    /// A service could not be started.
    #[error("{what} does not start: {why}")]
    Start {
        /// Scheduler or executor.
        what: &'static str,
        /// What it said.
        why: String,
    },
    /// An executor that nobody hands anything to any more.
    #[error("the executor has ended: its scheduler is gone, or gave it up ({0})")]
    Orphan(String),
    /// The packs do not load, or cannot be counted.
    #[error("{0}")]
    ClusterQuestion(String),
    /// People cannot be cut, or measures cannot be counted on them.
    #[error(transparent)]
    Counting(#[from] evidence::reach::SimulateError),
    /// The people are those of a lake, which lies under a key that goes to no other machine.
    #[error("people of an instance are counted on the machine that holds the key of its lake")]
    Lake,
    /// An executor could not count a slice.
    #[error("an executor could not count its slice: {0}")]
    Slice(String),
    /// Members of a household do not stand together, so that slices would miscount.
    #[error("members of one household do not stand together, so slices of these people would be miscounted")]
    Scattered,
    /// The cluster failed over and over.
    #[error("the cluster did not answer, {attempts} times over: {why}")]
    Failed {
        /// How often it was asked.
        attempts: usize,
        /// What it said the last time.
        why: String,
    },
}

/// An address as it stands in front of a port.
fn host(address: IpAddr) -> String {
    match address {
        IpAddr::V4(four) => four.to_string(),
        IpAddr::V6(six) => format!("[{six}]"),
    }
}

/// Waits until the program is told to end.
async fn told_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupted.await;
        return;
    };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}

/// What must be reachable under its own address cannot be bound to all addresses.
fn refuse_unspecified(what: &'static str, bind: IpAddr) -> Result<(), ClusterError> {
    if bind.is_unspecified() {
        let why = format!("others reach it under the address it is bound to, and {bind} is every address and none");
        return Err(ClusterError::Start { what, why });
    }
    Ok(())
}
