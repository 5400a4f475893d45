//! Rows held against the facts: everything derived is folded anew, with the keys, and compared with what lies there.
//!
//! The chain tells that facts are what was written; this tells that rows are what follows from them: an older row put back,
//! a token that leads where it should not, a part of the instance's view that somebody changed. People are taken in turns,
//! so that memory holds some tens of thousands at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hash, RandomState};

use casework::{InstanceView, OwnerView, work_of};
use journal::{Fact, Headed, Key, Opened, SealedFact, Subject};
use model::{Compartment, Id};

use crate::beside::Beside;
use crate::db::connect::snapshot;
use crate::db::{Conn, Reader, Statement};
use crate::derive::{ShelfRow, open_person};
use crate::error::ReadError;
use crate::head::Head;
use crate::mirror::KindRows;
use crate::missing::{Lost, Missing};
use crate::shared::{InForce, Shared};
use crate::store::{Store, due_row};
use crate::sums::Sum;
use crate::verify::VerifyError;
use crate::writer::Parts;

/// Facts read at a time.
const CHUNK: i64 = 2048;
/// People held at a time.
const TURN: i64 = 50_000;

/// The first row that is not what follows from the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Differs {
    /// What the instance is: accounts, packs, proposals.
    #[error("what is kept of the instance (accounts, packs, proposals) is not what follows from the facts")]
    Instance,
    /// A person's row.
    #[error("the row of person {0} is not what follows from the facts")]
    Person(Id),
    /// A person without a row.
    #[error("person {0} has no row")]
    Missing(Id),
    /// A row of nobody.
    #[error("there is a row of nobody")]
    Nobody,
    /// Rows of people, by what they come to together.
    #[error("rows of people are not those that were written last: one was put back, altered or taken away")]
    People,
    /// The index of who read whose data.
    #[error("the index of who read whose data is not the one that was written last")]
    Reads,
    /// Rows beside the journal.
    #[error("what is kept beside the journal (`{0}`) is not what was written last: put back, altered or taken away")]
    Beside(Beside),
    /// What people are found by.
    #[error("what people are found by, and who may see them, is not what follows from the facts")]
    Tokens,
    /// Where records stand.
    #[error("where records of people stand is not what follows from the facts")]
    Shelves,
    /// What is to be done.
    #[error("what stands on lists of work is not what follows from the facts and the pathways in force")]
    Work,
    /// People whose keys are not there, and of whom nothing says that they went: their rows can be held against nothing.
    #[error("{0}, and no fact says that they were forgotten")]
    Lost(Lost),
}

impl Store {
    /// Folds all facts anew and holds every row against what comes out. The schema in force must be known
    /// ([`Store::use_rules`]). `progress` is told the number of facts folded.
    pub async fn verify_views(&self, mut progress: impl FnMut(u64) + Send) -> Result<(), VerifyError> {
        self.settled().await.map_err(VerifyError::Unmoved)?;
        if self.is_made_anew().await? {
            return Err(VerifyError::Moving);
        }
        let mut conn = snapshot(&self.config().database, &self.config().journal_file()).await?;
        let people = conn.row(Statement::of("SELECT count(*) FROM person")).await?.map_or(Ok(0), |row| row.int(0))?;
        let turns = people / TURN + 1;
        let (shared, in_force) = (self.shared(), self.shared().in_force());
        let mut sums = DerivedSums::default();
        for turn in 0..turns {
            let missing = Missing::beyond_given_up(&mut Reader::Conn(&mut conn), &shared.own.beside).await?;
            let mut folded = Folded { turn, turns, missing, ..Folded::default() };
            let mut after = 0;
            while let Some(last) = folded.page(&mut conn, shared, &in_force, after).await? {
                after = last;
                progress(after.unsigned_abs());
            }
            if let Some(lost) = folded.missing.lost() {
                return Err(Differs::Lost(lost).into());
            }
            if turn == 0 {
                instance(&mut conn, shared, &folded.instance).await?;
            }
            folded.compare(&mut conn, shared, &in_force, &mut sums).await?;
        }
        if !sums.tokens.same_tokens(&mut conn).await? {
            return Err(Differs::Tokens.into());
        }
        if !sums.shelves.same_shelves(&mut conn).await? {
            return Err(Differs::Shelves.into());
        }
        if sums.work.same_work(&mut conn).await? { Ok(()) } else { Err(Differs::Work.into()) }
    }

    /// Holds every set of rows against the sum that the head bears: people's rows, the index of who read whose data, what
    /// is kept beside the journal. Opens nobody's row.
    pub async fn verify_rows(&self) -> Result<(), VerifyError> {
        let mut conn = snapshot(&self.config().database, &self.config().journal_file()).await?;
        let key = &self.own().head;
        let head = Head::read(conn.row(Head::select()).await?, key).map_err(|_| VerifyError::Head)?;
        for kind in Beside::ALL {
            let there = KindRows::load(&mut Reader::Conn(&mut conn), key, kind).await?;
            if there.sum != head.beside.of(kind) {
                return Err(Differs::Beside(kind).into());
            }
        }
        if people(&mut conn, key).await? != head.rows.people {
            return Err(Differs::People.into());
        }
        if reads(&mut conn, key).await? == head.rows.reads { Ok(()) } else { Err(Differs::Reads.into()) }
    }

    /// What the instance is by its facts alone, whatever lies beside them: for whoever makes that anew.
    pub async fn instance_by_facts(&self) -> Result<InstanceView, ReadError> {
        let mut conn = snapshot(&self.config().database, &self.config().journal_file()).await?;
        let (mut view, mut after) = (InstanceView::default(), 0);
        while let Some((facts, last)) = page(&mut conn, self.shared(), after, None).await? {
            after = last;
            for fact in &facts {
                view.fold(fact);
            }
        }
        Ok(view)
    }
}

/// What follows from the facts, for the people whose turn it is.
#[derive(Default)]
struct Folded {
    turn: i64,
    turns: i64,
    instance: InstanceView,
    missing: Missing,
    /// Each with the number of their row.
    people: BTreeMap<Id, (i64, OwnerView)>,
}

impl Folded {
    fn is_due(&self, person: Id) -> bool {
        let [first, second, ..] = person.0;
        i64::from(u16::from_be_bytes([first, second])) % self.turns == self.turn
    }

    /// Folds the next facts and says which was the last of them.
    async fn page(
        &mut self,
        conn: &mut Conn,
        shared: &Shared,
        in_force: &InForce,
        after: i64,
    ) -> Result<Option<i64>, VerifyError> {
        let Some((facts, last)) = page(conn, shared, after, Some(&mut self.missing)).await? else { return Ok(None) };
        facts.iter().try_for_each(|fact| self.fold(fact, shared, in_force))?;
        Ok(Some(last))
    }

    fn fold(&mut self, fact: &Fact, shared: &Shared, in_force: &InForce) -> Result<(), VerifyError> {
        if self.turn == 0 {
            self.instance.fold(fact);
        }
        let due: Vec<Id> = OwnerView::touched(fact).into_iter().filter(|person| self.is_due(*person)).collect();
        for person in due {
            let before = self.people.remove(&person);
            let number = shared.own.names.number(person, fact.envelope.seq);
            let (number, before) = before.map_or((number, None), |(number, view)| (number, Some(view)));
            let after = OwnerView::fold(before, person, fact, &in_force.rules.walls);
            self.people.insert(person, (number, after.map_err(|_| Differs::Missing(person))?));
        }
        Ok(())
    }

    async fn compare(
        mut self,
        conn: &mut Conn,
        shared: &Shared,
        in_force: &InForce,
        sums: &mut DerivedSums,
    ) -> Result<(), VerifyError> {
        let mut after = -1;
        loop {
            let page =
                Statement::of("SELECT number, who, sealed FROM person WHERE number > $1 ORDER BY number LIMIT $2");
            let rows = conn.rows(page.bind(after).bind(CHUNK)).await?;
            let Some(last) = rows.last() else { break };
            after = last.int(0)?;
            let due = rows.iter().map(|row| Ok((row.int(0)?, row)));
            for (number, row) in due.collect::<sqlx::Result<Vec<_>>>()? {
                let id = shared.own.names.person(number, row.id(1)?);
                if !self.is_due(id) {
                    continue;
                }
                let (expected, view) = self.people.remove(&id).ok_or(Differs::Nobody)?;
                let follows = expected == number && is_sealed_as(&view, number, &row.bytes(2)?, shared);
                if !follows {
                    return Err(Differs::Person(id).into());
                }
                for token in shared.own.tokens.of_person(&view, &in_force.rules) {
                    sums.tokens.add((token, number));
                }
                let (shelves, pathways) = (&shared.own.shelves, &in_force.pathways);
                shelves.of_person(&view, pathways, &in_force.rules).into_iter().for_each(|row| sums.shelves.add(row));
                // Settled from the beginning: what was kept of cases proves nothing.
                let dues = shelves.dues_of(&view, pathways, |record| work_of(pathways, record).into());
                for row in dues {
                    sums.work.add(row);
                }
            }
        }
        self.people.into_keys().next().map_or(Ok(()), |missing| Err(Differs::Missing(missing).into()))
    }
}

/// The next facts, open as far as their keys are left, and the number of the last of them. `missing` is told of the others.
async fn page(
    conn: &mut Conn,
    shared: &Shared,
    after: i64,
    missing: Option<&mut Missing>,
) -> Result<Option<(Vec<Fact>, i64)>, ReadError> {
    let page = Statement::of("SELECT seq, sealed FROM fact WHERE seq > $1 ORDER BY seq LIMIT $2");
    let rows = conn.rows(page.bind(after).bind(CHUNK)).await?;
    let Some(last) = rows.last() else { return Ok(None) };
    let sealed = rows.iter().map(|row| SealedFact::from_bytes(&row.bytes(1)?).map_err(|_| ReadError::Fact));
    let sealed = sealed.collect::<Result<Vec<_>, _>>()?;
    let own = shared.keys.own()?;
    let heads = sealed.iter().map(|fact| fact.head(&own).map_err(|_| ReadError::Fact));
    let heads: Vec<Headed<'_>> = heads.collect::<Result<_, _>>()?;
    let subjects: Vec<Subject> = heads.iter().flat_map(Headed::subjects).collect();
    shared.keys.load(&subjects).await?;
    let opened: Vec<Opened> = heads.into_iter().map(|head| head.open(&shared.keys)).collect();
    if let Some(missing) = missing {
        for fact in &opened {
            missing.take(fact);
        }
    }
    let facts = opened.into_iter().map(|fact| fact.into_fact().map_err(|_| ReadError::Fact));
    Ok(Some((facts.collect::<Result<_, _>>()?, last.int(0)?)))
}

fn is_sealed_as(expected: &OwnerView, number: i64, sealed: &[u8], shared: &Shared) -> bool {
    let Some(ring) = shared.keys.ring(Subject::Owner(expected.id)) else { return false };
    let all = BTreeSet::from(Compartment::ALL);
    open_person(sealed, number, expected.id, &ring, &all).is_ok_and(|found| found.view == *expected)
}

/// The sums of what is derived beside people's rows.
#[derive(Default)]
struct DerivedSums {
    tokens: RowSum,
    shelves: RowSum,
    work: RowSum,
}

/// How many rows there are, and a sum over them that nobody can foresee: sets of rows are compared without being held.
#[derive(Default)]
struct RowSum {
    hasher: RandomState,
    count: u64,
    sum: u64,
}

impl RowSum {
    fn add(&mut self, row: impl Hash) {
        self.count += 1;
        self.sum = self.sum.wrapping_add(self.hasher.hash_one(row));
    }

    fn is(&self, other: &Self) -> bool {
        (self.count, self.sum) == (other.count, other.sum)
    }

    /// An empty one, to be compared with this.
    fn beside(&self) -> Self {
        Self { hasher: self.hasher.clone(), count: 0, sum: 0 }
    }

    /// Whether exactly these tokens are there.
    async fn same_tokens(self, conn: &mut Conn) -> Result<bool, VerifyError> {
        let mut found = self.beside();
        let mut after = (vec![], i64::MIN);
        loop {
            let page = Statement::of(
                "SELECT token, number FROM token WHERE (token, number) > ($1, $2) ORDER BY token, number LIMIT $3",
            );
            let rows = conn.rows(page.bind(after.0.clone()).bind(after.1).bind(CHUNK)).await?;
            let Some(last) = rows.last() else { break };
            after = (last.bytes(0)?, last.int(1)?);
            for row in &rows {
                found.add((row.id(0)?, row.int(1)?));
            }
        }
        Ok(self.is(&found))
    }

    /// Whether exactly these rows of shelves are there.
    async fn same_shelves(self, conn: &mut Conn) -> Result<bool, VerifyError> {
        let mut found = self.beside();
        let mut after = (vec![], vec![]);
        loop {
            let page = Statement::of(
                "SELECT shelf, place, what FROM shelf WHERE (shelf, place) > ($1, $2) ORDER BY shelf, place LIMIT $3",
            );
            let rows = conn.rows(page.bind(after.0.clone()).bind(after.1).bind(CHUNK)).await?;
            let Some(last) = rows.last() else { break };
            after = (last.bytes(0)?, last.bytes(1)?);
            for row in &rows {
                found.add(ShelfRow { shelf: row.id(0)?, place: row.id(1)?, what: row.array(2)? });
            }
        }
        Ok(self.is(&found))
    }

    /// Whether exactly these rows of lists of work are there.
    async fn same_work(self, conn: &mut Conn) -> Result<bool, VerifyError> {
        let mut found = self.beside();
        let mut after = (vec![], i64::MIN, vec![]);
        loop {
            let page = Statement::of(
                "SELECT shelf, at, place, from_at, until_at, what, facet FROM due \
                 WHERE (shelf, at, place) > ($1, $2, $3) ORDER BY shelf, at, place LIMIT $4",
            );
            let page = page.bind(after.0.clone()).bind(after.1).bind(after.2.clone()).bind(CHUNK);
            let rows = conn.rows(page).await?;
            let Some(last) = rows.last() else { break };
            after = (last.bytes(0)?, last.int(1)?, last.bytes(2)?);
            for row in &rows {
                found.add(due_row(row)?);
            }
        }
        Ok(self.is(&found))
    }
}

/// What all rows of people come to.
async fn people(conn: &mut Conn, key: &Key) -> sqlx::Result<Sum> {
    let (mut sum, mut after) = (Sum::default(), i64::MIN);
    loop {
        let page = Statement::of("SELECT number, who, sealed FROM person WHERE number > $1 ORDER BY number LIMIT $2");
        let rows = conn.rows(page.bind(after).bind(CHUNK)).await?;
        let Some(last) = rows.last() else { return Ok(sum) };
        after = last.int(0)?;
        for row in &rows {
            sum.toggle(Sum::of_person(key, row.int(0)?, &row.bytes(1)?, &row.bytes(2)?));
        }
    }
}

/// What the whole index of reads comes to.
async fn reads(conn: &mut Conn, key: &Key) -> sqlx::Result<Sum> {
    let (mut sum, mut after) = (Sum::default(), (vec![], i64::MIN));
    loop {
        let page =
            Statement::of("SELECT token, seq FROM read_log WHERE (token, seq) > ($1, $2) ORDER BY token, seq LIMIT $3");
        let rows = conn.rows(page.bind(after.0.clone()).bind(after.1).bind(CHUNK)).await?;
        let Some(last) = rows.last() else { return Ok(sum) };
        after = (last.bytes(0)?, last.int(1)?);
        for row in &rows {
            sum.toggle(Sum::of_read(key, row.id(0)?, row.int(1)?));
        }
    }
}

async fn instance(conn: &mut Conn, shared: &Shared, expected: &InstanceView) -> Result<(), VerifyError> {
    let head = Head::read(conn.row(Head::select()).await?, &shared.own.head).map_err(|_| VerifyError::Head)?;
    let parts = Parts::load(&mut Reader::Conn(conn), &shared.own.beside, &shared.own.head, head.instance_sum).await;
    let follows = parts.is_ok_and(|parts| parts.into_view() == *expected);
    if follows { Ok(()) } else { Err(Differs::Instance.into()) }
}
