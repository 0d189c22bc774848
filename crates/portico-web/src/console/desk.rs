//! The desk of an administrator: one request of a signed-in member of staff, and the page that answers it.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use http::request::Parts;
use maud::{Markup, html};
use portico_core::{Caller, Core, Refusal};
use portico_db::Tx;
use portico_http::{App, Query, Visitor};
use portico_kit::Locale;

use super::address::Address;
use super::refused;
use super::shell::{Facts, Place, shell};
use crate::design::components::Tone;
use crate::design::components::note::Note;
use crate::design::layout::{ConsolePage, ConsoleShell, SchemeChoice, console_page};
use crate::design::words::{has, t};

/// A request to the console.
#[derive(Clone)]
pub(super) struct Desk {
    /// Who asks, from where.
    pub(super) visitor: Visitor,
    /// The language of the page.
    pub(super) locale: Locale,
    scheme: SchemeChoice,
    query: Query,
    path: String,
}

impl FromRequestParts<App> for Desk {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let (visitor, _) = Visitor::at_any_host(parts, app).await;
        let query = Query::parse(parts.uri.query().unwrap_or_default());
        let scheme = match query.text("scheme").or(visitor.scheme) {
            Some("light") => SchemeChoice::Light,
            Some("dark") => SchemeChoice::Dark,
            _ => SchemeChoice::Device,
        };
        let locale = visitor.locale.unwrap_or_default();
        Ok(Self { locale, scheme, query, path: parts.uri.path().to_owned(), visitor })
    }
}

impl Desk {
    /// The domain, for what needs more than a transaction.
    pub(super) fn core(&self) -> Core {
        self.visitor.app.core.clone()
    }

    /// The query of the address.
    pub(super) fn query(&self) -> &Query {
        &self.query
    }

    /// The address one is at.
    pub(super) fn here(&self) -> Address {
        Address::here(&self.path, &self.query)
    }

    /// Answers with a page that is read for the member of staff.
    pub(super) async fn show(
        &self,
        place: Place,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<ConsolePage, Refusal> + Send + 'static,
    ) -> Response {
        self.show_as(StatusCode::OK, place, work).await
    }

    /// As [`Self::show`], for a form that comes back with what was typed.
    pub(super) async fn show_as(
        &self,
        status: StatusCode,
        place: Place,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<ConsolePage, Refusal> + Send + 'static,
    ) -> Response {
        let read = self.visitor.read_as_staff(move |tx, caller| {
            let page = work(tx, caller)?;
            Ok((Facts::read(tx, caller)?, page))
        });
        match read.await {
            Ok((facts, page)) => self.rendered(status, place, &facts, page),
            Err(refusal) => self.refuse(refusal).await,
        }
    }

    /// Reads something for the member of staff.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.visitor.read_as_staff(work).await
    }

    /// Changes something as the member of staff.
    pub(super) async fn change<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>, &Caller) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.visitor.write_as_staff(work).await
    }

    /// Leads on after a change; the page there says what was done.
    pub(super) fn go(&self, to: Address, done: &str) -> Response {
        Redirect::to(&to.with("done", done).href()).into_response()
    }

    /// As [`Self::go`], to a part of the page.
    pub(super) fn go_to_part(&self, to: Address, done: &str, part: &str) -> Response {
        Redirect::to(&format!("{}#{part}", to.with("done", done).href())).into_response()
    }

    /// Leads on, or says why nothing was changed.
    pub(super) async fn done<T>(&self, outcome: Result<T, Refusal>, to: Address, done: &str) -> Response {
        match outcome {
            Ok(_) => self.go(to, done),
            Err(refusal) => self.refuse(refusal).await,
        }
    }

    /// Says why something was not done; whoever is not signed in is asked to.
    pub(super) async fn refuse(&self, refusal: Refusal) -> Response {
        if let Refusal::Unauthenticated { .. } = &refusal {
            let next = Address::here(&self.path, &self.query).href();
            return Redirect::to(&Address::of("/admin/sign-in").and("next", next).href()).into_response();
        }
        let facts = self.visitor.read_as_staff(Facts::read).await.ok();
        refused::page(self.locale, self.scheme, &self.here(), facts.as_ref(), &refusal)
    }

    /// A shell without places, for before signing in.
    pub(super) fn bare_shell(&self) -> ConsoleShell {
        ConsoleShell { scheme: self.scheme, ..ConsoleShell::new(self.locale, "") }
    }

    fn rendered(&self, status: StatusCode, place: Place, facts: &Facts, page: ConsolePage) -> Response {
        let shell = shell(self.locale, self.scheme, place, &self.here(), facts);
        let content = html! { (self.told()) (page.content) };
        (status, Html(console_page(&shell, ConsolePage { content, ..page }).into_string())).into_response()
    }

    /// What the change before this page has done.
    fn told(&self) -> Markup {
        let key = self.query.text("done").map(|done| format!("console-done-{done}"));
        let known = key.filter(|key| has(key));
        html! { @if let Some(key) = known { (Note::new(Tone::Good).title(t(self.locale, &key)).result()) } }
    }
}
