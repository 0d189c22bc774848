//! Surfaces: other channels to a portal's data than the portal, such as a form on a website. Whoever is identified there
//! by what the portal registers by gets a short-lived token for what the surface opens, and no session.

use std::sync::Arc;

use portico_access::{Policy, PolicyInput};
use portico_db::Tx;
use portico_kit::{EntityId, Instant, PortalId, RoleId, TenantId};
use serde_json::{Map, Value};

use crate::portals::Portal;
use crate::{Core, Refusal, access, budgets, registration, roles};

/// The operations that the token of somebody identified on a surface is good for.
pub const OPERATIONS: [&str; 7] = [
    "validateToken",
    "getSchemas",
    "getContact",
    "getPortalUserEntity",
    "searchPortalUserEntities",
    "getPortalPages",
    "getMeterReadings",
];

/// How long a token lasts when the surface does not say, in seconds.
const LASTS: i64 = 300;

/// A surface on which somebody can be identified.
#[derive(Clone, Debug)]
pub struct Surface {
    /// Its id, unique within its portal.
    pub id: String,
    /// How long its tokens last, in seconds.
    pub lasts: i64,
    /// The schemas that it opens, each with the ids of the targets that its records must meet.
    pub opened: Vec<(String, Vec<String>)>,
    /// The portal's rules, with no more schemas than these and with the grants of the surface's role.
    pub policy: Arc<Policy>,
}

/// The surfaces of a portal on which somebody can be identified. One whose role makes no sense identifies nobody.
pub(crate) fn of_portal(
    tx: &mut Tx<'_>,
    portal: &Portal,
    rules: &Policy,
    input: &PolicyInput,
) -> Result<Vec<Surface>, Refusal> {
    let mut surfaces = Vec::new();
    for doc in list(&portal.doc, "surfaces") {
        let text = |key: &str| doc.get(key).and_then(Value::as_str);
        let (Some(id), Some("registration_identifiers")) = (text("id"), text("authentication")) else {
            continue;
        };
        let access = doc.get("data_access").unwrap_or(&Value::Null);
        let opened: Vec<_> = list(access, "entities")
            .filter_map(|one| Some((one.get("schema")?.as_str()?.to_owned(), texts(one, "target_ids"))))
            .filter(|(schema, _)| rules.allows_schema(schema))
            .collect();
        let mut own = input.clone();
        own.allowed_schemas = Some(opened.iter().map(|(schema, _)| schema.clone()).collect());
        if let Some(role) = access.get("role_id").and_then(Value::as_str).filter(|role| !role.is_empty()) {
            let grants = roles::find(tx, &RoleId::from(role))?.map(|doc| roles::grants_of(&doc));
            own.grants = grants.into_iter().flatten().map(|grant| (role.to_owned(), grant)).collect();
        }
        let lasts = doc.get("token_ttl_seconds").and_then(Value::as_i64).unwrap_or(LASTS).clamp(60, 900);
        match Policy::compile(own) {
            Ok(policy) => {
                surfaces.push(Surface { id: id.to_owned(), lasts, opened, policy: Arc::new(policy) });
            }
            Err(error) => {
                tracing::warn!(portal = %portal.id, surface = id, %error, "a surface makes no sense")
            }
        }
    }
    Ok(surfaces)
}

fn list<'d>(doc: &'d Value, key: &str) -> impl Iterator<Item = &'d Value> {
    doc.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn texts(doc: &Value, key: &str) -> Vec<String> {
    list(doc, key).filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Somebody who was identified.
#[derive(Clone, Debug)]
pub struct Identified {
    /// The contact.
    pub contact: EntityId,
    /// Its account, where the portal registers by account.
    pub account: Option<EntityId>,
    /// The token for [`OPERATIONS`].
    pub token: String,
    /// When the token ends.
    pub ends_at: Instant,
}

/// Identifies the one contact that all of a portal's registration identifiers lead to; nothing when they lead to nobody
/// or to several. `network` limits guessing.
///
/// # Errors
/// `Forbidden` when the portal has no such surface, or one on which people sign in.
pub async fn identify(
    core: &Core,
    (tenant, portal): (&TenantId, &PortalId),
    surface: &str,
    identifiers: Map<String, Value>,
    network: &str,
) -> Result<Option<Identified>, Refusal> {
    let prefix = budgets::network_prefix(network);
    let (place, here) = (format!("{portal}|{surface}"), format!("{portal}|{surface}|{prefix}"));
    budgets::take(core, tenant, budgets::LOOKUPS, &prefix).await?;
    budgets::check(core, tenant, budgets::IDENTIFICATIONS, &here).await?;
    budgets::check(core, tenant, budgets::IDENTIFICATIONS_OF_SURFACE, &place).await?;
    let (worker, id, name) = (core.clone(), portal.clone(), surface.to_owned());
    let read = core.db().read(tenant, move |tx| {
        let setup = worker.setup(tx, &id)?;
        let found = setup.surface(&name).filter(|_| setup.lets_users_in());
        let lasts = found.ok_or_else(no_surface)?.lasts;
        let system = access::enter_system(tx, &worker, "surfaces")?;
        let person = registration::person_of(tx, &worker, &system, &setup.portal, &identifiers)?;
        Ok::<_, Refusal>(person.map(|person| (person, lasts)))
    });
    let Some(((contact, account), lasts)) = read.await? else {
        budgets::spend(core, tenant, budgets::IDENTIFICATIONS, &here).await?;
        budgets::spend(core, tenant, budgets::IDENTIFICATIONS_OF_SURFACE, &place).await?;
        return Ok(None);
    };
    let now = core.clock().now();
    let ends_at = Instant::from_seconds(now.seconds() + lasts);
    let (issuer, place) = (&core.options().base_url, (tenant, portal, surface));
    let token = core.signer().identification(issuer, place, &contact, now, ends_at)?;
    Ok(Some(Identified { contact, account, token, ends_at }))
}

fn no_surface() -> Refusal {
    let message =
        "This portal has no such surface on which somebody is identified by registration identifiers.";
    Refusal::Forbidden { message: message.to_owned() }
}
