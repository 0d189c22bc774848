//! Sign-in with identity providers, for front ends of others; and what providers tell about their people.

use axum::Json;
use axum::extract::{FromRequest, Multipart, Path, Request};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use portico_core::sign_in::sso::{self, Exchange, LoginWish, Provider};
use portico_core::{Refusal, portals};
use portico_http::{Anyone, App, ExternalOidc, Query, Reply, Routes, Sent, delete, get, post};
use portico_kit::{EntityId, PortalId, Secret, TenantId};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::public::named_portal;

/// The largest form of a provider, in bytes.
const LARGEST_FORM: usize = 64 * 1024;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/public/sso/providers/{provider_slug}",
            "getSSOProvider",
            get(view_provider),
            "Read what a front end needs to sign in with a provider",
        )
        .op(
            "/v3/portal/public/sso/providers/{provider_slug}",
            "getPublicSSOProviderV3",
            get(view_provider_for_web),
            "Read what a front end on the web needs to sign in with a provider",
        )
        .op(
            "/v2/portal/public/sso/login",
            "ssoLogin",
            post(login_by_origin),
            "Get a token for signing in by a provider's identity token",
        )
        .op(
            "/v3/portal/public/sso/login",
            "ssoLoginV3",
            post(login),
            "Get a token for signing in by a provider's identity token",
        )
        .op(
            "/v2/portal/public/sso/redirect",
            "ssoRedirect",
            post(forward),
            "Forward a provider's answer to a page of a portal",
        )
        .op(
            "/v2/portal/public/sso/callback",
            "ssoCallback",
            post(exchange_code),
            "Exchange a provider's code for its tokens",
        )
        .op(
            "/v2/portal/public/m-login/deregister/{client_id}/{user_id}",
            "deRegisterMLoginUser",
            delete(deregister),
            "Part a provider's person from the accounts it opened",
        )
        .op(
            "/v2/portal/public/m-login/notify-interest-change/{client_id}/{user_id}",
            "notifyMLoginInterestChange",
            post(note_interest),
            "Note that a provider's person has other interests",
        )
}

async fn provider(anyone: Anyone, query: Query, slug: &str) -> Reply<Provider> {
    let (_, portal) = named_portal(&anyone, &query).await?;
    Ok(Provider::find(&portal, slug).ok_or(Refusal::NotFound)?)
}

async fn view_provider(anyone: Anyone, Path(slug): Path<String>, query: Query) -> Reply<Json<Value>> {
    Ok(Json(sso::public(&provider(anyone, query, &slug).await?)))
}

async fn view_provider_for_web(anyone: Anyone, Path(slug): Path<String>, query: Query) -> Reply<Json<Value>> {
    query.required("org_id")?;
    query.required("portal_id")?;
    Ok(Json(sso::public_for_web(&provider(anyone, query, &slug).await?)))
}

#[derive(Default, Deserialize)]
struct LoginIn {
    provider_slug: Option<String>,
    #[serde(default)]
    login_only: bool,
}

async fn login_by_origin(caller: ExternalOidc, query: Query, body: Sent<LoginIn>) -> Reply<Json<Value>> {
    query.required("origin")?;
    query.required("org_id")?;
    login(caller, query, body).await
}

async fn login(caller: ExternalOidc, query: Query, body: Sent<LoginIn>) -> Reply<Json<Value>> {
    let (tenant, portal) = named_portal(&caller.anyone, &query).await?;
    let core = &caller.anyone.app.core;
    let sent = match body.get() {
        Ok(sent) => sent,
        Err(refusal) => {
            // A token that is none of ours meets its answer whatever the body is.
            sso::check_issuer(core, &tenant, &portal.id, &caller.token).await?;
            return Err(refusal.into());
        }
    };
    let wish = LoginWish {
        slug: sent.provider_slug.clone(),
        login_only: sent.login_only,
        contact: query.text("contact_id").map(EntityId::from),
    };
    let ticket = sso::login(core, &tenant, &portal.id, &caller.token, &wish, &caller.anyone.network).await?;
    Ok(Json(json!({ "token": ticket.token.expose(), "email": ticket.email })))
}

async fn forward(anyone: Anyone, query: Query, request: Request) -> Reply<Response> {
    let web_uri = query.required("web_uri")?;
    let sent = fields(&anyone.app, request).await?;
    let text = |key: &str| sent.get(key).and_then(Value::as_str);
    let (code, state) = (text("code"), text("state"));
    let missing = |key: &str| Refusal::invalid(key, format!("{key} is missing."));
    let mut passed = vec![("state", state.ok_or_else(|| missing("state"))?)];
    match code {
        Some(code) => passed.push(("code", code)),
        None => passed.push(("error", text("error").ok_or_else(|| missing("code"))?)),
    }
    passed.extend(text("iss").map(|issuer| ("iss", issuer)));
    let to = sso::forwarded(&anyone.app.core, web_uri, &passed).await?;
    let mut response = StatusCode::MOVED_PERMANENTLY.into_response();
    let to = HeaderValue::from_str(&to).map_err(|_| Refusal::invalid("web_uri", "web_uri is no address."))?;
    response.headers_mut().insert(header::LOCATION, to);
    // It carries a code: nobody keeps where it led.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The fields of a form, however it is encoded.
async fn fields(app: &App, request: Request) -> Result<Map<String, Value>, Refusal> {
    let unread = || Refusal::invalid("body", "The form cannot be read.");
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    if kind.starts_with("multipart/form-data") {
        let mut parts = Multipart::from_request(request, app).await.map_err(|_| unread())?;
        let mut found = Map::new();
        while let Some(part) = parts.next_field().await.map_err(|_| unread())? {
            let name = part.name().unwrap_or_default().to_owned();
            let text = part.text().await.map_err(|_| unread())?;
            found.insert(name, text.into());
        }
        return Ok(found);
    }
    let body = axum::body::to_bytes(request.into_body(), LARGEST_FORM).await.map_err(|_| unread())?;
    if kind.starts_with("application/json") {
        return serde_json::from_slice(&body).map_err(|_| unread());
    }
    let form = Query::parse(&String::from_utf8_lossy(&body));
    Ok(form.pairs().iter().map(|(key, value)| (key.clone(), value.clone().into())).collect())
}

#[derive(Deserialize)]
struct CallbackIn {
    provider_slug: Option<String>,
    grant_type: String,
    code: String,
    client_id: String,
    code_verifier: String,
    redirect_uri: Option<String>,
}

async fn exchange_code(
    anyone: Anyone,
    query: Query,
    headers: HeaderMap,
    body: Sent<CallbackIn>,
) -> Reply<Json<Value>> {
    let sent = body.get()?;
    if sent.grant_type != "authorization_code" {
        return Err(Refusal::invalid("grant_type", "grant_type must be authorization_code.").into());
    }
    let (tenant, portal) = asked_portal(&anyone, &query, &headers).await?;
    let exchange = Exchange {
        slug: sent.provider_slug.clone(),
        client_id: sent.client_id.clone(),
        code: sent.code.clone(),
        verifier: sent.code_verifier.clone(),
        redirect_uri: sent.redirect_uri.clone(),
    };
    let core = &anyone.app.core;
    Ok(Json(sso::exchange_code(core, &tenant, &portal, &exchange, &anyone.network).await?))
}

/// The portal whose page asks: the named one, else the one that the page or the request comes from.
async fn asked_portal(
    anyone: &Anyone,
    query: &Query,
    headers: &HeaderMap,
) -> Result<(TenantId, PortalId), Refusal> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    let hosts = [query.text("domain"), origin, text(header::HOST)];
    for host in hosts.into_iter().flatten() {
        let host = host.split(':').next().unwrap_or_default();
        match portals::located(&anyone.app.core, host).await {
            Err(Refusal::NotFound) => {}
            found => return found,
        }
    }
    Err(Refusal::invalid("domain", "Name the portal by its domain."))
}

/// The secret with which a provider proves that it speaks for a client.
fn secret_of(headers: &HeaderMap, client_id: &str) -> Result<Secret, Refusal> {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let decoded = header.and_then(|text| STANDARD.decode(text.strip_prefix("Basic ")?.trim()).ok());
    let text =
        decoded.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(Refusal::unauthenticated)?;
    let (id, secret) = text.split_once(':').ok_or_else(Refusal::unauthenticated)?;
    if id != client_id {
        return Err(Refusal::unauthenticated());
    }
    Ok(Secret::new(secret))
}

async fn deregister(
    anyone: Anyone,
    headers: HeaderMap,
    Path((client, person)): Path<(String, String)>,
) -> Reply<StatusCode> {
    let secret = secret_of(&headers, &client)?;
    sso::deregister(&anyone.app.core, &client, &secret, &person, &anyone.network).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn note_interest(
    anyone: Anyone,
    headers: HeaderMap,
    Path((client, person)): Path<(String, String)>,
    body: Sent<Value>,
) -> Reply<StatusCode> {
    let secret = secret_of(&headers, &client)?;
    let core = &anyone.app.core;
    sso::check_client(core, &client, &secret, &anyone.network).await?;
    sso::note_interest(core, &client, &secret, &person, body.get()?, &anyone.network).await?;
    Ok(StatusCode::OK)
}
