//! Texts of stored pages: in the reader's language, with placeholders filled in from what the reader may see.

use portico_core::Refusal;
use portico_kit::Locale;
use serde_json::Value;

use super::scene::Scene;
use super::{address, values};

/// The text in a language; a missing one falls back to the other, a plain text is every language's.
pub fn pick(text: &Value, locale: Locale) -> &str {
    match text {
        Value::String(text) => text,
        Value::Object(languages) => {
            let own = languages.get(locale.code()).and_then(Value::as_str).filter(|text| !text.is_empty());
            own.or_else(|| languages.values().filter_map(Value::as_str).find(|text| !text.is_empty()))
                .unwrap_or("")
        }
        _ => "",
    }
}

/// The text of a block with its placeholders filled in; what is missing or hidden becomes nothing.
pub fn filled(scene: &mut Scene<'_, '_, '_>, text: &Value) -> Result<String, Refusal> {
    let template = pick(text, scene.locale()).to_owned();
    if !template.contains("{{") {
        return Ok(template);
    }
    Ok(tidy(&replace(scene, &template, |value| value)?))
}

/// As [`filled`], for addresses: what is filled in is encoded.
pub fn filled_address(scene: &mut Scene<'_, '_, '_>, text: &Value) -> Result<String, Refusal> {
    let template = pick(text, scene.locale()).to_owned();
    replace(scene, &template, |value| address::encoded(&value))
}

fn replace(
    scene: &mut Scene<'_, '_, '_>,
    template: &str,
    write: impl Fn(String) -> String,
) -> Result<String, Refusal> {
    let mut parts = template.split("{{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        if let Some(value) = value_of(scene, name.trim())? {
            out.push_str(&write(value));
        }
        out.push_str(rest);
    }
    Ok(out)
}

fn value_of(scene: &mut Scene<'_, '_, '_>, name: &str) -> Result<Option<String>, Refusal> {
    let Some((slug, path)) = name.split_once('.') else { return Ok(None) };
    let Some(record) = scene.record(slug)? else { return Ok(None) };
    let Some(schema) = scene.schema(slug) else { return Ok(None) };
    Ok(values::at_path(scene.locale(), schema, &record.doc, path))
}

/// Takes away the separators that an empty placeholder leaves behind.
fn tidy(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let parts: Vec<&str> = line.split(" · ").map(str::trim).filter(|part| !part.is_empty()).collect();
        parts.join(" · ").trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '·')).to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_the_other() {
        let text = serde_json::json!({"de": "Verträge", "en": ""});
        assert_eq!(pick(&text, Locale::En), "Verträge");
        assert_eq!(pick(&serde_json::json!("plain"), Locale::En), "plain");
        assert_eq!(pick(&Value::Null, Locale::En), "");
    }

    #[test]
    fn nothing_is_left_of_a_placeholder_without_a_value() {
        assert_eq!(tidy("Familie Öztürk · "), "Familie Öztürk");
        assert_eq!(tidy(", Elektro Hansmann GmbH"), "Elektro Hansmann GmbH");
        assert_eq!(tidy("Guten Tag,  \n\nzweite Zeile"), "Guten Tag\n\nzweite Zeile");
    }
}
