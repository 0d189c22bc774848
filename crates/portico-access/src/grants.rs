//! A grant of a role: an action on records, or on attributes of records, allowed or denied.

mod condition;
mod resource;

use portico_kit::EntityId;
use portico_kit::filter::Filter;
use serde::{Deserialize, Serialize};

use crate::glob::Glob;
use condition::Condition;
pub(crate) use resource::Resource;

/// Whether a grant allows or denies; a deny wins over every allow.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// It allows.
    #[default]
    Allow,
    /// It denies.
    Deny,
}

/// Which grant it was, as administrators know it.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
pub struct GrantRef {
    /// The role that holds the grant.
    pub role: String,
    /// The action as it is written there.
    pub action: String,
    /// The resource as it is written there.
    pub resource: String,
    /// Allow or deny.
    pub effect: Effect,
}

/// Why a grant cannot be understood.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum GrantError {
    /// It is not an object with the fields of a grant.
    #[error("a grant has an action and may have a resource, an effect and conditions: {0}")]
    Shape(String),
    /// The action is empty.
    #[error("the action of a grant is empty")]
    Action,
    /// The resource follows none of the known forms.
    #[error("the resource {0:?} is none of schema:*, schema:id, schema:*/attribute, schema:group:attribute")]
    Resource(String),
    /// A condition is of an unknown kind or lacks its attribute or values.
    #[error("condition {0} is none of equals, not_equals, equals_current_user, not_equals_current_user")]
    Condition(usize),
}

/// A grant, understood.
#[derive(Clone, Debug)]
pub struct Grant {
    reference: GrantRef,
    actions: Glob,
    resource: Resource,
    conditions: Vec<Condition>,
}

#[derive(Deserialize)]
struct GrantJson {
    action: String,
    resource: Option<String>,
    effect: Option<Effect>,
    conditions: Option<Vec<serde_json::Value>>,
}

impl Grant {
    /// Reads a grant of a role; `organisation` is the tenant the role belongs to.
    pub fn parse(organisation: &str, role: &str, json: &serde_json::Value) -> Result<Self, GrantError> {
        let json = GrantJson::deserialize(json).map_err(|error| GrantError::Shape(error.to_string()))?;
        let action = modern_action(json.action.trim());
        if action.is_empty() {
            return Err(GrantError::Action);
        }
        let written = json.resource.as_deref().unwrap_or("*");
        let resource = Resource::parse(written.trim(), organisation)
            .ok_or_else(|| GrantError::Resource(written.to_owned()))?;
        let conditions = json.conditions.unwrap_or_default();
        let conditions = conditions
            .iter()
            .enumerate()
            .map(|(index, condition)| Condition::parse(condition).ok_or(GrantError::Condition(index)));
        Ok(Self {
            actions: Glob::new(&action),
            resource,
            conditions: conditions.collect::<Result<_, _>>()?,
            reference: GrantRef {
                role: role.to_owned(),
                action: json.action,
                resource: written.to_owned(),
                effect: json.effect.unwrap_or_default(),
            },
        })
    }

    /// Which grant this is.
    pub fn reference(&self) -> &GrantRef {
        &self.reference
    }

    pub(crate) fn denies(&self) -> bool {
        self.reference.effect == Effect::Deny
    }

    pub(crate) fn resource(&self) -> &Resource {
        &self.resource
    }

    /// Whether it speaks about this action on records of this schema as a whole.
    pub(crate) fn is_about_records(&self, action: &str, schema: &str) -> bool {
        self.actions.matches(action) && self.resource.covers_schema(schema) && !self.resource.has_attributes()
    }

    /// Whether it speaks about this action on attributes of records of this schema.
    pub(crate) fn is_about_attributes(&self, action: &str, schema: &str) -> bool {
        self.actions.matches(action) && self.resource.covers_schema(schema)
    }

    /// Whether it holds for every record of the schemas it covers.
    pub(crate) fn is_uniform(&self) -> bool {
        self.resource.id().is_none() && self.conditions.is_empty()
    }

    /// The records it holds for, among those of a schema it covers.
    pub(crate) fn filter(&self, user: &EntityId) -> Filter {
        let id = self.resource.id().map(|id| Filter::Ids(vec![id.to_owned()]));
        Filter::all(id.into_iter().chain(self.conditions.iter().map(|condition| condition.filter(user))))
    }
}

/// Whether a grant of a role can be understood.
pub fn check_grant(json: &serde_json::Value) -> Result<(), GrantError> {
    Grant::parse("*", "", json).map(|_| ())
}

/// The older spelling `entity-read`, `entity-update`, … as the present one.
fn modern_action(action: &str) -> String {
    let action = match action.strip_prefix("entity-") {
        Some(verb) => format!("entity:{verb}"),
        None => action.to_owned(),
    };
    match action.as_str() {
        "entity:read" => "entity:view".to_owned(),
        "entity:update" => "entity:edit".to_owned(),
        _ => action,
    }
}
