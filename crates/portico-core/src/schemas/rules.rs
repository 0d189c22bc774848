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

/// Reads the document of one attribute.
pub fn attribute(doc: Value) -> Result<Attribute, Refusal> {
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

/// The name of a new attribute: as it can stand in addresses, templates and queries without quotes.
pub(super) fn check_new_name(name: &str) -> Result<(), Refusal> {
    let spelled = (1..=64).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    match spelled {
        true => Ok(()),
        false => Err(Refusal::invalid(
            "name",
            format!(
                "{name:?} is no name: lower case letters, digits and _ only, a letter first, at most 64."
            ),
        )),
    }
}

/// The id of a group: as it can stand in a grant, and there once.
pub(super) fn check_group(id: &str, is_twice: bool) -> Result<(), Refusal> {
    if is_twice {
        return Err(Refusal::invalid(
            "group_settings",
            format!("There are two groups {id}. Give one another id."),
        ));
    }
    if id.is_empty() || id.len() > 64 || id.contains([':', '/', '*', '.', '{', '}']) {
        let message = format!("{id:?} is no id of a group: none of : / * . and at most 64 characters.");
        return Err(Refusal::invalid("group_settings", message));
    }
    Ok(())
}

/// Every option needs a value of its own.
pub(super) fn check_options(attribute: &Value) -> Result<(), Refusal> {
    let options = attribute.get("options").and_then(Value::as_array).cloned().unwrap_or_default();
    let value =
        |option: &Value| option.as_str().or(option.get("value").and_then(Value::as_str)).map(str::to_owned);
    let values: Vec<Option<String>> = options.iter().map(value).collect();
    for (at, value) in values.iter().enumerate() {
        let Some(text) = value.as_ref().filter(|text| !text.is_empty()) else {
            return Err(Refusal::invalid(format!("options.{at}.value"), "Every option needs a value."));
        };
        if values.iter().take(at).any(|other| other.as_ref() == Some(text)) {
            let message = format!("There are two options {text}. Give one another value.");
            return Err(Refusal::invalid(format!("options.{at}.value"), message));
        }
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
