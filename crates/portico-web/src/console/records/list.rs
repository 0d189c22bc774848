//! The records of one kind as a list: searched, narrowed, sorted, in pages, chosen to be changed together.

use maud::{Markup, Render, html};
use portico_core::entities::{self, search};
use portico_core::schemas::{Attribute, Schema};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{EntityId, Instant, Locale};
use serde_json::Value;

use super::super::address::Address;
use super::super::values::{Titles, record_address, title_of};
use super::super::words::when;
use super::asked::{Asked, Opened, SIZES};
use super::schemas::icon_of;
use super::{columns, export, filters, views};
use crate::design::components::button::Button;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::field::hidden;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::menu::Menu;
use crate::design::components::pagination::Pagination;
use crate::design::components::segmented::Segmented;
use crate::design::components::table::{Column, Table, TableRow, selection_bar};
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    kind: &Schema,
    opened: &Opened,
) -> Result<ConsolePage, Refusal> {
    let asked = &opened.asked;
    let found = search(tx, caller, &asked.search(kind)?)?;
    let docs: Vec<Value> = found.records.iter().map(entities::Seen::to_value).collect();
    let titles = Titles::of_targets(tx, caller, &docs)?;
    let shown = columns::of(kind, asked);
    let counts = views::Counts::read(tx, caller, kind, opened)?;
    let title = kind.plural(locale);
    let content = html! {
        div id="list-head" data-follows="" { (heading(caller, locale, kind, found.total)) }
        (views::bar(locale, kind, opened, &counts))
        (filters::bar(locale, kind, asked, &shown))
        div id="results" {
            @if docs.is_empty() { (nothing(locale, kind, asked)) } @else {
                form.card.flush.record-list method="get" action=(asked.page("many/edit").bare()) {
                    @for (key, value) in asked.address().pairs() { (hidden(key, value)) }
                    (chosen_bar(locale, asked))
                    (table(caller, locale, kind, asked, &shown, &docs, &titles))
                }
                (ways(locale, asked, docs.len(), found.total))
            }
        }
    };
    Ok(ConsolePage {
        crumbs: vec![(t(locale, "console-records").into_owned(), "/admin/records".to_owned())],
        here: title.clone(),
        title,
        actions: Some(actions(locale, kind, asked, found.total)),
        content,
    })
}

fn heading(caller: &Caller, locale: Locale, kind: &Schema, total: i64) -> Heading {
    Heading::new(kind.plural(locale))
        .icon(icon_of(kind))
        .line(t_args(locale, "console-records-count", &[("count", total.into())]))
        .aside(schema_menu(caller, locale, kind))
}

fn actions(locale: Locale, kind: &Schema, asked: &Asked, total: i64) -> Markup {
    let fresh = t_args(locale, "console-record-new", &[("kind", kind.name(locale).into())]);
    let at = |below: &str| format!("/admin/records/{}/{below}", kind.slug);
    let all = |below: &str| asked.page(below).and("all", "1").href();
    let count = [("count", total.into())];
    let more = Menu::more(t(locale, "records-more"));
    let more = match total {
        0 => more,
        _ => more.link(Icon::Pencil, t_args(locale, "records-edit-all", &count), all("many/edit")).link(
            Icon::Trash2,
            t_args(locale, "records-delete-all", &count),
            all("many/delete"),
        ),
    };
    let more = more.link(Icon::History, t(locale, "records-batches"), at("many")).link(
        Icon::Inbox,
        t(locale, "records-bin"),
        at("bin"),
    );
    html! {
        div.list-actions id="list-actions" data-follows="" {
            (more)
            @if total > 0 { (export::menu(locale, asked)) }
            (Button::go(fresh, at("new")).primary().icon(Icon::Plus))
        }
    }
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

/// What can be done with the chosen records; it stands there as soon as one is chosen.
fn chosen_bar(locale: Locale, asked: &Asked) -> Markup {
    let to = |below: &str| asked.page(below).bare();
    selection_bar(
        chosen_text(locale),
        html! {
            (Button::submit(t(locale, "records-chosen-edit")).small().icon(Icon::Pencil))
            (Button::submit(t(locale, "records-chosen-export")).small().icon(Icon::Download).to(to("export")))
            (Button::submit(t(locale, "records-chosen-delete")).small().icon(Icon::Trash2).to(to("many/delete")))
        },
    )
}

/// How many are chosen; scripts fill in the number, and offer to tick them all.
pub(super) fn chosen_text(locale: Locale) -> Markup {
    html! {
        span data-chosen=(t(locale, "records-chosen-count")) data-all=(t(locale, "records-choose-all")) {
            (t(locale, "records-chosen"))
        }
    }
}

fn nothing(locale: Locale, kind: &Schema, asked: &Asked) -> EmptyState {
    match asked.is_narrowed() {
        true => EmptyState::new(t(locale, "console-records-none-found"))
            .text(t(locale, "console-records-none-found-line"))
            .actions(Link::to(t(locale, "console-records-all"), asked.all().href()).strong().render()),
        false => {
            EmptyState::new(t_args(locale, "console-records-none", &[("kind", kind.plural(locale).into())]))
                .text(t_args(locale, "console-records-none-line", &[("kind", kind.plural(locale).into())]))
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
    let start = Table::new(locale, kind.plural(locale)).selectable("ids").sortable(
        Column::Title,
        t(locale, "console-title"),
        by_title,
        title_sorted,
    );
    let table = shown.iter().zip(columns::kinds(shown)).fold(start, |table, (attribute, column)| {
        let label = attribute.label(locale);
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
    let name = match title_of(doc) {
        title if title.trim().is_empty() => id.to_owned(),
        title => title,
    };
    let title = html! { a.link.strong href=(record_address(&kind.slug, id).href()) { (name) } };
    let row = TableRow::new().selectable(id, &name, false).cell(title);
    let row =
        shown.iter().fold(row, |row, attribute| row.cell(columns::cell(locale, attribute, doc, titles)));
    let changed = doc.get("_updated_at").and_then(Value::as_str).and_then(|at| Instant::parse_iso(at).ok());
    row.cell(html! { span.quiet { (changed.map(|at| when(locale, at, caller.now)).unwrap_or_default()) } })
}

fn ways(locale: Locale, asked: &Asked, shown: usize, total: i64) -> Markup {
    let to = asked.from + i64::try_from(shown).unwrap_or(0);
    let at = |from: i64| Address::with(asked.address(), "from", from.to_string()).href();
    let args = [("from", (asked.from + 1).into()), ("to", to.into()), ("total", total.into())];
    let pages = Pagination::new(locale, t_args(locale, "console-rows", &args))
        .back((asked.from > 0).then(|| at((asked.from - asked.size).max(0))))
        .next((to < total).then(|| at(to)));
    let sizes = SIZES.iter().fold(Segmented::new(t(locale, "records-page-size")), |sizes, size| {
        let href = asked.address().with("size", size.to_string()).href();
        sizes.part(size.to_string(), href, (*size == asked.size).into())
    });
    html! {
        div.record-ways {
            (pages)
            @if total > SIZES[0] { div.page-size { span.small.quiet { (t(locale, "records-page-size")) } (sizes) } }
        }
    }
}

/// The record that is meant by what was typed: its id, its number, or its title; none when several could be.
pub(super) fn meant(
    tx: &mut Tx<'_>,
    caller: &Caller,
    kind: &Schema,
    typed: &str,
) -> Result<Option<EntityId>, Refusal> {
    match entities::view(tx, caller, &kind.slug, &EntityId::from(typed)) {
        Ok(seen) => return Ok(Some(seen.id)),
        Err(Refusal::NotFound) => {}
        Err(refusal) => return Err(refusal),
    }
    let search_for = |q: &str| entities::Search {
        schemas: vec![kind.slug.clone()],
        q: Some(q.to_owned()),
        size: 20,
        ..entities::Search::default()
    };
    let bare = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    // Numbers are printed in groups; words are kept without the spaces between.
    let mut found = search(tx, caller, &search_for(typed))?.records;
    if found.is_empty() && typed.contains(' ') {
        found = search(tx, caller, &search_for(&bare(typed)))?.records;
    }
    let named = |doc: &Value| {
        let numbers = kind.attributes.iter().filter(|attribute| attribute.identifier);
        let numbers = numbers.filter_map(|attribute| doc.get(&attribute.name)?.as_str());
        numbers.chain(doc["_title"].as_str()).any(|text| bare(text) == bare(typed))
    };
    let exact: Vec<&entities::Seen> = found.iter().filter(|seen| named(&seen.to_value())).collect();
    let one = match (exact.as_slice(), found.as_slice()) {
        ([one], _) => Some(*one),
        ([], [one]) => Some(one),
        _ => None,
    };
    Ok(one.map(|seen| seen.id.clone()))
}
