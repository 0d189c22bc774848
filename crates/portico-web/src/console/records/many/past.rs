//! What was changed in one go lately, with the way to take it back.

use maud::html;
use portico_core::Caller;
use portico_core::batches::{Batch, Counts, KEPT_DAYS};
use portico_core::schemas::Schema;
use portico_kit::Locale;

use super::super::super::words::when;
use super::result::state;
use super::{crumbs, path_of, who};
use crate::design::components::empty_state::EmptyState;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) fn page(
    locale: Locale,
    caller: &Caller,
    kind: &Schema,
    all: &[(String, Batch, Counts)],
) -> ConsolePage {
    let title = t(locale, "records-batches").into_owned();
    let rows = all.iter().map(|(name, batch, counts)| {
        TableRow::new()
            .cell(html! { a.link.strong href=(path_of(&kind.slug, &format!("/{}", batch.id))) { (name) } })
            .cell(state(locale, batch, counts))
            .cell(counts.total().to_string())
            .cell(who(caller, &batch.by, locale))
            .cell(html! { span.quiet { (when(locale, batch.created_at, caller.now)) } })
    });
    let table = Table::new(locale, title.clone())
        .column(Column::Title, t(locale, "records-batch-what"))
        .column(Column::Status, t(locale, "records-batch-state"))
        .column(Column::Number, t(locale, "console-records"))
        .column(Column::Date, t(locale, "records-batch-by"))
        .column(Column::Date, t(locale, "records-batch-at"))
        .rows(rows);
    let list = format!("/admin/records/{}", kind.slug);
    let none = EmptyState::new(t(locale, "records-batches-none"))
        .text(t(locale, "records-batches-none-line"))
        .actions(Link::to(t(locale, "records-back-to-list"), list).strong());
    let args = [("kind", kind.plural(locale).into()), ("days", KEPT_DAYS.into())];
    let line = t_args(locale, "records-batches-line", &args);
    let content = html! {
        (Heading::new(title.clone()).line(line))
        @if all.is_empty() { (none) } @else { section.card.flush { (table) } }
    };
    ConsolePage { here: title.clone(), title, crumbs: crumbs(locale, kind), actions: None, content }
}
