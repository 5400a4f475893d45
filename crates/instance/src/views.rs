//! What lies beside the facts, made anew from them: accounts, packs and proposals as they are kept, people's rows, what they
//! are found by. It is the way out where such a row is damaged, also one without which the instance does not open.
//!
//! Nobody acts here: whoever holds folder and key can do it, it adds no fact and takes none away. Refused where the facts
//! themselves are not what was written, for what follows from them would look sound; and where keys are missing of people
//! whom no fact forgets, for they would be left out: they are given up only by whoever names their number.

use std::sync::Arc;

use model::Clock;
use packs::LoadOptions;
use store::{Config, Differs, Store, VerifyError};

use crate::in_force::on_record;
use crate::{Fault, Random, former};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RebuiltViews {
    /// How many facts were folded.
    pub facts: u64,
    /// The first row that was not what follows from them; none where all were.
    pub differed: Option<Differs>,
}

/// Folds what lies beside the facts of an instance anew. So many lost key rings are given up, if it is exactly so many
/// ([`Fault::lost`]). `progress` is told the number of facts walked.
pub async fn rebuild_views(
    config: &Config,
    clock: Arc<dyn Clock>,
    randomness: Random,
    give_up: u64,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<RebuiltViews, Fault> {
    let store = Store::open(config, clock, randomness).await?;
    let done = anew(&store, give_up, progress).await;
    store.close().await;
    done
}

async fn anew(store: &Store, give_up: u64, progress: &mut (dyn FnMut(u64) + Send)) -> Result<RebuiltViews, Fault> {
    store.verify(vec![], &mut *progress).await?;
    // By which schema rows are folded is said by the facts: what is kept of it may be what is damaged.
    let view = Arc::new(store.instance_by_facts().await?);
    let packs = packs::load(&on_record(&view), &LoadOptions::default())?;
    let country = view.founded.as_ref().and_then(|founded| founded.jurisdiction.as_deref());
    let pathways = Arc::new(former::pathways(&view, &packs, country));
    store.know_rules(Arc::new(packs.schema), pathways, view.schema());
    let verified = match store.verify_views(&mut *progress).await {
        Ok(()) => store.verify_rows().await,
        error => error,
    };
    let differed = match verified {
        Ok(()) => None,
        Err(VerifyError::Derived(differs)) => Some(differs),
        Err(error) => return Err(error.into()),
    };
    let facts = store.rebuild_views_without(give_up).await?;
    // What no fact tells, and what may not be emptied, is still not what was written last.
    store.verify_rows().await?;
    Ok(RebuiltViews { facts, differed })
}
