//! What differs between two versions of a configuration, field by field; secrets are never told. No SQL, no clock.

use serde_json::{Map, Value, json};

/// So many changes of one thing are told.
const MOST: usize = 200;
/// So many letters of a value are told.
const LONGEST: usize = 2000;
/// What stands for a secret.
const SECRET: &str = "•••";
/// Words in the name of a field whose texts are nobody's business.
const SECRET_WORDS: [&str; 9] = [
    "secret",
    "password",
    "passphrase",
    "token",
    "private_key",
    "api_key",
    "apikey",
    "credential",
    "test_auth",
];
/// Fields that follow from others, or tell only that something was stored.
const BOOKKEEPING: [&str; 9] = [
    "last_modified_at",
    "updated_at",
    "created_at",
    "version",
    "organization_id",
    "portal_sk_v3",
    "is_v3_item",
    "_updated_at",
    "_created_at",
];

/// What became of each field: `{"path": "blocks.text.props.content.text.de", "old": …, "new": …}`. A side that was
/// not there is left out.
pub(super) fn changes(before: &Value, after: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    let empty = json!({});
    let side = |value: &Value| if value.is_null() { empty.clone() } else { value.clone() };
    compare(&mut found, &mut Vec::new(), Some(&side(before)), Some(&side(after)), false);
    found.truncate(MOST);
    found
}

/// What a configured thing is called.
pub(super) fn name_of(doc: &Value) -> String {
    let places =
        ["/name", "/style_name", "/content/title/de", "/content/title/en", "/content/title", "/slug"];
    let texts = places.iter().filter_map(|place| doc.pointer(place)?.as_str());
    texts.map(str::trim).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

fn compare(
    found: &mut Vec<Value>,
    path: &mut Vec<String>,
    old: Option<&Value>,
    new: Option<&Value>,
    is_secret: bool,
) {
    if is_same(old, new) {
        return;
    }
    match (old, new) {
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
            for name in names.filter(|name| !BOOKKEEPING.contains(&name.as_str())) {
                let (old, new) = (before.get(name), after.get(name));
                path.push(step_of(name, old.or(new)));
                compare(found, path, old, new, is_secret || is_secret_name(name));
                path.pop();
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(after))) => match (keyed(before), keyed(after)) {
            (Some(before), Some(after)) => {
                let (before, after) = (Value::Object(before), Value::Object(after));
                compare(found, path, Some(&before), Some(&after), is_secret);
            }
            _ => tell(found, path, old, new, is_secret),
        },
        _ => tell(found, path, old, new, is_secret),
    }
}

/// Whether two values say the same: a number does however it is written.
fn is_same(old: Option<&Value>, new: Option<&Value>) -> bool {
    let number = |value: Option<&Value>| value.and_then(Value::as_f64);
    old == new || number(old).is_some_and(|old| number(new) == Some(old))
}

fn tell(found: &mut Vec<Value>, path: &[String], old: Option<&Value>, new: Option<&Value>, is_secret: bool) {
    let mut change = json!({ "path": path.join(".") });
    for (side, value) in [("old", old), ("new", new)] {
        if let Some(value) = value.filter(|value| !value.is_null()) {
            change[side] = told(value, is_secret);
        }
    }
    found.push(change);
}

/// A value without secrets, cut where it is very long.
fn told(value: &Value, is_secret: bool) -> Value {
    match value {
        Value::String(text) if is_secret && !text.is_empty() => SECRET.into(),
        Value::String(text) => shortened(text).into(),
        Value::Array(items) => {
            let all: Vec<Value> = items.iter().map(|item| told(item, is_secret)).collect();
            whole_or_text(all.into())
        }
        Value::Object(fields) => {
            let all: Map<String, Value> = fields
                .iter()
                .map(|(name, field)| (name.clone(), told(field, is_secret || is_secret_name(name))))
                .collect();
            whole_or_text(Value::Object(all))
        }
        other => other.clone(),
    }
}

fn whole_or_text(value: Value) -> Value {
    let text = value.to_string();
    if text.len() <= LONGEST * 2 { value } else { shortened(&text).into() }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn is_secret_name(name: &str) -> bool {
    let name = name.to_lowercase();
    SECRET_WORDS.iter().any(|word| name.contains(word))
}

/// A step of a path: a block is told by its type, as nobody knows its id.
fn step_of(name: &str, value: Option<&Value>) -> String {
    let kind = value.and_then(|value| value.get("type")).and_then(Value::as_str);
    match kind.filter(|_| crate::portals::is_uuid(name)) {
        Some(kind) => format!("{kind}[{}]", name.get(name.len() - 4..).unwrap_or_default()),
        None => name.to_owned(),
    }
}

/// A list whose items have names of their own, by these; nothing for other lists.
fn keyed(items: &[Value]) -> Option<Map<String, Value>> {
    let mut map = Map::new();
    for item in items {
        let key = ["name", "slug", "id"].iter().find_map(|key| item.get(*key)?.as_str());
        let key = key.map(str::to_owned).or_else(|| grant_name(item))?;
        if map.insert(key, item.clone()).is_some() {
            return None;
        }
    }
    Some(map)
}

/// What a grant is about, which no other grant of a role repeats.
fn grant_name(item: &Value) -> Option<String> {
    let text = |key: &str| item.get(key).and_then(Value::as_str);
    let action = text("action")?;
    Some(
        [Some(action), text("resource"), text("effect").filter(|effect| *effect != "allow")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(before: Value, after: Value) -> Vec<String> {
        let all = changes(&before, &after);
        all.iter().filter_map(|change| change["path"].as_str().map(str::to_owned)).collect()
    }

    #[test]
    fn each_field_that_differs_is_told_with_both_sides() {
        let before = json!({ "name": "A", "config": { "is": 1, "was": 2 }, "version": 1 });
        let after = json!({ "name": "A", "config": { "is": 3 }, "version": 2, "domain": "a.example" });
        assert_eq!(
            changes(&before, &after),
            [
                json!({ "path": "config.is", "old": 1, "new": 3 }),
                json!({ "path": "config.was", "old": 2 }),
                json!({ "path": "domain", "new": "a.example" }),
            ]
        );
        assert!(changes(&after, &after).is_empty());
    }

    #[test]
    fn a_secret_is_told_as_changed_and_never_as_itself() {
        let with = |secret: &str| {
            json!({ "identity_providers": [{ "slug": "a", "oidc_config": { "client_secret": secret } }],
                                          "password_policy": { "minimum_length": 8 } })
        };
        let told = changes(&with("old-secret"), &with("new-secret"));
        assert_eq!(
            told,
            [json!({ "path": "identity_providers.a.oidc_config.client_secret", "old": "•••", "new": "•••" })]
        );
        let all = Value::from(changes(&Value::Null, &with("s3cret"))).to_string();
        assert!(!all.contains("s3cret"), "{all}");
        assert!(all.contains("\"minimum_length\":8"), "a number is no secret: {all}");
    }

    #[test]
    fn blocks_attributes_and_grants_are_told_one_by_one() {
        let block = "01910000-0003-7000-8a00-0000000e2001";
        let page = |text: &str| json!({ "blocks": { block: { "type": "text", "props": { "text": text } } } });
        assert_eq!(paths(page("a"), page("b")), ["blocks.text[2001].props.text"]);
        let schema =
            |label: &str| json!({ "attributes": [{ "name": "one" }, { "name": "two", "label": label }] });
        assert_eq!(paths(schema("a"), schema("b")), ["attributes.two.label"]);
        let grant = json!({ "action": "entity:view", "resource": "contract:*" });
        let more = json!({ "action": "entity:edit", "resource": "contract:*", "effect": "deny" });
        assert_eq!(
            paths(json!({ "grants": [grant] }), json!({ "grants": [grant, more] })),
            ["grants.entity:edit contract:* deny"]
        );
    }

    #[test]
    fn what_is_very_long_is_cut() {
        let told = changes(&Value::Null, &json!({ "logo": "ä".repeat(10_000), "list": vec!["ä"; 10_000] }));
        for change in told {
            assert!(change["new"].as_str().is_some_and(|text| text.chars().count() == LONGEST + 1));
        }
    }
}
