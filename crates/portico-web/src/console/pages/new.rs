//! A new page: empty, from the pages that portals start with, or as a copy of another.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use maud::html;
use portico_core::pages::{self, Page, arrange, starter_pages};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{Locale, PortalId, Random};
use serde_json::{Value, json};

use super::super::address::Address;
use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::typed::{Trouble, put};
use super::settings::{check_slug, told};
use super::{address, page_id};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::{Field, field_grid};
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::select::Select;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};
use crate::portal::shell::title_of;
use crate::portal::texts::pick;

/// What stands in the form.
#[derive(Clone, Debug, Default)]
struct Draft {
    titles: [String; 2],
    slug: String,
    from: String,
    is_listed: bool,
    faults: Vec<Fault>,
}

impl Draft {
    fn of_answers(answers: &Answers) -> Self {
        let text = |name: &str| answers.text(name).to_owned();
        Self {
            titles: [text("title.de"), text("title.en")],
            slug: text("slug"),
            from: text("from"),
            is_listed: answers.raw("listed").is_some(),
            faults: Vec::new(),
        }
    }

    /// A form to copy a page.
    fn of_copy(page: &Page) -> Self {
        let title = page.doc.pointer("/content/title").unwrap_or(&Value::Null);
        let copy = |own: Locale| {
            let args = [("name", pick(title, own).to_owned().into())];
            t_args(own, "schema-copy-name", &args).into_owned()
        };
        Self {
            titles: [copy(Locale::De), copy(Locale::En)],
            slug: format!("{}-copy", page.slug),
            from: page.id.to_string(),
            ..Self::default()
        }
    }

    fn create(
        &self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        locale: Locale,
        portal: &PortalId,
    ) -> Result<Page, Refusal> {
        let [de, en] = &self.titles;
        if de.is_empty() && en.is_empty() {
            return Err(Refusal::invalid("title.de", t(locale, "console-name-missing")));
        }
        check_slug(locale, &self.slug)?;
        let mut doc = self.model(tx, caller, portal)?;
        for (code, text) in [("de", de), ("en", en)] {
            let text: Value = if text.is_empty() { Value::Null } else { text.as_str().into() };
            put(&mut doc, &format!("content.title.{code}"), text);
        }
        let all = pages::list(tx, portal)?;
        put(&mut doc, "slug", self.slug.as_str().into());
        put(
            &mut doc,
            "order",
            json!(all.iter().map(|page| page.order).fold(-1.0, f64::max).floor() as i64 + 1),
        );
        put(&mut doc, "show_in_navigation", self.is_listed.into());
        pages::create(tx, portal, doc, caller.now, &caller.random).map_err(told(locale))
    }

    /// The page that the new one begins as.
    fn model(&self, tx: &mut Tx<'_>, caller: &Caller, portal: &PortalId) -> Result<Value, Refusal> {
        if let Some(slug) = self.from.strip_prefix("starter:") {
            let starters = starter_pages(caller.now, &caller.random);
            let found =
                starters.into_iter().find(|page| page.get("slug").and_then(Value::as_str) == Some(slug));
            let mut doc = found.ok_or(Refusal::NotFound)?;
            put(&mut doc, "is_entry_route", Value::Null);
            return Ok(doc);
        }
        if self.from.is_empty() {
            return Ok(json!({ "content": {}, "blocks": {} }));
        }
        let page = pages::find(tx, &page_id(&self.from))?.filter(|page| page.portal_id == *portal);
        let page = page.ok_or(Refusal::NotFound)?;
        Ok(arrange::copy_of(&page, &self.slug, caller.now, &caller.random))
    }

    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }
}

pub(super) async fn show(desk: Desk, Path(portal): Path<PortalId>) -> Response {
    let (locale, from) = (desk.locale, desk.query().text("from").map(str::to_owned));
    desk.show(Place::Portals, move |tx, _| {
        let model = match &from {
            Some(id) => pages::find(tx, &page_id(id))?.filter(|page| page.portal_id == portal),
            None => None,
        };
        let draft = model.map_or_else(Draft::default, |page| Draft::of_copy(&page));
        page(tx, locale, &portal, &draft)
    })
    .await
}

pub(super) async fn create(desk: Desk, Path(portal): Path<PortalId>, answers: Answers) -> Response {
    let (locale, mut draft) = (desk.locale, Draft::of_answers(&answers));
    let (wanted, own) = (draft.clone(), portal.clone());
    let made = desk.change(move |tx, caller| {
        super::super::portals::find(tx, &own)?;
        wanted.create(tx, caller, locale, &own)
    });
    match made.await.map_err(Trouble::of) {
        Ok(made) => {
            desk.go(Address::of(format!("{}/pages/{}", address(&portal).href(), made.id)), "page-created")
        }
        Err(Err(refusal)) => desk.refuse(refusal).await,
        Err(Ok(trouble)) => {
            if let Trouble::Fault(fault) = trouble {
                draft.faults.push(fault);
            }
            let page = move |tx: &mut Tx<'_>, _: &Caller| page(tx, locale, &portal, &draft);
            desk.show_as(StatusCode::UNPROCESSABLE_ENTITY, Place::Portals, page).await
        }
    }
}

fn page(tx: &mut Tx<'_>, locale: Locale, id: &PortalId, draft: &Draft) -> Result<ConsolePage, Refusal> {
    let portal = super::super::portals::find(tx, id)?;
    let here = address(id).href();
    let [de, en] = &draft.titles;
    let name = |code: &str, value: &str| {
        let tongue = t(locale, if code == "de" { "console-german" } else { "console-english" });
        let own = format!("title.{code}");
        Field::text(&own, format!("{} ({tongue})", t(locale, "setting-page-title")))
            .value(value)
            .error(draft.fault(&own))
    };
    let fields = html! {
        (field_grid(html! { (name("de", de)) (name("en", en)) }))
        (Field::text("slug", t(locale, "setting-page-slug")).value(&draft.slug).hint(t(locale, "page-slug-hint")).error(draft.fault("slug")))
        (models(tx, locale, id, draft)?)
        (Checkbox::new("listed", t(locale, "setting-page-show-in-navigation")).ticked(draft.is_listed))
    };
    let form = Form::post(format!("{here}/new-page")).guarded().fields(fields).buttons(html! {
        (Button::submit(t(locale, "page-create")).primary())
        (Link::to(t(locale, "cancel"), format!("{here}/pages")).strong())
    });
    let title = t(locale, "page-add").into_owned();
    let content = html! {
        (error_summary(locale, &draft.faults))
        (Heading::new(title.clone()).line(portal.name()))
        div.workshop-form { (Card::bare().body(form)) }
    };
    Ok(ConsolePage {
        title: super::super::schemas::titled(locale, &title, !draft.faults.is_empty()),
        crumbs: vec![
            (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
            (portal.name().to_owned(), here.clone()),
            (t(locale, "console-pages").into_owned(), format!("{here}/pages")),
        ],
        here: title,
        actions: None,
        content,
    })
}

/// What the new page may begin as.
fn models(tx: &mut Tx<'_>, locale: Locale, portal: &PortalId, draft: &Draft) -> Result<Select, Refusal> {
    let mut select = Select::new("from", t(locale, "page-from")).option(
        "",
        t(locale, "page-from-scratch"),
        draft.from.is_empty().into(),
    );
    for page in starter_pages(portico_kit::Instant(0), &Random::seeded(1)) {
        let slug = page.get("slug").and_then(Value::as_str).unwrap_or_default();
        let title = pick(page.pointer("/content/title").unwrap_or(&Value::Null), locale).to_owned();
        let own = format!("starter:{slug}");
        let label = t_args(locale, "page-from-starter", &[("name", title.into())]);
        select = select.option(own.clone(), label, (own == draft.from).into());
    }
    for page in pages::list(tx, portal)? {
        let label = t_args(locale, "page-from-copy", &[("name", title_of(&page, locale).into())]);
        select = select.option(page.id.as_str(), label, (page.id.as_str() == draft.from).into());
    }
    Ok(select)
}
