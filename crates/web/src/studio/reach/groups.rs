//! Who the people are whom a measure reaches or leaves behind: by sex, age and nationality.
//!
//! Where it is known how many of a group the rule is about, the group is those people: one of whom nobody is there has no
//! line.

use evidence::reach::GroupFigures;

use crate::chart::{self, Split};
use crate::labels::Labels;
use crate::say::Html;

/// A breakdown.
pub struct GroupTable {
    /// By what.
    pub title: String,
    /// The groups; of many, the largest.
    pub rows: Vec<GroupRow>,
    /// The others.
    pub more: Vec<GroupRow>,
}

/// Groups shown at once where there are many.
const GROUPS: usize = 10;

/// A group.
pub struct GroupRow {
    /// Its name.
    pub name: Html,
    /// Its three answers.
    pub split: Split,
    /// The same as a bar.
    pub bar: Html,
}

impl GroupTable {
    pub(super) fn of(by: &str, groups: &[GroupFigures], labels: &Labels<'_>) -> Self {
        let title = labels.breakdown(by);
        let mut groups: Vec<&GroupFigures> = groups.iter().filter(|group| group.about != Some(0)).collect();
        if groups.len() > GROUPS {
            groups.sort_by_key(|group| std::cmp::Reverse(shown(group).iter().flatten().sum::<u64>()));
        }
        let mut rows: Vec<GroupRow> = groups.iter().map(|group| GroupRow::of(by, group, labels)).collect();
        let more = rows.split_off(rows.len().min(GROUPS));
        Self { title, rows, more }
    }
}

impl GroupRow {
    fn of(by: &str, group: &GroupFigures, labels: &Labels<'_>) -> Self {
        let [yes, needs, no] = shown(group);
        let split = Split { yes, needs, no };
        let name = labels.group(by, &group.value);
        Self { name, split, bar: chart::split(&split, split.total(), None) }
    }
}

/// The answers of a group: of those whom the rule is about, where that is known.
fn shown(group: &GroupFigures) -> [Option<u64>; 3] {
    let among = |about: u64| about.checked_sub(group.yes?)?.checked_sub(group.needs?);
    [group.yes, group.needs, group.about.map_or(group.no, among)]
}
