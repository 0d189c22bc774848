//! Generated worlds (organisations, portals, users, records, relations, grants) and a naive model of the
//! rules.
//!
//! Property tests ask the same questions of the model, of [`crate::decide`], of the SQL on each engine, and
//! over HTTP. A world is made from a list of choices, so that a failing one shrinks, or from a seed, so that
//! it stays.

mod build;
mod choices;
pub mod model;
mod rows;

use std::sync::Arc;

use portico_kit::{EntityId, Instant};
use proptest::prelude::{Strategy, any};
use serde_json::Value as Json;

use crate::{
    AttributeFacts, Policy, PolicyError, PolicyInput, PortalViewer, Question, Roots, SchemaFacts, UserState,
    Viewer,
};

pub use build::point;
pub use rows::{EntityRow, Memory, RelationRow, Rows};

/// Everything there is.
#[derive(Clone, Debug)]
pub struct World {
    /// The organisations; records of different ones may have the same id.
    pub organisations: Vec<Organisation>,
}

/// A tenant.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// Whether it is switched on.
    pub enabled: bool,
    /// Its portals.
    pub portals: Vec<Portal>,
    /// Its portal users.
    pub users: Vec<User>,
    /// Its records, among them one for each user.
    pub records: Vec<WorldRecord>,
}

/// A portal with the grants of its role.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Its id.
    pub id: String,
    /// `END_CUSTOMER_PORTAL` or `INSTALLER_PORTAL`.
    pub origin: String,
    /// Whether it is switched on.
    pub enabled: bool,
    /// Its `allowed_portal_entities`.
    pub allowed: Option<Vec<String>>,
    /// Its changes to the table of paths.
    pub paths: Option<Json>,
    /// The grants of its role.
    pub grants: Vec<Json>,
}

/// A portal user; the record of the same id says whom it stands for.
#[derive(Clone, Debug)]
pub struct User {
    /// Its id.
    pub id: String,
    /// The position of its portal.
    pub portal: usize,
    /// Registered and confirmed.
    pub registered: bool,
    /// Access not withdrawn.
    pub access: bool,
    /// When access ends.
    pub expires_at: Option<i64>,
    /// Credential not revoked.
    pub credential_live: bool,
}

/// A record.
#[derive(Clone, Debug)]
pub struct WorldRecord {
    /// Its id.
    pub id: String,
    /// Its schema.
    pub schema: String,
    /// The whole document.
    pub doc: Json,
    /// Whether it was deleted.
    pub deleted: bool,
}

/// The attributes every schema of these worlds has, with the group each is in.
pub const ATTRIBUTES: [(&str, Option<&str>); 5] = [
    ("name", None),
    ("iban", Some("Bank")),
    ("bic", Some("Bank")),
    ("status", Some("Core")),
    ("note", Some("Core")),
];
/// The schemas of these worlds.
pub const SCHEMAS: [&str; 16] = [
    "contact",
    "account",
    "contract",
    "order",
    "opportunity",
    "ticket",
    "asset",
    "site",
    "billing_account",
    "meter",
    "meter_counter",
    "billing_event",
    "product",
    "price",
    "file",
    "portal_user",
];
/// The moment at which the questions are asked.
pub const NOW: Instant = Instant(1_767_225_600_000_000);

impl World {
    /// The world that a list of choices makes; fewer and smaller choices make a simpler one.
    pub fn from_choices(choices: &[u16]) -> Self {
        build::world(&mut choices::Choices::listed(choices))
    }

    /// The world of a seed.
    pub fn from_seed(seed: u64) -> Self {
        build::world(&mut choices::Choices::seeded(seed))
    }

    /// Worlds that shrink.
    pub fn any() -> impl Strategy<Value = Self> {
        proptest::collection::vec(any::<u16>(), 100..1500).prop_map(|choices| Self::from_choices(&choices))
    }
}

impl Organisation {
    /// What a portal's rules are made of.
    pub fn policy_input(&self, portal: &Portal) -> PolicyInput {
        let attributes = ATTRIBUTES
            .map(|(name, group)| AttributeFacts { name: name.to_owned(), group: group.map(str::to_owned) });
        let schema = |slug: &&str| SchemaFacts { slug: (*slug).to_owned(), attributes: attributes.to_vec() };
        let grant = |grant: &Json| (format!("{}:role", self.id), grant.clone());
        PolicyInput {
            organisation: self.id.clone(),
            organisation_enabled: self.enabled,
            portal_enabled: portal.enabled,
            origin: portal.origin.clone(),
            allowed_schemas: portal.allowed.clone(),
            grants: portal.grants.iter().map(grant).collect(),
            // One schema stays unknown to the rules, as one made a moment ago would be.
            schemas: SCHEMAS.iter().filter(|slug| **slug != "site").map(schema).collect(),
            paths: portal.paths.clone(),
        }
    }

    /// The user as the rules know it.
    pub fn viewer(&self, user: &User) -> Result<Viewer, PolicyError> {
        let portal = self.portals.get(user.portal).map(|portal| Policy::compile(self.policy_input(portal)));
        let policy = portal.unwrap_or_else(|| unreachable!("a user of no portal"))?;
        let Ok(roots) = Roots::find(&EntityId::from(user.id.as_str()), &mut self.memory());
        Ok(Viewer::Portal(PortalViewer {
            policy: Arc::new(policy),
            roots,
            state: UserState {
                registered: user.registered,
                access: user.access,
                expires_at: user.expires_at.map(Instant),
                credential_live: user.credential_live,
            },
            at: NOW,
        }))
    }

    /// Many questions about every record, and about creating records.
    pub fn questions(&self) -> Vec<Question> {
        let mut questions = Vec::new();
        for record in &self.records {
            let id = EntityId::from(record.id.as_str());
            for action in model::ACTIONS {
                let about = Question::about(crate::Action::from_name(action), &record.schema, &id);
                let attributes =
                    ["name", "iban", "bic", "note", "other", "_title", "_relations", "email", "account"];
                questions.extend(attributes.map(|attribute| about.clone().attribute(attribute)));
                questions.push(about);
            }
            questions.push(Question::about(crate::Action::View, "site", &id));
        }
        questions.push(Question::about(crate::Action::View, "contract", &EntityId::from("nowhere")));
        questions.extend(SCHEMAS.map(Question::creating));
        questions.extend(SCHEMAS.map(|schema| Question::creating(schema).attribute("iban")));
        questions
    }
}
