//! Typed texts become values without a digit lost, and what is wrong is told at its field.

use portico_core::schemas::{Schema, parse};

use super::*;

fn schema() -> Schema {
    let text = r#"{"slug":"job","attributes":[
        {"name":"maker","type":"string"},{"name":"title","type":"string","required":true},
        {"name":"count","type":"number"},{"name":"price","type":"currency"},
        {"name":"due","type":"date"},{"name":"at","type":"datetime"},
        {"name":"roof","type":"select","options":[{"value":"gable"}]},{"name":"ready","type":"boolean"},
        {"name":"mail","type":"email"},{"name":"phone","type":"phone","repeatable":true},
        {"name":"home","type":"address","required":true}]}"#;
    parse(text).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn read(name: &str, fields: &[(&str, &str)], was: Value) -> (Value, Vec<String>) {
    let pairs: Vec<(String, String)> =
        fields.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    let typed = Typed::of_pairs(&pairs);
    let mut reading = Reading::of(Locale::De, &typed);
    let schema = schema();
    let attribute = schema.attribute(name).unwrap_or_else(|| panic!("{name}"));
    let value = reading.value(name, attribute, &was);
    (value, reading.faults.into_iter().map(|fault| fault.field).collect())
}

fn right(name: &str, typed: &str) -> Value {
    let (value, faults) = read(name, &[(name, typed)], Value::Null);
    assert!(faults.is_empty(), "{name} {typed}: {faults:?}");
    value
}

#[test]
fn values_are_read_in_many_spellings() {
    assert_eq!(right("count", "25"), json!(25));
    assert_eq!(right("count", "9,90"), json!(9.9));
    assert_eq!(right("count", "25,0"), json!(25));
    assert_eq!(right("price", "14.325,00 €"), json!(1_432_500));
    assert_eq!(right("price", "-4,6"), json!(-460));
    assert_eq!(right("due", "2026-11-25"), json!("2026-11-25"));
    assert_eq!(right("due", "25.11.2026"), json!("2026-11-25"));
    assert_eq!(right("roof", "gable"), json!("gable"));
    assert_eq!(right("ready", "false"), json!(false));
    assert_eq!(right("maker", "  Solvario\r\nGlas "), json!("Solvario\nGlas"));
    assert_eq!(right("maker", ""), Value::Null);
    assert_eq!(right("phone", "+49 5690 555 0131"), json!([{"phone": "+49 5690 555 0131"}]));
}

#[test]
fn what_cannot_be_read_is_told_at_its_field() {
    for (name, typed) in [
        ("title", ""),
        ("count", "viele"),
        ("count", "1234567890123456"),
        ("price", "1,234.567"),
        ("price", "1,005"),
        ("due", "31.02.2026"),
        ("roof", "thatched"),
        ("mail", "a@"),
        ("phone", "call me"),
    ] {
        let (_, faults) = read(name, &[(name, typed)], Value::Null);
        assert_eq!(faults, [name], "{typed}");
    }
}

#[test]
fn a_moment_is_read_on_the_clocks_of_the_portal() {
    let at = |date, time| read("at", &[("at.date", date), ("at.time", time)], Value::Null);
    assert_eq!(at("2026-11-25", "8:30").0, json!("2026-11-25T07:30:00.000Z"));
    assert_eq!(at("2026-07-01", "8:30 Uhr").0, json!("2026-07-01T06:30:00.000Z"));
    assert_eq!(at("2026-11-25", "25:00").1, ["at.time"]);
}

#[test]
fn an_address_keeps_what_the_form_does_not_show() {
    let was = json!([{"_id": "7", "street": "Ulmenweg", "street_number": "7", "postal_code": "34990", "city": "Auental", "country": "DE"}, {"city": "Niederau"}]);
    let fields = [
        ("home.street", "Ulmenweg"),
        ("home.street_number", "7 a"),
        ("home.postal_code", "34990"),
        ("home.city", "Auental"),
        ("home.additional_info", "Hinterhaus"),
    ];
    let (value, faults) = read("home", &fields, was);
    assert!(faults.is_empty());
    assert_eq!(value[0]["_id"], "7");
    assert_eq!(value[0]["country"], "DE");
    assert_eq!(value[0]["street_number"], "7 a");
    assert_eq!(value[1]["city"], "Niederau");
}

#[test]
fn an_address_names_each_part_that_is_missing_or_odd() {
    let (_, faults) = read("home", &[("home.city", "Auental"), ("home.postal_code", "3499")], Value::Null);
    assert_eq!(faults, ["home.street", "home.postal_code"]);
    assert_eq!(read("home", &[], Value::Null).1, ["home.street"]);
}

#[test]
fn what_a_form_begins_with_reads_back_as_it_was() {
    let schema = schema();
    let stored = [
        ("count", json!(1234)),
        ("count", json!(1.234)),
        ("count", json!(9.9)),
        ("price", json!(1_432_500)),
        ("due", json!("2026-11-25")),
        ("at", json!("2026-10-25T00:30:00.000Z")),
        ("phone", json!([{"phone": "+49 5690 555 0131", "_tags": ["a"]}])),
        ("ready", json!(true)),
    ];
    for locale in Locale::ALL {
        for (name, value) in &stored {
            let attribute = schema.attribute(name).unwrap_or_else(|| panic!("{name}"));
            let mut typed = Typed::default();
            typed.begin(locale, name, attribute, value);
            let mut reading = Reading::of(locale, &typed);
            assert_eq!(reading.value(name, attribute, value), *value, "{typed:?}");
            assert!(reading.faults.is_empty(), "{name}");
        }
    }
}
