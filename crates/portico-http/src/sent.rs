//! What was sent: a JSON body, read to its end, judged only after the caller is known.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use http_body_util::BodyExt;
use portico_core::Refusal;
use serde::de::DeserializeOwned;

use crate::App;

/// The largest body, in bytes.
const LARGEST: usize = 10 * 1024 * 1024;
/// How much of a larger body is read, in bytes.
const MOST_DISCARDED: usize = 64 * 1024 * 1024;

/// A JSON body. A wrong one is told by [`Sent::get`], after access was decided.
pub struct Sent<T>(Result<T, Wrong>);

enum Wrong {
    TooLarge,
    Invalid(String),
    /// Which part of the body holds a character that cannot be stored.
    Unstorable(String),
}

impl<T> Sent<T> {
    /// The body, or why it cannot be read.
    pub fn get(&self) -> Result<&T, Refusal> {
        match &self.0 {
            Ok(value) => Ok(value),
            Err(Wrong::TooLarge) => Err(Refusal::TooLarge),
            Err(Wrong::Invalid(message)) => Err(Refusal::invalid("body", message.clone())),
            Err(Wrong::Unstorable(place)) => {
                let message = format!("{place} contains a character that cannot be stored (U+0000).");
                Err(Refusal::invalid(place, message))
            }
        }
    }
}

impl<T: DeserializeOwned + Send> FromRequest<App> for Sent<T> {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &App) -> Result<Self, Infallible> {
        let bytes = match read(request.into_body()).await {
            Ok(bytes) => bytes,
            Err(wrong) => return Ok(Self(Err(wrong))),
        };
        // The published client sends calls without a body as an empty form.
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        if names_nul(text) {
            return Ok(Self(Err(Wrong::Unstorable(place_of_nul(text)))));
        }
        let parsed = serde_json::from_slice(text)
            .map_err(|error| Wrong::Invalid(format!("The body is not as expected: {}", plainly(&error))));
        Ok(Self(parsed))
    }
}

/// Reads a body to its end. One that is too large is read on for a while without being kept: a client that is
/// still sending would not hear the answer.
async fn read(mut body: Body) -> Result<Vec<u8>, Wrong> {
    let (mut kept, mut size) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Wrong::Invalid(format!("The body could not be read: {error}")))?;
        let Ok(data) = frame.into_data() else { continue };
        size += data.len();
        match size {
            0..=LARGEST => kept.extend_from_slice(&data),
            _ if size > MOST_DISCARDED => break,
            _ => kept = Vec::new(),
        }
    }
    if size > LARGEST { Err(Wrong::TooLarge) } else { Ok(kept) }
}

/// Whether a JSON text writes U+0000, which no database has a place for. An escaped backslash before `u0000` is none.
fn names_nul(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escape = rest.get(at + 1..).unwrap_or_default();
        if escape.starts_with(b"u0000") {
            return true;
        }
        rest = escape.get(1..).unwrap_or_default();
    }
    false
}

/// The key at the top of the body under which U+0000 stands; `body` when there is none.
fn place_of_nul(text: &[u8]) -> String {
    let parsed: serde_json::Value = serde_json::from_slice(text).unwrap_or_default();
    let mut keys = parsed.as_object().into_iter().flatten();
    let found = keys.find(|(key, value)| !key.contains('\0') && names_nul(value.to_string().as_bytes()));
    found.map_or_else(|| "body".to_owned(), |(key, _)| key.clone())
}

/// What is wrong with a body, in the words of JSON instead of those of the program.
fn plainly(error: &serde_json::Error) -> String {
    let words = [
        ("expected i64", "expected a whole number"),
        ("expected u64", "expected a whole number"),
        ("expected f64", "expected a number"),
        ("expected a boolean", "expected true or false"),
        ("expected a map", "expected an object"),
        ("expected a sequence", "expected a list"),
        ("invalid type: map", "invalid type: object"),
        ("invalid type: sequence", "invalid type: list"),
    ];
    let told = words.into_iter().fold(error.to_string(), |text, (ours, theirs)| text.replace(ours, theirs));
    match told.split_once("expected struct ") {
        Some((before, rest)) => {
            format!("{before}expected an object{}", rest.trim_start_matches(char::is_alphanumeric))
        }
        None => told,
    }
}

/// A JSON text that is sent as it is.
pub struct Raw(pub String);

impl IntoResponse for Raw {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.0));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}
