//! Rebuilding: derived rows are dropped and folded anew from the journal, in one transaction. Readers see the old
//! rows until it commits. What a forgotten person's facts said is gone with their keys and does not come back; of whom no
//! fact says so, and whose keys are not there, nothing is left out in silence (`missing`).

use std::sync::Arc;

use journal::{BrokenPart, Headed, Link, SealedFact, Subject, Tip};
use model::Id;

use super::Wanted;
use super::changes::Changes;
use super::derived::{Links, derive};
use super::group::Writer;
use super::instance::Parts;
use super::memory::Memory;
use super::plan::HELD;
use super::rows::Rows;
use super::staged::Staged;
use crate::db::{Reader, Statement};
use crate::derive::end_of;
use crate::error::WriteError;
use crate::head::Head;
use crate::missing::Missing;
use crate::shared::{InForce, MadeBy};
use crate::stood::Unread;
use crate::sums::BesideSums;

/// Facts folded at a time.
const CHUNK: i64 = 2048;

const DERIVED: [&str; 8] = [
    "DELETE FROM person",
    "DELETE FROM token",
    "DELETE FROM shelf",
    "DELETE FROM due",
    "DELETE FROM receipt",
    "DELETE FROM read_log",
    "DELETE FROM instance",
    "DELETE FROM pack_file",
];

/// A stored fact with the end of its link.
pub(super) type PageFact = (SealedFact, [u8; 8]);

impl Writer {
    /// Rebuilds all derived rows and says how many facts were folded.
    pub(super) async fn rebuild(&mut self, wanted: Wanted) -> Result<u64, WriteError> {
        self.conn.begin().await?;
        let made_by = self.shared.made_by();
        let refolded = self.refold(wanted, &made_by).await;
        let mut refolded = self.end(refolded).await;
        let is_lost = matches!(refolded, Err(WriteError::Lost(_))) && matches!(wanted, Wanted::ForRules);
        // All that can be read stands by these rules already; of the others some are still away.
        if is_lost && self.stand_by(&made_by).await? {
            refolded = Ok((0, true));
        }
        let (folded, stands) = refolded?;
        // Once it is stored, and not before.
        if stands {
            self.shared.all_stand_by(&made_by.now);
        }
        Ok(folded)
    }

    /// How many facts were folded, and whether all rows stand by what is in force.
    async fn refold(&mut self, wanted: Wanted, made_by: &MadeBy) -> Result<(u64, bool), WriteError> {
        let rules = made_by.now.rules.digest(&self.shared.own.head);
        let for_rules = matches!(wanted, Wanted::ForRules);
        let there = self.stored_rules().await?.filter(|there| for_rules && there.starts_with(&rules));
        if let Some(there) = there
            && !self.are_back(&Unread::beside(&there)).await?
        {
            self.lost = None;
            return Ok((0, true));
        }
        let mut head = self.locked_head().await?;
        // Of two processes one moves, and the other finds that it does.
        if for_rules && self.begins_to_move(made_by).await? {
            return Ok((0, false));
        }
        if for_rules {
            self.still_lost().await?;
        }
        // What is kept of the instance may be what is damaged: it is folded anew too.
        if matches!(wanted, Wanted::Always { .. }) {
            self.settle(&mut head.beside).await?;
        }
        let memory = Memory::with(&head, Parts::default())?;
        self.keep_rules(rules).await?;
        let give_up = if let Wanted::Always { give_up } = wanted { give_up } else { 0 };
        let folded = self.fold_all(memory, give_up, &made_by.now).await?;
        self.lost = None;
        Ok((folded, true))
    }

    /// Whether rows stand by what is in force, but for those that could not be read.
    async fn stand_by(&mut self, made_by: &MadeBy) -> Result<bool, WriteError> {
        let rules = made_by.now.rules.digest(&self.shared.own.head);
        Ok(self.stored_rules().await?.is_some_and(|there| there.starts_with(&rules)))
    }

    /// Refuses to fold everything once more unasked, as long as rings are away for want of which it was refused before: it
    /// would come to the same, and everybody would wait for it.
    async fn still_lost(&mut self) -> Result<(), WriteError> {
        let Some((lost, owners)) = &self.lost else { return Ok(()) };
        let given_up = Missing::beyond_given_up(&mut Reader::Conn(&mut self.conn), &self.shared.own.beside).await?;
        self.shared.keys.load(owners).await?;
        let is_there = |owner: &Subject| given_up.excuses(*owner) || self.shared.keys.ring(*owner).is_some();
        if owners.iter().all(is_there) { Ok(()) } else { Err(WriteError::Lost(*lost)) }
    }

    /// What is kept of the rules by which rows stand.
    pub(super) async fn stored_rules(&mut self) -> Result<Option<Vec<u8>>, WriteError> {
        let there = self.conn.row(Statement::of("SELECT rules FROM derived WHERE one = 1")).await?;
        Ok(there.map(|row| row.bytes(0)).transpose()?)
    }

    pub(super) async fn keep_rules(&mut self, rules: Vec<u8>) -> Result<(), WriteError> {
        let keep = Statement::of(
            "INSERT INTO derived (one, rules) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET rules = excluded.rules",
        );
        self.conn.run(keep.bind(rules)).await?;
        Ok(())
    }

    /// Folds every fact anew; what stood before is dropped. Facts that are not those of the chain up to the marked head
    /// are not folded: rows made of them would bear this instance's mark. Nor are people left out whose keys are lost, unless
    /// exactly so many are given up.
    pub(crate) async fn fold_all(
        &mut self,
        mut memory: Memory,
        give_up: u64,
        in_force: &Arc<InForce>,
    ) -> Result<u64, WriteError> {
        memory.empty();
        let mut chain = Tip::default();
        let mut missing = Missing::beyond_given_up(&mut Reader::Conn(&mut self.conn), &self.shared.own.beside).await?;
        for table in DERIVED {
            self.conn.run(Statement::of(table)).await?;
        }
        let mut after = 0;
        while let Some((page, last)) = self.page(after, &mut chain).await? {
            after = last;
            self.fold_page(&mut memory, &page, &mut missing, in_force).await?;
        }
        if chain.to_bytes() != memory.tip.to_bytes() {
            return Err(WriteError::Chain);
        }
        let beside = self.give_up(&missing, give_up, after.unsigned_abs(), &memory.head().beside).await?;
        self.put_head(Head { beside, ..memory.head() }).await?;
        Ok(after.unsigned_abs())
    }

    /// Refuses to leave people out whose keys are lost, or notes that they are given up, where their number was named; says
    /// what is then kept beside the journal.
    async fn give_up(
        &mut self,
        missing: &Missing,
        named: u64,
        seq: u64,
        beside: &BesideSums,
    ) -> Result<BesideSums, WriteError> {
        let Some(lost) = missing.lost() else { return Ok(beside.clone()) };
        if lost.rings() != named {
            self.lost = Some((lost, missing.owners().collect()));
            return Err(WriteError::Lost(lost));
        }
        let mut changes = Changes::under(beside);
        for note in missing.give_up(&self.shared.own.beside, seq).ok_or(WriteError::Chain)? {
            self.change(&note, &mut changes).await?;
        }
        Ok(changes.now)
    }

    /// The next facts of the chain, which is continued by them, and the number of the last of them.
    pub(super) async fn page(
        &mut self,
        after: i64,
        chain: &mut Tip,
    ) -> Result<Option<(Vec<PageFact>, i64)>, WriteError> {
        let page = Statement::of("SELECT seq, sealed, link FROM fact WHERE seq > $1 ORDER BY seq LIMIT $2");
        let rows = self.conn.rows(page.bind(after).bind(CHUNK)).await?;
        let Some(last) = rows.last() else { return Ok(None) };
        let facts = rows.iter().map(|row| {
            let (bytes, stored) = (row.bytes(1)?, Link(row.array(2)?));
            let fact = SealedFact::from_bytes(&bytes).map_err(|_| WriteError::Chain)?;
            let link = chain.push(&bytes).map_err(|_| WriteError::Chain)?;
            if link == stored { Ok((fact, end_of(&link))) } else { Err(WriteError::Chain) }
        });
        Ok(Some((facts.collect::<Result<_, WriteError>>()?, last.int(0)?)))
    }

    async fn fold_page(
        &mut self,
        memory: &mut Memory,
        page: &[PageFact],
        missing: &mut Missing,
        in_force: &Arc<InForce>,
    ) -> Result<(), WriteError> {
        let own = self.shared.keys.own()?;
        let heads = page.iter().map(|(fact, _)| {
            fact.head(&own).map_err(|why| WriteError::Broken(BrokenPart { seq: fact.seq, part: 0, why }))
        });
        let heads: Vec<Headed<'_>> = heads.collect::<Result<_, _>>()?;
        let subjects: Vec<Subject> = heads.iter().flat_map(Headed::subjects).collect();
        self.shared.keys.load(&subjects).await?;
        let people: Vec<Id> = subjects.iter().filter_map(|subject| subject.owner()).collect();
        if memory.len() > HELD {
            memory.drop_people();
            memory.receipts.clear();
        }
        memory.load_people(&mut Reader::Conn(&mut self.conn), &self.shared, &people).await?;
        // All of them stand by what is in force: what stood before is gone.
        let made_by = MadeBy::all(in_force);
        let (mut staged, mut links) = (Staged::default(), Links::new());
        for (head, (fact, link)) in heads.into_iter().zip(page) {
            links.insert(fact.seq, *link);
            let opened = head.open(&self.shared.keys);
            missing.take(&opened);
            memory.take(opened.into_fact()?, in_force.folding(&self.shared.own), &mut staged)?;
        }
        let mut rows = Rows::default();
        derive(&self.shared, &made_by, memory, &staged, &links, &mut rows)?;
        rows.write(&mut self.conn).await
    }
}
