//! Removing one's own account: asked once more, and proved by the password.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::sign_in::check_own_password;
use portico_core::{Refusal, own_account};
use portico_http::{PORTAL_COOKIE, clear_cookie};
use portico_kit::Secret;

use super::super::visit::Visit;
use super::super::{answer, refused};
use super::{HERE, Told, fault_at, sent, task};
use crate::design::components::button::Button;
use crate::design::components::error_summary::Fault;
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::words::t;

/// The question.
pub(super) async fn show(visit: Visit) -> Response {
    let allowed = visit.read_pending(|_, caller| match own_account::is_self_managed(caller) {
        true => Ok(()),
        false => Err(Refusal::NotFound),
    });
    match allowed.await {
        Ok(()) => form(&visit, StatusCode::OK, &[]).await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn form(visit: &Visit, status: StatusCode, faults: &[Fault]) -> Response {
    task(visit, status, faults, |l, _| {
        let password = Field::password("password", t(l, "security-your-password"))
            .autocomplete("current-password")
            .error(fault_at(faults, "password"));
        let buttons = html! {
            (Button::submit(t(l, "security-leave-press")).destructive())
            (Button::go(t(l, "security-leave-stay"), HERE))
        };
        let form = Form::post("/security/leave").fields(html! { (password) }).buttons(buttons);
        let content = html! {
            ul.steps-said { li { (t(l, "security-leave-gone")) } li { (t(l, "security-leave-stays")) } }
            (form)
        };
        Told::new(t(l, "security-leave-title"), content)
    })
    .await
}

/// Takes the answer.
pub(super) async fn leave(visit: Visit, RawForm(body): RawForm) -> Response {
    let password = match sent(&visit, &body) {
        Ok(sent) => Secret::new(sent.text("password").unwrap_or_default()),
        Err(refusal) => return refused::answer(&visit, refusal).await,
    };
    match gone(&visit, &password).await {
        Ok(()) => answer::with_cookie(answer::redirect("/sign-in"), clear_cookie(PORTAL_COOKIE, "/")),
        Err(Refusal::Invalid { .. }) => {
            let l = super::signed_in(&visit).await.map_or_else(Default::default, |around| around.locale);
            let fault = Fault::new("password", t(l, "security-password-wrong"));
            form(&visit, StatusCode::UNPROCESSABLE_ENTITY, &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn gone(visit: &Visit, password: &Secret) -> Result<(), Refusal> {
    let caller = visit.read_pending(|_, caller| Ok(caller.clone())).await?;
    caller.check_in_person()?;
    let ((user, portal), network) = (own_account::own(&caller)?, &visit.visitor.network);
    check_own_password(&visit.app().core, &visit.tenant, &portal, &user, password, network).await?;
    visit.write_pending(|tx, caller| own_account::remove(tx, caller).map(|_| ())).await
}
