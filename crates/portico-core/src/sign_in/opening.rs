//! Opening a session: for a portal user who has proved who it is, by whatever means.

use portico_db::Tx;
use portico_kit::{EntityId, Instant, PortalId, Secret, SessionId};

use super::{Lifetimes, LoggedIn, Tokens, refresh_text, store, tokens, wrong};
use crate::{Acting, Core, Refusal, access, portals};

/// Opens a session for a portal user who has proved who it is.
pub(super) fn open(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &PortalId,
    user: &EntityId,
) -> Result<LoggedIn, Refusal> {
    let opened = open_for(tx, core, portal, user, None)?;
    store::note_login(tx, user, core.clock().now())?;
    Ok(opened)
}

/// Opens a short session in which a member of staff acts in a portal user's place.
pub(super) fn open_for(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &PortalId,
    user: &EntityId,
    acting: Option<&Acting>,
) -> Result<LoggedIn, Refusal> {
    let now = core.clock().now();
    let setup = core.setup(tx, portal)?;
    let person = store::person(tx, user)?.ok_or_else(wrong)?;
    if !setup.lets_users_in() || !person.is_let_in(now) {
        return Err(wrong());
    }
    let session = SessionId::fresh(now, core.random());
    let secret = core.random().token();
    let own_end = || now.plus_seconds(Lifetimes::of(&setup.portal).session);
    store::insert_session(
        tx,
        &store::NewSession {
            id: &session,
            kind: "portal",
            user: user.as_str(),
            portal: Some(portal),
            refresh_hash: &tokens::hash(&secret),
            created_at: now,
            expires_at: acting.map_or_else(own_end, |acting| acting.until),
            acting,
        },
    )?;
    let tokens = portal_tokens(tx, core, &setup.portal, user, &person.email, &session, &secret, now)?;
    Ok(LoggedIn {
        cookie: Secret::new(refresh_text(tx.tenant(), &session, &secret)),
        session,
        tenant: tx.tenant().clone(),
        portal: Some(portal.clone()),
        tokens,
    })
}

#[expect(clippy::too_many_arguments, reason = "each is one claim of the token")]
pub(super) fn portal_tokens(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &portals::Portal,
    user: &EntityId,
    email: &str,
    session: &SessionId,
    secret: &str,
    now: Instant,
) -> Result<Tokens, Refusal> {
    let roots = access::roots_of(tx, user)?;
    let contact = roots.own_contacts.first();
    core.signer().portal_tokens(
        &core.options().base_url,
        &tokens::PortalSubject {
            tenant: tx.tenant(),
            portal: &portal.id,
            origin: &portal.origin,
            user,
            contact,
            email,
            session,
            lifetimes: Lifetimes::of(portal),
        },
        refresh_text(tx.tenant(), session, secret),
        now,
    )
}
