//! The records that documents can be handed in to.

use portico_access::{Action, predicate};
use portico_core::entities::{self, Search};
use portico_core::{Caller, Refusal, files};
use portico_db::Tx;
use portico_kit::EntityId;

use super::desk::Desk;

/// How many records are offered to choose from.
const OFFERED: i64 = 60;
/// The kinds of records that people hand in documents to, the likely ones first.
const KINDS: [&str; 7] = ["contract", "opportunity", "order", "ticket", "meter", "account", "contact"];

/// A record that documents can be handed in to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Target {
    /// Its schema.
    pub schema: String,
    /// Its id.
    pub id: EntityId,
    /// Its kind and title.
    pub title: String,
}

impl Target {
    /// As it stands in forms: schema and id.
    pub fn value(&self) -> String {
        format!("{}:{}", self.schema, self.id)
    }

    /// The record that a form names, when documents can be handed in to it.
    pub fn named(
        tx: &mut Tx<'_>,
        caller: &Caller,
        desk: &Desk,
        value: &str,
    ) -> Result<Option<Self>, Refusal> {
        let Some((schema, id)) = value.split_once(':') else { return Ok(None) };
        let id = EntityId::from(id);
        let seen = match entities::view(tx, caller, schema, &id) {
            Ok(seen) => seen,
            Err(Refusal::NotFound | Refusal::Invalid { .. }) => return Ok(None),
            Err(refusal) => return Err(refusal),
        };
        Ok(files::may_upload(tx, caller, schema, &id)?.then(|| Self::of(desk, &seen)))
    }

    fn of(desk: &Desk, seen: &entities::Seen) -> Self {
        let title = seen.to_value().get("_title").and_then(|title| title.as_str().map(str::to_owned));
        let kind = desk
            .setup
            .catalogue
            .find(&seen.schema)
            .map(|schema| schema.name(desk.locale))
            .unwrap_or_default();
        let title = title.filter(|title| *title != seen.schema);
        let title = title.map_or(kind.clone(), |title| format!("{kind}: {title}"));
        Self { schema: seen.schema.clone(), id: seen.id.clone(), title }
    }

    /// All records that the caller may hand in documents to, kind by kind.
    pub fn all(tx: &mut Tx<'_>, caller: &Caller, desk: &Desk) -> Result<Vec<Self>, Refusal> {
        let mut all = Vec::new();
        for schema in KINDS {
            let is_seen = predicate(&caller.viewer, schema, &Action::View, 2).is_ok();
            if !is_seen || caller.catalogue.find(schema).is_none() {
                continue;
            }
            let search = Search { schemas: vec![schema.to_owned()], size: OFFERED, ..Search::default() };
            for seen in entities::search(tx, caller, &search)?.records {
                if files::may_upload(tx, caller, schema, &seen.id)? {
                    all.push(Self::of(desk, &seen));
                }
            }
        }
        Ok(all)
    }

    /// Whether there is any record that the caller may hand in documents to.
    pub fn any(tx: &mut Tx<'_>, caller: &Caller) -> Result<bool, Refusal> {
        for schema in KINDS {
            let is_seen = predicate(&caller.viewer, schema, &Action::View, 2).is_ok();
            if !is_seen || caller.catalogue.find(schema).is_none() {
                continue;
            }
            let search = Search { schemas: vec![schema.to_owned()], size: 5, ..Search::default() };
            for seen in entities::search(tx, caller, &search)?.records {
                if files::may_upload(tx, caller, schema, &seen.id)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}
