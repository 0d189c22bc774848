//! Answers and failures as clients of user pools expect them.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use portico_core::Refusal;
use portico_core::sign_in::{Challenge, Tokens};
use portico_http::{Problem, reference_of};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.1");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// Why a call was refused, by the published name of the failure.
pub(super) struct Failure {
    kind: &'static str,
    message: String,
    status: StatusCode,
    retry_after: Option<i64>,
}

impl Failure {
    pub(super) fn of(kind: &'static str, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), status: StatusCode::BAD_REQUEST, retry_after: None }
    }

    /// A parameter that is missing or makes no sense.
    pub(super) fn parameter(message: impl Into<String>) -> Self {
        Self::of("InvalidParameterException", message)
    }

    /// A parameter that the call needs.
    pub(super) fn missing(name: &str) -> Self {
        Self::parameter(format!("Missing required parameter {name}"))
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid { field, message } => match field.as_deref() {
                Some("code") => Self::of("CodeMismatchException", message),
                Some("password" | "new_password") => Self::of("InvalidPasswordException", message),
                _ => Self::parameter(message),
            },
            Refusal::Unauthenticated { message, reason: Some("CODE_NOT_VALID") } => {
                Self::of("CodeMismatchException", message)
            }
            Refusal::Unauthenticated { message, .. }
            | Refusal::Forbidden { message }
            | Refusal::Rejected { message, .. }
            | Refusal::RuleFailed { message, .. } => Self::of("NotAuthorizedException", message),
            Refusal::NotFound => Self::of("ResourceNotFoundException", "There is no such thing."),
            Refusal::Conflict { message, .. } => Self::of("ConcurrentModificationException", message),
            Refusal::TooMany { retry_after } => {
                let message = format!("Too many tries. Try again in {retry_after} seconds.");
                Self { retry_after: Some(retry_after), ..Self::of("TooManyRequestsException", message) }
            }
            Refusal::TooLarge => Self::parameter("The request is too large."),
            Refusal::OverLimit { message, .. } => Self::of("LimitExceededException", message),
            Refusal::Fault(cause) => {
                let reference = reference_of(&cause);
                let message =
                    format!("Something failed on our side; nothing was changed. Reference: {reference}");
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                Self { status, ..Self::of("InternalErrorException", message) }
            }
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        problem.0.into()
    }
}

/// The parameters of a call.
pub(super) fn read<T: DeserializeOwned>(sent: Value) -> Result<T, Failure> {
    serde_json::from_value(sent).map_err(|error| Failure::parameter(error.to_string()))
}

/// The answer to a call.
pub(super) fn answered(outcome: Result<Value, Failure>, request: &str) -> Response {
    let mut response = match outcome {
        Ok(answer) => Json(answer).into_response(),
        Err(failure) => {
            let body = json!({ "__type": failure.kind, "message": failure.message });
            let mut response = (failure.status, Json(body)).into_response();
            response.headers_mut().insert(ERROR_TYPE, HeaderValue::from_static(failure.kind));
            if let Some(seconds) = failure.retry_after {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            response
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, MEDIA_TYPE);
    if let Ok(request) = HeaderValue::from_str(request) {
        headers.insert(REQUEST_ID, request);
    }
    response
}

/// Tokens, under their published names. The refresh token is a new one each time.
pub(super) fn authenticated(tokens: &Tokens) -> Value {
    json!({ "ChallengeParameters": {}, "AuthenticationResult": {
        "AccessToken": tokens.access_token,
        "IdToken": tokens.id_token,
        "RefreshToken": tokens.refresh_token,
        "ExpiresIn": tokens.expires_in,
        "TokenType": tokens.token_type,
    } })
}

/// A proof that is still needed, under its published name.
pub(super) fn challenged(name: &str, challenge: &Challenge, user: &str) -> Value {
    let mut parameters = json!({ "USERNAME": user });
    if name != "SOFTWARE_TOKEN_MFA" {
        parameters["CODE_DELIVERY_DELIVERY_MEDIUM"] = "EMAIL".into();
        parameters["CODE_DELIVERY_DESTINATION"] = covered(user).into();
    }
    json!({ "ChallengeName": name, "Session": challenge.session.expose(), "ChallengeParameters": parameters })
}

/// An address of which only the beginnings are told: `k***@m***`.
pub(super) fn covered(email: &str) -> String {
    let (name, host) = email.trim().split_once('@').unwrap_or((email, ""));
    let first = |text: &str| text.chars().next().map_or_else(String::new, String::from);
    format!("{}***@{}***", first(name), first(host))
}

#[cfg(test)]
mod tests {
    use super::covered;

    #[test]
    fn an_address_is_covered_whatever_it_is() {
        assert_eq!(covered("katrin@mail.example"), "k***@m***");
        assert_eq!(covered(""), "***@***");
        assert_eq!(covered("ü@"), "ü***@***");
    }
}
