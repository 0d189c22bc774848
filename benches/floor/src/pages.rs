//! The two floors' answers: bytes from memory, and documents from SQLite behind an HMAC.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as SizedBy, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use ring::hmac;
use rusqlite::Connection;

use crate::{Outcome, bearer, store};

const JSON: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];

/// The largest answer that can be asked for by its size.
const LARGEST: usize = 1 << 20;

/// The byte floor: the answers stand ready in memory.
pub fn bytes(one: Bytes, all: Bytes) -> Router {
    let long: Bytes = all.iter().copied().cycle().take(LARGEST).collect();
    let answer = |body: Bytes| any(move || async move { (JSON, body) });
    let sized =
        any(move |SizedBy(size): SizedBy<usize>| async move { (JSON, long.slice(..size.min(LARGEST))) });
    Router::new().route("/one", answer(one)).route("/all", answer(all)).route("/size/{bytes}", sized)
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

type Fetch = dyn Fn(&Connection, i64) -> rusqlite::Result<String>;

/// The query floor: check the bearer, run one prepared and indexed query, send what it found.
pub fn query(folder: &Path) -> Router {
    let state = Query { folder: Arc::new(folder.to_owned()), key: Arc::new(bearer::key()) };
    Router::new()
        .route(
            "/one",
            any(async |State(query): State<Query>, headers: HeaderMap| query.answer(&headers, &store::one)),
        )
        .route(
            "/all",
            any(async |State(query): State<Query>, headers: HeaderMap| query.answer(&headers, &store::all)),
        )
        .route("/size/{bytes}", any(answer_sized))
        .with_state(state)
}

async fn answer_sized(
    State(query): State<Query>,
    SizedBy(size): SizedBy<usize>,
    headers: HeaderMap,
) -> Response {
    let size = size.min(LARGEST);
    query.answer(&headers, &move |connection, customer| store::sized(connection, customer, size))
}

thread_local! {
    static CONNECTION: OnceCell<Connection> = const { OnceCell::new() };
}

impl Query {
    fn answer(&self, headers: &HeaderMap, fetch: &Fetch) -> Response {
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
