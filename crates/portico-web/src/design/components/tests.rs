//! Every component renders in both languages as sound HTML with nothing inline and no missing text.

use super::*;

/// Elements without an end tag.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// Panics when tags do not close in order, or anything is inline that the content policy would block.
pub(crate) fn assert_sound(name: &str, html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for rest in html.split('<').skip(1) {
        let tag = rest.split('>').next().unwrap_or_default();
        if tag.starts_with('!') || tag.ends_with('/') {
            continue;
        }
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{name}: </{closed}> closes another element");
            continue;
        }
        let element = tag.split_whitespace().next().unwrap_or_default();
        for (key, _) in tag.split_whitespace().skip(1).filter_map(|attribute| attribute.split_once('=')) {
            assert!(key != "style" && !key.starts_with("on"), "{name}: {key} on {element}");
        }
        if !VOID.contains(&element) {
            open.push(element);
        }
    }
    assert!(open.is_empty(), "{name}: left open {open:?}");
    assert!(!html.contains("<style") && !html.contains("<script>"), "{name}: inline style or script");
}

#[test]
fn every_component_renders_in_both_languages() {
    for locale in Locale::ALL {
        for (name, sample) in SAMPLES {
            let html = sample(locale).into_string();
            assert!(html.len() > 40, "{name} is nearly empty");
            assert_sound(name, &html);
        }
    }
}

#[test]
fn every_file_of_components_is_in_the_gallery() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/design/components");
    for entry in std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        let file = entry.file_name().to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(".rs").filter(|name| *name != "tests") else { continue };
        assert!(SAMPLES.iter().any(|(sample, _)| *sample == name), "{name} has no sample in SAMPLES");
    }
}

#[test]
fn what_people_typed_is_escaped_everywhere() {
    let evil = "<script>alert(1)</script>\"'";
    let rendered = maud::html! {
        (field::Field::text("a", evil).value(evil).hint(evil).error(Some(evil)))
        (button::Button::go(evil, evil))
        (tag::Tag::new(Tone::Good, evil))
        (note::Note::new(Tone::Bad).title(evil).text(evil))
        (summary_list::SummaryList::new().row(evil, evil))
        (table::Table::new(Locale::De, evil).column(table::Column::Title, evil).row(table::TableRow::new().cell(evil)))
    };
    let html = rendered.into_string();
    assert!(!html.contains("<script>"), "{html}");
    assert_sound("escaped", &html);
}
