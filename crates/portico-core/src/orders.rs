//! Orders: an offer is accepted or declined by its customer, once.

use portico_db::Tx;
use portico_kit::{EntityId, Instant};
use serde_json::{Map, Value};

use crate::entities::{self, Change, Seen};
use crate::{Caller, Refusal};

/// Statuses in which an order waits for its customer.
const OPEN: [&str; 4] = ["open_for_acceptance", "open", "quote", "pending"];
/// The attributes that name whose order it is.
const CUSTOMERS: [&str; 5] = ["customer", "contact", "contacts", "account", "billing_contact"];

/// What a customer says to an offer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Decision {
    /// Yes.
    Accept,
    /// No.
    Decline,
}

impl Decision {
    /// The status that follows.
    fn status(self) -> &'static str {
        match self {
            Self::Accept => "placed",
            Self::Decline => "cancelled",
        }
    }
}

/// Whether an order that the caller sees waits for the caller's decision. Who does not see its status is not asked:
/// the question would tell it.
///
/// # Errors
/// Only when the database fails.
pub fn is_asked(tx: &mut Tx<'_>, caller: &Caller, seen: &Seen) -> Result<bool, Refusal> {
    if !is_open(&seen.to_value()) {
        return Ok(false);
    }
    match entities::view(tx, &caller.for_the_organisation(), "order", &seen.id) {
        Ok(order) => Ok(is_own(caller, &order.to_value())),
        Err(Refusal::NotFound) => Ok(false),
        Err(refusal) => Err(refusal),
    }
}

/// Accepts or declines an order of the caller's own.
///
/// # Errors
/// `NotFound` when the order does not exist for the caller, `Forbidden` when somebody else is its customer,
/// `Conflict` when it is not open for acceptance, or not any more.
pub fn decide(tx: &mut Tx<'_>, caller: &Caller, id: &EntityId, decision: Decision) -> Result<Seen, Refusal> {
    entities::view(tx, caller, "order", id)?;
    if caller.viewer.reads_only() {
        return Err(Refusal::Forbidden { message: "A preview decides nothing.".to_owned() });
    }
    // Deciding is no editing: the organisation keeps the status, on the customer's word.
    let organisation = caller.for_the_organisation();
    let order = entities::view(tx, &organisation, "order", id)?.to_value();
    if !is_own(caller, &order) {
        let message = "Only the customer of an order accepts or declines it.".to_owned();
        return Err(Refusal::Forbidden { message });
    }
    if !is_open(&order) {
        return Err(Refusal::conflict("This order is not open for acceptance, or not any more."));
    }
    if is_over(&order, caller.now) {
        return Err(Refusal::conflict("This offer has expired: its last day, valid_until, is over."));
    }
    let attributes: Map<String, Value> =
        [("status".to_owned(), decision.status().into())].into_iter().collect();
    entities::change(tx, &organisation, "order", id, &Change { attributes })?;
    entities::view(tx, caller, "order", id)
}

/// Whether an order waits for its customer, by its attributes.
pub(crate) fn is_open(order: &Value) -> bool {
    order.get("status").and_then(Value::as_str).is_some_and(|status| OPEN.contains(&status))
}

/// Whether the last day on which an offer can be answered is over, on the clocks of the portal.
pub fn is_over(order: &Value, now: Instant) -> bool {
    let day = |at: Instant| at.on_central_european_clocks().date();
    let text = order.get("valid_until").and_then(Value::as_str).unwrap_or_default();
    // A date without a time is that day everywhere.
    let last = Instant::parse_iso(text).ok().map(|at| if text.len() == 10 { at.date() } else { day(at) });
    last.is_some_and(|last| last < day(now))
}

fn is_own(caller: &Caller, order: &Value) -> bool {
    let Some(user) = caller.viewer.portal() else { return false };
    let roots = &user.roots;
    let own = roots.own_contacts.iter().chain(&roots.represented_contacts).chain(&roots.accounts);
    let named = CUSTOMERS.iter().filter_map(|name| order.get(*name)).flat_map(entities::relation_ids);
    let named: Vec<&str> = named.collect();
    own.into_iter().any(|id| named.contains(&id.as_str()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_offer_holds_until_the_end_of_its_last_day() {
        let over = |until: Value, now: &str| {
            is_over(&json!({ "valid_until": until }), Instant::parse_iso(now).unwrap_or(Instant(0)))
        };
        assert!(!over(json!("2026-11-30"), "2026-11-30T22:59:59Z"));
        assert!(over(json!("2026-11-30"), "2026-11-30T23:00:00Z"), "it is December by our clocks");
        assert!(
            !over(json!("2026-11-29T23:30:00Z"), "2026-11-30T20:00:00Z"),
            "half past midnight of the 30th"
        );
        assert!(over(json!("2026-11-28T23:30:00Z"), "2026-11-30T20:00:00Z"));
        assert!(!over(Value::Null, "2026-11-30T20:00:00Z"));
        assert!(!over(json!("soon"), "2026-11-30T20:00:00Z"));
    }
}
