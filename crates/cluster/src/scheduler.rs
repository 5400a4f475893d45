//! The scheduler: hands slices to executors, and again to others when an executor is gone.

use std::fmt::Display;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::{SchedulerConfig, TaskDistributionPolicy};
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use tokio::net::TcpListener;

use crate::codec::Codec;
use crate::{ClusterError, MESSAGE, host, refuse_unspecified, told_to_end};

/// Seconds without a sign of life after which an executor is gone; it gives one every second.
const GONE: u64 = 8;
/// Seconds that questions wait for an executor once the last one is gone.
const NOBODY: u64 = 20;
/// Seconds that counts are kept after they were handed over.
const KEPT: u64 = 60;

fn failed(why: &dyn Display) -> ClusterError {
    ClusterError::Start { what: "the scheduler", why: why.to_string() }
}

/// Runs a scheduler until the program is told to end. `ready` hears where it listens; port 0 takes any that is free.
pub async fn schedule(bind: IpAddr, port: u16, ready: impl FnOnce(SocketAddr)) -> Result<(), ClusterError> {
    refuse_unspecified("the scheduler", bind)?;
    let listener = TcpListener::bind((bind, port)).await.map_err(|error| failed(&format!("port {port}: {error}")))?;
    let address = listener.local_addr().map_err(|error| failed(&error))?;
    let config = config(address);
    let cluster = BallistaCluster::new_from_config(&config).await.map_err(|error| failed(&error))?;
    let server = Box::pin(create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config)));
    let server = server.await.map_err(|error| failed(&error))?;
    ready(address);
    tokio::select! {
        ended = Box::pin(start_grpc_service_with_listener(listener, server)) => ended.map_err(|error| failed(&error)),
        () = told_to_end() => Ok(()),
    }
}

fn config(address: SocketAddr) -> SchedulerConfig {
    SchedulerConfig {
        external_host: host(address.ip()),
        bind_host: host(address.ip()),
        bind_port: address.port(),
        scheduling_policy: TaskSchedulingPolicy::PushStaged,
        task_distribution: TaskDistributionPolicy::RoundRobin,
        executor_timeout_seconds: GONE,
        expire_dead_executor_interval_seconds: 1,
        no_executors_grace_period_seconds: NOBODY,
        finished_job_data_clean_up_interval_seconds: KEPT,
        finished_job_state_clean_up_interval_seconds: 10 * KEPT,
        grpc_server_max_decoding_message_size: MESSAGE,
        grpc_server_max_encoding_message_size: MESSAGE,
        grpc_client_max_message_size: MESSAGE,
        override_physical_codec: Some(Arc::new(Codec::default())),
        ..SchedulerConfig::default()
    }
}
