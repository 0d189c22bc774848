//! How colleagues stand: who has access, who is invited, and who has neither.

use portico_db::Tx;
use portico_kit::{EntityId, Instant};
use serde_json::Value;

use super::list;
use crate::invitations::{self, State};
use crate::{Caller, Refusal, own_account};

/// How a colleague stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stands {
    /// It may sign in.
    Here,
    /// It was invited; until when the link works, if that is known.
    Invited(Option<Instant>),
    /// Its invitation ran out.
    Expired,
    /// Its access was withdrawn.
    Off,
    /// It has no account.
    Outside,
}

/// A colleague.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// Its contact.
    pub contact: EntityId,
    /// What it is called.
    pub title: String,
    /// Its address, or nothing.
    pub email: String,
    /// How it stands.
    pub stands: Stands,
    /// Whether it is the caller itself.
    pub is_self: bool,
}

/// Whether the caller has a company whose people it may look after.
pub fn has_colleagues(caller: &Caller) -> bool {
    let of_company = caller.viewer.portal().is_some_and(|user| !user.roots.accounts.is_empty());
    of_company && own_account::is_self_managed(caller)
}

/// The people of the caller's company, by title.
///
/// # Errors
/// As [`list()`].
pub fn colleagues_of(tx: &mut Tx<'_>, caller: &Caller) -> Result<Vec<Colleague>, Refusal> {
    let mut colleagues = Vec::new();
    for item in list(tx, caller)? {
        let text = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let contact = EntityId::from(text("_id"));
        let (title, email) = (text("_title"), text("email"));
        let title = if title.is_empty() { email.clone() } else { title };
        let stands = stands(tx, caller, &contact, &item)?;
        let is_self = caller.contact() == Some(&contact);
        colleagues.push(Colleague { contact, title, email, stands, is_self });
    }
    Ok(colleagues)
}

fn stands(tx: &mut Tx<'_>, caller: &Caller, contact: &EntityId, item: &Value) -> Result<Stands, Refusal> {
    if item.get("has_portal_user") != Some(&true.into()) {
        return Ok(Stands::Outside);
    }
    if item.get("access_status") == Some(&false.into()) {
        return Ok(Stands::Off);
    }
    if item.get("registration_status").and_then(Value::as_str) != Some("Registration Pending") {
        return Ok(Stands::Here);
    }
    let (_, portal) = own_account::own(caller)?;
    let last = invitations::standing(tx, &portal, contact, caller.now)?;
    Ok(match last {
        Some((State::Sent | State::Opened, until)) => Stands::Invited(Some(until)),
        Some((State::Expired | State::Revoked, _)) => Stands::Expired,
        _ => Stands::Invited(None),
    })
}
