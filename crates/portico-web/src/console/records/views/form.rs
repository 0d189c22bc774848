//! The form of a saved view: its name, who sees it, and whether the list opens with it.

use maud::{Markup, html};
use portico_core::Caller;
use portico_core::schemas::Schema;
use portico_core::views::View;
use portico_kit::Locale;
use serde_json::{Map, Value};

use super::super::super::answers::Answers;
use super::super::asked::Asked;
use super::{at, crumbs};
use crate::design::components::button::Button;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::choice::Choice;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// What the form asks for.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    name: String,
    shared: bool,
    default: bool,
    fault: Option<Fault>,
}

impl Named {
    pub(super) fn of(answers: &Answers) -> Self {
        let says = |name: &str| answers.text(name) == "1";
        Self {
            name: answers.text("name").to_owned(),
            shared: says("shared"),
            default: says("default"),
            fault: None,
        }
    }

    pub(super) fn of_view(view: &View, default: bool) -> Self {
        Self { name: view.name.clone(), shared: view.shared, default, fault: None }
    }

    /// The same, with the name refused.
    pub(super) fn without_name(self, locale: Locale) -> Self {
        Self { fault: Some(Fault::new("name", t(locale, "records-view-wrong-name"))), ..self }
    }

    pub(super) fn written(&self) -> Map<String, Value> {
        let pairs = [("name", Value::from(self.name.as_str())), ("shared", self.shared.into())];
        pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }

    fn fields(&self, locale: Locale) -> Markup {
        let error = self.fault.as_ref().map(|fault| fault.message.as_str());
        html! {
            (Field::text("name", t(locale, "records-view-name")).value(&self.name).limit(100).error(error))
            (Choice::new("shared", t(locale, "records-view-for"))
                .explained("", t(locale, "records-view-own"), t(locale, "records-view-own-line"), !self.shared)
                .explained("1", t(locale, "records-view-shared"), t(locale, "records-view-shared-line"), self.shared))
            (Checkbox::new("default", t(locale, "records-view-default")).value("1").ticked(self.default)
                .hint(t(locale, "records-view-default-line")))
        }
    }
}

/// The page on which what a list shows is saved under a name.
pub(super) fn new_page(locale: Locale, kind: &Schema, asked: &Asked, named: &Named) -> ConsolePage {
    let title = t(locale, "records-view-new").into_owned();
    let start = Form::post(format!("/admin/records/{}/views/new", kind.slug));
    let carried = asked.address();
    let form = carried.pairs().iter().fold(start, |form, (key, value)| form.hidden(key, value));
    let form = form.fields(named.fields(locale)).buttons(html! {
        (Button::submit(t(locale, "records-view-press")).primary())
        (Link::to(t(locale, "cancel"), asked.address().href()).strong())
    });
    page(
        locale,
        kind,
        title.clone(),
        named,
        html! {
            (Heading::new(title).line(t_args(locale, "records-view-new-line", &[("kind", kind.plural(locale).into())])))
            (kept(locale, kind, asked))
            (form)
        },
    )
}

/// The page on which a view is named anew, shared or deleted.
pub(super) fn edit_page(
    locale: Locale,
    kind: &Schema,
    caller: &Caller,
    view: &View,
    named: &Named,
) -> ConsolePage {
    let back = format!("/admin/records/{}?view={}", kind.slug, view.id);
    let line = if view.is_of(caller) { "records-view-yours" } else { "records-view-theirs" };
    let form = Form::post(at(kind, view, "")).fields(named.fields(locale)).buttons(html! {
        (Button::submit(t(locale, "records-view-press")).primary())
        (Button::go(t(locale, "records-view-delete"), at(kind, view, "/delete")).icon(Icon::Trash2))
        (Link::to(t(locale, "cancel"), back).strong())
    });
    page(
        locale,
        kind,
        view.name.clone(),
        named,
        html! {
            (Heading::new(view.name.clone()).line(t(locale, line)))
            (kept(locale, kind, &Asked::of_view(kind, view)))
            (form)
        },
    )
}

/// What the view keeps, in words.
fn kept(locale: Locale, kind: &Schema, asked: &Asked) -> Markup {
    let conditions = asked.conditions.iter().map(|condition| {
        let (attribute, test, value) = condition.told(locale, kind);
        format!("{attribute} {test} {value}").trim().to_owned()
    });
    let words = Some(asked.q.clone()).filter(|q| !q.is_empty()).map(|q| format!("“{q}”"));
    let narrowed: Vec<String> = words.into_iter().chain(conditions).collect();
    let columns = asked.columns.iter().filter_map(|name| Some(kind.attribute(name)?.label(locale)));
    let columns: Vec<String> = columns.collect();
    let told = |texts: Vec<String>, none: &str| match texts.is_empty() {
        true => t(locale, none).into_owned(),
        false => texts.join(", "),
    };
    let facts = SummaryList::new()
        .row(t(locale, "records-view-kept-narrowed"), told(narrowed, "records-view-kept-everything"))
        .row(t(locale, "console-columns"), told(columns, "records-view-kept-usual"))
        .row(t(locale, "records-page-size"), asked.size.to_string());
    html! { section.card.view-kept { div.card-body { (facts) } } }
}

fn page(locale: Locale, kind: &Schema, title: String, named: &Named, content: Markup) -> ConsolePage {
    let faults: Vec<Fault> = named.fault.iter().cloned().collect();
    let here = title.clone();
    let title = match faults.is_empty() {
        true => title,
        false => t_args(locale, "error-title-prefix", &[("title", title.into())]).into_owned(),
    };
    let content = html! { (error_summary(locale, &faults)) div.narrow-page { (content) } };
    ConsolePage { title, crumbs: crumbs(locale, kind), here, actions: None, content }
}
