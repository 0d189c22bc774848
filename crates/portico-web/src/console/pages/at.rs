//! The place that is being edited: a page of a portal, or what stands on every page.

use portico_core::Refusal;
use portico_core::pages::arrange::Ground;
use portico_core::pages::{self, Block, Page};
use portico_core::portals::{self, Portal};
use portico_db::Tx;
use portico_kit::{Locale, PortalId};

use super::super::address::Address;
use super::super::portals::address;
use super::{missing, page_id};
use crate::design::words::t;
use crate::portal::shell::title_of;

/// The word in addresses for what stands on every page.
pub(super) const EVERYWHERE: &str = "everywhere";

/// A place in an address.
#[derive(Clone, Debug)]
pub(super) struct At {
    pub(super) portal: PortalId,
    pub(super) page: String,
}

/// What stands at the place.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub(super) portal: Portal,
    /// The page, unless it is about every page.
    pub(super) page: Option<Page>,
    pub(super) blocks: Vec<Block>,
}

impl At {
    /// Where it is edited.
    pub(super) fn address(&self) -> Address {
        Address::of(format!("{}/pages/{}", address(&self.portal).href(), self.page))
    }

    /// Where one of its blocks is edited.
    pub(super) fn block(&self, id: &str) -> String {
        format!("{}/blocks/{id}", self.address().href())
    }

    /// The page, which must be the portal's.
    pub(super) fn page(&self, tx: &mut Tx<'_>) -> Result<Page, Refusal> {
        let found = pages::find(tx, &page_id(&self.page))?.filter(|page| page.portal_id == self.portal);
        found.ok_or(Refusal::NotFound)
    }

    /// Where its blocks stand.
    pub(super) fn ground(&self, tx: &mut Tx<'_>) -> Result<Ground, Refusal> {
        match self.page.as_str() {
            EVERYWHERE => Ok(Ground::Everywhere(self.portal.clone())),
            _ => Ok(Ground::Page(self.page(tx)?.id)),
        }
    }

    /// Everything that stands there.
    pub(super) fn read(&self, tx: &mut Tx<'_>) -> Result<Standing, Refusal> {
        let Some(portal) = portals::find(tx, &self.portal)? else { return missing() };
        if self.page == EVERYWHERE {
            let blocks = pages::global_blocks(&portal.doc);
            return Ok(Standing { portal, page: None, blocks });
        }
        let page = self.page(tx)?;
        Ok(Standing { portal, blocks: page.blocks(), page: Some(page) })
    }
}

impl Standing {
    /// What the place is called.
    pub(super) fn name(&self, locale: Locale) -> String {
        match &self.page {
            Some(page) => title_of(page, locale),
            None => t(locale, "console-pages-every").into_owned(),
        }
    }

    /// The way to it.
    pub(super) fn crumbs(&self, locale: Locale) -> Vec<(String, String)> {
        let portal = address(&self.portal.id).href();
        vec![
            (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
            (self.portal.name().to_owned(), portal.clone()),
            (t(locale, "console-pages").into_owned(), format!("{portal}/pages")),
        ]
    }
}
