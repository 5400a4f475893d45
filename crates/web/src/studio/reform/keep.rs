//! Keeping what was tried as a study.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Redirect;
use instance::Acting;
use instance::study::{LONGEST_NAME, NewStudy};

use super::super::Found;
use super::super::studies::STUDIES;
use super::super::values::in_force;
use super::asked_of;
use crate::app::App;
use crate::gate::{Failure, Frame, Posted, address};

/// Keeps the reform of a form.
pub async fn keep(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path((pack, measure)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let name = posted.text("name").trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Failure::Unsound);
    }
    let query = query(&frame, &posted, &pack, &measure)?;
    let new = NewStudy { name, pack: &pack, measure: &measure, query: &query };
    app.instance.keep_study(&frame.in_force, &acting, new).await?;
    Ok(Redirect::to(STUDIES))
}

/// What a form tries, as an address asks it; refused where that is nothing.
fn query(frame: &Frame, posted: &Posted, pack: &str, measure: &str) -> Result<String, Failure> {
    Found::measure(frame, pack, measure)?;
    let asked = asked_of(frame, &posted.0, &in_force(frame, pack)?, measure)?;
    let fields = Some(asked.fields()).filter(|fields| !fields.is_empty()).ok_or(Failure::Unsound)?;
    Ok(address("", &fields).trim_start_matches('?').to_owned())
}
