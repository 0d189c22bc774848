//! The small things everyone speaks: ids, instants, clocks, chance, addresses, languages, money, secrets.

pub mod document;
pub mod filter;

mod chance;
mod email_address;
mod ids;
mod instant;
mod locale;
mod money;
mod secret;

pub use chance::Random;
pub use email_address::{EmailAddress, InvalidEmailAddress};
pub use ids::{
    ActivityId, DesignId, EntityId, OrgUserId, PageId, PortalId, RoleId, SessionId, TenantId, TokenId,
};
pub use instant::{Clock, Instant, InvalidInstant};
pub use locale::Locale;
pub use money::Money;
pub use secret::Secret;
