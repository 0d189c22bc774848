//! The rules of one portal, compiled once per version of its configuration.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::Value as Json;

use crate::attributes::AttributeRule;
use crate::grants::{Grant, GrantError};
use crate::paths::{PathError, PathTable};
use crate::question::Action;
use crate::reach_sql::ReachTexts;
use crate::rules::RecordRule;

/// The schemas a portal shows when it does not say which.
const DEFAULT_SCHEMAS: [&str; 11] = [
    "contact",
    "account",
    "opportunity",
    "order",
    "ticket",
    "asset",
    "meter",
    "meter_counter",
    "product",
    "price",
    "file",
];
/// What every portal but the installer portal shows besides.
const DEFAULT_CUSTOMER_SCHEMAS: [&str; 3] = ["contract", "billing_account", "billing_event"];
/// The origin of installer portals.
const INSTALLER_ORIGIN: &str = "INSTALLER_PORTAL";

/// What a portal's rules are made of.
#[derive(Clone, Debug)]
pub struct PolicyInput {
    /// The tenant's id, which older grants name in their resource.
    pub organisation: String,
    /// Whether the organisation is switched on.
    pub organisation_enabled: bool,
    /// Whether the portal is switched on.
    pub portal_enabled: bool,
    /// The portal's origin, such as `END_CUSTOMER_PORTAL`.
    pub origin: String,
    /// The portal's `allowed_portal_entities`; an empty list allows none.
    pub allowed_schemas: Option<Vec<String>>,
    /// The grants of the portal's roles, each with the id of its role.
    pub grants: Vec<(String, Json)>,
    /// The tenant's schemas.
    pub schemas: Vec<SchemaFacts>,
    /// The portal's changes to the table of paths.
    pub paths: Option<Json>,
}

/// What the rules need to know of a schema.
#[derive(Clone, Debug, Default)]
pub struct SchemaFacts {
    /// Its slug.
    pub slug: String,
    /// Its attributes.
    pub attributes: Vec<AttributeFacts>,
}

/// What the rules need to know of an attribute.
#[derive(Clone, Debug, Default)]
pub struct AttributeFacts {
    /// Its name.
    pub name: String,
    /// The id of its group.
    pub group: Option<String>,
}

/// Why a portal's rules cannot be compiled.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PolicyError {
    /// A grant cannot be understood.
    #[error("grant {index} of role {role}: {problem}")]
    Grant {
        /// The role.
        role: String,
        /// Its position in the list of all grants.
        index: usize,
        /// What is wrong.
        problem: GrantError,
    },
    /// The table of paths cannot be understood.
    #[error(transparent)]
    Paths(#[from] PathError),
}

/// The rules of one portal.
#[derive(Debug)]
pub struct Policy {
    organisation_enabled: bool,
    portal_enabled: bool,
    allowed: BTreeSet<String>,
    grants: Vec<Arc<Grant>>,
    schemas: HashMap<String, Arc<SchemaRules>>,
    paths: PathTable,
    reach_texts: ReachTexts,
}

/// What the grants say about the records of one schema.
#[derive(Debug, Default)]
pub(crate) struct SchemaRules {
    view: RecordRule,
    edit: RecordRule,
    create: RecordRule,
    delete: RecordRule,
    pub(crate) view_attributes: AttributeRule,
    pub(crate) edit_attributes: AttributeRule,
}

impl Policy {
    /// Compiles a portal's rules; a grant or path that cannot be understood stops it.
    pub fn compile(input: PolicyInput) -> Result<Self, PolicyError> {
        let grants = input.grants.iter().enumerate().map(|(index, (role, json))| {
            Grant::parse(&input.organisation, role, json)
                .map(Arc::new)
                .map_err(|problem| PolicyError::Grant { role: role.clone(), index, problem })
        });
        let grants: Vec<Arc<Grant>> = grants.collect::<Result<_, _>>()?;
        let rules_of = |schema: &SchemaFacts| {
            (schema.slug.clone(), Arc::new(SchemaRules::of(&grants, &schema.slug, &schema.attributes)))
        };
        Ok(Self {
            organisation_enabled: input.organisation_enabled,
            portal_enabled: input.portal_enabled,
            allowed: allowed_schemas(&input.origin, input.allowed_schemas),
            schemas: input.schemas.iter().map(rules_of).collect(),
            paths: input.paths.as_ref().map_or_else(|| Ok(PathTable::default()), PathTable::with_changes)?,
            reach_texts: ReachTexts::default(),
            grants,
        })
    }

    /// Whether the organisation is switched on.
    pub fn organisation_enabled(&self) -> bool {
        self.organisation_enabled
    }

    /// Whether the portal is switched on.
    pub fn portal_enabled(&self) -> bool {
        self.portal_enabled
    }

    /// The schemas the portal shows.
    pub fn allowed_schemas(&self) -> impl Iterator<Item = &str> {
        self.allowed.iter().map(String::as_str)
    }

    /// Whether the portal shows records of this schema.
    pub fn allows_schema(&self, schema: &str) -> bool {
        self.allowed.contains(schema)
    }

    pub(crate) fn paths(&self) -> &PathTable {
        &self.paths
    }

    pub(crate) fn reach_texts(&self) -> &ReachTexts {
        &self.reach_texts
    }

    pub(crate) fn rules(&self, schema: &str) -> Arc<SchemaRules> {
        match self.schemas.get(schema) {
            Some(rules) => Arc::clone(rules),
            None => Arc::new(SchemaRules::of(&self.grants, schema, &[])),
        }
    }

    pub(crate) fn record_rule(&self, action: &Action, schema: &str) -> RecordRule {
        let rules = || self.rules(schema);
        match action {
            Action::View => rules().view.clone(),
            Action::Edit => rules().edit.clone(),
            Action::Create => rules().create.clone(),
            Action::Delete => rules().delete.clone(),
            Action::Named(name) => RecordRule::of(self.grants.iter(), name, schema),
        }
    }
}

impl SchemaRules {
    fn of(grants: &[Arc<Grant>], schema: &str, attributes: &[AttributeFacts]) -> Self {
        let on_records = |action: Action| RecordRule::of(grants.iter(), action.name(), schema);
        let on_attributes = |action: &str| AttributeRule::of(grants.iter(), action, schema, attributes);
        Self {
            view: on_records(Action::View),
            edit: on_records(Action::Edit),
            create: on_records(Action::Create),
            delete: on_records(Action::Delete),
            view_attributes: on_attributes("entity:attribute:view"),
            edit_attributes: on_attributes("entity:attribute:edit"),
        }
    }

    /// Whether no record of the schema can be seen.
    pub(crate) fn shows_nothing(&self) -> bool {
        self.view.is_never()
    }
}

fn allowed_schemas(origin: &str, named: Option<Vec<String>>) -> BTreeSet<String> {
    if let Some(named) = named {
        return named.into_iter().collect();
    }
    let customer: &[&str] = if origin == INSTALLER_ORIGIN { &[] } else { &DEFAULT_CUSTOMER_SCHEMAS };
    DEFAULT_SCHEMAS.iter().chain(customer).map(|slug| (*slug).to_owned()).collect()
}
