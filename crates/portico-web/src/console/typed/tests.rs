//! What is typed is stored, what no setting describes stays, and every setting has its words.

use serde_json::json;

use super::*;
use crate::portal::blocks::settings::{Kind, Offer, setting};

const ROW: &[Setting] = &[setting("title", Kind::Text), setting("kind", Kind::Choice(&["a", "b"]))];
const SHEET: &[Setting] = &[
    setting("content.title", Kind::Text),
    setting("content.on", Kind::Flag(true)),
    setting("content.count", Kind::Number(1, 9)),
    setting("content.rows", Kind::Rows(ROW)),
    setting("content.columns", Kind::Listed(Offer::Attributes)),
    setting("content.filter", Kind::Json),
];

fn stored() -> Value {
    json!({"content": {"title": {"de": "A", "fr": "C"}, "count": 3, "strange": [1],
        "rows": [{"title": "one", "own": 1}, {"title": {"de": "zwei"}, "kind": "b"}], "columns": ["x"]}})
}

fn typed(answers: &str) -> Typed {
    Typed::of_answers(Locale::En, &[SHEET], &stored(), &Answers::of(answers))
}

#[test]
fn what_no_setting_describes_stays() {
    let typed = typed(
        "content.title.de=B&content.title.en=&content.on=on&content.count=4&n:content.rows=2\
         &kept:content.rows.0=%7B%22title%22%3A%22one%22%2C%22own%22%3A1%7D&content.rows.0.title.de=one\
         &content.rows.0.title.en=one&content.rows.1.title.de=&n:content.columns=2&content.columns.0=x&content.columns.1=",
    );
    assert!(typed.faults.is_empty(), "{:?}", typed.faults);
    let wanted = json!({"content": {"title": {"de": "B", "fr": "C"}, "count": 4, "strange": [1],
        "rows": [{"title": "one", "own": 1}], "columns": ["x"]}});
    assert_eq!(typed.doc, wanted);
}

#[test]
fn a_wrong_answer_is_named_and_stays_in_the_form() {
    let typed = typed("content.count=many&content.filter=%7Bx&content.on=on");
    let fields: Vec<&str> = typed.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["content.count", "content.filter"]);
    assert_eq!(
        (at(&typed.doc, "content.count"), at(&typed.doc, "content.filter")),
        (&json!("many"), &json!("{x"))
    );
}

#[test]
fn a_box_without_a_tick_says_no() {
    assert_eq!(at(&typed("content.count=3").doc, "content.on"), &json!(false));
}

#[test]
fn rows_are_added_moved_and_dropped() {
    let rows = "content.on=on&n:content.columns=2&content.columns.0=x&content.columns.1=y&then=";
    let after = |step: &str| at(&typed(&format!("{rows}{step}")).doc, "content.columns").clone();
    assert_eq!(after("up:content.columns.1"), json!(["y", "x"]));
    assert_eq!(after("down:content.columns.0"), json!(["y", "x"]));
    assert_eq!(after("drop:content.columns.0"), json!(["y"]));
    assert_eq!(after("add:content.columns"), json!(["x", "y", {}]));
    assert_eq!(after("up:content.columns.0"), json!(["x", "y"]));
}

#[test]
fn a_form_of_an_older_version_is_stale() {
    let typed = typed("seen=old&content.on=on");
    let refusal = typed.check(&stored()).expect_err("stale");
    assert!(matches!(refusal, Refusal::Conflict { reason: Some("STALE"), .. }));
    let fresh = typed.with(&stored(), Some(&Trouble::Stale));
    assert!(fresh.is_stale && fresh.seen == digest(&stored()));
}
