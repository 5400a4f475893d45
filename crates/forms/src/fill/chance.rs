//! Numbers by chance, from a seed that is passed in: the same seed gives the same numbers.

use std::cell::Cell;

/// A source of numbers.
#[derive(Debug, Clone)]
pub struct Chance(Cell<u64>);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    /// The next of 2^64 numbers (`SplitMix64`).
    pub fn next(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are what a float holds")]
    pub fn fraction(&self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A random UUID (version 4).
    pub fn uuid(&self) -> String {
        let bits = (u128::from(self.next()) << 64) | u128::from(self.next());
        let bits = (bits & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
        let hex = format!("{bits:032x}");
        let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().to_owned();
        [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
    }
}

/// The order that `randomize()` makes of so many things by a seed: Park and Miller's numbers, Fisher and Yates' exchange,
/// as Collect does it, so that a seed shows the same order there and here.
pub fn shuffled(count: usize, seed: i64) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(count);
    let mut state = seed.rem_euclid(2_147_483_647);
    if seed % 2_147_483_647 <= 0 {
        state = (seed % 2_147_483_647) + 2_147_483_646;
    }
    for at in 0..count {
        state = state * 16_807 % 2_147_483_647;
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "below 2^31, and a place in a list"
        )]
        let other = (((state - 1) as f64 / 2_147_483_646.0) * (at + 1) as f64).floor() as usize;
        // From the inside out: what stands where the new one goes moves to the end.
        order.push(at);
        order.swap(at, other.min(at));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_of_version_4() {
        let uuid = Chance::new(7).uuid();
        assert_eq!(uuid.len(), 36);
        assert_eq!(uuid.get(14..15), Some("4"));
        assert!(matches!(uuid.get(19..20), Some("8" | "9" | "a" | "b")), "{uuid}");
    }

    #[test]
    fn a_seed_gives_the_order_that_collect_shows() {
        for (seed, order) in
            [(42, [0, 1, 2]), (7, [2, 1, 0]), (0, [2, 1, 0]), (-5, [1, 2, 0]), (12_345_678_901, [0, 1, 2])]
        {
            assert_eq!(shuffled(3, seed), order, "{seed}");
        }
    }

    #[test]
    fn every_thing_is_in_the_order_once() {
        for seed in [1, 42, -7, 0, i64::MAX] {
            let mut order = shuffled(20, seed);
            order.sort_unstable();
            assert_eq!(order, (0..20).collect::<Vec<_>>());
        }
    }
}
