//! Links into portals for letters that other services write: to register, to a record, and who sees it there.

use portico_db::Tx;
use portico_kit::{EntityId, PortalId};
use serde_json::{Value, json};

use crate::pages::{self, is_shown};
use crate::portals::{self, Portal};
use crate::{Caller, Core, Refusal, access, entities};

/// What the links are about.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The record.
    pub entity: Option<EntityId>,
    /// The address that was typed when somebody registered in a journey.
    pub email: Option<String>,
    /// The portal to register with.
    pub portal: Option<PortalId>,
}

/// The links by kind of portal, as the published API names them.
pub fn told(tx: &mut Tx<'_>, core: &Core, caller: &Caller, asked: &Asked) -> Result<Value, Refusal> {
    let about = match &asked.entity {
        Some(id) => Some(entities::view_any(tx, caller, id)?),
        None => None,
    };
    let doc = about.as_ref().map(entities::Seen::to_value).unwrap_or_default();
    let users = match &about {
        Some(seen) => users_who_see(tx, core, caller, &seen.schema, &seen.id)?,
        None => Vec::new(),
    };
    let all = portals::list(tx)?;
    let of_origin = |origin: &str| all.iter().find(|portal| portal.origin == origin);
    let asked_portal = asked.portal.as_ref().and_then(|id| all.iter().find(|portal| portal.id == *id));
    let of_users = || users.iter().find_map(|(_, id)| all.iter().find(|portal| portal.id == *id));
    let customers = of_origin("END_CUSTOMER_PORTAL");
    let of_user = asked_portal.or_else(of_users).or(customers);
    let mut told = json!({});
    for (name, portal) in [
        ("customerPortal", customers),
        ("installerPortal", of_origin("INSTALLER_PORTAL")),
        ("portalUser", of_user),
    ] {
        told[name] = match portal {
            Some(portal) => links(tx, core, (portal, asked_portal), &doc, asked, &users)?,
            None => json!({ "userEmailsOnEntity": [] }),
        };
    }
    Ok(told)
}

fn links(
    tx: &mut Tx<'_>,
    core: &Core,
    (portal, asked_portal): (&Portal, Option<&Portal>),
    doc: &Value,
    asked: &Asked,
    users: &[(String, PortalId)],
) -> Result<Value, Refusal> {
    let text = |key: &str| doc.get(key).and_then(Value::as_str).unwrap_or_default();
    let (schema, id) = (text("_schema"), text("_id"));
    let contact = match schema {
        "contact" => Some(id),
        _ => ["customer", "contact"].iter().find_map(|key| {
            let related = doc.get(*key)?.pointer("/$relation/0")?;
            (related.get("_schema").and_then(Value::as_str) == Some("contact")).then_some(())?;
            related.get("entity_id")?.as_str()
        }),
    };
    let email = asked.email.clone().or_else(|| first_email(doc));
    let mut query = Vec::new();
    query.extend(contact.map(|contact| ("contactId", contact)));
    query.extend(email.as_deref().map(|email| ("email", email)));
    let shown = match page_of(tx, portal, schema, core.clock().now())? {
        Some(page) => portal.link(core, &format!("{page}/{id}"), &[]),
        None => portal.link(core, "/", &[]),
    };
    let here = users.iter().filter(|(_, user_portal)| *user_portal == portal.id);
    Ok(json!({
        "invitationLink": asked_portal.unwrap_or(portal).link(core, "/register", &query),
        "newDocumentLink": shown,
        "entityLink": shown,
        "userEmailsOnEntity": here.map(|(email, _)| email.clone()).collect::<Vec<_>>(),
    }))
}

fn first_email(doc: &Value) -> Option<String> {
    let email = doc.get("email")?;
    let first = email.pointer("/0/email").unwrap_or(email);
    first.as_str().map(str::to_owned)
}

/// The path of the page that shows records of a schema in a portal.
pub(crate) fn page_of(
    tx: &mut Tx<'_>,
    portal: &Portal,
    schema: &str,
    now: portico_kit::Instant,
) -> Result<Option<String>, Refusal> {
    let about = |page: &pages::Page| {
        page.doc.get("detail_schema").and_then(Value::as_str) == Some(schema)
            && page.is("is_detail")
            && is_shown(page.doc.get("visibility"), now)
    };
    let page = pages::list(tx, &portal.id)?.into_iter().find(about);
    Ok(page.map(|page| format!("/{}", page.slug)))
}

/// The addresses of the portal users who see a record, with their portals.
pub(crate) fn users_who_see(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
) -> Result<Vec<(String, PortalId)>, Refusal> {
    let mut users = Vec::new();
    for (user, sees) in access::readers(tx, core, caller, schema, id)? {
        if !sees {
            continue;
        }
        let doc = entities::view(tx, caller, "portal_user", &user)?.to_value();
        let text = |key: &str| doc.get(key).and_then(Value::as_str).map(str::to_owned);
        if let (Some(email), Some(portal)) = (text("email"), text("portal_id")) {
            users.push((email, PortalId::from(portal)));
        }
    }
    Ok(users)
}
