//! What a schema document must hold.

use serde_json::Value;

use super::{Attribute, Group, RESERVED_SLUGS, Schema};
use crate::Refusal;

/// Reads a schema document in the Entity API's shape.
pub fn parse(text: &str) -> Result<Schema, Refusal> {
    let doc: Value =
        serde_json::from_str(text).map_err(|error| Refusal::invalid("schema", error.to_string()))?;
    let slug = doc
        .get("slug")
        .and_then(Value::as_str)
        .filter(|slug| !slug.is_empty())
        .ok_or_else(|| Refusal::invalid("slug", "A schema needs a slug, such as contract."))?
        .to_owned();
    let list = |key: &str| doc.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let attributes = list("attributes").into_iter().map(attribute).collect::<Result<Vec<_>, _>>()?;
    let groups = list("group_settings")
        .into_iter()
        .filter_map(|doc| Some(Group { id: doc.get("id")?.as_str()?.to_owned(), doc }))
        .collect();
    let title_template = doc.get("title_template").and_then(Value::as_str).unwrap_or("{{_id}}").to_owned();
    Ok(Schema { slug, title_template, attributes, groups, doc })
}

fn attribute(doc: Value) -> Result<Attribute, Refusal> {
    let text = |key: &str| doc.get(key).and_then(Value::as_str).map(str::to_owned);
    let fact = |key: &str| doc.get(key).and_then(Value::as_bool).unwrap_or(false);
    let name =
        text("name").ok_or_else(|| Refusal::invalid("attributes.name", "Every attribute needs a name."))?;
    if name.starts_with(['_', '$']) || name.contains(['.', '/', ':', '*']) {
        let message = format!("{name:?} cannot name an attribute: no leading _ or $, none of . / : *");
        return Err(Refusal::invalid("attributes.name", message));
    }
    Ok(Attribute {
        kind: text("type").unwrap_or_else(|| "string".to_owned()),
        group: text("group").filter(|group| !group.is_empty()),
        required: fact("required"),
        identifier: fact("identifier"),
        unsearched: fact("exclude_from_search"),
        name,
        doc,
    })
}

/// A slug is lower case, digits and `_`, and none of the fixed words of the API.
pub fn check_slug(slug: &str) -> Result<(), Refusal> {
    let spelled = slug.len() <= 64
        && slug.starts_with(|c: char| c.is_ascii_lowercase())
        && slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c));
    if !spelled {
        let message = format!("{slug:?} is no slug: lower case letters, digits, _ and - only, at most 64.");
        return Err(Refusal::invalid("slug", message));
    }
    if RESERVED_SLUGS.contains(&slug) {
        return Err(Refusal::invalid("slug", format!("{slug} is reserved by the API. Choose another slug.")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reserved_or_misspelled_slug_is_refused() {
        for slug in ["activity", "schemas", "Contract", "", "1st", "a/b"] {
            assert!(check_slug(slug).is_err(), "{slug}");
        }
        assert!(check_slug("meter_counter").is_ok());
    }

    #[test]
    fn an_attribute_name_must_not_break_paths() {
        assert!(parse(r#"{"slug":"a","attributes":[{"name":"x.y"}]}"#).is_err());
        assert!(parse(r#"{"slug":"a","attributes":[{"name":"x"}]}"#).is_ok());
    }
}
