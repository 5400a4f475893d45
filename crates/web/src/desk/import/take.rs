//! A file comes in: piece by piece into a file that its owner alone may read, and no further than is taken. Whatever ends it
//! on the way, the visitor's leaving among it, leaves nothing behind.

use std::path::Path;

use multer::Field;
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use crate::gate::Failure;
use crate::uploads::remove;

/// A file that came in.
pub(super) enum Taken {
    /// With its SHA-256.
    Whole([u8; 32]),
    /// Nothing was chosen, or nothing is in it.
    Empty,
    /// It is larger than is taken.
    TooLarge,
}

/// Removes a file that did not come to its end.
struct Partial<'a>(Option<&'a Path>);

impl Drop for Partial<'_> {
    fn drop(&mut self) {
        if let Some(file) = self.0 {
            remove(file);
        }
    }
}

/// Writes what is sent into a file, of at most so many bytes.
pub(super) async fn take(mut sent: Field<'static>, place: &Path, largest: u64) -> Result<Taken, Failure> {
    let mut partial = Partial(Some(place));
    let mut file = File::from_std(instance::private_file(place).map_err(|error| unwritten(&error))?);
    let (mut hash, mut size) = (Sha256::new(), 0_u64);
    while let Some(piece) = sent.chunk().await.map_err(|_| Failure::TooLarge)? {
        size = size.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        if size > largest {
            // The rest is read and let go of: a browser that is cut off shows no page.
            continue;
        }
        hash.update(&piece);
        file.write_all(&piece).await.map_err(|error| unwritten(&error))?;
    }
    file.flush().await.map_err(|error| unwritten(&error))?;
    if size == 0 || size > largest {
        return Ok(if size == 0 { Taken::Empty } else { Taken::TooLarge });
    }
    partial.0 = None;
    Ok(Taken::Whole(hash.finalize().into()))
}

/// Reads what is sent to its end, and keeps nothing of it.
pub(super) async fn let_go(mut sent: Field<'static>) {
    while let Ok(Some(_)) = sent.chunk().await {}
}

fn unwritten(error: &std::io::Error) -> Failure {
    tracing::error!(%error, "a file that is brought could not be written");
    Failure::Unavailable
}
