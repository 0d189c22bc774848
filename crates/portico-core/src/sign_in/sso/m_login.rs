//! Calls of a provider about its own people: it parts somebody from us, or tells what somebody is interested in. It
//! proves itself with client id and secret.

use portico_db::Tx;
use portico_kit::{EntityId, Instant, PortalId, Secret, TenantId};
use serde_json::Value;
use subtle::ConstantTimeEq;

use super::{Provider, clients, offered, store};
use crate::activity::{self, Happening};
use crate::sign_in::hash;
use crate::{Core, Refusal, access, budgets, portals};

/// A provider of a portal that has proved itself.
struct Proved {
    tenant: TenantId,
    portal: PortalId,
    provider: Provider,
}

/// The providers that have this client id and this secret.
async fn proved(
    core: &Core,
    client_id: &str,
    secret: &Secret,
    network: &str,
) -> Result<Vec<Proved>, Refusal> {
    let (system, network) = (TenantId::system(), budgets::network_prefix(network));
    budgets::check(core, &system, budgets::PASSWORDS_OF_ACCOUNT, &network).await?;
    let wanted = client_id.to_owned();
    let holders = core.db().read(&system, move |tx| Ok::<_, Refusal>(clients::holders(tx, &wanted)?)).await?;
    let mut all = Vec::new();
    for (tenant, id) in holders {
        let portal = id.clone();
        let found = core.db().read(&tenant, move |tx| portals::find(tx, &portal)).await?;
        let fitting = found.iter().flat_map(offered).filter(|provider| {
            provider.secret_of(client_id).is_some_and(|own| {
                hash(own.expose()).as_bytes().ct_eq(hash(secret.expose()).as_bytes()).into()
            })
        });
        all.extend(fitting.map(|provider| Proved { tenant: tenant.clone(), portal: id.clone(), provider }));
    }
    if all.is_empty() {
        budgets::spend(core, &system, budgets::PASSWORDS_OF_ACCOUNT, &network).await?;
        return Err(Refusal::unauthenticated());
    }
    Ok(all)
}

/// Refuses a provider that does not prove itself.
pub async fn check_client(
    core: &Core,
    client_id: &str,
    secret: &Secret,
    network: &str,
) -> Result<(), Refusal> {
    proved(core, client_id, secret, network).await.map(drop)
}

/// Parts a provider's person from the accounts that it opened, and ends their sessions.
pub async fn deregister(
    core: &Core,
    client_id: &str,
    secret: &Secret,
    subject: &str,
    network: &str,
) -> Result<(), Refusal> {
    for Proved { tenant, portal, provider } in proved(core, client_id, secret, network).await? {
        let (worker, subject) = (core.clone(), subject.to_owned());
        let parted = core.db().write(&tenant, move |tx| {
            let now = worker.clock().now();
            for user in store::users_named(tx, &portal, &provider.slug, &subject)? {
                tell(tx, &worker, &user, ("PortalUserIdentityParted", "Parted by the identity provider"))?;
                end_sessions(tx, &user, now)?;
            }
            Ok::<_, Refusal>(store::unlink(tx, &portal, &provider.slug, &subject)?)
        });
        parted.await?;
    }
    Ok(())
}

/// Keeps in the history of a provider's person that its interests changed.
pub async fn note_interest(
    core: &Core,
    client_id: &str,
    secret: &Secret,
    subject: &str,
    change: &Value,
    network: &str,
) -> Result<(), Refusal> {
    if !change.is_object() {
        return Err(Refusal::invalid("body", "The body is an object that says what changed."));
    }
    for Proved { tenant, portal, provider } in proved(core, client_id, secret, network).await? {
        let (worker, subject) = (core.clone(), subject.to_owned());
        let noted = core.db().write(&tenant, move |tx| {
            for user in store::users_named(tx, &portal, &provider.slug, &subject)? {
                tell(
                    tx,
                    &worker,
                    &user,
                    ("PortalUserInterestChanged", "Interest changed at the identity provider"),
                )?;
            }
            Ok::<_, Refusal>(())
        });
        noted.await?;
    }
    Ok(())
}

fn tell(
    tx: &mut Tx<'_>,
    core: &Core,
    user: &EntityId,
    (kind, title): (&'static str, &'static str),
) -> Result<(), Refusal> {
    let system = access::enter_system(tx, core, "identity provider")?;
    activity::write(tx, &system, &Happening::other(kind, title, "portal_user", user))?;
    Ok(())
}

fn end_sessions(tx: &mut Tx<'_>, user: &EntityId, now: Instant) -> Result<(), Refusal> {
    Ok(crate::sign_in::revoke_sessions_of(tx, user.as_str(), now)?)
}
