//! Signing in as a user: asked for a reason first, then led to the portal by a link that works once.

use axum::extract::Path;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use maud::html;
use portico_core::users::{self, UserRow, UserStanding};
use portico_core::{Core, Refusal, portals, sign_in};
use portico_kit::{EntityId, Locale};

use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::icon_list::IconList;
use crate::design::icons::Icon;
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};

/// The longest reason, in characters.
const LONGEST: usize = 500;

/// Whether anybody can act in a user's place: only while the user itself may sign in.
pub(super) fn is_possible(standing: UserStanding) -> bool {
    matches!(standing, UserStanding::Active | UserStanding::Waiting)
}

/// Asks for the reason.
pub(super) async fn show(desk: Desk, Path(id): Path<EntityId>) -> Response {
    form(&desk, StatusCode::OK, id, String::new(), None).await
}

async fn form(
    desk: &Desk,
    status: StatusCode,
    id: EntityId,
    reason: String,
    fault: Option<&'static str>,
) -> Response {
    let l = desk.locale;
    desk.show_as(status, Place::Users, move |tx, caller| {
        let user = users::find(tx, caller, &id)?;
        if !is_possible(user.standing(caller.now)) {
            return Err(Refusal::conflict(t(l, "console-act-closed-line")));
        }
        Ok(asked(l, &user, &reason, fault.map(|key| t(l, key).into_owned())))
    })
    .await
}

fn asked(l: Locale, user: &UserRow, reason: &str, fault: Option<String>) -> ConsolePage {
    let faults: Vec<Fault> = fault.iter().map(|text| Fault::new("reason", text.as_str())).collect();
    let field = Field::area("reason", t(l, "console-act-reason"), 3)
        .hint(t(l, "console-act-reason-hint"))
        .value(reason)
        .error(fault);
    let form = Form::post(super::address(user.id.as_str()).href() + "/act").fields(field).buttons(html! {
        (Button::submit(t(l, "console-act-press")).primary())
        (Button::go(t(l, "cancel"), super::address(user.id.as_str()).href()))
    });
    let can = IconList::new().roomy().check(Tone::Good, t(l, "console-act-can-list"));
    let cannot = IconList::new().roomy().line(Tone::Neutral, Icon::Ban, t(l, "console-act-cannot-list"));
    let title = t_args(l, "console-act-title", &[("user", user.title.clone().into())]).into_owned();
    let line = t_args(l, "console-act-line", &[("email", user.email.clone().into())]);
    let side = html! {
        (Card::new(t(l, "console-act-can")).body(can))
        (Card::new(t(l, "console-act-cannot")).body(cannot))
    };
    page(
        l,
        user,
        title.clone(),
        html! {
            (error_summary(l, &faults))
            (Heading::new(title).person(&user.title).line(line))
            (wide_narrow(html! { (Card::bare().body(form)) }, side))
        },
    )
}

fn page(l: Locale, user: &UserRow, title: String, content: maud::Markup) -> ConsolePage {
    let back = super::address(user.id.as_str()).href();
    ConsolePage {
        crumbs: vec![
            (t(l, "console-users").into_owned(), "/admin/users".to_owned()),
            (user.title.clone(), back),
        ],
        here: t(l, "console-act").into_owned(),
        actions: None,
        title,
        content,
    }
}

/// Takes the reason and leads on to the portal.
pub(super) async fn begin(desk: Desk, Path(id): Path<EntityId>, answers: Answers) -> Response {
    let reason = answers.text("reason").to_owned();
    let fault = match reason.chars().count() {
        0 => Some("console-act-no-reason"),
        long if long > LONGEST => Some("console-act-long-reason"),
        _ => None,
    };
    if fault.is_some() {
        return form(&desk, StatusCode::UNPROCESSABLE_ENTITY, id, reason, fault).await;
    }
    let (core, user) = (desk.core(), id.clone());
    let link = desk.change(move |tx, caller| link(tx, &core, caller, &user, &reason));
    match link.await {
        Ok(link) => lead(&desk, id, link).await,
        Err(refusal) => desk.refuse(refusal).await,
    }
}

fn link(
    tx: &mut portico_db::Tx<'_>,
    core: &Core,
    caller: &portico_core::Caller,
    user: &EntityId,
    reason: &str,
) -> Result<String, Refusal> {
    let user = users::find(tx, caller, user)?;
    let portal = portals::find(tx, &user.portal_id)?.ok_or(Refusal::NotFound)?;
    let token = sign_in::login_as(tx, core, caller, &portal, &user.email, reason)?;
    Ok(portal.link(core, "/acting", &[("token", &token)]))
}

/// A form may lead to its own site only, so the browser is sent on by the page that answers it.
async fn lead(desk: &Desk, id: EntityId, link: String) -> Response {
    let (l, to) = (desk.locale, link.clone());
    let mut response = desk
        .show(Place::Users, move |tx, caller| {
            let user = users::find(tx, caller, &id)?;
            let title = t_args(l, "console-act-go", &[("user", user.title.clone().into())]).into_owned();
            let go = Button::go(title.clone(), to.as_str()).primary();
            Ok(page(
                l,
                &user,
                title.clone(),
                html! {
                    (Heading::new(title).line(t(l, "console-act-go-line")))
                    div.buttons { (go) }
                },
            ))
        })
        .await;
    if let Ok(next) = HeaderValue::from_str(&format!("0; url={link}")) {
        response.headers_mut().insert(header::REFRESH, next);
    }
    response
}
