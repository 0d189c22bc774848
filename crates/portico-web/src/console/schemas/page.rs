//! One schema: names, title and groups in a form, and beside it its attributes by group.

use maud::{Markup, Render, html};
use portico_core::entities::{Search, search, title};
use portico_core::schemas::{Schema, edit};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use super::super::answers::Answers;
use super::super::typed::{Form, Offers, Trouble, Typed, at, bare_form, clash};
use super::settings::SCHEMA;
use super::{address, attributes, find, version_of};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::error_summary;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::icons::Icon;
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};

/// The title of a page in the browser; one with faults says so first.
pub(in crate::console) fn titled(locale: Locale, title: &str, is_faulty: bool) -> String {
    match is_faulty {
        true => t_args(locale, "error-title-prefix", &[("title", title.to_owned().into())]).into_owned(),
        false => title.to_owned(),
    }
}

/// The part of a schema that its form is about.
fn form_part(kind: &Schema) -> Value {
    let mut doc = kind.doc.clone();
    if let Some(fields) = doc.as_object_mut() {
        for key in ["attributes", "version", "slug"] {
            fields.shift_remove(key);
        }
    }
    doc
}

/// Stores what was typed.
pub(super) fn save(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    slug: &str,
    answers: &Answers,
) -> Result<(), Refusal> {
    let kind = find(caller, slug)?;
    let stored = form_part(&kind);
    let typed = Typed::of_answers(locale, &[SCHEMA], &stored, answers);
    typed.check(&stored)?;
    edit::change(tx, caller, slug, version_of(&kind), |doc| {
        for setting in SCHEMA.iter().filter(|setting| setting.key != "group_settings") {
            super::super::typed::put(doc, setting.key, at(&typed.doc, setting.key).clone());
        }
        super::super::typed::put(doc, "translations", at(&typed.doc, "translations").clone());
        let groups = at(&typed.doc, "group_settings").as_array().cloned().unwrap_or_default();
        edit::set_groups(doc, groups).map_err(|refusal| match refusal {
            Refusal::Invalid { field, .. } => {
                Refusal::Invalid { field, message: t(locale, "schema-groups-wrong").into_owned() }
            }
            other => other,
        })
    })?;
    Ok(())
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    slug: &str,
    answers: Option<&Answers>,
    trouble: Option<&Trouble>,
) -> Result<ConsolePage, Refusal> {
    let kind = find(caller, slug)?;
    let stored = form_part(&kind);
    let typed = match answers {
        Some(answers) => Typed::of_answers(locale, &[SCHEMA], &stored, answers).with(&stored, trouble),
        None => Typed::of(&stored),
    };
    let offers = Offers::read(tx, caller, locale)?;
    let form = Form { locale, family: "schema", offers: &offers, faults: &typed.faults };
    let sample = sample(tx, caller, &kind, at(&typed.doc, "title_template").as_str().unwrap_or_default())?;
    let here = address(slug).href();
    let fields = html! {
        (form.fields(SCHEMA, &typed.doc))
        (sample_line(locale, &sample))
    };
    let card = Card::new(t(locale, "schema-names")).body(
        bare_form(&typed, "schema", here.clone(), fields).buttons(Button::submit(t(locale, "schema-save"))),
    );
    let name = kind.plural(locale);
    let content = html! {
        (error_summary(locale, &typed.faults))
        @if typed.is_stale { (clash(locale, "schema", &[SCHEMA], (&stored, &typed.doc), &here)) }
        (Heading::new(name.clone()).line(line(locale, &kind)))
        (wide_narrow(attributes::cards(locale, &kind), card.render()))
    };
    Ok(ConsolePage {
        title: titled(locale, &name, !typed.faults.is_empty() || typed.is_stale),
        crumbs: vec![(t(locale, "console-schemas").into_owned(), "/admin/schemas".to_owned())],
        here: name,
        actions: Some(actions(locale, slug)),
        content,
    })
}

fn line(locale: Locale, kind: &Schema) -> Markup {
    let args = [("version", version_of(kind).into()), ("count", kind.attributes.len().into())];
    html! {
        code { (kind.slug) } " · " (t_args(locale, "schema-line", &args)) " · "
        (Link::to(t(locale, "console-to-records"), format!("/admin/records/{}", kind.slug)))
    }
}

fn actions(locale: Locale, slug: &str) -> Markup {
    let here = address(slug).href();
    html! {
        (Button::go(t(locale, "schema-remove"), format!("{here}/remove")).quiet())
        (Button::go(t(locale, "schema-copy"), format!("/admin/new-schema?from={slug}")).icon(Icon::Copy))
        (Button::go(t(locale, "attribute-add"), format!("{here}/new-attribute")).primary().icon(Icon::Plus))
    }
}

/// What the newest record would be called with a template; nothing while there is no record.
fn sample(
    tx: &mut Tx<'_>,
    caller: &Caller,
    kind: &Schema,
    template: &str,
) -> Result<Option<String>, Refusal> {
    let asked = Search { schemas: vec![kind.slug.clone()], size: 1, ..Search::default() };
    let newest = search(tx, caller, &asked)?.records.into_iter().next();
    let typed = Schema { title_template: template.to_owned(), ..kind.clone() };
    Ok(newest.map(|record| title(&typed, &record.to_value())))
}

fn sample_line(locale: Locale, sample: &Option<String>) -> Markup {
    html! {
        p.hint.title-sample {
            @match sample {
                Some(sample) => { (t(locale, "schema-title-sample")) " " strong { (sample) } }
                None => (t(locale, "schema-title-no-sample")),
            }
            " " (Button::submit(t(locale, "schema-title-try")).small().quiet().value("then", "again"))
        }
    }
}
