//! Schemas: which kinds of records an organisation keeps, their attributes, groups and titles.

use std::collections::BTreeMap;
use std::sync::Arc;

use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use crate::{Caller, Refusal};

pub mod edit;
mod labels;
mod rules;
mod store;
pub mod uses;

pub use labels::label_of;
pub use rules::{attribute, parse};

/// Slugs that would clash with fixed paths of the published API.
pub const RESERVED_SLUGS: [&str; 8] =
    ["activity", "identifiers", "pages", "public", "schemas", "taxonomies", "view", "views"];

/// A kind of record.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The short name used in addresses and relations, such as `contract`.
    pub slug: String,
    /// A template such as `{{contract_name}} {{contract_number}}`.
    pub title_template: String,
    /// The attributes in the order they are shown.
    pub attributes: Vec<Attribute>,
    /// The groups of attributes in order.
    pub groups: Vec<Group>,
    /// The whole document as the organisation sent it.
    pub doc: Value,
}

/// An attribute of a schema.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The key in a record's document.
    pub name: String,
    /// The published attribute type, such as `string`, `currency`, `relation`.
    pub kind: String,
    /// The id of its group, if it has one.
    pub group: Option<String>,
    /// Whether a record without it is refused.
    pub required: bool,
    /// Whether it finds records: normalised into the identifier index.
    pub identifier: bool,
    /// Whether free text search leaves it out.
    pub unsearched: bool,
    /// The attribute's document: label, translations, options, columns.
    pub doc: Value,
}

impl Attribute {
    /// The schemas of the records that a relation takes; none named: any.
    pub fn related_schemas(&self) -> Vec<&str> {
        let named = self.doc.get("allowedSchemas").and_then(Value::as_array).into_iter().flatten();
        named.filter_map(Value::as_str).collect()
    }

    /// Whether it holds a list of values.
    pub fn repeats(&self) -> bool {
        self.doc.get("repeatable").and_then(Value::as_bool).unwrap_or(false)
    }
}

/// A group of attributes.
#[derive(Clone, Debug)]
pub struct Group {
    /// The id that attributes and grants name.
    pub id: String,
    /// The group's document: label and translations.
    pub doc: Value,
}

/// All schemas of an organisation.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    schemas: BTreeMap<String, Arc<Schema>>,
}

impl Catalogue {
    /// The schema of a slug.
    pub fn find(&self, slug: &str) -> Option<&Arc<Schema>> {
        self.schemas.get(slug)
    }

    /// All schemas by slug.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Schema>> {
        self.schemas.values()
    }

    /// A catalogue of these schemas.
    pub fn of(schemas: impl IntoIterator<Item = Schema>) -> Self {
        Self { schemas: schemas.into_iter().map(|schema| (schema.slug.clone(), Arc::new(schema))).collect() }
    }
}

impl Schema {
    /// The attribute of a name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// What one record of it is called, in a language.
    pub fn name(&self, locale: Locale) -> String {
        label_of(&self.doc, "name", locale).unwrap_or_else(|| self.slug.clone())
    }

    /// What several records of it are called, in a language.
    pub fn plural(&self, locale: Locale) -> String {
        label_of(&self.doc, "plural", locale).unwrap_or_else(|| self.name(locale))
    }
}

impl Attribute {
    /// Its label in a language.
    pub fn label(&self, locale: Locale) -> String {
        label_of(&self.doc, "label", locale).unwrap_or_else(|| self.name.clone())
    }

    /// Whether its value points to other records.
    pub fn is_relation(&self) -> bool {
        self.kind.starts_with("relation")
    }

    /// Whether its value points to files.
    pub fn is_file(&self) -> bool {
        matches!(self.kind.as_str(), "file" | "image")
    }

    /// Whether it holds several values.
    pub fn is_repeatable(&self) -> bool {
        self.doc.get("repeatable").and_then(Value::as_bool).unwrap_or(false)
    }
}

impl Group {
    /// Its label in a language.
    pub fn label(&self, locale: Locale) -> String {
        label_of(&self.doc, "label", locale).unwrap_or_else(|| self.id.clone())
    }
}

/// All schemas of the organisation, parsed.
pub fn load(tx: &mut Tx<'_>) -> Result<Catalogue, Refusal> {
    let docs = store::list(tx)?;
    let schemas = docs.iter().map(|doc| parse(doc)).collect::<Result<Vec<_>, _>>()?;
    Ok(Catalogue::of(schemas))
}

/// Stores a schema; an existing one of the slug is replaced by a new version. Answers the stored document.
pub fn put(tx: &mut Tx<'_>, slug: &str, mut doc: Value) -> Result<Value, Refusal> {
    if let Some(fields) = doc.as_object_mut() {
        fields.insert("slug".to_owned(), slug.into());
        let version = store::version(tx, slug)?.unwrap_or(0) + 1;
        fields.insert("version".to_owned(), version.into());
    }
    let schema = parse(&doc.to_string())?;
    rules::check_slug(&schema.slug)?;
    store::put(tx, &schema.slug, &doc)?;
    crate::tenants::touch_configuration(tx)?;
    Ok(doc)
}

/// Replaces a schema that may have records; where words or identifiers come to find other records, or titles are made
/// otherwise, a job brings the records in line. Answers the stored document.
pub fn replace(tx: &mut Tx<'_>, caller: &Caller, slug: &str, doc: Value) -> Result<Value, Refusal> {
    let before = store::find(tx, slug)?.map(|(_, text)| parse(&text)).transpose()?;
    let stored = put(tx, slug, doc)?;
    let after = parse(&stored.to_string())?;
    let differs = |before: &Schema| {
        before.title_template != after.title_template || !crate::entities::find_alike(before, &after)
    };
    if before.as_ref().is_some_and(differs) {
        crate::entities::reindex::begin(tx, caller, slug)?;
    }
    Ok(stored)
}

/// Removes a schema without records.
pub fn remove(tx: &mut Tx<'_>, slug: &str) -> Result<(), Refusal> {
    if store::has_records(tx, slug)? {
        return Err(Refusal::conflict(format!(
            "There are records of {slug}. Remove them before the schema."
        )));
    }
    if store::remove(tx, slug)? == 0 {
        return Err(Refusal::NotFound);
    }
    crate::tenants::touch_configuration(tx)
}
