//! Entering: from a verified credential to a caller with its rules; and explaining what the rules decide.

use portico_access::{
    Edge, Explanation, Facts, OrganisationViewer, PortalViewer, PreviewViewer, Question, Roots, StoredRecord,
    UserState, Viewer, check_state, explain,
};
use portico_db::{DbError, Tx};
use portico_kit::{EntityId, Instant, PortalId, TenantId};

use crate::caller::{Acting, Actor, ActorKind, Caller};
use crate::entities::ends_of;
use crate::sign_in::{Claims, Lifetimes};
use crate::{Core, Refusal, staff, tenants};

mod readers;
mod store;
mod surface;

pub use readers::readers;
pub use surface::enter_surface;

/// The cause told to a session that waits for a second factor to be set up.
pub const SECOND_FACTOR_REQUIRED: &str = "SECOND_FACTOR_REQUIRED";

/// Whether a user may enter who waits: for a contact, or for a second factor to be set up.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pending {
    /// Only a user with a contact enters, and with a second factor where the portal asks for one.
    Refused,
    /// One who waits enters too: for its own portal user record and account.
    Admitted,
}

/// The caller behind a portal user's token.
pub fn enter_portal(
    tx: &mut Tx<'_>,
    core: &Core,
    claims: &Claims,
    pending: Pending,
) -> Result<Caller, Refusal> {
    let now = core.clock().now();
    let facts = store::session_facts(tx, &claims.session)?.ok_or_else(Refusal::unauthenticated)?;
    let proven = match &claims.cookie_hash {
        Some(hash) => *hash == facts.refresh_hash,
        None => facts.user.as_str() == claims.subject && claims.portal_id.as_ref() == Some(&facts.portal),
    };
    if !proven {
        return Err(Refusal::unauthenticated());
    }
    let setup = core
        .setups()
        .portal(tx, &facts.portal, facts.config_version)
        .map_err(|_| Refusal::unauthenticated())?;
    let lifetimes = Lifetimes::of(&setup.portal);
    let last_used_at = facts.last_used_at.unwrap_or(facts.session_began_at);
    let lives = lifetimes.hold(facts.session_began_at, last_used_at, now);
    let user = PortalViewer {
        policy: setup.policy.clone(),
        roots: core.known_roots(tx, &facts.user, facts.roots_version)?,
        state: UserState {
            registered: facts.registered,
            access: facts.access,
            expires_at: facts.expires_at,
            credential_live: facts.revoked_at.is_none() && now < facts.session_ends_at && lives,
        },
        at: now,
    };
    let viewer = Viewer::Portal(user);
    if let Err(denial) = check_state(&viewer) {
        let is_pending = denial.reason == portico_access::Reason::PendingActivation;
        if !is_pending || pending == Pending::Refused {
            return Err(denial.into());
        }
    }
    if facts.held && pending == Pending::Refused {
        return Err(second_factor_required());
    }
    let (id, name) = (facts.user.as_str().to_owned(), facts.email);
    let actor = Actor { kind: ActorKind::PortalUser, id, name, acting: facts.acting };
    let catalogue = setup.catalogue.clone();
    let is_worth_noting = lifetimes.is_worth_noting(facts.last_used_at, now);
    let stale_session = is_worth_noting.then(|| claims.session.clone());
    let random = core.random().clone();
    Ok(Caller { viewer, actor, catalogue, setup: Some(setup), now, random, stale_session })
}

/// The answer to a session that waits for a second factor to be set up: it is good for that alone.
fn second_factor_required() -> Refusal {
    Refusal::Unauthenticated {
        message: "This portal asks for a second factor. Set it up, then everything else is open.".to_owned(),
        reason: Some(SECOND_FACTOR_REQUIRED),
    }
}

/// The caller behind the token of a member of staff or of a program.
pub fn enter_staff(tx: &mut Tx<'_>, core: &Core, claims: &Claims) -> Result<Caller, Refusal> {
    let now = core.clock().now();
    let tenant = tenants::find(tx, &claims.tenant)?.ok_or_else(Refusal::unauthenticated)?;
    let actor = staff::actor_of(tx, claims, now)?.ok_or_else(Refusal::unauthenticated)?;
    let viewer = Viewer::Organisation(OrganisationViewer {
        id: actor.id.clone(),
        organisation_enabled: tenant.enabled,
        credential_live: true,
    });
    check_state(&viewer)?;
    let catalogue = core.setups().catalogue(tx, tenant.config_version)?;
    let random = core.random().clone();
    Ok(Caller { viewer, actor, catalogue, setup: None, now, random, stale_session: None })
}

/// The organisation itself as a caller, for loading and for jobs.
pub fn enter_system(tx: &mut Tx<'_>, core: &Core, name: &str) -> Result<Caller, Refusal> {
    let tenant = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
    let catalogue = core.setups().catalogue(tx, tenant.config_version)?;
    let viewer = Viewer::Organisation(OrganisationViewer {
        id: name.to_owned(),
        organisation_enabled: true,
        credential_live: true,
    });
    let actor = Actor { kind: ActorKind::ApiToken, id: name.to_owned(), name: name.to_owned(), acting: None };
    Ok(Caller {
        viewer,
        actor,
        catalogue,
        setup: None,
        now: core.clock().now(),
        random: core.random().clone(),
        stale_session: None,
    })
}

/// A portal user as an administrator looks through it: the user's own rules and roots, reading only.
pub fn look_as(tx: &mut Tx<'_>, core: &Core, admin: &Caller, user: &EntityId) -> Result<Caller, Refusal> {
    let facts = store::user_facts(tx, user)?.ok_or(Refusal::NotFound)?;
    let tenant = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
    let setup = core.setups().portal(tx, &facts.portal, tenant.config_version)?;
    let user = PortalViewer {
        policy: setup.policy.clone(),
        roots: store::roots(tx, user)?,
        state: UserState {
            registered: facts.registered,
            access: facts.access,
            expires_at: facts.expires_at,
            credential_live: true,
        },
        at: admin.now,
    };
    let viewer = Viewer::Preview(PreviewViewer { user, admin: admin.actor.id.clone() });
    let catalogue = setup.catalogue.clone();
    let actor = admin.actor.clone();
    let random = admin.random.clone();
    Ok(Caller { viewer, actor, catalogue, setup: Some(setup), now: admin.now, random, stale_session: None })
}

/// Whoever would be a user of a portal with this contact or account, to ask what would be theirs; reads only.
pub(crate) fn as_if(
    tx: &mut Tx<'_>,
    core: &Core,
    system: &Caller,
    portal: &PortalId,
    schema: &str,
    id: &EntityId,
) -> Result<Caller, Refusal> {
    let setup = core.setup(tx, portal)?;
    let mut roots = Roots::of(EntityId::from("nobody"));
    match schema {
        "account" => roots.accounts.push(id.clone()),
        _ => {
            roots.own_contacts.push(id.clone());
            roots.accounts = store::accounts_of(tx, id)?;
        }
    }
    let state = UserState { registered: true, access: true, expires_at: None, credential_live: true };
    let user = PortalViewer { policy: setup.policy.clone(), roots, state, at: system.now };
    let viewer = Viewer::Preview(PreviewViewer { user, admin: system.actor.id.clone() });
    Ok(Caller { viewer, catalogue: setup.catalogue.clone(), setup: Some(setup), ..system.clone() })
}

/// Why a portal user may, or may not, do something with a record or one of its attributes.
pub fn explain_for(
    tx: &mut Tx<'_>,
    core: &Core,
    admin: &Caller,
    user: &EntityId,
    question: &Question,
) -> Result<Explanation, Refusal> {
    let mut looked = look_as(tx, core, admin, user)?;
    // The question is about the user, not about a preview, which would only ever read.
    if let Viewer::Preview(preview) = looked.viewer {
        looked.viewer = Viewer::Portal(preview.user);
    }
    Ok(explain(&looked.viewer, question, &mut StoredFacts { tx })?)
}

/// The facts that decisions need, read from the store.
pub struct StoredFacts<'t, 'c> {
    /// The transaction they are read in.
    pub tx: &'t mut Tx<'c>,
}

impl Facts for StoredFacts<'_, '_> {
    type Error = DbError;

    fn record(&mut self, id: &EntityId) -> Result<Option<StoredRecord>, DbError> {
        store::record(self.tx, id)
    }

    fn edges_from(&mut self, id: &EntityId) -> Result<Vec<Edge>, DbError> {
        Ok(ends_of(self.tx, id)?.0.into_iter().map(edge).collect())
    }

    fn edges_to(&mut self, id: &EntityId) -> Result<Vec<Edge>, DbError> {
        Ok(ends_of(self.tx, id)?.1.into_iter().map(edge).collect())
    }
}

fn edge(end: crate::entities::End) -> Edge {
    Edge { attribute: end.attribute, other: end.id, schema: end.schema }
}

/// The sign-in facts of a portal user.
pub(crate) struct UserFacts {
    pub(crate) portal: PortalId,
    pub(crate) registered: bool,
    pub(crate) access: bool,
    pub(crate) expires_at: Option<Instant>,
}

/// What a session of a portal user says.
pub(crate) struct SessionFacts {
    pub(crate) user: EntityId,
    pub(crate) portal: PortalId,
    pub(crate) email: String,
    pub(crate) refresh_hash: String,
    pub(crate) revoked_at: Option<Instant>,
    pub(crate) session_ends_at: Instant,
    pub(crate) registered: bool,
    pub(crate) access: bool,
    pub(crate) expires_at: Option<Instant>,
    pub(crate) config_version: i64,
    pub(crate) roots_version: i64,
    pub(crate) acting: Option<Acting>,
    pub(crate) session_began_at: Instant,
    pub(crate) last_used_at: Option<Instant>,
    pub(crate) held: bool,
}

/// The organisation that owns a portal, by its id or host.
pub fn tenant_of_portal(tx: &mut Tx<'_>, host_or_id: &str) -> Result<(TenantId, PortalId), Refusal> {
    crate::portals::locate(tx, host_or_id)?.ok_or(Refusal::NotFound)
}

/// The roots of a portal user.
pub fn roots_of(tx: &mut Tx<'_>, user: &EntityId) -> Result<Roots, Refusal> {
    Ok(store::roots(tx, user)?)
}
