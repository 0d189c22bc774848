//! The pages that a new portal starts with.

use portico_kit::{Instant, Random};
use serde_json::Value;

/// Starter pages with fresh ids, from `starter.json`.
pub fn starter_pages(now: Instant, random: &Random) -> Vec<Value> {
    let pages: Vec<Value> = serde_json::from_str(include_str!("starter.json")).unwrap_or_default();
    pages.into_iter().map(|page| with_fresh_ids(page, now, random)).collect()
}

fn with_fresh_ids(mut page: Value, now: Instant, random: &Random) -> Value {
    page["id"] = random.uuid_v7(now).into();
    if let Some(blocks) = page.get_mut("blocks").and_then(Value::as_array_mut) {
        for (order, block) in blocks.iter_mut().enumerate() {
            block["order"] = order.into();
        }
    }
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
    }
}
