//! Identifiers as types, so that a portal's id never passes for a record's.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Instant, Random};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as it is stored and sent.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// A fresh UUIDv7, sorted by the time it was made.
            pub fn fresh(now: Instant, random: &Random) -> Self {
                Self(random.uuid_v7(now))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

id!(
    /// An organisation, the tenant of every table: numeric text such as `739224`.
    TenantId
);
id!(
    /// A record of any schema.
    EntityId
);
id!(
    /// A portal of an organisation.
    PortalId
);
id!(
    /// A page of a portal.
    PageId
);
id!(
    /// A design: colours, face and logo of portals.
    DesignId
);
id!(
    /// A role, `<org>:<slug>`.
    RoleId
);
id!(
    /// A sign-in session.
    SessionId
);
id!(
    /// A user of the organisation's own staff.
    OrgUserId
);
id!(
    /// An API access token.
    TokenId
);
id!(
    /// An entry of the activity history.
    ActivityId
);

impl TenantId {
    /// The tenant that owns what belongs to no organisation: the list of tenants, hosts, keys, jobs.
    pub fn system() -> Self {
        Self("*".to_owned())
    }
}
