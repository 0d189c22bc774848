//! Opportunities: an installer completes the one that is assigned to him, and never sees a rival's.

use portico_test::cast::{ANNA, KATRIN, PETRA, id};
use portico_test::{TestApp, both_engines};
use serde_json::json;

both_engines!(
    an_installer_completes_the_opportunity_that_is_assigned_to_him,
    an_installer_cannot_see_a_rivals_opportunity,
    a_firms_colleague_sees_what_is_assigned_to_the_firm,
    facets_narrow_what_is_seen_anyway,
);

async fn an_installer_completes_the_opportunity_that_is_assigned_to_him(app: TestApp) {
    let (petra, path) = (app.as_person(PETRA).await, format!("/v2/portal/opportunities/{}", id::ROOF));
    let pv = json!({ "panel_maker": "Sonnenwerk", "panel_count": 24, "kwp": 9.84, "price": 1_849_900 });
    let changed = petra.patch(&path, &pv).await.ok()["data"].clone();
    let seen = petra.get(&path).await.ok()["entity"].clone();
    for (name, value) in pv.as_object().into_iter().flatten() {
        assert_eq!((&changed[name], &seen[name]), (value, value));
    }
    assert_eq!(seen["price_decimal"], "18499.00");
    assert!(seen.get("margin").is_none(), "{seen}");
    let history = petra.activity("opportunity", id::ROOF).await.ok();
    assert_eq!(history["total"], 1);
    assert_eq!(history["results"][0]["operations"][0]["diff"]["added"]["panel_count"], 24);
    // Whoever may see it sees it at once, as far as it may.
    let customers = app.as_person(KATRIN).await.view("opportunity", id::ROOF).await.ok()["result"].clone();
    assert_eq!(customers["opportunity_title"], "Dach Berger");
    assert!(customers.get("kwp").is_none() && customers.get("price").is_none(), "{customers}");
    petra.patch(&path, &json!({ "status": "won" })).await.is(403);
}

async fn an_installer_cannot_see_a_rivals_opportunity(app: TestApp) {
    let (petra, anna) = (app.as_person(PETRA).await, app.as_person(ANNA).await);
    for (installer, own, other) in [(petra, id::ROOF, id::RIVAL_ROOF), (anna, id::RIVAL_ROOF, id::ROOF)] {
        assert_eq!(installer.ids("opportunity", json!({})).await, [own]);
        let list = installer.get("/v2/portal/opportunity").await.ok();
        assert_eq!(list["data"].as_array().map(Vec::len), Some(1));
        let path = |id: &str| format!("/v2/portal/opportunities/{id}");
        let (rivals, random) = (installer.get(&path(other)).await, installer.get(&path(id::NOBODY)).await);
        assert_eq!((rivals.status.as_u16(), &rivals.text), (404, &random.text));
        let sent = json!({ "panel_maker": "Fremd" });
        let (rivals, random) =
            (installer.patch(&path(other), &sent).await, installer.patch(&path(id::NOBODY), &sent).await);
        assert_eq!((rivals.status.as_u16(), &rivals.text), (404, &random.text));
        let named = json!({ "filters": [{ "ids": { "values": [other] } }] });
        let found = installer.search("opportunity", named).await.ok();
        assert_eq!((&found["hits"], &found["pagination"]["total"]), (&json!(0), &json!(0)));
    }
}

async fn a_firms_colleague_sees_what_is_assigned_to_the_firm(app: TestApp) {
    let (petra, admin) = (app.as_person(PETRA).await, app.admin());
    let to_the_firm = json!({ "installer": { "$relation": [{ "entity_id": id::HANSMANN }] } });
    // The firm is an account of Petra's contact, and `installer` may point to it.
    admin.edit("opportunity", id::RIVAL_ROOF, to_the_firm).await.ok();
    assert_eq!(petra.ids("opportunity", json!({})).await, [id::ROOF, id::RIVAL_ROOF]);
    assert_eq!(app.as_person(ANNA).await.ids("opportunity", json!({})).await, Vec::<String>::new());
}

async fn facets_narrow_what_is_seen_anyway(app: TestApp) {
    let petra = app.as_person(PETRA).await;
    let facets = petra.get("/v2/portal/opportunities/searchable-attributes").await.ok();
    assert_eq!(facets["data"][0]["address"][0]["city"], "Auental");
    let found = |sent: serde_json::Value| {
        let petra = petra.clone();
        async move {
            let found = petra.post("/v2/portal/opportunities/search", &sent).await.ok();
            found["data"].as_array().map_or(0, Vec::len)
        }
    };
    assert_eq!(found(json!({ "addresses": ["Auental"] })).await, 1);
    assert_eq!(found(json!({ "addresses": ["Alte Gasse"], "customers": [id::KATRIN] })).await, 1);
    assert_eq!(found(json!({ "customers": [id::THOMAS] })).await, 0);
}
