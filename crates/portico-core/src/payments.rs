//! Payment methods: items of a contact's `payment` list, and the records that are paid by one.

use portico_access::uniform_mask;
use portico_db::Tx;
use portico_kit::document::Path;
use portico_kit::filter::{Filter, Value as Wanted};
use serde_json::Value;

use crate::entities::{self, Found, Search, Seen};
use crate::{Caller, Refusal};

/// The attribute by which a record names how it is paid.
const ATTRIBUTE: &str = "relation_payment_method";

/// The records that are paid by a payment method, as far as the caller sees them and how they are paid.
pub fn records_paid_by(tx: &mut Tx<'_>, caller: &Caller, payment: &str) -> Result<Found, Refusal> {
    let seen = |slug: &str| uniform_mask(&caller.viewer, slug).allows(ATTRIBUTE);
    let schemas: Vec<String> =
        caller.catalogue.all().map(|schema| schema.slug.clone()).filter(|slug| seen(slug)).collect();
    if schemas.is_empty() {
        return Ok(Found::default());
    }
    let mut any = vec![reference("_id", payment)?];
    for owner in entities::own_records(tx, caller)? {
        if let Some(place) = place_of(&owner, payment) {
            // A reference may name the place instead of the item.
            any.push(Filter::all([reference("entity_id", owner.id.as_str())?, reference("path", &place)?]));
        }
    }
    let filter = Some(Filter::any(any));
    entities::search(tx, caller, &Search { schemas, filter, size: 1000, ..Search::default() })
}

fn reference(key: &str, value: &str) -> Result<Filter, Refusal> {
    let path = format!("{ATTRIBUTE}.$relation_ref.{key}");
    let path = Path::parse(&path).ok_or_else(|| Refusal::Fault(format!("{path} is no path")))?;
    Ok(Filter::Term(path, Wanted::from(value)))
}

/// Where in its owner's list a payment method stands.
fn place_of(owner: &Seen, payment: &str) -> Option<String> {
    let doc = owner.to_value();
    let items = doc.get("payment").and_then(Value::as_array)?;
    let at = items.iter().position(|item| item.get("_id").and_then(Value::as_str) == Some(payment))?;
    Some(format!("payment.{at}"))
}
