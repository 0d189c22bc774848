//! The bar above a list: words, conditions, order and columns.

use maud::{Markup, Render, html};
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;

use super::super::values::options;
use super::asked::Asked;
use super::columns;
use super::conditions::Test;
use crate::design::components::Ticked;
use crate::design::components::button::Button;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::field::{Field, hidden};
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::link::Link;
use crate::design::components::menu::Menu;
use crate::design::components::select::Select;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// The bar, and the form of one more condition below it.
pub(super) fn bar(locale: Locale, kind: &Schema, asked: &Asked, shown: &[&Attribute]) -> Markup {
    html! { (filter(locale, kind, asked, shown)) (adding(locale, kind, asked)) }
}

fn filter(locale: Locale, kind: &Schema, asked: &Asked, shown: &[&Attribute]) -> FilterBar {
    let label = t_args(locale, "console-records-search", &[("kind", kind.plural(locale).into())]);
    let bar = FilterBar::new(locale, asked.path().href()).search("q", label, &asked.q).live();
    let carried = asked.address().without("q");
    let bar = carried.pairs().iter().fold(bar, |bar, (key, value)| bar.hidden(key, value));
    let bar = asked.conditions.iter().fold(bar, |bar, condition| {
        let (attribute, test, value) = condition.told(locale, kind);
        bar.chip(attribute, test, value, asked.address().without_value("filter", &condition.written()).href())
    });
    let jump = Button::submit(t(locale, "records-jump")).quiet().to(format!("{}/jump", asked.path().href()));
    bar.beside(jump).aside(html! {
        div.list-tools id="list-tools" data-follows="" {
            (conditions(locale, kind, asked))
            (orders(locale, asked, shown))
            (columns::choice(locale, kind, asked, shown))
        }
    })
}

/// The attributes that a condition can be made for.
fn conditions(locale: Locale, kind: &Schema, asked: &Asked) -> Menu {
    let offered = columns::choosable(kind)
        .into_iter()
        .filter(|attribute| Test::ALL.iter().any(|test| test.fits(attribute)));
    let summary = html! { (Icon::Plus.svg()) span.label { (t(locale, "console-filter")) } };
    offered.fold(Menu::custom("button quiet", summary), |menu, attribute| {
        let to = asked.address().with("add", &attribute.name).href() + "#adding";
        menu.item(Link::to(attribute.label(locale), to))
    })
}

/// The orders that the list can be in, for phones too, where no column heads stand.
fn orders(locale: Locale, asked: &Asked, shown: &[&Attribute]) -> Menu {
    let mut offered = vec![
        (t(locale, "records-order-newest").into_owned(), "_created_at:desc".to_owned()),
        (t(locale, "records-order-changed").into_owned(), "_updated_at:desc".to_owned()),
        (t(locale, "records-order-title").into_owned(), "_title:asc".to_owned()),
    ];
    for attribute in shown.iter().filter(|attribute| columns::has_order(attribute)) {
        let label = attribute.label(locale);
        let up = t_args(locale, "records-order-up", &[("attribute", label.clone().into())]).into_owned();
        let down = t_args(locale, "records-order-down", &[("attribute", label.into())]).into_owned();
        offered.push((up, format!("{}:asc", attribute.name)));
        offered.push((down, format!("{}:desc", attribute.name)));
    }
    let now = asked.sort.as_deref().unwrap_or("_created_at:desc");
    let summary = html! { (Icon::ArrowDownUp.svg()) span.label { (t(locale, "records-order")) } };
    offered.into_iter().fold(Menu::custom("button", summary), |menu, (label, sort)| {
        let is_now = (sort == now).into();
        menu.choice(label, asked.address().with("sort", sort).href(), is_now)
    })
}

/// The form of one more condition, for the attribute that was chosen.
fn adding(locale: Locale, kind: &Schema, asked: &Asked) -> Markup {
    let Some(attribute) = asked.adding.as_deref().and_then(|name| kind.attribute(name)) else {
        return html! {};
    };
    let tests = Test::OFFERED.into_iter().filter(|test| test.fits(attribute));
    let select = tests.fold(Select::new("test", attribute.label(locale)), |select, test| {
        select.option(test.word(), t(locale, &format!("console-test-{}", test.word())), Ticked::No)
    });
    html! {
        form.adding method="get" action=(asked.path().href()) id="adding" {
            @for (key, value) in asked.address().pairs() { (hidden(key, value)) }
            (hidden("attribute", &attribute.name))
            (select)
            (value_field(locale, attribute))
            @if Test::Between.fits(attribute) { (end_field(locale, attribute)) }
            (Button::submit(t(locale, "console-filter-press")).primary())
            (Link::to(t(locale, "cancel"), asked.address().href()).strong())
        }
    }
}

fn value_field(locale: Locale, attribute: &Attribute) -> Markup {
    let is_range = Test::Between.fits(attribute);
    let label = t(locale, if is_range { "records-value-or-from" } else { "console-value" });
    let chosen = |pairs: Vec<(String, String)>| {
        let select = pairs.into_iter().fold(Select::new("value", label.clone()), |select, (value, label)| {
            select.option(value, label, Ticked::No)
        });
        select.render()
    };
    match attribute.kind.as_str() {
        "boolean" => chosen(vec![
            ("true".to_owned(), t(locale, "value-yes").into_owned()),
            ("false".to_owned(), t(locale, "value-no").into_owned()),
        ]),
        "date" | "datetime" => Field::date("value", label).render(),
        "number" | "currency" => Field::number("value", label).render(),
        _ if attribute.doc.get("options").is_some() => html! {
            fieldset.field.several {
                legend { (label) }
                div.check-grid {
                    @for (value, label) in options(locale, attribute) { (Checkbox::new("value", label).value(value)) }
                }
            }
        },
        _ => Field::text("value", label).render(),
    }
}

/// The end of a range.
fn end_field(locale: Locale, attribute: &Attribute) -> Markup {
    let label = t(locale, "records-value-to");
    match attribute.kind.as_str() {
        "date" | "datetime" => Field::date("to", label).render(),
        _ => Field::number("to", label).render(),
    }
}
