//! The front door: which origins may call, what every answer carries, and what is no operation.

use http::Method;
use portico_test::cast::{AUENTAL, KATRIN, id};
use portico_test::{TestApp, both_engines};

both_engines!(
    a_portals_own_origin_may_call_and_others_may_not,
    private_answers_are_kept_by_nobody,
    what_is_no_operation_is_refused_as_json,
    a_bearer_is_written_in_one_way,
);

async fn a_portals_own_origin_may_call_and_others_may_not(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    let allowed = |origin: &str| {
        let (katrin, origin) = (katrin.clone(), origin.to_owned());
        async move {
            let answer = katrin.get_with("/v2/portal/user", "origin", &origin).await;
            assert!(answer.headers.get("access-control-allow-credentials").is_none());
            answer
                .headers
                .get("access-control-allow-origin")
                .and_then(|value| value.to_str().ok().map(str::to_owned))
        }
    };
    let own = format!("https://{}", AUENTAL.customer_domain());
    assert_eq!(allowed(&own).await, Some(own.clone()));
    for origin in [
        "https://nobody.example",
        "null",
        "https://x.customers.auental.example",
        "customers.auental.example",
        "*",
        "",
    ] {
        assert_eq!(allowed(origin).await, None, "{origin}");
    }
    assert_eq!(allowed(&format!("https://{}", AUENTAL.customer_portal)).await, None, "an id is no host");
    assert_eq!(allowed(&format!("{own}.nobody.example")).await, None);
}

async fn private_answers_are_kept_by_nobody(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    for answer in [
        katrin.view("contract", id::POWER).await,
        katrin.view("contract", id::NOBODY).await,
        katrin.get("/v2/portal/contact").await,
        app.nobody().get("/v2/portal/contact").await,
        app.nobody().try_login(AUENTAL.customer_portal, KATRIN.email, "wrong password").await,
    ] {
        let header =
            |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(header("cache-control"), "no-store", "{}", answer.asked);
        assert_eq!(header("x-content-type-options"), "nosniff", "{}", answer.asked);
        assert_eq!(header("content-type"), "application/json", "{}", answer.asked);
    }
}

async fn what_is_no_operation_is_refused_as_json(app: TestApp) {
    let katrin = app.as_person(KATRIN).await;
    for (method, path, status) in [
        (Method::GET, "/v2/portal/nothing".to_owned(), 404),
        (Method::POST, "/v1/nothing".to_owned(), 404),
        (Method::POST, format!("/v2/portal/contract/{}:validateRule", id::POWER), 405),
        (Method::GET, format!("/v2/contract/{}:validateRule", id::POWER), 404),
        (Method::DELETE, format!("/v2/portal/contract/{}", id::POWER), 405),
        (Method::PUT, "/auth/login".to_owned(), 405),
    ] {
        for client in [app.nobody(), katrin.clone()] {
            let answer = client.send(method.clone(), &path, Vec::new()).await;
            assert!(answer.clone().is(status)["message"].is_string(), "{path}: {}", answer.text);
        }
    }
}

async fn a_bearer_is_written_in_one_way(app: TestApp) {
    let token = app.as_person(KATRIN).await.bearer().to_owned();
    let nobody = app.nobody();
    let asked = |value: String| {
        let nobody = nobody.clone();
        async move { nobody.get_with("/v2/portal/user", "authorization", &value).await.status.as_u16() }
    };
    for right in [format!("Bearer {token}"), format!("bearer {token}"), format!("Bearer   {token} ")] {
        assert_eq!(asked(right.clone()).await, 200, "{right:.12}");
    }
    for wrong in [
        token.clone(),
        format!("Basic {token}"),
        format!("Bearer{token}"),
        "Bearer ".to_owned(),
        format!("Bearer {token}x"),
    ] {
        assert_eq!(asked(wrong.clone()).await, 401, "{wrong:.12}");
    }
    // A token in the address is none.
    nobody.get(&format!("/v2/portal/user?access_token={token}&token={token}")).await.is(401);
}
