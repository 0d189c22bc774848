//! What the product answered, with the questions that stories ask of it.

use http::{HeaderMap, StatusCode};
use serde_json::Value;

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was asked, such as `GET /v2/portal/contact`.
    pub asked: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub text: String,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    /// The JSON of an answer that must be a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} answered {}: {:.600}", self.asked, self.status, self.text);
        self.json()
    }

    /// The JSON of an answer that must have this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Value {
        let found = self.status.as_u16();
        assert_eq!(found, status, "{} answered {found}: {:.600}", self.asked, self.text);
        self.json()
    }

    /// An answer of 400 that names this field.
    #[track_caller]
    pub fn names(self, field: &str) -> Value {
        let asked = self.asked.clone();
        let body = self.is(400);
        assert_eq!(body["field"], field, "{asked}: {body}");
        body
    }

    /// Whether the body holds a text anywhere.
    pub fn says(&self, text: &str) -> bool {
        self.text.contains(text)
    }
}
