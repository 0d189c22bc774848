//! Pictures of portals: uploads that everybody may fetch, at their place in the configuration.

use portico_test::cast::{AUENTAL, KATRIN, id};
use portico_test::{Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_picture_is_published_at_its_place,
    by_origin_it_is_the_same,
    what_is_not_there_or_not_ones_own_changes_nothing,
    a_removed_files_bytes_go_when_it_is_erased,
);

/// The smallest picture.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

async fn upload(client: &Client) -> Value {
    let sent = json!({ "filename": "banner.gif", "mime_type": "image/gif" });
    let told = client.post("/v2/files/upload", &sent).await.is(201);
    let address = told["upload_url"].as_str().unwrap_or_default();
    client.signed_out().put_bytes(address, "image/gif", GIF.to_vec()).await.is(200);
    told["s3ref"].clone()
}

fn path() -> String {
    format!("/v3/portal/portal/files?portal_id={}", AUENTAL.customer_portal)
}

async fn images(app: &TestApp) -> Value {
    let path = format!("/v2/portal/public/config?domain={}", AUENTAL.customer_domain());
    app.nobody().get(&path).await.ok()["images"].clone()
}

async fn a_picture_is_published_at_its_place(app: TestApp) {
    let admin = app.admin();
    let item = json!({ "file_type": "welcomeBanner", "filename": "willkommen.gif", "_tags": ["banner"], "s3ref": upload(&admin).await });
    let saved = admin.post(&path(), &json!({ "files": [item] })).await.is(201);
    let file = &saved["createdFiles"][0];
    assert_eq!(
        (&file["_schema"], &file["access_control"], &file["_tags"]),
        (&json!("file"), &json!("public-read"), &json!(["banner"]))
    );
    assert_eq!(images(&app).await, json!({ "welcomeBanner": file["public_url"] }));
    let address = file["public_url"].as_str().unwrap_or_default();
    let nobody = app.nobody();
    assert_eq!(nobody.get(nobody.path_of(address)).await.status, 200);
    // Another place is added, the same one replaced.
    let other = json!({ "file_type": "orderLeftTeaser", "s3ref": upload(&admin).await });
    let again = json!({ "file_type": "welcomeBanner", "s3ref": upload(&admin).await });
    let saved = admin.post(&path(), &json!({ "origin": "anything", "files": [other, again] })).await.is(201);
    let after = images(&app).await;
    assert_eq!(after["orderLeftTeaser"], saved["createdFiles"][0]["public_url"]);
    assert_eq!(after["welcomeBanner"], saved["createdFiles"][1]["public_url"]);
}

async fn by_origin_it_is_the_same(app: TestApp) {
    let admin = app.admin();
    let item = json!({ "file_type": "welcomeBanner", "s3ref": upload(&admin).await });
    let sent = json!({ "origin": "END_CUSTOMER_PORTAL", "files": [item] });
    let saved = admin.post("/v2/portal/portal/files", &sent).await.is(201);
    assert_eq!(images(&app).await["welcomeBanner"], saved["createdFiles"][0]["public_url"]);
    let unknown = json!({ "origin": "NONE", "files": [item] });
    admin.post("/v2/portal/portal/files", &unknown).await.is(404);
    admin.post("/v2/portal/portal/files", &json!({ "files": [item] })).await.names("origin");
}

async fn what_is_not_there_or_not_ones_own_changes_nothing(app: TestApp) {
    let (admin, katrin, rival) = (app.admin(), app.as_person(KATRIN).await, app.rival_admin());
    let (own, foreign) = (upload(&admin).await, upload(&rival).await);
    let before = app.dump().await;
    let banner =
        |reference: &Value| json!({ "files": [{ "file_type": "welcomeBanner", "s3ref": reference }] });
    let missing = json!({ "bucket": own["bucket"], "key": format!("{}/{}/x.gif", AUENTAL.id, id::NOBODY) });
    for reference in [&missing, &foreign] {
        admin.post(&path(), &banner(reference)).await.is(404);
    }
    admin.post(&path(), &json!({ "files": [] })).await.names("files");
    admin.post(&path(), &json!({ "files": [{ "s3ref": own }] })).await.names("files[0].file_type");
    admin.post(&path(), &json!({ "files": [{ "file_type": "x" }] })).await.names("files[0].s3ref");
    // One that is wrong refuses all of them.
    let both =
        json!({ "files": [{ "file_type": "a", "s3ref": own }, { "file_type": "b", "s3ref": missing }] });
    admin.post(&path(), &both).await.is(404);
    rival.post(&path(), &banner(&foreign)).await.is(404);
    katrin.post(&path(), &banner(&own)).await.is(403);
    assert_eq!(app.dump().await, before);
}

async fn a_removed_files_bytes_go_when_it_is_erased(app: TestApp) {
    let admin = app.admin();
    let item = json!({ "file_type": "welcomeBanner", "s3ref": upload(&admin).await });
    let saved = admin.post(&path(), &json!({ "files": [item] })).await.is(201);
    let file = &saved["createdFiles"][0];
    let (nobody, address) = (app.nobody(), file["public_url"].as_str().unwrap_or_default());
    let record = format!("/v1/entity/file/{}", file["_id"].as_str().unwrap_or_default());
    admin.delete(&record).await.ok();
    nobody.get(nobody.path_of(address)).await.is(404);
    admin.patch(&format!("{record}:restore"), &json!({})).await.ok();
    assert_eq!(nobody.get(nobody.path_of(address)).await.status, 200);
    admin.delete(&format!("{record}?purge=true")).await.ok();
    app.work_off_jobs().await;
    nobody.get(nobody.path_of(address)).await.is(404);
    admin.patch(&format!("{record}:restore"), &json!({})).await.is(404);
}
