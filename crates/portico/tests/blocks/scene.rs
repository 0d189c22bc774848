//! A page with some blocks, and what a person sees of it.

use portico_core::access::{Pending, enter_portal};
use portico_core::{Refusal, dismissals, sign_in};
use portico_http::Query;
use portico_kit::TenantId;
use portico_test::TestApp;
use portico_test::cast::{AUENTAL, Person};
use portico_web::portal::preview::{self, Looked};
use portico_web::portal::visit::Asked;
use serde_json::{Map, Value, json};

/// A page as a person gets it.
#[derive(Debug)]
pub struct Seen {
    /// What the page holds, or what stood in its way.
    pub html: String,
    /// How many statements it took.
    pub statements: u32,
}

impl Seen {
    /// Whether the page says this.
    pub fn says(&self, text: &str) -> bool {
        self.html.contains(text)
    }
}

/// A block with an id made of its number.
pub fn block(number: u32, kind: &str, content: Value) -> Value {
    json!({ "id": block_id(number), "type": kind, "order": number, "parentId": null, "props": { "content": content } })
}

/// The id of a block with this number.
pub fn block_id(number: u32) -> String {
    format!("00000000-0000-7000-8000-0000000b{number:04}")
}

/// Gives the customer portal one more page; about records of a schema when it names one.
pub async fn put_page(app: &TestApp, slug: &str, about: Option<&str>, blocks: &[Value]) {
    let map: Map<String, Value> = blocks
        .iter()
        .map(|block| (block["id"].as_str().unwrap_or_default().to_owned(), block.clone()))
        .collect();
    let mut page = json!({ "slug": slug, "order": 9, "content": { "title": { "de": slug, "en": slug } },
        "is_detail": about.is_some(), "blocks": map });
    if let Some(about) = about {
        page["detail_schema"] = about.into();
    }
    let path = format!("/v2/portal/pages?domain={}", AUENTAL.customer_domain());
    app.admin().post(&path, &page).await.ok();
}

/// What a person gets at an address: path and query.
pub async fn look(app: &TestApp, person: Person, address: &str) -> Seen {
    let client = app.as_person(person).await;
    let claims = sign_in::verify(&app.core, client.bearer()).expect("the claims");
    let (core, tenant) = (app.core.clone(), TenantId::from(AUENTAL.id));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let asked = Asked { path: format!("/{path}"), query: Query::parse(query), ..Asked::default() };
    let path = path.to_owned();
    let read = app.db().read(&tenant, move |tx| {
        let caller = enter_portal(tx, &core, &claims, Pending::Refused)?;
        let before = tx.statements();
        let html = match preview::at_path(tx, &caller, &asked, &path)? {
            Looked::Page(html, _) => html,
            Looked::Moved(to) => to,
        };
        Ok::<_, Refusal>(Seen { html, statements: tx.statements() - before })
    });
    read.await.unwrap_or_else(|refusal| Seen { html: format!("{refusal:?}"), statements: 0 })
}

/// Takes the sight of something away from customers: `contract:*/status`.
pub async fn deny(app: &TestApp, resource: &str) {
    deny_act(app, "entity:attribute:view", resource).await;
}

/// Takes something away from customers that they may do.
pub async fn deny_act(app: &TestApp, action: &str, resource: &str) {
    grant(app, json!({ "action": action, "resource": resource, "effect": "deny" })).await;
}

/// Lets customers do something.
pub async fn allow(app: &TestApp, action: &str, resource: &str) {
    grant(app, json!({ "action": action, "resource": resource })).await;
}

async fn grant(app: &TestApp, grant: Value) {
    let role = format!("/v1/permissions/roles/{}:default_end_customer_portal_role", AUENTAL.id);
    let mut doc = app.admin().get(&role).await.ok();
    doc["grants"].as_array_mut().expect("a list").push(grant);
    app.admin().put(&role, &doc).await.ok();
}

/// Puts a banner away for a person.
pub async fn put_away(app: &TestApp, person: Person, block: &str, mark: &str) {
    let client = app.as_person(person).await;
    let claims = sign_in::verify(&app.core, client.bearer()).expect("the claims");
    let (core, tenant) = (app.core.clone(), TenantId::from(AUENTAL.id));
    let (block, mark) = (block.to_owned(), mark.to_owned());
    let written = app.db().write(&tenant, move |tx| {
        let caller = enter_portal(tx, &core, &claims, Pending::Refused)?;
        dismissals::dismiss(tx, &caller, &block, &mark)
    });
    written.await.expect("the banner is put away");
}
