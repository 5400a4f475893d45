//! An executor: counts slices of files that it sees under the same paths as whoever asked.

use std::fmt::Display;
use std::net::{IpAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};

use tokio::time::timeout;

use crate::codec::Codec;
use crate::desk::Desk;
use crate::{ClusterError, MESSAGE, host, refuse_unspecified, told_to_end};

/// Seconds that counts of a question stay in the working directory, should nobody have them removed before.
const KEPT: u64 = 600;

/// How an executor runs.
#[derive(Debug, Clone)]
pub struct ExecutorOptions {
    /// Host and port of the scheduler.
    pub scheduler: (String, u16),
    /// The address that it listens on, and under which others reach it.
    pub bind: IpAddr,
    /// Where counts are fetched; 0 takes any that is free.
    pub port: u16,
    /// Where slices are handed over; 0 takes any that is free.
    pub grpc_port: u16,
    /// Where counts lie until they are fetched; a new temporary folder if absent.
    pub work_dir: Option<PathBuf>,
    /// Slices at a time.
    pub threads: usize,
}

fn failed(why: &dyn Display) -> ClusterError {
    ClusterError::Start { what: "the executor", why: why.to_string() }
}

/// Runs an executor until the program is told to end, then gives back its slices and clears its folder. `told` hears
/// once that it is ready, then of every slice.
pub async fn execute(options: &ExecutorOptions, told: Arc<dyn Fn(&str) + Send + Sync>) -> Result<(), ClusterError> {
    refuse_unspecified("the executor", options.bind)?;
    let folder = match &options.work_dir {
        Some(folder) => tempfile::Builder::new().prefix("onward-executor-").tempdir_in(folder),
        None => tempfile::Builder::new().prefix("onward-executor-").tempdir(),
    };
    let folder = folder.map_err(|error| failed(&format!("its working directory: {error}")))?;
    let config = Arc::new(config(options, &folder, &told)?);
    let ready = say_when_ready(Arc::clone(&config), told);
    let end = tokio::spawn(told_to_end());
    let run = Box::pin(start_executor_process(config));
    let ran = tokio::select! {
        ran = run => ran,
        never = ready => match never {},
    };
    let (host, port) = &options.scheduler;
    ran.map_err(|error| failed(&format!("{error} (scheduler {host}:{port})")))?;
    // Ballista's ends by itself for other reasons as well; both hear a signal at the same time.
    let told = timeout(Duration::from_secs(1), end).await;
    told.map(|_| ()).map_err(|_| ClusterError::Orphan(format!("{host}:{port}")))
}

fn config(
    options: &ExecutorOptions,
    folder: &tempfile::TempDir,
    told: &Arc<dyn Fn(&str) + Send + Sync>,
) -> Result<ExecutorProcessConfig, ClusterError> {
    let [port, grpc_port] = free_ports(options.bind, [options.port, options.grpc_port])?;
    let (scheduler_host, scheduler_port) = options.scheduler.clone();
    Ok(ExecutorProcessConfig {
        bind_host: host(options.bind),
        external_host: Some(host(options.bind)),
        port,
        grpc_port,
        scheduler_host,
        scheduler_port,
        vcores: options.threads.max(1),
        task_scheduling_policy: TaskSchedulingPolicy::PushStaged,
        work_dir: Some(folder.path().to_string_lossy().into_owned()),
        job_data_ttl_seconds: KEPT,
        job_data_clean_up_interval_seconds: KEPT / 10,
        grpc_max_decoding_message_size: MESSAGE,
        grpc_max_encoding_message_size: MESSAGE,
        executor_heartbeat_interval_seconds: 1,
        // Counting is bounded by the batch, not by a pool of the engine's.
        memory_pool_size: Some(0),
        override_physical_codec: Some(Arc::new(Codec::at(Desk::telling(Arc::clone(told))))),
        ..ExecutorProcessConfig::default()
    })
}

/// Free ports in the place of zeros. Both are held until both are known, so that they differ.
fn free_ports(bind: IpAddr, ports: [u16; 2]) -> Result<[u16; 2], ClusterError> {
    let held = ports.map(|port| TcpListener::bind((bind, port)).map_err(|error| (port, error)));
    let [one, two] = held.map(|held| {
        let held = held.map_err(|(port, error)| failed(&format!("port {port}: {error}")))?;
        let port = held.local_addr().map_err(|error| failed(&error))?.port();
        Ok::<_, ClusterError>((held, port))
    });
    let ((_held, one), (_also, two)) = (one?, two?);
    Ok([one, two])
}

/// Says once that the scheduler has heard of it.
async fn say_when_ready(
    config: Arc<ExecutorProcessConfig>,
    told: Arc<dyn Fn(&str) + Send + Sync>,
) -> std::convert::Infallible {
    while !config.health.is_ready() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let threads = config.vcores;
    told(&format!("executor ready at {}:{}, {threads} slice(s) at a time", config.bind_host, config.port));
    std::future::pending().await
}
