//! All kinds of records, with how many there are of each.

use maud::{Markup, html};
use portico_core::entities::{Search, search};
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use crate::design::components::empty_state::EmptyState;
use crate::design::components::heading::Heading;
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::layout::{ConsolePage, grid};
use crate::design::words::{t, t_args};

pub(super) fn page(tx: &mut Tx<'_>, caller: &Caller, locale: Locale) -> Result<ConsolePage, Refusal> {
    let mut kinds = Vec::new();
    for kind in caller.catalogue.all() {
        let asked = Search { schemas: vec![kind.slug.clone()], ..Search::default() };
        kinds.push((kind, search(tx, caller, &asked)?.total));
    }
    kinds.sort_by_key(|(kind, _)| kind.plural(locale).to_lowercase());
    let title = t(locale, "console-records").into_owned();
    let line = t_args(locale, "console-schemas-line", &[("count", kinds.len().into())]);
    let content = html! {
        (Heading::new(title.clone()).line(line))
        @if kinds.is_empty() {
            (EmptyState::new(t(locale, "console-schemas-none")).text(t(locale, "console-schemas-none-line")))
        }
        (grid(html! { @for (kind, count) in &kinds { (tile(locale, kind, *count)) } }))
    };
    Ok(ConsolePage { here: title.clone(), title, content, ..ConsolePage::default() })
}

fn tile(locale: Locale, kind: &Schema, count: i64) -> Markup {
    html! {
        section.card.schema-tile {
            span.tile { (icon_of(kind).svg()) }
            div {
                h2 { a.row-title href={ "/admin/records/" (kind.slug) } { (kind.plural(locale)) } }
                p.small { (format::integer(locale, count)) " · " code { (kind.slug) } }
            }
        }
    }
}

/// The icon that a schema names.
pub(super) fn icon_of(kind: &Schema) -> Icon {
    kind.doc.get("icon").and_then(Value::as_str).and_then(Icon::parse).unwrap_or(Icon::FileText)
}
