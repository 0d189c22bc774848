//! What filters mean, as sentences.

use serde_json::{Value as Json, json};

use super::Filter;
use crate::document::{Scalar, text_at, values_at};

fn meets(filter: Json, doc: Json) -> bool {
    Filter::parse(&filter).is_ok_and(|filter| filter.matches(&doc.to_string()))
}

fn refusal(filter: Json) -> String {
    Filter::parse(&filter).map_or_else(|error| error.to_string(), |filter| format!("accepted {filter:?}"))
}

#[test]
fn a_term_matches_any_value_at_its_path() {
    let doc = json!({"email": [{"email": "a@x.de"}, {"email": "b@x.de"}], "status": "active"});
    assert!(meets(json!([{"term": {"email.email": "b@x.de"}}]), doc.clone()));
    assert!(meets(
        json!([{"term": {"status.keyword": "active"}}, {"term": {"email.email": "a@x.de"}}]),
        doc.clone()
    ));
    assert!(!meets(json!([{"term": {"status": "Active"}}]), doc.clone()));
    assert!(!meets(json!([{"term": {"email": "a@x.de"}}]), doc));
}

#[test]
fn a_relation_is_stepped_through() {
    let doc = json!({"customer": {"$relation": [{"entity_id": "c1"}, {"entity_id": "c2"}]}, "none": {"$relation": []}});
    assert!(meets(json!({"term": {"customer.entity_id": "c2"}}), doc.clone()));
    assert!(meets(json!({"term": {"customer.$relation.entity_id": "c2"}}), doc.clone()));
    assert!(meets(json!({"exists": {"field": "customer"}}), doc.clone()));
    assert!(!meets(json!({"exists": {"field": "none"}}), doc));
}

#[test]
fn null_means_no_value_and_an_empty_text_is_a_value() {
    for (doc, there) in [
        (json!({}), false),
        (json!({"a": null}), false),
        (json!({"a": []}), false),
        (json!({"a": [null]}), false),
        (json!({"a": ""}), true),
        (json!({"a": {}}), true),
        (json!({"a": [null, 0]}), true),
        (json!({"a": false}), true),
    ] {
        assert_eq!(meets(json!({"exists": {"field": "a"}}), doc.clone()), there, "{doc}");
        assert_eq!(meets(json!({"term": {"a": null}}), doc.clone()), !there, "{doc}");
        assert_eq!(meets(json!({"terms": {"a": [null, "x"]}}), doc.clone()), !there, "{doc}");
    }
}

#[test]
fn numbers_and_texts_never_match_each_other() {
    assert!(meets(json!({"term": {"a": 4}}), json!({"a": 4.0})));
    assert!(!meets(json!({"term": {"a": 4}}), json!({"a": "4"})));
    assert!(!meets(json!({"term": {"a": "4"}}), json!({"a": 4})));
    assert!(!meets(json!({"range": {"a": {"gte": 1}}}), json!({"a": "4"})));
    assert!(!meets(json!({"term": {"a": "true"}}), json!({"a": true})));
}

#[test]
fn a_range_holds_for_one_value_and_compares_dates_as_texts() {
    let days = json!({"range": {"on": {"gte": "2026-01-01", "lt": "2027-01-01", "format": "strict_date"}}});
    assert!(meets(days.clone(), json!({"on": "2026-12-31T23:00:00.000Z"})));
    assert!(!meets(days.clone(), json!({"on": ["2025-12-31", "2027-01-01"]})));
    assert!(!meets(days, json!({"on": null})));
    assert!(meets(json!({"range": {"a": {"gt": 9, "lte": 10}}}), json!({"a": [3, 10]})));
}

#[test]
fn clauses_are_combined_as_and_or_not() {
    let doc = json!({"_id": "7", "a": 1, "b": 2});
    let (a, b, c) = (json!({"term": {"a": 1}}), json!({"term": {"b": 2}}), json!({"term": {"c": 3}}));
    assert!(meets(json!([{"$or": [c, a]}, {"$and": [a, b]}, {"$not": [c]}]), doc.clone()));
    assert!(!meets(json!([{"$not": [c, a]}]), doc.clone()));
    assert!(!meets(json!([{"$or": []}]), doc.clone()));
    assert!(meets(json!([]), doc.clone()));
    assert!(meets(json!({"ids": {"values": ["6", "7"]}}), doc.clone()));
    assert!(meets(json!({"bool": {"must": a, "must_not": [c], "should": [c]}}), doc.clone()));
    assert!(!meets(json!({"bool": {"should": [c]}}), doc.clone()));
    assert!(!meets(json!({"bool": {"filter": [a], "should": [c], "minimum_should_match": 1}}), doc));
}

#[test]
fn a_refusal_names_the_clause() {
    assert_eq!(
        refusal(json!([{"term": {"a": 1}}, {"$or": [{"term": {"a": 1, "b": 2}}]}])),
        "filters[1].$or[0].term: a term has exactly one key"
    );
    assert!(refusal(json!([{"script": {}}])).starts_with("filters[0].script: unknown clause"));
    assert!(refusal(json!([{"term": {"a": {"b": 1}}}])).contains("expected a text"));
    assert!(refusal(json!([{"term": {"a..b": 1}}])).contains("not the name of an attribute"));
    assert!(refusal(json!("status:active")).contains("expected an object"));
    assert!(refusal(json!([{"term": {"a": "x".repeat(1025)}}])).contains("1024 bytes"));
    assert!(refusal(json!([{"terms": {"a": vec![1; 1001]}}])).contains("1000 values"));
}

#[test]
fn depth_and_number_of_clauses_are_limited() {
    let mut nested = json!({"term": {"a": 1}});
    for _ in 0..4 {
        nested = json!({"$and": [nested]});
    }
    assert!(Filter::parse(&json!([nested.clone()])).is_ok());
    assert!(refusal(json!([{"$and": [nested]}])).contains("5 deep"));
    assert!(Filter::parse(&json!(vec![json!({"term": {"a": 1}}); 100])).is_ok());
    assert!(refusal(json!(vec![json!({"term": {"a": 1}}); 101])).contains("100 clauses"));
}

#[test]
fn the_attributes_a_filter_names_are_known() {
    let filter = Filter::parse(
        &json!([{"$or": [{"term": {"a.b": 1}}, {"exists": {"field": "c"}}]}, {"ids": {"values": []}}]),
    );
    let names = filter.as_ref().map(|filter| filter.attributes().into_iter().collect::<Vec<_>>());
    assert_eq!(names, Ok(vec!["_id", "a", "c"]));
}

#[test]
fn a_broken_document_meets_nothing_and_escapes_are_read() {
    for broken in ["", "null", "[]", "{\"a\": 1", "{\"a\": 1} x", "{\"b\": , \"a\": 1}"] {
        let not_b = Filter::parse(&json!({"$not": [{"term": {"b": 1}}]}));
        assert!(!not_b.is_ok_and(|filter| filter.matches(broken)), "{broken}");
    }
    let doc = r#"{"a\"b": "x\ny", "\u00e4": ["ü", true, null, -1.5e3, {"z": 1}]}"#;
    assert_eq!(text_at(doc, "a\"b").as_deref(), Some("x\ny"));
    assert_eq!(
        values_at(doc, "ä"),
        [Scalar::Text("ü".into()), Scalar::Bool(true), Scalar::Null, Scalar::Number(-1500.0)]
    );
}
