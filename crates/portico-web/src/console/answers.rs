//! What a form of the console sent.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use portico_http::{App, Query};

/// The answers of a form, in the order they were sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers(Query);

impl Answers {
    /// The first answer to a question, without spaces around it.
    pub(super) fn text(&self, name: &str) -> &str {
        self.0.text(name).unwrap_or_default().trim()
    }

    /// The first answer as it was typed, when the question was on the page.
    pub(super) fn raw(&self, name: &str) -> Option<&str> {
        self.0.text(name)
    }

    /// All answers to a question, such as ticked boxes.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        self.0.pairs().iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The answers as they would stand in an address.
    pub(super) fn query(&self) -> &Query {
        &self.0
    }

    /// Every question with its answer.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        self.0.pairs()
    }

    /// Answers as a test writes them down.
    #[cfg(test)]
    pub(super) fn of(text: &str) -> Self {
        Self(Query::parse(text))
    }
}

impl FromRequest<App> for Answers {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let too_large = |_| (StatusCode::PAYLOAD_TOO_LARGE, "The form is larger than 2 MB.").into_response();
        let bytes = Bytes::from_request(request, app).await.map_err(too_large)?;
        // Browsers send forms as UTF-8; anything else cannot come from one of our pages.
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        Ok(Self(Query::parse(text)))
    }
}
