//! Which rows a list of work is made of: its shelves, those in the open and those behind walls apart, and what is asked of
//! what lies in the open. Behind a wall a row says that there is a case, and nothing that could be asked of it
//! (`walled.rs`).

use std::collections::{BTreeMap, HashMap, HashSet};

use model::Timestamp;

use super::{WorkCount, WorkFilter, WorkLists};
use crate::db::{Row, Statement};
use crate::derive::{DueFacet, DueRow, Token};
use crate::error::ReadError;
use crate::store::Store;

const ROWS_OF: &str = "SELECT shelf, at, place, from_at, until_at, what, facet FROM due WHERE shelf = $1";
const ROWS: &str = "SELECT shelf, at, place, from_at, until_at, what, facet FROM due WHERE shelf";

/// The shelves of a reader: those in the open, among them those of what is late below, and those behind walls.
#[derive(Default)]
pub(super) struct WorkShelves {
    pub(super) open: Vec<Token>,
    pub(super) below: HashSet<Token>,
    pub(super) walled: BTreeMap<Token, WalledShelf>,
}

/// What of a shelf behind a wall is a reader's.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WalledShelf {
    /// What is to be done.
    pub(super) is_here: bool,
    /// What those above are to look at.
    pub(super) is_below: bool,
}

impl Store {
    pub(super) fn work_shelves(&self, WorkLists { reader, lists, in_hand }: &WorkLists) -> WorkShelves {
        let (shelves, mut found) = (&self.own().shelves, WorkShelves::default());
        for (wall, scope) in lists {
            match wall {
                None => {
                    let below = if *in_hand { vec![] } else { shelves.work_below(reader) };
                    found.open.extend(shelves.work_within(scope, reader, *in_hand));
                    found.open.extend(below.iter().copied());
                    found.below.extend(below);
                }
                Some(wall) => {
                    let below = if *in_hand { vec![] } else { shelves.work_below_behind(scope, reader, *wall) };
                    found.add_walled(shelves.work_behind(scope, *wall), below);
                }
            }
        }
        found
    }

    /// Of a shelf the first rows in order, which its index gives without a look at the others.
    pub(super) fn first_rows(&self, on: Token, filter: &WorkFilter, now: Timestamp, last: i64) -> Statement {
        let rows = within(Statement::of(ROWS_OF).bind(on), now);
        self.narrowed(rows, &[on], filter).and(" ORDER BY at, place LIMIT ").value(last)
    }

    /// All rows of shelves.
    pub(super) fn all_rows(&self, shelves: Vec<Token>) -> Statement {
        Statement::of(ROWS).among(self.dialect(), shelves).and(" ORDER BY shelf, at, place")
    }

    /// Adds up what stands on shelves in the open.
    pub(super) async fn count_on(
        &self,
        shelves: &[Token],
        filter: &WorkFilter,
        now: Timestamp,
        count: &mut WorkCount,
    ) -> Result<(), ReadError> {
        if shelves.is_empty() {
            return Ok(());
        }
        let select = Statement::of("SELECT facet, count(*), coalesce(sum(CASE WHEN at <= ").value(now.0);
        let select = select.and(" THEN 1 ELSE 0 END), 0) FROM due WHERE shelf");
        let rows = self.narrowed(within(select.among(self.dialect(), shelves.to_vec()), now), shelves, filter);
        let found = self.readers().rows(rows.and(" GROUP BY facet")).await?;
        let facets = self.facets(shelves);
        for row in &found {
            let (number, late) = (row.int(1)?.unsigned_abs(), row.int(2)?.unsigned_abs());
            count.all += number;
            count.late += late;
            let Some((kind, is_nobodys, waits)) = facets.get(&row.id(0)?) else { continue };
            count.nobodys += if *is_nobodys { number } else { 0 };
            count.waits += if *waits { number } else { 0 };
            *count.kinds.entry(kind.clone()).or_default() += number;
        }
        Ok(())
    }

    fn narrowed(&self, statement: Statement, shelves: &[Token], filter: &WorkFilter) -> Statement {
        let statement = match filter.by {
            Some(by) => statement.and(" AND at <= ").value(by.0),
            None => statement,
        };
        if filter.kind.is_none() && !filter.is_nobodys && !filter.waits {
            return statement;
        }
        let facets = self.facets(shelves).into_iter().filter(|(_, (kind, is_nobodys, waits))| {
            filter.kind.as_ref().is_none_or(|wanted| wanted == kind)
                && (!filter.is_nobodys || *is_nobodys)
                && (!filter.waits || *waits)
        });
        let facets: Vec<Token> = facets.map(|(facet, _)| facet).collect();
        statement.and(" AND facet").among(self.dialect(), facets)
    }

    /// All facets that rows on these shelves can have.
    fn facets(&self, shelves: &[Token]) -> HashMap<Token, (String, bool, bool)> {
        let pathways = self.shared().in_force().pathways.clone();
        let mut facets = HashMap::new();
        for (shelf, running) in shelves.iter().flat_map(|shelf| pathways.all().map(move |running| (shelf, running))) {
            let kind = running.pathway.kind.as_str();
            for (is_nobodys, waits) in [(false, false), (false, true), (true, false), (true, true)] {
                let facet = self.own().shelves.facet(*shelf, DueFacet { kind, is_nobodys, waits });
                facets.insert(facet, (kind.to_owned(), is_nobodys, waits));
            }
        }
        facets
    }
}

impl WorkShelves {
    fn add_walled(&mut self, here: Vec<Token>, below: Vec<Token>) {
        for on in here {
            self.walled.entry(on).or_default().is_here = true;
        }
        for on in below {
            self.walled.entry(on).or_default().is_below = true;
        }
    }
}

fn within(statement: Statement, now: Timestamp) -> Statement {
    statement.and(" AND from_at <= ").value(now.0).and(" AND until_at > ").value(now.0)
}

pub(crate) fn due_row(row: &Row) -> sqlx::Result<DueRow> {
    Ok(DueRow {
        shelf: row.id(0)?,
        at: row.int(1)?,
        place: row.id(2)?,
        from: row.int(3)?,
        until: row.int(4)?,
        what: row.array(5)?,
        facet: row.id(6)?,
    })
}
