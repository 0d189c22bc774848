//! Another password: the old one proves who asks, the new one is held against the portal's rules.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::{Refusal, authenticators, sign_in};
use portico_kit::Secret;

use super::super::refused;
use super::super::sign_in::password;
use super::super::visit::Visit;
use super::{Told, done, fault_at, renewed, sent, task};
use crate::design::components::button::Button;
use crate::design::components::error_summary::Fault;
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::words::t;

/// The form.
pub(super) async fn show(visit: Visit) -> Response {
    form(&visit, StatusCode::OK, &[]).await
}

async fn form(visit: &Visit, status: StatusCode, faults: &[Fault]) -> Response {
    let has_one = visit.read_pending(authenticators::has_password).await.unwrap_or(true);
    task(visit, status, faults, |l, around| {
        let old = Field::password("old_password", t(l, "security-old-password"))
            .autocomplete("current-password")
            .error(fault_at(faults, "old_password"));
        let new = Field::password("new_password", t(l, "account-new-password"))
            .autocomplete("new-password")
            .hint(password::asked(l, &around.setup))
            .error(fault_at(faults, "new_password"));
        let content = html! {
            (Form::post("/security/password").fields(html! { @if has_one { (old) } (new) })
                .buttons(Button::submit(t(l, "account-save-password")).primary()))
            p { (Link::to(t(l, "account-forgot"), "/forgot-password")) }
        };
        Told::new(t(l, "security-password-title"), content).line(t(l, "security-password-line"))
    })
    .await
}

/// Takes both passwords.
pub(super) async fn change(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = match sent(&visit, &body) {
        Ok(sent) => sent,
        Err(refusal) => return refused::answer(&visit, refusal).await,
    };
    let secret = |name: &str| Secret::new(sent.text(name).unwrap_or_default());
    let (old, new) = (secret("old_password"), secret("new_password"));
    match changed(&visit, &old, &new).await {
        Ok(()) => renewed(&visit, done("password")).await,
        Err(Refusal::Invalid { field, .. }) => {
            let fault = fault(&visit, field.as_deref(), &new).await;
            form(&visit, StatusCode::UNPROCESSABLE_ENTITY, &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn changed(visit: &Visit, old: &Secret, new: &Secret) -> Result<(), Refusal> {
    let claims = visit.visitor.portal_claims().ok_or_else(Refusal::unauthenticated)?;
    let caller = visit.read_pending(|_, caller| Ok(caller.clone())).await?;
    let network = &visit.visitor.network;
    sign_in::change_password(&visit.app().core, &caller, &claims, (old, new), network).await
}

async fn fault(visit: &Visit, field: Option<&str>, new: &Secret) -> Fault {
    let around = super::signed_in(visit).await;
    let l = around.as_ref().map_or_else(Default::default, |around| around.locale);
    let email = around.as_ref().and_then(|around| around.person.as_ref()).map(|person| person.email.clone());
    match (field, &around) {
        (Some("new_password"), Some(around)) => {
            Fault::new("new_password", password::refused(l, &around.setup, new, &email.unwrap_or_default()))
        }
        _ => Fault::new("old_password", t(l, "security-password-wrong")),
    }
}
