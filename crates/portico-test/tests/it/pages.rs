//! Pages: kept with all their blocks, found by their old addresses, shown to whom they are meant for.

use portico_test::cast::{AUENTAL, KATRIN, PETRA, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_new_slug_leaves_the_old_one_behind,
    a_slug_belongs_to_one_page,
    blocks_of_an_unknown_type_come_back_unchanged,
    pages_that_are_not_sent_stay_and_deleted_ones_go,
    pages_are_found_by_slug_when_asked_to,
    a_portal_user_sees_what_is_shown_now,
    strangers_see_public_pages_only,
    blocks_are_added_changed_and_removed_with_what_stands_in_them,
    fields_and_filters_narrow_the_list,
    a_page_that_cannot_be_is_refused_by_field,
);

fn page(id: &str) -> String {
    format!("/v2/portal/pages/{id}")
}

fn pages_of(tenant: portico_test::cast::Tenant) -> String {
    format!("/v2/portal/pages?domain={}", tenant.customer_domain())
}

fn config() -> String {
    format!("/v3/portal/config/{}", AUENTAL.customer_portal)
}

async fn a_new_slug_leaves_the_old_one_behind(app: TestApp) {
    let admin = app.admin();
    for slug in ["agreements", "deals", "contracts"] {
        admin.put(&page(id::PAGE), &json!({ "slug": slug, "order": 1 })).await.ok();
    }
    let seen = admin.get(&page(id::PAGE)).await.ok();
    // The slug that is in use again is no past one.
    assert_eq!((&seen["slug"], &seen["past_routes"]), (&json!("contracts"), &json!(["agreements", "deals"])));
    let claimed = admin.post(&pages_of(AUENTAL), &json!({ "slug": "deals", "order": 5 })).await.ok();
    assert_eq!(admin.get(&page(id::PAGE)).await.ok()["past_routes"], json!(["agreements"]));
    // Clients cannot write what the server keeps.
    let sent = json!({ "slug": "contracts", "order": 1, "past_routes": ["mine"], "portal_id": id::NOBODY });
    let kept = admin.put(&page(id::PAGE), &sent).await.ok();
    assert_eq!(
        (&kept["past_routes"], &kept["portal_id"]),
        (&json!(["agreements"]), &json!(AUENTAL.customer_portal))
    );
    assert_eq!(claimed["slug"], "deals");
}

async fn a_slug_belongs_to_one_page(app: TestApp) {
    let admin = app.admin();
    let before = app.dump().await;
    admin.post(&pages_of(AUENTAL), &json!({ "slug": "contracts", "order": 5 })).await.names("slug");
    admin.put(&page(id::PAGE), &json!({ "slug": "welcome", "order": 1 })).await.names("slug");
    let twice = json!({ "pages": [{ "slug": "new", "order": 1 }, { "slug": "new", "order": 2 }] });
    let refused = admin.put(&config(), &twice).await.is(400);
    assert_eq!(refused["field"], "pages[1].slug", "{refused}");
    assert_eq!(app.dump().await, before);
}

async fn blocks_of_an_unknown_type_come_back_unchanged(app: TestApp) {
    let admin = app.admin();
    let block = json!({
        "id": "00000000-0000-7000-8000-00000000b1aa", "type": "hologram", "order": 2.5, "parentId": id::BLOCK,
        "props": { "content": { "deep": [{ "er": null }], "html": "<b>&amp;</b>", "n": 1e-7, "text": "Grüße 🌞" },
                   "visibility": { "is_hidden": false }, "unknown": true },
    });
    let mut blocks = json!({ id::BLOCK: { "id": id::BLOCK, "type": "text", "order": 1 } });
    blocks["00000000-0000-7000-8000-00000000b1aa"] = block.clone();
    let sent = json!({ "slug": "contracts", "order": 1, "blocks": blocks, "custom_key": { "kept": [1] } });
    let stored = admin.put(&page(id::PAGE), &sent).await.ok();
    assert_eq!((&stored["blocks"], &stored["custom_key"]), (&blocks, &sent["custom_key"]));
    assert_eq!(admin.get(&page(id::PAGE)).await.ok()["blocks"], blocks);
    let config = admin.get(&config()).await.ok();
    let found = config["pages"].as_array().into_iter().flatten().find(|page| page["id"] == id::PAGE);
    assert_eq!(found.map(|page| &page["blocks"]), Some(&blocks));
    // Blocks that are not sent stay.
    admin.put(&page(id::PAGE), &json!({ "slug": "contracts", "order": 7 })).await.ok();
    assert_eq!(admin.get(&page(id::PAGE)).await.ok()["blocks"], blocks);
    let one =
        admin.get(&format!("{}/blocks/00000000-0000-7000-8000-00000000b1aa", page(id::PAGE))).await.ok();
    assert_eq!(one, block);
}

fn slugs(pages: &Value) -> Vec<&str> {
    let pages = pages.as_array().into_iter().flatten();
    pages.filter_map(|page| page["slug"].as_str()).collect()
}

async fn pages_that_are_not_sent_stay_and_deleted_ones_go(app: TestApp) {
    let admin = app.admin();
    let sent = json!({ "pages": [
        { "id": id::HIDDEN_PAGE, "slug": "hidden", "is_deleted": true },
        { "id": id::NOBODY, "slug": "nothing", "is_deleted": true },
        { "slug": "added", "order": 9 },
    ] });
    let after = admin.put(&config(), &sent).await.ok();
    assert_eq!(slugs(&after["pages"]), ["contracts", "welcome", "added"]);
    admin.get(&page(id::HIDDEN_PAGE)).await.is(404);
    admin.delete(&page(id::PAGE)).await.is(204);
    admin.delete(&page(id::PAGE)).await.is(404);
    // A page of another portal is not taken along by its id.
    let other = format!("/v3/portal/config/{}", AUENTAL.installer_portal);
    let installers = admin.get(&other).await.ok();
    let theirs = installers["pages"][0]["id"].clone();
    admin.put(&config(), &json!({ "pages": [{ "id": theirs, "is_deleted": true }] })).await.ok();
    assert_eq!(admin.get(&other).await.ok()["pages"], installers["pages"]);
}

async fn pages_are_found_by_slug_when_asked_to(app: TestApp) {
    let admin = app.admin();
    let sent = json!({ "pages": [{ "id": id::NOBODY, "slug": "contracts", "order": 4 }] });
    admin.put(&config(), &sent).await.is(400);
    admin.put(&format!("{}?page_upsert_mode=sideways", config()), &sent).await.names("page_upsert_mode");
    let after = admin.put(&format!("{}?page_upsert_mode=slug", config()), &sent).await.ok();
    assert_eq!(slugs(&after["pages"]).len(), 3);
    let page = admin.get(&page(id::PAGE)).await.ok();
    assert_eq!((&page["order"], &page["slug"]), (&json!(4), &json!("contracts")));
    assert!(page["blocks"].get(id::BLOCK).is_some());
}

async fn a_portal_user_sees_what_is_shown_now(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    assert_eq!(slugs(&katrin.get(&pages_of(AUENTAL)).await.ok()), ["contracts", "welcome"]);
    katrin.get(&page(id::HIDDEN_PAGE)).await.is(404);
    katrin.get(&format!("{}/blocks", page(id::HIDDEN_PAGE))).await.is(404);
    let soon =
        json!({ "slug": "hidden", "order": 3, "visibility": { "start_date": "2026-11-25T08:01:00.000Z" } });
    admin.put(&page(id::HIDDEN_PAGE), &soon).await.ok();
    katrin.get(&page(id::HIDDEN_PAGE)).await.is(404);
    app.clock.advance_seconds(61);
    katrin.get(&page(id::HIDDEN_PAGE)).await.ok();
    let hidden = json!({ "props": { "visibility": { "is_hidden": true } } });
    admin.put(&format!("{}/blocks/{}", page(id::PAGE), id::BLOCK), &hidden).await.ok();
    assert_eq!(katrin.get(&page(id::PAGE)).await.ok()["blocks"], json!({}));
    katrin.get(&format!("{}/blocks/{}", page(id::PAGE), id::BLOCK)).await.is(404);
    assert_eq!(katrin.get(&format!("{}/blocks", page(id::PAGE))).await.ok(), json!([]));
    // Another portal's pages are not there.
    let petra = app.as_person(PETRA).await;
    petra.get(&page(id::PAGE)).await.is(404);
    petra.get(&pages_of(AUENTAL)).await.is(403);
}

async fn strangers_see_public_pages_only(app: TestApp) {
    let public = |domain: &str| format!("/v2/portal/public/pages?domain={domain}");
    let shown = app.nobody().get(&public(&AUENTAL.customer_domain())).await.ok();
    assert_eq!(slugs(&shown), ["welcome"]);
    app.nobody().get(&public("nobody.example")).await.is(404);
    let all = format!("{}&filter=is_public=false", public(&AUENTAL.customer_domain()));
    assert_eq!(app.nobody().get(&all).await.ok(), json!([]));
}

async fn blocks_are_added_changed_and_removed_with_what_stands_in_them(app: TestApp) {
    let (admin, blocks) = (app.admin(), format!("{}/blocks", page(id::PAGE)));
    let group = admin.post(&blocks, &json!({ "type": "group", "order": 2 })).await.ok();
    let group = group["id"].as_str().unwrap_or_default().to_owned();
    let child = admin.post(&blocks, &json!({ "type": "text", "order": 1, "parentId": group })).await.ok();
    let grandchild = json!({ "type": "text", "order": 1, "parentId": child["id"] });
    admin.post(&blocks, &grandchild).await.ok();
    assert_eq!(admin.get(&blocks).await.ok().as_array().map(Vec::len), Some(4));
    let changed = admin.put(&format!("{blocks}/{}", id::BLOCK), &json!({ "order": 9 })).await.ok();
    assert_eq!((&changed["type"], &changed["order"]), (&json!("text"), &json!(9)));
    admin.delete(&format!("{blocks}/{group}")).await.is(204);
    assert_eq!(admin.get(&blocks).await.ok().as_array().map(Vec::len), Some(1));
    for path in [
        format!("{blocks}/{group}"),
        format!("{blocks}/{}", id::NOBODY),
        format!("{}/blocks", page(id::NOBODY)),
    ] {
        admin.get(&path).await.is(404);
    }
    admin.put(&format!("{blocks}/{}", id::NOBODY), &json!({ "type": "text" })).await.is(404);
    admin.delete(&format!("{blocks}/{}", id::NOBODY)).await.is(404);
    // A block that is said to stand in itself does not hang anything up.
    let looped = json!({ "parentId": id::BLOCK });
    admin.put(&format!("{blocks}/{}", id::BLOCK), &looped).await.ok();
    admin.delete(&format!("{blocks}/{}", id::BLOCK)).await.is(204);
}

async fn fields_and_filters_narrow_the_list(app: TestApp) {
    let (admin, list) = (app.admin(), pages_of(AUENTAL));
    let narrow = admin.get(&format!("{list}&fields=id,slug")).await.ok();
    assert_eq!(narrow[0], json!({ "slug": "contracts", "id": id::PAGE }));
    let filtered = admin.get(&format!("{list}&filter=slug=welcome,is_public=true")).await.ok();
    assert_eq!(slugs(&filtered), ["welcome"]);
    assert_eq!(slugs(&admin.get(&format!("{list}&filter=order=1")).await.ok()), ["contracts"]);
    admin.get("/v2/portal/pages").await.names("domain");
    app.rival_admin().get(&list).await.is(404);
}

async fn a_page_that_cannot_be_is_refused_by_field(app: TestApp) {
    let admin = app.admin();
    let before = app.dump().await;
    for (field, sent) in [
        ("slug", json!({ "order": 1 })),
        ("slug", json!({ "slug": "a b", "order": 1 })),
        ("slug", json!({ "slug": "<script>", "order": 1 })),
        ("slug", json!({ "slug": "x".repeat(201), "order": 1 })),
        ("order", json!({ "slug": "new", "order": "first" })),
        ("blocks", json!({ "slug": "new", "order": 1, "blocks": "none" })),
        ("blocks", json!({ "slug": "new", "order": 1, "blocks": [7] })),
        ("blocks.type", json!({ "slug": "new", "order": 1, "blocks": [{}] })),
    ] {
        admin.post(&pages_of(AUENTAL), &sent).await.names(field);
        let inside = admin.put(&config(), &json!({ "pages": [sent] })).await.is(400);
        assert_eq!(inside["field"], format!("pages[0].{field}"));
    }
    admin.put(&page(id::NOBODY), &json!({ "slug": "new", "order": 1 })).await.is(404);
    assert_eq!(app.dump().await, before);
}
