//! Refusals as JSON: one shape for all operations, a superset of what the published clients expect.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use portico_core::Refusal;
use serde_json::json;

/// A refusal on its way to the client.
#[derive(Debug)]
pub struct Problem(pub Refusal);

/// What a JSON handler answers.
pub type Reply<T> = Result<T, Problem>;

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl Problem {
    /// The status of a refusal.
    pub fn status(refusal: &Refusal) -> StatusCode {
        match refusal {
            Refusal::Invalid { .. } | Refusal::Rejected { .. } => StatusCode::BAD_REQUEST,
            Refusal::Unauthenticated { .. } => StatusCode::UNAUTHORIZED,
            Refusal::Forbidden { .. } | Refusal::RuleFailed { .. } => StatusCode::FORBIDDEN,
            Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::Conflict { .. } => StatusCode::CONFLICT,
            Refusal::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Refusal::TooLarge | Refusal::OverLimit { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Logs a fault once under a short reference and answers the reference.
pub fn reference_of(cause: &str) -> String {
    let reference = portico_kit::Random::system().token()[..8].to_owned();
    tracing::error!(%reference, %cause, "a request failed");
    reference
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = Self::status(&self.0);
        let (mut retry_after, mut failed_rule) = (None, None);
        let (message, reason, field) = match self.0 {
            Refusal::Invalid { field, message } => (message, None, field),
            Refusal::Unauthenticated { message, reason } | Refusal::Conflict { message, reason } => {
                (message, reason, None)
            }
            Refusal::Forbidden { message } => (message, None, None),
            Refusal::RuleFailed { message, rule } => {
                failed_rule = Some(rule);
                (message, None, None)
            }
            Refusal::OverLimit { message, reason } | Refusal::Rejected { message, reason } => {
                (message, Some(reason), None)
            }
            Refusal::NotFound => ("There is no such thing.".to_owned(), None, None),
            Refusal::TooMany { retry_after: seconds } => {
                retry_after = Some(seconds.max(1));
                (format!("Too many tries. Try again in {} seconds.", seconds.max(1)), None, None)
            }
            Refusal::TooLarge => ("The request is larger than allowed.".to_owned(), None, None),
            Refusal::Fault(cause) => {
                let reference = reference_of(&cause);
                (
                    format!("Something failed on our side; nothing was changed. Reference: {reference}"),
                    None,
                    None,
                )
            }
        };
        let mut body = json!({ "status": status.as_u16(), "error": message, "message": message });
        if let Some(reason) = reason {
            body["reason"] = reason.into();
        }
        if let Some(rule) = failed_rule {
            body["failed_rule"] = rule;
        }
        if let Some(field) = field {
            body["field"] = field.into();
        }
        let mut response = (status, axum::Json(body)).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
