//! Registering with a portal: a form that asks for what the portal's configuration says.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::registration::{self, Outcome, Registration, Settings};
use portico_core::setup::Setup;
use portico_http::Query;
use portico_kit::{Locale, Secret};
use serde_json::{Map, Value};

use super::super::refused;
use super::super::visit::Visit;
use super::frame::framed;
use super::{confirm, invitation, locale, password};
use crate::design::components::button::Button;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::words::{t, t_args};

/// A value that the form asks for: the name of its field, where it goes, and its label.
struct Asked {
    field: String,
    schema: Option<String>,
    name: String,
    label: String,
    required: bool,
}

/// What a portal asks for besides address, names and password.
fn asked(setup: &Setup, settings: &Settings, l: Locale) -> Vec<Asked> {
    let label = |schema: &str, name: &str| {
        let attribute = setup.catalogue.find(schema).and_then(|kind| kind.attribute(name));
        attribute.map_or_else(|| name.to_owned(), |attribute| attribute.label(l))
    };
    let named = |name: &str| matches!(name, "email" | "first_name" | "last_name");
    let mut all = Vec::new();
    for identifier in &settings.identifiers {
        if identifier.schema == "contact" && named(&identifier.name) {
            continue;
        }
        all.push(Asked {
            field: format!("{}.{}", identifier.schema, identifier.name),
            label: label(&identifier.schema, &identifier.name),
            schema: Some(identifier.schema.clone()),
            name: identifier.name.clone(),
            required: true,
        });
    }
    for extra in settings.additional.iter().filter(|extra| !named(&extra.name)) {
        all.push(Asked {
            field: format!("more.{}", extra.name),
            label: label("contact", &extra.name),
            schema: None,
            name: extra.name.clone(),
            required: extra.required,
        });
    }
    all
}

/// The form.
pub async fn show(visit: Visit) -> Response {
    let sent = visit.asked.query.clone();
    if let Some(over) = invitation::over(&visit, &sent).await {
        return over;
    }
    page(&visit, StatusCode::OK, &sent, &[]).await
}

async fn page(visit: &Visit, status: StatusCode, sent: &Query, faults: &[Fault]) -> Response {
    framed(visit, status, "account-register", faults, |l, setup| {
        let settings = Settings::of(&setup.portal);
        let invited = sent.text("invitation").is_some_and(|token| !token.is_empty());
        if !settings.is_open() && !invited { closed(l) } else { form(l, setup, &settings, sent, faults) }
    })
    .await
}

fn closed(l: Locale) -> Markup {
    html! {
        h1 { (t(l, "account-register")) }
        p.lead { (t(l, "account-register-closed")) }
        p { (Link::to(t(l, "account-back"), "/sign-in")) }
    }
}

fn form(l: Locale, setup: &Setup, settings: &Settings, sent: &Query, faults: &[Fault]) -> Markup {
    let error =
        |field: &str| faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str());
    let typed = |field: &str| sent.text(field).unwrap_or_default();
    let invitation = typed("invitation");
    let email = Field::email("email", t(l, "portal-email")).autocomplete("email").value(typed("email"));
    let first = Field::text("first_name", t(l, "account-first-name")).autocomplete("given-name");
    let last = Field::text("last_name", t(l, "account-last-name")).autocomplete("family-name");
    let asked = if invitation.is_empty() { asked(setup, settings, l) } else { Vec::new() };
    let fields = html! {
        (email.error(error("email")))
        (first.value(typed("first_name")).error(error("first_name")))
        (last.value(typed("last_name")).error(error("last_name")))
        @for one in &asked {
            @let field = Field::text(&one.field, &one.label).value(typed(&one.field)).error(error(&one.field));
            @if one.required { (field) } @else { (field.optional(l)) }
        }
        (Field::password("password", t(l, "account-choose-password"))
            .autocomplete("new-password").hint(password::asked(l, setup)).error(error("password")))
        (Button::submit(t(l, "account-register")).primary().wide())
    };
    let form = Form::post("/register");
    let form = if invitation.is_empty() { form } else { form.hidden("invitation", invitation) };
    html! {
        (error_summary(l, faults))
        h1 { (t(l, "account-register")) }
        p.lead { (t_args(l, "account-register-line", &[("portal", setup.portal.name().into())])) }
        (form.fields(fields))
        p { (t(l, "account-known")) " " (Link::to(t(l, "sign-in"), "/sign-in")) }
    }
}

/// Takes the form; the page that follows is the same whether or not the portal knows anybody.
pub async fn register(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let setup = match visit.setup().await {
        Ok(setup) => setup,
        Err(refusal) => return refused::answer(&visit, refusal).await,
    };
    let l = locale(&visit).await;
    let settings = Settings::of(&setup.portal);
    let wanted = registration_of(&sent, &asked(&setup, &settings, l), l);
    let (email, password) = (wanted.email.clone(), wanted.password.clone());
    let (core, network) = (&visit.app().core, &visit.visitor.network);
    match registration::register(core, &visit.tenant, &visit.portal, wanted, network).await {
        Ok(Outcome::Ready) => confirm::done(&visit, false).await,
        Ok(Outcome::LetterSent) => {
            confirm::ask(&visit, StatusCode::OK, &email, "account-confirm-sent", &[]).await
        }
        Err(Refusal::Invalid { field, .. }) => {
            let refused = || password::refused(l, &setup, &password, &email);
            let fault = fault(l, field.as_deref().unwrap_or_default(), refused);
            page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &sent, &[fault]).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

fn registration_of(sent: &Query, asked: &[Asked], locale: Locale) -> Registration {
    let text = |name: &str| sent.text(name).unwrap_or_default().trim().to_owned();
    let mut identifiers = Map::new();
    let mut own = Map::new();
    for name in ["email", "first_name", "last_name"] {
        own.insert(name.to_owned(), text(name).into());
    }
    identifiers.insert("contact".to_owned(), Value::Object(own));
    let mut additional = Map::new();
    for one in asked {
        let value = Value::from(text(&one.field));
        match &one.schema {
            Some(schema) => {
                let group = identifiers.entry(schema.clone()).or_insert_with(|| Value::Object(Map::new()));
                group[&one.name] = value;
            }
            None => {
                additional.insert(one.name.clone(), value);
            }
        }
    }
    Registration {
        email: text("email"),
        password: Secret::new(sent.text("password").unwrap_or_default()),
        first_name: text("first_name"),
        last_name: text("last_name"),
        identifiers,
        contact_identifiers: Map::new(),
        additional,
        invitation: Some(text("invitation")).filter(|token| !token.is_empty()).map(Secret::new),
        locale: Some(locale),
    }
}

/// What the domain refuses, at the field that it is about.
fn fault(l: Locale, field: &str, password: impl FnOnce() -> String) -> Fault {
    if field == "email" {
        return Fault::new("email", t(l, "account-email-wrong"));
    }
    if field == "password" {
        return Fault::new("password", password());
    }
    if let Some(name) = field.strip_prefix("additional_contact_attributes.") {
        let named = matches!(name, "first_name" | "last_name");
        let place = if named { name.to_owned() } else { format!("more.{name}") };
        return Fault::new(place, t(l, "account-needed"));
    }
    match field.strip_prefix("registration_identifiers.") {
        Some(place) => {
            let place = match place {
                "contact.first_name" | "contact.last_name" | "contact.email" => {
                    place.trim_start_matches("contact.")
                }
                place => place,
            };
            Fault::new(place, t(l, "account-needed"))
        }
        None if field == "invitation" => Fault::new("email", t(l, "account-invitation-over")),
        None => Fault::new("email", t(l, "account-no-match")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_stands_at_the_field_that_it_is_about() {
        for (named, place) in [
            ("email", "email"),
            ("password", "password"),
            ("additional_contact_attributes.first_name", "first_name"),
            ("additional_contact_attributes.phone", "more.phone"),
            ("registration_identifiers.contract.contract_number", "contract.contract_number"),
            ("registration_identifiers.contact.last_name", "last_name"),
            ("registration_identifiers", "email"),
        ] {
            assert_eq!(fault(Locale::De, named, String::new).field, place, "{named}");
        }
    }
}
