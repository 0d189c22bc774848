//! Rich text: documents of an editor as safe HTML; of nodes that are not known only the text is kept.

use maud::{Markup, html};
use portico_core::Refusal;
use portico_kit::Locale;
use serde_json::Value;

use super::address::safe_link;

/// How deep nodes may stand in each other.
const DEEPEST: usize = 24;

/// What fills in the placeholders of a text.
pub type Fill<'f> = dyn FnMut(&str) -> Result<String, Refusal> + 'f;

/// The document of a language, or of another one when it is missing; also when it is stored as a text.
pub fn document(texts: &Value, locale: Locale) -> Option<Value> {
    let parsed = |value: &Value| match value {
        Value::String(text) => serde_json::from_str::<Value>(text).ok(),
        other => Some(other.clone()),
    };
    let texts = parsed(texts)?;
    let rooted = |value: &Value| parsed(value).filter(|document| document.get("root").is_some());
    if texts.get("root").is_some() {
        return Some(texts);
    }
    let own = texts.get(locale.code()).and_then(rooted);
    own.or_else(|| texts.as_object()?.values().find_map(rooted))
}

/// A document as HTML; nothing when it says nothing.
pub fn show(document: &Value, fill: &mut Fill<'_>) -> Result<Option<Markup>, Refusal> {
    let body = children(document.get("root").unwrap_or(&Value::Null), 0, fill)?;
    Ok(has_words(document, 0).then_some(body))
}

fn has_words(node: &Value, depth: usize) -> bool {
    let own = node.get("text").and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
    let below = node.get("root").into_iter().chain(inner(node));
    own || depth < DEEPEST && below.into_iter().any(|child| has_words(child, depth + 1))
}

fn inner(node: &Value) -> impl Iterator<Item = &Value> {
    node.get("children").and_then(Value::as_array).into_iter().flatten()
}

fn children(node: &Value, depth: usize, fill: &mut Fill<'_>) -> Result<Markup, Refusal> {
    let mut parts = Vec::new();
    if depth < DEEPEST {
        for child in inner(node) {
            parts.push(element(child, depth + 1, fill)?);
        }
    }
    Ok(html! { @for part in parts { (part) } })
}

fn element(node: &Value, depth: usize, fill: &mut Fill<'_>) -> Result<Markup, Refusal> {
    let word = |key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default();
    match word("type") {
        "text" => return text(node, fill),
        "linebreak" => return Ok(html! { br; }),
        _ => {}
    }
    let body = children(node, depth, fill)?;
    Ok(match word("type") {
        "paragraph" => html! { p { (body) } },
        // The page has its one first heading already.
        "heading" => match word("tag") {
            "h1" | "h2" => html! { h2 { (body) } },
            "h3" => html! { h3 { (body) } },
            _ => html! { h4 { (body) } },
        },
        "list" if word("listType") == "number" || word("tag") == "ol" => html! { ol { (body) } },
        "list" => html! { ul { (body) } },
        "listitem" => html! { li { (body) } },
        "quote" => html! { blockquote { (body) } },
        "link" | "autolink" => match safe_link(fill(word("url"))?.trim()) {
            Some(href) => html! { a href=(href) rel="noopener" { (body) } },
            None => body,
        },
        _ => body,
    })
}

fn text(node: &Value, fill: &mut Fill<'_>) -> Result<Markup, Refusal> {
    let stored = node.get("text").and_then(Value::as_str).unwrap_or_default();
    let format = node.get("format").and_then(Value::as_u64).unwrap_or_default();
    // Filling in trims, but the spaces beside formatted words belong to the sentence.
    let (start, end) = (stored.len() - stored.trim_start().len(), stored.trim_end().len());
    let words = fill(stored.trim())?;
    let before = stored.get(..start).unwrap_or_default();
    let after = if start < end { stored.get(end..).unwrap_or_default() } else { "" };
    let mut shown = html! { (before) (words) (after) };
    for (bit, tag) in [(1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code")] {
        if format & bit != 0 {
            shown = match tag {
                "strong" => html! { strong { (shown) } },
                "em" => html! { em { (shown) } },
                "s" => html! { s { (shown) } },
                "u" => html! { u { (shown) } },
                _ => html! { code { (shown) } },
            };
        }
    }
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shown(children: Value) -> String {
        let document = json!({"root": {"children": children}});
        let shown = show(&document, &mut |text| Ok(text.to_owned()));
        shown.ok().flatten().map(Markup::into_string).unwrap_or_default()
    }

    #[test]
    fn paragraphs_lists_and_formats_are_kept() {
        let html = shown(json!([
            {"type": "heading", "tag": "h1", "children": [{"type": "text", "text": "A"}]},
            {"type": "paragraph", "children": [
                {"type": "text", "text": "plain "}, {"type": "text", "text": "bold", "format": 1}]},
            {"type": "list", "listType": "number", "children": [
                {"type": "listitem", "children": [{"type": "text", "text": "one", "format": 10}]}]},
        ]));
        let expected = "<h2>A</h2><p>plain <strong>bold</strong></p><ol><li><u><em>one</em></u></li></ol>";
        assert_eq!(html, expected);
    }

    #[test]
    fn markup_and_unsafe_addresses_are_text_and_unknown_nodes_keep_their_words() {
        let html = shown(json!([
            {"type": "widget", "children": [{"type": "text", "text": "<script>"}]},
            {"type": "link", "url": "javascript:alert(1)", "children": [{"type": "text", "text": "x"}]},
        ]));
        assert_eq!(html, "&lt;script&gt;x");
    }

    #[test]
    fn odd_documents_are_nothing_and_deep_ones_end() {
        let mut deep = json!({"type": "text", "text": "x"});
        for _ in 0..60 {
            deep = json!({"type": "quote", "children": [deep]});
        }
        assert_eq!(shown(json!([deep])), "");
        assert_eq!(shown(json!(7)), "");
        assert!(document(&json!({"de": "{", "en": 5}), Locale::De).is_none());
        assert!(document(&json!({"en": "{\"root\":{}}"}), Locale::De).is_some());
    }
}
