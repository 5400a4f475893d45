//! A form that brings a file. Its other fields stand before the file and are read at the gate, the token among them; the file
//! itself is left to the handler, which takes it piece by piece. Its name is not looked at: nothing hangs on it, and it may
//! be somebody's.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header;
use axum::http::request::Parts;
use multer::{Constraints, Field, Multipart, SizeLimit};
use tokio::sync::Mutex;

use super::{Failure, Posted};

/// The field that holds the file; the last of its form.
const FILE: &str = "file";
/// Fields before it.
const FIELDS: usize = 16;
/// A field before it is never longer than this.
const FIELD_LIMIT: usize = 4 * 1024;

/// The file of a form whose token the gate has checked.
#[derive(Clone)]
pub struct SentFile(Arc<Mutex<Option<Field<'static>>>>);

impl SentFile {
    /// The file, for the one who takes it; nothing where none was sent.
    pub async fn take(&self) -> Option<Field<'static>> {
        self.0.lock().await.take()
    }
}

/// How the parts of a form are told apart, where it is one that can bring a file.
pub(super) fn boundary(parts: &Parts) -> Option<String> {
    let kind = parts.headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(kind).ok()
}

/// Reads a form up to its file. What it may come to in all is the handler's to count; `most` only ends what never ends.
pub(super) async fn read(boundary: String, body: Body, most: u64) -> Result<(Posted, SentFile), Failure> {
    let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(most));
    let mut form = Multipart::with_constraints(body.into_data_stream(), boundary, limits);
    let mut fields = BTreeMap::new();
    while let Some(field) = form.next_field().await.map_err(|error| failure(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == FILE {
            return Ok((Posted(fields), SentFile(Arc::new(Mutex::new(Some(field))))));
        }
        if fields.len() == FIELDS {
            return Err(Failure::TooLarge);
        }
        fields.insert(name, text(field).await?);
    }
    Ok((Posted(fields), SentFile(Arc::default())))
}

async fn text(mut field: Field<'static>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| failure(&error))? {
        if bytes.len() + piece.len() > FIELD_LIMIT {
            return Err(Failure::TooLarge);
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| Failure::Stale)
}

/// What cannot be read as a form was not sent by a page of ours.
fn failure(error: &multer::Error) -> Failure {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => Failure::TooLarge,
        _ => Failure::Stale,
    }
}
