//! Entering by the token of somebody who was identified on a surface: its contact's view, as far as the surface opens it.

use std::collections::HashMap;
use std::sync::Arc;

use portico_access::{Opened, PortalViewer, Roots, SurfaceViewer, UserState, Viewer, check_state};
use portico_db::Tx;
use portico_kit::EntityId;
use portico_kit::filter::Filter;

use super::store;
use crate::caller::{Actor, ActorKind, Caller};
use crate::sign_in::Claims;
use crate::surfaces::Surface;
use crate::{Core, Refusal, targets, tenants};

/// The caller behind the token of somebody identified on a surface. What the surface opens is read anew each time.
pub fn enter_surface(tx: &mut Tx<'_>, core: &Core, claims: &Claims) -> Result<Caller, Refusal> {
    let gone = Refusal::unauthenticated;
    let (portal, surface) = claims.portal_id.as_ref().zip(claims.surface.as_deref()).ok_or_else(gone)?;
    let tenant = tenants::find(tx, &claims.tenant)?.ok_or_else(gone)?;
    let setup = core.setups().portal(tx, portal, tenant.config_version).map_err(|_| gone())?;
    let surface = setup.surface(surface).ok_or_else(gone)?;
    let contact = EntityId::from(claims.subject.as_str());
    let stored = store::record(tx, &contact)?;
    stored.filter(|stored| !stored.deleted && stored.schema == "contact").ok_or_else(gone)?;
    let mut roots = Roots::of(EntityId::from("nobody"));
    roots.accounts = store::accounts_of(tx, &contact)?;
    roots.own_contacts.push(contact.clone());
    let now = core.clock().now();
    let state = UserState { registered: true, access: true, expires_at: None, credential_live: true };
    let user = PortalViewer { policy: surface.policy.clone(), roots, state, at: now };
    let (id, name) = (contact.as_str().to_owned(), format!("surface {}", surface.id));
    let mut caller = Caller {
        viewer: Viewer::Surface(SurfaceViewer { user: user.clone(), opened: Arc::new(Opened::default()) }),
        actor: Actor { kind: ActorKind::PortalUser, id, name, acting: None },
        catalogue: setup.catalogue.clone(),
        setup: Some(setup.clone()),
        now,
        random: core.random().clone(),
        stale_session: None,
    };
    let opened = Arc::new(opened(tx, &caller, surface)?);
    caller.viewer = Viewer::Surface(SurfaceViewer { user, opened });
    check_state(&caller.viewer)?;
    Ok(caller)
}

/// What a surface opens: a target that is not there, or is about something else, means no record.
fn opened(tx: &mut Tx<'_>, caller: &Caller, surface: &Surface) -> Result<Opened, Refusal> {
    let named: Vec<&str> =
        surface.opened.iter().flat_map(|(_, targets)| targets.iter().map(String::as_str)).collect();
    let found = if named.is_empty() { HashMap::new() } else { targets::find(tx, caller, named)? };
    let condition = |schema: &str, targets: &[String]| {
        Filter::all(targets.iter().map(|id| match found.get(id) {
            Some(target) if target.schema == schema => target.filter.clone(),
            _ => Filter::Never,
        }))
    };
    let schemas = surface.opened.iter();
    Ok(Opened::of(schemas.map(|(schema, targets)| (schema.clone(), condition(schema, targets)))))
}
