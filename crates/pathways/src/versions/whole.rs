//! What another version loosens of the whole case and of its stages: who sees it, for whom it is opened, how it ends, what its
//! stages wait for and by when they are left.

use rules::LooseCond;

use super::clocks::fewer_hear;
use super::same::{Versions, has_more};
use super::words::Loosening;
use crate::pathway::{CaseEnd, CaseScope, Pathway, Stage};

impl Versions<'_> {
    /// Of the case as a whole.
    pub fn of_whole(self) -> Vec<(bool, Loosening)> {
        let Self { from, to } = self;
        let width = |pathway: &Pathway| match pathway.sees.scope {
            CaseScope::Assigned => 0,
            CaseScope::Team => 1,
            CaseScope::Office => 2,
        };
        let unwalled = from.sees.compartment.is_some() && from.sees.compartment != to.sees.compartment;
        vec![
            (width(to) > width(from) || unwalled, Loosening::MoreSee),
            (from.contact_safe && !to.contact_safe, Loosening::UnsafeContact),
            (has_more(&to.must_not_use, &from.must_not_use), Loosening::ReadsMore),
            (self.opens_less(), Loosening::OpensLess),
            (to.ends.iter().any(|end| self.ends_easier(end)), Loosening::EndsEasier),
        ]
    }

    fn opens_less(self) -> bool {
        let Self { from, to } = self;
        let fewer = has_more(&to.opens.by, &from.opens.by) || from.opens.several && !to.opens.several;
        let begins = self.values_same(from.valid.map(|(begins, _)| begins), to.valid.map(|(begins, _)| begins));
        let over = self.values_same(from.valid.and_then(|(_, over)| over), to.valid.and_then(|(_, over)| over));
        let another_time = to.valid.is_some() && !(begins && over);
        fewer || self.less_often(from.opens.applies, to.opens.applies) || another_time
    }

    /// Whether a condition narrows what had none, or is another: nobody can tell that it holds as often.
    pub fn less_often(self, was: Option<LooseCond>, now: Option<LooseCond>) -> bool {
        now.is_some() && !self.says_same(was, now)
    }

    /// Whether a case may be ended by it where it could not.
    fn ends_easier(self, end: &CaseEnd) -> bool {
        let Some(was) = self.from.ends.iter().find(|was| was.id == end.id) else { return true };
        let freed = was.when.is_some() && !self.says_same(was.when, end.when);
        freed || end.leaves && !was.leaves || has_more(&was.by, &end.by)
    }

    /// Of a stage.
    pub fn of_stage(self, stage: &Stage) -> Vec<(bool, Loosening)> {
        let Some(other) = self.to.stages.iter().find(|other| other.id == stage.id) else {
            return vec![(stage.due.is_some(), Loosening::Later)];
        };
        let (due, now) = (stage.due.as_ref(), other.due.as_ref());
        let left_sooner = stage.done.is_some() && !self.says_same(stage.done, other.done);
        vec![
            (self.later(due, now), Loosening::Later),
            (fewer_hear(due, now), Loosening::NotEscalated),
            (self.less_often(stage.applies, other.applies), Loosening::AppliesLess),
            (self.stage_waits(stage, other), Loosening::WaitsForMore),
            (left_sooner, Loosening::DoneOtherwise),
        ]
    }

    fn stage_waits(self, stage: &Stage, other: &Stage) -> bool {
        fn names<'p>(stages: &[usize], of: &'p Pathway) -> Vec<&'p str> {
            stages.iter().filter_map(|stage| of.stages.get(*stage)).map(|stage| stage.id.as_str()).collect()
        }
        let (any, now) = (names(&stage.any, self.from), names(&other.any, self.to));
        let one_of = !now.is_empty() && (any.is_empty() || has_more(&now, &any));
        let after = has_more(&names(&stage.after, self.from), &names(&other.after, self.to));
        after || one_of || self.less_often(stage.enter, other.enter)
    }
}
