//! Files as portals list them: with the records they hang on, and whether they are new to the reader.

use std::collections::HashMap;

use portico_db::Tx;
use portico_kit::EntityId;
use portico_kit::document::{self, Path};
use serde_json::{Value, json};

use super::{contents, downloads};
use crate::entities::{self, Context, End, Search, Seen, Sort};
use crate::{Caller, Refusal};

/// The most files whose records are counted.
const MOST_COUNTED: i64 = 1000;

/// Which files are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// How many to skip.
    pub from: i64,
    /// How many to answer.
    pub size: i64,
    /// Only files of these records; none: of all.
    pub records: Vec<EntityId>,
    /// Only files of these types, such as `image`; none: of all.
    pub types: Vec<String>,
    /// Only files with these words in them.
    pub q: Option<String>,
    /// The attributes that the words may stand in; none: any.
    pub q_fields: Vec<String>,
    /// Only files of records of this schema.
    pub schema: Option<String>,
}

/// The files that the caller sees, newest first, and how many there are.
pub fn items(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked) -> Result<(Vec<Value>, i64), Refusal> {
    let mut context = Vec::new();
    for id in &asked.records {
        match entities::view_any(tx, caller, id) {
            Ok(seen) => context.push(Context::Record(seen.schema, seen.id)),
            Err(Refusal::NotFound) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    if let Some(schema) = &asked.schema {
        let search = Search { schemas: vec![schema.clone()], size: MOST_COUNTED, ..Search::default() };
        let of = entities::search(tx, caller, &search)?.records;
        let wanted = |id: &EntityId| asked.records.is_empty() || asked.records.contains(id);
        context = of
            .into_iter()
            .filter(|seen| wanted(&seen.id))
            .map(|seen| Context::Record(seen.schema, seen.id))
            .collect();
    }
    let is_narrowed = !asked.records.is_empty() || asked.schema.is_some();
    if is_narrowed && context.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let search = Search {
        schemas: vec!["file".to_owned()],
        filter: of_types(&asked.types)?,
        q: asked.q.clone(),
        q_fields: asked.q_fields.clone(),
        sort: newest_first(caller),
        from: asked.from,
        size: asked.size,
        contexts: if is_narrowed { vec![context] } else { Vec::new() },
        ..Search::default()
    };
    let found = entities::search(tx, caller, &search)?;
    Ok((described(tx, caller, found.records)?, found.total))
}

/// By the date of a file where it has one that the caller sees, else by when it came.
fn newest_first(caller: &Caller) -> Vec<Sort> {
    let mask = portico_access::uniform_mask(&caller.viewer, "file");
    let dated = caller.catalogue.find("file").is_some_and(|kind| kind.attribute("file_date").is_some());
    let by = |text: &str| Path::parse(text).map(|path| Sort { path, descending: true });
    match dated && mask.allows("file_date") {
        true => ["file_date", "_created_at"].into_iter().filter_map(by).collect(),
        false => by("_created_at").into_iter().collect(),
    }
}

fn of_types(types: &[String]) -> Result<Option<portico_kit::filter::Filter>, Refusal> {
    if types.is_empty() {
        return Ok(None);
    }
    let asked = json!({ "terms": { "type": types } });
    let parsed = portico_kit::filter::Filter::parse(&asked);
    parsed.map(Some).map_err(|error| Refusal::invalid("file_types", error.to_string()))
}

/// One file that the caller sees, as portals list it.
pub fn item(tx: &mut Tx<'_>, caller: &Caller, id: &EntityId) -> Result<Value, Refusal> {
    let seen = entities::view(tx, caller, "file", id)?;
    described(tx, caller, vec![seen])?.pop().ok_or(Refusal::NotFound)
}

fn described(tx: &mut Tx<'_>, caller: &Caller, files: Vec<Seen>) -> Result<Vec<Value>, Refusal> {
    let ids: Vec<EntityId> = files.iter().map(|file| file.id.clone()).collect();
    let ends = seen_ends(tx, caller, &ids)?;
    let fetched = downloads::fetched_by(tx, caller, &ids)?;
    let uploads = contents::uploaders(tx, &ids)?;
    let own = |id: &EntityId| {
        uploads
            .iter()
            .any(|(file, by)| file == id && caller.portal_user().is_some_and(|user| user.as_str() == by))
    };
    Ok(files
        .into_iter()
        .map(|file| {
            let mut doc = file.to_value();
            doc["is_new"] = (!caller.is_staff() && !fetched.contains(&file.id) && !own(&file.id)).into();
            let hangs_on = ends.iter().filter(|(id, _)| *id == file.id).map(|(_, record)| relation(record));
            doc["_relations"] = hangs_on.collect();
            if doc.get("file_date").is_none() {
                doc["file_date"] = doc["_created_at"].clone();
            }
            doc
        })
        .collect())
}

fn relation(record: &Seen) -> Value {
    let title = document::text_at(&record.doc, "_title");
    json!({ "entity_id": record.id.as_str(), "_schema": record.schema, "_title": title })
}

/// The records that files hang on, as far as the caller sees them, each with its file.
fn seen_ends(tx: &mut Tx<'_>, caller: &Caller, files: &[EntityId]) -> Result<Vec<(EntityId, Seen)>, Refusal> {
    let mut ends: Vec<(EntityId, End)> = Vec::new();
    for some in files.chunks(200) {
        ends.extend(entities::ends_of_all(tx, some)?.into_iter().filter(|(_, end)| end.schema != "file"));
    }
    let mut wanted: HashMap<String, Vec<EntityId>> = HashMap::new();
    for (_, end) in &ends {
        let ids = wanted.entry(end.schema.clone()).or_default();
        if !ids.contains(&end.id) {
            ids.push(end.id.clone());
        }
    }
    let seen = entities::view_many(tx, caller, &wanted)?;
    let mut pairs: Vec<(EntityId, Seen)> = Vec::new();
    for (file, end) in ends {
        let known = pairs.iter().any(|(known, record)| *known == file && record.id == end.id);
        if let Some(record) = seen.iter().find(|record| record.id == end.id).filter(|_| !known) {
            pairs.push((file, record.clone()));
        }
    }
    Ok(pairs)
}

/// How many files hang on each record that the caller sees.
pub fn count_by_record(tx: &mut Tx<'_>, caller: &Caller) -> Result<Vec<Value>, Refusal> {
    let search = Search { schemas: vec!["file".to_owned()], size: MOST_COUNTED, ..Search::default() };
    let files = entities::search(tx, caller, &search)?.records;
    let ids: Vec<EntityId> = files.into_iter().map(|file| file.id).collect();
    let mut counts: Vec<(Seen, usize)> = Vec::new();
    for (_, record) in seen_ends(tx, caller, &ids)? {
        match counts.iter_mut().find(|(known, _)| known.id == record.id) {
            Some((_, count)) => *count += 1,
            None => counts.push((record, 1)),
        }
    }
    counts.sort_by(|(a, _), (b, _)| (&a.schema, a.id.as_str()).cmp(&(&b.schema, b.id.as_str())));
    Ok(counts
        .into_iter()
        .map(|(record, count)| {
            let mut told = relation(&record);
            told["file_count"] = count.into();
            told
        })
        .collect())
}
