//! Replay: a document one change earlier. No SQL, no clock.

use serde_json::{Map, Value};

/// Takes one change of an entry back out of a document; answers the names of the attributes that it touched.
///
/// What the change added goes, what it replaced or cleared comes back.
pub(super) fn step_back(doc: &mut Map<String, Value>, operation: &Value) -> Vec<String> {
    let part = |place: &str| operation.pointer(place).and_then(Value::as_object).into_iter().flatten();
    let mut touched = Vec::new();
    for (name, _) in part("/diff/added") {
        doc.shift_remove(name);
        touched.push(name.clone());
    }
    for (name, old) in part("/diff/updated").chain(part("/diff/deleted")) {
        doc.insert(name.clone(), old.clone());
        touched.push(name.clone());
    }
    touched
}

/// What a change made of an attribute, and what was there before; nothing when it did not touch it.
pub(super) fn ends_of<'e>(operation: &'e Value, attribute: &str) -> Option<(&'e Value, &'e Value)> {
    const NOTHING: &Value = &Value::Null;
    let part = |place: &str| operation.pointer(place)?.get(attribute);
    let new = part("/payload").unwrap_or(NOTHING);
    let old = part("/diff/updated").or_else(|| part("/diff/deleted"));
    match (old, part("/diff/added")) {
        (Some(old), _) => Some((old, new)),
        (None, Some(added)) => Some((NOTHING, added)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use portico_kit::EntityId;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::activity::Happening;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(json!(true)),
            (0..5_i64).prop_map(Value::from),
            "[a-c]{0,2}".prop_map(Value::from),
            prop::collection::vec((0..3_i64).prop_map(Value::from), 0..3).prop_map(Value::from),
            "[a-b]".prop_map(|id| json!({ "$relation": [{ "entity_id": id }] })),
        ]
    }

    fn documents() -> impl Strategy<Value = Vec<Map<String, Value>>> {
        let names = prop_oneof![Just("a"), Just("b"), Just("c"), Just("_tags"), Just("_relations")];
        let document = prop::collection::btree_map(names.prop_map(str::to_owned), value(), 0..5);
        prop::collection::vec(document.prop_map(|fields| fields.into_iter().collect()), 2..9)
    }

    proptest! {
        #[test]
        fn going_back_from_the_newest_meets_every_earlier_document(documents in documents()) {
            let id = EntityId::from("1");
            let mut doc = documents.last().cloned().unwrap_or_default();
            for pair in documents.windows(2).rev() {
                let (before, after) = (Value::Object(pair[0].clone()), Value::Object(pair[1].clone()));
                let change = Happening::updated("x", &id, &before, &after);
                step_back(&mut doc, &change.operation);
                prop_assert_eq!(&Value::Object(doc.clone()), &before);
            }
        }
    }

    #[test]
    fn both_ends_of_a_change_are_told_for_what_it_touched_alone() {
        let id = EntityId::from("1");
        let change =
            Happening::updated("x", &id, &json!({"a": 1, "b": 2, "d": 4}), &json!({"a": 9, "c": 3, "d": 4}));
        let ends = |name| ends_of(&change.operation, name).map(|(old, new)| (old.clone(), new.clone()));
        assert_eq!(ends("a"), Some((json!(1), json!(9))));
        assert_eq!(ends("b"), Some((json!(2), Value::Null)));
        assert_eq!(ends("c"), Some((Value::Null, json!(3))));
        assert_eq!(ends("d"), None);
    }
}
