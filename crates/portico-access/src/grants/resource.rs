//! The resource of a grant: which records, and which of their attributes.

use crate::glob::Glob;

/// What a resource text such as `contract:*/iban` stands for.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    schema: Glob,
    id: Option<String>,
    attributes: Attributes,
}

#[derive(Clone, Debug)]
enum Attributes {
    /// No attribute part: the record, or all its attributes.
    Whole,
    /// Attributes by name.
    Named(Glob),
    /// Attributes by name among those of a group.
    InGroup(Glob, Glob),
    /// Written for another organisation: nothing.
    Nothing,
}

/// The group of attributes that are in none.
const UNGROUPED: &str = "_ungrouped";

impl Resource {
    pub(crate) fn parse(text: &str, organisation: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(':').collect();
        if parts.iter().any(|part| part.is_empty()) {
            return None;
        }
        match parts.as_slice() {
            ["entity", owner, schema, record] => {
                let own = *owner == organisation || *owner == "*";
                let resource = Self::of_records(schema, record)?;
                Some(if own { resource } else { Self { attributes: Attributes::Nothing, ..resource } })
            }
            [schema] => match schema.split_once('/') {
                Some((schema, attribute)) => Self::new(schema, "*", Attributes::named(attribute)?),
                None => Self::new(schema, "*", Attributes::Whole),
            },
            [schema, record] => Self::of_records(schema, record),
            [schema, group, attribute] => {
                Self::new(schema, "*", Attributes::InGroup(Glob::new(group), Glob::new(attribute)))
            }
            _ => None,
        }
    }

    fn of_records(schema: &str, record: &str) -> Option<Self> {
        match record.split_once('/') {
            Some((id, attribute)) => Self::new(schema, id, Attributes::named(attribute)?),
            None => Self::new(schema, record, Attributes::Whole),
        }
    }

    /// An id is whole or `*`; schemas and attributes may hold a `*` anywhere.
    fn new(schema: &str, id: &str, attributes: Attributes) -> Option<Self> {
        let id = match id {
            "*" => None,
            id if id.is_empty() || id.contains('*') => return None,
            id => Some(id.to_owned()),
        };
        (!schema.is_empty()).then(|| Self { schema: Glob::new(schema), id, attributes })
    }

    pub(crate) fn covers_schema(&self, schema: &str) -> bool {
        !matches!(self.attributes, Attributes::Nothing) && self.schema.matches(schema)
    }

    pub(crate) fn has_attributes(&self) -> bool {
        !matches!(self.attributes, Attributes::Whole)
    }

    /// The one record it is about; `None` for all.
    pub(crate) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    pub(crate) fn covers_attribute(&self, name: &str, group: Option<&str>) -> bool {
        match &self.attributes {
            Attributes::Whole => true,
            Attributes::Named(names) => names.matches(name),
            Attributes::InGroup(groups, names) => {
                groups.matches(group.unwrap_or(UNGROUPED)) && names.matches(name)
            }
            Attributes::Nothing => false,
        }
    }

    /// Whether it covers every attribute that is in no group, whatever its name.
    pub(crate) fn covers_all_ungrouped(&self) -> bool {
        match &self.attributes {
            Attributes::Whole => true,
            Attributes::Named(names) => names.is_any(),
            Attributes::InGroup(groups, names) => groups.matches(UNGROUPED) && names.is_any(),
            Attributes::Nothing => false,
        }
    }
}

impl Attributes {
    fn named(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self::Named(Glob::new(text)))
    }
}
