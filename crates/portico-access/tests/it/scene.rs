//! A small company to test one clause at a time: a user `u`, its contact `me`, and whatever a test adds.

use std::collections::BTreeSet;

use portico_access::worlds::{Organisation, Portal, SCHEMAS, User, World, WorldRecord};
use portico_access::{Action, Decision, Question, Reason, Viewer, decide};
use portico_kit::EntityId;
use serde_json::{Value as Json, json};

use crate::{check, database};

pub struct Scene {
    pub company: Organisation,
}

impl Scene {
    /// The user and its contact; everything is allowed and granted.
    pub fn open() -> Self {
        let mut scene = Self::closed();
        scene.portal().allowed = Some(SCHEMAS.map(str::to_owned).to_vec());
        scene.grant("*", "*")
    }

    /// The user and its contact; the portal shows what portals show, and nothing is granted.
    pub fn closed() -> Self {
        let portal = Portal {
            id: "p".to_owned(),
            origin: "END_CUSTOMER_PORTAL".to_owned(),
            enabled: true,
            allowed: None,
            paths: None,
            grants: Vec::new(),
        };
        let user = User {
            id: "u".to_owned(),
            portal: 0,
            registered: true,
            access: true,
            expires_at: None,
            credential_live: true,
        };
        let company = Organisation {
            id: "100".to_owned(),
            enabled: true,
            portals: vec![portal],
            users: vec![user],
            records: Vec::new(),
        };
        Self { company }.record("portal_user", "u", json!({"contact": to("me")})).record(
            "contact",
            "me",
            json!({}),
        )
    }

    pub fn portal(&mut self) -> &mut Portal {
        &mut self.company.portals[0]
    }

    pub fn user(&mut self) -> &mut User {
        &mut self.company.users[0]
    }

    pub fn record(mut self, schema: &str, id: &str, attributes: Json) -> Self {
        let mut doc = json!({"_id": id, "_schema": schema, "_title": id});
        for (name, value) in attributes.as_object().into_iter().flatten() {
            doc[name] = value.clone();
        }
        let record = WorldRecord { id: id.to_owned(), schema: schema.to_owned(), doc, deleted: false };
        self.company.records.push(record);
        self
    }

    pub fn deleted(mut self, id: &str) -> Self {
        self.company
            .records
            .iter_mut()
            .filter(|record| record.id == id)
            .for_each(|record| record.deleted = true);
        self
    }

    pub fn grant(self, action: &str, resource: &str) -> Self {
        self.grants(json!({"action": action, "resource": resource}))
    }

    pub fn deny(self, action: &str, resource: &str) -> Self {
        self.grants(json!({"action": action, "resource": resource, "effect": "deny"}))
    }

    pub fn grants(mut self, grant: Json) -> Self {
        self.portal().grants.push(grant);
        self
    }

    pub fn paths(mut self, table: Json) -> Self {
        self.portal().paths = Some(table);
        self
    }

    pub fn viewer(&self) -> Viewer {
        self.company.viewer(&self.company.users[0]).unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn ask(&self, question: &Question) -> Decision {
        let Ok(decision) = decide(&self.viewer(), question, &mut self.company.memory());
        decision
    }

    pub fn question(&self, action: &str, id: &str) -> Question {
        let record = self.company.records.iter().find(|record| record.id == id);
        let schema = record.map_or("contract", |record| record.schema.as_str());
        Question::about(Action::from_name(action), schema, &EntityId::from(id))
    }

    pub fn may(&self, action: &str, id: &str) -> bool {
        self.ask(&self.question(action, id)).allow
    }

    pub fn sees(&self, id: &str) -> bool {
        self.may("entity:view", id)
    }

    pub fn sees_attribute(&self, id: &str, attribute: &str) -> bool {
        self.ask(&self.question("entity:view", id).attribute(attribute)).allow
    }

    pub fn reason(&self, action: &str, id: &str) -> Option<Reason> {
        self.ask(&self.question(action, id)).denial.map(|denial| denial.reason)
    }

    /// The ids of the records that are seen, besides the user and its contact; the model and the SQL must agree.
    pub fn seen(&self) -> BTreeSet<&str> {
        let world = World { organisations: vec![self.company.clone()] };
        check::decisions(&world)
            .and_then(|()| database::predicates(&world))
            .unwrap_or_else(|difference| panic!("{difference}"));
        let ids = self.company.records.iter().map(|record| record.id.as_str());
        ids.filter(|id| !["u", "me"].contains(id) && self.sees(id)).collect()
    }
}

/// A relation to one record.
pub fn to(id: &str) -> Json {
    json!({"$relation": [{"entity_id": id}]})
}

/// The record of that id, out of a company.
pub fn text_of(scene: &Scene, id: &str) -> String {
    let record = scene.company.records.iter().find(|record| record.id == id);
    record.map_or_else(String::new, |record| record.doc.to_string())
}
