//! Somebody with SQL and no key alters history: every way is found, and the fact is named.

use casework::Command;
use journal::{Bad, BadFact, Checkpoint, SealedFact, Tip};
use store::VerifyError;

use crate::raw::Raw;
use crate::world::{World, fields};

/// The fact that is altered; there are eight before it and some after it.
const SEQ: i64 = 9;

struct Scene {
    world: World,
    raw: Raw,
    facts: Vec<(i64, Vec<u8>, Vec<u8>)>,
}

impl Scene {
    async fn set(world: World) -> Self {
        for name in ["Amina", "Omar", "Lucia", "Chen", "Fatou", "Ivan", "Rosa", "Kofi"] {
            world.register(fields(&[("name.full", name), ("sex", "F")])).await;
        }
        let mut raw = Raw::of(&world.config).await;
        let facts = raw.facts().await;
        assert!(facts.len() > 12);
        Self { world, raw, facts }
    }

    async fn verify(&self, checkpoints: Vec<Checkpoint>) -> Result<u64, BadFact> {
        match self.world.store.verify(checkpoints, |_| ()).await {
            Ok(verified) => Ok(verified.facts),
            Err(VerifyError::Bad(bad)) => Err(bad),
            Err(error) => panic!("{error}"),
        }
    }

    #[track_caller]
    fn fact(&self, seq: i64) -> &(i64, Vec<u8>, Vec<u8>) {
        self.facts.iter().find(|fact| fact.0 == seq).unwrap()
    }

    async fn put_back(&mut self) {
        self.raw.run("DELETE FROM fact WHERE seq >= $1", 0, &[]).await;
        for (seq, sealed, link) in &self.facts {
            self.raw.run("INSERT INTO fact (seq, sealed, link) VALUES ($1, $2, $2)", *seq, sealed).await;
            self.raw.run("UPDATE fact SET link = $2 WHERE seq = $1", *seq, link).await;
        }
        assert_eq!(self.verify(vec![]).await, Ok(self.facts.len() as u64));
    }

    /// Asserts what is found now, then puts everything back.
    async fn finds(&mut self, what: &str, seq: i64, why: impl Fn(Bad) -> bool) {
        let bad = self.verify(vec![]).await.expect_err(what);
        assert_eq!(bad.seq, seq.unsigned_abs(), "{what}: {bad}");
        assert!(why(bad.why), "{what}: {bad}");
        self.put_back().await;
    }
}

pub async fn every_way_of_altering_history_is_found_and_located(world: World) {
    let mut scene = Scene::set(world).await;
    let (_, sealed, link) = scene.fact(SEQ).clone();
    for at in [0, 8, 9, 30, 60, 100, sealed.len() / 2, sealed.len() - 1] {
        let mut altered = sealed.clone();
        altered[at] ^= 1;
        scene.raw.run("UPDATE fact SET sealed = $2 WHERE seq = $1", SEQ, &altered).await;
        scene.finds(&format!("byte {at} of the fact"), SEQ, |_| true).await;
    }
    let mut altered = link.clone();
    altered[31] ^= 1;
    for altered in [altered, link[..31].to_vec(), vec![]] {
        scene.raw.run("UPDATE fact SET link = $2 WHERE seq = $1", SEQ, &altered).await;
        scene.finds("the link", SEQ, |why| why == Bad::Altered).await;
    }
    scene.raw.run("UPDATE fact SET seq = seq + 1000 WHERE seq = $1", SEQ, &[]).await;
    scene.finds("the number", SEQ, |why| matches!(why, Bad::Missing { .. })).await;
    scene.raw.run("DELETE FROM fact WHERE seq = $1", SEQ, &[]).await;
    scene.finds("a deleted row", SEQ, |why| why == Bad::Missing { found: SEQ.unsigned_abs() + 1 }).await;
    scene.raw.run("UPDATE fact SET seq = -seq WHERE seq - CAST($1 AS BIGINT) IN (0, 1)", SEQ, &[]).await;
    scene.raw.run("UPDATE fact SET seq = 2 * CAST($1 AS BIGINT) + 1 + seq WHERE seq < 0", SEQ, &[]).await;
    scene.finds("two rows changed over", SEQ, |why| matches!(why, Bad::Renumbered { .. })).await;
    scene.raw.run("DELETE FROM fact WHERE seq >= $1", SEQ, &[]).await;
    scene.finds("a tail cut off", SEQ, |why| matches!(why, Bad::CutOff { .. })).await;
    let mut fact = SealedFact::from_bytes(&sealed).unwrap();
    fact.envelope.actor = "somebody-else".into();
    scene.raw.run("UPDATE fact SET sealed = $2 WHERE seq = $1", SEQ, &fact.to_bytes()).await;
    scene.finds("the envelope", SEQ, |why| why == Bad::Altered).await;
}

pub async fn what_is_written_anew_with_its_head_shows_against_a_checkpoint_held_elsewhere(world: World) {
    let mut scene = Scene::set(world).await;
    let held = scene.world.store.checkpoint().await.unwrap();
    scene.world.submit("desk", Command::NoteSearch { found: 0 }).await;
    scene.facts = scene.raw.facts().await;
    assert_eq!(scene.verify(vec![held.clone()]).await, Ok(scene.facts.len() as u64));
    // Cut, and the head moved back with it.
    let mut tip = Tip::default();
    for (_, sealed, _) in scene.facts.iter().filter(|fact| fact.0 < SEQ) {
        tip.push(sealed).unwrap();
    }
    scene.raw.run("DELETE FROM fact WHERE seq >= $1", SEQ, &[]).await;
    scene.raw.run("UPDATE head SET seq = CAST($1 AS BIGINT) - 1, tip = $2", SEQ, &tip.to_bytes()).await;
    assert_eq!(scene.verify(vec![]).await, Ok(SEQ.unsigned_abs() - 1), "the chain alone cannot see it");
    let bad = scene.verify(vec![held.clone()]).await.unwrap_err();
    assert_eq!(bad, BadFact { seq: SEQ.unsigned_abs(), why: Bad::CutOff { until: held.seq } });
    // Another envelope, and the whole chain computed anew from there.
    for (seq, sealed, _) in scene.facts.clone().iter().filter(|fact| fact.0 >= SEQ) {
        let mut fact = SealedFact::from_bytes(sealed).unwrap();
        fact.envelope.office = "elsewhere".into();
        let link = tip.push(&fact.to_bytes()).unwrap();
        scene.raw.run("INSERT INTO fact (seq, sealed, link) VALUES ($1, $2, $2)", *seq, &fact.to_bytes()).await;
        scene.raw.run("UPDATE fact SET link = $2 WHERE seq = $1", *seq, &link.0).await;
        scene.raw.run("UPDATE head SET seq = $1, tip = $2", *seq, &tip.to_bytes()).await;
    }
    assert_eq!(scene.verify(vec![]).await, Ok(scene.facts.len() as u64));
    let bad = scene.verify(vec![held.clone()]).await.unwrap_err();
    assert_eq!(bad, BadFact { seq: held.seq, why: Bad::Rewritten });
    let forged = Checkpoint { seq: 3, ..held };
    let refused = scene.world.store.verify(vec![forged], |_| ()).await;
    assert!(matches!(refused, Err(VerifyError::ForeignCheckpoint)));
}

pub async fn an_export_is_read_back_fact_by_fact(world: World) {
    let mut scene = Scene::set(world).await;
    let mut bundle = vec![];
    let checkpoint = scene.world.store.export(&mut bundle).await.unwrap();
    let mut reader =
        journal::bundle::BundleReader::open(bundle.as_slice(), journal::bundle::Limits::default()).unwrap();
    let mut read = vec![];
    while let Some((fact, link)) = reader.read().unwrap() {
        read.push((i64::try_from(fact.envelope.seq).unwrap(), fact.to_bytes(), link.0.to_vec()));
    }
    assert_eq!((read, reader.checkpoint()), (scene.facts.clone(), Some(&checkpoint)));
    scene.raw.run("UPDATE fact SET link = $2 WHERE seq = $1", SEQ, &[7; 32]).await;
    assert!(scene.world.store.export(std::io::sink()).await.is_err(), "a damaged journal is not passed on as sound");
}
