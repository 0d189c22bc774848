//! Every way in which a request can be refused, told once for programs and pages alike.

use portico_access::{Denial, Verdict};
use portico_db::DbError;

/// Why something was not done. Nothing was changed.
#[derive(Debug)]
pub enum Refusal {
    /// The request does not make sense; `field` names the part that does not.
    Invalid {
        /// The part of the request, if one can be named.
        field: Option<String>,
        /// What is wrong and what would be right.
        message: String,
    },
    /// Nobody is signed in, or not any more.
    Unauthenticated {
        /// What a person should know.
        message: String,
        /// The machine-readable cause, if the API names one.
        reason: Option<&'static str>,
    },
    /// The caller may see it but not do this.
    Forbidden {
        /// Which rule refuses.
        message: String,
    },
    /// The caller may change it, but a rule of the portal stands in the way at the moment.
    RuleFailed {
        /// What a person should know.
        message: String,
        /// The rule as it is configured.
        rule: serde_json::Value,
    },
    /// The request makes sense, but what it depends on does not allow it.
    Rejected {
        /// What a person should know, and what can be done.
        message: String,
        /// The machine-readable cause.
        reason: &'static str,
    },
    /// It does not exist for this caller. Always told in the same words.
    NotFound,
    /// Somebody else changed it meanwhile, or its state does not allow this.
    Conflict {
        /// What stands in the way.
        message: String,
        /// The machine-readable cause, if the API names one.
        reason: Option<&'static str>,
    },
    /// Too many tries.
    TooMany {
        /// Seconds until the next try is allowed.
        retry_after: i64,
    },
    /// The request is larger than allowed.
    TooLarge,
    /// It is more than a limit allows, which the message names.
    OverLimit {
        /// The limit, and what can be done.
        message: String,
        /// The machine-readable limit: `FILE_TOO_LARGE` or `NO_ROOM`.
        reason: &'static str,
    },
    /// Our own fault; the cause goes to the log under a reference.
    Fault(String),
}

impl Refusal {
    /// A request that names a field and says what would be right.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid { field: Some(field.into()), message: message.into() }
    }

    /// A conflict without a machine-readable cause.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::Conflict { message: message.into(), reason: None }
    }

    /// The answer to a missing, wrong, expired or revoked credential.
    pub fn unauthenticated() -> Self {
        Self::Unauthenticated { message: "Sign in to continue.".to_owned(), reason: None }
    }
}

impl From<DbError> for Refusal {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Conflict(_) => Self::conflict("Somebody else was changing the same data. Try again."),
            DbError::Unstorable => Self::Invalid {
                field: None,
                message: "The request contains a character that cannot be stored (U+0000).".to_owned(),
            },
            other => Self::Fault(other.to_string()),
        }
    }
}

impl From<Denial> for Refusal {
    fn from(denial: Denial) -> Self {
        let message = denial.to_string();
        match denial.verdict() {
            Verdict::Pending => Self::Unauthenticated { message, reason: Some(denial.reason.code()) },
            Verdict::Unauthenticated => Self::unauthenticated(),
            Verdict::NotFound => Self::NotFound,
            Verdict::Forbidden => Self::Forbidden { message },
        }
    }
}
