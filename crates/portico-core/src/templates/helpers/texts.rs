//! Texts: case, parts, padding.

use serde_json::Value;

use super::Given;

/// The longest text that padding makes.
const WIDEST: usize = 200;

/// What a helper makes of a text.
pub(super) fn text(given: &Given<'_, '_, '_>, name: &str) -> Value {
    let text = given.text(0);
    let made = match name {
        "uppercase" => text.to_uppercase(),
        "lowercase" => text.to_lowercase(),
        "capitalize" => capitalized(&text),
        "trim" => text.trim().to_owned(),
        "concat" => (0..given.nodes.len()).map(|at| raw(given, at)).collect(),
        "replace" => replaced(&text, &raw(given, 1), &raw(given, 2)),
        "substring" => {
            let from = place(given, 1).unwrap_or(0);
            let until = place(given, 2).unwrap_or(usize::MAX);
            text.chars().skip(from).take(until.saturating_sub(from)).collect()
        }
        "truncate" => match place(given, 1) {
            Some(most) if text.chars().count() > most => {
                let kept: String = text.chars().take(most).collect();
                format!("{}…", kept.trim_end())
            }
            _ => text,
        },
        "padStart" | "padEnd" => padded(given, &text, name == "padStart"),
        "contains" | "includes" => return Value::Bool(contains(given)),
        _ => text,
    };
    made.into()
}

/// A literal keeps its spaces, everything else is told.
fn raw(given: &Given<'_, '_, '_>, at: usize) -> String {
    given.value(at).as_str().map_or_else(|| given.text(at), str::to_owned)
}

fn place(given: &Given<'_, '_, '_>, at: usize) -> Option<usize> {
    given.number(at).filter(|number| *number >= 0.0).map(|number| number as usize)
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Nothing grows beyond what a helper may make, whatever is put in its place.
fn replaced(text: &str, old: &str, new: &str) -> String {
    if old.is_empty() {
        return text.to_owned();
    }
    let most = super::LONGEST_TEMPLATE / new.len().max(1) + 1;
    text.replacen(old, new, most)
}

fn padded(given: &Given<'_, '_, '_>, text: &str, at_start: bool) -> String {
    let width = place(given, 1).unwrap_or(0).min(WIDEST);
    let sign = raw(given, 2).chars().next().unwrap_or(' ');
    let missing: String = std::iter::repeat_n(sign, width.saturating_sub(text.chars().count())).collect();
    if at_start { missing + text } else { text.to_owned() + &missing }
}

fn contains(given: &Given<'_, '_, '_>) -> bool {
    let wanted = given.text(1);
    match given.value(0) {
        Value::Array(items) => items.iter().any(|item| super::told_plainly(item) == wanted),
        _ => !wanted.is_empty() && given.text(0).contains(&wanted),
    }
}
