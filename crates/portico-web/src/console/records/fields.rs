//! Which attributes stand in a form, and in what shape each is answered.

use portico_core::schemas::{Attribute, Schema, label_of};
use portico_kit::Locale;
use serde_json::Value;

/// The parts of a postal address, in the order of the form.
pub(super) const ADDRESS: [&str; 6] =
    ["street", "street_number", "additional_info", "postal_code", "city", "country"];

/// How an attribute is answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Shape {
    /// A line of text.
    Text,
    /// Several lines of text.
    Long,
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// A day.
    Date,
    /// A moment, as ISO 8601.
    Moment,
    /// Yes or no.
    Flag,
    /// One of its options.
    Choice,
    /// Some of its options.
    Choices,
    /// Postal addresses.
    Addresses,
    /// A list of e-mail addresses or phone numbers, each under this key.
    Items(&'static str),
    /// A table with columns of its own.
    Rows,
    /// Anything else, as JSON.
    Json,
}

/// A column of a table attribute.
#[derive(Clone, Debug)]
pub(super) struct TableColumn {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) doc: Value,
}

impl TableColumn {
    /// Its label in a language.
    pub(super) fn label(&self, locale: Locale) -> String {
        label_of(&self.doc, "label", locale).unwrap_or_else(|| self.name.clone())
    }
}

/// The columns of a table attribute.
pub(super) fn columns_of(attribute: &Attribute) -> Vec<TableColumn> {
    let columns = attribute.doc.get("columns").and_then(Value::as_array);
    let one = |doc: &Value| {
        let text = |key: &str| doc.get(key).and_then(Value::as_str).map(str::to_owned);
        Some(TableColumn { name: text("name")?, kind: text("type").unwrap_or_default(), doc: doc.clone() })
    };
    columns.into_iter().flatten().filter_map(one).collect()
}

/// The shape in which an attribute is answered.
pub(super) fn shape_of(attribute: &Attribute) -> Shape {
    let says = |key: &str| attribute.doc.get(key).and_then(Value::as_bool) == Some(true);
    let has_options =
        attribute.doc.get("options").and_then(Value::as_array).is_some_and(|own| !own.is_empty());
    match attribute.kind.as_str() {
        "status" | "select" | "radio" if has_options => Shape::Choice,
        "multiselect" | "checkbox" if has_options => Shape::Choices,
        "boolean" => Shape::Flag,
        "number" => Shape::Number,
        "currency" => Shape::Money,
        "date" => Shape::Date,
        "datetime" => Shape::Moment,
        "address" => Shape::Addresses,
        "email" | "message_email_address" if attribute.is_repeatable() => Shape::Items("email"),
        "phone" | "message_phone_number" if attribute.is_repeatable() => Shape::Items("phone"),
        "table" if !columns_of(attribute).is_empty() => Shape::Rows,
        "string" | "email" | "phone" | "link" | "country" | "select" | "status"
            if !attribute.is_repeatable() =>
        {
            if says("multiline") {
                Shape::Long
            } else {
                Shape::Text
            }
        }
        _ => Shape::Json,
    }
}

/// Whether an attribute stands in the form: relations and files have a place of their own.
fn is_answered(attribute: &Attribute) -> bool {
    let is_hidden = attribute.doc.get("hidden").and_then(Value::as_bool) == Some(true);
    let is_relation = attribute.is_relation() && attribute.kind != "relation_address";
    !is_hidden && !is_relation && !attribute.is_file() && attribute.kind != "internal"
}

/// The attributes of the form by group, with the label of the group.
pub(super) fn groups_of(locale: Locale, kind: &Schema) -> Vec<(String, Vec<&Attribute>)> {
    let own = |group: Option<&str>| -> Vec<&Attribute> {
        let known = |id: &str| kind.groups.iter().any(|known| known.id == id);
        let fits = |attribute: &&Attribute| match (&attribute.group, group) {
            (Some(id), Some(group)) => id == group,
            (Some(id), None) => !known(id),
            (None, group) => group.is_none(),
        };
        kind.attributes.iter().filter(fits).filter(|attribute| is_answered(attribute)).collect()
    };
    let named = kind.groups.iter().map(|group| (group.label(locale), own(Some(&group.id))));
    let rest = std::iter::once((String::new(), own(None)));
    named.chain(rest).filter(|(_, attributes)| !attributes.is_empty()).collect()
}

/// The attributes of the form.
pub(super) fn answered(kind: &Schema) -> Vec<&Attribute> {
    kind.attributes.iter().filter(|attribute| is_answered(attribute)).collect()
}
