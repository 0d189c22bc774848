//! Histories page by page: from one entry on towards older ones, however many there are.

use portico_db::{Param, Tx};
use portico_kit::{ActivityId, EntityId};
use serde_json::Value;

use super::configured::{self, Part};
use super::list::{shown_kinds, visible};
use crate::{Caller, Refusal, entities};

/// How many entries are read at once for somebody who does not see all of them.
const BATCH: i64 = 200;
/// The most entries of a page.
const MOST: i64 = 100;

/// Some entries of a history, newest first.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The entries.
    pub entries: Vec<Value>,
    /// The entry that the next page begins with, when there are older ones.
    pub older: Option<ActivityId>,
}

/// What the history of an organisation is narrowed to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Topic {
    /// Everything.
    #[default]
    All,
    /// What happened to records.
    Records,
    /// What was set up.
    Configuration,
    /// What was set up of one kind.
    Of(Part),
}

/// A page of the history of a record that the caller sees, from an entry on, without what the caller may not see.
pub fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    from: Option<&ActivityId>,
    size: i64,
) -> Result<Page, Refusal> {
    entities::view(tx, caller, schema, id)?;
    let wanted = usize::try_from(size.clamp(1, MOST)).unwrap_or(1);
    let batch = if caller.is_staff() { wanted as i64 + 1 } else { BATCH };
    let mut start = Start::of(from);
    let mut shown = Vec::new();
    loop {
        let read = of_record(tx, caller, id, &start, batch)?;
        let is_last = i64::try_from(read.len()).unwrap_or(0) < batch;
        if let Some((last, _)) = read.last() {
            start = Start::Below(last.clone());
        }
        shown.extend(read.into_iter().filter_map(|(entry_id, entry)| {
            let entry = if caller.is_staff() { Some(entry) } else { visible(caller, schema, id, entry) };
            Some((entry_id, entry?))
        }));
        if is_last || shown.len() > wanted {
            return Ok(cut(shown, wanted));
        }
    }
}

/// A page of what happened in the whole organisation, for staff.
pub fn feed(
    tx: &mut Tx<'_>,
    caller: &Caller,
    topic: Topic,
    from: Option<&ActivityId>,
    size: i64,
) -> Result<Page, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let wanted = usize::try_from(size.clamp(1, MOST)).unwrap_or(1);
    let mut params = Vec::new();
    let source = match topic {
        Topic::All => "FROM activity a WHERE a.tenant_id = $1".to_owned(),
        Topic::Records => {
            let kinds: Vec<String> = configured::KINDS.iter().map(|kind| bound(&mut params, *kind)).collect();
            format!("FROM activity a WHERE a.tenant_id = $1 AND a.kind NOT IN ({})", kinds.join(", "))
        }
        Topic::Configuration => of_topic(&mut params, configured::TOPIC.to_owned()),
        Topic::Of(part) => of_topic(&mut params, part.topic()),
    };
    let narrowed = Start::of(from).condition("a.id", &mut params);
    let limit = bound(&mut params, wanted as i64 + 1);
    let sql = format!("SELECT a.id, a.doc {source}{narrowed} ORDER BY a.id DESC LIMIT {limit}");
    Ok(cut(read(tx, &sql, &params)?, wanted))
}

fn of_topic(params: &mut Vec<Param<'static>>, topic: String) -> String {
    let topic = bound(params, topic);
    format!(
        "FROM activity_entities l JOIN activity a ON a.tenant_id = l.tenant_id AND a.id = l.activity_id
         WHERE l.tenant_id = $1 AND l.entity_id = {topic}"
    )
}

fn of_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &EntityId,
    start: &Start,
    size: i64,
) -> Result<Vec<(ActivityId, Value)>, Refusal> {
    let mut params = vec![id.as_str().to_owned().into()];
    let kinds = shown_kinds(caller, &mut params);
    let narrowed = start.condition("l.activity_id", &mut params);
    let limit = bound(&mut params, size);
    let sql = format!(
        "SELECT a.id, a.doc
         FROM activity_entities l JOIN activity a ON a.tenant_id = l.tenant_id AND a.id = l.activity_id
         WHERE l.tenant_id = $1 AND l.entity_id = $2{kinds}{narrowed}
         ORDER BY l.activity_id DESC LIMIT {limit}"
    );
    read(tx, &sql, &params)
}

fn read(tx: &mut Tx<'_>, sql: &str, params: &[Param<'static>]) -> Result<Vec<(ActivityId, Value)>, Refusal> {
    let rows = tx.all(sql, params, |row| Ok((ActivityId::from(row.text(0)?), row.text(1)?)))?;
    Ok(rows.into_iter().filter_map(|(id, doc)| Some((id, serde_json::from_str(&doc).ok()?))).collect())
}

/// Where a page begins.
enum Start {
    Newest,
    At(ActivityId),
    Below(ActivityId),
}

impl Start {
    fn of(from: Option<&ActivityId>) -> Self {
        from.map_or(Self::Newest, |id| Self::At(id.clone()))
    }

    fn condition(&self, column: &str, params: &mut Vec<Param<'static>>) -> String {
        let (sign, id) = match self {
            Self::Newest => return String::new(),
            Self::At(id) => ("<=", id),
            Self::Below(id) => ("<", id),
        };
        format!(" AND {column} {sign} {}", bound(params, id.as_str().to_owned()))
    }
}

/// Binds a value; answers its place. The tenant is `$1`.
fn bound(params: &mut Vec<Param<'static>>, value: impl Into<Param<'static>>) -> String {
    params.push(value.into());
    format!("${}", params.len() + 1)
}

fn cut(mut found: Vec<(ActivityId, Value)>, wanted: usize) -> Page {
    let older = found.get(wanted).map(|(id, _)| id.clone());
    found.truncate(wanted);
    Page { entries: found.into_iter().map(|(_, entry)| entry).collect(), older }
}
