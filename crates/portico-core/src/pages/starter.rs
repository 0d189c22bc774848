//! The pages that a new portal starts with.

use portico_kit::{Instant, Random};
use serde_json::{Map, Value};

/// Starter pages with fresh ids, from `starter.json`.
pub fn starter_pages(now: Instant, random: &Random) -> Vec<Value> {
    let pages: Vec<Value> = serde_json::from_str(include_str!("starter.json")).unwrap_or_default();
    pages.into_iter().map(|page| with_fresh_ids(page, now, random)).collect()
}

fn with_fresh_ids(mut page: Value, now: Instant, random: &Random) -> Value {
    page["id"] = random.uuid_v7(now).into();
    let mut blocks = Map::new();
    for (order, block) in page["blocks"].as_array().into_iter().flatten().enumerate() {
        let (id, mut block) = (random.uuid_v7(now), block.clone());
        block["id"] = id.as_str().into();
        block["order"] = order.into();
        blocks.insert(id, block);
    }
    page["blocks"] = blocks.into();
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_starter_page_has_an_id_and_a_slug() {
        let pages = starter_pages(Instant(0), &Random::seeded(1));
        assert!(pages.len() >= 4);
        assert!(pages.iter().all(|page| page["id"].is_string() && page["slug"].is_string()));
        let blocks = pages.iter().flat_map(|page| page["blocks"].as_object().into_iter().flatten());
        assert!(blocks.clone().count() >= 4);
        assert!(blocks.into_iter().all(|(id, block)| block["id"] == id.as_str()));
    }
}
