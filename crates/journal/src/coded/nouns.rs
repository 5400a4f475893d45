//! The byte forms of the nouns of `model`: ids, days, texts, values and the states of a field.

use std::collections::BTreeMap;

use model::{
    Compartment, Date, Decimal, FieldKey, FieldState, Id, Lang, Money, PartialDate, Text, TimeOfDay, Timestamp, Value,
};

use super::{Coded, coded_tags};
use crate::wire::{DecodeError, Malformed, WireReader, WireWriter};

coded_tags!(Compartment {
    1 Gbv, 2 Child, 3 Trafficking, 4 Asylum, 5 Health, 6 Sogi, 7 Biometric, 8 Shelter
});

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

/// An amount bears its currency, and counts in the minor units that ISO 4217 gives it.
impl Coded for Money {
    fn put(&self, to: &mut WireWriter) {
        to.text(&self.currency.to_string());
        self.minor.put(to);
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let at = from.at();
        let currency = from.text(3)?.parse().map_err(|_| DecodeError { at, why: Malformed::Number })?;
        Ok(Self { currency, minor: Coded::take(from)? })
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
            Self::Decimal(number) => tagged(to, 9, &number.0),
            Self::Money(amount) => tagged(to, 10, amount),
            Self::Record(id) => tagged(to, 11, id),
            Self::Time(time) => tagged(to, 12, &time.minutes()),
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
        9 => Coded::take(from).map(|units| Value::Decimal(Decimal(units))),
        10 => Coded::take(from).map(Value::Money),
        11 => Coded::take(from).map(Value::Record),
        12 => Coded::take(from).and_then(|minutes| {
            let time = TimeOfDay::of_minutes(minutes).map(Value::Time);
            time.ok_or(DecodeError { at, why: Malformed::Number })
        }),
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
        both_ways(&FieldState::Known(Value::Decimal(Decimal(-1))), &[9, 1]);
        both_ways(&FieldState::Known(Value::Time("01:04".parse().unwrap())), &[12, 0x80, 0x01]);
        both_ways(&FieldState::Known(Value::Money("0.064 JOD".parse().unwrap())), b"\x0a\x03JOD\x80\x01");
        both_ways(&FieldState::Known(Value::Record(Id([7; 16]))), &[&[11][..], &[7; 16]].concat());
        both_ways(&FieldState::<Value>::Unknown, &[16]);
        both_ways(&FieldState::<Value>::NotApplicable, &[17]);
        both_ways(&FieldState::Contested(vec![text("a"), text("b")]), b"\x12\x02\x04\x01a\x04\x01b");
    }
}
