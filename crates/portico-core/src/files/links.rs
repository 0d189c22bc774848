//! Links: sealed, short-lived, and good only for one caller, one file and one purpose. Access is asked again on use.

use portico_db::Tx;
use portico_kit::{EntityId, Instant, TenantId};
use serde::{Deserialize, Serialize};

use super::{Announced, Content, content_of};
use crate::sign_in::{Claims, TokenKind};
use crate::{Caller, Core, Refusal, access};

/// How long a link to read is good, in seconds.
const READING: i64 = 300;
/// How long a link to upload is good, in seconds.
const UPLOADING: i64 = 900;

/// What a link is for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Purpose {
    /// To save the file.
    #[serde(rename = "save")]
    Save,
    /// To show it in the browser.
    #[serde(rename = "show")]
    Show,
}

/// A link to read a file.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Link {
    /// The organisation.
    #[serde(rename = "t")]
    pub tenant: String,
    /// The file.
    #[serde(rename = "f")]
    pub file: String,
    /// The version of the file, when it is not the newest.
    #[serde(rename = "v")]
    pub version: Option<usize>,
    /// What it is for.
    #[serde(rename = "p")]
    pub purpose: Purpose,
    /// The public link that it was made from; nobody in particular reads then.
    #[serde(rename = "l")]
    pub public: Option<String>,
    /// Whose session it belongs to.
    #[serde(rename = "c")]
    claims: Option<Claimed>,
    #[serde(rename = "e")]
    ends_at: i64,
}

/// Who asked for a link; asked again when it is used.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Claimed {
    #[serde(rename = "k")]
    kind: String,
    #[serde(rename = "s")]
    session: String,
    #[serde(rename = "u")]
    subject: String,
    #[serde(rename = "p")]
    portal: Option<String>,
}

/// Seals a link for the caller that the claims name.
pub fn sign_link(
    core: &Core,
    claims: &Claims,
    file: &EntityId,
    version: Option<usize>,
    purpose: Purpose,
) -> Result<String, Refusal> {
    let kind = match claims.kind {
        TokenKind::Portal => "portal",
        TokenKind::Staff => "staff",
        TokenKind::Api => "api",
        // Contents are no part of what surfaces open.
        TokenKind::Identified => return Err(Refusal::unauthenticated()),
    };
    let claimed = Claimed {
        kind: kind.to_owned(),
        session: claims.session.as_str().to_owned(),
        subject: claims.subject.clone(),
        portal: claims.portal_id.as_ref().map(|portal| portal.as_str().to_owned()),
    };
    let link = Link {
        tenant: claims.tenant.as_str().to_owned(),
        file: file.as_str().to_owned(),
        version,
        purpose,
        public: None,
        claims: Some(claimed),
        ends_at: core.clock().now().plus_seconds(READING).0,
    };
    seal(core, "read", &link)
}

/// Seals a link that follows from a public one.
pub(super) fn sign_public(
    core: &Core,
    tenant: &TenantId,
    file: &str,
    public: &str,
) -> Result<String, Refusal> {
    let link = Link {
        tenant: tenant.as_str().to_owned(),
        file: file.to_owned(),
        version: None,
        purpose: Purpose::Save,
        public: Some(public.to_owned()),
        claims: None,
        ends_at: core.clock().now().plus_seconds(READING).0,
    };
    seal(core, "read", &link)
}

fn seal(core: &Core, what: &str, link: &impl Serialize) -> Result<String, Refusal> {
    let text = serde_json::to_string(link).map_err(|error| Refusal::Fault(error.to_string()))?;
    Ok(core.signer().seal(what, &text))
}

/// Opens a link that is still good.
pub fn read_link(core: &Core, token: &str) -> Option<Link> {
    let link: Link = serde_json::from_str(&core.signer().unseal("read", token)?).ok()?;
    (core.clock().now() < Instant(link.ends_at)).then_some(link)
}

impl Link {
    /// The content, as far as whoever the link was made for may read it now; to save it is noted.
    pub fn content(&self, tx: &mut Tx<'_>, core: &Core) -> Result<Content, Refusal> {
        let id = EntityId::from(self.file.as_str());
        if let Some(public) = &self.public {
            return super::public::content(tx, public, &id);
        }
        let caller = self.caller(tx, core)?;
        content_of(tx, &caller, &id, self.version)
    }

    /// Whoever the link was made for, if still let in.
    fn caller(&self, tx: &mut Tx<'_>, core: &Core) -> Result<Caller, Refusal> {
        let claimed = self.claims.as_ref().ok_or(Refusal::NotFound)?;
        let kind = match claimed.kind.as_str() {
            "portal" => TokenKind::Portal,
            "staff" => TokenKind::Staff,
            _ => TokenKind::Api,
        };
        let claims = Claims::of_link(
            TenantId::from(self.tenant.as_str()),
            (&claimed.session, &claimed.subject, claimed.portal.as_deref()),
            kind,
        );
        let entered = match kind {
            TokenKind::Portal => access::enter_portal(tx, core, &claims, access::Pending::Refused),
            TokenKind::Staff | TokenKind::Api => access::enter_staff(tx, core, &claims),
            TokenKind::Identified => Err(Refusal::NotFound),
        };
        // Whoever is not let in any more learns nothing about the file.
        entered.map_err(|refusal| match refusal {
            Refusal::Fault(cause) => Refusal::Fault(cause),
            _ => Refusal::NotFound,
        })
    }
}

/// A link to upload.
#[derive(Debug, Deserialize, Serialize)]
struct UploadLink {
    #[serde(rename = "t")]
    tenant: String,
    #[serde(rename = "i")]
    id: String,
    #[serde(rename = "m")]
    media_type: String,
    #[serde(rename = "n")]
    limit: u64,
    #[serde(rename = "e")]
    ends_at: i64,
}

/// Seals a link to which the bytes of an announced upload are sent.
pub fn sign_upload(core: &Core, tenant: &TenantId, announced: &Announced) -> Result<String, Refusal> {
    let link = UploadLink {
        tenant: tenant.as_str().to_owned(),
        id: announced.id.clone(),
        media_type: announced.media_type.clone(),
        limit: announced.limit,
        ends_at: core.clock().now().plus_seconds(UPLOADING).0,
    };
    seal(core, "upload", &link)
}

/// The organisation and the upload that a link is for, when it is still good: tenant, announcement.
pub fn upload_of(core: &Core, token: &str) -> Option<(TenantId, Announced)> {
    let link: UploadLink = serde_json::from_str(&core.signer().unseal("upload", token)?).ok()?;
    let announced =
        Announced { id: link.id, key: String::new(), media_type: link.media_type, limit: link.limit };
    (core.clock().now() < Instant(link.ends_at)).then(|| (TenantId::from(link.tenant), announced))
}
