//! Writing CBOR, and taking maps apart. Reading is lenient: whoever reads writes anew what was read and compares, so
//! that there is one form of each thing and no rule about it twice.

use coset::cbor::value::Value;
use coset::cbor::{de, ser};

/// A map as it was read.
pub(crate) struct CborMap(Vec<(Value, Value)>);

/// The bytes of a value.
pub(crate) fn write(value: &Value) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    ser::into_writer(value, &mut bytes).ok()?;
    Some(bytes)
}

/// The map that bytes begin with.
pub(crate) fn read(bytes: &[u8]) -> Option<CborMap> {
    de::from_reader(bytes).ok().and_then(CborMap::of)
}

/// A map of numbered fields.
pub(crate) fn map(fields: impl IntoIterator<Item = (i64, Value)>) -> Value {
    Value::Map(fields.into_iter().map(|(key, value)| (Value::from(key), value)).collect())
}

impl CborMap {
    fn of(value: Value) -> Option<Self> {
        value.into_map().ok().map(Self)
    }

    /// What stands under a number.
    pub fn get(&self, key: i64) -> Option<&Value> {
        self.0.iter().find(|(name, _)| *name == Value::from(key)).map(|(_, value)| value)
    }

    /// A text.
    pub fn text(&self, key: i64) -> Option<String> {
        self.get(key)?.as_text().map(str::to_owned)
    }

    /// A whole number.
    pub fn number(&self, key: i64) -> Option<i64> {
        self.get(key)?.as_integer()?.try_into().ok()
    }

    /// Bytes.
    pub fn bytes(&self, key: i64) -> Option<&[u8]> {
        self.get(key)?.as_bytes().map(Vec::as_slice)
    }

    /// A map within this one.
    pub fn map(&self, key: i64) -> Option<Self> {
        Self::of(self.get(key)?.clone())
    }
}
