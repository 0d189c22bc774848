//! Bringing a list: as a file or pasted, with what it may hold told before; it is tried at once and nothing is sent.

use axum::extract::Multipart;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::Caller;
use portico_core::invitations::{self, LASTS, MOST_BYTES, MOST_ROWS, Unreadable};
use portico_core::portals::{self, Portal};
use portico_core::registration::Settings;
use portico_kit::{Locale, PortalId};

use super::super::desk::Desk;
use super::super::shell::Place;
use super::{HERE, list_address};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::file_field::FileField;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::icon_list::IconList;
use crate::design::components::select::Select;
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};

/// What was sent.
#[derive(Clone, Debug, Default)]
struct Brought {
    portal: String,
    file: Vec<u8>,
    pasted: String,
}

impl Brought {
    fn csv(&self) -> &[u8] {
        if self.file.is_empty() { self.pasted.as_bytes() } else { &self.file }
    }
}

/// The form.
pub(super) async fn show(desk: Desk) -> Response {
    let portal = desk.query().text("portal").unwrap_or_default().to_owned();
    form(&desk, StatusCode::OK, Brought { portal, ..Brought::default() }, None).await
}

async fn form(desk: &Desk, status: StatusCode, brought: Brought, fault: Option<String>) -> Response {
    let l = desk.locale;
    desk.show_as(status, Place::Invitations, move |tx, caller| {
        let portals = portals::list(tx)?;
        Ok(page(l, caller, &portals, &brought, fault.as_deref()))
    })
    .await
}

fn page(
    l: Locale,
    caller: &Caller,
    portals: &[Portal],
    brought: &Brought,
    fault: Option<&str>,
) -> ConsolePage {
    let faults: Vec<Fault> = fault.iter().map(|text| Fault::new("pasted", *text)).collect();
    let portal = portals.iter().fold(Select::new("portal", t(l, "console-portal")), |select, portal| {
        let chosen = brought.portal == portal.id.as_str();
        select.option(portal.id.as_str(), portal.name(), chosen.into())
    });
    let size = format::file_size(l, MOST_BYTES as u64);
    let limit = t_args(l, "console-list-limit", &[("rows", MOST_ROWS.into()), ("size", size.into())]);
    let fields = html! {
        (portal)
        (FileField::new(l, "file", t(l, "console-list-file"), limit).accept(".csv,text/csv,.txt").optional())
        (Field::area("pasted", t(l, "console-list-pasted"), 8).hint(t(l, "console-list-pasted-hint"))
            .value(brought.pasted.as_str()).optional(l).error(fault))
    };
    let buttons = html! {
        (Button::submit(t(l, "console-list-check")).primary())
        (Button::go(t(l, "cancel"), HERE))
    };
    let form = Form::post(format!("{HERE}/new")).with_files().fields(fields).buttons(buttons);
    let title = t(l, "console-invite-many").into_owned();
    ConsolePage {
        crumbs: vec![(t(l, "console-invitations").into_owned(), HERE.to_owned())],
        here: title.clone(),
        actions: None,
        content: html! {
            (error_summary(l, &faults))
            (Heading::new(title.clone()).line(t(l, "console-invite-many-line")))
            (wide_narrow(html! { (Card::bare().body(form)) }, html! { (columns(l, caller, portals)) }))
        },
        title,
    }
}

/// What the columns of a list may be called.
fn columns(l: Locale, caller: &Caller, portals: &[Portal]) -> Card {
    let mut names: Vec<String> = Vec::new();
    for one in portals.iter().flat_map(|portal| Settings::of(portal).identifiers) {
        let attribute = caller.catalogue.find(&one.schema).and_then(|kind| kind.attribute(&one.name));
        let label = attribute.map_or_else(|| one.name.clone(), |attribute| attribute.label(l));
        if !names.contains(&label) {
            names.push(label);
        }
    }
    let identifiers = match names.is_empty() {
        true => t(l, "console-list-column-any").into_owned(),
        false => t_args(l, "console-list-column-named", &[("names", names.join(", ").into())]).into_owned(),
    };
    let days = (LASTS / 86_400).into();
    let list = IconList::new()
        .roomy()
        .explained(
            Tone::Brand,
            Icon::Mail,
            t(l, "console-list-column-email"),
            t(l, "console-list-column-email-line"),
        )
        .explained(Tone::Brand, Icon::CircleUser, t(l, "console-list-column-who"), identifiers)
        .explained(
            Tone::Brand,
            Icon::Languages,
            t(l, "console-list-column-more"),
            t(l, "console-list-column-more-line"),
        )
        .explained(
            Tone::Neutral,
            Icon::Clock,
            t(l, "console-list-then"),
            t_args(l, "console-list-then-line", &[("days", days)]),
        );
    Card::new(t(l, "console-list-columns")).body(list)
}

/// Takes a list and tries it.
pub(super) async fn check(desk: Desk, parts: Multipart) -> Response {
    if let Err(refusal) = desk.visitor.check_same_site() {
        return desk.refuse(refusal).await;
    }
    let brought = match read(parts).await {
        Ok(brought) => brought,
        Err(why) => return told(&desk, Brought::default(), why).await,
    };
    let (core, sent) = (desk.core(), brought.clone());
    let checked = desk.change(move |tx, caller| {
        let portal = PortalId::from(sent.portal.as_str());
        invitations::check(tx, &core, caller, &portal, sent.csv())
    });
    match checked.await {
        Ok(Ok(id)) => desk.go(list_address(&id), "invitations-checked"),
        Ok(Err(why)) => told(&desk, brought, why).await,
        Err(refusal) => desk.refuse(refusal).await,
    }
}

/// What is wrong with a list is told on its form, where it can be mended.
async fn told(desk: &Desk, brought: Brought, why: Unreadable) -> Response {
    let key = match why {
        Unreadable::Empty => "console-list-empty",
        Unreadable::NoPeople => "console-list-no-people",
        Unreadable::NoAddresses => "console-list-no-email",
        Unreadable::TooMany => "console-list-too-many",
        Unreadable::TooLarge => "console-list-too-large",
        Unreadable::NoList => "console-list-unreadable",
    };
    let fault = t_args(desk.locale, key, &[("rows", MOST_ROWS.into())]).into_owned();
    form(desk, StatusCode::UNPROCESSABLE_ENTITY, brought, Some(fault)).await
}

async fn read(mut parts: Multipart) -> Result<Brought, Unreadable> {
    let broken = |_| Unreadable::TooLarge;
    let mut brought = Brought::default();
    while let Some(field) = parts.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(broken)?;
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "portal" => brought.portal = text(),
            "pasted" => brought.pasted = text(),
            "file" => brought.file = bytes.to_vec(),
            _ => {}
        }
    }
    Ok(brought)
}
