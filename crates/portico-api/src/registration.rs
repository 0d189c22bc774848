//! Registration: looking up who somebody is, making an account, and proving its address.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use portico_core::portals::Portal;
use portico_core::registration::{self, Looked, Registration};
use portico_core::{Refusal, identifiers, portals};
use portico_http::{Anyone, OrgUser, Query, Reply, Routes, Sent, get, post};
use portico_kit::{EmailAddress, EntityId, Locale, PortalId, Secret, TenantId};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::public::named_portal;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v2/portal/public/user", "createUser", post(create_user), "Register with a portal")
        .op("/v3/portal/public/user", "createUserV3", post(create_user), "Register with a portal")
        .op(
            "/v2/portal/public/contact/exists",
            "checkContactExists",
            post(find_contact),
            "Look for the contact of somebody who registers",
        )
        .op(
            "/v3/portal/public/contact/exists",
            "checkContactExistsV3",
            post(find_contact),
            "Look for the contact of somebody who registers",
        )
        .op(
            "/v3/portal/public/account/exists",
            "checkAccountExists",
            post(find_account),
            "Look for the account of somebody who registers",
        )
        .op(
            "/v2/portal/public/user/exists",
            "userExists",
            get(user_exists),
            "Whether an address has an account",
        )
        .op(
            "/v3/portal/public/user/exists",
            "userExistsV3",
            get(user_exists),
            "Whether an address has an account",
        )
        .op(
            "/v2/portal/public/user/entry-point",
            "getUserEntryPoint",
            get(view_entry_point),
            "How an address signs in",
        )
        .op(
            "/v2/portal/registration/identifiers",
            "getRegistrationIdentifiers",
            get(list_identifiers),
            "List the attributes that can identify somebody who registers",
        )
        .op(
            "/v2/portal/contact/valid/secondary/attributes",
            "getValidSecondaryAttributes",
            get(list_secondary),
            "List the attributes of contacts that can identify somebody",
        )
        .op(
            "/v2/portal/user/confirm",
            "confirmUser",
            get(confirm),
            "Prove an address by the token of a letter",
        )
        .op(
            "/v2/portal/user/confirm/{id}",
            "confirmUserWithUserId",
            get(confirm_by_id),
            "Send somebody to the page that proves an address",
        )
        .op(
            "/v2/portal/user/resend/confirmation-email/{id}",
            "resendConfirmationEmail",
            post(resend),
            "Send the letter that proves an address again",
        )
}

#[derive(Deserialize)]
struct UserIn {
    email: String,
    password: Secret,
    #[serde(rename = "orgId")]
    org_id: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    #[serde(default)]
    registration_identifiers: Option<Map<String, Value>>,
    #[serde(rename = "contactIdentifiers")]
    contact_identifiers: Option<Map<String, Value>>,
    contact_identifiers_for_account: Option<Map<String, Value>>,
    additional_contact_attributes: Option<Map<String, Value>>,
    invitation: Option<Secret>,
    preferred_language: Option<String>,
}

impl UserIn {
    fn registration(&self) -> Registration {
        let mut identifiers = self.registration_identifiers.clone().unwrap_or_default();
        if let Some(old) = &self.contact_identifiers {
            identifiers.entry("contact").or_insert_with(|| Value::Object(old.clone()));
        }
        let additional = self.additional_contact_attributes.clone().unwrap_or_default();
        let said = |sent: &Option<String>, name: &str| {
            let own = sent.clone().filter(|text| !text.trim().is_empty());
            own.or_else(|| additional.get(name).and_then(Value::as_str).map(str::to_owned))
                .unwrap_or_default()
        };
        Registration {
            email: self.email.clone(),
            password: self.password.clone(),
            first_name: said(&self.first_name, "first_name"),
            last_name: said(&self.last_name, "last_name"),
            identifiers,
            contact_identifiers: self.contact_identifiers_for_account.clone().unwrap_or_default(),
            additional,
            invitation: self.invitation.clone(),
            locale: self.preferred_language.as_deref().and_then(Locale::parse),
        }
    }
}

/// The portal of a public call: named in the query, or in the query within the organisation of the body.
pub(crate) async fn portal_of(
    anyone: &Anyone,
    query: &Query,
    org: Option<&str>,
) -> Reply<(TenantId, Portal)> {
    if query.text("domain").is_some() || query.text("org_id").is_some() {
        return named_portal(anyone, query).await;
    }
    if let Some(id) = query.text("portal_id") {
        let (tenant, portal) = portals::located(&anyone.app.core, id).await?;
        let same = org.is_none_or(|org| org == tenant.as_str());
        let found = anyone.read(&tenant, move |tx| portals::find(tx, &portal)).await?;
        return Ok((tenant, found.filter(|_| same).ok_or(Refusal::NotFound)?));
    }
    let origin = query.required("origin")?.to_owned();
    let org = org.ok_or_else(|| Refusal::invalid("org_id", "Name the organisation by org_id."))?;
    let tenant = TenantId::from(org);
    let found = anyone.read(&tenant, move |tx| portals::find_by_origin(tx, &origin)).await?;
    Ok((tenant, found.ok_or(Refusal::NotFound)?))
}

async fn create_user(anyone: Anyone, query: Query, body: Sent<UserIn>) -> Reply<(StatusCode, Json<Value>)> {
    let sent = body.get()?;
    let (tenant, portal) = portal_of(&anyone, &query, sent.org_id.as_deref()).await?;
    let core = &anyone.app.core;
    registration::register(core, &tenant, &portal.id, sent.registration(), &anyone.network).await?;
    Ok((StatusCode::CREATED, Json(json!({ "message": "User created successfully", "response": {} }))))
}

#[derive(Deserialize)]
struct LookupIn {
    org_id: Option<String>,
    registration_identifiers: Map<String, Value>,
}

async fn look_up(anyone: &Anyone, query: &Query, sent: &LookupIn) -> Reply<Looked> {
    let (tenant, portal) = portal_of(anyone, query, sent.org_id.as_deref()).await?;
    let identifiers = sent.registration_identifiers.clone();
    Ok(registration::look_up(&anyone.app.core, &tenant, portal, identifiers, &anyone.network).await?)
}

async fn find_contact(anyone: Anyone, query: Query, body: Sent<LookupIn>) -> Reply<Json<Value>> {
    Ok(Json(match look_up(&anyone, &query, body.get()?).await? {
        Looked::Hidden => json!({ "exists": true }),
        Looked::Contact(id) => json!({ "exists": true, "contactId": id.as_str() }),
        Looked::Account(id) => json!({ "exists": true, "accountId": id.as_str() }),
        Looked::Nobody => json!({ "exists": false, "reason": "NOT_FOUND" }),
    }))
}

async fn find_account(anyone: Anyone, query: Query, body: Sent<LookupIn>) -> Reply<Json<Value>> {
    Ok(Json(match look_up(&anyone, &query, body.get()?).await? {
        Looked::Hidden => json!({ "exists": true }),
        Looked::Account(id) => json!({ "exists": true, "accountId": id.as_str() }),
        Looked::Contact(_) | Looked::Nobody => json!({ "exists": false }),
    }))
}

async fn user_exists(anyone: Anyone, query: Query) -> Reply<Json<Value>> {
    let email = address(&query)?;
    let tenant = match (query.text("org_id"), query.text("domain")) {
        (Some(org), _) => TenantId::from(org),
        (None, Some(domain)) => portals::located(&anyone.app.core, domain).await?.0,
        (None, None) => {
            return Err(Refusal::invalid("org_id", "Name the organisation by org_id or domain.").into());
        }
    };
    let within = (query.text("portal_id").map(PortalId::from), query.text("origin").map(str::to_owned));
    let core = &anyone.app.core;
    let exists = registration::address_exists(core, &tenant, within, email, &anyone.network).await?;
    Ok(Json(json!({ "exists": exists })))
}

fn address(query: &Query) -> Result<EmailAddress, Refusal> {
    let email = query.required("email")?;
    EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))
}

async fn view_entry_point(anyone: Anyone, query: Query) -> Reply<Json<Value>> {
    let email = address(&query)?;
    query.required("domain")?;
    let (tenant, portal) = named_portal(&anyone, &query).await?;
    let core = &anyone.app.core;
    let entry = registration::entry_point(core, &tenant, &portal, email, &anyone.network).await?;
    let mut answer = json!({ "user_exists": entry.user_exists, "entry_point": entry.way });
    if !entry.providers.is_null() {
        answer["preferred_sso_providers"] = entry.providers;
    }
    Ok(Json(answer))
}

/// The schemas whose attributes can identify somebody who registers.
const IDENTIFYING: [&str; 8] =
    ["contact", "account", "contract", "billing_account", "meter", "order", "opportunity", "ticket"];

async fn list_identifiers(user: OrgUser) -> Reply<Json<Value>> {
    let read = user.read(|_, caller| {
        let mut data = Map::new();
        for slug in IDENTIFYING.into_iter().filter(|slug| caller.catalogue.find(slug).is_some()) {
            data.insert(slug.to_owned(), identifiers::candidates_with_labels(caller, slug)?.into());
        }
        Ok(json!({ "data": data }))
    });
    Ok(Json(read.await?))
}

async fn list_secondary(user: OrgUser) -> Reply<Json<Value>> {
    let read = user.read(|_, caller| Ok(json!({ "data": identifiers::candidates(caller, "contact")? })));
    Ok(Json(read.await?))
}

async fn confirm(anyone: Anyone, query: Query) -> Reply<Response> {
    let token = Secret::new(query.text("confirmation_link_token").unwrap_or_default());
    let redirects = query.text("use_redirect") != Some("false");
    match registration::confirm_by_link(&anyone.app.core, &token).await {
        Ok(confirmed) if redirects => sent_on(&anyone, confirmed.portal, "/sign-in?confirmed=true").await,
        Ok(confirmed) => {
            let body = json!({ "confirmed": true, "user_already_confirmed": confirmed.before });
            Ok(Json(body).into_response())
        }
        Err(Refusal::Invalid { message, .. }) => {
            let body =
                json!({ "message": message, "error": message, "status": 400, "reason": "invalid_token" });
            Ok((StatusCode::BAD_REQUEST, Json(body)).into_response())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// An id proves nothing: the page asks for the code of the letter, or takes the signed token of its link.
async fn confirm_by_id(anyone: Anyone, Path(id): Path<String>, query: Query) -> Reply<Response> {
    let _nobody_is_confirmed_by = id;
    query.required("org_id")?;
    query.required("origin")?;
    let (_, portal) = named_portal(&anyone, &query).await?;
    let token = query.text("confirmation_link_token").unwrap_or_default();
    let text = serde_urlencoded::to_string([("confirmation_link_token", token)]).unwrap_or_default();
    let path = if token.is_empty() { "/confirm".to_owned() } else { format!("/confirm?{text}") };
    sent_on(&anyone, portal.id, &path).await
}

/// `301` to a page of a portal, which nobody may remember.
async fn sent_on(anyone: &Anyone, portal: PortalId, path: &str) -> Reply<Response> {
    let (tenant, _) = portals::located(&anyone.app.core, portal.as_str()).await?;
    let found = anyone.read(&tenant, move |tx| portals::find(tx, &portal)).await?.ok_or(Refusal::NotFound)?;
    let address = format!("{}{path}", found.url(&anyone.app.core.options().base_url));
    let place = HeaderValue::from_str(&address).map_err(|error| Refusal::Fault(error.to_string()))?;
    let headers = [(header::LOCATION, place), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::MOVED_PERMANENTLY, headers).into_response())
}

async fn resend(user: OrgUser, Path(id): Path<String>) -> Reply<Json<Value>> {
    let core = user.app().core.clone();
    let written =
        user.write(move |tx, caller| registration::resend(tx, &core, caller, &EntityId::from(id.as_str())));
    written.await?;
    Ok(Json(json!({ "message": "Confirmation email sent successfully." })))
}
