//! Rows held against the facts: everything derived is folded anew, with the keys, and compared with what lies there.
//!
//! The chain tells that facts are what was written; this tells that rows are what follows from them: an older row put back,
//! a token that leads where it should not, a part of the instance's view that somebody changed. People are taken in turns,
//! so that memory holds some tens of thousands at a time.

use std::collections::{BTreeMap, BTreeSet};

use casework::{InstanceView, PersonView};
use journal::{Fact, Headed, SealedFact, Subject};
use model::{Compartment, Id};

use crate::db::connect::snapshot;
use crate::db::{Conn, Reader, Statement};
use crate::derive::{Token, open_person};
use crate::read::ReadError;
use crate::store::{InForce, Shared, Store};
use crate::verify::VerifyError;
use crate::writer::{Head, Parts};

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
    /// What a person is found by.
    #[error("what person {0} is found by is not what follows from the facts")]
    Tokens(Id),
    /// What leads to nobody's row.
    #[error("something leads to a row of nobody")]
    Astray,
}

impl Store {
    /// Folds all facts anew and holds every row against what comes out. The schema in force must be known
    /// ([`Store::use_schema`]). `progress` is told the number of facts folded.
    pub async fn verify_views(&self, mut progress: impl FnMut(u64) + Send) -> Result<(), VerifyError> {
        let mut conn = snapshot(&self.config().database, &self.config().journal_file()).await?;
        let people = conn.row(Statement::of("SELECT count(*) FROM person")).await?.map_or(Ok(0), |row| row.int(0))?;
        let turns = people / TURN + 1;
        let (shared, in_force) = (self.shared(), self.shared().in_force());
        for turn in 0..turns {
            let mut folded = Folded { turn, turns, ..Folded::default() };
            let mut after = 0;
            while let Some(last) = folded.page(&mut conn, shared, &in_force, after).await? {
                after = last;
                progress(after.unsigned_abs());
            }
            if turn == 0 {
                instance(&mut conn, shared, &folded.instance).await?;
            }
            folded.compare(&mut conn, shared, &in_force).await?;
        }
        Ok(())
    }
}

/// What follows from the facts, for the people whose turn it is.
#[derive(Default)]
struct Folded {
    turn: i64,
    turns: i64,
    instance: InstanceView,
    people: BTreeMap<i64, PersonView>,
    tokens: BTreeMap<i64, BTreeSet<Token>>,
}

impl Folded {
    fn is_due(&self, number: i64) -> bool {
        number % self.turns == self.turn
    }

    /// Folds the next facts and says which was the last of them.
    async fn page(
        &mut self,
        conn: &mut Conn,
        shared: &Shared,
        in_force: &InForce,
        after: i64,
    ) -> Result<Option<i64>, VerifyError> {
        let page = Statement::of("SELECT seq, sealed FROM fact WHERE seq > $1 ORDER BY seq LIMIT $2");
        let rows = conn.rows(page.bind(after).bind(CHUNK)).await?;
        let Some(last) = rows.last() else { return Ok(None) };
        let sealed = rows.iter().map(|row| SealedFact::from_bytes(&row.bytes(1)?).map_err(|_| ReadError::Fact));
        let sealed = sealed.collect::<Result<Vec<_>, _>>()?;
        let own = shared.keys.own().map_err(ReadError::from)?;
        let heads = sealed.iter().map(|fact| fact.head(&own).map_err(|_| ReadError::Fact));
        let heads: Vec<Headed<'_>> = heads.collect::<Result<_, _>>()?;
        let subjects: Vec<Subject> = heads.iter().flat_map(Headed::subjects).collect();
        shared.keys.load(&subjects).await.map_err(ReadError::from)?;
        for head in heads {
            let fact = head.open(&shared.keys).into_fact().map_err(|_| ReadError::Fact)?;
            self.fold(&fact, shared, in_force)?;
        }
        Ok(Some(last.int(0)?))
    }

    fn fold(&mut self, fact: &Fact, shared: &Shared, in_force: &InForce) -> Result<(), VerifyError> {
        if self.turn == 0 {
            self.instance.fold(fact);
        }
        for person in PersonView::touched(fact) {
            let number = shared.own.names.number(person);
            if !self.is_due(number) {
                continue;
            }
            let before = self.people.remove(&number);
            let after = PersonView::fold(before, person, fact, &in_force.rules.walls);
            self.people.insert(number, after.map_err(|_| Differs::Missing(person))?);
        }
        Ok(())
    }

    async fn compare(mut self, conn: &mut Conn, shared: &Shared, in_force: &InForce) -> Result<(), VerifyError> {
        self.read_tokens(conn).await?;
        let all = BTreeSet::from(Compartment::ALL);
        let mut after = -1;
        loop {
            let page =
                Statement::of("SELECT number, who, sealed FROM person WHERE number > $1 ORDER BY number LIMIT $2");
            let rows = conn.rows(page.bind(after).bind(CHUNK)).await?;
            let Some(last) = rows.last() else { break };
            after = last.int(0)?;
            for row in &rows {
                let number = row.int(0)?;
                if !self.is_due(number) {
                    continue;
                }
                let expected = self.people.remove(&number).ok_or(Differs::Nobody)?;
                let id = expected.id;
                let differs = || VerifyError::from(Differs::Person(id));
                if shared.own.names.person(number, row.id(1)?) != id {
                    return Err(differs());
                }
                let ring = shared.keys.ring(Subject::Person(id)).ok_or_else(differs)?;
                let found = open_person(&row.bytes(2)?, number, id, &ring, &all).map_err(|_| differs())?;
                if found.view != expected {
                    return Err(differs());
                }
                let tokens = self.tokens.remove(&number).unwrap_or_default();
                if tokens != shared.own.tokens.of_person(&expected, &in_force.rules) {
                    return Err(Differs::Tokens(id).into());
                }
            }
        }
        match (self.people.into_values().next(), self.tokens.is_empty()) {
            (Some(missing), _) => Err(Differs::Missing(missing.id).into()),
            (None, false) => Err(Differs::Astray.into()),
            (None, true) => Ok(()),
        }
    }

    async fn read_tokens(&mut self, conn: &mut Conn) -> Result<(), VerifyError> {
        let mut after = (vec![], i64::MIN);
        loop {
            let page = Statement::of(
                "SELECT token, number FROM token WHERE (token, number) > ($1, $2) ORDER BY token, number LIMIT $3",
            );
            let rows = conn.rows(page.bind(after.0.clone()).bind(after.1).bind(CHUNK)).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = (last.bytes(0)?, last.int(1)?);
            for row in &rows {
                let number = row.int(1)?;
                if self.is_due(number) {
                    self.tokens.entry(number).or_default().insert(row.id(0)?);
                }
            }
        }
    }
}

async fn instance(conn: &mut Conn, shared: &Shared, expected: &InstanceView) -> Result<(), VerifyError> {
    let head = Head::read(conn.row(Head::select()).await?, &shared.own.head).map_err(|_| VerifyError::Head)?;
    let parts = Parts::load(&mut Reader::Conn(conn), &shared.own.beside, &shared.own.head, head.instance_sum).await;
    let follows = parts.is_ok_and(|parts| parts.into_view() == *expected);
    if follows { Ok(()) } else { Err(Differs::Instance.into()) }
}
