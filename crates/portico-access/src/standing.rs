//! What a list of grants says about a schema at a glance: for the table of roles, schemas and actions.

use serde_json::Value as Json;

use crate::grants::Grant;
use crate::policy::SchemaFacts;

/// What grants say about an action on the records of a schema, or on one attribute of them.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Says {
    /// No grant allows it.
    #[default]
    Nothing,
    /// A grant allows it on every record that is reached.
    Allows,
    /// Grants allow it on some of the records: by a condition, or by id.
    AllowsSome,
    /// A grant denies it on every record.
    Denies,
}

/// What grants say, and which of them settle it, by their position in the list.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Standing {
    /// What they say.
    pub says: Says,
    /// The grants that settle it, counted from 0.
    pub grants: Vec<usize>,
}

/// What a list of grants says about one schema.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SchemaStanding {
    /// Seeing its records.
    pub view: Standing,
    /// Changing its records.
    pub edit: Standing,
    /// Making new ones.
    pub create: Standing,
    /// Removing them.
    pub delete: Standing,
    /// Its attributes, in the order of the schema.
    pub attributes: Vec<AttributeStanding>,
}

/// What a list of grants says about one attribute.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AttributeStanding {
    /// Its name.
    pub name: String,
    /// The id of its group.
    pub group: Option<String>,
    /// Seeing it.
    pub view: Standing,
    /// Changing it.
    pub edit: Standing,
}

impl Standing {
    /// Whether it is allowed on some record at least.
    pub fn allows_any(&self) -> bool {
        matches!(self.says, Says::Allows | Says::AllowsSome)
    }

    fn of<'a>(speaking: impl Iterator<Item = (usize, &'a Grant)>) -> Self {
        let (mut allows, mut some, mut denies) = (Vec::new(), Vec::new(), Vec::new());
        for (position, grant) in speaking {
            match (grant.denies(), grant.is_uniform()) {
                (true, true) => return Self { says: Says::Denies, grants: vec![position] },
                (true, false) => denies.push(position),
                (false, true) => allows.push(position),
                (false, false) => some.push(position),
            }
        }
        let first = allows.first().copied();
        match (first, denies.is_empty(), some.is_empty()) {
            (Some(allow), true, _) => Self { says: Says::Allows, grants: vec![allow] },
            (Some(allow), false, _) => {
                Self { says: Says::AllowsSome, grants: std::iter::once(allow).chain(denies).collect() }
            }
            (None, _, false) => {
                Self { says: Says::AllowsSome, grants: some.into_iter().chain(denies).collect() }
            }
            (None, _, true) => Self::default(),
        }
    }
}

/// What a role's grants say about a schema. A grant that cannot be understood says nothing.
pub fn standing(organisation: &str, grants: &[Json], schema: &SchemaFacts) -> SchemaStanding {
    let parsed: Vec<(usize, Grant)> = grants
        .iter()
        .enumerate()
        .filter_map(|(position, json)| Some((position, Grant::parse(organisation, "", json).ok()?)))
        .collect();
    let slug = schema.slug.as_str();
    let on_records = |action: &str| {
        let speaking = parsed.iter().filter(|(_, grant)| grant.is_about_records(action, slug));
        Standing::of(speaking.map(|(position, grant)| (*position, grant)))
    };
    let on_attribute = |action: &str, name: &str, group: Option<&str>| {
        let speaking = parsed.iter().filter(|(_, grant)| {
            grant.is_about_attributes(action, slug) && grant.resource().covers_attribute(name, group)
        });
        Standing::of(speaking.map(|(position, grant)| (*position, grant)))
    };
    let attributes = schema.attributes.iter().map(|attribute| {
        let (name, group) = (attribute.name.as_str(), attribute.group.as_deref());
        AttributeStanding {
            name: attribute.name.clone(),
            group: attribute.group.clone(),
            view: on_attribute("entity:attribute:view", name, group),
            edit: on_attribute("entity:attribute:edit", name, group),
        }
    });
    SchemaStanding {
        view: on_records("entity:view"),
        edit: on_records("entity:edit"),
        create: on_records("entity:create"),
        delete: on_records("entity:delete"),
        attributes: attributes.collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::AttributeFacts;

    fn contract() -> SchemaFacts {
        let attribute = |name: &str, group: Option<&str>| AttributeFacts {
            name: name.into(),
            group: group.map(Into::into),
        };
        SchemaFacts {
            slug: "contract".into(),
            attributes: vec![attribute("tariff", None), attribute("iban", Some("bank"))],
        }
    }

    #[test]
    fn the_grants_that_settle_it_are_named_by_their_place() {
        let grants = [
            json!({"action": "entity:view", "resource": "contract:*"}),
            json!({"action": "entity:attribute:view", "resource": "contract:*/*"}),
            json!({"action": "entity:attribute:view", "resource": "contract:bank:*", "effect": "deny"}),
            json!({"action": "entity:view", "resource": "order:*"}),
        ];
        let said = standing("1", &grants, &contract());
        assert_eq!(said.view, Standing { says: Says::Allows, grants: vec![0] });
        assert_eq!(said.edit, Standing::default());
        assert_eq!(said.attributes[0].view, Standing { says: Says::Allows, grants: vec![1] });
        assert_eq!(said.attributes[1].view, Standing { says: Says::Denies, grants: vec![2] });
    }

    #[test]
    fn a_condition_allows_on_some_records_only() {
        let condition = json!([{"operation": "equals", "attribute": "status", "values": ["active"]}]);
        let grants = [json!({"action": "entity:*", "resource": "contract", "conditions": condition})];
        let said = standing("1", &grants, &contract());
        assert_eq!(said.delete, Standing { says: Says::AllowsSome, grants: vec![0] });
        let and_denied = [
            json!({"action": "entity:view", "resource": "contract:*"}),
            json!({"action": "entity:view", "resource": "contract:7", "effect": "deny"}),
        ];
        let said = standing("1", &and_denied, &contract());
        assert_eq!(said.view, Standing { says: Says::AllowsSome, grants: vec![0, 1] });
    }

    #[test]
    fn a_grant_that_cannot_be_understood_says_nothing() {
        let grants = [json!({"action": "entity:view", "resource": "::"}), json!(7)];
        assert_eq!(standing("1", &grants, &contract()).view, Standing::default());
    }
}
