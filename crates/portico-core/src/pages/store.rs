//! Rows of `pages`.

use portico_db::{DbError, Row, Tx};
use portico_kit::{PageId, PortalId};
use serde_json::Value;

use super::Page;
use crate::activity::{self, Part};

const COLUMNS: &str = "id, slug, sort_order, portal_id, doc";

fn page(row: &Row<'_>) -> Result<Page, DbError> {
    Ok(Page {
        id: PageId::from(row.text(0)?),
        slug: row.text(1)?,
        order: row.real(2)?,
        portal_id: PortalId::from(row.text(3)?),
        doc: serde_json::from_str(&row.text(4)?).map_err(|error| DbError::Driver(error.to_string()))?,
    })
}

pub(super) fn list(tx: &mut Tx<'_>, portal: &PortalId) -> Result<Vec<Page>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM pages WHERE tenant_id = $1 AND portal_id = $2 ORDER BY sort_order, id"
    );
    tx.all(&sql, &[portal.as_str().into()], page)
}

pub(super) fn find(tx: &mut Tx<'_>, id: &PageId) -> Result<Option<Page>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM pages WHERE tenant_id = $1 AND id = $2");
    tx.first(&sql, &[id.as_str().into()], page)
}

pub(super) fn find_by_slug(tx: &mut Tx<'_>, portal: &PortalId, slug: &str) -> Result<Option<Page>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM pages WHERE tenant_id = $1 AND portal_id = $2 AND slug = $3");
    tx.first(&sql, &[portal.as_str().into(), slug.into()], page)
}

/// Whether a sent id is in use by a page of any portal.
pub(super) fn taken(tx: &mut Tx<'_>, id: Option<&Value>) -> Result<bool, DbError> {
    match id.and_then(Value::as_str) {
        Some(id) => Ok(find(tx, &PageId::from(id))?.is_some()),
        None => Ok(false),
    }
}

pub(super) fn put(tx: &mut Tx<'_>, page: &Page) -> Result<(), DbError> {
    let before = find(tx, &page.id)?.as_ref().map(told);
    activity::configured(tx, Part::Page, page.id.as_str(), before.as_ref(), Some(&told(page)));
    tx.execute(
        "INSERT INTO pages (tenant_id, portal_id, id, slug, sort_order, doc) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, portal_id, id) DO UPDATE SET slug = excluded.slug,
           sort_order = excluded.sort_order, doc = excluded.doc",
        &[
            page.portal_id.as_str().into(),
            page.id.as_str().into(),
            page.slug.as_str().into(),
            page.order.into(),
            page.doc.to_string().into(),
        ],
    )?;
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, portal: &PortalId, id: &PageId) -> Result<(), DbError> {
    let before = find(tx, id)?.as_ref().map(told);
    activity::configured(tx, Part::Page, id.as_str(), before.as_ref(), None);
    let sql = "DELETE FROM pages WHERE tenant_id = $1 AND portal_id = $2 AND id = $3";
    tx.execute(sql, &[portal.as_str().into(), id.as_str().into()])?;
    Ok(())
}

/// A page as the history of the organisation compares it.
fn told(page: &Page) -> Value {
    let mut doc = page.doc.clone();
    doc["portal_id"] = page.portal_id.as_str().into();
    doc
}
