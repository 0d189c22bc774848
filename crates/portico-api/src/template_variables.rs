//! Variables of templates, for the organisation: what there is, and texts with them filled in.

use axum::Json;
use portico_core::entities;
use portico_core::templates::{self, Records, Template, World, Writing, placed};
use portico_core::{Caller, Refusal, tenants};
use portico_db::Tx;
use portico_http::{OrgUser, Query, Reply, Routes, Sent, get, post};
use portico_kit::{EntityId, Locale};
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v1/template-variables/categories",
            "getCategories",
            get(list_categories),
            "List what variables can be about",
        )
        .op("/v1/template-variables:search", "searchVariables", post(search), "Search variables")
        .op(
            "/v1/template-variables:replace",
            "replaceTemplates",
            post(replace),
            "Fill in the variables of texts",
        )
        .op(
            "/v2/template:replace",
            "replaceTemplatesV2",
            post(replace_typed),
            "Fill in the variables of texts, keeping the types of values",
        )
}

/// How many texts are filled in at once.
const MOST_TEXTS: usize = 200;
/// How deep names of custom variables and of context data go.
const DEEPEST: usize = 8;

/// What texts are about.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Parameters {
    language: Option<String>,
    main_entity_id: Option<String>,
    custom_variables: Option<Vec<Custom>>,
    context_data: Option<Map<String, Value>>,
}

/// A value that comes from another service, by how it is written.
#[derive(Deserialize)]
struct Custom {
    variable: String,
    value: Option<Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReplaceIn {
    inputs: Option<Vec<String>>,
    parameters: Option<Parameters>,
}

impl ReplaceIn {
    fn inputs(&self) -> Result<&[String], Refusal> {
        self.inputs.as_deref().filter(|inputs| inputs.len() <= MOST_TEXTS).ok_or_else(|| {
            Refusal::invalid("inputs", format!("inputs is required: a list of at most {MOST_TEXTS} texts."))
        })
    }
}

/// The world of the texts: the main entity, the organisation, the caller, and what was sent along.
fn world<'t, 'c>(
    tx: &'t mut Tx<'c>,
    caller: &'t Caller,
    parameters: Option<&Parameters>,
) -> Result<Records<'t, 'c>, Refusal> {
    let mut given = facts(tx, caller)?;
    let mut main = None;
    if let Some(sent) = parameters {
        if let Some(id) = &sent.main_entity_id {
            main = Some(entities::view_any(tx, caller, &EntityId::from(id.as_str()))?.to_value());
        }
        given.extend(sent.context_data.clone().unwrap_or_default());
        for custom in sent.custom_variables.iter().flatten() {
            let name = custom.variable.trim().trim_start_matches('{').trim_end_matches('}').trim();
            put(&mut given, name, custom.value.clone().unwrap_or(Value::Null), 0);
        }
    }
    let mut records = Records::of(tx, caller);
    let language = parameters.and_then(|sent| sent.language.as_deref());
    records.speak(language.and_then(Locale::parse).unwrap_or_default());
    records.give(given.into());
    if let Some(main) = main {
        records.about(main);
    }
    Ok(records)
}

/// What texts can say of the organisation, of who writes, and of today.
fn facts(tx: &mut Tx<'_>, caller: &Caller) -> Result<Map<String, Value>, Refusal> {
    let tenant = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
    let organization = tenants::facts(&tenant);
    let user = json!({ "id": caller.actor.id, "name": caller.actor.name });
    let system = json!({ "date": caller.now.on_central_european_clocks().to_iso_date() });
    let facts = [("organization", organization), ("user", user), ("system", system)];
    Ok(facts.map(|(name, value)| (name.to_owned(), value)).into_iter().collect())
}

/// Puts a value under a dotted name.
fn put(fields: &mut Map<String, Value>, name: &str, value: Value, depth: usize) {
    match name.split_once('.').filter(|_| depth < DEEPEST) {
        Some((first, rest)) => {
            let inner = fields.entry(first).or_insert_with(|| json!({}));
            if !inner.is_object() {
                *inner = json!({});
            }
            if let Some(inner) = inner.as_object_mut() {
                put(inner, rest, value, depth + 1);
            }
        }
        None => drop(fields.insert(name.to_owned(), value)),
    }
}

async fn replace(user: OrgUser, body: Sent<ReplaceIn>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let sent = body.get()?;
        let inputs = sent.inputs()?;
        let mut world = world(tx, caller, sent.parameters.as_ref())?;
        let mut outputs = Vec::with_capacity(inputs.len());
        for (at, input) in inputs.iter().enumerate() {
            let filled = Template::parse(input).and_then(|text| text.fill(&mut world, Writing::Html));
            outputs.push(filled.map_err(|refusal| placed(refusal, &format!("inputs[{at}]")))?);
        }
        Ok(json!({ "outputs": outputs }))
    });
    Ok(Json(read.await?))
}

async fn replace_typed(user: OrgUser, body: Sent<ReplaceIn>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let sent = body.get()?;
        let inputs = sent.inputs()?;
        let mut world = world(tx, caller, sent.parameters.as_ref())?;
        let mut outputs = Map::new();
        for (at, input) in inputs.iter().enumerate() {
            let place = |refusal| placed(refusal, &format!("inputs[{at}]"));
            outputs.insert(input.clone(), value(input, &mut world).map_err(place)?);
            for variable in templates::variables_in(input).map_err(place)? {
                if !outputs.contains_key(&variable) {
                    let found = value(&variable, &mut world).map_err(place)?;
                    outputs.insert(variable, found);
                }
            }
        }
        Ok(json!({ "outputs": outputs }))
    });
    Ok(Json(read.await?))
}

/// A value with its own type; nothing is an empty text.
fn value(text: &str, world: &mut dyn World) -> Result<Value, Refusal> {
    let value = templates::typed(&Template::parse(text)?, world, Writing::Html)?;
    Ok(if value.is_null() { Value::String(String::new()) } else { value })
}

async fn list_categories(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |_, caller| {
        let locale = query.text("lang").and_then(Locale::parse).unwrap_or_default();
        let all = templates::categories(&caller.catalogue, locale);
        Ok(all.into_iter().map(|(slug, name)| json!({ "category": slug, "description": name })).collect())
    });
    Ok(Json(read.await?))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct SearchIn {
    query: Option<String>,
    from: Option<usize>,
    size: Option<usize>,
    lang: Option<String>,
    entity_schemas: Option<Vec<String>>,
}

async fn search(user: OrgUser, body: Sent<SearchIn>) -> Reply<Json<Value>> {
    let read = user.read(move |_, caller| {
        let sent = body.get()?;
        let query = sent.query.as_deref().ok_or_else(|| {
            Refusal::invalid("query", "query is required: words of a variable, or an empty text for all.")
        })?;
        let locale = sent.lang.as_deref().and_then(Locale::parse).unwrap_or_default();
        let schemas = sent.entity_schemas.as_deref().unwrap_or_default();
        let all = templates::variables(&caller.catalogue, locale, schemas, query);
        let page = all.into_iter().skip(sent.from.unwrap_or(0)).take(sent.size.unwrap_or(25).min(1000));
        Ok(page
            .map(|one| {
                json!({
                    "type": "simple", "group": one.group, "insert": one.insert, "description": one.description,
                })
            })
            .collect())
    });
    Ok(Json(read.await?))
}
