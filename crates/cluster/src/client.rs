//! Whoever asks: cuts the people, has the slices counted, and puts the counts together.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use ballista_core::config::{
    BALLISTA_CLIENT_IO_RETRIES_TIMES, BALLISTA_CLIENT_IO_RETRY_WAIT_TIME_MS, BALLISTA_SCHEDULER_MAX_PARTITIONS_PER_TASK,
};
use ballista_core::execution_plans::execute_physical_plan;
use ballista_core::extension::SessionConfigExt;
use datafusion::error::DataFusionError;
use datafusion::physical_plan::coalesce_partitions::CoalescePartitionsExec;
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion_proto::protobuf::PhysicalPlanNode;
use evidence::People;
use evidence::people::{PeopleError, ROW_GROUP, Slice};
use evidence::reach::{PartialError, Reach};
use futures::StreamExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::codec::Codec;
use crate::plan::{CountExec, Piece};
use crate::question::ClusterQuestion;
use crate::{ClusterError, MESSAGE};

/// How often a cluster is asked before it is given up. Counts may lie on an executor that dies before they are fetched.
const ATTEMPTS: usize = 3;
/// Slices at least, if there are as many row groups, so that a few machines have as much to do.
const SLICES: u64 = 64;
/// How long a scheduler may take to answer at all.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long an executor may take to appear: scheduler and executors are often started together.
const ARRIVAL: Duration = Duration::from_secs(10);

/// A scheduler and its executors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    host: String,
    port: u16,
}

/// A slice as it came back so far.
#[derive(Default)]
struct Arrived {
    pieces: BTreeMap<u64, Vec<u8>>,
    of: u64,
    failed: bool,
}

impl Cluster {
    /// From `ballista://HOST:PORT`.
    pub fn at(engine: &str) -> Result<Self, ClusterError> {
        let address =
            engine.strip_prefix("ballista://").and_then(|address| host_and_port(address.trim_end_matches('/')));
        let (host, port) = address.ok_or_else(|| ClusterError::Address(engine.into()))?;
        Ok(Self { host, port })
    }

    /// Counts these people. `told` hears what takes long or is done again.
    pub async fn count(
        &self,
        people: &People,
        question: &ClusterQuestion,
        told: &mut (dyn FnMut(String) + Send),
    ) -> Result<Reach, ClusterError> {
        let loaded = question.load().map_err(ClusterError::ClusterQuestion)?;
        let counting = loaded.counting()?;
        let slices = cut(people)?;
        self.await_executor().await?;
        let bytes: Arc<[u8]> =
            serde_json::to_vec(question).map_err(|error| ClusterError::ClusterQuestion(error.to_string()))?.into();
        let mut why = String::new();
        for attempt in 1..=ATTEMPTS {
            match self.ask(&bytes, &slices).await {
                Ok(arrived) => return whole(&counting, arrived),
                Err(error) => why = error.to_string(),
            }
            if attempt < ATTEMPTS {
                told(format!("counts were lost ({why}); all slices are counted once more"));
                self.await_executor().await?;
            }
        }
        Err(ClusterError::Failed { attempts: ATTEMPTS, why })
    }

    fn address(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// Waits until the scheduler knows of an executor, though not for long.
    async fn await_executor(&self) -> Result<(), ClusterError> {
        let unreachable = |why: String| ClusterError::Unreachable { address: self.address(), why };
        let wait = async {
            loop {
                match timeout(PATIENCE, self.is_ready()).await {
                    Ok(Ok(true)) => return Ok(()),
                    Ok(Ok(false)) => sleep(Duration::from_millis(100)).await,
                    Ok(Err(error)) => return Err(unreachable(error.to_string())),
                    Err(_) => return Err(unreachable("no answer in time".into())),
                }
            }
        };
        timeout(ARRIVAL, wait).await.unwrap_or_else(|_| Err(ClusterError::NoExecutor(self.address())))
    }

    /// What the scheduler says of itself, in the plainest HTTP there is.
    async fn is_ready(&self) -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((self.host.trim_matches(['[', ']']), self.port)).await?;
        let request = format!("GET /readyz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address());
        stream.write_all(request.as_bytes()).await?;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await?;
        match &answer {
            b"HTTP/1.1 200" => Ok(true),
            b"HTTP/1.1 503" => Ok(false),
            _ => Err(std::io::Error::other("what listens there is no scheduler of Onward")),
        }
    }

    /// Has all slices counted, once.
    async fn ask(&self, question: &Arc<[u8]>, slices: &[Slice]) -> Result<Vec<Arrived>, DataFusionError> {
        let mut arrived: Vec<Arrived> = slices.iter().map(|_| Arrived::default()).collect();
        if slices.is_empty() {
            return Ok(arrived);
        }
        // Ballista 55 keeps where the last stage's results lay on an executor that was lost. So the last stage only
        // gathers, and the slices are counted in one before, of which it forgets and repeats what was lost.
        let plan = Arc::new(CoalescePartitionsExec::new(Arc::new(CountExec::of(Arc::clone(question), slices)?)));
        let session = SessionContext::new().session_id();
        let (url, config) = (format!("http://{}", self.address()), config());
        let ballista = config.ballista_config();
        let codec = Codec::default();
        let rows = execute_physical_plan::<PhysicalPlanNode>(url, &ballista, plan, &codec, session, config.clone());
        let mut rows = Box::pin(rows).await?;
        while let Some(batch) = rows.next().await {
            take(&batch?, &mut arrived).ok_or_else(|| damaged("a row"))?;
        }
        if arrived.iter().any(|slice| slice.of == 0 || u64::try_from(slice.pieces.len()) != Ok(slice.of)) {
            return Err(damaged("a slice"));
        }
        Ok(arrived)
    }
}

/// The people in slices, of which there are some for every machine.
fn cut(people: &People) -> Result<Vec<Slice>, ClusterError> {
    let rows = |people: u64| people.div_ceil(SLICES).min(u64::try_from(ROW_GROUP).unwrap_or(u64::MAX));
    people.count().and_then(|count| people.slices(rows(count))).map_err(|error| match error {
        PeopleError::Lake => ClusterError::Lake,
        other => ClusterError::Counting(other.into()),
    })
}

fn damaged(what: &str) -> DataFusionError {
    DataFusionError::Execution(format!("{what} did not come back as it was sent"))
}

fn config() -> SessionConfig {
    SessionConfig::new_with_ballista()
        .with_ballista_job_name("onward simulate")
        .with_ballista_grpc_client_max_message_size(MESSAGE as usize)
        .set_str(BALLISTA_SCHEDULER_MAX_PARTITIONS_PER_TASK, "1")
        .set_str(BALLISTA_CLIENT_IO_RETRIES_TIMES, "2")
        .set_str(BALLISTA_CLIENT_IO_RETRY_WAIT_TIME_MS, "500")
}

/// Puts the pieces of a batch where they belong.
fn take(rows: &arrow::record_batch::RecordBatch, arrived: &mut [Arrived]) -> Option<()> {
    for piece in Piece::of(rows)? {
        let slice = arrived.get_mut(usize::try_from(piece.slice).ok()?)?;
        slice.of = piece.of;
        slice.failed |= piece.failed;
        slice.pieces.insert(piece.number, piece.bytes.to_vec());
    }
    Some(())
}

/// Figures of all slices; the first failure of them, in their order, is the one to tell.
fn whole(counting: &evidence::reach::Counting, arrived: Vec<Arrived>) -> Result<Reach, ClusterError> {
    let mut partials = Vec::with_capacity(arrived.len());
    for slice in arrived {
        let bytes: Vec<u8> = slice.pieces.into_values().flatten().collect();
        if slice.failed {
            return Err(ClusterError::Slice(String::from_utf8_lossy(&bytes).into_owned()));
        }
        partials.push(counting.read(&bytes));
    }
    let partials = partials.into_iter().collect::<Result<_, _>>();
    partials.and_then(|partials| counting.whole(partials)).map_err(|error| match error {
        PartialError::Scattered => ClusterError::Scattered,
        PartialError::Broken => ClusterError::Slice(error.to_string()),
    })
}

/// `HOST:PORT`; an IPv6 address stands in brackets.
pub fn host_and_port(address: &str) -> Option<(String, u16)> {
    let (host, port) = address.rsplit_once(':')?;
    let bare = |host: &str| !host.is_empty() && !host.contains([':', '/', '@', '[', ']']);
    let inside = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let fits = inside.map_or_else(|| bare(host), |six| six.parse::<std::net::Ipv6Addr>().is_ok());
    Some((host.to_owned(), port.parse().ok()?)).filter(|(_, port)| fits && *port > 0)
}

#[cfg(test)]
mod tests {
    use evidence::lake::{LakeScope, LakeWriter};

    use super::*;

    #[test]
    fn people_of_a_lake_are_refused_before_anybody_is_asked() {
        let (dir, schema) = (tempfile::tempdir().unwrap(), model::Schema::default());
        let mut writer = LakeWriter::lock(dir.path(), &journal::Key::from_bytes([7; 32])).unwrap();
        writer.create(&schema, 1, true).unwrap();
        let people = writer.lake().unwrap().people(&schema, &LakeScope::controller("red"), 0).unwrap();
        assert!(matches!(cut(&people), Err(ClusterError::Lake)));
    }

    #[test]
    fn people_in_no_file_that_can_be_cut_are_refused_as_such() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "sex\nF\n").unwrap();
        let people = People::open(file.path()).unwrap();
        assert!(matches!(cut(&people), Err(ClusterError::Counting(_))));
    }

    #[test]
    fn an_engine_is_an_address_or_refused() {
        let at = |host: &str, port| Some(Cluster { host: host.into(), port });
        assert_eq!(Cluster::at("ballista://lake-1:50050").ok(), at("lake-1", 50050));
        assert_eq!(Cluster::at("ballista://[::1]:1/").ok(), at("[::1]", 1));
        for wrong in ["ballista", "ballista://", "ballista://h", "ballista://h:0", "ballista://h:x", "http://h:1"] {
            let error = Cluster::at(wrong).unwrap_err();
            assert!(error.to_string().contains("expected `local` or `ballista://HOST:PORT`"), "{error}");
        }
        assert!(Cluster::at("ballista://a/b:1").is_err() && Cluster::at("ballista://::1:1").is_err());
    }
}
