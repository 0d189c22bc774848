//! Saved views: a list's columns, conditions, words and order under a name, for oneself or for the whole organisation.

use portico_db::{DbError, Row, Tx};
use portico_kit::Instant;
use serde_json::{Map, Value, json};

use crate::{Caller, Refusal};

/// The longest name of a view, in characters.
const LONGEST_NAME: usize = 100;
/// The largest settings of a view, in bytes of JSON.
const LARGEST: usize = 20_000;
/// The most views of an organisation.
const MOST: usize = 2000;
/// What whoever sends a view does not decide.
const KEPT: [&str; 5] = ["id", "org", "created_by", "created_at", "updated_at"];

/// A saved view.
#[derive(Clone, Debug)]
pub struct View {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The schemas that it is a view of.
    pub schemas: Vec<String>,
    /// Whether everybody of the organisation sees it.
    pub shared: bool,
    /// Who saved it.
    pub owner: String,
    /// Everything that is published of it.
    pub doc: Value,
}

impl View {
    /// The settings of the list of one schema, as the console saves them.
    pub fn layout(&self, schema: &str) -> &Value {
        &self.doc["ui_config"]["table_layout"][schema]
    }

    /// Whether the caller saved it.
    pub fn is_of(&self, caller: &Caller) -> bool {
        self.owner == caller.actor.id
    }

    /// Whether the caller sees it: its own, everybody's, or one that names it.
    fn is_seen_by(&self, caller: &Caller) -> bool {
        let mut named = self.doc["shared_with"].as_array().into_iter().flatten();
        self.is_of(caller) || self.shared || named.any(|who| *who == caller.actor.id)
    }
}

/// The views that the caller sees, by name: its own and the shared ones; of one schema, or all.
pub fn list(tx: &mut Tx<'_>, caller: &Caller, schema: Option<&str>) -> Result<Vec<View>, Refusal> {
    check_staff(caller)?;
    let sql = "SELECT id, owner_id, doc FROM saved_views
               WHERE tenant_id = $1 AND (owner_id = $2 OR shared = 1)";
    let mut views = tx.all(sql, &[caller.actor.id.as_str().into()], read)?;
    views.retain(|view| view.is_seen_by(caller));
    views.retain(|view| schema.is_none_or(|schema| view.schemas.iter().any(|own| own == schema)));
    views.sort_by_cached_key(|view| (view.name.to_lowercase(), view.id.clone()));
    Ok(views)
}

/// A view that the caller sees.
pub fn find(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<View, Refusal> {
    check_staff(caller)?;
    let sql = "SELECT id, owner_id, doc FROM saved_views
               WHERE tenant_id = $1 AND id = $2";
    tx.first(sql, &[id.into()], read)?.filter(|view| view.is_seen_by(caller)).ok_or(Refusal::NotFound)
}

/// Saves a view: `slug`, `name`, `shared` and `ui_config`, by their published names.
///
/// # Errors
/// `Invalid` naming the part that makes no sense.
pub fn create(tx: &mut Tx<'_>, caller: &Caller, sent: Map<String, Value>) -> Result<View, Refusal> {
    check_staff(caller)?;
    let count = tx.first("SELECT count(*) FROM saved_views WHERE tenant_id = $1", &[], |row| row.int(0))?;
    if count.is_some_and(|count| usize::try_from(count).is_ok_and(|count| count >= MOST)) {
        let message = format!("There are {MOST} saved views. Delete one that nobody needs first.");
        return Err(Refusal::Conflict { message, reason: None });
    }
    let mut doc = allowed(sent);
    check(caller, &doc)?;
    let id = caller.random.uuid_v7(caller.now);
    doc.insert("id".to_owned(), id.as_str().into());
    doc.insert("org".to_owned(), tx.tenant().as_str().into());
    let by = json!({ "user_id": caller.actor.id, "org_id": tx.tenant().as_str() });
    doc.insert("created_by".to_owned(), by);
    doc.insert("created_at".to_owned(), caller.now.to_iso().into());
    put(tx, caller, doc, &caller.actor.id)
}

/// Replaces a view; who saved it and when stays.
///
/// # Errors
/// `NotFound` when the caller does not see it, and as [`create`].
pub fn replace(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &str,
    sent: Map<String, Value>,
) -> Result<View, Refusal> {
    let known = find(tx, caller, id)?;
    let mut doc = allowed(sent);
    check(caller, &doc)?;
    for key in KEPT {
        if let Some(value) = known.doc.get(key) {
            doc.insert(key.to_owned(), value.clone());
        }
    }
    put(tx, caller, doc, &known.owner)
}

/// Changes parts of a view.
///
/// # Errors
/// As [`replace`].
pub fn change(tx: &mut Tx<'_>, caller: &Caller, id: &str, sent: Map<String, Value>) -> Result<View, Refusal> {
    let known = find(tx, caller, id)?;
    let mut doc = known.doc.as_object().cloned().unwrap_or_default();
    doc.extend(allowed(sent));
    replace(tx, caller, id, doc)
}

/// Removes a view; whoever opened lists with it opens them with everything again.
pub fn remove(tx: &mut Tx<'_>, caller: &Caller, id: &str) -> Result<(), Refusal> {
    find(tx, caller, id)?;
    tx.execute("DELETE FROM default_views WHERE tenant_id = $1 AND view_id = $2", &[id.into()])?;
    tx.execute("DELETE FROM saved_views WHERE tenant_id = $1 AND id = $2", &[id.into()])?;
    Ok(())
}

/// The view that the caller opens the list of a schema with.
pub fn default_of(tx: &mut Tx<'_>, caller: &Caller, schema: &str) -> Result<Option<View>, Refusal> {
    let sql = "SELECT view_id FROM default_views WHERE tenant_id = $1 AND user_id = $2 AND schema = $3";
    let params = [caller.actor.id.as_str().into(), schema.into()];
    let Some(id) = tx.first(sql, &params, |row| row.text(0))? else { return Ok(None) };
    match find(tx, caller, &id) {
        Ok(view) => Ok(Some(view)),
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// Says which view the caller opens the list of a schema with; none: everything.
pub fn set_default(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    view: Option<&str>,
) -> Result<(), Refusal> {
    check_staff(caller)?;
    let (user, sql) =
        (caller.actor.id.as_str(), "DELETE FROM default_views WHERE tenant_id = $1 AND user_id = $2");
    tx.execute(&format!("{sql} AND schema = $3"), &[user.into(), schema.into()])?;
    let Some(id) = view else { return Ok(()) };
    find(tx, caller, id)?;
    let sql = "INSERT INTO default_views (tenant_id, user_id, schema, view_id) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, &[user.into(), schema.into(), id.into()])?;
    Ok(())
}

fn put(tx: &mut Tx<'_>, caller: &Caller, mut doc: Map<String, Value>, owner: &str) -> Result<View, Refusal> {
    doc.insert("updated_at".to_owned(), caller.now.to_iso().into());
    let named = doc.get("shared_with").and_then(Value::as_array).is_some_and(|named| !named.is_empty());
    // The column says whether others have to be looked at; the document says who.
    let shared = named || doc.get("shared").and_then(Value::as_bool).unwrap_or(false);
    let id = doc.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let created = doc.get("created_at").and_then(Value::as_str).and_then(|at| Instant::parse_iso(at).ok());
    let doc = Value::Object(doc);
    tx.execute(
        "INSERT INTO saved_views (tenant_id, id, owner_id, shared, doc, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (tenant_id, id) DO UPDATE
         SET shared = excluded.shared, doc = excluded.doc, updated_at = excluded.updated_at",
        &[
            id.as_str().into(),
            owner.into(),
            i64::from(shared).into(),
            doc.to_string().into(),
            created.unwrap_or(caller.now).into(),
            caller.now.into(),
        ],
    )?;
    find(tx, caller, &id)
}

fn read(row: &Row<'_>) -> Result<View, DbError> {
    let doc: Value = serde_json::from_str(&row.text(2)?).unwrap_or_default();
    let schemas = doc["slug"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    Ok(View {
        id: row.text(0)?,
        owner: row.text(1)?,
        shared: doc["shared"].as_bool().unwrap_or(false),
        name: doc["name"].as_str().unwrap_or_default().to_owned(),
        schemas: schemas.collect(),
        doc,
    })
}

fn allowed(sent: Map<String, Value>) -> Map<String, Value> {
    sent.into_iter().filter(|(key, _)| !KEPT.contains(&key.as_str())).collect()
}

fn check(caller: &Caller, doc: &Map<String, Value>) -> Result<(), Refusal> {
    let name = doc.get("name").and_then(Value::as_str).map_or(0, |name| name.trim().chars().count());
    if name == 0 || name > LONGEST_NAME {
        return Err(Refusal::invalid(
            "name",
            format!("A view has a name of 1 to {LONGEST_NAME} characters."),
        ));
    }
    let slugs = doc.get("slug").and_then(Value::as_array).filter(|slugs| !slugs.is_empty());
    let Some(slugs) = slugs else {
        return Err(Refusal::invalid("slug", "A view names the schemas that it is a view of, as a list."));
    };
    let unknown =
        slugs.iter().find(|slug| slug.as_str().is_none_or(|slug| caller.catalogue.find(slug).is_none()));
    if let Some(unknown) = unknown {
        return Err(Refusal::invalid("slug", format!("There is no schema {unknown}.")));
    }
    if doc.get("shared").is_some_and(|shared| !shared.is_boolean()) {
        return Err(Refusal::invalid("shared", "shared must be true or false."));
    }
    for key in ["isFavoritedBy", "shared_with"] {
        let texts = |list: &Value| list.as_array().is_some_and(|list| list.iter().all(Value::is_string));
        if doc.get(key).is_some_and(|list| !texts(list)) {
            return Err(Refusal::invalid(key, format!("{key} must be a list of ids, as texts.")));
        }
    }
    if !doc.get("ui_config").is_some_and(Value::is_object) {
        return Err(Refusal::invalid("ui_config", "ui_config must be an object."));
    }
    match Value::Object(doc.clone()).to_string().len() {
        size if size > LARGEST => Err(Refusal::invalid(
            "ui_config",
            format!("A view has at most {LARGEST} bytes, this one {size}."),
        )),
        _ => Ok(()),
    }
}

fn check_staff(caller: &Caller) -> Result<(), Refusal> {
    if caller.is_staff() { Ok(()) } else { Err(Refusal::NotFound) }
}
