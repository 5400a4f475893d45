//! Somebody with SQL and no key alters history: every way is found, and the fact is named.

use casework::{AuditCommand, PersonCommand};
use journal::{Bad, BadFact, Checkpoint, SealedFact, Tip};
use model::FieldKey;
use store::{DamagedRow, Differs, Page, ReadError, VerifyError};

use crate::raw::Raw;
use crate::world::{World, everybody, fields};

/// The fact that is altered; there are nine before it and some after it.
const SEQ: i64 = 10;
const ALL: Page = Page { skip: 0, limit: 100 };

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
    fact.recorded_at.0 += 1;
    scene.raw.run("UPDATE fact SET sealed = $2 WHERE seq = $1", SEQ, &fact.to_bytes()).await;
    scene.finds("the moment", SEQ, |why| why == Bad::Altered).await;
}

pub async fn what_is_written_anew_with_its_head_does_not_bear_the_mark(world: World) {
    let mut scene = Scene::set(world).await;
    let held = scene.world.store.checkpoint().await.unwrap();
    scene.world.submit("desk", AuditCommand::Search { found: 0 }).await;
    scene.facts = scene.raw.facts().await;
    assert_eq!(scene.verify(vec![held.clone()]).await, Ok(scene.facts.len() as u64));
    let forged = Checkpoint { seq: 3, ..held.clone() };
    let refused = scene.world.store.verify(vec![forged], |_| ()).await;
    assert!(matches!(refused, Err(VerifyError::ForeignCheckpoint)));
    // Cut, and the head moved back with it: the head no longer bears the instance's mark.
    let mut tip = Tip::default();
    for (_, sealed, _) in scene.facts.iter().filter(|fact| fact.0 < SEQ) {
        tip.push(sealed).unwrap();
    }
    scene.raw.run("DELETE FROM fact WHERE seq >= $1", SEQ, &[]).await;
    scene.raw.run("UPDATE head SET seq = CAST($1 AS BIGINT) - 1, tip = $2", SEQ, &tip.to_bytes()).await;
    let found = scene.world.store.verify(vec![], |_| ()).await;
    assert!(matches!(found, Err(VerifyError::Head)), "{found:?}");
    assert!(scene.world.store.instance().await.is_err(), "nor is it believed by whoever reads");
    let refused = scene.world.store.submit(scene.world.ctx("desk"), AuditCommand::Search { found: 1 }).await;
    assert!(refused.is_err(), "nor by whoever writes");
}

pub async fn an_export_is_read_back_fact_by_fact(world: World) {
    let mut scene = Scene::set(world).await;
    let mut bundle = vec![];
    let checkpoint = scene.world.store.export(&mut bundle).await.unwrap();
    let mut reader =
        journal::bundle::BundleReader::open(bundle.as_slice(), journal::bundle::BundleLimits::default()).unwrap();
    let mut read = vec![];
    while let Some((fact, link)) = reader.read().unwrap() {
        read.push((i64::try_from(fact.seq).unwrap(), fact.to_bytes(), link.0.to_vec()));
    }
    assert_eq!((read, reader.checkpoint()), (scene.facts.clone(), Some(&checkpoint)));
    scene.raw.run("UPDATE fact SET link = $2 WHERE seq = $1", SEQ, &[7; 32]).await;
    assert!(scene.world.store.export(std::io::sink()).await.is_err(), "a damaged journal is not passed on as sound");
}

/// An older head with the facts that were there then, and an older copy of everything derived: only a checkpoint that
/// somebody else holds shows it.
pub async fn an_older_copy_of_everything_shows_against_a_checkpoint_held_elsewhere(world: World) {
    let mut scene = Scene::set(world).await;
    let older = scene.raw.bytes("SELECT tip FROM head").await;
    let (sums, mark) = (scene.raw.bytes("SELECT sums FROM head").await, scene.raw.bytes("SELECT mark FROM head").await);
    let last = scene.facts.len() as u64;
    scene.world.submit("desk", AuditCommand::Search { found: 0 }).await;
    let held = scene.world.store.checkpoint().await.unwrap();
    scene.raw.run("DELETE FROM fact WHERE seq > $1", i64::try_from(last).unwrap(), &[]).await;
    scene.raw.run("UPDATE head SET seq = $1, tip = $2", i64::try_from(last).unwrap(), &older).await;
    scene.raw.run("UPDATE head SET sums = $2", 0, &sums).await;
    scene.raw.run("UPDATE head SET mark = $2", 0, &mark).await;
    assert_eq!(scene.verify(vec![]).await, Ok(last), "the record alone cannot see it");
    let bad = scene.verify(vec![held.clone()]).await.unwrap_err();
    assert_eq!(bad, BadFact { seq: last + 1, why: Bad::CutOff { until: held.seq } });
}

pub async fn rows_that_somebody_else_wrote_are_not_believed(world: World) {
    let here = world.register(fields(&[("name.full", "Amina Diallo"), ("sex", "F")])).await;
    let there = {
        let (ctx, person) = (casework::Ctx { office: "airport".into(), ..world.ctx("desk") }, crate::world::new_id());
        let fields = fields(&[("name.full", "Omar Keita"), ("sex", "M")]);
        let register = PersonCommand::Register { person, synthetic: true, fields };
        world.store.submit(ctx, register).await.unwrap();
        person
    };
    let office = |office: &str| {
        store::Sight::of(casework::Scope::Offices {
            controller: crate::world::CONTROLLER.into(),
            offices: vec![office.into()],
        })
    };
    let all = store::Page { skip: 0, limit: 10 };
    let mut raw = Raw::of(&world.config).await;
    // Whatever leads to one row now leads to all of them: what is sealed in a row says who may see it.
    raw.run("INSERT INTO token (token, number) SELECT DISTINCT t.token, p.number FROM token t, person p WHERE true ON CONFLICT DO NOTHING", 0, &[]).await;
    for (sight, person) in [(office("harbour"), there), (office("airport"), here)] {
        assert!(matches!(world.store.person(&sight, person).await, Err(ReadError::Row(DamagedRow::Disagrees))));
        assert!(matches!(world.store.people(&sight, &[], all).await, Err(ReadError::Row(DamagedRow::Disagrees))));
        assert!(matches!(world.store.search(&sight, "omar", all).await, Err(ReadError::Row(DamagedRow::Disagrees))));
    }
    let found = world.store.verify_views(|_| ()).await.unwrap_err();
    assert!(matches!(found, VerifyError::Derived(Differs::Tokens)), "{found}");
    world.store.rebuild_views().await.unwrap();
    world.store.verify_views(|_| ()).await.unwrap();
    // A row carried over to another's place opens under no key.
    raw.run("UPDATE person SET sealed = (SELECT sealed FROM person ORDER BY sealed LIMIT 1)", 0, &[]).await;
    let opened = [world.store.person(&everybody(), here).await, world.store.person(&everybody(), there).await];
    assert_eq!(opened.iter().filter(|found| matches!(found, Err(ReadError::Row(DamagedRow::Seal)))).count(), 1);
    world.store.rebuild_views().await.unwrap();
    raw.run("DELETE FROM person WHERE number = (SELECT min(number) FROM person)", 0, &[]).await;
    let found = world.store.verify_views(|_| ()).await.unwrap_err();
    assert!(matches!(found, VerifyError::Derived(Differs::Missing(_))), "{found}");
}

pub async fn an_older_row_put_back_is_found(world: World) {
    let person = world.register(fields(&[("sex", "F")])).await;
    let mut raw = Raw::of(&world.config).await;
    let older = raw.bytes("SELECT sealed FROM person").await;
    world.submit("desk", PersonCommand::Amend { person, fields: fields(&[("sex", "X")]) }).await;
    raw.run("UPDATE person SET sealed = $2", 0, &older).await;
    let found = world.store.verify_views(|_| ()).await.unwrap_err();
    assert!(matches!(found, VerifyError::Derived(Differs::Person(whose)) if whose == person), "{found}");
    world.store.rebuild_views().await.unwrap();
    let now = world.store.person(&everybody(), person).await.unwrap().unwrap();
    assert_eq!(now.state(FieldKey::of("sex")), fields(&[("sex", "X")])["sex"]);
    // Rights that were taken away do not come back with older rows of accounts.
    raw.run("CREATE TABLE older AS SELECT * FROM instance", 0, &[]).await;
    let grants = keep_elsewhere(&world).await;
    world.agree("admin", &["chief"], journal::Motion::Account { account: "desk".into(), grants }).await;
    let register = || PersonCommand::Register { person: crate::world::new_id(), synthetic: true, fields: fields(&[]) };
    assert!(world.store.submit(world.ctx("desk"), register()).await.is_err());
    let put_back = "UPDATE instance SET sealed = (SELECT sealed FROM older WHERE older.place = instance.place) \
                    WHERE place IN (SELECT place FROM older)";
    raw.run(put_back, 0, &[]).await;
    let second = crate::world::open(&world.config, world.clock.clone()).await;
    assert!(second.instance().await.is_err(), "an older account is not believed");
    assert!(second.submit(world.ctx("desk"), register()).await.is_err(), "nor acted upon");
    let found = second.verify_views(|_| ()).await.unwrap_err();
    assert!(matches!(found, VerifyError::Derived(Differs::Instance)), "{found}");
    second.rebuild_views().await.unwrap();
    assert!(
        second.instance().await.unwrap().accounts["desk"]
            .grants
            .iter()
            .all(|grant| grant.controller == crate::world::MINISTRY)
    );
    second.close().await;
}

/// The grants of the desk at the other controller, which nobody here can touch.
async fn keep_elsewhere(world: &World) -> Vec<journal::Grant> {
    let mut grants = world.store.instance().await.unwrap().accounts["desk"].grants.clone();
    grants.retain(|grant| grant.controller != crate::world::CONTROLLER);
    grants
}

/// A copy of the key store that is older than the rows: whoever has no key is named as damage, and drops out of nothing.
pub async fn a_row_whose_key_is_not_there_is_damage_and_no_empty_list(world: World) {
    world.register(fields(&[("name.full", "Omar Diallo")])).await;
    let mut keys = Raw::keys(&world.config).await;
    keys.run("CREATE TABLE older AS SELECT slot FROM ring", 0, &[]).await;
    let person = world.register(fields(&[("name.full", "Amina Diallo")])).await;
    keys.run("DELETE FROM ring WHERE slot NOT IN (SELECT slot FROM older)", 0, &[]).await;
    keys.run("DROP TABLE older", 0, &[]).await;
    let store = &world.reopened().await.store;
    let no_key = |read: Result<_, ReadError>| {
        assert!(matches!(read, Err(ReadError::Row(DamagedRow::NoKey))), "{read:?}");
    };
    no_key(store.people(&everybody(), &[], ALL).await.map(|people| people.len()));
    no_key(store.search(&everybody(), "amina", ALL).await.map(|people| people.len()));
    no_key(store.person(&everybody(), person).await.map(|there| there.iter().count()));
    no_key(store.snapshot(-1, 10).await.map(|(people, _)| people.len()));
    no_key(store.snapshot_of(&[person]).await.map(|people| people.len()));
    assert_eq!(store.search(&everybody(), "omar", ALL).await.unwrap().len(), 1, "whose key is there is read");
}
