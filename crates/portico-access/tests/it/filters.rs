//! Filters read from raw text agree with a naive reading of parsed documents, and survive a trip as JSON.

use portico_kit::filter::{Filter, Range, Value};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn scalar() -> impl Strategy<Value = Json> {
    let texts = prop_oneof![Just("a"), Just("b\"\\ü\n"), Just(""), Just("2026-01-01"), Just("1")];
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        (-3i64..4).prop_map(Json::from),
        (-3i64..4).prop_map(|number| json!(number as f64 / 2.0)),
        texts.prop_map(Json::from),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![Just("x"), Just("y"), Just("$relation"), Just("entity_id"), Just("ü\"")]
        .prop_map(str::to_owned)
}

fn value() -> impl Strategy<Value = Json> {
    scalar().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            proptest::collection::vec((name(), inner), 0..4)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

fn document() -> impl Strategy<Value = Json> {
    proptest::collection::vec((name(), value()), 0..5)
        .prop_map(|members| Json::Object(members.into_iter().collect()))
}

fn filter() -> impl Strategy<Value = Json> {
    let path = proptest::collection::vec(name(), 1..4).prop_map(|steps| steps.join(".")).boxed();
    let bound = || {
        prop_oneof![
            Just(json!(0)),
            Just(json!(-1.5)),
            Just(json!("a")),
            Just(json!("2026")),
            Just(Json::Null)
        ]
    };
    let leaf = prop_oneof![
        (path.clone(), scalar()).prop_map(|(path, value)| json!({"term": {path: value}})),
        (path.clone(), proptest::collection::vec(scalar(), 0..3))
            .prop_map(|(path, values)| json!({"terms": {path: values}})),
        (
            path.clone(),
            bound(),
            bound(),
            prop_oneof![Just("gt"), Just("gte")],
            prop_oneof![Just("lt"), Just("lte")]
        )
            .prop_map(|(path, low, high, from, to)| json!({"range": {path: {from: low, to: high}}})),
        path.prop_map(|path| json!({"exists": {"field": path}})),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let parts = proptest::collection::vec(inner, 0..3);
        (prop_oneof![Just("$and"), Just("$or"), Just("$not")], parts)
            .prop_map(|(key, parts)| json!({ key: parts }))
    })
}

/// Everything that stands at a path: scalars, and objects as such.
fn at<'a>(value: &'a Json, steps: &[&str]) -> Vec<&'a Json> {
    match (value, steps) {
        (Json::Array(items), _) => items.iter().flat_map(|item| at(item, steps)).collect(),
        (Json::Object(members), [first, rest @ ..]) => {
            match (members.get(*first), members.get("$relation")) {
                (Some(value), _) => at(value, rest),
                (None, Some(items)) => at(items, steps),
                (None, None) => Vec::new(),
            }
        }
        (Json::Object(members), []) => {
            members.get("$relation").map_or_else(|| vec![value], |items| at(items, steps))
        }
        (scalar, []) => vec![scalar],
        _ => Vec::new(),
    }
}

fn naively(filter: &Json, document: &Json) -> bool {
    let (kind, body) =
        filter.as_object().and_then(|clause| clause.iter().next()).unwrap_or_else(|| unreachable!());
    let parts = || body.as_array().into_iter().flatten();
    let field = body.as_object().and_then(|body| body.iter().next());
    let found = |path: &str| -> Vec<&Json> {
        let steps: Vec<&str> = path.split('.').collect();
        // The first step is always a member of the record itself.
        document.get(steps[0]).map(|value| at(value, &steps[1..])).unwrap_or_default()
    };
    let exists = |path: &str| found(path).iter().any(|value| !value.is_null());
    let equal = |a: &Json, b: &Json| match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a == b,
        _ => a == b && !a.is_object(),
    };
    let term = |path: &str, value: &Json| match value {
        Json::Null => !exists(path),
        value => found(path).iter().any(|found| equal(found, value)),
    };
    match (kind.as_str(), field) {
        ("$and", _) => parts().all(|part| naively(part, document)),
        ("$or", _) => parts().any(|part| naively(part, document)),
        ("$not", _) => !parts().any(|part| naively(part, document)),
        ("exists", Some((_, path))) => exists(path.as_str().unwrap_or_default()),
        ("term", Some((path, value))) => term(path, value),
        ("terms", Some((path, values))) => {
            values.as_array().into_iter().flatten().any(|value| term(path, value))
        }
        ("range", Some((path, bounds))) => {
            let bounds: Vec<_> =
                bounds.as_object().into_iter().flatten().filter(|(_, b)| !b.is_null()).collect();
            let within = |value: &&Json| bounds.iter().all(|(name, bound)| keeps(value, name, bound));
            if bounds.is_empty() { exists(path) } else { found(path).iter().any(within) }
        }
        _ => unreachable!("{filter}"),
    }
}

fn keeps(value: &Json, bound: &str, limit: &Json) -> bool {
    let order = match (value, limit) {
        (Json::Number(a), Json::Number(b)) => a.as_f64().partial_cmp(&b.as_f64()),
        (Json::String(a), Json::String(b)) => Some(a.as_bytes().cmp(b.as_bytes())),
        _ => None,
    };
    order.is_some_and(|order| match bound {
        "gt" => order.is_gt(),
        "gte" => order.is_ge(),
        "lt" => order.is_lt(),
        _ => order.is_le(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn raw_and_parsed_documents_meet_the_same_filters(filter in filter(), document in document()) {
        let parsed = Filter::parse(&filter).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let text = document.to_string();
        prop_assert_eq!(parsed.matches(&text), naively(&filter, &document), "{} on {}", filter, text);
        let travelled: Filter = serde_json::to_string(&parsed)
            .and_then(|text| serde_json::from_str(&text))
            .map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(travelled, parsed);
    }
}

#[test]
fn a_range_without_bounds_asks_for_a_value() {
    let path = portico_kit::document::Path::parse("a");
    let parsed = Filter::parse(&json!({"range": {"a": {"gte": null}}}));
    assert_eq!(parsed.ok(), path.clone().map(Filter::Exists));
    let kept =
        path.map(|path| Filter::Range(path, Range { gte: Some(Value::Number(1.0)), ..Range::default() }));
    assert_eq!(Filter::parse(&json!({"range": {"a": {"gte": 1}}})).ok(), kept);
}
