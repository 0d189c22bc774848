//! A record as it was at a moment: the present one, with every later change taken back.

use std::collections::BTreeSet;

use portico_access::{UniformMask, uniform_mask};
use portico_db::Tx;
use portico_kit::{EntityId, Instant};
use serde_json::{Map, Value};

use super::replay::step_back;
use crate::schemas::Schema;
use crate::{Caller, Refusal, entities};

/// How many entries are read at once.
const BATCH: i64 = 500;
/// What a record's document and its being there depend on.
const TELLING: [&str; 7] = [
    "EntityCreated",
    "EntityCreatedFromPortal",
    "EntityUpdated",
    "EntityUpdatedFromPortal",
    "EntityDeleted",
    "EntityDeletedFromPortal",
    "EntityRestored",
];

/// A record at a moment.
#[derive(Clone, Debug)]
pub struct AsOf {
    /// What it was.
    pub then: Then,
    /// Since when its history is known: from its creation, or from the first change after it was imported.
    pub known_since: Option<Instant>,
    /// How many of the changes that the caller may know of were made since.
    pub changes_since: usize,
}

/// What a record was at a moment.
#[derive(Clone, Debug)]
pub enum Then {
    /// It was not there: not created yet, or removed.
    Absent,
    /// Its document, without what the caller may not see of the record today.
    Known(Value),
    /// As [`Then::Known`], but of the time at which the history begins, which is later than the moment.
    Earliest(Value),
}

/// A record that the caller sees as it was at a moment, as far as the caller may see the record today.
pub fn as_of(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    at: Instant,
) -> Result<AsOf, Refusal> {
    entities::view(tx, caller, schema, id)?;
    let kind = caller.catalogue.find(schema).ok_or(Refusal::NotFound)?.clone();
    let Some(Value::Object(now)) = entities::stored_document(tx, id)? else { return Err(Refusal::NotFound) };
    // Changes are told apart by milliseconds, as they are told to programs and people.
    let from = Instant((at.0.div_euclid(1000) + 1) * 1000);
    let mut walk = Walk::back_to(from, now.clone(), uniform_mask(&caller.viewer, schema));
    let mut last: Option<String> = None;
    loop {
        let batch = read(tx, id, last.as_deref())?;
        for (_, at, doc) in &batch {
            walk.meet(*at, &serde_json::from_str(doc).unwrap_or_default());
        }
        if i64::try_from(batch.len()).unwrap_or(0) < BATCH {
            return Ok(walk.told(caller, &kind, id, now));
        }
        last = batch.into_iter().next_back().map(|(id, ..)| id);
    }
}

/// The entries about a record itself, newest first.
fn read(
    tx: &mut Tx<'_>,
    id: &EntityId,
    last: Option<&str>,
) -> Result<Vec<(String, Instant, String)>, Refusal> {
    let mut params = vec![id.as_str().to_owned().into(), "payload.entity.id".into()];
    params.extend(TELLING.iter().map(|kind| (*kind).into()));
    let kinds: Vec<String> = (0..TELLING.len()).map(|place| format!("${}", place + 4)).collect();
    let older = match last {
        Some(last) => {
            params.push(last.to_owned().into());
            format!(" AND l.activity_id < ${}", params.len() + 1)
        }
        None => String::new(),
    };
    params.push(BATCH.into());
    let sql = format!(
        "SELECT a.id, a.at, a.doc
         FROM activity_entities l JOIN activity a ON a.tenant_id = l.tenant_id AND a.id = l.activity_id
         WHERE l.tenant_id = $1 AND l.entity_id = $2 AND doc_text(a.doc, $3) = $2 AND a.kind IN ({}){older}
         ORDER BY l.activity_id DESC LIMIT ${}",
        kinds.join(", "),
        params.len() + 1
    );
    Ok(tx.all(&sql, &params, |row| Ok((row.text(0)?, Instant(row.int(1)?), row.text(2)?)))?)
}

/// The way back through a history, newest entry first.
struct Walk {
    /// Changes from this moment on are taken back.
    from: Instant,
    mask: UniformMask,
    doc: Map<String, Value>,
    touched: BTreeSet<String>,
    is_there: bool,
    begins_with_creation: bool,
    changes: usize,
    updated_at: Option<Instant>,
    known_since: Option<Instant>,
}

impl Walk {
    fn back_to(from: Instant, doc: Map<String, Value>, mask: UniformMask) -> Self {
        let (touched, updated_at, known_since) = (BTreeSet::new(), None, None);
        let (is_there, begins_with_creation, changes) = (true, false, 0);
        Self { from, mask, doc, touched, is_there, begins_with_creation, changes, updated_at, known_since }
    }

    fn meet(&mut self, at: Instant, entry: &Value) {
        let is_later = at >= self.from;
        let kind = entry.get("type").and_then(Value::as_str).unwrap_or_default();
        let kind = kind.strip_suffix("FromPortal").unwrap_or(kind);
        self.begins_with_creation = kind == "EntityCreated";
        match kind {
            "EntityCreated" | "EntityRestored" if is_later => self.is_there = false,
            "EntityDeleted" if is_later => self.is_there = true,
            "EntityUpdated" => {
                let touched = self.take(entry, is_later);
                // That something hidden was changed is hidden, too.
                if !touched.iter().any(|name| self.mask.allows(name)) {
                    return;
                }
                self.changes += usize::from(is_later);
                if !is_later && self.updated_at.is_none() {
                    self.updated_at = Some(at);
                }
            }
            "EntityCreated" if self.updated_at.is_none() => self.updated_at = Some(at),
            _ => {}
        }
        self.known_since = Some(at);
    }

    /// The attributes that an entry touched; a later one is taken back.
    fn take(&mut self, entry: &Value, is_later: bool) -> Vec<String> {
        let mut touched = Vec::new();
        for operation in entry.get("operations").and_then(Value::as_array).into_iter().flatten() {
            match is_later {
                true => touched.extend(step_back(&mut self.doc, operation)),
                false => touched.extend(step_back(&mut Map::new(), operation)),
            }
        }
        if is_later {
            self.touched.extend(touched.iter().cloned());
        }
        touched
    }

    fn told(self, caller: &Caller, kind: &Schema, id: &EntityId, now: Map<String, Value>) -> AsOf {
        let (known_since, changes_since) = (self.known_since, self.changes);
        let is_known = self.begins_with_creation || known_since.is_some_and(|since| since < self.from);
        let then = match (self.is_there, is_known) {
            (false, _) => Then::Absent,
            (true, true) => Then::Known(self.shown(caller, kind, id, now)),
            (true, false) => Then::Earliest(self.shown(caller, kind, id, now)),
        };
        AsOf { then, known_since, changes_since }
    }

    /// The document of then as the caller may see it: of what was changed since, what the history tells the caller;
    /// of the rest, what the caller sees of the record.
    fn shown(self, caller: &Caller, kind: &Schema, id: &EntityId, now: Map<String, Value>) -> Value {
        let (mut doc, mut titled) = (self.doc.clone(), self.doc);
        for name in self.touched.iter().filter(|name| !self.mask.allows(name)) {
            doc.shift_remove(name);
            // A title of then must not tell what the history hides.
            match now.get(name) {
                Some(value) => titled.insert(name.clone(), value.clone()),
                None => titled.shift_remove(name),
            };
        }
        let title = entities::title(kind, &Value::Object(titled));
        doc.insert("_title".to_owned(), title.into());
        match self.updated_at {
            Some(at) => doc.insert("_updated_at".to_owned(), at.to_iso().into()),
            None if self.touched.is_empty() => None,
            None => doc.shift_remove("_updated_at"),
        };
        let mask = entities::mask_of_stored(caller, &kind.slug, id, &Value::Object(now));
        serde_json::from_str(&mask.apply(&Value::Object(doc).to_string())).unwrap_or_default()
    }
}
