//! Widgets: what portals of the first generation show instead of pages, one list per portal.

use portico_db::Tx;
use portico_kit::PortalId;
use serde_json::{Value, json};

use crate::activity::{self, Part};
use crate::entities::{self, Seen};
use crate::{Caller, Refusal, tenants};

mod rules;

/// The widgets of a portal as they were stored.
pub fn list(tx: &mut Tx<'_>, portal: &PortalId) -> Result<Vec<Value>, Refusal> {
    let sql = "SELECT doc FROM widgets WHERE tenant_id = $1 AND portal_id = $2";
    let text = tx.first(sql, &[portal.as_str().into()], |row| row.text(0))?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Replaces all widgets of a portal.
pub fn replace(tx: &mut Tx<'_>, portal: &PortalId, widgets: &[Value]) -> Result<(), Refusal> {
    rules::check(widgets)?;
    put(tx, portal, widgets)?;
    tenants::touch_configuration(tx)
}

fn put(tx: &mut Tx<'_>, portal: &PortalId, widgets: &[Value]) -> Result<(), Refusal> {
    let before = told(list(tx, portal)?);
    let after = told(widgets.to_vec());
    activity::configured(tx, Part::Widgets, portal.as_str(), before.as_ref(), after.as_ref());
    tx.execute(
        "INSERT INTO widgets (tenant_id, portal_id, doc) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, portal_id) DO UPDATE SET doc = excluded.doc",
        &[portal.as_str().into(), Value::from(widgets.to_vec()).to_string().into()],
    )?;
    Ok(())
}

/// Widgets as the history of the organisation compares them; none are as good as no widgets.
fn told(widgets: Vec<Value>) -> Option<Value> {
    (!widgets.is_empty()).then(|| json!({ "widgets": widgets }))
}

/// The widgets of a portal as a signed-in user gets them: actions whose rules hold on the contract at hand and on
/// the user's own contact and account, all as the user may see them. Staff get what was stored.
pub fn shown(
    tx: &mut Tx<'_>,
    caller: &Caller,
    portal: &PortalId,
    contract: Option<&str>,
) -> Result<Vec<Value>, Refusal> {
    let stored = list(tx, portal)?;
    let at_hand = match contract {
        Some(id) => vec![entities::view(tx, caller, "contract", &id.into())?],
        None => Vec::new(),
    };
    if caller.is_staff() {
        return Ok(stored);
    }
    let own = entities::own_records(tx, caller)?;
    let records: Vec<&Seen> = at_hand.iter().chain(&own).collect();
    Ok(stored.into_iter().map(|widget| rules::with_actions_that_hold(widget, &records)).collect())
}

/// The widgets that anybody may see: those that show nobody's records.
pub fn public(tx: &mut Tx<'_>, portal: &PortalId) -> Result<Vec<Value>, Refusal> {
    Ok(list(tx, portal)?.into_iter().filter_map(rules::public).collect())
}

/// Removes the widgets of a portal that is removed.
pub(crate) fn remove(tx: &mut Tx<'_>, portal: &PortalId) -> Result<(), Refusal> {
    tx.execute("DELETE FROM widgets WHERE tenant_id = $1 AND portal_id = $2", &[portal.as_str().into()])?;
    Ok(())
}

/// Gives each of two portals the widgets of the other.
pub(crate) fn exchange(tx: &mut Tx<'_>, one: &PortalId, other: &PortalId) -> Result<(), Refusal> {
    let (ours, theirs) = (list(tx, one)?, list(tx, other)?);
    put(tx, one, &theirs)?;
    put(tx, other, &ours)
}

/// Gives a portal the widgets of the one that it is a copy of.
pub(crate) fn copy(tx: &mut Tx<'_>, source: &PortalId, made: &PortalId) -> Result<(), Refusal> {
    let widgets = list(tx, source)?;
    put(tx, made, &widgets)
}
