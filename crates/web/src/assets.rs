//! The style sheet, the script and the mark, served under the hash of what they hold and kept for a year.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::gate::Failure;

/// The style sheet.
pub const CSS: &str = include_str!("../assets/onward.css");
/// The script; every page works without it.
pub const SCRIPT: &str = include_str!("../assets/onward.js");
/// The mark.
pub const ICON: &str = include_str!("../assets/mark.svg");

static CSS_PATH: LazyLock<String> = LazyLock::new(|| hashed(CSS, "onward.css"));
static SCRIPT_PATH: LazyLock<String> = LazyLock::new(|| hashed(SCRIPT, "onward.js"));

/// Address of the style sheet.
pub fn css_path() -> &'static str {
    &CSS_PATH
}

/// Address of the script.
pub fn script_path() -> &'static str {
    &SCRIPT_PATH
}

/// Serves an asset. The hash is part of the address alone: an older page gets the newest style.
pub async fn serve(Path((_hash, name)): Path<(String, String)>) -> Result<Response, Failure> {
    match name.as_str() {
        "onward.css" => Ok(kept("text/css; charset=utf-8", CSS)),
        "onward.js" => Ok(kept("text/javascript; charset=utf-8", SCRIPT)),
        _ => Err(Failure::NotFound),
    }
}

/// Serves the icon where browsers look for it.
pub async fn icon() -> Response {
    kept("image/svg+xml", ICON)
}

fn kept(kind: &'static str, body: &'static str) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let year = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, year);
    response
}

fn hashed(content: &str, name: &str) -> String {
    let digest = Sha256::digest(content.as_bytes());
    let short = digest.iter().take(8).fold(String::new(), |out, byte| out + &format!("{byte:02x}"));
    format!("/assets/{short}/{name}")
}
