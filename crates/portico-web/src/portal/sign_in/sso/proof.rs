//! The code that proves an address which a provider told and does not vouch for.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::Refusal;
use portico_core::sign_in::sso::proves_address;
use portico_http::Query;

use super::super::frame::framed;
use super::super::locale;
use super::{refused, secret, told};
use crate::design::components::button::Button;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::words::{t, t_args};
use crate::portal::visit::Visit;

/// The form, as the link of the letter opens it.
pub(super) async fn show(visit: Visit) -> Response {
    page(&visit, None, &[]).await
}

/// The form for the code that went to an address.
pub(super) async fn page(visit: &Visit, email: Option<&str>, faults: &[Fault]) -> Response {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    framed(visit, status, "sso-proof", faults, |l, _| {
        let error = faults.first().map(|fault| fault.message.as_str());
        let code = Field::text("code", t(l, "account-code")).hint(t(l, "account-code-hint"));
        let fields = html! {
            (code.autocomplete("one-time-code").error(error))
            (Button::submit(t(l, "sign-in")).primary().wide())
        };
        html! {
            (error_summary(l, faults))
            h1 { (t(l, "sso-proof")) }
            p.lead {
                @match email {
                    Some(email) => (t_args(l, "sso-proof-line", &[("email", email.into())])),
                    None => (t(l, "account-confirm-line")),
                }
            }
            (Form::post("/sign-in/proof").fields(fields))
            p { (Link::to(t(l, "account-back"), "/sign-in?stay=1")) }
        }
    })
    .await
}

/// Takes the code.
pub(super) async fn prove(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let browser = visit.visitor.with_provider.clone().unwrap_or_default();
    let core = &visit.app().core;
    match proves_address(core, &visit.tenant, &visit.portal, &browser, &secret(&sent, "code")).await {
        Err(Refusal::Invalid { .. }) => {
            let fault = Fault::new("code", t(locale(&visit).await, "account-code-wrong"));
            page(&visit, None, &[fault]).await
        }
        Ok((slug, outcome)) => told(&visit, &slug, Ok(outcome)).await,
        Err(refusal) => told(&visit, "", Err(refusal)).await,
    }
}
