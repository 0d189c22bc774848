//! Why a sign-in with a provider came to nothing, in words for people and a reason for programs.

use crate::Refusal;

/// Why a sign-in with a provider came to nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Failure {
    /// The provider's settings are not complete.
    Settings,
    /// The provider does not answer, or not as it should.
    Unavailable,
    /// The person, or the provider, broke it off.
    Cancelled,
    /// It was not begun in this browser, was finished already, or took too long.
    State,
    /// What the provider sent cannot be believed.
    Untrusted,
    /// The provider did not tell an e-mail address.
    NoEmail,
    /// The provider does not vouch for the e-mail address.
    EmailNotProved,
    /// The address has an account that is not connected yet.
    NeedsPassword,
    /// Nobody here is this person, and nobody new is taken in.
    NotFound,
    /// The account may not sign in.
    Off,
}

impl Failure {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Settings,
        Self::Unavailable,
        Self::Cancelled,
        Self::State,
        Self::Untrusted,
        Self::NoEmail,
        Self::EmailNotProved,
        Self::NeedsPassword,
        Self::NotFound,
        Self::Off,
    ];

    /// The machine-readable reason.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Settings => "SSO_PROVIDER_NOT_SET_UP",
            Self::Unavailable => "SSO_PROVIDER_UNAVAILABLE",
            Self::Cancelled => "SSO_CANCELLED",
            Self::State => "SSO_STATE_NOT_VALID",
            Self::Untrusted => "SSO_TOKEN_NOT_VALID",
            Self::NoEmail => "SSO_EMAIL_MISSING",
            Self::EmailNotProved => "SSO_EMAIL_NOT_VERIFIED",
            Self::NeedsPassword => "SSO_ACCOUNT_NOT_CONNECTED",
            Self::NotFound => "PORTAL_ACCOUNT_NOT_FOUND",
            Self::Off => "SSO_ACCOUNT_OFF",
        }
    }

    /// The failure of a reason.
    pub fn of_reason(reason: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.reason() == reason)
    }

    /// The failure behind a refusal, if it is one of these.
    pub fn of(refusal: &Refusal) -> Option<Self> {
        match refusal {
            Refusal::Rejected { reason, .. } | Refusal::Unauthenticated { reason: Some(reason), .. } => {
                Self::of_reason(reason)
            }
            _ => None,
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::Settings => {
                "The settings of this identity provider are not complete. Ask the organisation."
            }
            Self::Unavailable => "The identity provider does not answer as it should. Try again later.",
            Self::Cancelled => "The sign-in with the identity provider was broken off. Start again.",
            Self::State => {
                "This sign-in was finished already, took too long, or began elsewhere. Start again."
            }
            Self::Untrusted => "What the identity provider sent cannot be trusted. Start again.",
            Self::NoEmail => {
                "The identity provider does not tell an e-mail address. Allow it to, or register."
            }
            Self::EmailNotProved => {
                "The identity provider does not vouch for this e-mail address. Prove it first."
            }
            Self::NeedsPassword => "This address has an account. Sign in once as usual to connect the two.",
            Self::NotFound => "No account of this portal belongs to this identity.",
            Self::Off => "This account may not sign in at present. Ask the organisation.",
        }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        let (message, reason) = (failure.message().to_owned(), failure.reason());
        match failure {
            Failure::State | Failure::Untrusted => Self::Unauthenticated { message, reason: Some(reason) },
            _ => Self::Rejected { message, reason },
        }
    }
}
