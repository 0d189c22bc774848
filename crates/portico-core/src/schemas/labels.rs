//! Labels in several languages, as schemas, pages and actions write them.

use portico_kit::Locale;
use serde_json::Value;

/// The text of `key` in a language: `translations.<lang>.<key>`, or a map `{de, en}`, or a plain text.
///
/// A language that is missing falls back to the plain text, then to any language there is.
pub fn label_of(doc: &Value, key: &str, locale: Locale) -> Option<String> {
    let translated =
        doc.get("translations").and_then(|all| all.get(locale.code())).and_then(|own| own.get(key));
    let found = translated.or_else(|| doc.get(key))?;
    match found {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Object(languages) => languages
            .get(locale.code())
            .or_else(|| languages.values().next())
            .and_then(Value::as_str)
            .map(str::to_owned),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_in_every_spelling() {
        let translated = serde_json::json!({"label": "Tarif", "translations": {"en": {"label": "Tariff"}}});
        assert_eq!(label_of(&translated, "label", Locale::En).as_deref(), Some("Tariff"));
        assert_eq!(label_of(&translated, "label", Locale::De).as_deref(), Some("Tarif"));
        let map = serde_json::json!({"title": {"de": "Verträge", "en": "Contracts"}});
        assert_eq!(label_of(&map, "title", Locale::En).as_deref(), Some("Contracts"));
        assert_eq!(label_of(&map, "text", Locale::En), None);
    }
}
