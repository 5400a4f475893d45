//! The step on this machine, without a cluster: over its bytes, and cut as a scheduler cuts it.

use std::path::Path;

use datafusion::physical_plan::{ExecutionPlan, execute_stream_partitioned, replace_children_if_necessary};
use datafusion::prelude::SessionContext;
use datafusion_proto::physical_plan::AsExecutionPlan;
use datafusion_proto::protobuf::PhysicalPlanNode;
use evidence::People;
use evidence::people::write_people_in;
use evidence::reach::{Options, simulate};
use packs::{LoadOptions, Source};
use rules::Clocks;
use synthetic::Population;

use super::*;
use crate::codec::Codec;
use crate::question::ClusterQuestion;

const PACK: &str = "bangladesh-returnee-cash";

fn question() -> ClusterQuestion {
    let sources = [Source::shipped(PACK).unwrap()];
    ClusterQuestion::new(&sources, None, Clocks::on("2020-12-01".parse().unwrap()), None, &[], true).unwrap()
}

fn people(path: &Path) -> People {
    let packs = packs::load(&[Source::shipped(PACK).unwrap()], &LoadOptions::default()).unwrap();
    write_people_in(path, &packs.schema, Population::new(&packs.schema, 500, 1), true, 100, &mut |_| ()).unwrap();
    People::open(path).unwrap()
}

/// What a plan yields after it travelled, piece by piece: slice, whether it failed, bytes.
async fn yielded(plan: CountExec) -> Vec<(u64, bool, Vec<u8>)> {
    let codec = Codec::default();
    let node = PhysicalPlanNode::try_from_physical_plan(Arc::new(plan), &codec).unwrap();
    let mut bytes = vec![];
    node.try_encode(&mut bytes).unwrap();
    let context = SessionContext::new().task_ctx();
    let plan = PhysicalPlanNode::try_decode(&bytes).unwrap().try_into_physical_plan(&context, &codec).unwrap();
    let mut found = vec![];
    for partition in execute_stream_partitioned(plan, context).unwrap() {
        for rows in partition.try_collect::<Vec<_>>().await.unwrap() {
            found.extend(
                Piece::of(&rows).unwrap().iter().map(|piece| (piece.slice, piece.failed, piece.bytes.to_vec())),
            );
        }
    }
    found
}

fn plan(question: &ClusterQuestion, slices: &[Slice]) -> CountExec {
    CountExec::of(serde_json::to_vec(question).unwrap().into(), slices).unwrap()
}

#[tokio::test]
async fn a_step_that_travelled_counts_every_slice_once() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let (people, question) = (people(file.path()), question());
    let slices = people.slices(1).unwrap();
    assert!(slices.len() > 3);
    let plan = plan(&question, &slices);
    assert_eq!(plan.properties().output_partitioning().partition_count(), slices.len());
    let found = yielded(plan).await;
    let numbers: Vec<u64> = found.iter().map(|(slice, failed, _)| if *failed { u64::MAX } else { *slice }).collect();
    assert_eq!(numbers, (0..slices.len() as u64).collect::<Vec<_>>());
    let loaded = question.load().unwrap();
    let counting = loaded.counting().unwrap();
    let partials = found.iter().map(|(_, _, bytes)| counting.read(bytes).unwrap()).collect();
    let whole = counting.whole(partials).unwrap().release(10).unwrap();
    let packs = packs::load(&[Source::shipped(PACK).unwrap()], &LoadOptions::default()).unwrap();
    let day = Clocks::on("2020-12-01".parse().unwrap());
    let bounds: Vec<_> =
        packs.packs[0].measures.iter().map(|measure| packs::bind(&packs, measure, day, None).unwrap()).collect();
    let here = simulate(&people, &packs.schema, &bounds, &[], Options::default(), &mut |_| ()).unwrap();
    let json = |figures| serde_json::to_string(&figures).unwrap();
    assert_eq!(json(whole), json(here.release(10).unwrap()));
}

/// The words of failure of a plan over one slice.
async fn failure(plan: CountExec) -> String {
    let found = yielded(plan).await;
    let [(0, true, words)] = found.as_slice() else { panic!("{found:?}") };
    String::from_utf8(words.clone()).unwrap()
}

#[tokio::test]
async fn what_fails_comes_back_as_words() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let slices = people(file.path()).slices(u64::MAX).unwrap();
    let nonsense = CountExec::of(Arc::from(&b"{}"[..]), &slices).unwrap();
    assert!(failure(nonsense).await.contains("missing field"));
    std::fs::remove_file(file.path()).unwrap();
    let gone = failure(plan(&question(), &slices)).await;
    assert!(gone.starts_with(&format!("cannot use `{}`", file.path().display())), "{gone}");
}

/// Ballista gives a task some of the partitions by exchanging the step below.
#[tokio::test]
async fn a_task_counts_its_own_partitions_only() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let (people, question) = (people(file.path()), question());
    let slices = people.slices(1).unwrap();
    let (all, one) = (plan(&question, &slices), plan(&question, &slices[..1]));
    let below = Arc::clone(one.children()[0]);
    let cut = replace_children_if_necessary(Arc::new(all), vec![below]).unwrap();
    assert_eq!(cut.output_partitioning().partition_count(), 1);
}
