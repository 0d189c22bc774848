//! Tokens: signed with ES256, short-lived, remembered once verified, and never believed without their session.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use portico_db::Tx;
use portico_kit::{EntityId, Instant, PortalId, Random, SessionId, TenantId};
use quick_cache::sync::Cache;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Lifetimes;
use super::seal::Seal;
use super::vault::Vault;
use crate::Refusal;
use crate::portals::pool;

/// How long the token of a member of staff lasts, in seconds.
const ACCESS_SECONDS: i64 = 900;
/// How many verified tokens are remembered.
const REMEMBERED: usize = 20_000;
/// What kind of token somebody identified on a surface gets.
const IDENTIFICATION: &str = "contact_identification";
/// Who the tokens are for.
const AUDIENCE: &str = "portico";

/// The crypto library makes and loads keys only with its own source of chance.
#[expect(clippy::disallowed_methods, reason = "ring takes no other source for keys")]
fn machine_chance() -> SystemRandom {
    SystemRandom::new()
}

/// The hash under which a secret is stored.
pub(crate) fn hash(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(ring::digest::digest(&ring::digest::SHA256, secret.as_bytes()))
}

/// What kind of caller a token stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TokenKind {
    /// A portal user's session.
    Portal,
    /// A session of staff.
    Staff,
    /// A program's access token.
    Api,
    /// Somebody identified on a surface of a portal, without a session.
    Identified,
}

/// What a token says; only as good as the session behind it.
#[derive(Clone, Debug)]
pub struct Claims {
    /// The portal user, member of staff or token id.
    pub subject: String,
    /// The organisation.
    pub tenant: TenantId,
    /// The session; empty for a program's token.
    pub session: SessionId,
    /// The portal, for a portal user.
    pub portal_id: Option<PortalId>,
    /// What kind of caller it is.
    pub kind: TokenKind,
    /// The hash of a cookie's secret, to be compared with the session's.
    pub cookie_hash: Option<String>,
    /// The surface on which somebody was identified.
    pub surface: Option<String>,
    expires_at: Instant,
}

impl Claims {
    /// The claims that a link was sealed for; its own end was checked before.
    pub(crate) fn of_link(
        tenant: TenantId,
        (session, subject, portal): (&str, &str, Option<&str>),
        kind: TokenKind,
    ) -> Self {
        Self {
            subject: subject.to_owned(),
            tenant,
            session: SessionId::from(session),
            portal_id: portal.map(PortalId::from),
            kind,
            cookie_hash: None,
            surface: None,
            expires_at: Instant(i64::MAX),
        }
    }

    pub(super) fn of_cookie(
        tenant: TenantId,
        session: SessionId,
        kind: TokenKind,
        cookie_hash: String,
    ) -> Self {
        let expires_at = Instant(i64::MAX);
        Self {
            subject: String::new(),
            tenant,
            session,
            portal_id: None,
            kind,
            cookie_hash: Some(cookie_hash),
            surface: None,
            expires_at,
        }
    }
}

/// What a program gets for signing in.
#[derive(Clone, Debug, Serialize)]
pub struct Tokens {
    /// For the `Authorization` header.
    pub access_token: String,
    /// Who signed in.
    pub id_token: String,
    /// For new tokens, once.
    pub refresh_token: String,
    /// Seconds until the access token runs out.
    pub expires_in: i64,
    /// Always `Bearer`.
    pub token_type: &'static str,
}

/// The subject of a portal user's tokens.
pub(super) struct PortalSubject<'a> {
    pub(super) tenant: &'a TenantId,
    pub(super) portal: &'a PortalId,
    pub(super) origin: &'a str,
    pub(super) user: &'a EntityId,
    pub(super) contact: Option<&'a EntityId>,
    pub(super) email: &'a str,
    pub(super) session: &'a SessionId,
    pub(super) lifetimes: Lifetimes,
}

/// The key pair that signs all tokens of this installation; kept in the database, shared by all nodes.
pub struct Signer {
    id: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
    seal: Seal,
    vault: Vault,
    x: String,
    y: String,
}

#[derive(Deserialize)]
struct Payload {
    sub: String,
    exp: i64,
    #[serde(rename = "custom:org_id")]
    org_id: String,
    #[serde(rename = "custom:portal_id")]
    portal_id: Option<String>,
    #[serde(rename = "custom:surface_id")]
    surface_id: Option<String>,
    #[serde(default)]
    sid: String,
    token_use: String,
}

impl Signer {
    /// Loads the newest key, or makes the first one.
    pub(crate) fn load_or_make(tx: &mut Tx<'_>, now: Instant, random: &Random) -> Result<Self, Refusal> {
        let sql = "SELECT id, private_key FROM signing_keys WHERE tenant_id = $1 ORDER BY created_at DESC, id LIMIT 1";
        if let Some((id, key)) = tx.first(sql, &[], |row| Ok((row.text(0)?, row.bytes(1)?)))? {
            return Self::of(id, &key);
        }
        let fault = |error: ring::error::Unspecified| Refusal::Fault(error.to_string());
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &machine_chance())
            .map_err(fault)?;
        let id = random.uuid_v7(now);
        let sql = "INSERT INTO signing_keys (tenant_id, id, private_key, created_at) VALUES ($1, $2, $3, $4)";
        tx.execute(sql, &[id.as_str().into(), key.as_ref().into(), now.into()])?;
        Self::of(id, key.as_ref())
    }

    fn of(id: String, key: &[u8]) -> Result<Self, Refusal> {
        let fault = |error: String| Refusal::Fault(format!("the signing key cannot be read: {error}"));
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, key, &machine_chance())
            .map_err(|error| fault(error.to_string()))?;
        // An uncompressed point: 0x04, then 32 bytes of x and of y (SEC 1, section 2.3.3).
        let point = pair.public_key().as_ref();
        let (Some(x), Some(y)) = (point.get(1..33), point.get(33..65)) else {
            return Err(fault("not a P-256 key".to_owned()));
        };
        let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
        let decoding = DecodingKey::from_ec_components(&x, &y).map_err(|error| fault(error.to_string()))?;
        let vault = Vault::of(key).ok_or_else(|| fault("no vault".to_owned()))?;
        Ok(Self { id, encoding: EncodingKey::from_ec_der(key), decoding, seal: Seal::of(key), vault, x, y })
    }

    /// A text that comes back from outside unchanged, or not at all; only for what it was sealed for.
    pub(crate) fn seal(&self, what: &str, text: &str) -> String {
        self.seal.seal(what, text)
    }

    /// The text of a seal of this installation.
    pub(crate) fn unseal(&self, what: &str, sealed: &str) -> Option<String> {
        self.seal.open(what, sealed)
    }

    /// A secret as it may be stored: readable by this installation alone, and at this place alone.
    pub(crate) fn lock(&self, place: &str, secret: &[u8], random: &Random) -> Result<String, Refusal> {
        let locked = self.vault.lock(place, secret, random);
        locked.ok_or_else(|| Refusal::Fault(format!("a secret could not be locked for {place}")))
    }

    /// The secret that was stored at a place.
    pub(crate) fn unlock(&self, place: &str, locked: &str) -> Result<Vec<u8>, Refusal> {
        let secret = self.vault.unlock(place, locked);
        secret.ok_or_else(|| Refusal::Fault(format!("the secret of {place} cannot be read")))
    }

    /// The public half as a JSON Web Key Set.
    pub fn key_set(&self) -> Value {
        json!({ "keys": [{
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.id, "x": self.x, "y": self.y
        }] })
    }

    fn sign(&self, payload: &Value) -> Result<String, Refusal> {
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some(self.id.clone());
        jsonwebtoken::encode(&header, payload, &self.encoding)
            .map_err(|error| Refusal::Fault(error.to_string()))
    }

    pub(super) fn portal_tokens(
        &self,
        issuer: &str,
        subject: &PortalSubject<'_>,
        refresh_token: String,
        now: Instant,
    ) -> Result<Tokens, Refusal> {
        let payload = |token_use: &str| {
            let lasts =
                if token_use == "id" { subject.lifetimes.id_token } else { subject.lifetimes.access_token };
            json!({
                "sub": subject.user.as_str(),
                "email": subject.email,
                "email_verified": true,
                "cognito:username": subject.email,
                "username": subject.email,
                "client_id": pool::client_id(subject.portal),
                "custom:portal_user_id": subject.user.as_str(),
                "custom:contact_entity_id": subject.contact.map(EntityId::as_str).unwrap_or_default(),
                "custom:org_id": subject.tenant.as_str(),
                "custom:origin": subject.origin,
                "custom:portal_id": subject.portal.as_str(),
                "token_use": token_use,
                "sid": subject.session.as_str(),
                "iat": now.seconds(),
                "exp": now.seconds() + lasts,
                "iss": issuer,
                "aud": AUDIENCE,
            })
        };
        self.tokens(&payload, refresh_token, subject.lifetimes.access_token)
    }

    #[expect(clippy::too_many_arguments, reason = "each is one claim of the token")]
    pub(super) fn staff_tokens(
        &self,
        issuer: &str,
        tenant: &TenantId,
        user: &str,
        email: &str,
        session: &SessionId,
        refresh_token: String,
        now: Instant,
    ) -> Result<Tokens, Refusal> {
        let payload = |token_use: &str| {
            json!({
                "sub": user, "email": email, "custom:org_id": tenant.as_str(), "sid": session.as_str(),
                "token_use": if token_use == "access" { "staff" } else { token_use },
                "iat": now.seconds(), "exp": now.seconds() + ACCESS_SECONDS, "iss": issuer, "aud": AUDIENCE,
            })
        };
        self.tokens(&payload, refresh_token, ACCESS_SECONDS)
    }

    /// The token of a program; its row in the database decides whether it still holds.
    pub(crate) fn api_token(
        &self,
        issuer: &str,
        tenant: &TenantId,
        id: &str,
        now: Instant,
        ends_at: Instant,
    ) -> Result<String, Refusal> {
        self.sign(&json!({
            "sub": id, "custom:org_id": tenant.as_str(), "token_use": "api",
            "iat": now.seconds(), "exp": ends_at.seconds(), "iss": issuer, "aud": AUDIENCE,
        }))
    }

    /// The token of somebody identified on a surface; what it opens is read from the configuration on every use.
    pub(crate) fn identification(
        &self,
        issuer: &str,
        (tenant, portal, surface): (&TenantId, &PortalId, &str),
        contact: &EntityId,
        now: Instant,
        ends_at: Instant,
    ) -> Result<String, Refusal> {
        self.sign(&json!({
            "sub": contact.as_str(), "custom:contact_entity_id": contact.as_str(),
            "custom:org_id": tenant.as_str(), "custom:portal_id": portal.as_str(), "custom:surface_id": surface,
            "token_use": IDENTIFICATION, "token_type": IDENTIFICATION,
            "iat": now.seconds(), "exp": ends_at.seconds(), "iss": issuer, "aud": AUDIENCE,
        }))
    }

    fn tokens(
        &self,
        payload: &dyn Fn(&str) -> Value,
        refresh_token: String,
        expires_in: i64,
    ) -> Result<Tokens, Refusal> {
        Ok(Tokens {
            access_token: self.sign(&payload("access"))?,
            id_token: self.sign(&payload("id"))?,
            refresh_token,
            expires_in,
            token_type: "Bearer",
        })
    }

    fn verify(&self, token: &str) -> Option<Payload> {
        let mut rules = Validation::new(Algorithm::ES256);
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        // Times are compared with the product's own clock on every use, not only here.
        rules.validate_exp = false;
        rules.leeway = 0;
        jsonwebtoken::decode::<Payload>(token, &self.decoding, &rules).ok().map(|decoded| decoded.claims)
    }
}

/// Tokens whose signature was verified before, by their hash; their sessions are checked on every request.
pub struct Verified(Cache<[u8; 32], Claims>);

impl Default for Verified {
    fn default() -> Self {
        Self(Cache::new(REMEMBERED))
    }
}

impl Verified {
    pub(crate) fn claims(&self, signer: &Signer, token: &str, now: Instant) -> Option<Claims> {
        let digest = ring::digest::digest(&ring::digest::SHA256, token.as_bytes());
        let key: [u8; 32] = digest.as_ref().try_into().ok()?;
        let claims = match self.0.get(&key) {
            Some(claims) => claims,
            None => {
                let claims = claims_of(signer.verify(token)?)?;
                self.0.insert(key, claims.clone());
                claims
            }
        };
        (now < claims.expires_at).then_some(claims)
    }
}

fn claims_of(payload: Payload) -> Option<Claims> {
    let kind = match payload.token_use.as_str() {
        "access" => TokenKind::Portal,
        "staff" => TokenKind::Staff,
        "api" => TokenKind::Api,
        IDENTIFICATION if payload.portal_id.is_some() && payload.surface_id.is_some() => {
            TokenKind::Identified
        }
        // Clients of the published API send the id token as bearer.
        "id" if payload.portal_id.is_some() => TokenKind::Portal,
        _ => return None,
    };
    Some(Claims {
        subject: payload.sub,
        tenant: TenantId::from(payload.org_id),
        session: SessionId::from(payload.sid),
        portal_id: payload.portal_id.map(PortalId::from),
        kind,
        cookie_hash: None,
        surface: payload.surface_id,
        expires_at: Instant::from_seconds(payload.exp),
    })
}
