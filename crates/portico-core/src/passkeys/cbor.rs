//! The little of CBOR (RFC 8949) that authenticators send: one map, read strictly, and what follows it.

use ciborium::Value;

/// How deep values may nest; authenticators nest four levels.
const DEPTH: usize = 8;

/// The entries of a map.
pub(super) type Entries = Vec<(Value, Value)>;

/// The map at the beginning of some bytes, without a key that comes twice, and the bytes that follow it.
pub(super) fn map(bytes: &[u8]) -> Option<(Entries, &[u8])> {
    let mut rest = bytes;
    let value: Value = ciborium::de::from_reader_with_recursion_limit(&mut rest, DEPTH).ok()?;
    let entries = value.into_map().ok()?;
    let is_doubled = entries
        .iter()
        .enumerate()
        .any(|(at, (key, _))| entries.iter().take(at).any(|(earlier, _)| earlier == key));
    (!is_doubled).then_some((entries, rest))
}

/// The value under a number.
pub(super) fn at(entries: &[(Value, Value)], key: i64) -> Option<&Value> {
    entries.iter().find(|(found, _)| number(found) == Some(key)).map(|(_, value)| value)
}

/// The value under a text.
pub(super) fn named<'v>(entries: &'v [(Value, Value)], key: &str) -> Option<&'v Value> {
    entries.iter().find(|(found, _)| found.as_text() == Some(key)).map(|(_, value)| value)
}

/// A whole number.
pub(super) fn number(value: &Value) -> Option<i64> {
    value.as_integer().and_then(|number| i64::try_from(number).ok())
}
