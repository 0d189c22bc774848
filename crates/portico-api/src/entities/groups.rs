//! Grouped answers of a search, and the places of its words.

use portico_core::entities::{self, Grouping, Search, Seen};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::document::Path;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{SearchIn, told};

/// How results are to be grouped.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct GroupIn {
    group: Option<String>,
    group_size: Option<i64>,
    group_sort: Option<String>,
    group_after_key: Option<Value>,
    group_title: Option<String>,
}

impl GroupIn {
    /// The grouping, when one is asked for.
    pub(super) fn grouping(&self) -> Result<Option<Grouping>, Refusal> {
        let Some(by) = self.group.as_deref().filter(|by| !by.is_empty()) else { return Ok(None) };
        if self.group_title.is_some() {
            let message = "Texts of clients are refused. Use templates_ref.";
            return Err(Refusal::invalid("group_title", message));
        }
        let by = by.strip_suffix(".keyword").unwrap_or(by);
        let path =
            Path::parse(by).ok_or_else(|| Refusal::invalid("group", format!("{by:?} is no attribute.")))?;
        let descending = match self.group_sort.as_deref() {
            None | Some("asc") => false,
            Some("desc") => true,
            Some(other) => {
                return Err(Refusal::invalid(
                    "group_sort",
                    format!("{other:?} is no order. Write asc or desc."),
                ));
            }
        };
        let size = self.group_size.unwrap_or(100);
        if !(1..=1000).contains(&size) {
            return Err(Refusal::invalid("group_size", "group_size is a whole number from 1 to 1000."));
        }
        let after = match &self.group_after_key {
            None | Some(Value::Null) => None,
            Some(key) => Some(after_key(key)?),
        };
        Ok(Some(Grouping { by: path, descending, size: usize::try_from(size).unwrap_or(100), after }))
    }
}

/// The value of a page's last group, as the answer before gave it.
fn after_key(key: &Value) -> Result<String, Refusal> {
    let value = key.as_object().and_then(|key| key.get("group"));
    match value {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => {
            let message =
                "group_after_key is the after_key of the page before, such as {\"group\":\"active\"}.";
            Err(Refusal::invalid("group_after_key", message))
        }
    }
}

/// A page of groups.
pub(super) fn grouped_out(
    tx: &mut Tx<'_>,
    caller: &Caller,
    sent: &SearchIn,
    search: &Search,
    grouping: &Grouping,
) -> Result<String, Refusal> {
    let found = entities::group(tx, caller, search, grouping)?;
    let last = found.groups.last().map(|group| group.value.clone());
    // All records of the page at once, so that their number costs no statements.
    let counts: Vec<usize> = found.groups.iter().map(|group| group.records.len()).collect();
    let heads: Vec<(String, i64)> =
        found.groups.iter().map(|group| (group.value.clone(), group.count)).collect();
    let records: Vec<Seen> = found.groups.into_iter().flat_map(|group| group.records).collect();
    let mut texts = told(tx, caller, &records, sent)?.into_iter();
    let mut groups = Vec::with_capacity(heads.len());
    for ((value, count), shown) in heads.into_iter().zip(counts) {
        let results: Vec<String> = texts.by_ref().take(shown).collect();
        let pagination = json!({
            "from": search.from, "size": shown, "total": count,
            "has_more": search.from + i64::try_from(shown).unwrap_or(0) < count,
        });
        let name = Value::from(value);
        groups.push(format!(
            "{{\"group\":{name},\"group_title\":{name},\"count\":{count},\"results\":[{}],\"pagination\":{pagination}}}",
            results.join(",")
        ));
    }
    let mut pages = json!({ "has_more": found.has_more });
    if let Some(last) = last.filter(|_| found.has_more) {
        pages["after_key"] = json!({ "group": last });
    }
    let (hits, includes) = (groups.len(), sent.includes());
    let groups = groups.join(",");
    Ok(format!("{{\"groups\":[{groups}],\"groups_pagination\":{pages},\"hits\":{hits}{includes}}}"))
}

/// Adds to a record's text where the words of the search stand in it, and one of the places as a snippet.
pub(super) fn add_highlight(seen: &Seen, q: &str, fields: &[String], text: &mut String) {
    let found = entities::highlight(seen, q, fields);
    let Some((field, fragments)) = found.iter().next() else { return };
    let snippet = json!([{ "field": field, "fragment": fragments.get(0) }]);
    let more = format!(",\"highlight\":{},\"search_snippets\":{snippet}}}", Value::Object(found.clone()));
    if text.pop() == Some('}') {
        text.push_str(&more);
    }
}
