//! Visitors of pages: the portal their host shows, the session their cookie holds, the language they read.

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Redirect, Response};
use http::request::Parts;
use http::{HeaderMap, Method, header};
use portico_core::access::{Pending, enter_portal, enter_staff};
use portico_core::portals::Located;
use portico_core::sign_in::{Claims, Origin, TokenKind, claims_of_cookie};
use portico_core::{Caller, Refusal, activity, portals};
use portico_db::Tx;
use portico_kit::{Locale, PortalId, TenantId};

use crate::App;
use crate::callers::{keep_awake, keep_awake_in, origin_of};
use crate::cookies::{ADMIN_COOKIE, CAME_BY_COOKIE, PORTAL_COOKIE, PROVIDER_COOKIE, cookie};
use crate::query::Query;

/// Somebody who opens a page in a browser.
#[derive(Clone)]
pub struct Visitor {
    /// The product.
    pub app: App,
    /// The host the page was asked from, without port.
    pub host: String,
    /// The portal that the host shows.
    pub portal: VisitorHost,
    /// The address with its query, for returning after a sign-in.
    pub address: String,
    /// The language asked for: `?lang=`, else the cookie `lang`, else the browser's; none when nothing says.
    pub locale: Option<Locale>,
    /// The colour scheme chosen by the cookie `scheme`: `light`, `dark`, or none to follow the device.
    pub scheme: Option<&'static str>,
    /// Whether the request is what it seems: not sent by a form of another site.
    pub same_site: bool,
    /// The network address.
    pub network: String,
    /// What the browser keeps of a sign-in with an identity provider that is under way.
    pub with_provider: Option<String>,
    /// The identity provider that the browser signed in with last.
    pub came_by: Option<String>,
    origin: Origin,
    session: Option<String>,
    admin: Option<String>,
}

/// What a host shows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum VisitorHost {
    /// A portal.
    Portal(TenantId, PortalId),
    /// No portal owns this host.
    Unknown,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = LeadsOn;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, LeadsOn> {
        match Self::at_any_host(parts, app).await {
            (_, Some(leads_on)) => Err(leads_on),
            (visitor, None) => Ok(visitor),
        }
    }
}

impl Visitor {
    /// Who opens a page, and where the host leads on to, if anywhere: the console is the same at every host.
    pub async fn at_any_host(parts: &Parts, app: &App) -> (Self, Option<LeadsOn>) {
        let headers = &parts.headers;
        let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let host_with_port = text(header::HOST).unwrap_or_default().to_ascii_lowercase();
        let host = without_port(&host_with_port).to_owned();
        let query = Query::parse(parts.uri.query().unwrap_or_default());
        let wanted = query.text("lang").or_else(|| cookie(headers, "lang")).and_then(Locale::parse);
        let locale = wanted.or_else(|| text(header::ACCEPT_LANGUAGE).and_then(Locale::from_accept_language));
        let scheme = match cookie(headers, "scheme") {
            Some("light") => Some("light"),
            Some("dark") => Some("dark"),
            _ => None,
        };
        let peer = parts.extensions.get::<crate::Peer>();
        let (portal, to) = shown_by(app, &host).await;
        let visitor = Self {
            portal,
            same_site: is_same_site(&parts.method, headers, &host_with_port),
            address: parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            with_provider: cookie(headers, PROVIDER_COOKIE).map(str::to_owned),
            came_by: cookie(headers, CAME_BY_COOKIE).map(str::to_owned),
            session: cookie(headers, PORTAL_COOKIE).map(str::to_owned),
            admin: cookie(headers, ADMIN_COOKIE).map(str::to_owned),
            network: peer.map_or_else(String::new, |peer| peer.0.ip().to_string()),
            origin: origin_of(parts),
            app: app.clone(),
            host,
            locale,
            scheme,
        };
        (visitor, to.map(|to| leads_on(app, parts, &to)))
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    }
}

/// What a host shows, and the host that it leads on to.
async fn shown_by(app: &App, host: &str) -> (VisitorHost, Option<String>) {
    let host = host.to_owned();
    let system = TenantId::system();
    // A portal's id locates it too, but is no host.
    let found = app.core.db().read(&system, move |tx| match host.contains('.') || host == "localhost" {
        true => portals::shown_at(tx, &host),
        false => Ok(None),
    });
    match found.await {
        Ok(Some(Located { tenant, portal, leads_to })) => (VisitorHost::Portal(tenant, portal), leads_to),
        _ => (VisitorHost::Unknown, None),
    }
}

/// The way from a former domain to the present one: the same page there. What a form sends is asked for again, since
/// sessions and passkeys belong to a host.
fn leads_on(app: &App, parts: &Parts, to: &str) -> LeadsOn {
    let origin = portals::address(&app.core.options().base_url, to);
    let page = parts.uri.path_and_query().map_or("/", |page| page.as_str());
    LeadsOn { to: format!("{origin}{page}"), reads: matches!(parts.method, Method::GET | Method::HEAD) }
}

/// A host that leads on to another one.
#[derive(Clone, Debug)]
pub struct LeadsOn {
    to: String,
    reads: bool,
}

impl IntoResponse for LeadsOn {
    fn into_response(self) -> Response {
        // Never for ever: an administrator may want the former domain back.
        match self.reads {
            true => Redirect::temporary(&self.to).into_response(),
            false => Redirect::to(&self.to).into_response(),
        }
    }
}

/// A page may be opened from anywhere; only this site's own pages may send forms.
fn is_same_site(method: &Method, headers: &HeaderMap, host: &str) -> bool {
    if matches!(*method, Method::GET | Method::HEAD) {
        return true;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host))
        }
        // Browsers without either header are older than SameSite cookies, which are set on every session.
        (None, None) => true,
    }
}

impl Visitor {
    /// The browser and the system by name, such as `Firefox, Windows`; empty when nothing says.
    pub fn device(&self) -> &str {
        &self.origin.device
    }

    /// What the portal user's cookie claims; whether it holds is checked on entering.
    pub fn portal_claims(&self) -> Option<Claims> {
        let claims = claims_of_cookie(self.session.as_deref()?, TokenKind::Portal)?;
        // A session of another organisation's portal is none here.
        match &self.portal {
            VisitorHost::Portal(tenant, _) if *tenant == claims.tenant => Some(claims),
            _ => None,
        }
    }

    /// What the staff cookie claims.
    pub fn staff_claims(&self) -> Option<Claims> {
        claims_of_cookie(self.admin.as_deref()?, TokenKind::Staff)
    }

    /// Reads as the signed-in portal user; `Unauthenticated` when nobody is signed in to this host's portal.
    pub async fn read_as_user<T: Send + 'static>(
        &self,
        pending: Pending,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let claims = self.portal_claims().ok_or_else(Refusal::unauthenticated)?;
        let (app, host) = (self.app.clone(), self.portal.clone());
        let tenant = claims.tenant.clone();
        let read = self.app.core.db().read(&tenant, move |tx| {
            let caller = user_of(tx, &app, &claims, &host, pending)?;
            Ok::<_, Refusal>((work(tx, &caller)?, caller.stale_session))
        });
        let (read, stale) = read.await?;
        keep_awake(&self.app, &tenant, stale, &self.origin).await?;
        Ok(read)
    }

    /// Changes as the signed-in portal user; refused when the form came from another site.
    pub async fn write_as_user<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.write_as(Pending::Refused, work).await
    }

    /// As [`Visitor::write_as_user`], also for a user who waits for a contact or sets a second factor up.
    pub async fn write_as_pending_user<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.write_as(Pending::Admitted, work).await
    }

    async fn write_as<T: Send + 'static>(
        &self,
        pending: Pending,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.check_same_site()?;
        let claims = self.portal_claims().ok_or_else(Refusal::unauthenticated)?;
        let (app, host, origin) = (self.app.clone(), self.portal.clone(), self.origin.clone());
        let tenant = claims.tenant.clone();
        let written = self.app.core.db().write(&tenant, move |tx| {
            let caller = user_of(tx, &app, &claims, &host, pending)?;
            keep_awake_in(tx, &caller, &origin)?;
            work(tx, &caller)
        });
        written.await
    }

    /// Reads as the signed-in member of staff.
    pub async fn read_as_staff<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let claims = self.staff_claims().ok_or_else(Refusal::unauthenticated)?;
        let (app, tenant) = (self.app.clone(), claims.tenant.clone());
        let read = self.app.core.db().read_long(&tenant, move |tx| {
            let caller = enter_staff(tx, &app.core, &claims)?;
            work(tx, &caller)
        });
        read.await
    }

    /// Changes as the signed-in member of staff; refused when the form came from another site.
    pub async fn write_as_staff<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.check_same_site()?;
        let claims = self.staff_claims().ok_or_else(Refusal::unauthenticated)?;
        let (app, tenant) = (self.app.clone(), claims.tenant.clone());
        let written = self.app.core.db().write(&tenant, move |tx| {
            let caller = enter_staff(tx, &app.core, &claims)?;
            let done = work(tx, &caller)?;
            activity::write_configured(tx, &caller)?;
            Ok::<_, Refusal>(done)
        });
        written.await
    }

    /// Refuses a form that another site sent.
    pub fn check_same_site(&self) -> Result<(), Refusal> {
        if self.same_site {
            return Ok(());
        }
        Err(Refusal::Forbidden { message: "This form was sent from another site.".to_owned() })
    }
}

/// The caller behind a portal cookie, when its session belongs to the portal that this host shows.
fn user_of(
    tx: &mut Tx<'_>,
    app: &App,
    claims: &Claims,
    host: &VisitorHost,
    pending: Pending,
) -> Result<Caller, Refusal> {
    let caller = enter_portal(tx, &app.core, claims, pending)?;
    let portal = caller.setup.as_ref().map(|setup| &setup.portal.id);
    match host {
        VisitorHost::Portal(_, shown) if portal == Some(shown) => Ok(caller),
        _ => Err(Refusal::unauthenticated()),
    }
}
