//! A draft survives its journey through addresses and hidden fields, and rows of tables keep their place.

use portico_core::entities::Seen;
use portico_core::schemas::parse;
use serde_json::json;

use super::*;

fn schema() -> Schema {
    let text = r#"{"slug":"contact","attributes":[{"name":"job_title","type":"string"},
        {"name":"proofs","type":"table","columns":[{"name":"name","type":"string","required":true},{"name":"valid_until","type":"date"}]}]}"#;
    parse(text).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn record() -> Record {
    let doc = json!({"_id": "7", "_updated_at": "2026-11-25T08:00:00.000Z", "job_title": "Inhaber",
        "proofs": [{"name": "A", "scan": "a.pdf"}, {"name": "B"}]});
    Record::of(Seen { id: EntityId::from("7"), schema: "contact".to_owned(), doc: doc.to_string() })
}

fn begun(row: RowPlace) -> Draft {
    Draft::begin(
        Locale::De,
        &schema(),
        &record(),
        &["proofs".to_owned()],
        Some(row),
        ("block-1", "/me?tab=a"),
    )
}

fn sent(draft: &Draft, typed: &[(&str, &str)]) -> Draft {
    let (_, query) = draft
        .action()
        .split_once('?')
        .map(|(path, query)| (path.to_owned(), query.to_owned()))
        .unwrap_or_default();
    let mut body = String::new();
    for (name, value) in draft.hidden() {
        body.push_str(&format!("{}={}&", address::encoded(&name), address::encoded(&value)));
    }
    for (name, value) in typed {
        body.push_str(&format!("{name}={}&", address::encoded(value)));
    }
    Draft::read(
        "contact".to_owned(),
        EntityId::from("7"),
        &Query::parse(&query),
        &Query::parse(&body),
        Locale::En,
    )
}

#[test]
fn a_draft_comes_back_from_its_form_as_it_went() {
    let draft = begun(RowPlace::At(1));
    let back = sent(&draft, &[]);
    assert_eq!((back.names, back.row, back.back), (draft.names, draft.row, draft.back));
    assert_eq!(
        (back.block, back.locale, back.updated_at, back.was),
        (draft.block, draft.locale, draft.updated_at, draft.was)
    );
}

#[test]
fn a_new_row_is_added_and_an_old_one_changed_in_its_place() {
    let added = sent(&begun(RowPlace::New), &[("proofs.name", "C"), ("proofs.valid_until", "2028-01-31")]);
    let values = added.values(&schema()).unwrap_or_default();
    assert_eq!(
        values["proofs"],
        json!([{"name": "A", "scan": "a.pdf"}, {"name": "B"}, {"name": "C", "valid_until": "2028-01-31"}])
    );
    let changed = sent(&begun(RowPlace::At(0)), &[("proofs.name", "AA")]);
    let values = changed.values(&schema()).unwrap_or_default();
    assert_eq!(values["proofs"], json!([{"name": "AA", "scan": "a.pdf"}, {"name": "B"}]));
    let gone = sent(&begun(RowPlace::Gone(0)), &[]);
    assert_eq!(gone.values(&schema()).unwrap_or_default()["proofs"], json!([{"name": "B"}]));
}

#[test]
fn a_row_without_its_name_is_told_at_its_field() {
    let faults =
        sent(&begun(RowPlace::New), &[("proofs.name", " ")]).values(&schema()).err().unwrap_or_default();
    assert_eq!(faults.first().map(|fault| fault.field.as_str()), Some("proofs.name"));
}

#[test]
fn a_row_typed_on_an_older_version_is_added_to_the_newer_one() {
    let draft = sent(&begun(RowPlace::New), &[("proofs.name", "C")]);
    let schema = schema();
    let attribute = schema.attribute("proofs").unwrap_or_else(|| panic!("proofs"));
    let newer = json!([{"name": "X"}]);
    assert_eq!(draft.value_on(attribute, &newer), json!([{"name": "X"}, {"name": "C"}]));
}

#[test]
fn a_row_is_found_again_where_it_stands_in_a_newer_version() {
    let newer = |rows: Value| {
        let doc = json!({"_id": "7", "_updated_at": "2026-11-25T09:00:00.000Z", "proofs": rows});
        Record::of(Seen { id: EntityId::from("7"), schema: "contact".to_owned(), doc: doc.to_string() })
    };
    let seen_again = |row, rows| {
        let mut draft = begun(row);
        draft.see_again(&newer(rows));
        draft.row
    };
    let moved = json!([{"name": "X"}, {"name": "A", "scan": "a.pdf"}]);
    assert_eq!(seen_again(RowPlace::At(0), moved.clone()), Some(RowPlace::At(1)));
    assert_eq!(seen_again(RowPlace::At(1), moved.clone()), Some(RowPlace::New));
    assert_eq!(seen_again(RowPlace::Gone(0), moved.clone()), Some(RowPlace::Gone(1)));
    assert_eq!(seen_again(RowPlace::Gone(1), moved), None);
}

#[test]
fn a_way_back_that_leads_elsewhere_is_not_followed() {
    let query = Query::parse("names=a&back=https%3A%2F%2Fevil.example");
    let draft = Draft::read("contact".to_owned(), EntityId::from("7"), &query, &Query::default(), Locale::De);
    assert_eq!(draft.back, "/");
}
