//! The records of one kind as a list: searched, narrowed, sorted, in pages.

use maud::{Markup, Render, html};
use portico_core::entities::search;
use portico_core::schemas::{Attribute, Schema};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{Instant, Locale};
use serde_json::Value;

use super::super::address::Address;
use super::super::values::{Titles, options, record_address, title_of};
use super::super::words::when;
use super::asked::{Asked, PAGE};
use super::columns;
use super::conditions::Test;
use super::schemas::icon_of;
use crate::design::components::Ticked;
use crate::design::components::button::Button;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::field::{Field, hidden};
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::menu::Menu;
use crate::design::components::pagination::Pagination;
use crate::design::components::select::Select;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    kind: &Schema,
    asked: &Asked,
) -> Result<ConsolePage, Refusal> {
    let found = search(tx, caller, &asked.search(kind)?)?;
    let docs: Vec<Value> = found.records.iter().map(portico_core::entities::Seen::to_value).collect();
    let titles = Titles::of_targets(tx, caller, &docs)?;
    let shown = columns::of(kind, asked);
    let title = kind.plural(locale);
    let content = html! {
        (Heading::new(title.clone()).icon(icon_of(kind)).line(t_args(locale, "console-records-count", &[("count", found.total.into())]))
            .aside(schema_menu(caller, locale, kind)))
        (filter(locale, kind, asked, &shown))
        (adding(locale, kind, asked))
        div id="results" {
            @if docs.is_empty() { (nothing(locale, kind, asked)) } @else {
                section.card.flush {
                    (table(caller, locale, kind, asked, &shown, &docs, &titles))
                    (ways(locale, asked, docs.len(), found.total))
                }
            }
        }
    };
    let fresh = t_args(locale, "console-record-new", &[("kind", kind.name(locale).into())]);
    Ok(ConsolePage {
        crumbs: vec![(t(locale, "console-records").into_owned(), "/admin/records".to_owned())],
        here: title.clone(),
        title,
        actions: Some(html! {
            (Button::go(fresh, format!("/admin/records/{}/new", kind.slug)).primary().icon(Icon::Plus))
        }),
        content,
    })
}

fn schema_menu(caller: &Caller, locale: Locale, here: &Schema) -> Menu {
    let label = format!("{}: {}", t(locale, "console-schema"), here.slug);
    caller.catalogue.all().fold(Menu::new(label), |menu, kind| {
        menu.choice(
            kind.plural(locale),
            format!("/admin/records/{}", kind.slug),
            (kind.slug == here.slug).into(),
        )
    })
}

fn filter(locale: Locale, kind: &Schema, asked: &Asked, shown: &[&Attribute]) -> FilterBar {
    let label = t_args(locale, "console-records-search", &[("kind", kind.plural(locale).into())]);
    let bar = FilterBar::new(locale, asked.all().href()).search("q", label, &asked.q).live();
    let carried = asked.address().without("q");
    let bar = carried.pairs().iter().fold(bar, |bar, (key, value)| bar.hidden(key, value));
    let bar = asked.conditions.iter().fold(bar, |bar, condition| {
        let (attribute, test, value) = condition.told(locale, kind);
        bar.chip(attribute, test, value, asked.address().without_value("filter", &condition.written()).href())
    });
    let offered = columns::choosable(kind)
        .into_iter()
        .filter(|attribute| Test::ALL.iter().any(|test| test.fits(attribute)));
    let summary = html! { (Icon::Plus.svg()) span.label { (t(locale, "console-filter")) } };
    let more = offered.fold(Menu::custom("button quiet", summary), |menu, attribute| {
        let to = asked.address().with("add", &attribute.name).href() + "#adding";
        menu.item(Link::to(attribute.label(locale), to))
    });
    bar.aside(html! { (more) (columns::choice(locale, kind, asked, shown)) })
}

/// The form of one more condition, for the attribute that was chosen.
fn adding(locale: Locale, kind: &Schema, asked: &Asked) -> Markup {
    let Some(attribute) = asked.adding.as_deref().and_then(|name| kind.attribute(name)) else {
        return html! {};
    };
    let tests = Test::ALL.into_iter().filter(|test| test.fits(attribute));
    let select = tests.fold(Select::new("test", attribute.label(locale)), |select, test| {
        select.option(test.word(), t(locale, &format!("console-test-{}", test.word())), Ticked::No)
    });
    html! {
        form.adding method="get" action=(asked.all().href()) id="adding" {
            @for (key, value) in asked.address().pairs() { (hidden(key, value)) }
            (hidden("attribute", &attribute.name))
            (select)
            (value_field(locale, attribute))
            (Button::submit(t(locale, "console-filter-press")).primary())
            (Link::to(t(locale, "cancel"), asked.address().href()).strong())
        }
    }
}

fn value_field(locale: Locale, attribute: &Attribute) -> Markup {
    let label = t(locale, "console-value");
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
        _ if attribute.doc.get("options").is_some() => chosen(options(locale, attribute)),
        _ => Field::text("value", label).render(),
    }
}

fn nothing(locale: Locale, kind: &Schema, asked: &Asked) -> EmptyState {
    match asked.is_narrowed() {
        true => EmptyState::new(t(locale, "console-records-none-found"))
            .text(t(locale, "console-records-none-found-line"))
            .actions(Link::to(t(locale, "console-records-all"), asked.all().href()).strong().render()),
        false => {
            EmptyState::new(t_args(locale, "console-records-none", &[("kind", kind.plural(locale).into())]))
                .text(t(locale, "console-records-none-line"))
                .actions(
                    Button::go(
                        t_args(locale, "console-record-new", &[("kind", kind.name(locale).into())]),
                        format!("/admin/records/{}/new", kind.slug),
                    )
                    .render(),
                )
        }
    }
}

fn table(
    caller: &Caller,
    locale: Locale,
    kind: &Schema,
    asked: &Asked,
    shown: &[&Attribute],
    docs: &[Value],
    titles: &Titles,
) -> Table {
    let (by_title, title_sorted) = columns::sorting_by(asked, "_title");
    let start = Table::new(locale, kind.plural(locale)).sortable(
        Column::Title,
        t(locale, "console-title"),
        by_title,
        title_sorted,
    );
    let table = shown.iter().fold(start, |table, attribute| {
        let (column, label) = (columns::column(attribute), attribute.label(locale));
        match columns::sorting(asked, attribute) {
            Some((href, sorted)) => table.sortable(column, label, href, sorted),
            None => table.column(column, label),
        }
    });
    let (by_change, change_sorted) = columns::sorting_by(asked, "_updated_at");
    let table = table.sortable(Column::NumberDetail, t(locale, "console-changed"), by_change, change_sorted);
    table.rows(docs.iter().map(|doc| row(caller, locale, kind, shown, doc, titles)))
}

fn row(
    caller: &Caller,
    locale: Locale,
    kind: &Schema,
    shown: &[&Attribute],
    doc: &Value,
    titles: &Titles,
) -> TableRow {
    let id = doc.get("_id").and_then(Value::as_str).unwrap_or_default();
    let title = html! { a.link.strong href=(record_address(&kind.slug, id).href()) { (title_of(doc)) } };
    let row = shown.iter().fold(TableRow::new().cell(title), |row, attribute| {
        row.cell(columns::cell(locale, attribute, doc, titles))
    });
    let changed = doc.get("_updated_at").and_then(Value::as_str).and_then(|at| Instant::parse_iso(at).ok());
    row.cell(html! { span.quiet { (changed.map(|at| when(locale, at, caller.now)).unwrap_or_default()) } })
}

fn ways(locale: Locale, asked: &Asked, shown: usize, total: i64) -> Pagination {
    let to = asked.from + i64::try_from(shown).unwrap_or(0);
    let at = |from: i64| Address::with(asked.address(), "from", from.to_string()).href();
    let args = [("from", (asked.from + 1).into()), ("to", to.into()), ("total", total.into())];
    Pagination::new(locale, t_args(locale, "console-rows", &args))
        .back((asked.from > 0).then(|| at((asked.from - PAGE).max(0))))
        .next((to < total).then(|| at(to)))
}
