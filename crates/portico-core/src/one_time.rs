//! One-time secrets: a code to type and a link to open, mailed to somebody, good for one purpose, once and not long.
//!
//! A link carries organisation, id and secret, so that it works wherever it is opened. Looking at a link changes
//! nothing: mail scanners open links too. Only hashes are stored.

use portico_db::{DbError, Row, Tx};
use portico_kit::{Instant, PortalId, Random, Secret, TenantId};
use serde_json::Value;
use subtle::ConstantTimeEq;

use crate::Refusal;
use crate::sign_in::hash;

/// How long a secret lasts, in seconds.
pub const LASTS: i64 = 600;
/// How many wrong codes a secret bears.
const TRIES: i64 = 5;

/// What a secret is good for; it is good for nothing else.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// Proves the address of a new account.
    ConfirmAccount,
    /// Proves a changed address.
    ConfirmEmail,
    /// Allows a new password.
    ResetPassword,
    /// Signs in without a password.
    SignIn,
    /// Is the second step of a sign-in by password.
    SecondStep,
    /// Waits for a second factor of the user's own; the code and link that come with it are sent to nobody.
    SecondFactor,
    /// Lets an invited person register.
    Invitation,
    /// Lets a member of staff look through a user's eyes.
    LoginAs,
    /// Hands a sign-in over from another page, such as an identity provider's.
    Exchange,
    /// Proves the address that an identity provider told.
    VouchedAddress,
}

impl Purpose {
    const ALL: [Self; 10] = [
        Self::ConfirmAccount,
        Self::ConfirmEmail,
        Self::ResetPassword,
        Self::SignIn,
        Self::SecondStep,
        Self::SecondFactor,
        Self::Invitation,
        Self::LoginAs,
        Self::Exchange,
        Self::VouchedAddress,
    ];

    fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }

    /// Its name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::ConfirmAccount => "confirm_account",
            Self::ConfirmEmail => "confirm_email",
            Self::ResetPassword => "reset_password",
            Self::SignIn => "sign_in",
            Self::SecondStep => "second_step",
            Self::SecondFactor => "second_factor",
            Self::Invitation => "invitation",
            Self::LoginAs => "login_as",
            Self::Exchange => "exchange",
            Self::VouchedAddress => "vouched_address",
        }
    }
}

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

/// How a link stands, without using it.
#[derive(Clone, Debug)]
pub enum Standing {
    /// It can be used.
    Open(Proof),
    /// It was used.
    Used(Proof),
    /// Its time is over, or a newer one took its place.
    Expired(Proof),
    /// It is none of ours, or for something else.
    Unknown,
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

/// What the newest secret of a subject remembers, used or not.
pub(crate) fn newest_payload(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    portal: &PortalId,
    subject: &str,
) -> Result<Option<Value>, DbError> {
    let sql = "SELECT payload FROM one_time_secrets WHERE tenant_id = $1 AND purpose = $2 AND portal_id = $3
               AND subject = $4 ORDER BY created_at DESC, id DESC LIMIT 1";
    let params = [purpose.code().into(), portal.as_str().into(), subject.into()];
    let text = tx.first(sql, &params, |row| row.text(0))?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

struct Stored {
    id: String,
    proof: Proof,
    code_hash: String,
    link_hash: String,
    handle_hash: String,
    attempts: i64,
    expires_at: Instant,
    used: bool,
}

const COLUMNS: &str =
    "id, purpose, portal_id, subject, email, payload, code_hash, link_hash, handle_hash, attempts,
    expires_at, used_at";

fn stored(row: &Row<'_>) -> Result<Stored, DbError> {
    let payload = row.text(5)?;
    Ok(Stored {
        id: row.text(0)?,
        proof: Proof {
            purpose: Purpose::parse(&row.text(1)?)
                .ok_or_else(|| DbError::Driver("a secret of an unknown purpose".to_owned()))?,
            portal: PortalId::from(row.text(2)?),
            subject: row.text(3)?,
            email: row.text(4)?,
            payload: serde_json::from_str(&payload).unwrap_or(Value::Null),
        },
        code_hash: row.text(6)?,
        link_hash: row.text(7)?,
        handle_hash: row.text(8)?,
        attempts: row.int(9)?,
        expires_at: row.instant(10)?,
        used: row.opt_int(11)?.is_some(),
    })
}

fn by_id(tx: &mut Tx<'_>, id: &str) -> Result<Option<Stored>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM one_time_secrets WHERE tenant_id = $1 AND id = $2");
    tx.first(&sql, &[id.into()], stored)
}

fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// The secret of a link, when link, purpose and organisation fit.
fn by_link(tx: &mut Tx<'_>, purpose: Purpose, link: &Secret) -> Result<Option<Stored>, DbError> {
    let Some((tenant, id, secret)) = parts(link.expose()) else { return Ok(None) };
    if tenant != *tx.tenant() {
        return Ok(None);
    }
    let found = by_id(tx, id)?;
    Ok(found.filter(|stored| stored.proof.purpose == purpose && same(&stored.link_hash, &hash(secret))))
}

/// How a link stands; changes nothing.
pub fn look(tx: &mut Tx<'_>, purpose: Purpose, link: &Secret, now: Instant) -> Result<Standing, Refusal> {
    Ok(match by_link(tx, purpose, link)? {
        None => Standing::Unknown,
        Some(stored) if stored.used => Standing::Used(stored.proof),
        Some(stored) if now >= stored.expires_at || stored.attempts >= TRIES => {
            Standing::Expired(stored.proof)
        }
        Some(stored) => Standing::Open(stored.proof),
    })
}

/// Uses a link up; nothing when it cannot be used.
pub fn redeem_link(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    link: &Secret,
    now: Instant,
) -> Result<Option<Proof>, Refusal> {
    match by_link(tx, purpose, link)? {
        Some(stored) if use_up(tx, &stored.id, now)? => Ok(Some(stored.proof)),
        _ => Ok(None),
    }
}

/// Uses the code of the newest secret of a subject up; a wrong one counts, and nothing comes of it.
///
/// The caller keeps the transaction even when the answer is a refusal: a wrong code must stay counted.
pub fn redeem_code(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    portal: &PortalId,
    subject: &str,
    code: &Secret,
    now: Instant,
) -> Result<Option<Proof>, Refusal> {
    let Some(found) = newest(tx, purpose, portal, subject)? else { return Ok(None) };
    try_code(tx, found, code, now)
}

fn newest(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    portal: &PortalId,
    subject: &str,
) -> Result<Option<Stored>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM one_time_secrets WHERE tenant_id = $1 AND purpose = $2 AND portal_id = $3
         AND subject = $4 ORDER BY created_at DESC, id DESC LIMIT 1"
    );
    tx.first(&sql, &[purpose.code().into(), portal.as_str().into(), subject.into()], stored)
}

fn is_code(found: &Stored, code: &Secret) -> bool {
    let typed: String = code.expose().chars().filter(char::is_ascii_digit).collect();
    same(&found.code_hash, &code_hash(&found.id, &typed))
}

/// The newest secret of a subject, when the code is its own; uses nothing up, but counts a wrong one.
///
/// The caller keeps the transaction even when the answer is a refusal: a wrong code must stay counted.
pub(crate) fn look_at_code(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    portal: &PortalId,
    subject: &str,
    code: &Secret,
    now: Instant,
) -> Result<Option<Proof>, Refusal> {
    let Some(found) = newest(tx, purpose, portal, subject)? else { return Ok(None) };
    let is_open = !found.used && now < found.expires_at && found.attempts < TRIES;
    if is_open && is_code(&found, code) {
        return Ok(Some(found.proof));
    }
    count_try(tx, &found.id, now)?;
    Ok(None)
}

/// Uses up what is awaited under a handle, by its code; a wrong one counts, and nothing comes of it.
///
/// The caller keeps the transaction even when the answer is a refusal: a wrong code must stay counted.
pub fn redeem_awaited(
    tx: &mut Tx<'_>,
    purposes: &[Purpose],
    handle: &Secret,
    code: &Secret,
    now: Instant,
) -> Result<Option<(Purpose, Proof)>, Refusal> {
    let Some((purpose, found)) = awaited_row(tx, purposes, handle)? else { return Ok(None) };
    Ok(try_code(tx, found, code, now)?.map(|proof| (purpose, proof)))
}

/// What is awaited under a handle, without using it; nothing when it is over.
pub fn awaited(
    tx: &mut Tx<'_>,
    purposes: &[Purpose],
    handle: &Secret,
    now: Instant,
) -> Result<Option<(Purpose, Proof)>, Refusal> {
    let found = awaited_row(tx, purposes, handle)?;
    let open = found.filter(|(_, s)| !s.used && now < s.expires_at && s.attempts < TRIES);
    Ok(open.map(|(purpose, stored)| (purpose, stored.proof)))
}

/// Uses up what is awaited under a handle, proved by something other than its code; counts a failed proof.
pub fn settle_awaited(
    tx: &mut Tx<'_>,
    purposes: &[Purpose],
    handle: &Secret,
    proved: bool,
    now: Instant,
) -> Result<Option<Proof>, Refusal> {
    let Some((_, found)) = awaited_row(tx, purposes, handle)? else { return Ok(None) };
    if !count_try(tx, &found.id, now)? || !proved || !use_up(tx, &found.id, now)? {
        return Ok(None);
    }
    Ok(Some(found.proof))
}

fn awaited_row(
    tx: &mut Tx<'_>,
    purposes: &[Purpose],
    handle: &Secret,
) -> Result<Option<(Purpose, Stored)>, DbError> {
    let Some((tenant, id, secret)) = parts(handle.expose()) else { return Ok(None) };
    if tenant != *tx.tenant() {
        return Ok(None);
    }
    let Some(found) = by_id(tx, id)? else { return Ok(None) };
    let purpose = purposes.iter().copied().find(|purpose| *purpose == found.proof.purpose);
    Ok(purpose.filter(|_| same(&found.handle_hash, &hash(secret))).map(|purpose| (purpose, found)))
}

fn try_code(tx: &mut Tx<'_>, found: Stored, code: &Secret, now: Instant) -> Result<Option<Proof>, Refusal> {
    let right = is_code(&found, code);
    if !count_try(tx, &found.id, now)? || !right || !use_up(tx, &found.id, now)? {
        return Ok(None);
    }
    Ok(Some(found.proof))
}

/// Counts a try; false when there are none left.
fn count_try(tx: &mut Tx<'_>, id: &str, now: Instant) -> Result<bool, DbError> {
    let sql = "UPDATE one_time_secrets SET attempts = attempts + 1 WHERE tenant_id = $1 AND id = $2
               AND used_at IS NULL AND expires_at > $3 AND attempts < $4";
    Ok(tx.execute(sql, &[id.into(), now.into(), TRIES.into()])? == 1)
}

/// Uses a secret up; false when somebody was faster or its time is over.
fn use_up(tx: &mut Tx<'_>, id: &str, now: Instant) -> Result<bool, DbError> {
    let sql = "UPDATE one_time_secrets SET used_at = $3 WHERE tenant_id = $1 AND id = $2
               AND used_at IS NULL AND expires_at > $3 AND attempts <= $4";
    Ok(tx.execute(sql, &[id.into(), now.into(), TRIES.into()])? == 1)
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
