//! Arranging: blocks of a page and pages of a portal moved, copied, placed and removed, with what stands in them.

use portico_db::Tx;
use portico_kit::{Instant, PageId, PortalId, Random};
use serde_json::{Map, Value, json};

use super::blocks::{checked_block, in_map};
use super::{Block, Page, UpsertMode, store};
use crate::schemas::edit::Way;
use crate::{Refusal, portals, tenants};

/// Where blocks stand: on a page, or on every page of a portal.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Ground {
    /// On this page.
    Page(PageId),
    /// On every page of this portal.
    Everywhere(PortalId),
}

/// The blocks that stand at a place, by id, while they are arranged.
#[derive(Debug)]
pub struct Arrangement {
    map: Value,
    now: Instant,
    random: Random,
}

/// Arranges the blocks of a place and stores what came of it.
pub fn arrange<T>(
    tx: &mut Tx<'_>,
    ground: &Ground,
    now: Instant,
    random: &Random,
    work: impl FnOnce(&mut Arrangement) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let held = |doc: &Value, key: &str| doc.get(key).filter(|map| map.is_object()).cloned();
    match ground {
        Ground::Page(id) => {
            let mut page = store::find(tx, id)?.ok_or(Refusal::NotFound)?;
            let map = held(&page.doc, "blocks").unwrap_or_else(|| json!({}));
            let mut all = Arrangement { map, now, random: random.clone() };
            let done = work(&mut all)?;
            page.doc["blocks"] = all.map;
            page.doc["last_modified_at"] = json!(now.to_iso());
            store::put(tx, &page)?;
            tenants::touch_configuration(tx)?;
            Ok(done)
        }
        Ground::Everywhere(id) => {
            let portal = portals::find(tx, id)?.ok_or(Refusal::NotFound)?;
            let map = held(&portal.doc, "global_blocks").unwrap_or_else(|| json!({}));
            let mut all = Arrangement { map, now, random: random.clone() };
            let done = work(&mut all)?;
            portals::put(tx, id, json!({ "global_blocks": all.map }), UpsertMode::Id, now, random)?;
            Ok(done)
        }
    }
}

impl Arrangement {
    /// The blocks in order.
    pub fn blocks(&self) -> Vec<Block> {
        in_map(Some(&self.map))
    }

    /// One block.
    pub fn find(&self, id: &str) -> Result<Block, Refusal> {
        self.blocks().into_iter().find(|block| block.id == id).ok_or(Refusal::NotFound)
    }

    /// Adds a block at the end of what stands in another, or on the page itself; answers its id.
    pub fn add(&mut self, parent: Option<&str>, mut block: Value) -> Result<String, Refusal> {
        if let Some(parent) = parent {
            self.find(parent)?;
            block["parentId"] = parent.into();
        }
        block["order"] = self.end_of(parent);
        let block = checked_block(block, None, &self.random, self.now)?;
        let id = block["id"].as_str().unwrap_or_default().to_owned();
        self.map[&id] = block;
        Ok(id)
    }

    /// Puts other settings in place of a block's own.
    pub fn set(&mut self, id: &str, props: Value) -> Result<(), Refusal> {
        self.find(id)?;
        self.map[id]["props"] = props;
        Ok(())
    }

    /// Moves a block past its neighbour among what stands beside it.
    pub fn move_block(&mut self, id: &str, way: Way) -> Result<(), Refusal> {
        let parent = self.parent_of(&self.find(id)?);
        let mut beside = self.children(parent.as_deref());
        swapped(&mut beside, |own| own == id, way);
        self.number(&beside);
        Ok(())
    }

    /// Takes a block with what stands in it to the end of another, or of the page itself.
    pub fn place(&mut self, id: &str, parent: Option<&str>) -> Result<(), Refusal> {
        self.find(id)?;
        if let Some(parent) = parent {
            self.find(parent)?;
            if self.with_contents(id).iter().any(|own| own == parent) {
                let message = "A block cannot stand in itself or in what stands in it.";
                return Err(Refusal::invalid("parentId", message));
            }
        }
        self.map[id]["order"] = self.end_of(parent);
        match parent {
            Some(parent) => self.map[id]["parentId"] = parent.into(),
            None => {
                if let Some(fields) = self.map[id].as_object_mut() {
                    fields.shift_remove("parentId");
                }
            }
        }
        Ok(())
    }

    /// Copies a block with what stands in it, right after it; answers the id of the copy.
    pub fn copy(&mut self, id: &str) -> Result<String, Refusal> {
        let parent = self.parent_of(&self.find(id)?);
        let ids: Vec<(String, String)> =
            self.with_contents(id).into_iter().map(|own| (own, self.random.uuid_v7(self.now))).collect();
        let fresh = |old: &str| ids.iter().find(|(own, _)| own == old).map(|(_, new)| new.as_str());
        let mut copies = Map::new();
        for (old, new) in &ids {
            let mut block = self.map[old].clone();
            block["id"] = new.as_str().into();
            if let Some(above) = block.get("parentId").and_then(Value::as_str).and_then(fresh) {
                block["parentId"] = above.into();
            }
            copies.insert(new.clone(), block);
        }
        let own = fresh(id).unwrap_or_default().to_owned();
        if let Some(map) = self.map.as_object_mut() {
            map.extend(copies);
        }
        let mut beside = self.children(parent.as_deref());
        beside.retain(|other| *other != own);
        let after = beside.iter().position(|other| other == id).map_or(beside.len(), |at| at + 1);
        beside.insert(after, own.clone());
        self.number(&beside);
        Ok(own)
    }

    /// Removes a block with what stands in it; answers how many blocks went.
    pub fn remove(&mut self, id: &str) -> Result<usize, Refusal> {
        self.find(id)?;
        let gone = self.with_contents(id);
        if let Some(map) = self.map.as_object_mut() {
            map.retain(|own, _| !gone.contains(own));
        }
        Ok(gone.len())
    }

    /// A block and everything that stands in it, however deep.
    pub fn with_contents(&self, id: &str) -> Vec<String> {
        let blocks = self.blocks();
        let mut found = vec![id.to_owned()];
        let mut next = 0;
        while let Some(parent) = found.get(next).cloned() {
            for child in blocks.iter().filter(|child| child.parent.as_deref() == Some(&parent)) {
                if !found.contains(&child.id) {
                    found.push(child.id.clone());
                }
            }
            next += 1;
        }
        found
    }

    /// The block that another stands in; a block whose parent is gone stands on the page itself.
    fn parent_of(&self, block: &Block) -> Option<String> {
        block.parent.clone().filter(|parent| self.map.get(parent).is_some())
    }

    fn children(&self, parent: Option<&str>) -> Vec<String> {
        let blocks = self.blocks();
        let of = blocks.iter().filter(|block| self.parent_of(block).as_deref() == parent);
        of.map(|block| block.id.clone()).collect()
    }

    fn end_of(&self, parent: Option<&str>) -> Value {
        let blocks = self.blocks();
        let beside = blocks.iter().filter(|block| self.parent_of(block).as_deref() == parent);
        let last = beside.map(|block| block.order).fold(-1.0, f64::max);
        json!(last.floor() as i64 + 1)
    }

    fn number(&mut self, ids: &[String]) {
        for (at, id) in ids.iter().enumerate() {
            self.map[id]["order"] = json!(at);
        }
    }
}

fn swapped<T>(all: &mut [T], is_own: impl Fn(&T) -> bool, way: Way) {
    let Some(here) = all.iter().position(is_own) else { return };
    let there = match way {
        Way::Up => here.checked_sub(1),
        Way::Down => Some(here + 1).filter(|there| *there < all.len()),
    };
    if let Some(there) = there {
        all.swap(here, there);
    }
}

/// Moves a page past its neighbour among the pages with the same one above them.
pub fn move_page(tx: &mut Tx<'_>, id: &PageId, way: Way) -> Result<(), Refusal> {
    let page = store::find(tx, id)?.ok_or(Refusal::NotFound)?;
    let all = store::list(tx, &page.portal_id)?;
    let mut order: Vec<Page> = all;
    let above = |page: &Page| page.doc.get("parentId").and_then(Value::as_str).map(str::to_owned);
    let own = above(&page);
    let mut beside: Vec<PageId> =
        order.iter().filter(|page| above(page) == own).map(|page| page.id.clone()).collect();
    let places: Vec<usize> =
        order.iter().enumerate().filter(|(_, page)| above(page) == own).map(|(at, _)| at).collect();
    swapped(&mut beside, |other| other == id, way);
    let moved: Vec<Page> =
        beside.iter().filter_map(|id| order.iter().find(|page| page.id == *id).cloned()).collect();
    for (at, page) in places.into_iter().zip(moved) {
        if let Some(place) = order.get_mut(at) {
            *place = page;
        }
    }
    for (at, mut page) in order.into_iter().enumerate() {
        page.order = at as f64;
        page.doc["order"] = json!(at);
        store::put(tx, &page)?;
    }
    tenants::touch_configuration(tx)
}

/// Makes a page the only one that people begin on.
pub fn set_entry(tx: &mut Tx<'_>, id: &PageId) -> Result<(), Refusal> {
    let page = store::find(tx, id)?.ok_or(Refusal::NotFound)?;
    for mut other in store::list(tx, &page.portal_id)? {
        let is_entry = other.id == *id;
        if other.is("is_entry_route") != is_entry {
            other.doc["is_entry_route"] = is_entry.into();
            store::put(tx, &other)?;
        }
    }
    tenants::touch_configuration(tx)
}

/// A page's document with fresh ids for it and its blocks, to be created as another page.
pub fn copy_of(page: &Page, slug: &str, now: Instant, random: &Random) -> Value {
    let mut doc = page.doc.clone();
    let ids: Vec<(String, String)> =
        page.blocks().into_iter().map(|block| (block.id, random.uuid_v7(now))).collect();
    let fresh = |old: &str| ids.iter().find(|(own, _)| own == old).map(|(_, new)| new.clone());
    let blocks = page.blocks().into_iter().filter_map(|block| {
        let (id, mut own) = (fresh(&block.id)?, block.doc);
        own["id"] = id.as_str().into();
        if let Some(above) = block.parent.as_deref().and_then(fresh) {
            own["parentId"] = above.into();
        }
        Some((id, own))
    });
    doc["blocks"] = Value::Object(blocks.collect());
    doc["slug"] = slug.into();
    if let Some(fields) = doc.as_object_mut() {
        for key in ["id", "past_routes", "is_system", "is_entry_route", "portal_id", "last_modified_at"] {
            fields.shift_remove(key);
        }
    }
    doc
}
