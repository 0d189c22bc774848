//! Files: uploads in two steps, what may become of them, who may read them and for how long.

use portico_core::Refusal;
use portico_core::files::{room, sweep};
use portico_kit::TenantId;
use portico_test::cast::{AUENTAL, KATRIN, PETRA, THOMAS, id};
use portico_test::{Answer, Client, TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    an_upload_becomes_a_file_of_a_record,
    an_upload_is_saved_once_and_only_by_whoever_made_it,
    what_contradicts_itself_is_refused_and_takes_no_room,
    a_file_over_the_limit_is_refused_with_the_limit,
    a_hundred_uploads_at_once_never_take_more_than_the_room,
    a_link_ends_with_time_with_access_and_with_every_change_of_it,
    a_file_is_taken_back_only_by_whoever_handed_it_in,
    what_was_fetched_is_not_new_any_more,
    an_upload_that_nobody_saves_ends,
    a_public_link_holds_until_it_is_taken_back,
    naming_the_content_of_another_file_opens_nothing,
    a_file_has_versions_and_parts,
    names_and_contents_of_every_kind_harm_nobody,
    only_a_published_file_is_read_by_everybody,
);

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nHello\nendobj\n";
/// The smallest picture.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// Announces an upload: its published reference and the address for its bytes.
async fn announce(client: &Client, filename: &str, media_type: &str) -> (Value, String) {
    let sent = json!({ "filename": filename, "mime_type": media_type });
    let told = client.post("/v2/files/upload", &sent).await.is(201);
    (told["s3ref"].clone(), told["upload_url"].as_str().unwrap_or_default().to_owned())
}

/// Uploads bytes and answers their reference.
async fn upload(client: &Client, filename: &str, media_type: &str, bytes: &[u8]) -> Value {
    let (reference, address) = announce(client, filename, media_type).await;
    client.signed_out().put_bytes(&address, media_type, bytes.to_vec()).await.is(200);
    reference
}

/// Hands in an upload to Katrin's contract.
async fn hand_in(client: &Client, filename: &str, reference: &Value) -> Answer {
    let files = json!([{ "filename": filename, "s3ref": reference }]);
    let sent = json!({ "entity_id": id::POWER, "entity_type": "contract", "files": files });
    client.post("/v2/portal/entity/file", &sent).await
}

/// A new file of Katrin's contract, by its id.
async fn new_file(client: &Client, filename: &str) -> String {
    let reference = upload(client, filename, "application/pdf", PDF).await;
    let saved = hand_in(client, filename, &reference).await.is(201);
    saved["createdFiles"][0]["_id"].as_str().unwrap_or_default().to_owned()
}

async fn take_back(client: &Client, file: &str) -> Answer {
    let sent =
        json!({ "entity_id": id::POWER, "entity_type": "contract", "file_entity_ids": [file] }).to_string();
    client.send(http::Method::DELETE, "/v2/portal/entity/file", sent.into_bytes()).await
}

async fn download_url(client: &Client, file: &str) -> String {
    let told = client.get(&format!("/v1/files/{file}/download")).await.ok();
    told["download_url"].as_str().unwrap_or_default().to_owned()
}

async fn fetch(client: &Client, address: &str) -> Answer {
    client.signed_out().get(client.path_of(address)).await
}

async fn used(app: &TestApp) -> u64 {
    let limits = app.core.options().files;
    let tenant = TenantId::from(AUENTAL.id);
    app.db().read(&tenant, move |tx| room(tx, limits)).await.expect("the room").used
}

async fn allow(app: &TestApp, bytes: i64) {
    let tenant = TenantId::from(AUENTAL.id);
    let set = app.db().write(&tenant, move |tx| {
        let sql = "INSERT INTO file_room (tenant_id, used_bytes, allowed_bytes) VALUES ($1, 0, $2)
                   ON CONFLICT (tenant_id) DO UPDATE SET allowed_bytes = $2";
        tx.execute(sql, &[bytes.into()])?;
        Ok::<_, Refusal>(())
    });
    set.await.expect("the room is set");
}

async fn an_upload_becomes_a_file_of_a_record(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let (reference, address) =
        announce(&katrin, "../../Z\u{e4}hler \u{202E}fdp.pdf", "application/pdf").await;
    let key = reference["key"].as_str().unwrap_or_default();
    assert!(key.starts_with("739224/temp/") && key.ends_with("/Z\u{e4}hler fdp.pdf"), "{key}");
    hand_in(&katrin, "a.pdf", &reference).await.names("s3ref");
    katrin.put_bytes(&address, "application/pdf", PDF.to_vec()).await.is(200);
    katrin.put_bytes(&address, "application/pdf", PDF.to_vec()).await.is(409);
    let saved = hand_in(&katrin, "Vollmacht.pdf", &reference).await.is(201)["createdFiles"][0].clone();
    assert_eq!(saved["mime_type"], "application/pdf");
    assert_eq!(saved["shared_with_end_customer"], true);
    let file = saved["_id"].as_str().unwrap_or_default();

    let listed =
        katrin.get(&format!("/v2/portal/user/files?from=0&size=10&entity_ids[]={}", id::POWER)).await.ok();
    let item =
        listed["results"].as_array().and_then(|all| all.iter().find(|item| item["_id"] == file).cloned());
    let item = item.unwrap_or_else(|| panic!("{listed}"));
    assert_eq!(item["_relations"][0]["entity_id"], id::POWER);
    assert_eq!(item["is_new"], false, "one's own upload is nothing new");
    let counts = katrin.get("/v2/portal/user/files/count-by-entity").await.ok();
    let power =
        counts.as_array().and_then(|all| all.iter().find(|one| one["entity_id"] == id::POWER).cloned());
    assert_eq!(
        power.unwrap_or_default()["file_count"],
        2,
        "the letter and the new one, not the memo: {counts}"
    );

    let told = katrin.get(&format!("/v2/portal/user/file/{file}/preview")).await.ok();
    assert_eq!(told["kind"], "pdf");
    let answer = fetch(&katrin, told["url"].as_str().unwrap_or_default()).await;
    assert!(
        answer.says("Hello")
            && answer.headers["content-disposition"].to_str().unwrap_or_default().starts_with("inline")
    );
    let answer = fetch(&katrin, told["download_url"].as_str().unwrap_or_default()).await;
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    assert!(answer.headers["content-disposition"].to_str().unwrap_or_default().starts_with("attachment"));

    assert!(katrin.activity("contract", id::POWER).await.says("DocUploadedFromPortal"));
    for stranger in [app.as_person(THOMAS).await, app.as_person(PETRA).await, app.as_rival(KATRIN).await] {
        stranger.get(&format!("/v2/portal/user/file/{file}")).await.is(404);
        stranger.get(&format!("/v1/files/{file}/download")).await.is(404);
        let reference = upload(&stranger, "x.pdf", "application/pdf", PDF).await;
        if stranger.bearer() != app.as_rival(KATRIN).await.bearer() {
            let answer = hand_in(&stranger, "x.pdf", &reference).await;
            assert!(answer.status == 404 || !answer.says("Auental"), "{}", answer.text);
        }
    }
}

async fn an_upload_is_saved_once_and_only_by_whoever_made_it(app: TestApp) {
    let (katrin, thomas) = (app.as_person(KATRIN).await, app.as_person(THOMAS).await);
    let reference = upload(&katrin, "a.pdf", "application/pdf", PDF).await;
    let of_thomas = json!({ "entity_id": id::THOMAS_POWER, "entity_type": "contract",
        "files": [{ "filename": "a.pdf", "s3ref": reference }] });
    thomas.post("/v2/portal/entity/file", &of_thomas).await.is(404);
    hand_in(&katrin, "a.pdf", &reference).await.is(201);
    hand_in(&katrin, "a.pdf", &reference).await.is(409);
    app.admin().post("/v2/files", &json!({ "filename": "a.pdf", "s3ref": reference })).await.is(409);
    let rival = app.rival_admin();
    rival.post("/v2/files", &json!({ "filename": "a.pdf", "s3ref": reference })).await.is(404);
    let unknown = json!({ "bucket": "x", "key": format!("739224/temp/{}/a.pdf", id::NOBODY) });
    hand_in(&katrin, "a.pdf", &unknown).await.is(404);
    // Another ending would tell something else about the content.
    let reference = upload(&katrin, "a.pdf", "application/pdf", PDF).await;
    hand_in(&katrin, "a.png", &reference).await.names("filename");
    hand_in(&katrin, "Ohne Endung", &reference).await.is(201);
    // Whoever may only look hands in nothing.
    let ended = json!({ "entity_id": id::PANEL, "entity_type": "product",
        "files": [{ "filename": "a.pdf", "s3ref": upload(&katrin, "a.pdf", "", PDF).await }] });
    katrin.post("/v2/portal/entity/file", &ended).await.is(403);
}

async fn what_contradicts_itself_is_refused_and_takes_no_room(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let before = used(&app).await;
    for (name, media_type, bytes) in [
        ("rechnung.pdf", "application/pdf", GIF),
        ("rechnung.pdf", "application/pdf", b"<script>alert(1)</script>"),
        ("foto.png", "image/png", b"GIF89a/*"),
        ("foto.jpg", "image/jpeg", b"%PDF-1.7"),
        ("notiz.txt", "text/plain", b"MZ\x90\0\x03\0"),
        ("brief.docx", "", b"<html>"),
        ("leer.pdf", "application/pdf", b""),
    ] {
        let (reference, address) = announce(&katrin, name, media_type).await;
        let sent = if media_type.is_empty() { "application/octet-stream" } else { media_type };
        let answer = katrin.put_bytes(&address, sent, bytes.to_vec()).await;
        assert_eq!(answer.status, 400, "{name}: {}", answer.text);
        hand_in(&katrin, name, &reference).await.names("s3ref");
    }
    // Nor may the type be another one than was announced.
    let (_, address) = announce(&katrin, "a.pdf", "application/pdf").await;
    katrin.put_bytes(&address, "text/html", PDF.to_vec()).await.names("content-type");
    for name in ["seite.html", "bild.svg", "programm.exe", "skript.js", "ohne"] {
        katrin.post("/v2/files/upload", &json!({ "filename": name })).await.names("filename");
    }
    // A picture of 40,000 by 40,000 pixels is refused by its header.
    let mut flood = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x9c\x40\0\0\x9c\x40\x08\x02\0\0\0".to_vec();
    flood.extend([0x8e, 0x0e, 0xd2, 0x4c]);
    let (_, address) = announce(&katrin, "flood.png", "image/png").await;
    katrin.put_bytes(&address, "image/png", flood).await.names("body");
    assert_eq!(used(&app).await, before);
}

async fn a_file_over_the_limit_is_refused_with_the_limit(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let largest = app.core.options().files.largest;
    let sent = json!({ "filename": "a.pdf", "size_bytes": largest + 1 });
    let told = katrin.post("/v2/files/upload", &sent).await.is(413);
    assert!(told["message"].as_str().is_some_and(|text| text.contains("50 MB")), "{told}");
    let sent = json!({ "filename": "a.pdf", "size_bytes": PDF.len() });
    let told = katrin.post("/v2/files/upload", &sent).await.is(201);
    let address = told["upload_url"].as_str().unwrap_or_default();
    katrin.put_bytes(address, "application/pdf", [PDF, PDF].concat()).await.is(413);
    katrin.put_bytes(address, "application/pdf", PDF.to_vec()).await.is(200);
    allow(&app, 100).await;
    let (_, address) = announce(&katrin, "a.pdf", "").await;
    let told = katrin.put_bytes(&address, "application/pdf", PDF.repeat(9)).await.is(413);
    assert!(told["message"].as_str().is_some_and(|text| text.contains("no room")), "{told}");
}

async fn a_hundred_uploads_at_once_never_take_more_than_the_room(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let size = PDF.len() as i64;
    allow(&app, size * 30 + 1).await;
    let mut addresses = Vec::new();
    for _ in 0..100 {
        addresses.push(announce(&katrin, "a.pdf", "application/pdf").await.1);
    }
    let sent = addresses.into_iter().map(|address| {
        let client = katrin.clone();
        tokio::spawn(async move {
            client.put_bytes(&address, "application/pdf", PDF.to_vec()).await.status.as_u16()
        })
    });
    let mut taken = 0;
    for sending in sent.collect::<Vec<_>>() {
        match sending.await.expect("an answer") {
            200 => taken += 1,
            413 | 409 => {}
            other => panic!("{other}"),
        }
    }
    assert!((1..=30).contains(&taken), "{taken} of 100");
    assert_eq!(used(&app).await, PDF.len() as u64 * taken);
}

async fn a_link_ends_with_time_with_access_and_with_every_change_of_it(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let file = new_file(&katrin, "a.pdf").await;
    let address = download_url(&katrin, &file).await;
    assert!(fetch(&katrin, &address).await.ok().is_null());
    // Any other character anywhere, and it is no link of ours.
    let path = katrin.path_of(&address).to_owned();
    let start = path.rfind('/').map_or(0, |at| at + 1);
    for at in [start, start + 20, path.len() / 2, path.len() - 5] {
        let mut changed = path.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).expect("a path");
        katrin.signed_out().get(&changed).await.is(403);
    }
    // An address for reading takes no bytes, and the other way round.
    let upload = path.replace("/links/", "/uploads/");
    katrin.put_bytes(&upload, "application/pdf", PDF.to_vec()).await.is(403);
    let share = |fact: bool| admin.edit("file", &file, json!({ "shared_with_end_customer": fact }));
    share(false).await.ok();
    fetch(&katrin, &address).await.is(404);
    share(true).await.ok();
    assert_eq!(fetch(&katrin, &address).await.status, 200);
    let relation = json!({ "customer": { "$relation": [{ "entity_id": id::THOMAS }] } });
    admin.edit("contract", id::POWER, relation).await.ok();
    fetch(&katrin, &address).await.is(404);
    let back = json!({ "customer": { "$relation": [{ "entity_id": id::KATRIN }] } });
    admin.edit("contract", id::POWER, back).await.ok();
    let refresh = json!({ "refresh_token": katrin.tokens["refresh_token"] });
    katrin.post("/auth/logout", &refresh).await;
    fetch(&katrin, &address).await.is(404);
    let katrin = app.as_person(KATRIN).await;
    let address = download_url(&katrin, &file).await;
    app.clock.advance_seconds(299);
    assert_eq!(fetch(&katrin, &address).await.status, 200);
    app.clock.advance_seconds(2);
    fetch(&katrin, &address).await.is(403);
    let address = download_url(&admin, &file).await;
    assert_eq!(fetch(&admin, &address).await.status, 200);
    admin.delete(&format!("/v2/files/{file}")).await.ok();
    fetch(&admin, &address).await.is(404);
}

async fn a_file_is_taken_back_only_by_whoever_handed_it_in(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    take_back(&katrin, id::LETTER).await.is(403);
    take_back(&katrin, id::MEMO).await.is(404);
    let file = new_file(&katrin, "a.pdf").await;
    take_back(&app.as_person(THOMAS).await, &file).await.is(404);
    take_back(&katrin, &file).await.is(202);
    katrin.get(&format!("/v2/portal/user/file/{file}")).await.is(404);
    assert!(katrin.activity("contract", id::POWER).await.says("DocRemovedFromPortal"));
    // A grant that forbids it weighs more than having handed it in.
    let file = new_file(&katrin, "b.pdf").await;
    let path = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    let mut role = admin.get(&path).await.ok();
    let deny = json!({ "action": "entity:delete", "resource": "file:*", "effect": "deny" });
    role["grants"].as_array_mut().expect("grants").push(deny);
    admin.put(&path, &role).await.ok();
    take_back(&katrin, &file).await.is(403);
    // Somebody else of the same customer's records takes nothing back without a grant.
    let theirs = upload(&admin, "c.pdf", "application/pdf", PDF).await;
    let saved = json!({ "filename": "c.pdf", "s3ref": theirs, "shared_with_end_customer": true,
        "relations": [{ "entity_id": id::POWER, "_schema": "contract" }] });
    let theirs = admin.post("/v2/files", &saved).await.is(200);
    take_back(&katrin, theirs["_id"].as_str().unwrap_or_default()).await.is(403);
}

async fn what_was_fetched_is_not_new_any_more(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let letter = |client: Client| async move {
        client.get(&format!("/v2/portal/user/file/{}", id::LETTER)).await.ok()["file"]["is_new"].clone()
    };
    assert_eq!(letter(katrin.clone()).await, true);
    let noted =
        katrin.post(&format!("/v2/portal/user/file/{}/downloaded", id::LETTER), &json!({})).await.ok();
    assert_eq!(noted["file"]["is_new"], false);
    assert_eq!(letter(katrin.clone()).await, false);
    katrin.post(&format!("/v2/portal/user/file/{}/downloaded", id::MEMO), &json!({})).await.is(404);
    assert!(app.admin().activity("file", id::LETTER).await.says("DocDownloadedFromPortal"));
}

async fn an_upload_that_nobody_saves_ends(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let kept = new_file(&katrin, "kept.pdf").await;
    let before = used(&app).await;
    let reference = upload(&katrin, "a.pdf", "application/pdf", PDF).await;
    assert!(used(&app).await > before);
    app.clock.advance_seconds(86_401);
    portico_core::jobs::worker(&app.core).drain().await.expect("the jobs are done");
    assert_eq!(used(&app).await, before);
    let katrin = app.as_person(KATRIN).await;
    hand_in(&katrin, "a.pdf", &reference).await.is(404);
    assert_eq!(sweep(&app.core, &app.files).await.expect("it is swept"), 1);
    assert_eq!(sweep(&app.core, &app.files).await.expect("it is swept"), 0);
    let address = download_url(&katrin, &kept).await;
    assert_eq!(fetch(&katrin, &address).await.status, 200);
    app.admin().delete(&format!("/v2/files/{kept}?purge=true")).await.ok();
    portico_core::jobs::worker(&app.core).drain().await.expect("the jobs are done");
    assert_eq!(sweep(&app.core, &app.files).await.expect("it is swept"), 1);
    assert_eq!(used(&app).await, 0);
}

async fn a_public_link_holds_until_it_is_taken_back(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let file = new_file(&katrin, "a b.pdf").await;
    let path = format!("/v1/files/{file}/public/links");
    let link = admin.post(&path, &json!({})).await.is(201).as_str().unwrap_or_default().to_owned();
    assert!(link.ends_with("/a%20b.pdf"), "{link}");
    let follow = || async {
        let answer = fetch(&admin, &link).await;
        let to =
            answer.headers.get("location").and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
        (answer.status.as_u16(), to)
    };
    let (status, to) = follow().await;
    assert_eq!(status, 302);
    assert!(fetch(&admin, &to).await.says("Hello"));
    let listed = admin.get(&path).await.ok();
    let id = listed["results"][0]["id"].as_str().unwrap_or_default().to_owned();
    assert!(listed["results"][0]["last_accessed_at"].is_string());
    app.rival_admin().delete(&format!("/v1/files/public/links/{id}")).await.is(404);
    admin.delete(&format!("/v1/files/public/links/{id}")).await.is(204);
    assert_eq!(follow().await.0, 404);
    fetch(&admin, &to).await.is(404);
    assert_eq!(admin.get(&path).await.ok()["results"], json!([]));
}

async fn naming_the_content_of_another_file_opens_nothing(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let secret = upload(&admin, "secret.pdf", "application/pdf", b"%PDF-1.7 secret").await;
    let secret = admin.post("/v2/files", &json!({ "filename": "secret.pdf", "s3ref": secret })).await.is(200);
    let own = new_file(&katrin, "own.pdf").await;
    for name in ["s3ref", "versions", "mime_type", "custom_download_url", "access_control"] {
        let refused = katrin.change("file", &own, json!({ name: secret["s3ref"] })).await;
        assert_eq!(refused.status, 403, "{name}: {}", refused.text);
    }
    // Even the organisation's own program does not open one file by another.
    admin.edit("file", &own, json!({ "s3ref": secret["s3ref"] })).await.ok();
    katrin.get(&format!("/v1/files/{own}/download")).await.is(404);
    let rival = app.rival_admin();
    let taken = json!({ "filename": "taken.pdf", "s3ref": secret["s3ref"] });
    let taken = rival.post("/v1/entity/file", &taken).await.is(201);
    let taken = taken["_id"].as_str().unwrap_or_default();
    rival.get(&format!("/v1/files/{taken}/download")).await.is(404);
}

async fn a_file_has_versions_and_parts(app: TestApp) {
    let admin = app.admin();
    let first = upload(&admin, "a.pdf", "application/pdf", b"%PDF-1.7 first").await;
    let saved = admin.post("/v2/files", &json!({ "filename": "a.pdf", "s3ref": first })).await.is(200);
    let id = saved["_id"].as_str().unwrap_or_default();
    let second = upload(&admin, "a.pdf", "application/pdf", b"%PDF-1.7 second").await;
    let saved = admin.post("/v2/files", &json!({ "_id": id, "s3ref": second })).await.is(200);
    assert_eq!(saved["versions"].as_array().map(Vec::len), Some(2));
    let of = |version: &'static str| {
        let (admin, path) = (admin.clone(), format!("/v1/files/{id}/download{version}"));
        async move {
            let told = admin.get(&path).await.ok();
            fetch(&admin, told["download_url"].as_str().unwrap_or_default()).await.text
        }
    };
    assert_eq!(of("").await, "%PDF-1.7 second");
    assert_eq!(of("?version=0").await, "%PDF-1.7 second");
    assert_eq!(of("?version=1").await, "%PDF-1.7 first");
    admin.get(&format!("/v1/files/{id}/download?version=2")).await.is(404);
    let address = download_url(&admin, id).await;
    let path = admin.path_of(&address);
    for (range, status, text) in [
        ("bytes=0-3", 206, "%PDF"),
        ("bytes=-6", 206, "second"),
        ("bytes=9-", 206, "second"),
        ("bytes=99-", 416, ""),
        ("bytes=0-1,3-4", 200, "%PDF-1.7 second"),
    ] {
        let answer = admin.signed_out().get_with(path, "range", range).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (status, text), "{range}");
    }
    admin
        .post("/v2/files", &json!({ "filename": "x.pdf", "source_url": "http://169.254.169.254/" }))
        .await
        .names("source_url");
    let odd = json!({ "filename": "x.pdf", "custom_download_url": "javascript:alert(1)" });
    admin.post("/v2/files", &odd).await.names("custom_download_url");
}

async fn names_and_contents_of_every_kind_harm_nobody(app: TestApp) {
    let admin = app.admin();
    for name in [
        "<img src=x onerror=alert(1)>.html",
        "a\"; filename=b.exe\".pdf",
        "..\\..\\boot.ini.txt",
        "r\u{202E}fdp.exe.pdf",
        "line\r\nbreak.pdf",
        "\u{0}.pdf",
        "CON.pdf",
        "%2e%2e%2f.pdf",
        "x.svg",
        "ganz ohne Endung",
    ] {
        let bytes: &[u8] = if name.ends_with(".pdf") { PDF } else { b"<svg onload=alert(1)>" };
        let sent = json!({ "filename": name });
        let announced = admin.post("/v2/files/upload", &sent).await;
        if name.contains('\0') {
            announced.is(400);
            continue;
        }
        let told = announced.is(201);
        let address = told["upload_url"].as_str().unwrap_or_default();
        admin.put_bytes(address, "application/octet-stream", bytes.to_vec()).await.is(200);
        let saved =
            admin.post("/v2/files", &json!({ "filename": name, "s3ref": told["s3ref"] })).await.is(200);
        for attachment in ["", "?attachment=false"] {
            let path =
                format!("/v1/files/{}/download{attachment}", saved["_id"].as_str().unwrap_or_default());
            let link = admin.get(&path).await.ok();
            let answer = fetch(&admin, link["download_url"].as_str().unwrap_or_default()).await;
            let header = |name: &str| {
                answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
            };
            let runs = ["html", "svg", "xml", "script"];
            assert!(
                !runs.iter().any(|kind| header("content-type").contains(kind)),
                "{name:?}: {:?}",
                answer.headers
            );
            let inline = header("content-disposition").starts_with("inline");
            assert!(!inline || header("content-type") == "application/pdf", "{name:?}");
            assert!(header("content-security-policy").starts_with("default-src 'none'"));
        }
    }
}

async fn only_a_published_file_is_read_by_everybody(app: TestApp) {
    let admin = app.admin();
    let picture = upload(&admin, "logo.gif", "image/gif", GIF).await;
    let sent = json!({ "filename": "logo.gif", "s3ref": picture, "access_control": "public-read" });
    let saved = admin.post("/v2/files", &sent).await.is(200);
    let address = saved["public_url"].as_str().unwrap_or_default().to_owned();
    let answer = fetch(&admin, &address).await;
    assert_eq!(answer.status, 200);
    assert!(
        ["image/png", "image/jpeg"].contains(&answer.headers["content-type"].to_str().unwrap_or_default())
    );
    let id = saved["_id"].as_str().unwrap_or_default();
    admin.signed_out().get(&format!("/v1/files/public/{id}/preview?org_id=739224&w=64")).await.ok();
    admin.signed_out().get(&format!("/v1/files/public/{id}/preview?org_id=118844")).await.is(404);
    admin.get(&format!("/v1/files/{id}/preview?w=64")).await.ok();
    admin.edit("file", id, json!({ "access_control": "private" })).await.ok();
    fetch(&admin, &address).await.is(404);
}
