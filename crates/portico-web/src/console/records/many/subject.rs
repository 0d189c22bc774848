//! What of many records can be changed in one go: a value, where a relation leads, a list's entries, their files.

use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;
use serde_json::Value;

use super::super::fields::answered;
use super::super::inputs::name_of;
use super::super::relations::{holds_one, is_relation};
use crate::design::words::t;

/// The name under which tags are chosen, and stored.
const TAGS: &str = "_tags";
/// The name under which hanging files on records is chosen.
pub(super) const ATTACH: &str = "_attach";
/// The name under which taking files from records is chosen.
const DETACH: &str = "_detach";
/// What is changed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject<'a> {
    /// The value of an attribute.
    Value(&'a Attribute),
    /// The one record that a relation leads to.
    One(&'a Attribute),
    /// The records that a relation leads to.
    Several(&'a Attribute),
    /// The tags.
    Tags,
    /// Files that come to hang on the records.
    Attach,
    /// Files that hang on them no more, by name.
    Detach,
}

impl<'a> Subject<'a> {
    /// What this name means, if many records can be changed in it.
    pub(super) fn of(kind: &'a Schema, name: &str) -> Option<Self> {
        let offered = Self::ends().into_iter().chain(Self::relations(kind));
        let values = answered(kind).into_iter().map(Self::Value);
        offered.chain(values).find(|subject| subject.name() == name)
    }

    /// Those that every schema has.
    pub(super) fn ends() -> [Self; 3] {
        [Self::Tags, Self::Attach, Self::Detach]
    }

    /// The relations of a schema.
    pub(super) fn relations(kind: &'a Schema) -> Vec<Self> {
        let shown = |attribute: &&Attribute| {
            let is_hidden = attribute.doc.get("hidden").and_then(Value::as_bool) == Some(true);
            is_relation(attribute) && !is_hidden && attribute.name != "line_items"
        };
        let one =
            |attribute| if holds_one(attribute) { Self::One(attribute) } else { Self::Several(attribute) };
        kind.attributes.iter().filter(shown).map(one).collect()
    }

    /// Its name in forms.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Value(attribute) | Self::One(attribute) | Self::Several(attribute) => &attribute.name,
            Self::Tags => TAGS,
            Self::Attach => ATTACH,
            Self::Detach => DETACH,
        }
    }

    /// The name of the field that is typed into.
    pub(super) fn field(self) -> String {
        match self {
            Self::Tags | Self::Detach => "words".to_owned(),
            _ => name_of(self.name(), ""),
        }
    }

    /// Its label.
    pub(super) fn label(self, locale: Locale) -> String {
        match self {
            Self::Value(attribute) | Self::One(attribute) | Self::Several(attribute) => {
                attribute.label(locale)
            }
            Self::Tags => t(locale, "console-tags").into_owned(),
            Self::Attach => t(locale, "together-attach").into_owned(),
            Self::Detach => t(locale, "together-detach").into_owned(),
        }
    }

    /// The attribute that files come to, where the schema has one.
    pub(super) fn files_of(kind: &Schema) -> Option<&Attribute> {
        kind.attributes.iter().find(|attribute| attribute.kind == "file" && !holds_one(attribute))
    }

    /// Whether records are looked for and ticked.
    pub(super) fn is_ticked(self) -> bool {
        matches!(self, Self::Several(_) | Self::Attach)
    }
}
