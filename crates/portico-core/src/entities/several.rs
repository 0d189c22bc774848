//! Several records at once: a fixed number of statements, however many there are.

use std::collections::HashMap;

use portico_db::Tx;
use portico_kit::EntityId;

use super::selection::Selection;
use super::{Seen, masked, store};
use crate::{Caller, Refusal};

/// Several records by id and schema that the caller may see, ordered by both; a fixed number of statements per
/// schema.
pub fn view_many(
    tx: &mut Tx<'_>,
    caller: &Caller,
    wanted: &HashMap<String, Vec<EntityId>>,
) -> Result<Vec<Seen>, Refusal> {
    let mut seen = Vec::new();
    for (schema, ids) in wanted.iter().filter(|(_, ids)| !ids.is_empty()) {
        let selection = match Selection::of_ids(caller, schema, ids) {
            Ok(selection) => selection,
            Err(Refusal::NotFound) => continue,
            Err(refusal) => return Err(refusal),
        };
        let found = store::list_selected(tx, &selection)?;
        seen.extend(found.into_iter().map(|stored| masked(caller, stored)));
    }
    seen.sort_by(|a, b| (&a.schema, a.id.as_str()).cmp(&(&b.schema, b.id.as_str())));
    Ok(seen)
}

/// As [`view_many`], where some are known by their id alone: those stand under an empty schema.
pub fn view_related(
    tx: &mut Tx<'_>,
    caller: &Caller,
    wanted: &HashMap<String, Vec<EntityId>>,
) -> Result<Vec<Seen>, Refusal> {
    let mut complete = wanted.clone();
    for (id, schema) in store::schemas_of(tx, &complete.remove("").unwrap_or_default())? {
        complete.entry(schema).or_default().push(id);
    }
    view_many(tx, caller, &complete)
}

/// The caller's own portal user, contacts and accounts, and whom it represents, as it sees them; none for staff.
pub fn own_records(tx: &mut Tx<'_>, caller: &Caller) -> Result<Vec<Seen>, Refusal> {
    let Some(user) = caller.viewer.portal() else { return Ok(Vec::new()) };
    let contacts = user.roots.own_contacts.iter().chain(&user.roots.represented_contacts).cloned();
    let wanted = [
        ("portal_user", vec![user.roots.portal_user.clone()]),
        ("contact", contacts.collect::<Vec<_>>()),
        ("account", user.roots.accounts.clone()),
    ];
    let wanted = wanted.into_iter().filter(|(_, ids)| !ids.is_empty());
    let wanted: HashMap<String, Vec<EntityId>> =
        wanted.map(|(schema, ids)| (schema.to_owned(), ids)).collect();
    view_many(tx, caller, &wanted)
}
