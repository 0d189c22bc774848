//! Another address to sign in with: it counts once the letter that goes there is confirmed.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::{Refusal, authenticators, own_account};
use portico_kit::Secret;

use super::super::refused;
use super::super::visit::Visit;
use super::{Told, done, fault_at, sent, task};
use crate::design::components::button::Button;
use crate::design::components::error_summary::Fault;
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::words::{t, t_args};

/// The form.
pub(super) async fn show(visit: Visit) -> Response {
    form(&visit, StatusCode::OK, "", &[]).await
}

async fn form(visit: &Visit, status: StatusCode, typed: &str, faults: &[Fault]) -> Response {
    let has_password = visit.read_pending(authenticators::has_password).await.unwrap_or(true);
    task(visit, status, faults, |l, around| {
        let now = around.person.as_ref().map(|person| person.email.clone()).unwrap_or_default();
        let email = Field::email("email", t(l, "security-new-email"))
            .autocomplete("email")
            .value(typed)
            .error(fault_at(faults, "email"));
        let password = Field::password("password", t(l, "security-your-password"))
            .autocomplete("current-password")
            .error(fault_at(faults, "password"));
        let form = Form::post("/security/email")
            .fields(html! { (email) @if has_password { (password) } })
            .buttons(Button::submit(t(l, "security-email-send")).primary());
        let line = t_args(l, "security-email-line", &[("email", now.into())]);
        Told::new(t(l, "security-email-title"), html! { (form) }).line(line)
    })
    .await
}

/// Takes the new address, and has a letter sent there.
pub(super) async fn change(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = match sent(&visit, &body) {
        Ok(sent) => sent,
        Err(refusal) => return refused::answer(&visit, refusal).await,
    };
    let email = sent.text("email").unwrap_or_default().trim().to_owned();
    let password = Secret::new(sent.text("password").unwrap_or_default());
    match changed(&visit, &email, &password).await {
        Ok(()) => done("email"),
        Err(Refusal::Invalid { field, .. }) => {
            let l = super::signed_in(&visit).await.map_or_else(Default::default, |around| around.locale);
            let fault = match field.as_deref() {
                Some("password") => Fault::new("password", t(l, "security-password-wrong")),
                _ => Fault::new("email", t(l, "security-email-wrong")),
            };
            form(&visit, StatusCode::UNPROCESSABLE_ENTITY, &email, &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn changed(visit: &Visit, email: &str, password: &Secret) -> Result<(), Refusal> {
    let claims = visit.visitor.portal_claims().ok_or_else(Refusal::unauthenticated)?;
    let caller = visit.read_pending(|_, caller| Ok(caller.clone())).await?;
    let network = &visit.visitor.network;
    own_account::change_email(&visit.app().core, caller, &claims, email, password, network).await
}
