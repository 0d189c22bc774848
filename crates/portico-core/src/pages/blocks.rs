//! Blocks: the parts of a page; a tree by `parentId`, kept as a map by id.

use portico_db::Tx;
use portico_kit::{Instant, PageId, Random};
use serde_json::{Map, Value, json};

use super::{Page, store};
use crate::portals::is_uuid;
use crate::{Refusal, tenants};

/// A block of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its id.
    pub id: String,
    /// Its type, such as `entity_list`; any text is kept.
    pub kind: String,
    /// Its place among its siblings.
    pub order: f64,
    /// The block it stands in, if any.
    pub parent: Option<String>,
    /// The whole block as stored.
    pub doc: Value,
}

impl Block {
    /// The block's settings: `props.content`.
    pub fn content(&self) -> &Value {
        self.doc.pointer("/props/content").unwrap_or(&Value::Null)
    }

    /// When it is shown: `props.visibility`.
    pub fn visibility(&self) -> Option<&Value> {
        self.doc.pointer("/props/visibility")
    }

    fn read(doc: &Value) -> Option<Self> {
        let text = |key: &str| doc.get(key).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            id: text("id")?,
            kind: text("type")?,
            order: doc.get("order").and_then(Value::as_f64).unwrap_or(0.0),
            parent: text("parentId"),
            doc: doc.clone(),
        })
    }
}

/// The blocks in a map by id, in order.
pub(super) fn in_map(map: Option<&Value>) -> Vec<Block> {
    let map = map.and_then(Value::as_object);
    let mut blocks: Vec<Block> = map.into_iter().flatten().filter_map(|(_, doc)| Block::read(doc)).collect();
    blocks.sort_by(|a, b| a.order.total_cmp(&b.order).then_with(|| a.id.cmp(&b.id)));
    blocks
}

pub(super) fn of_page(page: &Value) -> Vec<Block> {
    in_map(page.get("blocks"))
}

/// The blocks that stand on every page of a portal, such as the footer.
pub fn global_blocks(portal: &Value) -> Vec<Block> {
    in_map(portal.get("global_blocks"))
}

/// Checks sent blocks and gives those without an id one.
pub(super) fn checked(sent: Value, random: &Random, now: Instant) -> Result<Value, Refusal> {
    let blocks: Vec<(Option<String>, Value)> = match sent {
        Value::Object(map) => map.into_iter().map(|(id, block)| (Some(id), block)).collect(),
        Value::Array(list) => list.into_iter().map(|block| (None, block)).collect(),
        Value::Null => Vec::new(),
        _ => return Err(Refusal::invalid("blocks", "blocks must be a map of blocks by id.")),
    };
    let mut map = Map::new();
    for (key, block) in blocks {
        let block = checked_block(block, key, random, now)?;
        let id = block["id"].as_str().unwrap_or_default().to_owned();
        map.insert(id, block);
    }
    Ok(Value::Object(map))
}

pub(super) fn checked_block(
    block: Value,
    key: Option<String>,
    random: &Random,
    now: Instant,
) -> Result<Value, Refusal> {
    let Value::Object(mut fields) = block else {
        return Err(Refusal::invalid("blocks", "A block is an object."));
    };
    if fields.get("type").and_then(Value::as_str).unwrap_or_default().is_empty() {
        return Err(Refusal::invalid("blocks.type", "A block needs a type, such as text."));
    }
    let sent = fields.get("id").and_then(Value::as_str).map(str::to_owned).or(key);
    let id = sent.filter(|id| is_uuid(id)).unwrap_or_else(|| random.uuid_v7(now));
    fields.insert("id".to_owned(), id.into());
    fields.entry("order").or_insert(json!(0));
    // A block that stands in no other has no parent, rather than one that is null.
    if fields.get("parentId").is_some_and(Value::is_null) {
        fields.shift_remove("parentId");
    }
    Ok(Value::Object(fields))
}

/// Adds a block to a page, or replaces the keys that are sent of one that is there.
pub fn put_block(
    tx: &mut Tx<'_>,
    page: &PageId,
    block: Option<&str>,
    sent: Value,
    now: Instant,
    random: &Random,
) -> Result<Block, Refusal> {
    let mut page = store::find(tx, page)?.ok_or(Refusal::NotFound)?;
    let stored = match block {
        Some(id) => Some(page.doc.pointer(&format!("/blocks/{id}")).cloned().ok_or(Refusal::NotFound)?),
        None => None,
    };
    let mut doc = stored.unwrap_or_else(|| json!({}));
    if let (Some(fields), Value::Object(sent)) = (doc.as_object_mut(), sent) {
        fields.extend(sent);
    }
    let doc = checked_block(doc, block.map(str::to_owned), random, now)?;
    let block =
        Block::read(&doc).ok_or_else(|| Refusal::invalid("block", "A block needs an id and a type."))?;
    page.doc["blocks"][&block.id] = doc;
    save_page(tx, page)?;
    Ok(block)
}

/// Removes a block and the blocks that stand in it.
pub fn remove_block(tx: &mut Tx<'_>, page: &PageId, block: &str) -> Result<(), Refusal> {
    let mut page = store::find(tx, page)?.ok_or(Refusal::NotFound)?;
    let blocks = page.blocks();
    if !blocks.iter().any(|known| known.id == block) {
        return Err(Refusal::NotFound);
    }
    let mut gone = vec![block.to_owned()];
    let mut next = 0;
    while let Some(parent) = gone.get(next).cloned() {
        gone.extend(
            blocks.iter().filter(|child| child.parent.as_deref() == Some(&parent)).map(|c| c.id.clone()),
        );
        next += 1;
        if next > blocks.len() {
            break;
        }
    }
    if let Some(map) = page.doc.get_mut("blocks").and_then(Value::as_object_mut) {
        map.retain(|id, _| !gone.contains(id));
    }
    save_page(tx, page)
}

fn save_page(tx: &mut Tx<'_>, page: Page) -> Result<(), Refusal> {
    store::put(tx, &page)?;
    tenants::touch_configuration(tx)
}
