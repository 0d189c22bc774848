//! Sentences with names and links in them, and moments as lists tell them.

use maud::{Markup, PreEscaped, Render};
use portico_kit::{Instant, Locale};

use crate::design::format::{self, Clock};
use crate::design::words::t_args;

/// Stands for the first part of a sentence while its text is looked up; a private character no text holds.
const FIRST_MARK: u32 = 0xE000;

/// The text with this key, its variables filled with markup.
pub(super) fn sentence(locale: Locale, key: &str, parts: &[(&str, Markup)]) -> Markup {
    let mark = |at: usize| char::from_u32(FIRST_MARK + at as u32).unwrap_or('\u{FFFD}');
    let args: Vec<(&str, _)> =
        parts.iter().enumerate().map(|(at, (name, _))| (*name, mark(at).to_string().into())).collect();
    let text = t_args(locale, key, &args);
    let mut out = String::with_capacity(text.len() * 2);
    for piece in text.split_inclusive(|c| ('\u{E000}'..'\u{F8FF}').contains(&c)) {
        let last = piece.chars().next_back();
        let part = last.and_then(|c| parts.get((c as u32).checked_sub(FIRST_MARK)? as usize));
        let plain = match part {
            Some(_) => piece.trim_end_matches(|c| Some(c) == last),
            None => piece,
        };
        out.push_str(&plain.render().into_string());
        if let Some((_, markup)) = part {
            out.push_str(&markup.0);
        }
    }
    PreEscaped(out)
}

/// When something happened: the time of today, or the day.
pub(super) fn when(locale: Locale, moment: Instant, now: Instant) -> String {
    let ((day, time), (today, _)) = (format::local(moment), format::local(now));
    match day.days_until(today) {
        0 => format::time(locale, time, Clock::Console),
        1 => format::date_relative(locale, day, today),
        _ => format::short_date(locale, day),
    }
}

/// When something happened, to the minute.
pub(super) fn moment(locale: Locale, moment: Instant) -> String {
    format::date_time(locale, moment, Clock::Console)
}

#[cfg(test)]
mod tests {
    use maud::html;

    use super::*;

    #[test]
    fn parts_of_a_sentence_are_markup_and_the_rest_is_escaped() {
        let said = sentence(
            Locale::En,
            "console-did-changed",
            &[("who", html! { strong { "A & B" } }), ("what", html! { a href="/x" { "C" } })],
        );
        let text = said.into_string();
        assert!(text.starts_with("<strong>A &amp; B</strong> "), "{text}");
        assert!(text.contains("<a href=\"/x\">C</a>"), "{text}");
    }

    #[test]
    fn texts_whose_keys_are_put_together_exist() {
        let families: [(&str, &[&str]); 16] = [
            ("console-done-", &["portal-saved", "portal-on", "portal-off", "design-saved", "design-copied"]),
            (
                "console-done-",
                &["grant-saved", "grant-removed", "related", "unrelated", "sessions-ended", "factor-reset"],
            ),
            ("console-done-", &["record-saved", "record-unchanged", "record-created", "record-removed"]),
            ("console-done-", &["access-on", "access-off", "contact-mapped", "contact-unmapped"]),
            ("console-refused-", &["invalid", "forbidden", "missing", "conflict", "many", "large", "fault"]),
            ("console-user-", &["active", "waiting", "unconfirmed", "expired", "off"]),
            ("console-test-", &["is", "is-not", "from", "to", "filled", "empty"]),
            ("console-layer-", &["state", "schema", "reach", "grants", "kind"]),
            (
                "console-condition-",
                &["equals", "not-equals", "equals-current-user", "not-equals-current-user"],
            ),
            (
                "console-address-",
                &["street", "street-number", "additional-info", "postal-code", "city", "country"],
            ),
            ("console-action-", &["view", "edit", "create", "delete"]),
            ("console-face-", &["inter", "manrope", "system"]),
            ("console-corners-", &["square", "soft", "round"]),
            ("console-bar-", &["plain", "brand", "accent"]),
            ("console-scheme-", &["light", "dark", "device"]),
            ("console-relations-", &["held", "holders", "held-line", "holders-line"]),
        ];
        for (family, words) in families {
            for word in words {
                assert!(crate::design::words::has(&format!("{family}{word}")), "{family}{word}");
            }
        }
    }
}
