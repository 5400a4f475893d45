//! The pathway and the play that authors read about are what the program takes.

use crate::world::{holds, sound};

/// The blocks of YAML of the page, in their order.
fn blocks() -> Vec<&'static str> {
    let page = include_str!("../../../../docs/pathways.md");
    page.split("```yaml\n").skip(1).map(|block| block.split("```").next().unwrap()).collect()
}

#[test]
fn the_example_is_sound_and_its_play_holds() {
    let pathway = sound(blocks()[0]);
    holds(&pathway, blocks()[1]);
}

#[test]
fn papers_that_are_never_brought_do_not_hold_the_appeal() {
    let play = "{country: PRT, play: [
      {2020-09-01 web/PE: {start: {application.kind: renewal, application.lodged_on: 2020-09-01}}},
      {2020-09-03 rui/CW: {do: complete}},
      {2020-09-10 rui/CW: {do: ask_papers, open: [papers, renewal]}},
      {2020-10-12: {late: {papers: 2020-10-11}, stopped: {renewal: 13 working_days}}},
      {2020-10-12 rui/CW: {decide: {renewal: refused}, reasons: [papers]}},
      {2020-10-13 eva/SU: {'yes': renewal, stages: [result], open: [], breached: {papers: 2020-10-11}}},
      {2020-10-14 rui/CW: {serve: renewal, due: {renewal.appeal: 2020-10-29}}},
      {2020-10-20 web/PE: {appeal: renewal, open: [review], due: {review: 2020-11-20}}}]}";
    holds(&sound(blocks()[0]), play);
}

#[test]
fn every_key_that_is_read_stands_on_the_page() {
    let page = include_str!("../../../../docs/pathways.md");
    let keys = [
        &pathways::read::KEYS[..],
        &pathways::read::STAGE_KEYS,
        &pathways::read::ITEM_KEYS,
        &pathways::read::TASK_KEYS,
        &pathways::read::DECISION_KEYS,
        &pathways::read::REFERRAL_KEYS,
        &pathways::read::DUE_KEYS,
        &pathways::read::OUTCOME_KEYS,
        &pathways::read::END_KEYS,
    ];
    let missing = keys.concat().into_iter().filter(|key| !page.contains(&format!("`{key}")));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new());
}
