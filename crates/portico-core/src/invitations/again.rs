//! A link of an invitation as it is met: what it still offers, and how somebody asks for a new one.

use portico_db::Tx;
use portico_kit::{EntityId, Instant, PortalId, Secret, TenantId};

use super::{State, send_again, store};
use crate::one_time::{self, Proof, Purpose, Standing};
use crate::{Core, Refusal, budgets, users};

/// What a link of an invitation offers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Invited {
    /// Registering, with the address that it went to.
    Open(String),
    /// Nothing more: somebody registered by it.
    Used,
    /// Nothing more: it was taken back.
    Revoked,
    /// Nothing more: its time is over, or it never was one.
    Over,
}

/// What a link offers; notes that an open one was opened.
pub async fn look(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    token: &Secret,
) -> Result<Invited, Refusal> {
    let (worker, portal, token) = (core.clone(), portal.clone(), token.clone());
    let looked = core.db().write(tenant, move |tx| {
        let now = worker.clock().now();
        match one_time::look(tx, Purpose::Invitation, &token, now)? {
            Standing::Open(proof) if proof.portal == portal => {
                store::note_opened(tx, &portal, &EntityId::from(proof.subject.as_str()), now)?;
                Ok(Invited::Open(proof.email))
            }
            Standing::Used(proof) if proof.portal == portal => Ok(Invited::Used),
            Standing::Expired(proof) if proof.portal == portal => over(tx, &proof, now),
            _ => Ok::<_, Refusal>(Invited::Over),
        }
    });
    looked.await
}

fn over(tx: &mut Tx<'_>, proof: &Proof, now: Instant) -> Result<Invited, Refusal> {
    let contact = EntityId::from(proof.subject.as_str());
    let last = store::of_contact(tx, &proof.portal, &contact)?;
    Ok(match last.map(|last| last.state(now)) {
        Some(State::Revoked) => Invited::Revoked,
        Some(State::Accepted) => Invited::Used,
        _ => Invited::Over,
    })
}

/// Asks for a new letter in place of a link that is over. It goes to the address that the old one went to, if it goes at
/// all: the answer never says. `network` limits how often.
pub async fn ask_again(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    token: &Secret,
    network: &str,
) -> Result<(), Refusal> {
    budgets::take(core, tenant, budgets::REGISTRATIONS, &budgets::network_prefix(network)).await?;
    let (worker, portal, token) = (core.clone(), portal.clone(), token.clone());
    let asked = core.db().write(tenant, move |tx| {
        let now = worker.clock().now();
        match one_time::look(tx, Purpose::Invitation, &token, now)? {
            Standing::Expired(proof) if proof.portal == portal => renew(tx, &worker, &proof, now),
            _ => Ok(()),
        }
    });
    asked.await
}

fn renew(tx: &mut Tx<'_>, core: &Core, proof: &Proof, now: Instant) -> Result<(), Refusal> {
    let contact = EntityId::from(proof.subject.as_str());
    let Some(last) = store::of_contact(tx, &proof.portal, &contact)? else { return Ok(()) };
    let is_open = !matches!(last.state(now), State::Revoked | State::Accepted);
    // A newer letter may have gone to another address: then the old link opens nothing any more.
    if !is_open || !last.email.eq_ignore_ascii_case(&proof.email) {
        return Ok(());
    }
    let user = users::of_contact(tx, &proof.portal, &contact)?;
    if let Some(user) = user
        && users::is_registered(tx, &user)?
    {
        return Ok(());
    }
    let budget = format!("{}|{}", proof.portal, last.email);
    match budgets::take_in(tx, core, budgets::MAILS_TO_ADDRESS, &budget)? {
        true => send_again(tx, core, &last),
        false => Ok(()),
    }
}
