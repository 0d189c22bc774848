//! Loads the companies of the demo through the verbs that the API and the console use: all of them, or none.

use std::collections::HashMap;
use std::sync::Arc;

use portico_core::entities::{KnownSchemas, NewRecord, Prepared};
use portico_core::meter_readings::{self, NewReading};
use portico_core::{Caller, Core, Refusal, access, designs, portals, roles, schemas, staff, tenants};
use portico_db::Tx;
use portico_files::FileStore;
use portico_kit::{DesignId, EmailAddress, EntityId, Instant, RoleId, Secret, TenantId};
use serde_json::{Map, Value, json};

use super::bundle::Bundle;
use super::organisation::{Organisation, PortalUser};
use super::passwords::hash_all;
use crate::Problem;

/// A company ready to be loaded: its passwords hashed, its files stored.
struct Ready {
    organisation: Organisation,
    hashes: HashMap<String, String>,
    stored: Stored,
}

/// Where the bytes of files lie, by their names.
type Stored = HashMap<String, Value>;

/// Loads all companies into an empty installation.
pub async fn load(core: &Core, files: &FileStore, bundle: &Bundle) -> Result<(), Problem> {
    let mut ready = Vec::new();
    for organisation in bundle.organisations()? {
        ready.push(make_ready(core, files, bundle, organisation).await?);
    }
    let (worker, ready, system) = (core.clone(), Arc::new(ready), TenantId::system());
    let loaded = core.db().write(&system, move |tx| {
        for company in ready.iter() {
            let id = &company.organisation.id;
            tenants::create(tx, id, &company.organisation.name, &settings(company), worker.clock().now())?;
            tx.as_tenant(id, |tx| load_one(tx, &worker, company))?;
        }
        Ok::<_, Refusal>(())
    });
    Ok(loaded.await?)
}

async fn make_ready(
    core: &Core,
    files: &FileStore,
    bundle: &Bundle,
    organisation: Organisation,
) -> Result<Ready, Problem> {
    let staff = organisation.staff.iter().map(|member| (&member.email, &member.password));
    let users = organisation.portal_users.iter();
    let people = staff.chain(users.map(|user| (&user.email, &user.password)));
    // A member of staff and a portal user may share an address, each with an own password.
    let keys: Vec<String> = people.clone().map(|(email, password)| key(email, password)).collect();
    let passwords = people.map(|(_, password)| password.clone()).collect();
    let hashes = hash_all(passwords, core.random().clone()).await?;
    let stored = store_files(files, bundle, &organisation).await?;
    Ok(Ready { organisation, hashes: keys.into_iter().zip(hashes).collect(), stored })
}

fn key(email: &str, password: &Secret) -> String {
    format!("{email} {}", password.expose())
}

/// Stores the bytes of all files of a company.
async fn store_files(
    files: &FileStore,
    bundle: &Bundle,
    organisation: &Organisation,
) -> Result<Stored, Problem> {
    let mut stored = Stored::new();
    for name in bundle.names(&format!("{}/files", organisation.folder)) {
        let bytes = bundle.bytes(&format!("{}/files/{name}", organisation.folder))?;
        let place = store(files, &organisation.id, bytes).await?;
        stored.insert(name.to_owned(), json!({ "s3ref": place, "size_bytes": bytes.len() }));
    }
    Ok(stored)
}

/// Stores bytes and answers where they lie.
pub(super) async fn store(files: &FileStore, tenant: &TenantId, bytes: &[u8]) -> Result<Value, Problem> {
    let key = files.put(tenant.as_str(), bytes).await;
    let key = key.map_err(|error| Problem::new(format!("A file of the demo cannot be stored: {error}.")))?;
    Ok(json!({ "bucket": "portico", "key": key }))
}

fn settings(company: &Ready) -> Value {
    let mut settings = company.organisation.settings.clone();
    settings["demo"] = true.into();
    settings
}

fn load_one(tx: &mut Tx<'_>, core: &Core, company: &Ready) -> Result<(), Refusal> {
    let (now, random, organisation) = (core.clock().now(), core.random(), &company.organisation);
    for member in &organisation.staff {
        let email = address(&member.email)?;
        let hash = company.hash_of(&member.email, &member.password)?;
        staff::add_with_hash(tx, &email, &member.name, hash, now, random)?;
    }
    for (slug, schema) in &organisation.schemas {
        schemas::put(tx, slug, schema.clone())?;
    }
    for role in &organisation.roles {
        roles::put(tx, &RoleId::from(text(role, "id")?), role.clone(), now)?;
    }
    for design in &organisation.designs {
        designs::put(tx, &DesignId::from(text(design, "id")?), company.with_places(design), now)?;
    }
    for (_, portal) in &organisation.portals {
        portals::create(tx, company.with_places(portal), now, random)?;
    }
    let caller = access::enter_system(tx, core, "demo")?;
    load_records(tx, &caller, company)?;
    let readings = organisation.readings.iter().map(reading).collect::<Result<Vec<_>, _>>()?;
    meter_readings::import(tx, &caller, &readings, random)
}

fn load_records(tx: &mut Tx<'_>, caller: &Caller, company: &Ready) -> Result<(), Refusal> {
    let organisation = &company.organisation;
    let mut records = Vec::new();
    for record in &organisation.records {
        let schema = record.get("_schema").and_then(Value::as_str).unwrap_or_default().to_owned();
        records.push(NewRecord { schema, attributes: company.with_content(record)? });
    }
    let mut hashes = HashMap::new();
    for user in &organisation.portal_users {
        records.push(NewRecord { schema: "portal_user".to_owned(), attributes: company.portal_user(user) });
        hashes.insert(user.portal_user_id.clone(), company.hash_of(&user.email, &user.password)?.to_owned());
    }
    let prepared = Prepared::of(caller, &organisation.id, records, KnownSchemas::new())?;
    if let Some((holder, target)) = prepared.dangling().first() {
        return Err(Refusal::Fault(format!("the record {holder} points to {target}, which is nowhere")));
    }
    prepared.with_passwords(|id| hashes.get(id).cloned()).write(tx)
}

impl Ready {
    fn hash_of(&self, email: &str, password: &Secret) -> Result<&str, Refusal> {
        let hash = self.hashes.get(&key(email, password)).map(String::as_str);
        hash.ok_or_else(|| Refusal::Fault(format!("the password of {email} was not hashed")))
    }

    /// A document in which everything that names a file of the company knows where its bytes lie.
    fn with_places(&self, doc: &Value) -> Value {
        let mut doc = doc.clone();
        self.add_places(&mut doc);
        doc
    }

    fn add_places(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.add_places(item)),
            Value::Object(fields) => {
                fields.values_mut().for_each(|value| self.add_places(value));
                let named = ["file", "image"].iter().find_map(|key| fields.get(*key)?.as_str());
                if let Some(stored) = named.and_then(|name| self.stored.get(name)) {
                    fields.insert("s3ref".to_owned(), stored["s3ref"].clone());
                }
            }
            _ => {}
        }
    }

    /// A record; one of a file with the place and the size of its content.
    fn with_content(&self, record: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
        let mut record = record.clone();
        let Some(content) = record.remove("_content") else { return Ok(record) };
        let stored = content.as_str().and_then(|name| self.stored.get(name)).and_then(Value::as_object);
        let stored = stored.ok_or_else(|| Refusal::Fault(format!("the content {content} is missing")))?;
        record.extend(stored.clone());
        Ok(record)
    }

    fn portal_user(&self, user: &PortalUser) -> Map<String, Value> {
        let portal = self.organisation.portal(&user.portal).unwrap_or(&Value::Null);
        let mut record = Map::new();
        let mapping = if user.contact_id.is_some() { "Mapped" } else { "Pending" };
        for (name, value) in [
            ("_id", user.portal_user_id.as_str().into()),
            ("name", user.name.as_str().into()),
            ("email", user.email.as_str().into()),
            ("preferred_language", user.language.as_str().into()),
            ("portal_id", portal["portal_id"].clone()),
            ("origin", portal["origin"].clone()),
            ("registration_status", "Registered".into()),
            ("mapping_status", mapping.into()),
            ("access_status", true.into()),
        ] {
            record.insert(name.to_owned(), value);
        }
        if let Some(contact) = &user.contact_id {
            let relation = json!({ "$relation": [{ "entity_id": contact.as_str() }] });
            record.insert("contact".to_owned(), relation);
        }
        record
    }
}

fn address(email: &str) -> Result<EmailAddress, Refusal> {
    EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))
}

fn text<'d>(doc: &'d Value, key: &str) -> Result<&'d str, Refusal> {
    let found = doc.get(key).and_then(Value::as_str);
    found.ok_or_else(|| Refusal::invalid(key, format!("The demo needs {key} here: {doc}")))
}

fn reading(doc: &Value) -> Result<NewReading, Refusal> {
    Ok(NewReading {
        meter: EntityId::from(text(doc, "meter_id")?),
        counter: EntityId::from(text(doc, "counter_id")?),
        read_at: Instant::parse_iso(text(doc, "timestamp")?)
            .map_err(|error| Refusal::invalid("timestamp", error.to_string()))?,
        value: doc.get("value").and_then(Value::as_f64).unwrap_or_default(),
        doc: doc.clone(),
    })
}
