//! `onward lake`: the lake is derived, and made anew from the record where it is damaged or of another key.

use crate::cli::LakeVerb;
use crate::fail::Outcome;
use crate::{open, out};

pub async fn run(verb: LakeVerb) -> Outcome {
    let LakeVerb::Rebuild { at } = verb;
    let instance = open::instance(&at).await?;
    let mut shown = out::Progress::of("people written");
    let people = instance.rebuild_lake(&mut |people| shown.at(people)).await;
    shown.end();
    instance.close().await;
    out::say(format!("the lake is made anew: {} people", people?));
    Ok(())
}
