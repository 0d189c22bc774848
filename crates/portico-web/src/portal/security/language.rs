//! The language of the account: of pages on new devices, and of letters.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::{Refusal, own_account};
use portico_kit::Locale;

use super::super::settings::Settings;
use super::super::visit::Visit;
use super::super::{address, answer, refused};
use super::{HERE, Told, sent, task};
use crate::design::components::button::Button;
use crate::design::components::choice::Choice;
use crate::design::components::form::Form;
use crate::design::words::t;

/// The form.
pub(super) async fn show(visit: Visit) -> Response {
    task(&visit, StatusCode::OK, &[], |l, around| {
        let own = around.person.as_ref().and_then(|person| person.language).unwrap_or(l);
        let offered = Settings::of(&around.setup.portal).languages;
        let choice =
            offered.iter().fold(Choice::new("language", t(l, "security-language")), |choice, one| {
                choice.answer(one.code(), t(l, &format!("security-language-{}", one.code())), *one == own)
            });
        let form = Form::post("/security/language")
            .fields(html! { (choice) })
            .buttons(Button::submit(t(l, "security-save")).primary());
        Told::new(t(l, "security-language-title"), html! { (form) }).line(t(l, "security-language-line"))
    })
    .await
}

/// Takes the choice; this browser speaks it from now on, too.
pub(super) async fn change(visit: Visit, RawForm(body): RawForm) -> Response {
    let wanted = sent(&visit, &body).map(|sent| sent.text("language").and_then(Locale::parse));
    let changed = match wanted {
        Ok(Some(locale)) => {
            let written =
                visit.write_pending(move |tx, caller| own_account::set_language(tx, caller, locale));
            written.await.map(|()| locale)
        }
        Ok(None) => Err(Refusal::Invalid { field: None, message: String::new() }),
        Err(refusal) => Err(refusal),
    };
    match changed {
        Ok(locale) => {
            let pairs = [("done", "language"), ("lang", locale.code())];
            answer::redirect(&address::with_query(HERE, pairs))
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}
