//! Counts as bytes and back: numbers, texts and lists of them, as short as they come.
//!
//! For counts that travel between processes of one version of this program; nothing is kept in this form. Whatever is
//! not exactly what was written reads as `None`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

use rules::queue::{Rank, Standing};
use rules::walk::End;

/// What has a form as bytes.
pub(super) trait Wire: Sized {
    /// Appends it.
    fn put(&self, to: &mut Vec<u8>);
    /// Takes it from the front.
    fn pull(from: &mut &[u8]) -> Option<Self>;
}

fn take<'a>(from: &mut &'a [u8], bytes: usize) -> Option<&'a [u8]> {
    let (taken, rest) = from.split_at_checked(bytes)?;
    *from = rest;
    Some(taken)
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
impl Wire for u64 {
    fn put(&self, to: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            to.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        to.push(rest.to_le_bytes()[0]);
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = *take(from, 1)?.first()?;
            let bits = Self::from(byte & 0x7f);
            number |= bits.checked_mul(1 << shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

macro_rules! as_it_lies {
    ($($number:ty),*) => {$(
        impl Wire for $number {
            fn put(&self, to: &mut Vec<u8>) {
                to.extend(self.to_le_bytes());
            }

            fn pull(from: &mut &[u8]) -> Option<Self> {
                Some(Self::from_le_bytes(take(from, size_of::<Self>())?.try_into().ok()?))
            }
        }
    )*};
}
as_it_lies!(i64, i128, u128);

impl Wire for u32 {
    fn put(&self, to: &mut Vec<u8>) {
        u64::from(*self).put(to);
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        u64::pull(from)?.try_into().ok()
    }
}

impl Wire for bool {
    fn put(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        match take(from, 1)? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }
}

impl Wire for String {
    fn put(&self, to: &mut Vec<u8>) {
        length(self.len()).put(to);
        to.extend(self.as_bytes());
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        let bytes = usize::try_from(u64::pull(from)?).ok()?;
        Self::from_utf8(take(from, bytes)?.to_vec()).ok()
    }
}

fn length(items: usize) -> u64 {
    u64::try_from(items).unwrap_or(u64::MAX)
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, to: &mut Vec<u8>) {
        length(self.len()).put(to);
        for item in self {
            item.put(to);
        }
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        // Every item takes a byte at least, so a length beyond that is not believed.
        let items = usize::try_from(u64::pull(from)?).ok().filter(|items| *items <= from.len())?;
        (0..items).map(|_| T::pull(from)).collect()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.is_some().put(to);
        if let Some(item) = self {
            item.put(to);
        }
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        if bool::pull(from)? { T::pull(from).map(Some) } else { Some(None) }
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
        self.1.put(to);
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        Some((A::pull(from)?, B::pull(from)?))
    }
}

impl<K: Wire + Ord, V: Wire> Wire for BTreeMap<K, V> {
    fn put(&self, to: &mut Vec<u8>) {
        length(self.len()).put(to);
        for (key, value) in self {
            key.put(to);
            value.put(to);
        }
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        Some(Vec::<(K, V)>::pull(from)?.into_iter().collect())
    }
}

impl<K: Wire + Ord + Hash, V: Wire, S: BuildHasher + Default> Wire for HashMap<K, V, S> {
    fn put(&self, to: &mut Vec<u8>) {
        let sorted: BTreeMap<&K, &V> = self.iter().collect();
        length(sorted.len()).put(to);
        for (key, value) in sorted {
            key.put(to);
            value.put(to);
        }
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        Some(Vec::<(K, V)>::pull(from)?.into_iter().collect())
    }
}

impl Wire for End {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Self::Below => to.push(0),
            Self::Above => to.push(1),
            Self::At(number) => {
                to.push(2);
                number.put(to);
            }
        }
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        match take(from, 1)? {
            [0] => Some(Self::Below),
            [1] => Some(Self::Above),
            [2] => i64::pull(from).map(Self::At),
            _ => None,
        }
    }
}

impl Wire for Standing {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Self::First => to.push(0),
            Self::Last => to.push(1),
            Self::At(number) => {
                to.push(2);
                number.put(to);
            }
        }
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        match take(from, 1)? {
            [0] => Some(Self::First),
            [1] => Some(Self::Last),
            [2] => i64::pull(from).map(Self::At),
            _ => None,
        }
    }
}

impl Wire for Rank {
    fn put(&self, to: &mut Vec<u8>) {
        self.points.0.put(to);
        self.keys.put(to);
    }

    fn pull(from: &mut &[u8]) -> Option<Self> {
        Some(Self { points: Reverse(i64::pull(from)?), keys: Vec::pull(from)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<T: Wire + PartialEq + std::fmt::Debug>(value: &T) {
        let mut bytes = vec![];
        value.put(&mut bytes);
        let mut rest = bytes.as_slice();
        assert_eq!(T::pull(&mut rest).as_ref(), Some(value));
        assert!(rest.is_empty());
        for length in 0..bytes.len() {
            assert_eq!(T::pull(&mut &bytes[..length]), None, "cut to {length} bytes");
        }
    }

    #[test]
    fn what_was_written_is_read_and_what_was_cut_off_is_not() {
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
            check(&number);
        }
        check(&vec![(String::from("Å"), Some(-1_i64)), (String::new(), None)]);
        check(&(i128::MIN, u128::MAX));
        check(&Rank { points: Reverse(-3), keys: vec![Standing::First, Standing::At(i64::MIN), Standing::Last] });
        check(&BTreeMap::from([(1_u32, vec![End::Below, End::At(5), End::Above])]));
        check(&HashMap::<u128, u64>::from([(1 << 100, 2), (3, 4)]));
    }

    #[test]
    fn a_number_of_too_many_bits_and_a_length_without_items_are_not_believed() {
        assert_eq!(u64::pull(&mut [0xff; 11].as_slice()), None);
        assert_eq!(u64::pull(&mut [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 2].as_slice()), None);
        let mut long = vec![];
        u64::MAX.put(&mut long);
        assert_eq!(Vec::<u64>::pull(&mut long.as_slice()), None);
        assert_eq!(bool::pull(&mut [2].as_slice()), None);
    }
}
