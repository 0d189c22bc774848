//! A forgotten password: a code and a link by mail, and a new password for either.

use std::sync::Arc;

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, PortalId, Secret, TenantId};
use serde_json::json;

use super::{check_not_used_before, check_policy, hash_password, past_passwords, steps};
use crate::letters::{self, Contents, Kind, Recipient};
use crate::one_time::{self, Proof, Purpose, Standing, not_right};
use crate::setup::Setup;
use crate::{Core, Refusal, portals, users};

/// Sends a code and a link to the address, when somebody has it. The answer is the same for everybody.
pub async fn forgot_password(core: &Core, portal: &str, email: &str, network: &str) -> Result<(), Refusal> {
    let (tenant, portal) = portals::located(core, portal).await?;
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    steps::ask_for_mail(core, &tenant, &portal, &email, network, (Purpose::ResetPassword, json!({}))).await
}

/// Sets a new password by the code of a mail, and ends all sessions.
pub async fn reset_password(
    core: &Core,
    portal: &str,
    email: &str,
    code: &Secret,
    password: &Secret,
) -> Result<(), Refusal> {
    let (tenant, portal) = portals::located(core, portal).await?;
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    let setup = check(core, &tenant, &portal, password, email.as_str()).await?;
    if past_passwords::is_asked_for(&setup.portal) {
        let proof = look_at_code(core, &tenant, &portal, &email, code).await?.ok_or_else(not_right)?;
        let user = EntityId::from(proof.subject);
        check_not_used_before(core, &tenant, &setup.portal, &user, password).await?;
    }
    let code = code.clone();
    reset(core, &tenant, password, move |tx, now| {
        let Some(user) = users::find_by_email(tx, &portal, &email)? else { return Ok(None) };
        one_time::redeem_code(tx, Purpose::ResetPassword, &portal, user.as_str(), &code, now)
    })
    .await
}

/// Sets a new password by the link of a mail, and ends all sessions.
pub async fn reset_password_by_link(core: &Core, link: &Secret, password: &Secret) -> Result<(), Refusal> {
    let tenant = one_time::tenant_of(link.expose()).ok_or_else(not_right)?;
    let (looked, now) = (link.clone(), core.clock().now());
    let standing =
        core.db().read(&tenant, move |tx| one_time::look(tx, Purpose::ResetPassword, &looked, now)).await?;
    let Standing::Open(proof) = standing else { return Err(not_right()) };
    let setup = check(core, &tenant, &proof.portal, password, &proof.email).await?;
    let user = EntityId::from(proof.subject.as_str());
    check_not_used_before(core, &tenant, &setup.portal, &user, password).await?;
    let link = link.clone();
    reset(core, &tenant, password, move |tx, now| {
        one_time::redeem_link(tx, Purpose::ResetPassword, &link, now)
    })
    .await
}

/// Refuses a password that the portal does not allow, before anything is used up.
async fn check(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    password: &Secret,
    email: &str,
) -> Result<Arc<Setup>, Refusal> {
    let (worker, id) = (core.clone(), portal.clone());
    let setup = core.db().read(tenant, move |tx| worker.setup(tx, &id)).await?;
    check_policy(&setup.portal, password, email)?;
    Ok(setup)
}

/// The proof that a code stands for, without using it; a wrong one counts.
async fn look_at_code(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    email: &EmailAddress,
    code: &Secret,
) -> Result<Option<Proof>, Refusal> {
    let (worker, portal, email, code) = (core.clone(), portal.clone(), email.clone(), code.clone());
    let looked = core.db().write(tenant, move |tx| {
        let Some(user) = users::find_by_email(tx, &portal, &email)? else { return Ok(None) };
        let (purpose, now) = (Purpose::ResetPassword, worker.clock().now());
        one_time::look_at_code(tx, purpose, &portal, user.as_str(), &code, now)
    });
    looked.await
}

async fn reset(
    core: &Core,
    tenant: &TenantId,
    password: &Secret,
    prove: impl Fn(&mut Tx<'_>, portico_kit::Instant) -> Result<Option<Proof>, Refusal> + Send + 'static,
) -> Result<(), Refusal> {
    // Before the code is looked at: a password that is refused leaves it unused, and every answer takes as long.
    let hash = hash_apart(core, password).await?;
    let worker = core.clone();
    let reset = core
        .db()
        .write(tenant, move |tx| {
            let now = worker.clock().now();
            let Some(proof) = prove(tx, now)? else { return Ok::<_, Refusal>(false) };
            let user = EntityId::from(proof.subject.as_str());
            users::set_password_hash(tx, &user, &hash, now)?;
            let portal = worker.setup(tx, &proof.portal)?;
            let to = Recipient::of_user(tx, &worker, &user)?;
            letters::send(tx, &worker, &portal.portal, Kind::PasswordChanged, &to, &Contents::default())?;
            Ok(true)
        })
        .await?;
    if reset { Ok(()) } else { Err(not_right()) }
}

/// Hashes a password away from the serving threads.
pub(crate) async fn hash_apart(core: &Core, password: &Secret) -> Result<String, Refusal> {
    let _place = core.hashing().acquire().await.map_err(|error| Refusal::Fault(error.to_string()))?;
    let (password, random) = (password.clone(), core.random().clone());
    let hashed = tokio::task::spawn_blocking(move || hash_password(&password, &random));
    hashed.await.map_err(|error| Refusal::Fault(error.to_string()))?
}
