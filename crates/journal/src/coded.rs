//! The one byte form of everything that stands inside a seal. A type says in which order its fields are written, and
//! an enum under which number each variant; both are written out here or beside the type, so that no reordering of
//! source text changes a byte. What was written once is never written otherwise; golden files hold it.
//!
//! Nothing is skipped and nothing guessed: a number that stands for nothing, text that is no UTF-8, keys of a map that
//! do not ascend, are refused with their place.

use std::collections::{BTreeMap, BTreeSet};

use model::{Compartment, Date, FieldKey, FieldState, Id, Lang, PartialDate, Text, Timestamp, Value};

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

coded_tags!(Compartment {
    1 Gbv, 2 Child, 3 Trafficking, 4 Asylum, 5 Health, 6 Sogi, 7 Biometric, 8 Shelter
});

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

impl Coded for Id {
    fn put(&self, to: &mut WireWriter) {
        to.raw(&self.0);
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        from.array().map(Id)
    }
}

impl Coded for FieldKey {
    fn put(&self, to: &mut WireWriter) {
        to.raw(&self.0);
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        from.array().map(FieldKey)
    }
}

impl Coded for Timestamp {
    fn put(&self, to: &mut WireWriter) {
        to.i64(self.0);
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        from.i64().map(Timestamp)
    }
}

impl Coded for Date {
    fn put(&self, to: &mut WireWriter) {
        to.day(*self);
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        from.day()
    }
}

/// As it is spelt: `1990-05` is no day, and its spelling says so.
impl Coded for PartialDate {
    fn put(&self, to: &mut WireWriter) {
        to.text(&self.to_string());
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let at = from.at();
        let date: Self = from.text(10)?.parse().map_err(|_| DecodeError { at, why: Malformed::Number })?;
        Ok(date)
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

impl Coded for Text {
    fn put(&self, to: &mut WireWriter) {
        to.count(self.0.len());
        for (lang, text) in &self.0 {
            to.text(&lang.0);
            to.text(text);
        }
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let texts: BTreeMap<String, String> = BTreeMap::take(from)?;
        Ok(Self(texts.into_iter().map(|(lang, text)| (Lang(lang), text)).collect()))
    }
}

/// A value bears its type. The numbers 1 to 15 are the states of one that is known, the others stand in [`FieldState`].
impl Coded for Value {
    fn put(&self, to: &mut WireWriter) {
        match self {
            Self::Bool(false) => to.byte(1),
            Self::Bool(true) => to.byte(2),
            Self::Int(number) => tagged(to, 3, number),
            Self::Text(text) => tagged(to, 4, text),
            Self::Date(day) => tagged(to, 5, day),
            Self::Partial(date) => tagged(to, 6, date),
            Self::Code(code) => tagged(to, 7, code),
            Self::Codes(codes) => tagged(to, 8, codes),
        }
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let at = from.at();
        let tag = from.byte()?;
        take_value(tag, at, from)
    }
}

fn tagged(to: &mut WireWriter, tag: u8, content: &impl Coded) {
    to.byte(tag);
    content.put(to);
}

fn take_value(tag: u8, at: usize, from: &mut WireReader<'_>) -> Result<Value, DecodeError> {
    match tag {
        1 => Ok(Value::Bool(false)),
        2 => Ok(Value::Bool(true)),
        3 => Coded::take(from).map(Value::Int),
        4 => Coded::take(from).map(Value::Text),
        5 => Coded::take(from).map(Value::Date),
        6 => Coded::take(from).map(Value::Partial),
        7 => Coded::take(from).map(Value::Code),
        8 => Coded::take(from).map(Value::Codes),
        tag => Err(DecodeError { at, why: Malformed::Tag(tag) }),
    }
}

impl Coded for FieldState<Value> {
    fn put(&self, to: &mut WireWriter) {
        match self {
            Self::Known(value) => value.put(to),
            Self::Unknown => to.byte(16),
            Self::NotApplicable => to.byte(17),
            Self::Contested(values) => tagged(to, 18, values),
        }
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let at = from.at();
        match from.byte()? {
            16 => Ok(Self::Unknown),
            17 => Ok(Self::NotApplicable),
            18 => Coded::take(from).map(Self::Contested),
            tag => take_value(tag, at, from).map(Self::Known),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn both_ways<T: Coded + PartialEq + std::fmt::Debug>(value: &T, bytes: &[u8]) {
        let mut to = WireWriter::default();
        value.put(&mut to);
        assert_eq!(to.as_bytes(), bytes, "{value:?}");
        let mut from = WireReader::new(bytes);
        assert_eq!(T::take(&mut from).as_ref(), Ok(value));
        assert_eq!(from.end(), Ok(()));
    }

    #[test]
    fn every_value_and_state_has_its_bytes() {
        let text = |text: &str| Value::Text(text.into());
        both_ways(&FieldState::Known(Value::Bool(false)), &[1]);
        both_ways(&FieldState::Known(Value::Bool(true)), &[2]);
        both_ways(&FieldState::Known(Value::Int(-1)), &[3, 1]);
        both_ways(&FieldState::Known(Value::Int(64)), &[3, 0x80, 1]);
        both_ways(&FieldState::Known(text("é")), &[4, 2, 0xc3, 0xa9]);
        both_ways(&FieldState::Known(Value::Date(model::from_day_number(1))), &[5, 0, 0, 0, 1]);
        both_ways(&FieldState::Known(Value::Partial("1990".parse().unwrap())), b"\x06\x041990");
        both_ways(&FieldState::Known(Value::Code("F".into())), b"\x07\x01F");
        both_ways(&FieldState::Known(Value::Codes(["a".into(), "b".into()].into())), b"\x08\x02\x01a\x01b");
        both_ways(&FieldState::<Value>::Unknown, &[16]);
        both_ways(&FieldState::<Value>::NotApplicable, &[17]);
        both_ways(&FieldState::Contested(vec![text("a"), text("b")]), b"\x12\x02\x04\x01a\x04\x01b");
    }

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
