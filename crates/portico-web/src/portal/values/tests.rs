//! Values are told as people of each language write them.

use portico_core::schemas::parse;
use serde_json::json;

use super::*;

fn schema() -> Schema {
    let text = r#"{"slug":"job","attributes":[
        {"name":"number","type":"string","identifier":true},
        {"name":"power","type":"number","unit":"kWp"},
        {"name":"unit_price","type":"number","unit":"ct/kWh"},
        {"name":"pitch","type":"number","unit":"°"},
        {"name":"size","type":"number","unit":"Byte"},
        {"name":"price","type":"currency"},
        {"name":"start","type":"date"},
        {"name":"at","type":"datetime"},
        {"name":"state","type":"status","options":[{"value":"a","title":"Aktiv","translations":{"en":{"label":"Active"}}}]},
        {"name":"email","type":"email","repeatable":true},
        {"name":"address","type":"address"},
        {"name":"proofs","type":"table","columns":[{"name":"name","type":"string"},{"name":"valid_until","type":"date"}]},
        {"name":"secret","type":"internal"}]}"#;
    parse(text).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn told(locale: Locale, name: &str, value: Value) -> Option<String> {
    let schema = schema();
    let doc = json!({ name: value });
    let attribute = schema.attribute(name).unwrap_or_else(|| panic!("{name}"));
    text(locale, attribute, &doc, Room::Sentence).map(|text| text.replace('\u{a0}', " "))
}

#[test]
fn each_type_is_told_in_its_own_way() {
    let de = |name, value| told(Locale::De, name, value).unwrap_or_default();
    assert_eq!(de("number", json!("7003221845")), "7003 221 845");
    assert_eq!(de("power", json!(9.9)), "9,9 kWp");
    assert_eq!(de("pitch", json!(38)), "38°");
    assert_eq!(de("unit_price", json!(31.9)), "31,90 ct/kWh");
    assert_eq!(de("unit_price", json!(10.845)), "10,845 ct/kWh");
    assert_eq!(de("size", json!(212_400)), "212 KB");
    assert_eq!(de("price", json!(1_432_500)), "14.325,00 €");
    assert_eq!(de("start", json!("2026-11-25")), "25. November 2026");
    assert_eq!(de("at", json!("2026-11-25T07:30:00.000Z")), "25. November 2026, 8:30 Uhr");
    assert_eq!(de("state", json!("a")), "Aktiv");
    assert_eq!(de("email", json!([{"email": "a@b.example"}])), "a@b.example");
    assert_eq!(
        de(
            "address",
            json!([{"street": "Ulmenweg", "street_number": "7", "postal_code": "34990", "city": "Auental"}])
        ),
        "Ulmenweg 7, 34990 Auental"
    );
    assert_eq!(
        de("address", json!([{"street": "Ulmenweg", "city": "Auental", "additional_info": "Hinterhaus"}])),
        "Ulmenweg, Auental, Hinterhaus"
    );
    assert_eq!(
        de("proofs", json!([{"name": "Erste Hilfe", "valid_until": "2026-10-09"}])),
        "Erste Hilfe, 09.10.2026"
    );
    assert_eq!(told(Locale::En, "state", json!("a")).as_deref(), Some("Active"));
    assert_eq!(told(Locale::En, "price", json!(-467)).as_deref(), Some("−€4.67"));
}

#[test]
fn nothing_is_told_of_empty_values_and_of_internals() {
    for (name, value) in
        [("number", json!("")), ("email", json!([])), ("price", Value::Null), ("secret", json!({"a": 1}))]
    {
        assert_eq!(told(Locale::De, name, value), None, "{name}");
    }
}

#[test]
fn placeholders_reach_into_addresses_but_not_into_what_has_no_text() {
    let doc = json!({"_id": "7", "address": [{"city": "Auental"}], "secret": {"a": "x"}});
    let at = |path| at_path(Locale::De, &schema(), &doc, path);
    assert_eq!(at("address.city").as_deref(), Some("Auental"));
    assert_eq!(at("_id").as_deref(), Some("7"));
    assert_eq!(at("nothing"), None);
    assert_eq!(at("secret"), None);
}
