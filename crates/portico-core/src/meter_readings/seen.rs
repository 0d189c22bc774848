//! The readings that somebody may see: of the counters in sight, and of the time in which the meter was theirs.

use portico_access::Action;
use portico_db::{Param, Tx};
use portico_kit::{EntityId, Instant};
use serde_json::Value;

use crate::entities::{self, Context, Search, Seen};
use crate::{Caller, Refusal};

/// The attributes by which a meter names whose it is.
const OWNERS: [&str; 5] = ["customer", "contact", "contacts", "account", "portal_user"];
/// The attributes that say when a contract begins, and when it ends.
const BEGINS: [&str; 2] = ["start_date", "started_on"];
const ENDS: [&str; 2] = ["termination_date", "end_date"];
/// More contracts of one meter are not looked at.
const MOST_CONTRACTS: i64 = 50;

/// What somebody sees of a meter's readings.
#[derive(Debug, Default)]
pub struct Listed {
    /// The counters in sight.
    pub counters: Vec<Seen>,
    /// Their readings, newest first.
    pub readings: Vec<Value>,
}

/// A time in which a meter was somebody's; without a bound it was theirs from, or until, any moment.
type Period = (Option<Instant>, Option<Instant>);

/// The newest readings of a meter, `size` for each counter and one more to compare the last one with; nothing when the
/// caller may not see readings of it.
///
/// # Errors
/// `NotFound` when the meter does not exist for the caller.
pub fn of_meter(
    tx: &mut Tx<'_>,
    caller: &Caller,
    meter: &EntityId,
    size: i64,
) -> Result<Option<Listed>, Refusal> {
    let action = Action::Named("meter_reading:view".to_owned());
    if !entities::may_act(tx, caller, "meter", meter, &action)? {
        return Ok(None);
    }
    let counters = counters(tx, caller, meter)?;
    if counters.is_empty() {
        return Ok(Some(Listed::default()));
    }
    let periods = periods(tx, caller, meter)?;
    let each = size.clamp(1, 1000) + 1;
    let readings = read(tx, meter, &counters, periods.as_deref(), each)?;
    Ok(Some(Listed { counters, readings }))
}

fn counters(tx: &mut Tx<'_>, caller: &Caller, meter: &EntityId) -> Result<Vec<Seen>, Refusal> {
    if caller.catalogue.find("meter_counter").is_none() {
        return Ok(Vec::new());
    }
    let search = Search {
        schemas: vec!["meter_counter".to_owned()],
        contexts: vec![vec![Context::Record("meter".to_owned(), meter.clone())]],
        size: 20,
        ..Search::default()
    };
    let mut found = entities::search(tx, caller, &search)?.records;
    found.reverse();
    Ok(found)
}

/// When the meter was the caller's: always when it names the caller itself or was reached without a contract, else in
/// the times of the caller's contracts. Dates decide as the organisation knows them, whether or not they are shown.
fn periods(tx: &mut Tx<'_>, caller: &Caller, meter: &EntityId) -> Result<Option<Vec<Period>>, Refusal> {
    let Some(user) = caller.viewer.portal() else { return Ok(None) };
    let office = caller.for_the_organisation();
    let stored = entities::view(tx, &office, "meter", meter)?.to_value();
    let named: Vec<&str> =
        OWNERS.iter().filter_map(|name| stored.get(*name)).flat_map(entities::relation_ids).collect();
    if user.roots.all().any(|root| named.contains(&root.as_str()))
        || caller.catalogue.find("contract").is_none()
    {
        return Ok(None);
    }
    let search = Search {
        schemas: vec!["contract".to_owned()],
        contexts: vec![vec![Context::Record("meter".to_owned(), meter.clone())]],
        size: MOST_CONTRACTS,
        ..Search::default()
    };
    let seen = entities::search(tx, caller, &search)?.records;
    if seen.is_empty() {
        return Ok(None);
    }
    let ids: Vec<EntityId> = seen.into_iter().map(|contract| contract.id).collect();
    let contracts = entities::view_many(tx, &office, &[("contract".to_owned(), ids)].into_iter().collect())?;
    Ok(Some(contracts.iter().map(|contract| period(&contract.to_value())).collect()))
}

/// The time of a contract, with its first and its last day.
fn period(contract: &Value) -> Period {
    let day = |names: &[&str]| {
        let text = names.iter().find_map(|name| contract.get(*name)?.as_str())?;
        Instant::parse_iso(text.get(..10)?).ok()
    };
    // The readings of both days belong to the contract; a day here is not the same as in the store's time zone.
    let (first, last) = (day(&BEGINS), day(&ENDS));
    (first.map(|at| at.plus_seconds(-86_400)), last.map(|at| at.plus_seconds(2 * 86_400)))
}

fn read(
    tx: &mut Tx<'_>,
    meter: &EntityId,
    counters: &[Seen],
    periods: Option<&[Period]>,
    each: i64,
) -> Result<Vec<Value>, Refusal> {
    let mut params: Vec<Param<'_>> = vec![meter.as_str().into()];
    let mut bind = |param: Param<'static>| {
        params.push(param);
        format!("${}", params.len() + 1)
    };
    let ids: Vec<String> =
        counters.iter().map(|counter| bind(counter.id.as_str().to_owned().into())).collect();
    let mut within = Vec::new();
    for (first, last) in periods.into_iter().flatten() {
        let first = first.map(|at| format!("read_at >= {}", bind(at.into())));
        let last = last.map(|at| format!("read_at < {}", bind(at.into())));
        let both: Vec<String> = first.into_iter().chain(last).collect();
        within.push(if both.is_empty() { "1 = 1".to_owned() } else { both.join(" AND ") });
    }
    let within = match periods {
        Some([]) => " AND 1 = 0".to_owned(),
        Some(_) => format!(" AND ({})", within.join(" OR ")),
        None => String::new(),
    };
    let limit = bind(each.into());
    let sql = format!(
        "SELECT doc FROM (
           SELECT doc, read_at, id,
                  row_number() OVER (PARTITION BY counter_id ORDER BY read_at DESC, id DESC) AS place
           FROM meter_readings WHERE tenant_id = $1 AND meter_id = $2 AND counter_id IN ({}){within}
         ) AS placed WHERE place <= {limit} ORDER BY read_at DESC, id DESC",
        ids.join(", ")
    );
    let docs = tx.all(&sql, &params, |row| row.text(0))?;
    Ok(docs.iter().filter_map(|doc| serde_json::from_str(doc).ok()).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_contract_without_an_end_has_none() {
        let (first, last) = period(&json!({ "start_date": "2024-03-01" }));
        assert!(first.is_some() && last.is_none());
        assert_eq!(period(&json!({ "start_date": "soon" })), (None, None));
    }
}
