//! What administrators set up, as entries of the organisation's history: what it was, where it is, what changed.

use maud::{Markup, html};
use portico_kit::Locale;
use serde_json::Value;

use super::super::address::Address;
use super::super::values::plain;
use super::super::words::sentence;
use super::entry::text;
use crate::design::components::diff::{DiffRow, Fate};
use crate::design::words::{t, t_args};

/// So many changed fields are shown; more are counted.
const SHOWN: usize = 12;
/// So many letters of a value are shown.
const LONGEST: usize = 160;

/// Whether an entry tells of something that was set up.
pub(super) fn is_one(entry: &Value) -> bool {
    entry.pointer("/payload/configuration").is_some()
}

/// Who set up what.
pub(super) fn sentence_of(locale: Locale, entry: &Value, who: Markup) -> Markup {
    let key = match text(entry, "/type") {
        "ConfigurationCreated" => "console-did-created",
        "ConfigurationRemoved" => "console-did-removed",
        _ => "console-did-changed",
    };
    let kind = text(entry, "/payload/configuration/kind");
    let id = text(entry, "/payload/configuration/id");
    let name = match text(entry, "/payload/configuration/name") {
        "" => id,
        name => name,
    };
    let place = place(entry, kind, id).filter(|_| key != "console-did-removed");
    let what = html! {
        (t(locale, &format!("console-what-{kind}"))) " "
        @match place {
            Some(place) => a.link href=(place.href()) { (name) },
            None => strong { (name) },
        }
    };
    sentence(locale, key, &[("who", who), ("what", what)])
}

/// Where the thing is set up.
fn place(entry: &Value, kind: &str, id: &str) -> Option<Address> {
    let path = match kind {
        "portal" | "widgets" => format!("/admin/portals/{id}"),
        "page" => format!("/admin/portals/{}/pages/{id}", text(entry, "/payload/configuration/portal_id")),
        "role" => format!("/admin/permissions/{id}"),
        "design" => format!("/admin/designs/{id}"),
        "email_template" => format!("/admin/records/email_template/{id}"),
        "schema" => format!("/admin/schemas/{id}"),
        "mail" => "/admin/mail/settings".to_owned(),
        _ => return None,
    };
    Some(Address::of(path))
}

/// Each field that changed, old and new. Of what was created or removed as a whole the fields are not told.
pub(super) fn rows(locale: Locale, entry: &Value) -> Vec<DiffRow> {
    let is_change = text(entry, "/type") == "ConfigurationChanged";
    let all = entry.pointer("/payload/configuration/changes").and_then(Value::as_array);
    let all: &[Value] = all.filter(|_| is_change).map_or(&[], Vec::as_slice);
    let said = |value: &Value| shortened(&told(locale, value));
    let row = |change: &Value| {
        let fate = match (change.get("old"), change.get("new")) {
            (Some(old), Some(new)) => Fate::Changed { old: said(old), new: said(new) },
            (Some(old), None) => Fate::Removed { old: said(old) },
            (None, Some(new)) => Fate::Added { new: said(new) },
            (None, None) => return None,
        };
        Some(DiffRow::new(text(change, "/path"), fate))
    };
    let mut rows: Vec<DiffRow> = all.iter().take(SHOWN).filter_map(row).collect();
    let more = all.len().saturating_sub(SHOWN);
    if let Some(last) = rows.pop() {
        rows.push(match more {
            0 => last,
            _ => last.note(t_args(locale, "console-changes-more", &[("count", more.into())])),
        });
    }
    rows
}

/// A value in words: what a block or an attribute is called stands for it.
fn told(locale: Locale, value: &Value) -> String {
    let name = |key: &str| value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let named = ["label", "name", "title", "type", "action"].into_iter().find_map(name);
    let text = match (value, named) {
        (Value::Object(_), Some(name)) => name.to_owned(),
        (Value::Object(_), None) => value.to_string(),
        _ => plain(locale, None, value),
    };
    if text.is_empty() { t(locale, "value-empty").into_owned() } else { text }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_kind_has_a_name_and_a_place_in_the_filter() {
        for part in portico_core::activity::Part::ALL {
            for family in ["console-what-", "console-about-"] {
                assert!(crate::design::words::has(&format!("{family}{}", part.name())), "{}", part.name());
            }
        }
        for word in ["all", "records", "configuration"] {
            assert!(crate::design::words::has(&format!("console-about-{word}")), "{word}");
        }
    }

    #[test]
    fn many_changes_are_counted_and_long_values_cut() {
        let change = json!({ "path": "a", "new": "x".repeat(500) });
        let entry = json!({ "type": "ConfigurationChanged",
            "payload": { "configuration": { "kind": "portal", "id": "1", "changes": vec![change; 20] } } });
        let shown: String =
            rows(Locale::En, &entry).iter().map(|row| html! { (row) }.into_string()).collect();
        assert!(shown.contains("8 more"), "{shown}");
        assert!(!shown.contains(&"x".repeat(161)));
    }
}
