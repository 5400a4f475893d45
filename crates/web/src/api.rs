//! For programs: which measures are installed, and whether the instance is well.

use std::sync::Arc;

use axum::{Extension, Json};
use model::Text;
use serde::Serialize;

use crate::gate::Frame;

/// One installed measure.
#[derive(Debug, Serialize)]
struct Installed {
    pack: String,
    version: String,
    measure: String,
    title: Text,
    jurisdiction: Option<String>,
    gives: Vec<String>,
    gcm: Vec<u8>,
}

/// Lists the installed measures; rules are public.
pub async fn measures(Extension(frame): Extension<Arc<Frame>>) -> Json<impl Serialize> {
    let packs = &frame.in_force.packs;
    let all = packs.packs.iter().flat_map(|pack| pack.measures.iter().map(move |measure| (pack, measure)));
    let installed = all.map(|(pack, measure)| Installed {
        pack: pack.name.clone(),
        version: pack.version.clone(),
        measure: measure.id.clone(),
        title: measure.title.clone(),
        jurisdiction: pack.jurisdiction.clone(),
        gives: measure.gives.clone(),
        gcm: measure.gcm.clone(),
    });
    Json(installed.collect::<Vec<_>>())
}

/// Says that the instance answers. The gate has read the instance from the store by then.
pub async fn health() -> &'static str {
    "ok\n"
}
