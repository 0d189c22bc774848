//! Pages: what a portal shows, as a tree of blocks.

use portico_db::Tx;
use portico_kit::{Instant, PageId, PortalId, Random};
use serde_json::{Value, json};

use crate::{Refusal, tenants};

pub mod arrange;
mod audience;
mod blocks;
mod filling;
mod rules;
mod starter;
mod store;
mod texts;

pub use audience::{Audience, Targeting, setup_for, setup_for_anybody, visibilities};
pub use blocks::{Block, global_blocks, put_block, remove_block};
pub use filling::{Broken, Filler};
pub use rules::{is_shown, select_fields};
pub use starter::starter_pages;
pub use texts::{Reference, Texts};

/// A page of a portal.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its id.
    pub id: PageId,
    /// The last part of its address.
    pub slug: String,
    /// Its place among the pages.
    pub order: f64,
    /// The portal it belongs to.
    pub portal_id: PortalId,
    /// The whole page as stored.
    pub doc: Value,
}

impl Page {
    /// Whether a key of the page says yes.
    pub fn is(&self, key: &str) -> bool {
        self.doc.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Its blocks in order, as a flat list.
    pub fn blocks(&self) -> Vec<Block> {
        blocks::of_page(&self.doc)
    }
}

/// How a page that is sent finds the stored one.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum UpsertMode {
    /// By its id.
    #[default]
    Id,
    /// By its slug: a sent page takes the id of the stored page with the same slug.
    Slug,
}

/// The pages of a portal in order.
pub fn list(tx: &mut Tx<'_>, portal: &PortalId) -> Result<Vec<Page>, Refusal> {
    Ok(store::list(tx, portal)?)
}

/// A page of any portal of this organisation.
pub fn find(tx: &mut Tx<'_>, id: &PageId) -> Result<Option<Page>, Refusal> {
    Ok(store::find(tx, id)?)
}

/// Pages as a list, from the list or the map by id that clients send.
pub fn as_list(sent: Value) -> Result<Vec<Value>, Refusal> {
    let with_id = |(id, mut page): (String, Value)| {
        if let Some(fields) = page.as_object_mut() {
            fields.entry("id").or_insert_with(|| id.into());
        }
        page
    };
    match sent {
        Value::Array(pages) => Ok(pages),
        Value::Object(pages) => Ok(pages.into_iter().map(with_id).collect()),
        Value::Null => Ok(Vec::new()),
        _ => Err(Refusal::invalid("pages", "pages must be a list of pages.")),
    }
}

/// Stores the pages that are sent one by one; pages that are not sent stay, `is_deleted` removes one.
pub fn upsert(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    sent: Vec<Value>,
    mode: UpsertMode,
    now: Instant,
    random: &Random,
) -> Result<(), Refusal> {
    for (number, mut page) in sent.into_iter().enumerate() {
        let place = |field: Option<String>| format!("pages[{number}].{}", field.unwrap_or_default());
        if mode == UpsertMode::Slug
            && let Some(slug) = page.get("slug").and_then(Value::as_str)
            && let Some(stored) = store::find_by_slug(tx, portal, slug)?
        {
            page["id"] = stored.id.as_str().into();
        }
        let id = page.get("id").and_then(Value::as_str).map(PageId::from);
        let stored = match &id {
            Some(id) => store::find(tx, id)?.filter(|stored| stored.portal_id == *portal),
            None => None,
        };
        if page.get("is_deleted").and_then(Value::as_bool) == Some(true) {
            if let Some(stored) = stored {
                store::remove(tx, portal, &stored.id)?;
            }
            continue;
        }
        save(tx, portal, stored, page, now, random).map_err(|refusal| match refusal {
            Refusal::Invalid { field, message } => Refusal::Invalid { field: Some(place(field)), message },
            other => other,
        })?;
    }
    tenants::touch_configuration(tx)
}

/// Gives each of two portals the pages of the other; their ids stay.
pub(crate) fn exchange(tx: &mut Tx<'_>, one: &PortalId, other: &PortalId) -> Result<(), Refusal> {
    let (ours, theirs) = (store::list(tx, one)?, store::list(tx, other)?);
    for page in ours.iter().chain(&theirs) {
        store::remove(tx, &page.portal_id, &page.id)?;
    }
    let moved = ours.into_iter().map(|page| (page, other)).chain(theirs.into_iter().map(|page| (page, one)));
    for (mut page, portal) in moved {
        page.portal_id = portal.clone();
        page.doc["portal_id"] = portal.as_str().into();
        store::put(tx, &page)?;
    }
    Ok(())
}

/// Creates a page.
pub fn create(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    page: Value,
    now: Instant,
    random: &Random,
) -> Result<Page, Refusal> {
    let page = save(tx, portal, None, page, now, random)?;
    tenants::touch_configuration(tx)?;
    Ok(page)
}

/// Changes a page: keys that are sent replace, blocks that are not sent stay.
pub fn put(
    tx: &mut Tx<'_>,
    id: &PageId,
    page: Value,
    now: Instant,
    random: &Random,
) -> Result<Page, Refusal> {
    let stored = store::find(tx, id)?.ok_or(Refusal::NotFound)?;
    let portal = stored.portal_id.clone();
    let page = save(tx, &portal, Some(stored), page, now, random)?;
    tenants::touch_configuration(tx)?;
    Ok(page)
}

/// Removes a page that is not one of the system's.
pub fn remove(tx: &mut Tx<'_>, id: &PageId) -> Result<(), Refusal> {
    let stored = store::find(tx, id)?.ok_or(Refusal::NotFound)?;
    if stored.is("is_system") {
        return Err(Refusal::Forbidden { message: "A system page can be hidden, not removed.".to_owned() });
    }
    store::remove(tx, &stored.portal_id, id)?;
    tenants::touch_configuration(tx)
}

fn save(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    stored: Option<Page>,
    sent: Value,
    now: Instant,
    random: &Random,
) -> Result<Page, Refusal> {
    let id = match &stored {
        Some(stored) => stored.id.clone(),
        None => rules::free_page_id(sent.get("id"), store::taken(tx, sent.get("id"))?, now, random),
    };
    let mut doc = rules::merge(stored.as_ref(), sent, random, now)?;
    let slug = rules::slug_of(&doc)?;
    if let Some(other) = store::find_by_slug(tx, portal, &slug)?
        && other.id != id
    {
        return Err(Refusal::invalid("slug", format!("Another page of this portal has the slug {slug}.")));
    }
    // A slug that is in use again must no longer lead to the page that had it before.
    rules::forget_route(&mut doc, &slug);
    for mut other in store::list(tx, portal)? {
        if other.id != id && rules::forget_route(&mut other.doc, &slug) {
            store::put(tx, &other)?;
        }
    }
    doc["id"] = id.as_str().into();
    doc["portal_id"] = portal.as_str().into();
    doc["last_modified_at"] = json!(now.to_iso());
    let order = doc.get("order").and_then(Value::as_f64).unwrap_or(0.0);
    let page = Page { id, slug, order, portal_id: portal.clone(), doc };
    store::put(tx, &page)?;
    Ok(page)
}
