//! What became of work once it was done, in words: the letter that is to be handed over, until when it can be appealed, that it
//! was sent back, and what would be left if the case were closed now.

use instance::desk::{ShownAfter, ShownItem, ShownNo};
use model::Timestamp;

use super::happened::when;
use crate::gate::Frame;
use crate::say::{Html, MessageArg, Say};

/// Looks and words of what became of a decision.
pub(super) fn tags(after: &ShownAfter, frame: &Frame) -> Vec<(&'static str, Html)> {
    let say = frame.say;
    let at = |key: &str, at: Timestamp| say.rich(key, &[("when", MessageArg::Html(frame.moment(at)))]);
    let unserved = after.unserved.then(|| ("ask", Html::escaped(&say.t("case-unserved"))));
    let served = after.served.map(|served| ("none", at("case-served", served)));
    let appealable = appealable(after, say).map(|words| ("ask", words));
    let appealed = after.appealed.map(|appealed| ("ask", at("case-appealed", appealed)));
    unserved.into_iter().chain(served).chain(appealable).chain(appealed).chain(settled(after, frame)).collect()
}

/// Until when it may be appealed, while that runs.
fn appealable(after: &ShownAfter, say: Say) -> Option<Html> {
    let until = |key: &str, until: &str| say.rich(key, &[("when", MessageArg::Html(when(until, say)))]);
    match after.appeal_until.as_slice() {
        _ if !after.may_be_appealed() => None,
        [Some(day)] => Some(until("case-appeal-until", day)),
        [Some(from), Some(to)] => {
            let between = [("from", MessageArg::Html(when(from, say))), ("to", MessageArg::Html(when(to, say)))];
            Some(say.rich("case-appeal-between", &between))
        }
        [Some(from), None] => Some(until("case-appeal-not-before", from)),
        _ => Some(Html::escaped(&say.t("case-appeal-may"))),
    }
}

/// Since when nothing more can be done about it: of what was handed over or appealed.
fn settled(after: &ShownAfter, frame: &Frame) -> Option<(&'static str, Html)> {
    let settled = after.settled.filter(|_| after.appeals && (after.served.is_some() || after.appealed.is_some()))?;
    let day = frame.say.day(&frame.day_of(settled));
    Some(("none", frame.say.rich("case-final", &[("when", MessageArg::Html(day))])))
}

/// What of an item would be left if the case were closed now: a letter that nobody handed over, an appeal that nobody heard.
pub(super) fn unfinished(item: &ShownItem, say: Say) -> Option<Html> {
    let after = &item.after;
    let key = match (after.unserved, after.appeals) {
        (true, true) => "case-leaves-appeal-unbegun",
        (true, false) => "case-leaves-unserved",
        _ if after.is_unheard() => "case-leaves-unheard",
        _ if after.may_be_appealed() => "case-leaves-appealable",
        _ => return None,
    };
    Some(say.rich(key, &[("item", MessageArg::Html(say.text(&item.says)))]))
}

/// That somebody sent it back and why, to whoever does it anew; to whoever said no, that they did.
pub(super) fn sent_back(item: &ShownItem, say: Say) -> Option<Html> {
    if item.said_no.is_some() {
        return Some(Html::escaped(&say.t("case-said-no")));
    }
    item.sent_back.as_ref().map(|no| sent_back_by(no, say))
}

/// By whom something was sent back, and why.
pub(crate) fn sent_back_by(no: &ShownNo, say: Say) -> Html {
    let by = ("by", MessageArg::Text(no.by.as_str()));
    match no.why.as_deref() {
        Some(why) => say.rich("case-sent-back", &[by, ("why", MessageArg::Text(why))]),
        None => say.rich("case-sent-back-unsaid", &[by]),
    }
}
