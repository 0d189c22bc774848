//! Hydration: relations of a page of records filled in with the related records that the caller sees.

use std::collections::HashMap;

use portico_db::Tx;
use portico_kit::EntityId;
use portico_kit::document::{for_each_member, push_member};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Seen, view_many};
use crate::{Caller, Refusal};

/// A relation attribute: its items as JSON text.
#[derive(Deserialize)]
struct Relation<'a> {
    #[serde(rename = "$relation", borrow)]
    items: Vec<&'a RawValue>,
}

/// The end that an item points to.
#[derive(Deserialize)]
struct End {
    entity_id: String,
    _schema: Option<String>,
}

/// Replaces each relation attribute by the related records, one level deep; records that the caller does not see
/// stay bare references. The number of statements does not depend on the number of records.
pub fn hydrate(tx: &mut Tx<'_>, caller: &Caller, records: &[Seen]) -> Result<Vec<Seen>, Refusal> {
    let mut wanted: HashMap<String, Vec<EntityId>> = HashMap::new();
    for seen in records {
        for_each_member(&seen.doc, |_, raw| {
            for end in relation(raw).iter().flat_map(|relation| &relation.items).filter_map(|item| end(item))
            {
                let Some(schema) = end._schema else { continue };
                let ids = wanted.entry(schema).or_default();
                if !ids.iter().any(|known| known.as_str() == end.entity_id) {
                    ids.push(EntityId::from(end.entity_id));
                }
            }
        });
    }
    let related = view_many(tx, caller, &wanted)?;
    let related: HashMap<&str, String> =
        related.iter().map(|seen| (seen.id.as_str(), opened(&seen.doc))).collect();
    Ok(records.iter().map(|seen| Seen { doc: filled(&seen.doc, &related), ..seen.clone() }).collect())
}

/// A value as a relation, if it is one; most values are none by their text alone.
fn relation(raw: &str) -> Option<Relation<'_>> {
    let may_be = raw.starts_with('{') && raw.contains("$relation");
    may_be.then(|| serde_json::from_str(raw).ok()).flatten()
}

fn end(item: &RawValue) -> Option<End> {
    serde_json::from_str(item.get()).ok()
}

/// A record's members without the closing brace, so that one more can follow.
fn opened(doc: &str) -> String {
    let mut open = String::with_capacity(doc.len() + 64);
    open.push('{');
    for_each_member(doc, |name, raw| {
        if name != "$relation" {
            push_member(&mut open, name, raw);
        }
    });
    open
}

fn filled(doc: &str, related: &HashMap<&str, String>) -> String {
    let mut text = String::with_capacity(doc.len() * 2);
    text.push('{');
    for_each_member(doc, |name, raw| match relation(raw) {
        None => push_member(&mut text, name, raw),
        Some(Relation { items }) => {
            push_member(&mut text, name, "[");
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                let found = end(item).and_then(|end| related.get(end.entity_id.as_str()));
                let mut one = found.cloned().unwrap_or_else(|| "{".to_owned());
                push_member(&mut one, "$relation", item.get());
                text.push_str(&one);
                text.push('}');
            }
            text.push(']');
        }
    });
    text.push('}');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_filled_with_what_is_seen_and_stay_references_otherwise() {
        let doc = r#"{"_id":"1","a":{"$relation":[{"entity_id":"2","_tags":["x"]},{"entity_id":"3"}]},"b":{"c":"$relation"}}"#;
        let two = opened(r#"{"_id":"2","$relation":{"old":1},"n\"x":true}"#);
        let related = HashMap::from([("2", two)]);
        assert_eq!(
            filled(doc, &related),
            r#"{"_id":"1","a":[{"_id":"2","n\"x":true,"$relation":{"entity_id":"2","_tags":["x"]}},{"$relation":{"entity_id":"3"}}],"b":{"c":"$relation"}}"#
        );
    }
}
