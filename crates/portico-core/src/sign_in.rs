//! Signing in: passwords, sessions, and the tokens that stand for them.

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, Instant, PortalId, Secret, SessionId, TenantId};

use crate::{Core, Refusal, access, portals};

mod attempts;
mod passwords;
mod sessions;
mod store;
mod tokens;

pub use passwords::{hash_password, verify_password};
pub use sessions::{SessionRow, end_sessions_of, sessions_of};
pub use tokens::{Claims, Signer, TokenKind, Tokens, Verified};

pub(crate) use store::revoke_sessions_of;

/// How long a portal user's session lasts without a new sign-in: 30 days.
const SESSION_SECONDS: i64 = 30 * 86_400;
/// How long a session of staff lasts: 12 hours.
const STAFF_SESSION_SECONDS: i64 = 12 * 3600;
/// The one answer to a wrong password and to a user that does not exist.
const WRONG: &str = "The e-mail address or the password is not right.";

/// What a portal user gets for signing in.
#[derive(Clone, Debug)]
pub struct LoggedIn {
    /// The session.
    pub session: SessionId,
    /// The organisation.
    pub tenant: TenantId,
    /// The portal; none for staff.
    pub portal: Option<PortalId>,
    /// The value of the browser's session cookie.
    pub cookie: Secret,
    /// The tokens for programs.
    pub tokens: Tokens,
}

fn wrong() -> Refusal {
    Refusal::Unauthenticated { message: WRONG.to_owned(), reason: None }
}

/// Signs a portal user in by password. `portal` is a portal's id or host; `network` limits guessing.
pub async fn login(
    core: &Core,
    portal: &str,
    email: &str,
    password: &Secret,
    network: &str,
) -> Result<LoggedIn, Refusal> {
    let wanted = portal.to_owned();
    let located = core.db().read(&TenantId::system(), move |tx| portals::locate(tx, &wanted)).await?;
    let (tenant, portal) = located.ok_or(Refusal::NotFound)?;
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    let subject = format!("{portal}|{email}|{}", attempts::network_prefix(network));
    attempts::check(core, &tenant, &subject).await?;
    let (id, address) = (portal.clone(), email.clone());
    let found =
        core.db().read(&tenant, move |tx| Ok::<_, Refusal>(store::credential(tx, &id, &address)?)).await?;
    let (user, hash) = found.map_or((None, None), |(user, hash)| (Some(user), hash));
    let right = verify_password(core, hash, password).await?;
    let Some(user) = user.filter(|_| right) else {
        attempts::note_failure(core, &tenant, &subject).await?;
        return Err(wrong());
    };
    open_portal_session(core, &tenant, &portal, &user).await
}

/// Opens a session for a portal user who has proved who it is.
async fn open_portal_session(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    user: &EntityId,
) -> Result<LoggedIn, Refusal> {
    let (worker, portal, user) = (core.clone(), portal.clone(), user.clone());
    core.db()
        .write(tenant, move |tx| {
            let now = worker.clock().now();
            let setup = worker.setup(tx, &portal)?;
            let person = store::person(tx, &user)?.ok_or_else(wrong)?;
            if !setup.lets_users_in() || !person.is_let_in(now) {
                return Err(wrong());
            }
            let session = SessionId::fresh(now, worker.random());
            let secret = worker.random().token();
            let ends_at = now.plus_seconds(SESSION_SECONDS);
            store::insert_session(
                tx,
                &store::NewSession {
                    id: &session,
                    kind: "portal",
                    user: user.as_str(),
                    portal: Some(&portal),
                    refresh_hash: &tokens::hash(&secret),
                    created_at: now,
                    expires_at: ends_at,
                },
            )?;
            store::note_login(tx, &user, now)?;
            let tokens =
                portal_tokens(tx, &worker, &setup.portal, &user, &person.email, &session, &secret, now)?;
            Ok(LoggedIn {
                cookie: Secret::new(refresh_text(tx.tenant(), &session, &secret)),
                session,
                tenant: tx.tenant().clone(),
                portal: Some(portal.clone()),
                tokens,
            })
        })
        .await
}

#[expect(clippy::too_many_arguments, reason = "each is one claim of the token")]
fn portal_tokens(
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
        },
        refresh_text(tx.tenant(), session, secret),
        now,
    )
}

fn refresh_text(tenant: &TenantId, session: &SessionId, secret: &str) -> String {
    format!("{tenant}.{session}.{secret}")
}

/// Splits a refresh token or session cookie into organisation, session and secret.
fn parts(text: &str) -> Option<(TenantId, SessionId, &str)> {
    let mut parts = text.splitn(3, '.');
    let (tenant, session, secret) = (parts.next()?, parts.next()?, parts.next()?);
    Some((TenantId::from(tenant), SessionId::from(session), secret))
}

/// The claims of a browser's session cookie; whether they hold is checked on entering.
pub fn claims_of_cookie(cookie: &str, kind: TokenKind) -> Option<Claims> {
    let (tenant, session, secret) = parts(cookie)?;
    Some(Claims::of_cookie(tenant, session, kind, tokens::hash(secret)))
}

/// New tokens for a refresh token, which is used up. A used-up one that comes again ends its session.
pub async fn refresh(core: &Core, refresh_token: &Secret) -> Result<Tokens, Refusal> {
    let (tenant, session, secret) = parts(refresh_token.expose()).ok_or_else(Refusal::unauthenticated)?;
    let (worker, offered) = (core.clone(), tokens::hash(secret));
    let outcome = core
        .db()
        .write(&tenant, move |tx| -> Result<Option<Tokens>, Refusal> {
            let now = worker.clock().now();
            let stored = store::session(tx, &session)?.ok_or_else(Refusal::unauthenticated)?;
            if stored.revoked || now >= stored.expires_at || stored.kind != "portal" {
                return Err(Refusal::unauthenticated());
            }
            if stored.refresh_hash != offered {
                // The end of the family must be kept although the answer is a refusal.
                store::revoke(tx, &session, now)?;
                return Ok(None);
            }
            let user = EntityId::from(stored.user.as_str());
            let portal = stored.portal.ok_or_else(Refusal::unauthenticated)?;
            let setup = worker.setup(tx, &portal).map_err(|_| Refusal::unauthenticated())?;
            let person = store::person(tx, &user)?.ok_or_else(Refusal::unauthenticated)?;
            if !setup.lets_users_in() || !person.is_let_in(now) {
                return Err(Refusal::unauthenticated());
            }
            let secret = worker.random().token();
            store::rotate(tx, &session, &tokens::hash(&secret))?;
            portal_tokens(tx, &worker, &setup.portal, &user, &person.email, &session, &secret, now).map(Some)
        })
        .await?;
    outcome.ok_or_else(Refusal::unauthenticated)
}

/// Ends a session; its tokens stop working with the next request.
pub async fn logout(core: &Core, claims: &Claims) -> Result<(), Refusal> {
    let (worker, session) = (core.clone(), claims.session.clone());
    core.db().write(&claims.tenant, move |tx| Ok(store::revoke(tx, &session, worker.clock().now())?)).await
}

/// Ends the session of a refresh token, when it belongs to the same user.
pub async fn revoke_refresh_token(
    core: &Core,
    claims: &Claims,
    refresh_token: &Secret,
) -> Result<(), Refusal> {
    let invalid = || Refusal::invalid("refresh_token", "This is not one of your refresh tokens.");
    let (tenant, session, _) = parts(refresh_token.expose()).ok_or_else(invalid)?;
    if tenant != claims.tenant {
        return Err(invalid());
    }
    let (worker, subject) = (core.clone(), claims.subject.clone());
    core.db()
        .write(&tenant, move |tx| {
            let stored =
                store::session(tx, &session)?.filter(|stored| stored.user == subject).ok_or_else(invalid)?;
            if !stored.revoked {
                store::revoke(tx, &session, worker.clock().now())?;
            }
            Ok(())
        })
        .await
}

/// Signs a member of staff in by password.
pub async fn login_staff(
    core: &Core,
    email: &str,
    password: &Secret,
    network: &str,
) -> Result<LoggedIn, Refusal> {
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    let system = TenantId::system();
    let subject = format!("staff|{email}|{}", attempts::network_prefix(network));
    attempts::check(core, &system, &subject).await?;
    let address = email.clone();
    let found = core.db().read(&system, move |tx| crate::staff::find_login(tx, &address)).await?;
    let (member, hash) = found.map_or((None, None), |(member, hash)| (Some(member), hash));
    let right = verify_password(core, hash, password).await?;
    let Some((tenant, user)) = member.filter(|_| right) else {
        attempts::note_failure(core, &system, &subject).await?;
        return Err(wrong());
    };
    let worker = core.clone();
    core.db()
        .write(&tenant, move |tx| {
            let now = worker.clock().now();
            let session = SessionId::fresh(now, worker.random());
            let secret = worker.random().token();
            store::insert_session(
                tx,
                &store::NewSession {
                    id: &session,
                    kind: "staff",
                    user: user.as_str(),
                    portal: None,
                    refresh_hash: &tokens::hash(&secret),
                    created_at: now,
                    expires_at: now.plus_seconds(STAFF_SESSION_SECONDS),
                },
            )?;
            let refresh = refresh_text(tx.tenant(), &session, &secret);
            let base_url = &worker.options().base_url;
            let tokens = worker.signer().staff_tokens(
                base_url,
                tx.tenant(),
                user.as_str(),
                email.as_str(),
                &session,
                refresh.clone(),
                now,
            )?;
            Ok(LoggedIn {
                cookie: Secret::new(refresh),
                session,
                tenant: tx.tenant().clone(),
                portal: None,
                tokens,
            })
        })
        .await
}

/// The claims of a bearer token, or nothing when it is not one of ours or has run out.
pub fn verify(core: &Core, token: &str) -> Option<Claims> {
    core.verified().claims(core.signer(), token, core.clock().now())
}
