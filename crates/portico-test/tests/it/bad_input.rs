//! Bad input: a clear answer with the field, nothing changed, and never a fault of ours.

use http::Method;
use portico_test::cast::{AUENTAL, KATRIN, PASSWORD, id};
use portico_test::{TestApp, both_engines};
use serde_json::{Value, json};

both_engines!(
    a_body_that_is_no_json_is_told_so,
    a_body_that_is_too_large_is_refused,
    filters_have_bounds,
    paging_has_bounds,
    characters_that_cannot_be_stored_are_refused_everywhere,
    extreme_values_are_stored_or_refused_and_never_break_a_search,
    values_of_the_wrong_type_name_their_attribute,
    odd_addresses_are_simply_not_found,
    every_operation_survives_every_kind_of_body,
);

async fn a_body_that_is_no_json_is_told_so(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let before = app.dump().await;
    let deep = "[".repeat(5000);
    for body in
        ["{", "nonsense", "[1,", "{\"a\":1}{", "\u{FEFF}{}", deep.as_str(), "{\"slug\":\"contract\"", "\"x"]
    {
        for (client, method, path) in [
            (&katrin, Method::POST, "/v2/portal/entity:search"),
            (&katrin, Method::PATCH, "/v2/portal/user"),
            (&admin, Method::POST, "/v1/entity/contract"),
            (&admin, Method::PUT, "/v1/entity/schemas/contract"),
        ] {
            client.send(method, path, body.into()).await.names("body");
        }
        app.nobody().send(Method::POST, "/auth/login", body.into()).await.names("body");
    }
    katrin.send(Method::POST, "/v2/portal/entity:search", vec![0xff, 0xfe]).await.names("body");
    assert_eq!(app.dump().await, before);
}

async fn a_body_that_is_too_large_is_refused(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let large = json!({ "nickname": "x".repeat(11 * 1024 * 1024) }).to_string().into_bytes();
    let path = format!("/v2/portal/contract/{}", id::POWER);
    katrin.send(Method::PATCH, &path, large).await.is(413);
    let fits = json!({ "nickname": "x".repeat(1_100_000) });
    katrin.patch(&path, &fits).await.names("nickname");
    let password = json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email, "password": "x".repeat(900_000) });
    let status = app.nobody().post("/auth/login", &password).await.status;
    assert!(matches!(status.as_u16(), 400 | 401), "{status}");
}

async fn filters_have_bounds(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let nested = |depth: usize| {
        (0..depth).fold(json!({ "term": { "status": "active" } }), |inner, _| json!({ "$and": [inner] }))
    };
    let term = json!({ "term": { "status": "active" } });
    let many = |count: usize| Value::from(vec![term.clone(); count]);
    let values = |count: usize| json!([{ "terms": { "status": vec!["active"; count] } }]);
    let text = |length: usize| json!([{ "term": { "status": "x".repeat(length) } }]);
    for fitting in
        [json!([nested(4)]), many(100), values(1000), text(1024), json!([]), json!(null), term.clone()]
    {
        katrin.search("contract", json!({ "filters": fitting })).await.ok();
    }
    for wrong in [
        json!([nested(6)]),
        json!([nested(60)]),
        many(101),
        many(20_000),
        values(1001),
        text(1025),
        json!("x"),
        json!(7),
        json!([{}]),
        json!([7]),
        json!([{ "term": { "status": "a" }, "terms": { "status": ["a"] } }]),
        json!([{ "term": { "status": {} } }]),
        json!([{ "term": { "status": "a", "nickname": "b" } }]),
        json!([{ "terms": { "status": "a" } }]),
        json!([{ "range": { "status": { "over": 1 } } }]),
        json!([{ "script": { "source": "1" } }]),
        json!([{ "exists": {} }]),
        json!([{ "ids": { "values": [1] } }]),
        json!([{ "term": { "": "a" } }]),
        json!([{ "term": { "a..b": "a" } }]),
        json!([{ "term": { ".keyword": "a" } }]),
        json!([{ "term": { "a.b.c.d.e.f.g.h.i": "a" } }]),
        json!([{ "$or": {} }, { "$nor": [] }]),
    ] {
        let answer = katrin.search("contract", json!({ "filters": wrong })).await;
        answer.names("filters");
        let staff = app.admin().post("/v1/entity:list", &json!({ "filter": wrong })).await;
        assert_eq!(staff.status, 400, "{wrong:.100}");
    }
    for q in ["(a", "a)", "status:", "((((((a))))))", "status:[1 TO", "\"", &"a ".repeat(9000)] {
        app.admin().post("/v1/entity:search", &json!({ "q": q })).await.names("q");
    }
    for (field, value) in [
        ("sort", json!("status:sideways")),
        ("sort", json!(":")),
        ("slug", json!(7)),
        ("slug", json!([])),
        ("slug", json!("nothing")),
        ("slug", json!(vec!["contract"; 21])),
        ("slug", json!(null)),
        ("targets", json!(["t"])),
    ] {
        let mut asked = json!({ "slug": "contract" });
        asked[field] = value;
        katrin.search("contract", asked).await.names(field);
    }
}

async fn paging_has_bounds(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    for (from, size, hits) in [
        (0, 0, 0),
        (0, 1, 1),
        (1, 1, 1),
        (2, 1, 0),
        (0, 1_000_000, 2),
        (i64::MAX, 10, 0),
        (i64::MAX - 1, i64::MAX, 0),
    ] {
        let found = katrin.search("contract", json!({ "from": from, "size": size })).await.ok();
        assert_eq!(found["hits"], hits, "from {from} size {size}");
        assert_eq!(found["pagination"]["total"], 2);
        assert_eq!(found["pagination"]["has_more"], from == 0 && size < 2, "from {from} size {size}");
        for path in [
            format!("/v2/portal/contract?from={from}&size={size}"),
            format!("/v2/portal/request?from={from}&size={size}"),
            format!("/v2/portal/entity/contract/{}/activity?from={from}&size={size}", id::POWER),
        ] {
            katrin.get(&path).await.ok();
        }
        app.admin()
            .post("/v1/entity:search", &json!({ "q": "_schema:contract", "from": from, "size": size }))
            .await
            .ok();
        let relations = format!("/v3/entity/contract/{}/relations?from={from}&size={size}", id::POWER);
        app.admin().get(&relations).await.ok();
    }
    for wrong in [json!(-1), json!("ten"), json!(1.5), json!(1e30), json!([1])] {
        for key in ["from", "size"] {
            assert_eq!(katrin.search("contract", json!({ key: wrong })).await.status, 400, "{key} {wrong}");
        }
    }
    for wrong in ["-1", "ten", "1.5", "99999999999999999999"] {
        katrin.get(&format!("/v2/portal/contract?size={wrong}")).await.names("size");
        katrin.get(&format!("/v2/portal/contract?from={wrong}")).await.names("from");
    }
    for wrong in ["yesterday", "2026-13-01", "0"] {
        let path = format!("/v2/portal/entity/contract/{}/activity?after={wrong}", id::POWER);
        katrin.get(&path).await.names("after");
    }
}

async fn characters_that_cannot_be_stored_are_refused_everywhere(app: TestApp) {
    let (katrin, admin, nobody) = (app.as_person(KATRIN).await, app.admin(), app.nobody());
    let before = app.dump().await;
    let nul = "a\u{0}b";
    for (client, method, path, body) in [
        (&katrin, Method::PATCH, format!("/v2/portal/contract/{}", id::POWER), json!({ "nickname": nul })),
        (&katrin, Method::PATCH, format!("/v2/portal/order/{}", id::ORDER), json!({ nul: "x" })),
        (
            &katrin,
            Method::PATCH,
            format!("/v2/portal/order/{}", id::ORDER),
            json!({ "note": { nul: [nul] } }),
        ),
        (&katrin, Method::POST, "/v2/portal/entity:search".into(), json!({ "slug": nul })),
        (&katrin, Method::POST, "/v2/portal/entity:search".into(), json!({ "slug": "contract", "q": nul })),
        (
            &katrin,
            Method::POST,
            "/v2/portal/entity:search".into(),
            json!({ "slug": "contract", "sort": nul }),
        ),
        (
            &katrin,
            Method::POST,
            "/v2/portal/entity:search".into(),
            json!({ "slug": "contract", "filters": [{ "term": { "status": nul } }] }),
        ),
        (
            &katrin,
            Method::POST,
            "/v2/portal/entity:get".into(),
            json!({ "slug": "contract", "entity_id": nul }),
        ),
        (
            &katrin,
            Method::POST,
            "/v2/portal/contract/by-identifiers".into(),
            json!({ "contract": { "contract_number": nul }, "meter": { "meter_number": nul } }),
        ),
        (&admin, Method::POST, "/v1/entity/contract".into(), json!({ "contract_name": "x", nul: "x" })),
        (
            &admin,
            Method::PUT,
            "/v1/entity/schemas/contract".into(),
            json!({ "attributes": [{ "name": nul }] }),
        ),
        (&admin, Method::POST, "/v1/permissions/roles".into(), json!({ "slug": nul })),
        (&admin, Method::POST, "/v1/access-tokens".into(), json!({ "name": nul })),
        (
            &admin,
            Method::PUT,
            format!("/v3/portal/config/{}", AUENTAL.customer_portal),
            json!({ "name": nul }),
        ),
        (
            &nobody,
            Method::POST,
            "/auth/login".into(),
            json!({ "portal_id": AUENTAL.customer_portal, "email": format!("{nul}@example.org"), "password": "x" }),
        ),
        (
            &nobody,
            Method::POST,
            "/auth/login".into(),
            json!({ "portal_id": nul, "email": "a@b.c", "password": nul }),
        ),
        (
            &nobody,
            Method::POST,
            "/auth/refresh".into(),
            json!({ "refresh_token": format!("{nul}.{nul}.{nul}") }),
        ),
    ] {
        let answer = client.send(method, &path, body.to_string().into_bytes()).await;
        assert_eq!(answer.status, 400, "{path} {body}: {}", answer.text);
    }
    for path in [
        "/v2/portal/contract/%00".to_owned(),
        "/v2/portal/entity/%00/%00/activity".to_owned(),
        format!("/v2/portal/pages?domain=%00{}", AUENTAL.customer_domain()),
        format!("/v3/portal/config/{}%00", AUENTAL.customer_portal),
    ] {
        let status = katrin.get(&path).await.status.as_u16();
        assert!((400..405).contains(&status), "{path}: {status}");
        let status = nobody.get(&path).await.status.as_u16();
        assert!((400..405).contains(&status), "{path}: {status}");
    }
    let status = nobody.get("/v2/portal/public/config?domain=%00").await.status.as_u16();
    assert!((400..405).contains(&status), "{status}");
    assert_eq!(app.dump().await, before);
    // An escaped backslash is no such character.
    katrin.change("contract", id::POWER, json!({ "nickname": "a\\u0000b" })).await.ok();
    assert_eq!(
        katrin.ids("contract", json!({ "filters": [{ "term": { "nickname": "a\\u0000b" } }] })).await,
        [id::POWER]
    );
}

async fn extreme_values_are_stored_or_refused_and_never_break_a_search(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let deep = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
    for value in [
        json!(1.797e308),
        json!(-1.797e308),
        json!(5e-324),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(0.1),
        json!(-0.0),
        json!("𝔘𝔫𝔦 🌞 \u{10FFFF}\u{200F}"),
        json!("\u{1}\u{7f}"),
        json!(""),
        json!("'; DROP TABLE entities; --"),
        json!("$1 $2"),
        deep(20),
        deep(31),
        deep(100),
        json!({ "$relation": [] }),
        json!([[], {}, null]),
        json!("x".repeat(100_000)),
    ] {
        let stored = admin.edit("order", id::ORDER, json!({ "extra": value })).await;
        assert!(matches!(stored.status.as_u16(), 200 | 400), "{}: {}", stored.asked, stored.text);
        for filter in [
            json!({ "term": { "extra": -1.797e308 } }),
            json!({ "range": { "extra": { "gte": -1.797e308, "lt": 1.797e308 } } }),
            json!({ "term": { "extra": "$1" } }),
            json!({ "exists": { "field": "extra" } }),
            json!({ "term": { "extra": 1 } }),
            json!({ "term": { "extra.x.y": null } }),
        ] {
            let seen =
                katrin.search("order", json!({ "filters": [filter], "sort": "extra:desc" })).await.ok();
            assert!(seen["hits"].as_u64() <= Some(1));
        }
        assert_eq!(katrin.ids("order", json!({})).await, [id::ORDER]);
    }
}

async fn values_of_the_wrong_type_name_their_attribute(app: TestApp) {
    let admin = app.admin();
    let before = app.dump().await;
    for (schema, record, name, value) in [
        ("contract", id::POWER, "installment", json!("12,50")),
        ("contract", id::POWER, "installment", json!(12.5)),
        ("contract", id::POWER, "status", json!("unknown")),
        ("contract", id::POWER, "status", json!(["active"])),
        ("contract", id::POWER, "started_on", json!("yesterday")),
        ("contract", id::POWER, "consumption", json!("much")),
        ("contract", id::POWER, "delivery_address", json!("Neue Allee 7")),
        ("contract", id::POWER, "nickname", json!(7)),
        ("contract", id::POWER, "contract_name", json!("")),
        ("contract", id::POWER, "contract_name", json!(null)),
        ("contract", id::POWER, "customer", json!(id::KATRIN)),
        ("contract", id::POWER, "customer", json!({ "$relation": id::KATRIN })),
        ("file", id::LETTER, "shared_with_end_customer", json!("true")),
        ("contact", id::PETRA, "qualifications", json!("x")),
        ("portal_user", id::KATRIN_USER, "email", json!("no address")),
        ("portal_user", id::KATRIN_USER, "email", json!(null)),
    ] {
        admin.edit(schema, record, json!({ name: value })).await.names(name);
    }
    admin.post("/v1/entity/contract", &json!({ "nickname": "x" })).await.names("contract_name");
    admin.post("/v1/entity/nothing", &json!({})).await.names("slug");
    let twice = json!({ "_id": id::POWER, "contract_name": "x" });
    admin.post("/v1/entity/contract", &twice).await.is(409);
    let user = json!({ "email": KATRIN.email.to_uppercase(), "portal_id": AUENTAL.customer_portal });
    admin.post("/v1/entity/portal_user", &user).await.is(409);
    assert_eq!(app.dump().await, before);
}

async fn odd_addresses_are_simply_not_found(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let power = format!("/v2/portal/contract/{}", id::POWER);
    for path in [
        format!("{power}:validateRule:validateRule"),
        format!("{power}:markDone"),
        format!("{power}:nothing"),
        format!("/~validateRule{power}"),
        format!("{power}/"),
        format!("/{power}"),
        "/v2/portal/contract/..%2f..".into(),
        "/v2/portal/contract/%ff%fe".into(),
        format!("/v2/portal//contract/{}", id::POWER),
        "/v2/portal/nothing".into(),
        format!("/v2/portal/entity/order/{}/activity", id::POWER),
        format!("{power}%20"),
        format!("{power}'--"),
        format!("/v2/portal/contract/{}", "x".repeat(5000)),
        "/v4/portal/contract".into(),
    ] {
        let status = katrin.get(&path).await.status.as_u16();
        assert!(matches!(status, 400 | 404), "{path}: {status}");
    }
    katrin.view("order", id::POWER).await.is(404);
    katrin.view("Contract", id::POWER).await.is(404);
    assert_eq!(katrin.delete(&power).await.status, 405);
    assert_eq!(katrin.change("contract", &format!("{}:markDone", id::POWER), json!({})).await.status, 404);
    admin.get(&format!("/v1/entity/order/{}", id::POWER)).await.is(404);
    admin.edit("order", id::POWER, json!({ "note": "x" })).await.is(404);
    admin.delete(&format!("/v1/entity/order/{}", id::POWER)).await.is(404);
    for host in ["nobody.example", "", "localhost", AUENTAL.installer_portal] {
        let status = katrin.get(&format!("/v2/portal/pages?domain={host}")).await.status.as_u16();
        assert!(matches!(status, 400 | 403), "{host}: {status}");
    }
}

async fn every_operation_survives_every_kind_of_body(app: TestApp) {
    let routes = portico_api::routes();
    let bodies = ["null", "[]", "{}", "0", "[null]", "{\"a\":{\"b\":[]}}", ""];
    let clients = [app.admin(), app.as_person(KATRIN).await];
    // Signing out would end the session that all others need.
    for op in routes.ops().iter().filter(|op| op.id != "logout") {
        let path = op
            .path
            .replace("{slug}", "contract")
            .replace("{id}", id::NOBODY)
            .replace("{portal_id}", AUENTAL.installer_portal)
            .replace("{roleId}", "none")
            .replace("{designId}", id::NOBODY)
            .replace("{block_id}", id::NOBODY);
        for body in bodies {
            for client in &clients {
                let method = Method::from_bytes(op.method.as_bytes()).expect("a method");
                let answer = client.send(method, &path, body.into()).await;
                assert!(answer.status.as_u16() < 500, "{} {body}: {}", op.id, answer.text);
                let plain = answer.status.is_success() || !answer.json()["message"].is_null();
                assert!(
                    plain,
                    "{} {body} answers {} without a message: {}",
                    op.id, answer.status, answer.text
                );
            }
        }
    }
    app.nobody().login(AUENTAL.customer_portal, KATRIN.email, PASSWORD).await;
}
