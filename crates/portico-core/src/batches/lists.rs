//! What batches do to the lists that records hold: tags, relations to several records, and the files that hang on them.

use portico_db::Tx;
use portico_kit::{ActivityId, EntityId};
use serde_json::{Value, json};

use crate::activity::Cause;
use crate::entities::{self, How, LOOSE, TAGS};
use crate::{Caller, Refusal, files};

/// The longest tag.
const LONGEST_TAG: usize = 100;

/// Refuses what is no list of the schema, and no entry of one.
pub(super) fn check(caller: &Caller, schema: &str, attribute: &str, items: &[Value]) -> Result<(), Refusal> {
    if items.is_empty() {
        return Err(Refusal::invalid("items", "Say what comes to the list, or goes from it."));
    }
    if attribute == TAGS {
        let is_tag = |item: &Value| {
            item.as_str().is_some_and(|tag| !tag.trim().is_empty() && tag.chars().count() <= LONGEST_TAG)
        };
        return match items.iter().all(is_tag) {
            true => Ok(()),
            false => {
                Err(Refusal::invalid("items", format!("A tag is a text of up to {LONGEST_TAG} characters.")))
            }
        };
    }
    let kind = caller.catalogue.find(schema).and_then(|kind| kind.attribute(attribute));
    let is_related = kind.is_some_and(|kind| kind.is_relation() || kind.is_file());
    if !is_related {
        return Err(Refusal::invalid("attribute", format!("{schema} has no list {attribute:?}.")));
    }
    match items.iter().all(|item| item.get("entity_id").is_some_and(Value::is_string)) {
        true => Ok(()),
        false => Err(Refusal::invalid("items", "Each related record needs its entity_id.")),
    }
}

/// Hangs files on a record, each by its own list of records; answers the entries of the history that tell of it.
pub(super) fn attach(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    files: &[EntityId],
    cause: &Cause,
) -> Result<Vec<ActivityId>, Refusal> {
    entities::view(tx, caller, schema, id)?;
    let item = [json!({ "entity_id": id.as_str(), "_schema": schema })];
    let mut entries = Vec::new();
    for file in files {
        entries.extend(entities::amend(tx, caller, ("file", file), LOOSE, (How::Add, &item), cause)?);
    }
    Ok(entries)
}

/// Takes the files of this name from a record, wherever the record or the file says that it hangs there; answers the
/// entries of the history that tell of it.
pub(super) fn detach(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    name: &str,
    cause: &Cause,
) -> Result<Vec<ActivityId>, Refusal> {
    let named: Vec<EntityId> = files::list_of(tx, caller, schema, id)?
        .iter()
        .filter(|file| is_named(file, name))
        .filter_map(|file| file.get("_id").and_then(Value::as_str).map(EntityId::from))
        .collect();
    let (held, holders) = entities::ends_of(tx, id)?;
    let mut entries = Vec::new();
    for end in held.iter().filter(|end| named.contains(&end.id)) {
        let item = [json!({ "entity_id": end.id.as_str() })];
        let entry = entities::amend(tx, caller, (schema, id), &end.attribute, (How::Remove, &item), cause)?;
        entries.extend(entry);
    }
    let item = [json!({ "entity_id": id.as_str() })];
    for end in holders.iter().filter(|end| named.contains(&end.id)) {
        let file = ("file", &end.id);
        entries.extend(entities::amend(tx, caller, file, &end.attribute, (How::Remove, &item), cause)?);
    }
    Ok(entries)
}

/// Whether a file is called so, whatever the case of its letters.
fn is_named(file: &Value, name: &str) -> bool {
    let wanted = name.trim().to_lowercase();
    let names = ["filename", "_title"].iter().filter_map(|key| file.get(key)?.as_str());
    names.map(|own| own.trim().to_lowercase()).any(|own| own == wanted)
}
