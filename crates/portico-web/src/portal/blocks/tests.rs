//! Every block renders in both languages; odd settings draw something sound or nothing.

use portico_kit::Locale;
use serde_json::json;

use super::*;
use crate::design::components::tests::assert_sound;

#[test]
fn every_block_renders_its_sample_in_both_languages() {
    for locale in Locale::ALL {
        for (name, sample) in SAMPLES {
            let html = sample(locale).into_string();
            assert!(html.len() > 60, "{name} is nearly empty");
            assert_sound(name, &html);
        }
    }
}

fn block(id: &str, parent: Option<&str>, visibility: Value) -> Block {
    Block {
        id: id.to_owned(),
        kind: "text".to_owned(),
        order: 0.0,
        parent: parent.map(str::to_owned),
        doc: json!({"props": {"visibility": visibility}}),
    }
}

#[test]
fn hidden_blocks_and_blocks_that_only_point_at_each_other_are_not_in_the_tree() {
    let blocks = vec![
        block("a", None, Value::Null),
        block("b", None, json!({"is_hidden": true})),
        block("c", Some("d"), Value::Null),
        block("d", Some("c"), Value::Null),
    ];
    let tree = Tree::of(blocks, Instant(0));
    let top: Vec<&str> = tree.children(None).map(|block| block.id.as_str()).collect();
    assert_eq!(top, ["a"]);
}

#[test]
fn a_note_stands_before_the_first_card_and_after_the_heading() {
    let pieces = vec![Piece::loose(html! { h1 { "A" } }), Piece::stacked(html! { p { "B" } })];
    let html = arranged(pieces, Some(html! { p { "note" } })).into_string();
    assert_eq!(html, "<h1>A</h1><div class=\"stack\"><p>note</p><p>B</p></div>");
}

#[test]
fn a_block_for_one_kind_of_device_says_so_in_its_class() {
    let phones = on_devices(&block("a", None, json!({"hidden_on_desktop": true})), html! { p {} });
    assert!(phones.into_string().contains("only-on-phones"));
    let nowhere = block("a", None, json!({"hidden_on_desktop": true, "hidden_on_mobile": true}));
    assert_eq!(on_devices(&nowhere, html! { p {} }).into_string(), "");
}
