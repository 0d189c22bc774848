//! Both languages say the same things, and no page asks for a text that does not exist.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::*;

/// Keys of one language, each with the variables its text uses.
fn keys(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for path in Texts::iter().filter(|path| path.starts_with(locale.code())) {
        let data = Texts::get(&path).expect("listed").data;
        let text = String::from_utf8(data.into_owned()).expect("UTF-8");
        if let Err((_, errors)) = FluentResource::try_new(text.clone()) {
            panic!("{path}: {errors:?}");
        }
        let mut current = String::new();
        for line in text.lines() {
            let starts = line.starts_with(|c: char| c.is_ascii_lowercase());
            if let Some((key, _)) = line.split_once('=').filter(|_| starts) {
                current = key.trim().to_owned();
                let twice = found.insert(current.clone(), BTreeSet::new()).is_some();
                assert!(!twice, "{path}: {current} is written twice");
            }
            let names = line.split("{ $").skip(1).chain(line.split("{$").skip(1));
            for name in names.filter_map(|rest| rest.split([' ', '}', ')', ',']).next()) {
                found.get_mut(&current).expect("a key first").insert(name.to_owned());
            }
        }
    }
    found
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    assert_eq!(keys(Locale::De), keys(Locale::En));
}

#[test]
fn every_key_asked_for_in_the_source_exists() {
    let mut missing = Vec::new();
    for file in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let text = std::fs::read_to_string(&file).expect("readable");
        for call in ["t(", "t_args("] {
            for (at, _) in text.match_indices(call) {
                let (front, rest) = (&text[..at], &text[at + call.len()..]);
                if front.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    continue;
                }
                let Some((before, rest)) = rest.split_once('"') else { continue };
                let direct =
                    before.len() < 40 && before.trim_end().ends_with(',') && !before.contains([')', ';']);
                let key = rest.split('"').next().unwrap_or_default();
                if direct && !key.is_empty() && !has(key) {
                    missing.push(format!("{}: {key}", file.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok).map(|entry| entry.path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ext| ext == "rs"))
        .filter(|path| !path.ends_with("words/tests.rs") && !path.ends_with("words.rs"))
        .collect()
}

#[test]
fn a_missing_key_shows_itself() {
    assert_eq!(t(Locale::De, "no-such-key"), "no-such-key");
}

#[test]
fn variables_are_filled_in_and_plurals_chosen() {
    assert_eq!(
        t_args(Locale::De, "error-summary-title", &[("count", 2.into())]),
        "Bitte prüfen Sie 2 Angaben"
    );
    assert_eq!(
        t_args(Locale::De, "error-summary-title", &[("count", 1.into())]),
        "Bitte prüfen Sie eine Angabe"
    );
    assert_eq!(t_args(Locale::En, "error-summary-title", &[("count", 1.into())]), "Please check one answer");
}

#[test]
fn german_texts_say_sie_and_never_shout() {
    for (locale, folder) in [(Locale::De, "de/"), (Locale::En, "en/")] {
        for path in Texts::iter().filter(|path| path.starts_with(folder)) {
            let text =
                String::from_utf8(Texts::get(&path).expect("listed").data.into_owned()).expect("UTF-8");
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                assert!(!line.contains('!'), "{path}: {line}");
                let lower = line.to_lowercase();
                for word in ["leider", " du ", " dein", "klicken sie hier", "click here"] {
                    assert!(!lower.contains(word), "{} {path}: {line}", locale.code());
                }
            }
        }
    }
}
