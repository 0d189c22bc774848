//! What users do about their own sign-in: choose another password, and sign out everywhere.

use portico_kit::Secret;

use super::{Claims, check_not_used_before, check_policy, hash_apart, parts, store, tokens};
use crate::authenticators::{self, Proof};
use crate::letters::{self, Contents, Kind, Recipient};
use crate::own_account::own;
use crate::{Caller, Core, Refusal, users};

/// Changes a user's password, which the old one allows. All other sessions of the user end, and a letter tells of it.
///
/// # Errors
/// `Invalid` naming `new_password` when the portal does not allow it, or `password` when the old one is wrong.
pub async fn change_password(
    core: &Core,
    caller: &Caller,
    claims: &Claims,
    (old, new): (&Secret, &Secret),
    network: &str,
) -> Result<(), Refusal> {
    caller.check_in_person()?;
    let (user, _) = own(caller)?;
    let setup = caller.setup.clone().ok_or_else(Refusal::unauthenticated)?;
    check_policy(&setup.portal, new, &caller.actor.name).map_err(of_the_new_one)?;
    authenticators::check_owner(core, caller, claims, Proof::Password, old, network).await?;
    let is_new = check_not_used_before(core, &claims.tenant, &setup.portal, &user, new);
    is_new.await.map_err(of_the_new_one)?;
    let hash = hash_apart(core, new).await?;
    let (worker, session) = (core.clone(), claims.session.clone());
    core.db()
        .write(&claims.tenant, move |tx| {
            users::set_password_hash_within(tx, &user, &hash, worker.clock().now(), Some(&session))?;
            let to = Recipient::of_user(tx, &worker, &user)?;
            letters::send(tx, &worker, &setup.portal, Kind::PasswordChanged, &to, &Contents::default())
        })
        .await
}

fn of_the_new_one(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid { message, .. } => Refusal::invalid("new_password", message),
        other => other,
    }
}

/// Ends every session of a user: it signs out on all its devices.
pub async fn logout_everywhere(core: &Core, caller: &Caller, claims: &Claims) -> Result<(), Refusal> {
    caller.check_in_person()?;
    let (user, _) = own(caller)?;
    let worker = core.clone();
    let ended = core.db().write(&claims.tenant, move |tx| {
        Ok(store::revoke_sessions_of(tx, user.as_str(), worker.clock().now())?)
    });
    ended.await
}

/// Ends the session of a refresh token, for whoever holds it. One that ended before is no error.
///
/// # Errors
/// `Invalid` naming `refresh_token` when it is none of ours, or was used up.
pub async fn revoke_family(core: &Core, refresh_token: &Secret) -> Result<(), Refusal> {
    let invalid = || Refusal::invalid("refresh_token", "This is not one of our refresh tokens.");
    let (tenant, session, secret) = parts(refresh_token.expose()).ok_or_else(invalid)?;
    let (worker, offered) = (core.clone(), tokens::hash(secret));
    core.db()
        .write(&tenant, move |tx| {
            let stored = store::session(tx, &session)?;
            let stored = stored.filter(|stored| stored.kind == "portal" && stored.refresh_hash == offered);
            if !stored.ok_or_else(invalid)?.revoked {
                store::revoke(tx, &session, worker.clock().now())?;
            }
            Ok(())
        })
        .await
}
