//! The groups of made-up people in which a change makes anything: by sex, age and nationality. Groups of real people would
//! be figures that a ledger must know of.

use evidence::reach::GroupVariant;

use crate::labels::Labels;
use crate::say::Html;

/// More groups than these stand in the order of what changes in them.
const MANY: usize = 10;

/// Groups of one breakdown in which somebody gains, loses or can no longer be told of.
pub(crate) struct Groups {
    pub title: String,
    pub rows: Vec<GroupChange>,
}

/// One of them.
pub(crate) struct GroupChange {
    pub name: Html,
    pub gained: Option<u64>,
    pub lost: Option<u64>,
    pub undecidable: Option<u64>,
}

impl Groups {
    pub fn of(labels: &Labels<'_>, by: &str, groups: &[GroupVariant]) -> Self {
        let changed = |group: &&GroupVariant| [group.gained, group.lost, group.newly_undecidable] != [Some(0); 3];
        let row = |group: &GroupVariant| GroupChange {
            name: labels.group(by, &group.value),
            gained: group.gained,
            lost: group.lost,
            undecidable: group.newly_undecidable,
        };
        let mut groups: Vec<&GroupVariant> = groups.iter().filter(changed).collect();
        if groups.len() > MANY {
            let size = |group: &&GroupVariant| {
                [group.gained, group.lost, group.newly_undecidable].iter().flatten().sum::<u64>()
            };
            groups.sort_by_key(|group| std::cmp::Reverse(size(group)));
        }
        Self { title: labels.breakdown(by), rows: groups.into_iter().map(row).collect() }
    }
}
