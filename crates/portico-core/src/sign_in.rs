//! Signing in: passwords, sessions, and the tokens that stand for them.

use portico_kit::{EmailAddress, EntityId, PortalId, Secret, SessionId, TenantId};

use crate::{Core, Refusal, budgets, portals};

mod acting;
mod devices;
mod lifetimes;
mod next;
mod opening;
mod own;
mod passwords;
mod past_passwords;
mod recovery;
mod seal;
mod sessions;
pub mod sso;
mod staff;
mod step_up;
mod steps;
mod store;
mod tokens;
mod vault;
mod weakness;

pub use acting::{ActedFor, Offered, acted_for, login_as, look_at_acting};
pub use devices::Origin;
pub use lifetimes::Lifetimes;
pub(crate) use next::after_passkey;
pub use own::{change_password, logout_everywhere, revoke_family};
pub use passwords::check_policy;
pub use passwords::{hash_password, verify_password};
pub(crate) use past_passwords::{check_not_used_before, remember_password};
pub(crate) use recovery::hash_apart;
pub use recovery::{forgot_password, reset_password, reset_password_by_link};
pub use sessions::{OwnSession, end_other_sessions, end_own_session, note_use, own_sessions};
pub use sessions::{SessionRow, end_sessions_of, sessions_of};
pub use staff::login_staff;
pub use step_up::{renew_cookie, step_up};
pub use steps::{
    Challenge, ChallengeKind, Step, answer_challenge, begin_acting, exchange, login_by_link, passwordless,
};
pub(crate) use tokens::hash;
pub use tokens::{Claims, Signer, TokenKind, Tokens, Verified};

pub use weakness::{Weakness, weakness};

pub(crate) use sessions::{has_password, proved_at, release};
pub(crate) use steps::handler;
pub(crate) use store::{revoke_other_sessions, revoke_sessions_of};

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
) -> Result<Step, Refusal> {
    let (tenant, portal) = portals::located(core, portal).await?;
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    let account = format!("{portal}|{email}");
    let here = format!("{account}|{}", budgets::network_prefix(network));
    budgets::check(core, &tenant, budgets::PASSWORDS, &here).await?;
    budgets::check(core, &tenant, budgets::PASSWORDS_OF_ACCOUNT, &account).await?;
    let (id, address) = (portal.clone(), email.clone());
    let found =
        core.db().read(&tenant, move |tx| Ok::<_, Refusal>(store::credential(tx, &id, &address)?)).await?;
    let (user, hash) = found.map_or((None, None), |(user, hash)| (Some(user), hash));
    let right = verify_password(core, hash, password).await?;
    let Some(user) = user.filter(|_| right) else {
        budgets::spend(core, &tenant, budgets::PASSWORDS, &here).await?;
        budgets::spend(core, &tenant, budgets::PASSWORDS_OF_ACCOUNT, &account).await?;
        return Err(wrong());
    };
    steps::after_password(core, &tenant, &portal, &user).await
}

/// Refuses when it is not the user's own password; wrong ones count as at the sign-in.
pub async fn check_own_password(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    user: &EntityId,
    password: &Secret,
    network: &str,
) -> Result<(), Refusal> {
    let id = user.clone();
    let found = core.db().read(tenant, move |tx| Ok::<_, Refusal>(store::credential_of(tx, &id)?)).await?;
    let (email, hash) = found.ok_or_else(Refusal::unauthenticated)?;
    let here = format!("{portal}|{email}|{}", budgets::network_prefix(network));
    budgets::check(core, tenant, budgets::PASSWORDS, &here).await?;
    if verify_password(core, hash, password).await? {
        return Ok(());
    }
    budgets::spend(core, tenant, budgets::PASSWORDS, &here).await?;
    Err(Refusal::invalid("password", "The password is not right."))
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
            let lives = Lifetimes::of(&setup.portal).hold(stored.created_at, stored.last_used_at, now);
            if !setup.lets_users_in() || !person.is_let_in(now) || !lives {
                return Err(Refusal::unauthenticated());
            }
            let secret = worker.random().token();
            store::rotate(tx, &session, &tokens::hash(&secret), now)?;
            opening::portal_tokens(tx, &worker, &setup.portal, &user, &person.email, &session, &secret, now)
                .map(Some)
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

/// The claims of a bearer token, or nothing when it is not one of ours or has run out.
pub fn verify(core: &Core, token: &str) -> Option<Claims> {
    core.verified().claims(core.signer(), token, core.clock().now())
}
