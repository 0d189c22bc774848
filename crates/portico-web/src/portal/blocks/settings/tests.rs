//! What blocks read is what their forms offer, and every setting has its words in both languages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;
use crate::design::words::has;

/// Keys that blocks read from other documents than their own settings: attributes, schemas, records, roles.
const ELSEWHERE: [&str; 24] = [
    "_relations",
    "_schema",
    "_title",
    "block",
    "columns",
    "counter_id",
    "email",
    "entity_id",
    "file_count",
    "hidden",
    "icon",
    "internal",
    "is_new",
    "layout",
    "phone",
    "q",
    "readonly",
    "sort",
    "status",
    "timestamp",
    "type",
    "unit",
    "valid_until",
    "value",
];
/// Settings that are read but not offered: the only action there is, and pictures, which are uploaded elsewhere.
const NOT_OFFERED: [&str; 3] = ["action", "image", "s3ref"];

/// The source of a type of block without its samples and tests.
fn source_of(kind: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/portal/blocks");
    let file = match kind {
        "tab" => "tabs",
        "accordion_item" => "accordion",
        "title" => "heading",
        "system_banner_content" => "text",
        "quick_action" => "quick_actions",
        own => own,
    };
    let mut files = vec![folder.join(format!("{file}.rs"))];
    if let Ok(entries) = std::fs::read_dir(folder.join(file)) {
        files.extend(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_code(path)));
    }
    if matches!(kind, "teaser" | "quick_action" | "quick_actions") {
        files.push(folder.join("link_to.rs"));
    }
    if kind == "order_summary" {
        files.push(folder.join("../decide/check.rs"));
    }
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let end = text.find("pub fn sample").or_else(|| text.find("#[cfg(test)]")).unwrap_or(text.len());
        text[..end].to_owned()
    };
    files.iter().map(read).collect()
}

fn is_code(path: &Path) -> bool {
    !path.ends_with("sample.rs") && !path.ends_with("tests.rs") && !path.ends_with("samples.rs")
}

/// The keys that a source asks a document for.
fn keys_read(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for call in ["get(\"", "word(\"", "words(\"", "text(\"", "says(\"", "flag(\"", "pointer(\"/props/design/"]
    {
        for (at, _) in source.match_indices(call) {
            let key = source[at + call.len()..].split('"').next().unwrap_or_default();
            found.extend(key.split('/').filter(|part| !part.is_empty()).map(str::to_owned));
        }
    }
    found
}

fn steps(settings: &[Setting], found: &mut BTreeSet<String>) {
    for setting in settings {
        found.extend(setting.key.split('.').map(str::to_owned));
        if let Kind::Rows(inner) = setting.kind {
            steps(inner, found);
        }
    }
}

#[test]
fn every_key_that_a_block_reads_is_described() {
    let mut missing = Vec::new();
    for block in BLOCKS {
        let mut known = BTreeSet::new();
        steps(block.settings, &mut known);
        // Types that are drawn in one file read each other's keys.
        let beside = match block.name {
            "tabs" => "tab",
            "accordion" => "accordion_item",
            "accordion_item" => "accordion",
            "quick_action" => "quick_actions",
            own => own,
        };
        steps(block_type(beside).map_or(&[], |beside| beside.settings), &mut known);
        let source = source_of(block.name);
        assert!(!source.is_empty(), "{}: where is it read?", block.name);
        let read = keys_read(&source);
        let mut frame = BTreeSet::new();
        steps(IN_COLUMNS, &mut frame);
        known.extend(frame);
        let other = |key: &&String| ELSEWHERE.contains(&key.as_str()) || NOT_OFFERED.contains(&key.as_str());
        missing.extend(
            read.iter()
                .filter(|key| !known.contains(*key) && !other(key))
                .map(|key| format!("{}: {key}", block.name)),
        );
    }
    assert!(missing.is_empty(), "read by a block, but not among its settings: {missing:#?}");
}

#[test]
fn every_setting_is_read_by_its_block() {
    let mut unread = Vec::new();
    for block in BLOCKS {
        let source = if block.name == "attribute" {
            source_of("attribute") + &source_of("attribute_group")
        } else {
            source_of(block.name)
        };
        let mut known = BTreeSet::new();
        steps(block.settings, &mut known);
        // The columns of a group's layout and the languages of links are reached in other ways, and when something is
        // shown is decided in one place for all.
        let mut frame = BTreeSet::new();
        steps(VISIBILITY, &mut frame);
        let is_frame =
            |key: &&String| frame.contains(*key) || ["content", "design", "de", "en"].contains(&key.as_str());
        unread.extend(
            known
                .iter()
                .filter(|key| !is_frame(key) && !source.contains(&format!("\"{key}\"")))
                .map(|key| format!("{}: {key}", block.name)),
        );
    }
    let unread: Vec<String> = unread.into_iter().filter(|key| !key.starts_with("group: ")).collect();
    assert!(unread.is_empty(), "offered, but read by no block: {unread:#?}");
}

#[test]
fn every_block_that_is_drawn_has_a_form() {
    let missing: Vec<&str> = crate::portal::blocks::SAMPLES
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| block_type(name).is_none())
        .collect();
    assert!(missing.is_empty(), "drawn, but not in the catalogue of the console: {missing:?}");
}

fn without_words(family: &str, settings: &[Setting], missing: &mut Vec<String>) {
    for setting in settings {
        let short = setting.key.trim_start_matches("content.").trim_start_matches("design.");
        let key = short.replace(['.', '_'], "-").to_ascii_lowercase();
        let mut say = |end: &str| {
            let known = [format!("setting-{family}-{key}{end}"), format!("setting-{key}{end}")];
            if !known.iter().any(|key| has(key)) {
                missing.push(format!("setting-{family}-{key}{end}"));
            }
        };
        say("");
        match setting.kind {
            Kind::Choice(words) => words.iter().for_each(|word| {
                let word =
                    if word.is_empty() { "none".to_owned() } else { word.replace('_', "-").to_lowercase() };
                say(&format!("-is-{word}"));
            }),
            Kind::Rows(inner) => without_words(family, inner, missing),
            _ => {}
        }
    }
}

#[test]
fn every_setting_and_choice_has_its_words() {
    let mut missing = Vec::new();
    for block in BLOCKS {
        without_words(&block.name.replace('_', "-"), block.settings, &mut missing);
        let key = block.name.replace('_', "-");
        missing.extend(
            [format!("console-block-{key}"), format!("block-{key}-line")].into_iter().filter(|key| !has(key)),
        );
    }
    without_words("visibility", VISIBILITY, &mut missing);
    without_words("block", IN_COLUMNS, &mut missing);
    without_words("page", PAGE, &mut missing);
    crate::console::settings_with_words(&mut |family, settings| {
        without_words(family, settings, &mut missing)
    });
    assert!(missing.is_empty(), "{missing:#?}");
}
