//! One-time secrets: a code to type and a link to open, mailed to somebody, good for one purpose, once and not long.
//!
//! A link carries organisation, id and secret, so that it works wherever it is opened. Looking at a link changes
//! nothing: mail scanners open links too. Only hashes are stored.

use portico_db::{DbError, Tx};
use portico_kit::{Instant, PortalId, Random, Secret, TenantId};
use serde_json::Value;
use subtle::ConstantTimeEq;

use crate::Refusal;
use crate::sign_in::hash;

mod awaited;
mod codes;
mod links;
mod purpose;
mod store;

pub use awaited::{awaited, redeem_awaited, settle_awaited};
pub use codes::redeem_code;
pub(crate) use codes::{look_at_code, newest_payload};
pub use links::{Standing, look, redeem_link};
pub use purpose::Purpose;

/// How long a secret lasts, in seconds.
pub const LASTS: i64 = 600;
/// How many wrong codes a secret bears.
const TRIES: i64 = 5;

/// A secret to issue.
pub struct New<'a> {
    /// What it is good for.
    pub purpose: Purpose,
    /// The portal it is good for.
    pub portal: &'a PortalId,
    /// Whom it is about: usually a portal user's id.
    pub subject: &'a str,
    /// The address it goes to; a secret sent to an address that was changed since proves nothing.
    pub email: &'a str,
    /// What the purpose needs to remember.
    pub payload: Value,
    /// How many seconds it lasts.
    pub lasts: i64,
}

/// A handle under which a secret is awaited by the one who asked for it; made before it is known whether there is one.
#[derive(Clone, Debug)]
pub struct Handle {
    id: String,
    secret: String,
}

impl Handle {
    /// A new handle.
    pub fn fresh(now: Instant, random: &Random) -> Self {
        Self { id: random.uuid_v7(now), secret: random.token() }
    }

    /// As the one who asked keeps it.
    pub fn text(&self, tenant: &TenantId) -> Secret {
        joined(tenant, &self.id, &self.secret)
    }

    /// As a job that issues the secret carries it: without what would open it.
    pub fn sealed(&self) -> (String, String) {
        (self.id.clone(), hash(&self.secret))
    }
}

/// A secret that was issued; the only time that it is readable.
#[derive(Clone, Debug)]
pub struct Issued {
    /// Six digits to type.
    pub code: Secret,
    /// The text of a link's parameter.
    pub link: Secret,
    /// Under which it is awaited.
    pub handle: Secret,
}

/// What a secret says once it is proved.
#[derive(Clone, Debug)]
pub struct Proof {
    /// What it was good for.
    pub purpose: Purpose,
    /// Whom it is about.
    pub subject: String,
    /// The portal.
    pub portal: PortalId,
    /// The address it was sent to.
    pub email: String,
    /// What the purpose remembered.
    pub payload: Value,
}

/// What is said of a code or link that cannot be used, whatever the reason.
pub(crate) fn not_right() -> Refusal {
    Refusal::invalid("code", "The code is not right, was used, or is too old. Ask for a new one.")
}

/// A code is short; the id makes equal codes of two secrets unequal.
fn code_hash(id: &str, code: &str) -> String {
    hash(&format!("{id}:{code}"))
}

fn joined(tenant: &TenantId, id: &str, secret: &str) -> Secret {
    Secret::new(format!("{tenant}.{id}.{secret}"))
}

/// The organisation that a link or handle belongs to, as it claims.
pub fn tenant_of(text: &str) -> Option<TenantId> {
    parts(text).map(|(tenant, _, _)| tenant)
}

fn parts(text: &str) -> Option<(TenantId, &str, &str)> {
    let mut parts = text.splitn(3, '.');
    let (tenant, id, secret) = (parts.next()?, parts.next()?, parts.next()?);
    // `*` owns what belongs to no organisation.
    (tenant != TenantId::system().as_str()).then(|| (TenantId::from(tenant), id, secret))
}

fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// Issues a secret; earlier ones for the same purpose and subject are over.
pub fn issue(tx: &mut Tx<'_>, new: &New<'_>, now: Instant, random: &Random) -> Result<Issued, Refusal> {
    let handle = Handle::fresh(now, random);
    let (id, handle_hash) = handle.sealed();
    let (code, link) = issue_under(tx, new, &id, &handle_hash, now, random)?;
    Ok(Issued { code, link, handle: handle.text(tx.tenant()) })
}

/// Issues a secret under a handle that was given away before; answers code and link.
pub fn issue_under(
    tx: &mut Tx<'_>,
    new: &New<'_>,
    id: &str,
    handle_hash: &str,
    now: Instant,
    random: &Random,
) -> Result<(Secret, Secret), Refusal> {
    withdraw(tx, new.purpose, new.portal, new.subject, now)?;
    let (code, secret) = (random.six_digits(), random.token());
    tx.execute(
        "INSERT INTO one_time_secrets (tenant_id, id, purpose, portal_id, subject, email, payload, code_hash, link_hash,
           handle_hash, attempts, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12)
         ON CONFLICT (tenant_id, id) DO NOTHING",
        &[
            id.into(),
            new.purpose.code().into(),
            new.portal.as_str().into(),
            new.subject.into(),
            new.email.into(),
            new.payload.to_string().into(),
            code_hash(id, &code).into(),
            hash(&secret).into(),
            handle_hash.into(),
            now.into(),
            now.plus_seconds(new.lasts).into(),
        ],
    )?;
    Ok((Secret::new(code), joined(tx.tenant(), id, &secret)))
}

/// Ends every open secret for a purpose and subject.
pub fn withdraw(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    portal: &PortalId,
    subject: &str,
    now: Instant,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE one_time_secrets SET expires_at = $5 WHERE tenant_id = $1 AND purpose = $2 AND portal_id = $3
         AND subject = $4 AND used_at IS NULL AND expires_at > $5",
        &[purpose.code().into(), portal.as_str().into(), subject.into(), now.into()],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_its_organisation_and_never_the_systems() {
        assert_eq!(tenant_of("739224.id.secret").as_ref().map(TenantId::as_str), Some("739224"));
        assert!(tenant_of("*.id.secret").is_none());
        assert!(tenant_of("739224").is_none());
    }

    #[test]
    fn equal_codes_of_two_secrets_are_stored_differently() {
        assert_ne!(code_hash("a", "123456"), code_hash("b", "123456"));
    }
}
