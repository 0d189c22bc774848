//! A visit: somebody at the door of a portal, with what was asked for and how it should look.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::Method;
use http::request::Parts;
use portico_core::access::Pending;
use portico_core::setup::Setup;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::{App, Query, Visitor, VisitorHost};
use portico_kit::{Locale, PortalId, TenantId};

use super::{address, preferences, unknown};
use crate::design::layout::SchemeChoice;

/// Somebody at the door of a portal.
#[derive(Clone)]
pub struct Visit {
    /// The browser that asks.
    pub visitor: Visitor,
    /// The organisation of the portal.
    pub tenant: TenantId,
    /// The portal.
    pub portal: PortalId,
    /// What is asked for.
    pub asked: Asked,
}

/// What is asked for, apart from who asks.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The path, as it stands in the address.
    pub path: String,
    /// The parameters.
    pub query: Query,
    /// The language wanted, if the browser or the person says.
    pub wanted: Option<Locale>,
    /// The colour scheme chosen.
    pub scheme: SchemeChoice,
}

impl Asked {
    /// The same page with other parameters.
    pub fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        address::changed(&self.path, &self.query, changes)
    }

    /// The same page as it can be returned to.
    pub fn here(&self) -> String {
        self.with(&[])
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visitor = Visitor::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let query = Query::parse(parts.uri.query().unwrap_or_default());
        let asked = Asked {
            path: parts.uri.path().to_owned(),
            query,
            wanted: visitor.locale,
            scheme: scheme(visitor.scheme),
        };
        let is_read = matches!(parts.method, Method::GET | Method::HEAD);
        if let Some(remembered) = preferences::remembered(&asked, &visitor).filter(|_| is_read) {
            return Err(remembered);
        }
        match visitor.portal.clone() {
            VisitorHost::Portal(tenant, portal) => Ok(Self { visitor, tenant, portal, asked }),
            VisitorHost::Unknown => Err(unknown::answer(&visitor, &asked, &parts.headers).await),
        }
    }
}

fn scheme(cookie: Option<&'static str>) -> SchemeChoice {
    match cookie {
        Some("light") => SchemeChoice::Light,
        Some("dark") => SchemeChoice::Dark,
        _ => SchemeChoice::Device,
    }
}

impl Visit {
    /// The product.
    pub fn app(&self) -> &App {
        &self.visitor.app
    }

    /// Whether cookies travel by HTTPS only.
    pub fn is_secure(&self) -> bool {
        self.app().core.options().base_url.starts_with("https:")
    }

    /// The portal as anybody at its door may know it.
    pub async fn setup(&self) -> Result<Arc<Setup>, Refusal> {
        let (core, portal) = (self.app().core.clone(), self.portal.clone());
        self.app().core.db().read(&self.tenant, move |tx| core.setup(tx, &portal)).await
    }

    /// Reads as the signed-in user.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.visitor.read_as_user(Pending::Refused, work).await
    }

    /// Reads as the signed-in user, also one whose contact is not found yet.
    pub async fn read_pending<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.visitor.read_as_user(Pending::Admitted, work).await
    }

    /// Changes as the signed-in user; refused when another site sent the form.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.visitor.write_as_user(work).await
    }

    /// As [`Visit::write`], also for a user who waits for a contact or sets a second factor up.
    pub async fn write_pending<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.visitor.write_as_pending_user(work).await
    }

    /// Notes something about the signed-in user that a link may cause, such as that a file was fetched.
    pub async fn note(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<(), Refusal> + Send + 'static,
    ) -> Result<(), Refusal> {
        // Following a link from a letter comes from another site and is no forged form.
        match self.visitor.write_as_user(work).await {
            Err(Refusal::Forbidden { .. }) => Ok(()),
            other => other,
        }
    }
}
