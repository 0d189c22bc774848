//! How a portal behaves: languages and help, registration, sign-in, contracts; each setting with its effect.

use maud::{Markup, Render, html};
use portico_core::pages::UpsertMode;
use portico_core::portals::{self, Portal};
use portico_core::{Caller, Refusal, pages};
use portico_db::Tx;
use portico_kit::{Locale, PortalId};
use serde_json::{Map, Value, json};

use super::super::answers::Answers;
use super::super::schemas::titled;
use super::super::typed::{Form, Offers, Trouble, Typed, at, bare_form, clash};
use super::frame::{Part, audience, state_tag, tabs};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::error_summary;
use crate::design::components::heading::Heading;
use crate::design::components::note::Note;
use crate::design::layout::{ConsolePage, stack};
use crate::design::words::t;
use crate::portal::blocks::settings::{Kind, Offer, Setting, setting};

const IDENTIFIER: &[Setting] =
    &[setting("schema", Kind::One(Offer::Schemas)), setting("name", Kind::One(Offer::Attributes))];

/// The parts of the form: the name of each, and its settings.
pub(super) const PARTS: [(&str, &[Setting]); 5] = [
    (
        "portal-part-words",
        &[
            setting("config.languages", Kind::Many(Offer::Languages)),
            setting("config.default_language", Kind::One(Offer::Languages)),
            setting("config.support.phone", Kind::Word),
            setting("config.support.email", Kind::Word),
            setting("config.support.hours", Kind::Text),
            setting(
                "config.externalLinks",
                Kind::Rows(&[
                    setting("label", Kind::Text),
                    setting("link", Kind::Word),
                    setting("icon.name", Kind::One(Offer::Icons)),
                ]),
            ),
            setting("config.frame_hosts", Kind::Word),
        ],
    ),
    (
        "portal-part-registration",
        &[
            setting(
                "self_registration_setting",
                Kind::Choice(&[
                    "DENY",
                    "BLOCK_IF_PORTAL_USER_EXISTS",
                    "ALLOW_WITHOUT_CONTACT_CREATION",
                    "ALLOW_WITH_CONTACT_CREATION",
                    "ALWAYS_CREATE_CONTACT",
                    "DISALLOW_COMPLETELY",
                ]),
            ),
            setting("registration_identifiers", Kind::Rows(IDENTIFIER)),
            setting("self_registration_entity", Kind::Choice(&["contact", "account"])),
            setting(
                "self_registration_account_setting",
                Kind::Choice(&[
                    "DENY",
                    "BLOCK_IF_PORTAL_USER_EXISTS",
                    "ALLOW_WITH_CREATION",
                    "ALWAYS_CREATE",
                    "DISALLOW_COMPLETELY",
                ]),
            ),
            setting("contact_identifiers_for_account", Kind::Rows(IDENTIFIER)),
            setting(
                "additional_contact_attributes",
                Kind::Rows(&[setting("name", Kind::Word), setting("required", Kind::Flag(false))]),
            ),
            setting("block_registration_if_portal_user_exists", Kind::Flag(false)),
        ],
    ),
    (
        "portal-part-sign-in",
        &[
            setting("auth_settings.passwordless_login.enabled", Kind::Flag(false)),
            setting("advanced_mfa.enabled", Kind::Flag(false)),
            setting("auth_settings.second_factor", Kind::Choice(&["OPTIONAL", "OFF", "REQUIRED"])),
            setting("auth_settings.passkeys.enabled", Kind::Flag(true)),
            setting("auth_settings.prevent_user_enumeration", Kind::Flag(false)),
            setting("cognito_details.timeouts.refresh_token", Kind::Number(300, 31_536_000)),
            setting("auth_settings.idle_timeout", Kind::Number(120, 31_536_000)),
            setting("cognito_details.password_policy.minimum_length", Kind::Number(8, 99)),
            setting("cognito_details.password_policy.password_history_size", Kind::Number(0, 24)),
        ],
    ),
    (
        "portal-part-records",
        &[
            setting("contract_identifiers", Kind::Rows(IDENTIFIER)),
            setting("inactive_contract_cutoff_years", Kind::Number(0, 100)),
        ],
    ),
    (
        "portal-part-programs",
        &[
            setting("is_dummy", Kind::Flag(false)),
            setting("prevent_search_engine_indexing", Kind::Flag(false)),
            setting("user_account_self_management", Kind::Flag(false)),
            setting("meter_reading_grace_period", Kind::Number(0, 3650)),
            setting("feature_settings.start_page", Kind::Flag(false)),
            setting("feature_settings.billing", Kind::Flag(false)),
            setting("feature_settings.change_due_date", Kind::Flag(false)),
            setting("feature_settings.new_design", Kind::Flag(false)),
            setting("contract_selector_config.show_inactive", Kind::Flag(false)),
            setting("contract_selector_config.title_path", Kind::Word),
        ],
    ),
];

/// The settings of the parts that can be shown: words stand in a text that may not be readable.
fn parts(doc: &Value) -> impl Iterator<Item = (&'static str, &'static [Setting])> {
    let is_readable = at(doc, "config").is_object();
    PARTS.into_iter().filter(move |(name, _)| is_readable || *name != "portal-part-words")
}

fn settings(doc: &Value) -> Vec<&'static [Setting]> {
    parts(doc).map(|(_, settings)| settings).collect()
}

fn keys() -> impl Iterator<Item = &'static str> {
    let all = PARTS.into_iter().flat_map(|(_, settings)| settings);
    all.map(|setting| setting.key.split('.').next().unwrap_or(setting.key))
}

/// What the form is about: its keys, with the text `config` read as the document it is.
fn form_part(portal: &Portal) -> Value {
    let mut doc = Map::new();
    for key in keys() {
        if let Some(value) = portal.doc.get(key).filter(|value| !value.is_null()) {
            doc.insert(key.to_owned(), value.clone());
        }
    }
    let config = match doc.get("config") {
        None => json!({}),
        Some(Value::String(text)) => serde_json::from_str(text).unwrap_or(Value::Null),
        Some(_) => Value::Null,
    };
    if config.is_object() {
        doc.insert("config".to_owned(), config);
    }
    Value::Object(doc)
}

/// Stores what was typed; keys that nobody changed are not sent.
pub(super) fn save(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    id: &PortalId,
    answers: &Answers,
) -> Result<(), Refusal> {
    let portal = super::find(tx, id)?;
    let stored = form_part(&portal);
    let typed = Typed::of_answers(locale, &settings(&stored), &stored, answers);
    typed.check(&stored)?;
    let says = |key: &str| at(&typed.doc, key).as_bool() == Some(true);
    if says("auth_settings.passwordless_login.enabled") && says("advanced_mfa.enabled") {
        return Err(Refusal::invalid("advanced_mfa.enabled", t(locale, "portal-either-way")));
    }
    let mut sent = Map::new();
    for key in keys() {
        let (new, old) = (typed.doc.get(key), stored.get(key));
        if new == old {
            continue;
        }
        let value = match (key, new) {
            (_, None) => Value::Null,
            ("config", Some(config)) => config.to_string().into(),
            (_, Some(value)) => value.clone(),
        };
        sent.insert(key.to_owned(), value);
    }
    if !sent.is_empty() {
        portals::put(tx, id, Value::Object(sent), UpsertMode::Id, caller.now, &caller.random)?;
    }
    Ok(())
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    id: &PortalId,
    answers: Option<&Answers>,
    trouble: Option<&Trouble>,
) -> Result<ConsolePage, Refusal> {
    let portal = super::find(tx, id)?;
    let (stored, count) = (form_part(&portal), pages::list(tx, id)?.len());
    let all = settings(&stored);
    let typed = match answers {
        Some(answers) => Typed::of_answers(locale, &all, &stored, answers).with(&stored, trouble),
        None => Typed::of(&stored),
    };
    let offers = Offers::read(tx, caller, locale)?;
    let form = Form { locale, family: "portal", offers: &offers, faults: &typed.faults };
    let here = format!("{}/behaviour", super::address(id).href());
    let cards = stack(html! {
        (unreadable(locale, &stored))
        @for (name, part) in parts(&stored) { (card(locale, name, form.fields(part, &typed.doc))) }
    });
    let body = bare_form(&typed, "behaviour", here.clone(), cards)
        .buttons(Button::submit(t(locale, "portal-behaviour-save")).primary());
    let content = html! {
        (error_summary(locale, &typed.faults))
        @if typed.is_stale { (clash(locale, "portal", &all, (&stored, &typed.doc), &here)) }
        (Heading::new(portal.name()).line(audience(locale, &portal)).aside(state_tag(locale, &portal)))
        (tabs(locale, &portal, count, Part::Behaviour))
        div.workshop-form { (body) }
    };
    let title = format!("{}: {}", portal.name(), t(locale, "portal-behaviour"));
    Ok(ConsolePage {
        title: titled(locale, &title, !typed.faults.is_empty() || typed.is_stale),
        crumbs: vec![
            (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
            (portal.name().to_owned(), super::address(id).href()),
        ],
        here: t(locale, "portal-behaviour").into_owned(),
        actions: None,
        content,
    })
}

fn card(locale: Locale, name: &str, fields: Markup) -> Card {
    Card::new(t(locale, name)).intro(t(locale, &format!("{name}-line"))).body(fields)
}

fn unreadable(locale: Locale, stored: &Value) -> Markup {
    html! {
        @if !at(stored, "config").is_object() {
            (Note::new(Tone::Warn).title(t(locale, "portal-config-unreadable")).render())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_changed_is_in_the_form_and_config_is_read() {
        let doc =
            json!({"config": "{\"languages\":[\"de\"],\"strange\":1}", "accessToken": "x", "is_dummy": null});
        let portal = Portal { id: "1".into(), origin: String::new(), enabled: true, doc, hosts: Vec::new() };
        assert_eq!(form_part(&portal), json!({"config": {"languages": ["de"], "strange": 1}}));
        let broken = Portal { doc: json!({"config": "{"}), ..portal };
        assert_eq!(settings(&form_part(&broken)).len(), 4);
    }
}
