//! Where records have pages of their own in a portal, and where all records of a kind are listed.

use portico_core::pages::{Page, is_shown};
use portico_core::setup::Setup;
use portico_kit::Instant;
use serde_json::Value;

use super::address;

/// The pages of a portal as places to link to.
#[derive(Clone, Copy)]
pub struct Links<'a> {
    /// The portal.
    pub setup: &'a Setup,
    /// The moment of asking.
    pub now: Instant,
}

impl<'a> Links<'a> {
    fn shown(self) -> impl Iterator<Item = &'a Page> {
        self.setup.pages.iter().filter(move |page| is_shown(page.doc.get("visibility"), self.now))
    }

    /// The page that shows one record of a schema.
    pub fn detail_page(self, schema: &str) -> Option<&'a Page> {
        let about = |page: &&Page| page.doc.get("detail_schema").and_then(Value::as_str) == Some(schema);
        self.shown().filter(|page| page.is("is_detail")).find(about)
    }

    /// Where one record is shown; a file to be looked at.
    pub fn record(self, schema: &str, id: &str) -> Option<String> {
        if schema == "file" {
            return Some(super::files::view_href(id));
        }
        self.detail_page(schema)
            .map(|page| format!("{}/{}", address::of_slug(&page.slug), address::encoded(id)))
    }

    /// Where a record is shown on a page that a block names by its id.
    pub fn on_page(self, page: &str, id: &str) -> Option<String> {
        let page = self.shown().find(|known| known.id.as_str() == page)?;
        let path = address::of_slug(&page.slug);
        Some(if page.is("is_detail") { format!("{path}/{}", address::encoded(id)) } else { path })
    }

    /// The page that lists all records of a schema.
    pub fn list_page(self, schema: &str) -> Option<&'a Page> {
        let lists = |block: &Value| {
            let kind = block.get("type").and_then(Value::as_str);
            (kind == Some("entity_list")
                && block.pointer("/props/content/schema").and_then(Value::as_str) == Some(schema))
                || (kind == Some("documents") && schema == "file")
                || (kind == Some("requests") && matches!(schema, "opportunity" | "order"))
        };
        let blocks = |page: &'a Page| page.doc.get("blocks").and_then(Value::as_object).into_iter().flatten();
        let mut pages = self.shown().filter(|page| !page.is("is_detail") && !page.is("is_entry_route"));
        pages.find(|page| blocks(page).any(|(_, block)| lists(block)))
    }
}

/// Where the content of a file is.
pub fn file_href(id: &str) -> String {
    format!("/files/{}", address::encoded(id))
}
