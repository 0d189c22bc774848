//! All schemas with how many records there are of each.

use maud::html;
use portico_core::entities::{Search, search};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;

use super::address;
use crate::design::components::button::Button;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) fn page(tx: &mut Tx<'_>, caller: &Caller, locale: Locale) -> Result<ConsolePage, Refusal> {
    let mut kinds = Vec::new();
    for kind in caller.catalogue.all() {
        let asked = Search { schemas: vec![kind.slug.clone()], ..Search::default() };
        kinds.push((kind, search(tx, caller, &asked)?.total));
    }
    kinds.sort_by_key(|(kind, _)| kind.plural(locale).to_lowercase());
    let rows = kinds.iter().map(|(kind, count)| {
        let icon = kind.doc.get("icon").and_then(|icon| Icon::parse(icon.as_str()?)).unwrap_or(Icon::FileText);
        TableRow::new()
            .cell(html! { span.with-mark { (icon.svg()) (Link::to(kind.plural(locale), address(&kind.slug).href()).strong()) } })
            .cell(html! { code { (kind.slug) } })
            .cell(html! { (Link::to(format::integer(locale, *count), format!("/admin/records/{}", kind.slug)).for_readers(t(locale, "console-records"))) })
            .cell(format::integer(locale, kind.attributes.len() as i64))
            .cell(format::integer(locale, kind.groups.len() as i64))
    });
    let table = Table::new(locale, t(locale, "console-schemas"))
        .column(Column::Title, t(locale, "console-schema"))
        .column(Column::Fact, t(locale, "schema-slug"))
        .column(Column::Number, t(locale, "console-records"))
        .column(Column::NumberDetail, t(locale, "schema-attributes"))
        .column(Column::NumberDetail, t(locale, "schema-groups"))
        .rows(rows);
    let title = t(locale, "console-schemas").into_owned();
    let line = t_args(locale, "schema-list-line", &[("count", kinds.len().into())]);
    let content = html! { (Heading::new(title.clone()).line(line)) section.card.flush { (table) } };
    let add = Button::go(t(locale, "schema-add"), "/admin/new-schema").primary().icon(Icon::Plus);
    Ok(ConsolePage {
        here: title.clone(),
        title,
        content,
        actions: Some(html! { (add) }),
        ..ConsolePage::default()
    })
}
