//! A record to enter at a provider of domain names: each part alone, to be selected at once or copied.

use maud::{Markup, html};
use portico_core::domains::Record;
use portico_kit::Locale;

use crate::design::words::t;

/// A record as its three parts.
pub(super) fn record(locale: Locale, record: &Record) -> Markup {
    let parts = [("domain-record-name", &record.name), ("domain-record-value", &record.value)];
    html! {
        dl.dns-record {
            div { dt { (t(locale, "domain-record-kind")) } dd { code { (record.kind) } } }
            @for (key, value) in parts {
                div {
                    dt { (t(locale, key)) }
                    dd { (copyable(locale, key, value)) }
                }
            }
        }
    }
}

/// A text that one press selects whole; scripts add a button that copies it.
fn copyable(locale: Locale, key: &str, value: &str) -> Markup {
    html! {
        code.copyable data-copy=(t(locale, &format!("{key}-copy"))) data-copied=(t(locale, "domain-copied")) { (value) }
    }
}
