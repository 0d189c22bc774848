//! What a page must hold, how a change of one is merged, and when a page or block is shown.

use std::collections::BTreeSet;

use portico_kit::{Instant, PageId, Random};
use serde_json::{Map, Value, json};

use super::{Page, blocks};
use crate::Refusal;
use crate::portals::is_uuid;

/// The slug of a page document.
pub(super) fn slug_of(doc: &Value) -> Result<String, Refusal> {
    let slug = doc.get("slug").and_then(Value::as_str).map(str::trim).unwrap_or_default();
    let spelled = slug.len() <= 200 && slug.chars().all(|c| c.is_alphanumeric() || "-_/.:".contains(c));
    if !spelled {
        return Err(Refusal::invalid(
            "slug",
            format!("{slug:?} is no slug: letters, digits, - _ and / only."),
        ));
    }
    Ok(slug.to_owned())
}

/// The id of a new page: the one that was sent when it is a free UUID, else a fresh one.
pub(super) fn free_page_id(sent: Option<&Value>, taken: bool, now: Instant, random: &Random) -> PageId {
    match sent.and_then(Value::as_str) {
        Some(id) if is_uuid(id) && !taken => PageId::from(id),
        _ => PageId::fresh(now, random),
    }
}

/// The stored page with the sent keys on top; blocks that are not sent stay; an old slug is remembered.
pub(super) fn merge(
    stored: Option<&Page>,
    sent: Value,
    random: &Random,
    now: Instant,
) -> Result<Value, Refusal> {
    let Value::Object(mut sent) = sent else {
        return Err(Refusal::invalid("page", "A page is an object."));
    };
    for server_managed in ["past_routes", "is_deleted", "last_modified_at", "portal_id"] {
        // A new page may bring its past routes along, for example when a portal is copied.
        if stored.is_some() || server_managed != "past_routes" {
            sent.remove(server_managed);
        }
    }
    if stored.is_none() && !sent.contains_key("slug") {
        return Err(Refusal::invalid("slug", "A page needs a slug, such as contracts."));
    }
    if let Some(order) = sent.get("order")
        && !order.is_number()
    {
        return Err(Refusal::invalid("order", "order must be a number."));
    }
    if let Some(sent_blocks) = sent.remove("blocks") {
        sent.insert("blocks".to_owned(), blocks::checked(sent_blocks, random, now)?);
    }
    let mut doc = stored.map_or_else(|| json!({"blocks": {}, "order": 0}), |page| page.doc.clone());
    let old_slug = stored.map(|page| page.slug.clone());
    if let Some(fields) = doc.as_object_mut() {
        fields.extend(sent);
    }
    if let Some(old) = old_slug.filter(|old| doc.get("slug").and_then(Value::as_str) != Some(old)) {
        let mut routes = doc.get("past_routes").and_then(Value::as_array).cloned().unwrap_or_default();
        routes.push(old.into());
        doc["past_routes"] = Value::Array(routes);
    }
    Ok(doc)
}

/// Drops a slug from a page's past routes; true when it was there.
pub(super) fn forget_route(doc: &mut Value, slug: &str) -> bool {
    let Some(routes) = doc.get_mut("past_routes").and_then(Value::as_array_mut) else { return false };
    let before = routes.len();
    routes.retain(|route| route.as_str() != Some(slug));
    routes.len() != before
}

/// Whether a page or block is shown now, as far as its dates say; targets are left to [`super::Audience`].
pub fn is_shown(visibility: Option<&Value>, now: Instant) -> bool {
    let Some(settings) = visibility else { return true };
    if settings.get("is_hidden").and_then(Value::as_bool) == Some(true) {
        return false;
    }
    let date =
        |key: &str| settings.get(key).and_then(Value::as_str).and_then(|text| Instant::parse_iso(text).ok());
    let begun = date("start_date").is_none_or(|start| now >= start);
    let ended = date("end_date").is_some_and(|end| now > end);
    begun && !ended
}

/// The targets that a setting of visibility names.
pub(super) fn targets_of(settings: &Value) -> impl Iterator<Item = &str> {
    let lists = ["hidden_for_targets", "visible_for_targets"];
    let all = lists.into_iter().filter_map(|key| settings.get(key)?.as_array()).flatten();
    all.filter_map(Value::as_str)
}

/// Whether somebody who belongs to these targets is meant by `<kind>_targets`; nothing when it names none.
pub(super) fn is_among(settings: &Value, kind: &str, belongs_to: &BTreeSet<String>) -> Option<bool> {
    let named = settings.get(format!("{kind}_targets"))?.as_array().filter(|named| !named.is_empty())?;
    let belongs = |target: &Value| target.as_str().is_some_and(|target| belongs_to.contains(target));
    let all = settings.get(format!("{kind}_operator")).and_then(Value::as_str) == Some("and");
    Some(if all { named.iter().all(belongs) } else { named.iter().any(belongs) })
}

/// Just these keys of each page, when any are named.
pub fn select_fields(pages: Vec<Value>, fields: Option<&str>) -> Vec<Value> {
    let Some(fields) = fields.filter(|fields| !fields.trim().is_empty()) else { return pages };
    let wanted: Vec<&str> = fields.split(',').map(str::trim).collect();
    let narrow = |page: Value| match page {
        Value::Object(all) => Value::Object(
            all.into_iter().filter(|(key, _)| wanted.contains(&key.as_str())).collect::<Map<_, _>>(),
        ),
        other => other,
    };
    pages.into_iter().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_shows_a_page_only_between_its_dates() {
        let now = Instant::from_seconds(1_000_000);
        let between = |start: i64, end: i64| json!({"start_date": Instant::from_seconds(start).to_iso(), "end_date": Instant::from_seconds(end).to_iso()});
        assert!(is_shown(Some(&between(0, 2_000_000)), now));
        assert!(!is_shown(Some(&between(0, 500_000)), now));
        assert!(!is_shown(Some(&between(1_500_000, 2_000_000)), now));
        assert!(!is_shown(Some(&json!({"is_hidden": true})), now));
        assert!(is_shown(None, now));
    }

    #[test]
    fn only_the_named_fields_are_sent() {
        let pages = vec![json!({"id": "1", "slug": "a", "blocks": {}})];
        assert_eq!(select_fields(pages, Some("id, slug")), vec![json!({"id": "1", "slug": "a"})]);
    }
}
