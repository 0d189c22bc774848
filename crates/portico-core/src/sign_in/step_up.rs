//! Stepping up: somebody who is signed in proves once more that it is the owner, and the session gets a new secret.

use portico_db::Tx;
use portico_kit::{Secret, SessionId};

use super::{ChallengeKind, Claims, LoggedIn, check_own_password, opening, refresh_text, store, tokens};
use crate::own_account::own;
use crate::{Caller, Core, Refusal, authenticators};

/// Proves the owner by the password, and by a code where the sign-in asks for one. The session goes on under a new
/// secret: its old cookie and refresh token are over.
///
/// # Errors
/// `Invalid` naming `password` or `code`; a wrong one counts as at the sign-in.
pub async fn step_up(
    core: &Core,
    caller: &Caller,
    claims: &Claims,
    (password, code): (&Secret, &Secret),
    network: &str,
) -> Result<LoggedIn, Refusal> {
    caller.check_in_person()?;
    let (user, portal) = own(caller)?;
    check_own_password(core, &claims.tenant, &portal, &user, password, network).await?;
    let (worker, session, code) = (core.clone(), claims.session.clone(), code.clone());
    let proved = core.db().write(&claims.tenant, move |tx| {
        let setup = worker.setup(tx, &portal)?;
        let is_right = match authenticators::asked(tx, &setup.portal, &user)? {
            None => true,
            // A wrong code stays counted although the answer is a refusal.
            Some(ChallengeKind::Totp) => authenticators::prove(tx, &worker, &user, &code)?,
            Some(_) => false,
        };
        if !is_right {
            return Ok::<_, Refusal>(None);
        }
        store::note_proof(tx, &session, worker.clock().now())?;
        renewed(tx, &worker, &session).map(Some)
    });
    proved.await?.ok_or_else(|| Refusal::invalid("code", "The code is not right, or was used."))
}

/// A new secret for a session whose standing has changed, such as by a new password or a second factor.
pub async fn renew_cookie(core: &Core, claims: &Claims) -> Result<Secret, Refusal> {
    let (worker, session) = (core.clone(), claims.session.clone());
    Ok(core.db().write(&claims.tenant, move |tx| renewed(tx, &worker, &session)).await?.cookie)
}

fn renewed(tx: &mut Tx<'_>, core: &Core, session: &SessionId) -> Result<LoggedIn, Refusal> {
    let now = core.clock().now();
    let found = store::session(tx, session)?.filter(|found| !found.revoked && found.kind == "portal");
    let found = found.ok_or_else(Refusal::unauthenticated)?;
    let portal = found.portal.ok_or_else(Refusal::unauthenticated)?;
    let (user, setup) = (found.user.as_str().into(), core.setup(tx, &portal)?);
    let person = store::person(tx, &user)?.ok_or_else(Refusal::unauthenticated)?;
    let secret = core.random().token();
    store::rotate(tx, session, &tokens::hash(&secret), now)?;
    let tokens =
        opening::portal_tokens(tx, core, &setup.portal, &user, &person.email, session, &secret, now)?;
    Ok(LoggedIn {
        cookie: Secret::new(refresh_text(tx.tenant(), session, &secret)),
        session: session.clone(),
        tenant: tx.tenant().clone(),
        portal: Some(portal),
        tokens,
    })
}
