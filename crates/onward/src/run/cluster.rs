//! `onward scheduler` and `onward executor`: the two services behind `--engine ballista://`.
//!
//! Both belong on a network of their own: they ask nobody who they are, and executors read whatever people file they
//! are pointed at.

use std::sync::Arc;
use std::thread::available_parallelism;

use cluster::{Cluster, ClusterError, ClusterQuestion, ExecutorOptions, host_and_port};
use evidence::reach::Reach;

use super::asked::{CountAsked, clocks};
use crate::cli::{Executor, Scheduler};
use crate::fail::{Fail, Outcome};
use crate::out;

pub async fn scheduler(args: &Scheduler) -> Outcome {
    let ready = |address| out::say(format!("scheduler ready at {address}"));
    Box::pin(cluster::schedule(args.bind, args.port, ready)).await.map_err(failed)
}

pub async fn executor(args: &Executor) -> Outcome {
    let scheduler = host_and_port(&args.scheduler)
        .ok_or_else(|| Fail::wrong(format!("`{}` is no address; expected `HOST:PORT`", args.scheduler)))?;
    let options = ExecutorOptions {
        scheduler,
        bind: args.bind,
        port: args.port,
        grpc_port: args.grpc_port,
        work_dir: args.work_dir.clone(),
        threads: args.threads.unwrap_or_else(|| available_parallelism().map_or(1, usize::from)),
    };
    Box::pin(cluster::execute(&options, Arc::new(|line: &str| out::say(line)))).await.map_err(failed)
}

/// Machines that count elsewhere.
pub struct Machines(Cluster);

impl Machines {
    pub fn at(engine: &str) -> Outcome<Self> {
        Cluster::at(engine).map(Self).map_err(failed)
    }

    /// Nothing where the people cannot be cut, because members of one household do not stand together.
    pub async fn count(&self, asked: &CountAsked<'_>) -> Outcome<Option<Reach>> {
        match self.counted(asked).await {
            Err(ClusterError::Scattered) => Ok(None),
            counted => counted.map(Some).map_err(failed),
        }
    }

    async fn counted(&self, asked: &CountAsked<'_>) -> Result<Reach, ClusterError> {
        let variant = asked.variant.map(|side| side.sources.as_slice());
        let (named, synthetic) = (&asked.args.by, asked.people.synthetic());
        let clocks = clocks(asked.args);
        let question = ClusterQuestion::new(&asked.here.sources, variant, clocks, asked.country, named, synthetic)?;
        let shown = out::Progress::elsewhere("counting on the cluster");
        let mut told = |text: String| shown.say(&format!("note: {text}"));
        let reach = Box::pin(self.0.count(asked.people, &question, &mut told)).await;
        shown.end();
        reach
    }
}

/// What went wrong with a cluster, and what to do about it.
fn failed(error: ClusterError) -> Fail {
    let help = match &error {
        ClusterError::Address(_) | ClusterError::Counting(_) | ClusterError::ClusterQuestion(_) => None,
        ClusterError::Unreachable { .. } => {
            Some("start one with `onward scheduler`, or leave out `--engine` to count on this machine")
        }
        ClusterError::NoExecutor(_) => Some("start some with `onward executor --scheduler HOST:PORT`"),
        ClusterError::Start { .. } => Some("`--bind` takes an address of this machine, `--port 0` any free port"),
        ClusterError::Slice(_) => Some(
            "every executor must see the people's files under the same paths, and be the same build of this program",
        ),
        ClusterError::Lake => Some("leave out `--engine` to count on this machine"),
        ClusterError::Scattered => Some("sort the people by `household.id`, or leave out `--engine`"),
        ClusterError::Orphan(_) => Some("start it again once the scheduler is there"),
        ClusterError::Failed { .. } => Some("see what the scheduler and the executors said"),
    };
    let fail = Fail::wrong(error);
    match help {
        Some(help) => fail.help(help),
        None => fail,
    }
}
