//! For programs: which measures are installed, and whether the instance is well.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use model::Text;
use serde::Serialize;

use crate::app::App;
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

/// Whether what every page needs can be read now. Why not stands in the log, and not in the answer, for anybody may ask.
pub async fn health(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.health.is_well(&app.instance).await {
        (StatusCode::OK, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not available\n")
    }
}
