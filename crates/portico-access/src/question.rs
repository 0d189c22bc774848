//! What is asked: may this be done with that record, or with one attribute of it?

use portico_kit::EntityId;

/// Something done with a record.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Action {
    /// Read it.
    View,
    /// Change it.
    Edit,
    /// Make a new one.
    Create,
    /// Delete it.
    Delete,
    /// Any other action that grants name, such as `meter_reading:create`.
    Named(String),
}

impl Action {
    /// The action as grants spell it.
    pub fn name(&self) -> &str {
        match self {
            Self::View => "entity:view",
            Self::Edit => "entity:edit",
            Self::Create => "entity:create",
            Self::Delete => "entity:delete",
            Self::Named(name) => name,
        }
    }

    /// The action of that name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "entity:view" => Self::View,
            "entity:edit" => Self::Edit,
            "entity:create" => Self::Create,
            "entity:delete" => Self::Delete,
            _ => Self::Named(name.to_owned()),
        }
    }

    /// Whether it changes nothing.
    pub fn is_reading(&self) -> bool {
        self.name().ends_with(":view")
    }
}

/// One question to the rules.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Question {
    /// What is to be done.
    pub action: Action,
    /// The schema the record is said to be of; a record of another schema is not found.
    pub schema: String,
    /// The record; `None` asks about creating one.
    pub record: Option<EntityId>,
    /// The attribute to be seen or changed, when the question is about one.
    pub attribute: Option<String>,
}

impl Question {
    /// May this action be done with this record?
    pub fn about(action: Action, schema: &str, record: &EntityId) -> Self {
        Self { action, schema: schema.to_owned(), record: Some(record.clone()), attribute: None }
    }

    /// The same question about one of its attributes.
    #[must_use]
    pub fn attribute(self, name: &str) -> Self {
        Self { attribute: Some(name.to_owned()), ..self }
    }

    /// May a record of this schema be created?
    pub fn creating(schema: &str) -> Self {
        Self { action: Action::Create, schema: schema.to_owned(), record: None, attribute: None }
    }
}
