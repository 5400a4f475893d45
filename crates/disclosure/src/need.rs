//! What a hidden cell must leave possible to a reader who knows all that is shown.

/// What a hidden cell must leave possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A small count might reach the threshold, and be as far below itself as it lies below the threshold.
    Small,
    /// None might be as many as the threshold.
    Nobody,
    /// All might be fewer, by the threshold: whoever knows the size of the group from elsewhere must not read from the
    /// count that it is all of it.
    Everybody,
    /// A count of another day lies, for all that a reader knows, between the two: the change might reach the threshold
    /// one way, and on the other side lie as far off as it lies below the threshold.
    Change { count: u64, least: u64, most: u64 },
}

impl Need {
    /// Whether it is met by a cell that holds `count` and may be anything from `least` to `most`.
    pub fn met(self, threshold: u64, count: u64, (least, most): (u64, u64)) -> bool {
        match self {
            // A reader knows that a hidden count is somebody: a none would have been shown.
            Self::Small => {
                let down = count.min(threshold.saturating_sub(count));
                most >= threshold && least <= count.saturating_sub(down).max(1)
            }
            Self::Nobody => most >= threshold,
            Self::Everybody => least <= count.saturating_sub(threshold).max(1),
            Self::Change { count: other, least: other_least, most: other_most } => {
                let change = signed(count) - signed(other);
                let lowest = signed(least) - signed(other_most);
                let highest = signed(most) - signed(other_least);
                let threshold = signed(threshold);
                let slack = (change.abs().min(threshold - change.abs()) - 1).max(0);
                (highest >= threshold && lowest <= change - slack)
                    || (lowest <= -threshold && highest >= change + slack)
            }
        }
    }
}

pub fn signed(count: u64) -> i128 {
    i128::from(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(need: Need, count: u64, open: (u64, u64), expect: bool) {
        assert_eq!(need.met(10, count, open), expect);
    }

    #[test]
    fn a_small_count_must_be_open_on_both_sides() {
        check(Need::Small, 7, (4, 10), true);
        check(Need::Small, 7, (4, 9), false);
        check(Need::Small, 7, (5, 10), false);
        check(Need::Small, 3, (1, 10), true);
        check(Need::Nobody, 0, (0, 9), false);
        check(Need::Nobody, 0, (0, 10), true);
        check(Need::Everybody, 50, (41, 60), false);
        check(Need::Everybody, 50, (40, 50), true);
        check(Need::Everybody, 8, (1, 8), true);
    }

    #[test]
    fn a_small_change_must_be_open_one_way_and_back() {
        let shown = |count| Need::Change { count, least: count, most: count };
        check(shown(50), 53, (53, 53), false);
        check(shown(50), 53, (51, 60), true);
        check(shown(50), 53, (52, 60), false);
        check(shown(50), 53, (40, 55), true);
        check(shown(50), 47, (40, 49), true);
        check(shown(50), 50, (50, 60), true);
        check(shown(50), 50, (41, 59), false);
        check(shown(50), 60, (60, 60), true);
        check(Need::Change { count: 50, least: 30, most: 80 }, 53, (53, 53), true);
    }
}
