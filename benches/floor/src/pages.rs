//! The two floors' answers: bytes from memory, and documents from SQLite behind an HMAC.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use ring::hmac;
use rusqlite::Connection;

use crate::{Outcome, bearer, store};

const JSON: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];

/// The byte floor: the answers stand ready in memory.
pub fn bytes(one: Bytes, all: Bytes) -> Router {
    let answer = |body: Bytes| any(move || async move { (JSON, body) });
    Router::new().route("/one", answer(one)).route("/all", answer(all))
}

/// The byte floor of a folder that was seeded: the bytes of its first customer.
pub fn bytes_of(folder: &Path) -> Outcome<Router> {
    let connection = store::open(folder)?;
    Ok(bytes(store::one(&connection, 0)?.into(), store::all(&connection, 0)?.into()))
}

#[derive(Clone)]
struct Query {
    folder: Arc<PathBuf>,
    key: Arc<hmac::Key>,
}

type Fetch = fn(&Connection, i64) -> rusqlite::Result<String>;

/// The query floor: check the bearer, run one prepared and indexed query, send what it found.
pub fn query(folder: &Path) -> Router {
    let state = Query { folder: Arc::new(folder.to_owned()), key: Arc::new(bearer::key()) };
    let answer = |fetch: Fetch| {
        any(
            move |State(query): State<Query>, headers: HeaderMap| async move { query.answer(&headers, fetch) },
        )
    };
    Router::new().route("/one", answer(store::one)).route("/all", answer(store::all)).with_state(state)
}

thread_local! {
    static CONNECTION: OnceCell<Connection> = const { OnceCell::new() };
}

impl Query {
    fn answer(&self, headers: &HeaderMap, fetch: Fetch) -> Response {
        let customer = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| bearer::customer(&self.key, value));
        let Some(customer) = customer else { return StatusCode::UNAUTHORIZED.into_response() };
        match CONNECTION.with(|cell| self.connection(cell).and_then(|open| Ok(fetch(open, customer)?))) {
            Ok(body) => (JSON, body).into_response(),
            Err(cause) => (StatusCode::INTERNAL_SERVER_ERROR, cause.to_string()).into_response(),
        }
    }

    fn connection<'a>(&self, cell: &'a OnceCell<Connection>) -> Outcome<&'a Connection> {
        if let Some(open) = cell.get() {
            return Ok(open);
        }
        let fresh = store::open(&self.folder)?;
        Ok(cell.get_or_init(|| fresh))
    }
}
