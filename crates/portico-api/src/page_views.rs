//! Pages as their reader gets them: without what is hidden, with their texts filled in.

use std::collections::BTreeMap;

use axum::Json;
use portico_core::pages::{Audience, Broken, Filler, Page, visibilities};
use portico_core::portals::Portal;
use portico_core::templates::{Nobody, Records};
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_http::{Either, Query, Reply, Routes, Sent, post};
use portico_kit::{EntityId, Instant, Locale, PageId};
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new().op(
        "/v2/portal/pages/interpolate",
        "interpolatePortalPages",
        post(interpolate),
        "Fill in the texts of pages that are sent",
    )
}

/// The most records that a page is about.
const MOST_ABOUT: usize = 20;
/// The most pages that are filled in at once.
const MOST_PAGES: usize = 200;

/// The records that pages are about, besides the caller's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct About(Vec<(String, EntityId)>);

impl About {
    /// Reads `context_entities` of a query: as JSON, or as `context_entities[0][entity_id]=…`; and `contract_id`.
    pub(crate) fn of_query(query: &Query) -> Result<Self, Refusal> {
        let mut about = Self::default();
        let mut parts: BTreeMap<String, (Option<String>, Option<String>)> = BTreeMap::new();
        let mut unnumbered = [0, 0];
        for (key, value) in query.pairs() {
            if key == "contract_id" && !value.is_empty() {
                about.0.push(("contract".to_owned(), EntityId::from(value.as_str())));
            }
            let Some(rest) = key.strip_prefix("context_entities") else { continue };
            let inner = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            let Some((at, part)) = inner.and_then(|inner| inner.split_once("][")) else {
                about.0.extend(Self::of_json(&serde_json::from_str(value).map_err(|_| wrong())?)?.0);
                continue;
            };
            let is_schema = part == "entity_schema";
            let at = match at {
                "" => {
                    let count = &mut unnumbered[usize::from(is_schema)];
                    *count += 1;
                    count.to_string()
                }
                at => at.to_owned(),
            };
            let entry = parts.entry(at).or_default();
            *(if is_schema { &mut entry.1 } else { &mut entry.0 }) = Some(value.clone());
        }
        for (id, schema) in parts.into_values() {
            about.0.push((schema.ok_or_else(wrong)?, EntityId::from(id.ok_or_else(wrong)?.as_str())));
        }
        about.checked()
    }

    /// Reads `context_entities` of a body.
    pub(crate) fn of_json(sent: &Value) -> Result<Self, Refusal> {
        let items = match sent {
            Value::Null => return Ok(Self::default()),
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let one = |item: &Value| {
            let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
            Some((text("entity_schema")?, EntityId::from(text("entity_id")?.as_str())))
        };
        let about: Option<Vec<_>> = items.iter().map(one).collect();
        Self(about.ok_or_else(wrong)?).checked()
    }

    fn checked(self) -> Result<Self, Refusal> {
        if self.0.len() > MOST_ABOUT {
            let message = format!("context_entities names at most {MOST_ABOUT} records.");
            return Err(Refusal::invalid("context_entities", message));
        }
        Ok(self)
    }

    /// Those that the caller sees, with their documents; a record that is not there for the caller says nothing.
    fn seen(&self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Vec<(String, EntityId, Value)>, Refusal> {
        let mut seen = Vec::new();
        for (schema, id) in &self.0 {
            match entities::view(tx, caller, schema, id) {
                Ok(record) => seen.push((schema.clone(), id.clone(), record.to_value())),
                Err(Refusal::NotFound) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        Ok(seen)
    }
}

fn wrong() -> Refusal {
    Refusal::invalid("context_entities", "Each of context_entities has an entity_id and an entity_schema.")
}

/// The pages as the caller gets them: staff as they are stored; a portal user those that are meant for it, filled in.
pub(crate) fn shown_to(
    tx: &mut Tx<'_>,
    caller: &Caller,
    pages: Vec<Page>,
    about: &About,
) -> Result<Vec<Value>, Refusal> {
    if caller.is_staff() {
        return Ok(pages.into_iter().map(|page| page.doc).collect());
    }
    let seen = about.seen(tx, caller)?;
    let records: Vec<_> = seen.iter().map(|(schema, id, _)| (schema.clone(), id.clone())).collect();
    let named = visibilities(pages.iter().map(|page| &page.doc));
    let audience = Audience::of(tx, caller, named, &records)?;
    let shown = pages.iter().filter(|page| audience.sees_page(page)).map(|page| audience.narrowed(page));
    let shown: Vec<Value> = shown.collect();
    filled(tx, caller, shown, seen, Broken::Empty)
}

fn filled(
    tx: &mut Tx<'_>,
    caller: &Caller,
    pages: Vec<Value>,
    seen: Vec<(String, EntityId, Value)>,
    broken: Broken,
) -> Result<Vec<Value>, Refusal> {
    let mut records = Records::of(tx, caller);
    seen.into_iter().for_each(|(schema, _, doc)| records.offer(&schema, doc));
    let mut filler = Filler { world: &mut records, broken };
    pages.into_iter().map(|page| filler.page(page)).collect()
}

/// The blocks of every page, such as the footer, as the caller gets them.
pub(crate) fn global_blocks_for(
    tx: &mut Tx<'_>,
    caller: &Caller,
    portal: &Portal,
    blocks: Value,
) -> Result<Value, Refusal> {
    let mut shown = shown_to(tx, caller, vec![page_of(portal, blocks)], &About::default())?;
    Ok(shown.pop().and_then(|mut page| page.get_mut("blocks").map(Value::take)).unwrap_or_else(|| json!({})))
}

/// Global blocks as a page of their own, so that they are weighed and filled in like any other.
fn page_of(portal: &Portal, blocks: Value) -> Page {
    let doc = json!({ "slug": "global_blocks", "blocks": blocks });
    let (id, slug) = (PageId::from("global_blocks"), "global_blocks".to_owned());
    Page { id, slug, order: 0.0, portal_id: portal.id.clone(), doc }
}

/// The public pages as anybody gets them: no text speaks of anybody.
pub(crate) fn shown_to_anybody(pages: &[Page], now: Instant) -> Result<Vec<Value>, Refusal> {
    let audience = Audience::anybody(now);
    let mut nobody = Nobody { locale: Locale::default(), now };
    let mut filler = Filler { world: &mut nobody, broken: Broken::Empty };
    let shown = pages.iter().filter(|page| page.is("is_public") && audience.sees_page(page));
    shown.map(|page| filler.page(audience.narrowed(page))).collect()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct InterpolateIn {
    pages: Option<Vec<Value>>,
    context_entities: Value,
    evaluate_targeting: Option<bool>,
}

async fn interpolate(user: Either, body: Sent<InterpolateIn>) -> Reply<Json<Vec<Value>>> {
    let read = user.read(move |tx, caller| {
        // A portal user must not have texts of its own filled in, not even with its own data.
        if matches!(caller.viewer, portico_access::Viewer::Portal(_)) {
            let message = "Only the organisation and its previews fill in pages that are sent.".to_owned();
            return Err(Refusal::Forbidden { message });
        }
        let sent = body.get()?;
        let pages = sent.pages.clone().filter(|pages| pages.len() <= MOST_PAGES).ok_or_else(|| {
            Refusal::invalid("pages", format!("pages is required: a list of at most {MOST_PAGES} pages."))
        })?;
        let seen = About::of_json(&sent.context_entities)?.seen(tx, caller)?;
        let records: Vec<_> = seen.iter().map(|(schema, id, _)| (schema.clone(), id.clone())).collect();
        let audience = match sent.evaluate_targeting {
            Some(true) => Some(Audience::of(tx, caller, visibilities(&pages), &records)?),
            _ => None,
        };
        let mut pages = filled(tx, caller, pages, seen, Broken::Refused)?;
        if let Some(audience) = audience {
            pages.iter_mut().for_each(|page| annotate(page, &audience));
        }
        Ok(pages)
    });
    Ok(Json(read.await?))
}

/// Writes into each setting of visibility what its targets say; nothing is taken away.
fn annotate(page: &mut Value, audience: &Audience) {
    annotate_one(page, audience);
    let blocks = page.get_mut("blocks").and_then(Value::as_object_mut);
    for (_, block) in blocks.into_iter().flatten() {
        if let Some(fields) = block.as_object_mut() {
            let props = fields.entry("props").or_insert_with(|| json!({}));
            annotate_one(props, audience);
        }
    }
}

fn annotate_one(owner: &mut Value, audience: &Audience) {
    let status = audience.targeting(owner.get("visibility")).as_str();
    if let Some(fields) = owner.as_object_mut() {
        let visibility = fields.entry("visibility").or_insert_with(|| json!({}));
        if let Some(visibility) = visibility.as_object_mut() {
            visibility.insert("_targeting_status".to_owned(), status.into());
        }
    }
}
