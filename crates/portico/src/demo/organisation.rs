//! A company of the demo as its files describe it.

use portico_kit::{EntityId, Secret, TenantId};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::bundle::Bundle;
use crate::Problem;

/// A company with everything that belongs to it.
pub struct Organisation {
    /// Its id.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Its folder.
    pub folder: String,
    /// Its settings, without its people.
    pub settings: Value,
    /// Its people in the office, the administrator first.
    pub staff: Vec<StaffMember>,
    /// Its schemas by slug.
    pub schemas: Vec<(String, Value)>,
    /// Its roles.
    pub roles: Vec<Value>,
    /// Its designs.
    pub designs: Vec<Value>,
    /// Its portals by name.
    pub portals: Vec<(String, Value)>,
    /// Who signs in to its portals.
    pub portal_users: Vec<PortalUser>,
    /// Its records.
    pub records: Vec<Map<String, Value>>,
    /// The readings of its meters.
    pub readings: Vec<Value>,
}

/// Somebody in the office.
#[derive(Clone, Deserialize)]
pub struct StaffMember {
    /// The e-mail address.
    pub email: String,
    /// The name.
    pub name: String,
    /// The password.
    pub password: Secret,
}

/// Somebody who signs in to a portal.
#[derive(Clone, Deserialize)]
pub struct PortalUser {
    /// The name of the portal.
    pub portal: String,
    /// The id of the portal user's record.
    pub portal_user_id: EntityId,
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: Secret,
    /// The name.
    pub name: String,
    /// The contact, unless nobody has found it yet.
    pub contact_id: Option<EntityId>,
    /// The language of pages and letters.
    pub language: String,
    /// Whether it is among the logins that the demo tells.
    pub listed: bool,
}

#[derive(Deserialize)]
struct Head {
    id: TenantId,
    name: String,
    schemas_from: Option<String>,
    admin: StaffMember,
    staff: Vec<StaffMember>,
}

/// Keys of the organisation's file that are no settings.
const NO_SETTINGS: [&str; 5] = ["id", "name", "schemas_from", "admin", "staff"];

impl Organisation {
    /// Reads the files of a folder.
    pub fn read(bundle: &Bundle, folder: &str) -> Result<Self, Problem> {
        let file = |name: &str| format!("{folder}/{name}");
        let head: Head = bundle.json(&file("organisation.json"))?;
        let mut settings: Map<String, Value> = bundle.json(&file("organisation.json"))?;
        settings.retain(|key, _| !NO_SETTINGS.contains(&key.as_str()));
        let schemas = head.schemas_from.as_deref().unwrap_or(folder);
        let values = |kind: &str| -> Result<Vec<Value>, Problem> {
            Ok(bundle.all_json(&file(kind))?.into_iter().map(|(_, value)| value).collect())
        };
        let records = bundle.all_json::<Vec<Map<String, Value>>>(&file("records"))?;
        Ok(Self {
            id: head.id,
            name: head.name,
            folder: folder.to_owned(),
            settings: Value::Object(settings),
            staff: std::iter::once(head.admin).chain(head.staff).collect(),
            schemas: bundle.all_json(&format!("{schemas}/schemas"))?,
            roles: values("roles")?,
            designs: values("designs")?,
            portals: bundle.all_json(&file("portals"))?,
            portal_users: bundle.json(&file("portal_users.json"))?,
            records: records.into_iter().flat_map(|(_, records)| records).collect(),
            readings: bundle.json(&file("meter_readings.json"))?,
        })
    }

    /// The configuration of a portal by its name.
    pub fn portal(&self, name: &str) -> Option<&Value> {
        self.portals.iter().find(|(known, _)| known == name).map(|(_, config)| config)
    }
}
