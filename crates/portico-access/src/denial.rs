//! A refusal: which layer refused, why, and what the caller is told.

use std::fmt;

use serde::Serialize;

use crate::grants::GrantRef;

/// The five layers, in the order they are asked.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Organisation, portal, user and credential are live.
    State,
    /// The portal shows records of this schema.
    Schema,
    /// Relations lead from the viewer to the record.
    Reach,
    /// The portal's roles allow the action.
    Grants,
    /// What holds for this kind of record or viewer.
    Kind,
}

/// Why a layer refused.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The organisation is switched off.
    OrganisationDisabled,
    /// The portal is switched off.
    PortalDisabled,
    /// The credential was revoked or has run out.
    CredentialRevoked,
    /// The user has not confirmed the registration.
    NotRegistered,
    /// The user's access was withdrawn.
    AccessWithdrawn,
    /// The user's access has expired.
    AccessExpired,
    /// The user has no contact yet.
    PendingActivation,
    /// The portal does not show this schema.
    SchemaNotAllowed,
    /// There is no such record, or it was deleted.
    NoSuchRecord,
    /// No relation path leads to the record.
    NotReached,
    /// No grant allows the action.
    NotGranted,
    /// A grant denies the action.
    DeniedByGrant,
    /// No grant allows it for this attribute.
    AttributeNotGranted,
    /// A grant denies it for this attribute.
    AttributeDenied,
    /// Users do not change who they are, or whom they stand for.
    IdentityField,
    /// Portal users do not change fields that the system keeps.
    SystemField,
    /// The file is not shared with customers.
    FileNotShared,
    /// A preview changes nothing.
    PreviewReadsOnly,
}

impl Reason {
    /// The machine-readable code of the published interface.
    pub fn code(self) -> &'static str {
        match self {
            Self::OrganisationDisabled => "ORGANISATION_DISABLED",
            Self::PortalDisabled => "PORTAL_DISABLED",
            Self::CredentialRevoked => "CREDENTIAL_REVOKED",
            Self::NotRegistered => "PORTAL_USER_NOT_REGISTERED",
            Self::AccessWithdrawn => "PORTAL_USER_ACCESS_WITHDRAWN",
            Self::AccessExpired => "PORTAL_USER_ACCESS_EXPIRED",
            Self::PendingActivation => "PORTAL_USER_PENDING_ACTIVATION",
            Self::SchemaNotAllowed | Self::NoSuchRecord | Self::NotReached => "NOT_FOUND",
            Self::NotGranted | Self::DeniedByGrant => "ACTION_NOT_GRANTED",
            Self::AttributeNotGranted | Self::AttributeDenied => "ATTRIBUTE_NOT_GRANTED",
            Self::IdentityField => "IDENTITY_FIELD",
            Self::SystemField => "SYSTEM_FIELD",
            Self::FileNotShared => "FILE_NOT_SHARED",
            Self::PreviewReadsOnly => "PREVIEW_READS_ONLY",
        }
    }
}

impl Reason {
    /// The refusal as a sentence to the caller; it says nothing about grants or other people's records.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::OrganisationDisabled | Self::PortalDisabled => "This portal is switched off.",
            Self::CredentialRevoked => "Sign in to continue.",
            Self::NotRegistered => "Confirm your registration to continue.",
            Self::AccessWithdrawn => "Your access was withdrawn.",
            Self::AccessExpired => "Your access has expired.",
            Self::PendingActivation => "Your access waits for activation.",
            Self::SchemaNotAllowed | Self::NoSuchRecord | Self::NotReached | Self::FileNotShared => {
                "This does not exist."
            }
            Self::NotGranted | Self::DeniedByGrant => "You may not do this.",
            Self::AttributeNotGranted | Self::AttributeDenied => "you may not see or change this.",
            Self::IdentityField => "this says who you are and cannot be changed here.",
            Self::SystemField => "this is kept by the system and cannot be changed.",
            Self::PreviewReadsOnly => "A preview changes nothing.",
        }
    }
}

/// What the caller is told.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 401: sign in.
    Unauthenticated,
    /// 401: wait until the user is mapped to a contact.
    Pending,
    /// 404: for this viewer the record does not exist.
    NotFound,
    /// 403: it is visible, but this is not allowed.
    Forbidden,
}

/// A refusal.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Denial {
    /// The layer that refused.
    pub layer: Layer,
    /// Why.
    pub reason: Reason,
    /// What the caller is told.
    verdict: Verdict,
    /// The attribute it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute: Option<String>,
    /// The grant that denied; for administrators only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grant: Option<GrantRef>,
}

impl Denial {
    /// What the caller is told.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    pub(crate) fn new(layer: Layer, reason: Reason, verdict: Verdict) -> Self {
        Self { layer, reason, verdict, attribute: None, grant: None }
    }

    pub(crate) fn for_attribute(reason: Reason, attribute: &str) -> Self {
        Self { attribute: Some(attribute.to_owned()), ..Self::new(Layer::Grants, reason, Verdict::Forbidden) }
    }

    pub(crate) fn by(self, grant: Option<GrantRef>) -> Self {
        Self { grant, ..self }
    }
}

impl fmt::Display for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.attribute {
            Some(attribute) => write!(f, "{attribute}: {}", self.reason.sentence()),
            None => f.write_str(self.reason.sentence()),
        }
    }
}

impl std::error::Error for Denial {}
