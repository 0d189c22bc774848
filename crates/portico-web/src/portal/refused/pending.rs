//! The page of somebody who is registered but not mapped to a contact yet: what is done, what is being checked.

use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_kit::Locale;

use super::{Around, help, to_sign_in};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::form::Form;
use crate::design::components::note::Note;
use crate::design::components::timeline::{Step, Timeline};
use crate::design::icons::Icon;
use crate::design::layout::task_page;
use crate::design::words::t;
use crate::portal::answer;
use crate::portal::person::Person;
use crate::portal::visit::Visit;

/// The page.
pub async fn answer(visit: &Visit) -> Response {
    let Some(around) = Around::of(visit).await else { return to_sign_in(visit) };
    let Some(person) = &around.person else { return to_sign_in(visit) };
    let content = content(around.locale, person, &help(&around.setup, around.locale));
    let mut shell = around.shell(visit);
    shell.places.clear();
    shell.user = None;
    let page = task_page(&shell, &t(around.locale, "portal-pending"), None, content);
    answer::page(StatusCode::OK, page)
}

fn content(l: Locale, person: &Person, help: &str) -> Markup {
    let steps = Timeline::new(l)
        .step_with(Step::Done, t(l, "portal-pending-confirmed"), person.email.as_str())
        .step_with(
            Step::Now,
            t(l, "portal-pending-checked"),
            t(l, "portal-pending-checked-more").into_owned(),
        )
        .step(Step::Coming, t(l, "portal-pending-mail"));
    html! {
        div.narrow-page {
            span.tile.large { (Icon::Hourglass.svg()) }
            h1 { (t(l, "portal-pending")) }
            p.lead { (t(l, "portal-pending-line")) }
            div.stack {
                (Card::bare().body(steps))
                (Note::new(Tone::Neutral).icon(Icon::Phone).text(help))
                (Form::post("/sign-out").buttons(Button::submit(t(l, "sign-out")).icon(Icon::LogOut)))
            }
        }
    }
}
