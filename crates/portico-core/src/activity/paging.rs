//! Histories in pages of any depth: narrowed by what, who, which attribute and when, from an entry on.

use portico_db::{Param, Tx};
use portico_kit::{ActivityId, EntityId, Instant};
use serde_json::{Map, Value};

use super::list::{shown_kinds, visible};
use crate::{Caller, Refusal, entities};

/// How many entries are read at once.
const BATCH: i64 = 500;
/// How many entries one page looks through; what lies deeper is reached by its own narrower question.
const LOOKED_THROUGH: i64 = 20_000;

/// What happened, in kinds that people tell apart.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum What {
    /// Records that came to be.
    Created,
    /// Attributes that were changed.
    Changed,
    /// Records that were removed or brought back.
    Removed,
    /// Files that were handed in, read or removed.
    Files,
    /// Everything else.
    Other,
}

impl What {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Created, Self::Changed, Self::Removed, Self::Files, Self::Other];

    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Files => "files",
            Self::Other => "other",
        }
    }

    /// The kind of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.word() == word)
    }

    /// What an entry of a published type tells of.
    pub fn of_type(kind: &str) -> Self {
        match kind.strip_suffix("FromPortal").unwrap_or(kind) {
            "EntityCreated" => Self::Created,
            "EntityUpdated" => Self::Changed,
            "EntityDeleted" | "EntityRestored" => Self::Removed,
            kind if kind.starts_with("Doc") => Self::Files,
            _ => Self::Other,
        }
    }
}

/// Who did it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum By {
    /// The caller.
    Me,
    /// Anybody else.
    Others,
    /// Whoever has this id; portal users do not learn the ids of others.
    Id(String),
}

/// Which entries are wanted, newest first.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Only what happened in this way.
    pub what: Option<What>,
    /// Only what was done by them.
    pub by: Option<By>,
    /// Only changes of this attribute.
    pub attribute: Option<String>,
    /// Only entries at or after this moment.
    pub since: Option<Instant>,
    /// Only entries before this moment.
    pub until: Option<Instant>,
    /// Only entries older than this one.
    pub older_than: Option<ActivityId>,
    /// How many.
    pub size: usize,
}

/// A page of a history.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The entries, newest first.
    pub entries: Vec<Value>,
    /// The last of them, when there are older ones.
    pub older: Option<ActivityId>,
}

/// A page of the history of a record that the caller sees, without what the caller may not see.
pub fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    id: &EntityId,
    asked: &Asked,
) -> Result<Page, Refusal> {
    entities::view(tx, caller, schema, id)?;
    let mut params = vec![id.as_str().to_owned().into()];
    let kinds = shown_kinds(caller, &mut params);
    let from = format!(
        "FROM activity_entities l JOIN activity a ON a.tenant_id = l.tenant_id AND a.id = l.activity_id
         WHERE l.tenant_id = $1 AND l.entity_id = $2{kinds}"
    );
    gather(tx, caller, (from, params), "l.activity_id", asked, |entry| match caller.is_staff() {
        true => Some(entry),
        false => visible(caller, schema, id, entry),
    })
}

/// A page of what happened in the whole organisation, for staff.
pub fn everywhere(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked) -> Result<Page, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let from = "FROM activity a WHERE a.tenant_id = $1".to_owned();
    gather(tx, caller, (from, Vec::new()), "a.id", asked, Some)
}

/// Reads on until the page is full; what is hidden leaves no gap.
fn gather(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (mut from, mut params): (String, Vec<Param<'static>>),
    key: &str,
    asked: &Asked,
    shown: impl Fn(Value) -> Option<Value>,
) -> Result<Page, Refusal> {
    let mut test = |sql: &str, value: Param<'static>| {
        params.push(value);
        from.push_str(&format!(" AND a.at {sql} ${}", params.len() + 1));
    };
    if let Some(since) = asked.since {
        test(">=", since.into());
    }
    if let Some(until) = asked.until {
        test("<", until.into());
    }
    let (mut entries, mut last, mut looked) = (Vec::new(), asked.older_than.clone(), 0);
    while entries.len() <= asked.size && looked < LOOKED_THROUGH {
        let batch = read(tx, &from, &params, key, last.as_ref())?;
        looked += BATCH;
        last = batch.last().map(|(id, _)| id.clone());
        let is_last = i64::try_from(batch.len()).unwrap_or(0) < BATCH;
        let told = batch.into_iter().filter_map(|(_, doc)| shown(serde_json::from_str(&doc).ok()?));
        entries.extend(told.filter(|entry| fits(caller, asked, entry)));
        if is_last {
            break;
        }
    }
    let has_more = entries.len() > asked.size;
    entries.truncate(asked.size);
    let older = entries.last().filter(|_| has_more).and_then(|entry| entry.get("_id")?.as_str());
    Ok(Page { older: older.map(ActivityId::from), entries })
}

fn read(
    tx: &mut Tx<'_>,
    from: &str,
    params: &[Param<'static>],
    key: &str,
    last: Option<&ActivityId>,
) -> Result<Vec<(ActivityId, String)>, Refusal> {
    let mut params = params.to_vec();
    let older = match last {
        Some(id) => {
            params.push(id.as_str().to_owned().into());
            format!(" AND {key} < ${}", params.len() + 1)
        }
        None => String::new(),
    };
    params.push(BATCH.into());
    let sql = format!("SELECT a.id, a.doc {from}{older} ORDER BY {key} DESC LIMIT ${}", params.len() + 1);
    Ok(tx.all(&sql, &params, |row| Ok((ActivityId::from(row.text(0)?), row.text(1)?)))?)
}

/// Whether an entry, as the caller sees it, is one of those that are asked for.
fn fits(caller: &Caller, asked: &Asked, entry: &Value) -> bool {
    let kind = entry.get("type").and_then(Value::as_str).unwrap_or_default();
    let author = author_of(entry);
    let own = author == Some(caller.actor.id.as_str());
    let by = match &asked.by {
        None => true,
        Some(By::Me) => own,
        Some(By::Others) => !own,
        Some(By::Id(id)) => author == Some(id),
    };
    by && asked.what.is_none_or(|what| What::of_type(kind) == what)
        && asked.attribute.as_deref().is_none_or(|name| names(entry, name))
}

/// The id of whoever did it, as far as the entry tells.
fn author_of(entry: &Value) -> Option<&str> {
    let caller = entry.pointer("/payload/caller")?;
    ["/PortalAuth/token/sub", "/EpilotAuth/token/sub"]
        .iter()
        .find_map(|place| caller.pointer(place)?.as_str())
}

/// Whether an entry changes an attribute.
fn names(entry: &Value, attribute: &str) -> bool {
    let operations = entry.get("operations").and_then(Value::as_array).into_iter().flatten();
    let has = |operation: &Value, place: &str| {
        operation
            .pointer(place)
            .and_then(Value::as_object)
            .is_some_and(|fields: &Map<_, _>| fields.contains_key(attribute))
    };
    operations.into_iter().any(|operation| has(operation, "/payload") || has(operation, "/diff/deleted"))
}
