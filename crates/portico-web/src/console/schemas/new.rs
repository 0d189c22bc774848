//! A new schema: from scratch, or with everything that another one has.

use maud::{Render, html};
use portico_core::schemas::edit;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::Locale;
use serde_json::{Value, json};

use super::super::answers::Answers;
use super::super::typed::{Trouble, put};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::{Field, field_grid};
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::select::Select;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    slug: String,
    names: [String; 4],
    from: String,
    faults: Vec<Fault>,
}

/// The names, as fields call them.
const NAMES: [(&str, &str); 4] = [("name", "de"), ("name", "en"), ("plural", "de"), ("plural", "en")];

impl Draft {
    /// An empty form, or one to copy a schema.
    pub(super) fn asked(caller: &Caller, locale: Locale, query: &Query) -> Self {
        let from = query.text("from").and_then(|slug| caller.catalogue.find(slug));
        let Some(kind) = from else { return Self::default() };
        let copy = |name: String| t_args(locale, "schema-copy-name", &[("name", name.into())]).into_owned();
        let names = [
            copy(kind.name(Locale::De)),
            copy(kind.name(Locale::En)),
            copy(kind.plural(Locale::De)),
            copy(kind.plural(Locale::En)),
        ];
        Self { slug: format!("{}_copy", kind.slug), names, from: kind.slug.clone(), faults: Vec::new() }
    }

    /// What was typed.
    pub(super) fn of_answers(answers: &Answers) -> Self {
        let names = NAMES.map(|(name, code)| answers.text(&format!("{name}.{code}")).to_owned());
        Self {
            slug: answers.text("slug").to_owned(),
            names,
            from: answers.text("from").to_owned(),
            faults: Vec::new(),
        }
    }

    /// The slug typed.
    pub(super) fn slug(&self) -> &str {
        &self.slug
    }

    /// Creates the schema.
    pub(super) fn create(&self, tx: &mut Tx<'_>, caller: &Caller) -> Result<(), Refusal> {
        let [de, en, ..] = &self.names;
        if de.is_empty() && en.is_empty() {
            return Err(Refusal::invalid("name.de", "name"));
        }
        let mut doc = match caller.catalogue.find(&self.from) {
            Some(kind) => kind.doc.clone(),
            None => json!({
                "title_template": "{{name}}", "capabilities": [], "group_settings": [],
                "attributes": [{ "id": "name", "name": "name", "label": "Name", "type": "string", "required": true }],
            }),
        };
        for key in ["id", "version", "created_at", "updated_at"] {
            put(&mut doc, key, Value::Null);
        }
        for ((name, code), text) in NAMES.iter().zip(&self.names) {
            let text: Value = if text.is_empty() { Value::Null } else { text.as_str().into() };
            put(&mut doc, &format!("translations.{code}.{name}"), text);
        }
        let first = |a: &String, b: &String| if a.is_empty() { b.clone() } else { a.clone() };
        let [de, en, many_de, many_en] = &self.names;
        put(&mut doc, "name", first(de, en).into());
        let plural = first(many_de, many_en);
        put(&mut doc, "plural", if plural.is_empty() { first(de, en).into() } else { plural.into() });
        edit::create(tx, &self.slug, doc)?;
        Ok(())
    }

    /// The same form with what stands in its way.
    pub(super) fn refused(mut self, locale: Locale, trouble: Trouble) -> Self {
        let fault = match trouble {
            Trouble::Fault(fault) if fault.field == "name.de" => {
                Fault::new("name.de", t(locale, "console-name-missing"))
            }
            Trouble::Fault(_) => {
                let args = [("slug", self.slug.clone().into())];
                Fault::new("slug", t_args(locale, "schema-slug-wrong", &args))
            }
            Trouble::Stale => Fault::new("slug", t(locale, "schema-stale")),
        };
        self.faults.push(fault);
        self
    }

    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }
}

pub(super) fn page(caller: &Caller, locale: Locale, draft: &Draft) -> ConsolePage {
    let title = t(locale, "schema-add").into_owned();
    let name = |number: usize| {
        let (key, code) = NAMES.get(number).copied().unwrap_or(("name", "de"));
        let tongue = t(locale, if code == "de" { "console-german" } else { "console-english" });
        let label = format!("{} ({tongue})", t(locale, &format!("setting-schema-{key}")));
        let own = format!("{key}.{code}");
        Field::text(&own, label)
            .value(draft.names.get(number).cloned().unwrap_or_default())
            .error(draft.fault(&own))
    };
    let scratch = Select::new("from", t(locale, "schema-from")).option(
        "",
        t(locale, "schema-from-scratch"),
        draft.from.is_empty().into(),
    );
    let from = caller.catalogue.all().fold(scratch, |select, kind| {
        select.option(&kind.slug, kind.plural(locale), (kind.slug == draft.from).into())
    });
    let fields = html! {
        (field_grid(html! { (name(0)) (name(1)) }))
        (field_grid(html! { (name(2)) (name(3)) }))
        (Field::text("slug", t(locale, "schema-slug")).value(&draft.slug).hint(t(locale, "schema-slug-hint")).error(draft.fault("slug")))
        (from)
    };
    let form = Form::post("/admin/new-schema").id("schema").guarded().fields(fields).buttons(html! {
        (Button::submit(t(locale, "schema-create")).primary())
        (Link::to(t(locale, "cancel"), "/admin/schemas").strong())
    });
    let content = html! {
        (error_summary(locale, &draft.faults))
        (Heading::new(title.clone()).line(t(locale, "schema-add-line")))
        div.workshop-form { (Card::bare().body(form).render()) }
    };
    let shown = super::page::titled(locale, &title, !draft.faults.is_empty());
    ConsolePage {
        title: shown,
        crumbs: vec![(t(locale, "console-schemas").into_owned(), "/admin/schemas".to_owned())],
        here: title,
        actions: None,
        content,
    }
}
