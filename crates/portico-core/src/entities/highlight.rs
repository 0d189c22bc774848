//! Highlights: where the words of a search stand in a record, as far as the caller sees it.

use serde_json::{Map, Value};

use super::text::{fold, words};
use super::{Seen, texts_of};

/// How many characters stand before the first word of a fragment.
const BEFORE: usize = 40;
/// How many characters a fragment holds.
const LONG: usize = 160;
/// How many fragments of one attribute are told.
const MOST: usize = 3;

/// The fragments by attribute in which words of the search stand, with `<em>` around them; everything else is escaped.
///
/// `fields` limits the attributes; `*` stands for all.
pub fn highlight(seen: &Seen, q: &str, fields: &[String]) -> Map<String, Value> {
    let wanted: Vec<String> = words(q).collect();
    let doc = seen.to_value();
    let mut found = Map::new();
    for (name, value) in doc.as_object().into_iter().flatten() {
        let hidden = name.starts_with('_') && name != "_title" || value.get("$relation").is_some();
        if hidden || wanted.is_empty() || !is_wanted(name, fields) {
            continue;
        }
        let texts = texts_of(value);
        let fragments: Vec<Value> =
            texts.iter().filter_map(|text| fragment(text, &wanted)).take(MOST).map(Value::from).collect();
        if !fragments.is_empty() {
            found.insert(name.clone(), Value::Array(fragments));
        }
    }
    found
}

fn is_wanted(name: &str, fields: &[String]) -> bool {
    let plain = |field: &str| field.strip_suffix(".keyword").unwrap_or(field).to_owned();
    fields.is_empty() || fields.iter().any(|field| field == "*" || field == "**" || plain(field) == name)
}

/// A part of a text with its words marked; nothing when none of them stands in it.
fn fragment(text: &str, wanted: &[String]) -> Option<String> {
    let marks = marks(text, wanted);
    let first = marks.first()?.0;
    let chars: Vec<char> = text.chars().collect();
    let begin = first.saturating_sub(BEFORE);
    let end = chars.len().min(begin + LONG);
    let mut out = String::from(if begin > 0 { "…" } else { "" });
    let mut at = begin;
    for (from, to) in marks.into_iter().filter(|(_, to)| *to <= end) {
        escape(chars.get(at..from).unwrap_or_default(), &mut out);
        out.push_str("<em>");
        escape(chars.get(from..to).unwrap_or_default(), &mut out);
        out.push_str("</em>");
        at = to;
    }
    escape(chars.get(at..end).unwrap_or_default(), &mut out);
    if end < chars.len() {
        out.push('…');
    }
    Some(out)
}

/// Where words that begin as wanted stand, in characters.
fn marks(text: &str, wanted: &[String]) -> Vec<(usize, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let mut marks = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let is_word = |c: &char| c.is_alphanumeric();
        let Some(begin) = chars.iter().skip(at).position(is_word).map(|n| at + n) else { break };
        let length = chars.iter().skip(begin).position(|c| !is_word(c)).unwrap_or(chars.len() - begin);
        let word: String = chars.iter().skip(begin).take(length).collect();
        let folded = fold(&word);
        if wanted.iter().any(|wanted| folded.starts_with(wanted)) {
            marks.push((begin, begin + length));
        }
        at = begin + length;
    }
    marks
}

fn escape(chars: &[char], out: &mut String) {
    for c in chars {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(*c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portico_kit::EntityId;

    fn seen(doc: &str) -> Seen {
        Seen { id: EntityId::from("1"), schema: "contract".to_owned(), doc: doc.to_owned() }
    }

    #[test]
    fn words_are_marked_and_everything_else_is_escaped() {
        let found = highlight(&seen(r#"{"_title":"<b>Müller</b> & Söhne","note":"nichts"}"#), "mueller", &[]);
        assert_eq!(found["_title"][0], "&lt;b&gt;<em>Müller</em>&lt;/b&gt; &amp; Söhne");
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn only_the_named_attributes_are_looked_into() {
        let record = seen(r#"{"_title":"Strom","name":"Strom"}"#);
        let named = |fields: &[&str]| {
            let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
            highlight(&record, "strom", &fields).keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(named(&["name"]), ["name"]);
        assert_eq!(named(&["*"]), ["_title", "name"]);
    }

    #[test]
    fn a_long_text_is_cut_around_its_first_word() {
        let text = format!("{} Zähler {}", "x ".repeat(60), "y ".repeat(200));
        let part = fragment(&text, &["zahler".to_owned()]).unwrap_or_default();
        assert!(part.starts_with('…') && part.ends_with('…') && part.contains("<em>Zähler</em>"), "{part}");
    }
}
