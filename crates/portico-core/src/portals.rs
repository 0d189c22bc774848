//! Portals: where customers and installers sign in, configured by administrators.

use portico_db::Tx;
use portico_kit::{DesignId, Instant, PortalId, Random, TenantId};
use serde_json::{Map, Value, json};

use crate::pages::UpsertMode;
use crate::sign_in::sso;
use crate::{Core, Refusal, domains, pages, roles, tenants, widgets};

mod copies;
mod exchange;
pub mod pool;
mod rules;
mod store;

pub use copies::copy;
pub use exchange::{Templates, swap};
pub(crate) use rules::is_uuid;
pub use rules::{public_part, without_secrets};

/// A portal.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Its id.
    pub id: PortalId,
    /// Its kind, such as `END_CUSTOMER_PORTAL`.
    pub origin: String,
    /// Whether anybody may sign in.
    pub enabled: bool,
    /// Its configuration without pages.
    pub doc: Value,
    /// The hosts that show it by now, the one that stands in letters first.
    pub hosts: Vec<String>,
}

/// What a host shows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Located {
    /// The organisation.
    pub tenant: TenantId,
    /// Its portal.
    pub portal: PortalId,
    /// The host that this one leads on to.
    pub leads_to: Option<String>,
}

impl Portal {
    /// Its display name.
    pub fn name(&self) -> &str {
        self.doc.get("name").and_then(Value::as_str).unwrap_or("Portal")
    }

    /// The design it wears, if one is chosen.
    pub fn design_id(&self) -> Option<DesignId> {
        self.doc.get("design_id").and_then(Value::as_str).map(DesignId::from)
    }

    /// The schemas its users may reach; `None` when the configuration does not say.
    pub fn allowed_schemas(&self) -> Option<Vec<String>> {
        let list = self.doc.get("allowed_portal_entities")?.as_array()?;
        Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Where browsers find it: its active domain, else its built-in host, with the scheme and port of the
    /// installation; never what a request claims.
    pub fn url(&self, base_url: &str) -> String {
        let host = self.hosts.first().cloned().or_else(|| domains::built_in(base_url, &self.id));
        host.map_or_else(|| base_url.to_owned(), |host| address(base_url, &host))
    }

    /// A link to one of its pages, with parameters.
    pub fn link(&self, core: &Core, path: &str, query: &[(&str, &str)]) -> String {
        let query = serde_urlencoded::to_string(query).unwrap_or_default();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{path}{mark}{query}", self.url(&core.options().base_url))
    }

    /// The hosts that show it by now, the one that stands in letters first.
    pub fn hosts(&self) -> Vec<String> {
        self.hosts.clone()
    }
}

/// The address of a host that the same server answers for, with the server's scheme and port.
pub fn address(base_url: &str, host: &str) -> String {
    let (scheme, rest) = base_url.split_once("://").unwrap_or(("http", base_url));
    let port = rest.rsplit_once(':').map(|(_, port)| port).filter(|port| port.parse::<u16>().is_ok());
    match port {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    }
}

/// Which portal a host or a portal id belongs to.
pub fn locate(tx: &mut Tx<'_>, host_or_id: &str) -> Result<Option<(TenantId, PortalId)>, Refusal> {
    Ok(shown_at(tx, host_or_id)?.map(|located| (located.tenant, located.portal)))
}

/// What a host or a portal id shows, and where it leads.
pub fn shown_at(tx: &mut Tx<'_>, host_or_id: &str) -> Result<Option<Located>, Refusal> {
    let host = domains::host_name(host_or_id);
    if let Some(found) = tx.as_tenant(&TenantId::system(), |tx| store::locate(tx, &host))? {
        return Ok(Some(found));
    }
    let Some(id) = domains::portal_of_built_in(tx, &host)? else { return Ok(None) };
    Ok(tx.as_tenant(&TenantId::system(), |tx| store::locate(tx, &id))?)
}

/// The organisation and the portal that a host or a portal's id names; for those whom nobody has signed in yet.
pub async fn located(core: &Core, host_or_id: &str) -> Result<(TenantId, PortalId), Refusal> {
    let wanted = host_or_id.to_owned();
    let found = core.db().read(&TenantId::system(), move |tx| locate(tx, &wanted)).await?;
    found.ok_or(Refusal::NotFound)
}

/// A portal of this organisation.
pub fn find(tx: &mut Tx<'_>, id: &PortalId) -> Result<Option<Portal>, Refusal> {
    Ok(store::find(tx, id)?)
}

/// The oldest portal of an origin.
pub fn find_by_origin(tx: &mut Tx<'_>, origin: &str) -> Result<Option<Portal>, Refusal> {
    Ok(list(tx)?.into_iter().find(|portal| portal.origin == origin))
}

/// The only portal of an origin, to change or remove it: several are refused.
pub fn only_of_origin(tx: &mut Tx<'_>, origin: &str) -> Result<Option<Portal>, Refusal> {
    let mut fitting = list(tx)?.into_iter().filter(|portal| portal.origin == origin);
    match (fitting.next(), fitting.next()) {
        (Some(_), Some(_)) => {
            let message =
                format!("Several portals have the origin {origin}. Name the one you mean by its portal_id.");
            Err(Refusal::invalid("origin", message))
        }
        (found, _) => Ok(found),
    }
}

/// All portals of this organisation, oldest first.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Portal>, Refusal> {
    Ok(store::list(tx)?)
}

/// Creates a portal; one without pages gets the starter pages.
pub fn create(tx: &mut Tx<'_>, config: Value, now: Instant, random: &Random) -> Result<Portal, Refusal> {
    let mut fields = rules::fields_of(config)?;
    let given = fields.get("portal_id").and_then(Value::as_str).map(str::to_ascii_lowercase);
    // An id locates its portal in the whole installation, so another organisation's is as good as none.
    let id = match given.filter(|id| rules::is_uuid(id)) {
        Some(given) if locate(tx, &given)?.is_none() => PortalId::from(given),
        _ => PortalId::fresh(now, random),
    };
    fields.entry("origin").or_insert_with(|| "ADDITIONAL_PORTAL".into());
    fields.entry("enabled").or_insert(json!(true));
    rules::hide_users_by_default(&mut fields);
    let mut pages = pages::as_list(fields.remove("pages").unwrap_or_default())?;
    if pages.is_empty() {
        pages = pages::starter_pages(now, random);
    }
    begin(tx, &id, fields, pages, now, random)
}

fn begin(
    tx: &mut Tx<'_>,
    id: &PortalId,
    fields: Map<String, Value>,
    pages: Vec<Value>,
    now: Instant,
    random: &Random,
) -> Result<Portal, Refusal> {
    let portal = save(tx, id, Map::new(), fields, now, random)?;
    pages::upsert(tx, id, pages, UpsertMode::Id, now, random)?;
    Ok(portal)
}

/// Changes a portal: keys that are sent replace, keys that are not stay.
pub fn put(
    tx: &mut Tx<'_>,
    id: &PortalId,
    config: Value,
    mode: UpsertMode,
    now: Instant,
    random: &Random,
) -> Result<Portal, Refusal> {
    let stored = store::find(tx, id)?.ok_or(Refusal::NotFound)?;
    let mut fields = rules::fields_of(config)?;
    let sent_pages = fields.remove("pages");
    let kept = stored.doc.as_object().cloned().unwrap_or_default();
    rules::keep_provider_secrets(&kept, &mut fields);
    let portal = save(tx, id, kept, fields, now, random)?;
    if let Some(sent) = sent_pages {
        pages::upsert(tx, id, pages::as_list(sent)?, mode, now, random)?;
    }
    Ok(portal)
}

/// Removes a portal with its pages and hosts; its users stay and cannot sign in any more.
pub fn remove(tx: &mut Tx<'_>, id: &PortalId) -> Result<(), Refusal> {
    let portal = store::find(tx, id)?.ok_or(Refusal::NotFound)?;
    // A role of its own would come back with another portal of this id; the default roles are shared.
    let role = roles::role_of_portal(tx.tenant().as_str(), &portal);
    if role.as_str().ends_with(&format!(":portal_{id}")) && roles::find(tx, &role)?.is_some() {
        roles::remove(tx, &role)?;
    }
    store::remove(tx, id)?;
    widgets::remove(tx, id)?;
    domains::forget(tx, id)?;
    let organisation = tx.tenant().clone();
    sso::clients::forget(tx, &organisation, id)?;
    tenants::touch_configuration(tx)
}

fn save(
    tx: &mut Tx<'_>,
    id: &PortalId,
    mut doc: Map<String, Value>,
    sent: Map<String, Value>,
    now: Instant,
    random: &Random,
) -> Result<Portal, Refusal> {
    let organisation = tx.tenant().clone();
    doc.extend(sent);
    rules::check(&doc)?;
    doc.insert("portal_id".to_owned(), id.as_str().into());
    doc.insert("portal_sk_v3".to_owned(), format!("PORTAL_CONFIG#{id}").into());
    doc.insert("is_v3_item".to_owned(), true.into());
    doc.insert("organization_id".to_owned(), organisation.as_str().into());
    let text = |key: &str| doc.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut portal = Portal {
        id: id.clone(),
        origin: text("origin").unwrap_or_else(|| "ADDITIONAL_PORTAL".to_owned()),
        enabled: doc.get("enabled").and_then(Value::as_bool).unwrap_or(true),
        doc: Value::Object(doc),
        hosts: Vec::new(),
    };
    store::put(tx, &portal, now)?;
    domains::follow(tx, &mut portal, now, random)?;
    sso::clients::follow(tx, &organisation, &portal)?;
    tenants::touch_configuration(tx)?;
    Ok(portal)
}
