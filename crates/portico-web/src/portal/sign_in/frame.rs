//! The frame of all pages before the sign-in: a form beside what the portal promises.

use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_core::{Refusal, setup::Setup};
use portico_kit::Locale;

use super::super::answer;
use super::super::refused::{self, Around};
use super::super::visit::Visit;
use crate::design::components::error_summary::Fault;
use crate::design::icons::Icon;
use crate::design::layout::{Promise, Promises, sign_in_page};
use crate::design::words::{t, t_args};

/// A page of the portal for somebody who is not signed in; `title` is the key of its name.
pub(in crate::portal) async fn framed(
    visit: &Visit,
    status: StatusCode,
    title: &str,
    faults: &[Fault],
    content: impl FnOnce(Locale, &Setup) -> Markup,
) -> Response {
    let Some(around) = Around::of(visit).await else {
        return refused::answer(visit, Refusal::NotFound).await;
    };
    let l = around.locale;
    if !around.setup.portal.enabled || !around.setup.policy.organisation_enabled() {
        return closed(visit, &around);
    }
    let title = t(l, title).into_owned();
    let named = if faults.is_empty() {
        title
    } else {
        t_args(l, "error-title-prefix", &[("title", title.into())]).into_owned()
    };
    let mut shell = around.shell(visit);
    shell.places.clear();
    shell.user = None;
    let content = content(l, &around.setup);
    answer::page(status, sign_in_page(&shell, &named, &promises(l, &around.setup), content))
}

fn promises(l: Locale, setup: &Setup) -> Promises {
    let key = if setup.portal.origin == "INSTALLER_PORTAL" { "installer" } else { "customer" };
    let promise = |icon, name: &str| {
        Promise::new(
            icon,
            t(l, &format!("portal-promise-{key}-{name}")),
            t(l, &format!("portal-promise-{key}-{name}-more")),
        )
    };
    let icons = match key {
        "installer" => [Icon::ClipboardList, Icon::FilePen, Icon::BadgeCheck],
        _ => [Icon::FileText, Icon::ReceiptEuro, Icon::FilePen],
    };
    Promises {
        title: t(l, &format!("portal-promises-{key}")).into_owned(),
        list: icons
            .into_iter()
            .zip(["one", "two", "three"])
            .map(|(icon, name)| promise(icon, name))
            .collect(),
        picture: None,
    }
}

fn closed(visit: &Visit, around: &Around) -> Response {
    let l = around.locale;
    let content = html! { h1 { (t(l, "portal-closed")) } p.lead { (refused::help(&around.setup, l)) } };
    let mut shell = around.shell(visit);
    shell.places.clear();
    shell.user = None;
    let page = sign_in_page(&shell, &t(l, "portal-closed"), &promises(l, &around.setup), content);
    answer::page(StatusCode::SERVICE_UNAVAILABLE, page)
}
