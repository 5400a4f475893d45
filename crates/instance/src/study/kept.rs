//! Reforms of rules kept as studies: under a name, by whom and when, with what it takes to open them again.
//!
//! A study is what was asked, not what came out: it is counted anew whenever it is opened, with the rules of that day, and
//! says whether the rule has changed since it was kept. It holds nothing of anybody. It belongs to the controller; whoever
//! may simulate for it sees it, and whoever kept it ends it.
//! Refused: a name or an address that is empty or too long, and more studies than anybody reads.

use casework::{Action, Refusal};
use journal::Digest;
use model::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::Beside;

use super::counted;
use crate::{Acting, Fault, InForce, Instance};

/// Letters of a name.
pub const LONGEST_NAME: usize = 120;
/// Bytes of what is asked.
const LONGEST: usize = 8 << 10;
/// Studies of one controller.
const MOST: usize = 500;

/// A reform that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptStudy {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// The pack.
    pub pack: String,
    /// The measure.
    pub measure: String,
    /// What is tried, as an address asks it.
    pub query: String,
    /// The account that keeps it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What the pack's files came to then.
    pub hash: String,
    /// Of all packs that were in force then.
    pub packs: Digest,
}

/// What is to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewStudy<'a> {
    /// What it is to be called.
    pub name: &'a str,
    /// The pack.
    pub pack: &'a str,
    /// The measure.
    pub measure: &'a str,
    /// What is tried.
    pub query: &'a str,
}

impl KeptStudy {
    /// Whether the files of its pack are others by now, or it is no longer in force.
    pub fn has_moved(&self, in_force: &InForce) -> bool {
        in_force.view.hashes().get(&self.pack) != Some(&self.hash)
    }
}

impl Instance {
    /// Keeps a reform.
    pub async fn keep_study(&self, in_force: &InForce, acting: &Acting, new: NewStudy<'_>) -> Result<Id, Fault> {
        let controller = may_study(acting)?;
        let name = new.name.trim();
        if name.is_empty() || new.query.is_empty() {
            return Err(Refusal::BadField { field: "study".into() }.into());
        }
        if name.chars().count() > LONGEST_NAME || new.query.len() > LONGEST {
            return Err(Refusal::TooLarge.into());
        }
        let hashes = in_force.view.hashes();
        let hash = hashes.get(new.pack).filter(|_| in_force.packs.measure(new.pack, new.measure).is_some());
        let hash = hash.ok_or(Refusal::NotFound)?.clone();
        if self.studies(acting).await?.len() >= MOST {
            return Err(Refusal::TooMany.into());
        }
        let study = KeptStudy {
            id: self.new_id(),
            name: name.to_owned(),
            pack: new.pack.to_owned(),
            measure: new.measure.to_owned(),
            query: new.query.to_owned(),
            by: acting.actor.account.clone(),
            at: self.now(),
            hash,
            packs: in_force.digest,
        };
        self.store.keep_first(Beside::Study, &place(&controller, study.id), &study).await?;
        Ok(study.id)
    }

    /// All that are kept for the controller, the newest first.
    pub async fn studies(&self, acting: &Acting) -> Result<Vec<KeptStudy>, Fault> {
        let controller = may_study(acting)?;
        let all: Vec<(Vec<u8>, KeptStudy)> = self.store.all_kept(Beside::Study).await?;
        let own = all.into_iter().filter(|(name, study)| *name == place(&controller, study.id));
        let mut own: Vec<KeptStudy> = own.map(|(_, study)| study).collect();
        own.sort_by_key(|study| std::cmp::Reverse((study.at, study.id)));
        Ok(own)
    }

    /// One of them.
    pub async fn kept_study(&self, acting: &Acting, id: Id) -> Result<KeptStudy, Fault> {
        let controller = may_study(acting)?;
        let study: Option<KeptStudy> = self.store.kept(Beside::Study, &place(&controller, id)).await?;
        Ok(study.ok_or(Refusal::NotFound)?)
    }

    /// Ends a study; for whoever kept it.
    pub async fn end_study(&self, acting: &Acting, id: Id) -> Result<(), Fault> {
        let study = self.kept_study(acting, id).await?;
        if study.by != acting.actor.account {
            return Err(Refusal::NotAllowed.into());
        }
        Ok(self.store.remove(Beside::Study, &[place(&may_study(acting)?, id)]).await?)
    }
}

/// The controller for which somebody may simulate.
fn may_study(acting: &Acting) -> Result<String, Fault> {
    acting.may(Action::Simulate)?;
    counted(acting)?;
    Ok(acting.seat.controller.clone())
}

/// Under which name a study is kept.
fn place(controller: &str, id: Id) -> Vec<u8> {
    format!("{controller}\u{1f}{id}").into_bytes()
}
