//! The instance's view as it was last read, for whoever asks next: another process may have changed it since, and the head
//! says so.

use std::sync::{Arc, PoisonError, RwLock};

use casework::InstanceView;
use tokio::sync::Mutex;

use crate::db::Reader;
use crate::error::ReadError;
use crate::head::Head;
use crate::shared::Shared;
use crate::writer::Parts;

/// The view that was read last.
#[derive(Default)]
pub(super) struct LastInstance {
    last: RwLock<Option<AsOf>>,
    /// One reads it anew, the others wait for it.
    reading: Mutex<()>,
}

/// What the instance was when the head said so.
struct AsOf {
    head: (u64, [u8; 32]),
    view: Arc<InstanceView>,
}

impl LastInstance {
    fn at(&self, head: (u64, [u8; 32])) -> Option<Arc<InstanceView>> {
        let last = self.last.read().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|last| last.head == head).map(|last| Arc::clone(&last.view))
    }

    /// What the instance is, as it is kept; read anew where it has changed.
    pub(super) async fn view(&self, shared: &Shared) -> Result<Arc<InstanceView>, ReadError> {
        if let Some(view) = self.at(Self::head(shared).await?) {
            return Ok(view);
        }
        let _one = self.reading.lock().await;
        match self.at(Self::head(shared).await?) {
            Some(view) => Ok(view),
            None => self.anew(shared).await,
        }
    }

    /// Reads it anew, whatever was read before: rows that were damaged since are found.
    pub(super) async fn anew(&self, shared: &Shared) -> Result<Arc<InstanceView>, ReadError> {
        loop {
            let now = Self::head(shared).await?;
            let reader = &mut Reader::Pool(&shared.readers);
            match Parts::load(reader, &shared.own.beside, &shared.own.head, now.1).await {
                Ok(parts) => {
                    let view = Arc::new(parts.into_view());
                    let last = AsOf { head: now, view: Arc::clone(&view) };
                    *self.last.write().unwrap_or_else(PoisonError::into_inner) = Some(last);
                    return Ok(view);
                }
                // A commit between two reads looks like damage; where none came between, it is.
                Err(error) if Self::head(shared).await? == now => return Err(error.into()),
                Err(_) => {}
            }
        }
    }

    /// After which fact the instance changed last, and what its parts then came to.
    async fn head(shared: &Shared) -> Result<(u64, [u8; 32]), ReadError> {
        let head = Head::read(shared.readers.row(Head::select()).await?, &shared.own.head)?;
        Ok((head.instance_seq, head.instance_sum))
    }
}
