//! A caller of the API with named methods.

use std::sync::{Arc, Mutex, PoisonError};

use http::request::Builder;
use http::{Method, Request, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Map, Value, json};

use crate::{Answer, published};

/// Somebody, or some program, that calls the API.
#[derive(Clone)]
pub struct Client {
    http: legacy::Client<HttpConnector, Full<Bytes>>,
    base: String,
    bearer: Option<String>,
    breaches: Breaches,
    /// What signing in answered; null for programs and for nobody.
    pub tokens: Value,
}

/// Where answers differed from the published API, told by operation.
#[derive(Clone, Default)]
pub(crate) struct Breaches(Arc<Mutex<Vec<String>>>);

impl Breaches {
    fn note(&self, answer: &Answer) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(published::breaches(answer));
    }

    /// What was noted so far.
    pub(crate) fn all(&self) -> Vec<String> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        all.sort();
        all.dedup();
        all
    }
}

impl Client {
    /// A caller who has not signed in.
    pub(crate) fn new(base: String, breaches: Breaches) -> Self {
        let http = legacy::Client::builder(TokioExecutor::new()).build_http();
        Self { http, base, bearer: None, breaches, tokens: Value::Null }
    }

    /// The same caller with another bearer token.
    #[must_use]
    pub fn with(&self, bearer: &str) -> Self {
        Self { bearer: Some(bearer.to_owned()), tokens: Value::Null, ..self.clone() }
    }

    /// Nobody.
    #[must_use]
    pub fn signed_out(&self) -> Self {
        Self { bearer: None, tokens: Value::Null, ..self.clone() }
    }

    /// The bearer token.
    pub fn bearer(&self) -> &str {
        self.bearer.as_deref().unwrap_or_default()
    }

    /// Signs a portal user in; the answer tells whether it worked.
    pub async fn try_login(&self, portal: &str, email: &str, password: &str) -> Answer {
        let sent = json!({ "portal_id": portal, "email": email, "password": password });
        self.signed_out().post("/auth/login", &sent).await
    }

    /// A portal user, signed in.
    pub async fn login(&self, portal: &str, email: &str, password: &str) -> Self {
        let tokens = self.try_login(portal, email, password).await.ok();
        let bearer = tokens["access_token"].as_str().unwrap_or_default().to_owned();
        Self { bearer: Some(bearer), tokens, ..self.clone() }
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, Vec::new()).await
    }

    /// `POST` with a JSON body.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, body.to_string().into_bytes()).await
    }

    /// `PUT` with a JSON body.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, body.to_string().into_bytes()).await
    }

    /// `PATCH` with a JSON body.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PATCH, path, body.to_string().into_bytes()).await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, Vec::new()).await
    }

    /// `GET` with one more header.
    pub async fn get_with(&self, path: &str, header: &str, value: &str) -> Answer {
        self.ask(self.request(Method::GET, path).header(header, value), Vec::new(), &format!("GET {path}"))
            .await
    }

    /// `POST` of a JSON body with one more header.
    pub async fn post_with(&self, path: &str, header: &str, value: &str, body: &Value) -> Answer {
        let request = self.request(Method::POST, path).header(header, value);
        self.ask(request, body.to_string().into_bytes(), &format!("POST {path}")).await
    }

    /// A call of a user pool.
    pub async fn call(&self, action: &str, body: &Value) -> Answer {
        let target = format!("AWSCognitoIdentityProviderService.{action}");
        let request = self.request(Method::POST, "/").header("x-amz-target", target);
        let request = request.header(header::CONTENT_TYPE, "application/x-amz-json-1.1");
        self.ask(request, body.to_string().into_bytes(), &format!("CALL {action}")).await
    }

    /// `PUT` of bytes of a media type, to an address that was handed out.
    pub async fn put_bytes(&self, address: &str, media_type: &str, bytes: Vec<u8>) -> Answer {
        let path = self.path_of(address).to_owned();
        let request = self.request(Method::PUT, &path).header(header::CONTENT_TYPE, media_type);
        self.ask(request, bytes, &format!("PUT {path}")).await
    }

    /// The path of an address that was handed out.
    pub fn path_of<'a>(&self, address: &'a str) -> &'a str {
        address.strip_prefix(self.base.as_str()).unwrap_or(address)
    }

    /// Any method with any bytes.
    pub async fn send(&self, method: Method, path: &str, body: Vec<u8>) -> Answer {
        let asked = format!("{method} {path}");
        self.ask(self.request(method, path), body, &asked).await
    }

    fn request(&self, method: Method, path: &str) -> Builder {
        Request::builder().method(method).uri(format!("{}{path}", self.base))
    }

    async fn ask(&self, mut request: Builder, body: Vec<u8>, asked: &str) -> Answer {
        let is_typed = request.headers_ref().is_some_and(|all| all.contains_key(header::CONTENT_TYPE));
        if !body.is_empty() && !is_typed {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        if let Some(bearer) = &self.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {bearer}"));
        }
        let request = request.body(Full::new(Bytes::from(body))).expect("a request");
        let response = self.http.request(request).await;
        let response = response.unwrap_or_else(|error| panic!("{asked} broke off: {error:?}"));
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap_or_else(|error| panic!("{asked} broke off: {error:?}"));
        let text = String::from_utf8_lossy(&bytes.to_bytes()).into_owned();
        let asked = asked.to_owned();
        let answer = Answer { asked, status: parts.status, headers: parts.headers, text };
        self.breaches.note(&answer);
        answer
    }

    /// One record, as a portal user gets it.
    pub async fn view(&self, schema: &str, id: &str) -> Answer {
        self.post("/v2/portal/entity:get", &json!({ "slug": schema, "entity_id": id })).await
    }

    /// A search, as a portal user makes it: a schema and whatever else is asked for.
    pub async fn search(&self, schema: &str, asked: Value) -> Answer {
        let mut sent: Map<String, Value> = asked.as_object().cloned().unwrap_or_default();
        sent.entry("slug").or_insert_with(|| schema.into());
        self.post("/v2/portal/entity:search", &Value::Object(sent)).await
    }

    /// The ids that a search finds, sorted.
    pub async fn ids(&self, schema: &str, asked: Value) -> Vec<String> {
        let found = self.search(schema, asked).await.ok();
        let mut ids: Vec<String> = ids_of(&found["results"]);
        ids.sort();
        ids
    }

    /// A change of a record by a portal user.
    pub async fn change(&self, schema: &str, id: &str, attributes: Value) -> Answer {
        self.patch(&format!("/v2/portal/entity/{schema}/{id}"), &attributes).await
    }

    /// What happened to a record, newest first.
    pub async fn activity(&self, schema: &str, id: &str) -> Answer {
        self.get(&format!("/v2/portal/entity/{schema}/{id}/activity")).await
    }

    /// One record, as staff read it.
    pub async fn record(&self, schema: &str, id: &str) -> Value {
        self.get(&format!("/v2/entity/{schema}/{id}")).await.ok()
    }

    /// A change of a record by staff.
    pub async fn edit(&self, schema: &str, id: &str, attributes: Value) -> Answer {
        self.patch(&format!("/v1/entity/{schema}/{id}"), &attributes).await
    }
}

/// The ids of a list of records, in its order.
pub(crate) fn ids_of(list: &Value) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    items.map(|item| item["_id"].as_str().unwrap_or_default().to_owned()).collect()
}
