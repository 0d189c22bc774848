//! A portal's setup: configuration, pages, design and compiled access rules of one version, shared by requests.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;
use portico_access::{AttributeFacts, Policy, PolicyInput, SchemaFacts};
use portico_db::Tx;
use portico_kit::{PortalId, TenantId};
use serde_json::Value;

use crate::pages::{self, Page};
use crate::portals::{self, Portal};
use crate::schemas::{self, Catalogue};
use crate::surfaces::{self, Surface};
use crate::{Refusal, designs, roles, tenants};

/// Everything about a portal that requests read and nobody changes.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The portal.
    pub portal: Portal,
    /// Its pages in order.
    pub pages: Vec<Page>,
    /// The document of its design, if it has one.
    pub design: Option<Value>,
    /// The grants of the role that applies to its users.
    pub grants: Vec<Value>,
    /// The compiled rules of access.
    pub policy: Arc<Policy>,
    /// The surfaces on which somebody can be identified.
    pub surfaces: Vec<Surface>,
    /// The organisation's schemas.
    pub catalogue: Arc<Catalogue>,
    /// The organisation's name.
    pub organisation_name: String,
    /// The version of the organisation's configuration that all this was read from.
    pub version: i64,
}

impl Setup {
    /// Whether portal and organisation are switched on.
    pub fn lets_users_in(&self) -> bool {
        self.portal.enabled && self.policy.organisation_enabled()
    }

    /// A surface on which somebody can be identified.
    pub fn surface(&self, id: &str) -> Option<&Surface> {
        self.surfaces.iter().find(|surface| surface.id == id)
    }
}

/// Setups and catalogues by the version they were read from; a newer version replaces an older one.
#[derive(Default)]
pub(crate) struct Setups {
    portals: RwLock<HashMap<(TenantId, PortalId), Arc<Setup>>>,
    catalogues: RwLock<HashMap<TenantId, (i64, Arc<Catalogue>)>>,
}

impl Setups {
    /// The setup of a portal at a version.
    pub(crate) fn portal(&self, tx: &mut Tx<'_>, id: &PortalId, version: i64) -> Result<Arc<Setup>, Refusal> {
        let key = (tx.tenant().clone(), id.clone());
        if let Some(setup) = self.portals.read().get(&key).filter(|setup| setup.version == version) {
            return Ok(Arc::clone(setup));
        }
        let catalogue = self.catalogue(tx, version)?;
        let portal = portals::find(tx, id)?.ok_or(Refusal::NotFound)?;
        let setup = Arc::new(load(tx, portal, catalogue, version)?);
        // What a change sees may never be committed, and its version would come again.
        if tx.reads_only() {
            self.portals.write().insert(key, Arc::clone(&setup));
        }
        Ok(setup)
    }

    /// The schemas of the transaction's organisation at a version.
    pub(crate) fn catalogue(&self, tx: &mut Tx<'_>, version: i64) -> Result<Arc<Catalogue>, Refusal> {
        let key = tx.tenant().clone();
        if let Some((known, catalogue)) = self.catalogues.read().get(&key)
            && *known == version
        {
            return Ok(Arc::clone(catalogue));
        }
        let catalogue = Arc::new(schemas::load(tx)?);
        if tx.reads_only() {
            self.catalogues.write().insert(key, (version, Arc::clone(&catalogue)));
        }
        Ok(catalogue)
    }
}

/// Reads the setup of a portal, for example of one that is not published yet.
pub fn load(
    tx: &mut Tx<'_>,
    portal: Portal,
    catalogue: Arc<Catalogue>,
    version: i64,
) -> Result<Setup, Refusal> {
    let tenant = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
    let pages = pages::list(tx, &portal.id)?;
    let design = match portal.design_id() {
        Some(id) => designs::find(tx, &id)?,
        None => None,
    };
    let role = roles::role_of_portal(tenant.id.as_str(), &portal);
    let grants = roles::find(tx, &role)?.map(|role| roles::grants_of(&role)).unwrap_or_default();
    let input = PolicyInput {
        organisation: tenant.id.as_str().to_owned(),
        organisation_enabled: tenant.enabled,
        portal_enabled: portal.enabled,
        origin: portal.origin.clone(),
        allowed_schemas: portal.allowed_schemas(),
        grants: grants.iter().map(|grant| (role.as_str().to_owned(), grant.clone())).collect(),
        schemas: catalogue.all().map(|schema| facts(schema)).collect(),
        paths: portal.doc.get("access_paths").filter(|paths| !paths.is_null()).cloned(),
    };
    let policy = Policy::compile(input.clone())
        .map_err(|error| Refusal::Fault(format!("portal {}: {error}", portal.id)))?;
    let surfaces = surfaces::of_portal(tx, &portal, &policy, &input)?;
    Ok(Setup {
        portal,
        pages,
        design,
        grants,
        policy: Arc::new(policy),
        surfaces,
        catalogue,
        organisation_name: tenant.name,
        version,
    })
}

fn facts(schema: &schemas::Schema) -> SchemaFacts {
    let attributes = schema.attributes.iter();
    SchemaFacts {
        slug: schema.slug.clone(),
        attributes: attributes
            .map(|a| AttributeFacts { name: a.name.clone(), group: a.group.clone() })
            .collect(),
    }
}
