//! Challenges: what a ceremony must answer. One is sealed rather than stored, so that looking at a page writes nothing;
//! what was answered once is remembered until its time is over.

use portico_db::{DbError, Tx};
use portico_kit::{EntityId, Instant, PortalId, SessionId, TenantId};
use serde::{Deserialize, Serialize};

use super::client_data::Ceremony;
use crate::Core;
use crate::sign_in::hash;

/// How long a challenge may be answered, in seconds.
pub(super) const LASTS: i64 = 300;

/// What a challenge is good for; it is good for nothing else.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Challenge {
    #[serde(rename = "t")]
    pub(super) tenant: TenantId,
    #[serde(rename = "p")]
    pub(super) portal: PortalId,
    /// The host whose pages may answer it.
    #[serde(rename = "h")]
    pub(super) host: String,
    /// Who makes a passkey, and in which session; nobody for a sign-in.
    #[serde(rename = "u")]
    pub(super) maker: Option<(EntityId, SessionId)>,
    #[serde(rename = "e")]
    ends_at: i64,
    #[serde(rename = "n")]
    nonce: String,
}

fn purpose(ceremony: Ceremony) -> &'static str {
    match ceremony {
        Ceremony::Making => "passkey made",
        Ceremony::Proving => "passkey proves",
    }
}

impl Challenge {
    pub(super) fn fresh(
        core: &Core,
        tenant: &TenantId,
        portal: &PortalId,
        host: &str,
        maker: Option<(EntityId, SessionId)>,
    ) -> Self {
        Self {
            tenant: tenant.clone(),
            portal: portal.clone(),
            host: host.to_owned(),
            maker,
            ends_at: core.clock().now().plus_seconds(LASTS).0,
            nonce: core.random().token(),
        }
    }

    /// As the browser gets it.
    pub(super) fn sealed(&self, core: &Core) -> String {
        let ceremony = if self.maker.is_some() { Ceremony::Making } else { Ceremony::Proving };
        core.signer().seal(purpose(ceremony), &serde_json::to_string(self).unwrap_or_default())
    }

    /// The challenge of a text, when it is ours, for this ceremony, and its time is not over.
    pub(super) fn open(core: &Core, ceremony: Ceremony, sealed: &str) -> Option<Self> {
        let text = core.signer().unseal(purpose(ceremony), sealed)?;
        let found: Self = serde_json::from_str(&text).ok()?;
        (core.clock().now() < Instant(found.ends_at)).then_some(found)
    }

    /// Uses it up; false when it was answered before.
    pub(super) fn use_up(&self, tx: &mut Tx<'_>, now: Instant) -> Result<bool, DbError> {
        let over = "DELETE FROM answered_challenges WHERE tenant_id = $1 AND ends_at <= $2";
        tx.execute(over, &[now.into()])?;
        let sql = "INSERT INTO answered_challenges (tenant_id, id, ends_at) VALUES ($1, $2, $3)
                   ON CONFLICT (tenant_id, id) DO NOTHING";
        Ok(tx.execute(sql, &[hash(&self.nonce).into(), self.ends_at.into()])? == 1)
    }
}
