//! Attributes of every kind, as the wire brings them.

use serde_json::json;

use super::*;

fn shown(kind: Kind, v: Value) -> String {
    value(Locale::De, kind, &v).into_string().replace('\u{a0}', " ")
}

#[test]
fn each_kind_reads_as_people_write_it() {
    assert_eq!(shown(Kind::Money, json!(9900)), "99,00 €");
    assert_eq!(shown(Kind::Money, json!("12.90")), "12,90 €");
    assert_eq!(shown(Kind::Number, json!(3318.2)), "3.318,2");
    assert_eq!(shown(Kind::Date, json!("2024-03-01T00:00:00.000Z")), "1. März 2024");
    assert_eq!(shown(Kind::DateTime, json!("2026-11-23T13:06:00.000Z")), "23. November 2026, 14:06 Uhr");
    assert_eq!(shown(Kind::Boolean, json!(false)), "Nein");
    assert_eq!(shown(Kind::Choice, json!(["a", "b"])), "<ul class=\"value-list\"><li>a</li><li>b</li></ul>");
}

#[test]
fn addresses_leave_out_what_is_missing() {
    let address = json!({"street": "Ulmenweg", "street_number": "7", "postal_code": "34990", "city": "Auental", "country": "DE"});
    assert_eq!(shown(Kind::Address, json!([address])), "Ulmenweg 7<br>34990 Auental");
    assert_eq!(address_line(&json!([address])), "Ulmenweg 7, 34990 Auental");
    assert_eq!(address_line(&json!(null)), "");
}

#[test]
fn links_lead_only_where_they_may() {
    assert!(shown(Kind::Web, json!("https://sw.example")).starts_with("<a"));
    assert_eq!(shown(Kind::Web, json!("javascript:alert(1)")), "javascript:alert(1)");
    assert!(shown(Kind::Email, json!("<b>@x")).contains("&lt;b&gt;"));
}

#[test]
fn nothing_is_said_in_a_word() {
    for nothing in [json!(null), json!(""), json!([]), json!([null])] {
        assert!(shown(Kind::Text, nothing).contains("keine Angabe"));
    }
}
