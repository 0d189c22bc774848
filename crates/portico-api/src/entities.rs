//! Records as portal users get, search and change them.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::entities::{self, Context, Found, Search, Seen, Sort};
use portico_core::{Caller, Refusal, payments, targets};
use portico_db::Tx;
use portico_http::{Either, PortalReader, PortalUser, Raw, Reply, Routes, Sent, get, patch, post};
use portico_kit::EntityId;
use portico_kit::filter::Filter;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};

use crate::templates_ref::Asked;

mod groups;

use groups::{GroupIn, add_highlight, grouped_out};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v2/portal/entity:get", "getPortalUserEntity", post(view_entity), "Get one record")
        .op("/v2/portal/entity:search", "searchPortalUserEntities", post(search_entities), "Search records")
        .op(
            "/v2/portal/entity/{slug}",
            "createPortalUserEntity",
            post(create_entity),
            "Create a record of one's own",
        )
        .op("/v2/portal/entity/{slug}/{id}", "patchPortalUserEntity", patch(edit_entity), "Change a record")
        .op(
            "/v2/portal/entities-by-payment/{id}",
            "searchPaymentRelationsInEntities",
            get(list_paid_by),
            "List the records that are paid by a payment method",
        )
}

/// What can be asked for; shared by get and search.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SearchIn {
    slug: Value,
    entity_id: Option<String>,
    q: Option<String>,
    #[serde(deserialize_with = "null_is_empty")]
    q_fields: Vec<String>,
    filters: Option<Value>,
    #[serde(deserialize_with = "null_is_empty")]
    filters_context: Vec<Map<String, Value>>,
    sort: Option<String>,
    from: Option<i64>,
    size: Option<i64>,
    fields: Option<Vec<String>>,
    #[serde(deserialize_with = "null_is_empty")]
    hydrate: bool,
    templates: Option<Value>,
    templates_ref: Option<Value>,
    #[serde(flatten)]
    grouped: GroupIn,
    #[serde(deserialize_with = "null_is_empty")]
    targets: Vec<String>,
    highlight: Option<Value>,
    #[serde(deserialize_with = "null_is_empty")]
    include: Vec<String>,
}

/// Clients send `null` for what they leave out.
fn null_is_empty<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(source: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(source)?.unwrap_or_default())
}

impl SearchIn {
    /// The schemas: one slug, several, or several with settings of their own.
    fn slugs(&self) -> Result<Vec<String>, Refusal> {
        let needed =
            || Refusal::invalid("slug", "slug is required: a schema such as contract, or a list of them.");
        let one = |value: &Value| {
            let slug = value.as_str().or_else(|| value.get("slug").and_then(Value::as_str));
            slug.map(str::to_owned).ok_or_else(needed)
        };
        match &self.slug {
            Value::Array(list) if !list.is_empty() && list.len() <= 20 => list.iter().map(one).collect(),
            other => Ok(vec![one(other)?]),
        }
    }

    /// Refuses what is not answered, rather than answering something else.
    fn check(&self) -> Result<(), Refusal> {
        let refuse = |field: &str, message: &str| Err(Refusal::invalid(field, message));
        if let Some(unknown) = self.include.iter().find(|name| *name != "active_workflow") {
            return refuse("include", &format!("{unknown:?} cannot be included. There is active_workflow."));
        }
        if self.from.is_some_and(|from| from < 0) || self.size.is_some_and(|size| size < 0) {
            return refuse("size", "from and size are whole numbers from 0.");
        }
        Ok(())
    }

    fn contexts(&self) -> Vec<Vec<Context>> {
        let one = |(key, value): (&String, &Value)| match (key.as_str(), value) {
            ("portal_user", Value::Bool(true)) => Some(Context::OwnPortalUser),
            ("contact", Value::Bool(true)) => Some(Context::OwnContact),
            (schema, Value::String(id)) => {
                Some(Context::Record(schema.to_owned(), EntityId::from(id.as_str())))
            }
            _ => None,
        };
        self.filters_context.iter().map(|map| map.iter().filter_map(one).collect()).collect()
    }

    /// The search it asks for.
    fn search(&self) -> Result<Search, Refusal> {
        self.check()?;
        let filters = self.filters.as_ref().filter(|filters| !filters.is_null());
        let mut filter =
            filters.map(Filter::parse).transpose().map_err(|e| Refusal::invalid("filters", e.to_string()))?;
        if let Some(id) = &self.entity_id {
            filter = Some(Filter::all([Filter::Ids(vec![id.clone()])].into_iter().chain(filter)));
        }
        Ok(Search {
            schemas: self.slugs()?,
            filter,
            scope: None,
            q: self.q.clone(),
            q_fields: self.q_fields.clone(),
            sort: self.sort.as_deref().map(Sort::parse).transpose()?.unwrap_or_default(),
            from: self.from.unwrap_or(0),
            size: self.size.unwrap_or(100),
            contexts: self.contexts(),
            ..Search::default()
        })
    }

    /// The search, within the targets that are named for all schemas or for one of them.
    fn narrowed(&self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Search, Refusal> {
        let mut search = self.search()?;
        let wanted = self.targets_by_schema()?;
        search.scope = targets::narrowing(tx, caller, &wanted)?;
        Ok(search)
    }

    /// Each schema with its targets.
    fn targets_by_schema(&self) -> Result<Vec<(String, Vec<String>)>, Refusal> {
        let own = |config: &Value| {
            let list = config.get("targets").and_then(Value::as_array).into_iter().flatten();
            list.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        let configs = self.slug.as_array().cloned().unwrap_or_else(|| vec![self.slug.clone()]);
        let slugs = self.slugs()?;
        let pairs = slugs.into_iter().zip(&configs);
        Ok(pairs.map(|(slug, config)| (slug, [self.targets.clone(), own(config)].concat())).collect())
    }

    /// The words whose places are to be told, and the attributes that are looked into.
    fn highlighted(&self) -> Option<(&str, Vec<String>)> {
        let config = self.highlight.as_ref().filter(|config| config.is_object())?;
        let fields = match config.get("fields") {
            Some(Value::Object(fields)) => fields.keys().cloned().collect(),
            Some(Value::Array(fields)) => {
                fields.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        Some((self.q.as_deref()?, fields))
    }

    /// Whether the stored texts can go out as they are.
    fn is_plain(&self) -> bool {
        !self.hydrate && self.fields.is_none()
    }

    /// What stands beside the results: no workflow runs yet, so that there is none for any record.
    fn includes(&self) -> &'static str {
        if self.include.is_empty() { "" } else { ",\"includes\":{\"active_workflow\":{}}" }
    }

    /// The texts that are to be told about the records.
    fn texts_asked(&self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Asked, Refusal> {
        Asked::of(tx, caller, &self.slug, self.templates_ref.as_ref(), self.templates.as_ref())
    }
}

/// Records as JSON texts, hydrated and projected as asked.
fn texts(
    tx: &mut Tx<'_>,
    caller: &Caller,
    records: &[Seen],
    sent: &SearchIn,
) -> Result<Vec<String>, Refusal> {
    let hydrated;
    let records = if sent.hydrate {
        hydrated = entities::hydrate(tx, caller, records)?;
        hydrated.as_slice()
    } else {
        records
    };
    let text = |seen: &Seen| match &sent.fields {
        Some(fields) => entities::project(seen.to_value(), fields).to_string(),
        None => seen.doc.clone(),
    };
    Ok(records.iter().map(text).collect())
}

async fn view_entity(user: PortalReader, body: Sent<SearchIn>) -> Reply<Raw> {
    let read = user.read(move |tx, caller| {
        let sent = body.get()?;
        let asked = sent.texts_asked(tx, caller)?;
        let (seen, mut text) = match (&sent.slug, &sent.entity_id) {
            (Value::String(slug), Some(id))
                if sent.filters.is_none() && sent.filters_context.is_empty() && sent.is_plain() =>
            {
                sent.check()?;
                let seen = entities::view(tx, caller, slug, &EntityId::from(id.as_str()))?;
                let text = seen.doc.clone();
                (vec![seen], vec![text])
            }
            _ => {
                let search = Search { size: 1, ..sent.narrowed(tx, caller)? };
                let found = entities::search(tx, caller, &search)?;
                let text = texts(tx, caller, &found.records, sent)?;
                (found.records, text)
            }
        };
        asked.add_to(tx, caller, &seen, &mut text)?;
        let doc = text.pop().ok_or(Refusal::NotFound)?;
        Ok(Raw(format!("{{\"result\":{doc}}}")))
    });
    read.await
}

async fn search_entities(user: PortalReader, body: Sent<SearchIn>) -> Reply<Raw> {
    let read = user.read(move |tx, caller| {
        let sent = body.get()?;
        let search = sent.narrowed(tx, caller)?;
        if let Some(grouping) = sent.grouped.grouping()? {
            return grouped_out(tx, caller, sent, &search, &grouping).map(Raw);
        }
        let found = entities::search(tx, caller, &search)?;
        let texts = told(tx, caller, &found.records, sent)?;
        Ok(Raw(page_out(&search, &found, &texts, sent.includes())))
    });
    read.await
}

/// Records as they go out: hydrated, projected, with their texts and with where the words stand.
fn told(tx: &mut Tx<'_>, caller: &Caller, records: &[Seen], sent: &SearchIn) -> Result<Vec<String>, Refusal> {
    let asked = sent.texts_asked(tx, caller)?;
    let mut texts = texts(tx, caller, records, sent)?;
    asked.add_to(tx, caller, records, &mut texts)?;
    if let Some((q, fields)) = sent.highlighted() {
        for (seen, text) in records.iter().zip(&mut texts) {
            add_highlight(seen, q, &fields, text);
        }
    }
    Ok(texts)
}

/// A page of results; `hits` counts this page, the total stands in `pagination`.
fn page_out(search: &Search, found: &Found, texts: &[String], includes: &str) -> String {
    let shown = i64::try_from(texts.len()).unwrap_or(i64::MAX);
    let pagination = json!({
        "from": search.from, "size": search.size.min(1000), "total": found.total,
        "has_more": search.from + shown < found.total,
    });
    format!("{{\"results\":[{}],\"pagination\":{pagination},\"hits\":{shown}{includes}}}", texts.join(","))
}

async fn create_entity(
    user: PortalUser,
    Path(slug): Path<String>,
    body: Sent<Map<String, Value>>,
) -> Reply<(StatusCode, Raw)> {
    let created = user.write(move |tx, caller| entities::create(tx, caller, &slug, body.get()?.clone()));
    Ok((StatusCode::CREATED, Raw(format!("{{\"result\":{}}}", created.await?.doc))))
}

async fn list_paid_by(user: Either, Path(id): Path<String>) -> Reply<Json<Value>> {
    let read = user.read_long(move |tx, caller| {
        let found = payments::records_paid_by(tx, caller, &id)?;
        let results: Vec<Value> = found.records.iter().map(Seen::to_value).collect();
        Ok(json!({ "results": results, "hits": found.total }))
    });
    Ok(Json(read.await?))
}

async fn edit_entity(
    user: PortalUser,
    Path((slug, id)): Path<(String, EntityId)>,
    body: Sent<Map<String, Value>>,
) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let change = entities::Change { attributes: body.get()?.clone() };
        Ok(json!({ "result": entities::change(tx, caller, &slug, &id, &change)?.to_value() }))
    });
    Ok(Json(written.await?))
}
