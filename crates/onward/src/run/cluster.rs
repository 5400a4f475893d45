//! `onward scheduler` and `onward executor`: the two services behind `--engine ballista://`.
//!
//! Both belong on a network of their own: they ask nobody who they are, and executors read whatever people file they
//! are pointed at.

use std::sync::Arc;
use std::thread::available_parallelism;

use cluster::{ClusterError, ExecutorOptions, host_and_port};

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

/// What went wrong with a cluster, and what to do about it.
pub fn failed(error: ClusterError) -> Fail {
    let help = match &error {
        ClusterError::Address(_) | ClusterError::Counting(_) | ClusterError::Question(_) => None,
        ClusterError::Unreachable { .. } => {
            Some("start one with `onward scheduler`, or leave out `--engine` to count on this machine")
        }
        ClusterError::NoExecutor(_) => Some("start some with `onward executor --scheduler HOST:PORT`"),
        ClusterError::Start { .. } => Some("`--bind` takes an address of this machine, `--port 0` any free port"),
        ClusterError::Slice(_) => Some(
            "every executor must see the people's files under the same paths, and be the same build of this program",
        ),
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
