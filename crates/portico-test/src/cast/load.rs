//! Puts the cast on the stage, by the verbs that the API and the console use.

use portico_core::entities::{KnownSchemas, NewRecord, Prepared};
use portico_core::{
    Core, Refusal, access, api_tokens, designs, portals, roles, schemas, sign_in, staff, tenants,
};
use portico_db::Tx;
use portico_kit::{DesignId, EmailAddress, EntityId, RoleId, Secret, TenantId};
use serde_json::{Map, Value, json};

use super::{AUENTAL, PASSWORD, RHEINTAL, Tenant, id};

/// Loads both organisations; answers an API token of each.
pub(crate) async fn load(core: &Core) -> (String, String) {
    let hash = sign_in::hash_password(&Secret::new(PASSWORD), core.random()).expect("a password");
    (load_one(core, AUENTAL, &hash).await, load_one(core, RHEINTAL, &hash).await)
}

async fn load_one(core: &Core, tenant: Tenant, hash: &str) -> String {
    let (worker, hash) = (core.clone(), hash.to_owned());
    let owner = TenantId::from(tenant.id);
    let loaded = core.db().write(&owner, move |tx| {
        let now = worker.clock().now();
        let settings = json!({ "website": "https://example.org" });
        tenants::create(tx, &TenantId::from(tenant.id), tenant.place, &settings, now)?;
        configure(tx, &worker, tenant, &hash)?;
        load_records(tx, &worker, tenant, &hash)?;
        Ok::<_, Refusal>(api_tokens::create(tx, &worker, "stories", None)?.1)
    });
    loaded.await.expect("the cast is on the stage")
}

fn configure(tx: &mut Tx<'_>, core: &Core, tenant: Tenant, hash: &str) -> Result<(), Refusal> {
    let (now, random) = (core.clock().now(), core.random());
    let admin = format!("admin@{}.example", tenant.place.to_lowercase());
    let admin = EmailAddress::parse(&admin).map_err(|error| Refusal::Fault(error.to_string()))?;
    staff::add_with_hash(tx, &admin, "Alma Admin", hash, now, random)?;
    for schema in tenant.documents(include_str!("../../cast/schemas.json")) {
        schemas::put(tx, text(&schema, "slug"), Value::Object(schema.clone()))?;
    }
    for role in tenant.documents(include_str!("../../cast/roles.json")) {
        roles::put(tx, &RoleId::from(text(&role, "id")), Value::Object(role.clone()), now)?;
    }
    let design = json!({ "style_name": tenant.place, "style": { "palette": { "primary": "#00616b" } } });
    designs::put(tx, &DesignId::from(id::DESIGN), design, now)?;
    for portal in tenant.documents(include_str!("../../cast/portals.json")) {
        portals::create(tx, Value::Object(portal), now, random)?;
    }
    Ok(())
}

fn load_records(tx: &mut Tx<'_>, core: &Core, tenant: Tenant, hash: &str) -> Result<(), Refusal> {
    let caller = access::enter_system(tx, core, "cast")?;
    let mut documents = tenant.documents(include_str!("../../cast/records.json"));
    if tenant == RHEINTAL {
        documents.extend(tenant.documents(
            r#"[{ "_schema": "contract", "_id": "{foreign}", "contract_name": "Nur im {Place}",
                  "contract_number": "V-3000", "status": "active",
                  "customer": { "$relation": [{ "entity_id": "{katrin}" }] } }]"#,
        ));
    }
    let records = documents
        .into_iter()
        .map(|attributes| NewRecord { schema: text(&attributes, "_schema").to_owned(), attributes });
    let prepared = Prepared::of(&caller, tx.tenant(), records.collect(), KnownSchemas::new())?;
    prepared.with_passwords(|_: &EntityId| Some(hash.to_owned())).write(tx)
}

fn text<'a>(fields: &'a Map<String, Value>, key: &str) -> &'a str {
    fields.get(key).and_then(Value::as_str).unwrap_or_default()
}
