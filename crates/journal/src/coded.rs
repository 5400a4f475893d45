//! The one byte form of everything that stands inside a seal. A type says in which order its fields are written, and
//! an enum under which number each variant; both are written out here or beside the type, so that no reordering of
//! source text changes a byte. What was written once is never written otherwise; golden files hold it.
//!
//! Nothing is skipped and nothing guessed: a number that stands for nothing, text that is no UTF-8, keys of a map that
//! do not ascend, are refused with their place.
//! Next: `nouns.rs`, the forms of what `model` names.

mod nouns;

use std::collections::{BTreeMap, BTreeSet};

use crate::wire::{DecodeError, Malformed, WireReader, WireWriter};

/// What has one byte form.
pub(crate) trait Coded: Sized {
    /// Appends it.
    fn put(&self, to: &mut WireWriter);
    /// Takes it off the front.
    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError>;
}

/// Writes a struct field by field, in the order given.
macro_rules! coded_struct {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl $crate::coded::Coded for $type {
            fn put(&self, to: &mut $crate::wire::WireWriter) {
                $($crate::coded::Coded::put(&self.$field, to);)*
            }

            fn take(from: &mut $crate::wire::WireReader<'_>) -> Result<Self, $crate::wire::DecodeError> {
                Ok(Self { $($field: $crate::coded::Coded::take(from)?),* })
            }
        }
    };
}

/// Writes an enum whose variants hold nothing as the number given for each.
macro_rules! coded_tags {
    ($type:ident { $($number:literal $variant:ident),* $(,)? }) => {
        impl $crate::coded::Coded for $type {
            fn put(&self, to: &mut $crate::wire::WireWriter) {
                to.byte(match self { $(Self::$variant => $number),* });
            }

            fn take(from: &mut $crate::wire::WireReader<'_>) -> Result<Self, $crate::wire::DecodeError> {
                let at = from.at();
                match from.byte()? {
                    $($number => Ok(Self::$variant),)*
                    tag => Err($crate::wire::DecodeError { at, why: $crate::wire::Malformed::Tag(tag) }),
                }
            }
        }
    };
}

pub(crate) use {coded_struct, coded_tags};

impl Coded for bool {
    fn put(&self, to: &mut WireWriter) {
        to.byte(u8::from(*self));
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let at = from.at();
        match from.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            tag => Err(DecodeError { at, why: Malformed::Tag(tag) }),
        }
    }
}

/// Seven bits a byte.
impl Coded for u64 {
    fn put(&self, to: &mut WireWriter) {
        to.number(*self);
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        from.number()
    }
}

/// Small numbers of either sign are short: 0, -1, 1, -2 ...
impl Coded for i64 {
    fn put(&self, to: &mut WireWriter) {
        to.number(((self << 1) ^ (self >> 63)).cast_unsigned());
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let folded = from.number()?;
        Ok((folded >> 1).cast_signed() ^ -(folded & 1).cast_signed())
    }
}

impl Coded for String {
    fn put(&self, to: &mut WireWriter) {
        to.text(self);
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        from.text(from.rest().len())
    }
}

impl<T: Coded> Coded for Option<T> {
    fn put(&self, to: &mut WireWriter) {
        to.option(self.as_ref(), |to, value| value.put(to));
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        from.option(T::take)
    }
}

impl<T: Coded> Coded for Vec<T> {
    fn put(&self, to: &mut WireWriter) {
        to.count(self.len());
        for item in self {
            item.put(to);
        }
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        // Every item takes a byte at least: what the input cannot hold is not reserved.
        let count = from.count(from.rest().len())?;
        (0..count).map(|_| T::take(from)).collect()
    }
}

impl<K: Coded + Ord, V: Coded> Coded for BTreeMap<K, V> {
    fn put(&self, to: &mut WireWriter) {
        to.count(self.len());
        for (key, value) in self {
            key.put(to);
            value.put(to);
        }
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let count = from.count(from.rest().len())?;
        let mut map = Self::new();
        for _ in 0..count {
            let at = from.at();
            let (key, value) = (K::take(from)?, V::take(from)?);
            if map.last_key_value().is_some_and(|(last, _)| *last >= key) {
                return Err(DecodeError { at, why: Malformed::Order });
            }
            map.insert(key, value);
        }
        Ok(map)
    }
}

impl<T: Coded + Ord> Coded for BTreeSet<T> {
    fn put(&self, to: &mut WireWriter) {
        to.count(self.len());
        for item in self {
            item.put(to);
        }
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let at = from.at();
        let items: Vec<T> = Vec::take(from)?;
        if items.windows(2).all(|pair| matches!(pair, [one, next] if one < next)) {
            Ok(items.into_iter().collect())
        } else {
            Err(DecodeError { at, why: Malformed::Order })
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_second_spelling_of_the_same_is_refused() {
        for bytes in [&b"\x02\x01b\x01x\x01a\x01y"[..], b"\x02\x01a\x01x\x01a\x01y"] {
            let refused = BTreeMap::<String, String>::take(&mut WireReader::new(bytes)).unwrap_err();
            assert_eq!((refused.at, refused.why), (5, Malformed::Order));
        }
        assert!(<BTreeSet<String> as Coded>::take(&mut WireReader::new(b"\x02\x01b\x01a")).is_err());
        assert!(bool::take(&mut WireReader::new(&[2])).is_err());
        assert!(Vec::<u64>::take(&mut WireReader::new(&[0xff, 0x01, 1])).is_err(), "more than the bytes can hold");
    }

    proptest! {
        #[test]
        fn numbers_of_either_sign_go_both_ways(number in any::<i64>()) {
            let mut to = WireWriter::default();
            number.put(&mut to);
            let bytes = to.into_bytes();
            prop_assert_eq!(i64::take(&mut WireReader::new(&bytes)), Ok(number));
        }
    }
}
