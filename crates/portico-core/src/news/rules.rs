//! What an entry of the history means for users. No SQL, no clock.

use portico_kit::{EntityId, Locale};
use serde_json::Value;

use crate::letters::Kind;
use crate::orders;

/// Something that users may want to know.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct News {
    /// Why they are told.
    pub(super) kind: Kind,
    /// The schema of the record.
    pub(super) schema: &'static str,
    /// The record.
    pub(super) id: EntityId,
}

/// The news of an entry that tells of a change by the organisation.
pub(super) fn news_of(entry: &Value) -> Vec<News> {
    let text = |place: &str| entry.pointer(place).and_then(Value::as_str).unwrap_or_default();
    if !["EntityCreated", "EntityUpdated"].contains(&text("/type")) {
        return Vec::new();
    }
    let (schema, id) = (text("/payload/entity/schema"), EntityId::from(text("/payload/entity/id")));
    let now = entry.pointer("/operations/0/payload").cloned().unwrap_or_default();
    let before = entry.pointer("/operations/0/diff/updated").cloned().unwrap_or_default();
    let mut news = Vec::new();
    let shared = now.get("shared_with_end_customer").and_then(Value::as_bool) == Some(true);
    if schema == "file" && (shared || now.get("_relations").is_some()) {
        news.push(News { kind: Kind::OnDocUpload, schema: "file", id: id.clone() });
    }
    if schema == "order" && orders::is_open(&now) && !orders::is_open(&before) {
        news.push(News { kind: Kind::OnNewQuote, schema: "order", id });
    }
    for (name, value) in now.as_object().into_iter().flatten().filter(|(name, _)| !name.starts_with('_')) {
        let old: Vec<&str> = before.get(name).map(related_files).unwrap_or_default();
        for file in related_files(value).into_iter().filter(|file| !old.contains(file)) {
            let id = EntityId::from(file);
            if !news.iter().any(|known| known.id == id) {
                news.push(News { kind: Kind::OnDocUpload, schema: "file", id });
            }
        }
    }
    news
}

/// The files that an attribute relates to.
fn related_files(value: &Value) -> Vec<&str> {
    let items = value.get("$relation").and_then(Value::as_array).into_iter().flatten();
    let files = items.filter(|item| item.get("_schema").and_then(Value::as_str) == Some("file"));
    files.filter_map(|item| item.get("entity_id")?.as_str()).collect()
}

/// Names in a row, as a sentence holds them; those beyond the most are counted.
pub(super) fn listed(locale: Locale, names: &[String], most: usize) -> String {
    let and = match locale {
        Locale::De => "und",
        Locale::En => "and",
    };
    let more = names.len().saturating_sub(most);
    let shown = names.get(..names.len() - more).unwrap_or_default();
    match (shown, more) {
        ([first @ .., last], 0) if !first.is_empty() => format!("{} {and} {last}", first.join(", ")),
        (shown, 0) => shown.join(""),
        (shown, more) => {
            let others = match locale {
                Locale::De => format!("{more} weitere"),
                Locale::En => format!("{more} more"),
            };
            format!("{} {and} {others}", shown.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry(kind: &str, schema: &str, payload: Value, before: Value) -> Value {
        json!({ "type": kind, "payload": { "entity": { "schema": schema, "id": "x" } },
            "operations": [{ "payload": payload, "diff": { "updated": before } }] })
    }

    fn told(kind: &str, schema: &str, payload: Value, before: Value) -> Vec<(Kind, String)> {
        let all = news_of(&entry(kind, schema, payload, before));
        all.into_iter().map(|news| (news.kind, news.id.to_string())).collect()
    }

    #[test]
    fn a_shared_file_and_an_opened_order_are_news_and_what_users_do_themselves_is_not() {
        let shared = json!({ "shared_with_end_customer": true, "filename": "a.pdf" });
        let document = vec![(Kind::OnDocUpload, "x".to_owned())];
        assert_eq!(told("EntityCreated", "file", shared.clone(), json!({})), document);
        assert_eq!(told("EntityUpdated", "file", shared.clone(), json!({})), document);
        assert_eq!(told("EntityCreatedFromPortal", "file", shared, json!({})), []);
        assert_eq!(told("EntityUpdated", "file", json!({ "filename": "b.pdf" }), json!({})), []);
        let open = json!({ "status": "open_for_acceptance" });
        let offer = vec![(Kind::OnNewQuote, "x".to_owned())];
        assert_eq!(told("EntityUpdated", "order", open.clone(), json!({ "status": "draft" })), offer);
        assert_eq!(told("EntityUpdated", "order", open, json!({ "status": "quote" })), []);
        assert_eq!(told("EntityUpdated", "order", json!({ "status": "placed" }), json!({})), []);
    }

    #[test]
    fn a_file_that_is_hung_on_a_record_is_news_and_one_that_hung_there_is_not() {
        let files = |ids: &[&str]| {
            let items: Vec<Value> =
                ids.iter().map(|id| json!({ "entity_id": id, "_schema": "file" })).collect();
            json!({ "documents": { "$relation": items } })
        };
        let all = told("EntityUpdated", "contract", files(&["a", "b"]), files(&["a"]));
        assert_eq!(all, [(Kind::OnDocUpload, "b".to_owned())]);
    }

    #[test]
    fn names_stand_in_a_row_and_many_are_counted() {
        let names: Vec<String> = ["A", "B", "C"].map(str::to_owned).to_vec();
        assert_eq!(listed(Locale::De, &names[..1], 5), "A");
        assert_eq!(listed(Locale::De, &names, 5), "A, B und C");
        assert_eq!(listed(Locale::En, &names, 1), "A and 2 more");
        assert_eq!(listed(Locale::En, &[], 5), "");
    }
}
