//! Who is calling: the only way to a transaction, and through it the only way to a record.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::header;
use http::request::Parts;
use portico_core::access::{Pending, enter_portal, enter_staff, enter_surface};
use portico_core::sign_in::{Claims, Origin, TokenKind, note_use, verify};
use portico_core::{Caller, Refusal, activity};
use portico_db::Tx;
use portico_kit::{Secret, SessionId, TenantId};

use crate::refusals::Problem;
use crate::routes::CallerKind;
use crate::{App, Reply};

/// A portal user, by bearer token.
#[derive(Clone)]
pub struct PortalUser {
    app: App,
    claims: Claims,
    origin: Origin,
}

/// A member of staff or a program of the organisation, by bearer token.
#[derive(Clone)]
pub struct OrgUser {
    app: App,
    claims: Claims,
    origin: Origin,
}

/// A portal user, or staff.
#[derive(Clone)]
pub struct Either {
    app: App,
    claims: Claims,
    origin: Origin,
}

/// A portal user, or somebody identified on a surface: only for the operations that surfaces open.
#[derive(Clone)]
pub struct PortalReader {
    app: App,
    claims: Claims,
    origin: Origin,
}

/// A portal user, somebody identified on a surface, or staff: only for the operations that surfaces open.
#[derive(Clone)]
pub struct AnyReader {
    app: App,
    claims: Claims,
    origin: Origin,
}

/// Anybody, signed in or not.
#[derive(Clone)]
pub struct Anyone {
    /// The product.
    pub app: App,
    /// The network address of the caller.
    pub network: String,
    origin: Origin,
}

/// Somebody with an identity token of another issuer. What it is worth, the handler finds out before anything else.
#[derive(Clone)]
pub struct ExternalOidc {
    /// The caller apart from the token.
    pub anyone: Anyone,
    /// The token.
    pub token: Secret,
}

fn bearer_text(parts: &Parts) -> Option<&str> {
    let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = header.and_then(|text| text.strip_prefix("Bearer ").or_else(|| text.strip_prefix("bearer ")));
    token.map(str::trim)
}

fn bearer(parts: &Parts, app: &App) -> Result<Claims, Problem> {
    verified(app, bearer_text(parts).unwrap_or_default())
}

fn verified(app: &App, token: &str) -> Result<Claims, Problem> {
    verify(&app.core, token.trim()).ok_or_else(|| Problem(Refusal::unauthenticated()))
}

/// Where a request came from.
pub(crate) fn origin_of(parts: &Parts) -> Origin {
    let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Origin::of(agent.unwrap_or_default(), &network_of(parts))
}

fn network_of(parts: &Parts) -> String {
    parts.extensions.get::<crate::Peer>().map_or_else(String::new, |peer| peer.0.ip().to_string())
}

/// Notes that a session is used, when what was read says that this is worth it.
pub(crate) async fn keep_awake(
    app: &App,
    tenant: &TenantId,
    stale: Option<SessionId>,
    origin: &Origin,
) -> Result<(), Refusal> {
    let Some(session) = stale else { return Ok(()) };
    let (origin, now) = (origin.clone(), app.core.clock().now());
    app.core.db().write(tenant, move |tx| Ok::<_, Refusal>(note_use(tx, &session, &origin, now)?)).await
}

/// As [`keep_awake`], inside a change.
pub(crate) fn keep_awake_in(tx: &mut Tx<'_>, caller: &Caller, origin: &Origin) -> Result<(), Refusal> {
    if let Some(session) = &caller.stale_session {
        note_use(tx, session, origin, caller.now)?;
    }
    Ok(())
}

fn enter(tx: &mut Tx<'_>, app: &App, claims: &Claims, pending: Pending) -> Result<Caller, Refusal> {
    match claims.kind {
        TokenKind::Portal => enter_portal(tx, &app.core, claims, pending),
        TokenKind::Staff | TokenKind::Api => enter_staff(tx, &app.core, claims),
        TokenKind::Identified => enter_surface(tx, &app.core, claims),
    }
}

macro_rules! caller {
    ($name:ident, $accepts:pat, $kind:expr) => {
        impl FromRequestParts<App> for $name {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
                Self::of(app, bearer(parts, app)?, origin_of(parts))
            }
        }

        impl CallerKind for $name {
            const CALLER: &'static str = $kind;
        }

        impl $name {
            fn of(app: &App, claims: Claims, origin: Origin) -> Result<Self, Problem> {
                if matches!(claims.kind, $accepts) {
                    return Ok(Self { app: app.clone(), claims, origin });
                }
                // The credential is good, but not for this operation.
                Err(Problem(wrong_kind(&claims)))
            }

            /// The product.
            pub fn app(&self) -> &App {
                &self.app
            }

            /// What the token says.
            pub fn claims(&self) -> &Claims {
                &self.claims
            }

            /// Reads as this caller, in one snapshot in which the session is checked too.
            pub async fn read<T: Send + 'static>(
                &self,
                work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
            ) -> Reply<T> {
                let (app, claims) = (self.app.clone(), self.claims.clone());
                let tenant = self.claims.tenant.clone();
                let read = self.app.core.db().read(&tenant, move |tx| {
                    let caller = enter(tx, &app, &claims, Pending::Refused)?;
                    Ok::<_, Refusal>((work(tx, &caller)?, caller.stale_session))
                });
                let (read, stale) = read.await?;
                keep_awake(&self.app, &tenant, stale, &self.origin).await?;
                Ok(read)
            }

            /// As `read`, away from the serving threads, for what may take long.
            pub async fn read_long<T: Send + 'static>(
                &self,
                work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
            ) -> Reply<T> {
                let (app, claims) = (self.app.clone(), self.claims.clone());
                let tenant = self.claims.tenant.clone();
                let read = self.app.core.db().read_long(&tenant, move |tx| {
                    let caller = enter(tx, &app, &claims, Pending::Refused)?;
                    Ok::<_, Refusal>((work(tx, &caller)?, caller.stale_session))
                });
                let (read, stale) = read.await?;
                keep_awake(&self.app, &tenant, stale, &self.origin).await?;
                Ok(read)
            }

            /// Changes as this caller; answers when the change is durable.
            pub async fn write<T: Send + 'static>(
                &self,
                work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
            ) -> Reply<T> {
                self.write_as(Pending::Refused, work).await
            }

            async fn write_as<T: Send + 'static>(
                &self,
                pending: Pending,
                work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
            ) -> Reply<T> {
                let (app, claims, origin) = (self.app.clone(), self.claims.clone(), self.origin.clone());
                let tenant = self.claims.tenant.clone();
                let written = self.app.core.db().write(&tenant, move |tx| {
                    let caller = enter(tx, &app, &claims, pending)?;
                    keep_awake_in(tx, &caller, &origin)?;
                    let done = work(tx, &caller)?;
                    activity::write_configured(tx, &caller)?;
                    Ok::<_, Refusal>(done)
                });
                Ok(written.await?)
            }
        }
    };
}

caller!(PortalUser, TokenKind::Portal, "PortalAuth");
caller!(OrgUser, TokenKind::Staff | TokenKind::Api, "EpilotAuth");
caller!(Either, TokenKind::Portal | TokenKind::Staff | TokenKind::Api, "EitherAuth");
caller!(PortalReader, TokenKind::Portal | TokenKind::Identified, "PortalAuth");
caller!(
    AnyReader,
    TokenKind::Portal | TokenKind::Identified | TokenKind::Staff | TokenKind::Api,
    "EitherAuth"
);

/// The answer to a good credential of the wrong kind.
fn wrong_kind(claims: &Claims) -> Refusal {
    let message = match claims.kind {
        TokenKind::Portal => "This operation is for the organisation, not for portal users.",
        TokenKind::Staff | TokenKind::Api => "This operation is for portal users.",
        TokenKind::Identified => "This token is good for the operations that it was issued for alone.",
    };
    match claims.kind {
        TokenKind::Portal => Refusal::Forbidden { message: message.to_owned() },
        TokenKind::Staff | TokenKind::Api | TokenKind::Identified => {
            Refusal::Unauthenticated { message: message.to_owned(), reason: None }
        }
    }
}

impl PortalUser {
    /// The portal user of a token that came in the body, where clients send it there.
    pub fn by_token(anyone: &Anyone, token: &Secret) -> Result<Self, Problem> {
        Self::of(&anyone.app, verified(&anyone.app, token.expose())?, anyone.origin.clone())
    }

    /// As `read`, also for a user who waits for a contact or sets a second factor up: for its own account.
    pub async fn read_pending<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Reply<T> {
        let (app, claims) = (self.app.clone(), self.claims.clone());
        let read = self.app.core.db().read(&self.claims.tenant, move |tx| {
            let caller = enter(tx, &app, &claims, Pending::Admitted)?;
            Ok::<_, Refusal>((work(tx, &caller)?, caller.stale_session))
        });
        let (read, stale) = read.await?;
        keep_awake(&self.app, &self.claims.tenant, stale, &self.origin).await?;
        Ok(read)
    }

    /// As `write`, also for a user who waits.
    pub async fn write_pending<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Reply<T> {
        self.write_as(Pending::Admitted, work).await
    }
}

impl FromRequestParts<App> for Anyone {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self { app: app.clone(), network: network_of(parts), origin: origin_of(parts) })
    }
}

impl CallerKind for Anyone {
    const CALLER: &'static str = "Public";
}

impl FromRequestParts<App> for ExternalOidc {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = bearer_text(parts).map(Secret::new).ok_or_else(|| Problem(Refusal::unauthenticated()))?;
        let Ok(anyone) = Anyone::from_request_parts(parts, app).await;
        Ok(Self { anyone, token })
    }
}

impl CallerKind for ExternalOidc {
    const CALLER: &'static str = "ExternalOIDCAuth";
}

impl Anyone {
    /// Reads what anybody may see of an organisation; records are out of its reach.
    pub async fn read<T: Send + 'static>(
        &self,
        tenant: &TenantId,
        work: impl Fn(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Reply<T> {
        Ok(self.app.core.db().read(tenant, work).await?)
    }
}
