//! Texts of stored pages: in the reader's language, with placeholders filled in from what the reader may see.

use std::collections::HashMap;
use std::rc::Rc;

use portico_core::templates::{Nobody, Start, Template, World, Writing, is_template, told_plainly};
use portico_core::{Refusal, entities};
use portico_kit::{EntityId, Instant, Locale};
use serde_json::Value;

use super::scene::Scene;
use super::values::{self, Room};

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
    if !is_template(&template) {
        return Ok(template);
    }
    Ok(tidy(&fill(scene, &template, Writing::Plain)?))
}

/// As [`filled`], for addresses: what is filled in is encoded.
pub fn filled_address(scene: &mut Scene<'_, '_, '_>, text: &Value) -> Result<String, Refusal> {
    let template = pick(text, scene.locale()).to_owned();
    if !is_template(&template) {
        return Ok(template);
    }
    fill(scene, &template, Writing::Address)
}

/// The text where nobody's records are spoken of, such as in the footer.
pub fn for_anybody(text: &Value, locale: Locale) -> String {
    let template = pick(text, locale);
    if !is_template(template) {
        return template.to_owned();
    }
    let mut nobody = Nobody { locale, now: Instant(0) };
    let filled = Template::parse(template).and_then(|template| template.fill(&mut nobody, Writing::Plain));
    tidy(&filled.unwrap_or_default())
}

/// A text that cannot be filled in is left out: readers see the rest of the page, the log says why.
fn fill(scene: &mut Scene<'_, '_, '_>, template: &str, writing: Writing) -> Result<String, Refusal> {
    match Template::parse(template).and_then(|template| template.fill(&mut Told { scene }, writing)) {
        Err(Refusal::Invalid { message, .. }) => {
            tracing::warn!(page = %scene.page.id, %message, "a text of a page cannot be filled in");
            Ok(String::new())
        }
        other => other,
    }
}

/// What the texts of a page may speak of, with values as people read them.
struct Told<'s, 'a, 't, 'c> {
    scene: &'s mut Scene<'a, 't, 'c>,
}

impl World for Told<'_, '_, '_, '_> {
    fn find(&mut self, name: &str) -> Result<Option<Start>, Refusal> {
        if let Some(record) = self.scene.record(name)? {
            return Ok(Some(Start::Record(Rc::clone(&record.doc))));
        }
        let subject = self.main().filter(|doc| doc.get(name).is_some());
        Ok(subject.map(Start::Attribute))
    }

    fn main(&mut self) -> Option<Rc<Value>> {
        self.scene.subject().map(|record| Rc::clone(&record.doc))
    }

    fn related(&mut self, wanted: &[(String, EntityId)]) -> Result<Vec<Option<Rc<Value>>>, Refusal> {
        let new = wanted.iter().filter(|(_, id)| !self.scene.spoken_of.contains_key(id));
        let mut by_schema: HashMap<String, Vec<EntityId>> = HashMap::new();
        for (schema, id) in new {
            by_schema.entry(schema.clone()).or_default().push(id.clone());
        }
        if !by_schema.is_empty() {
            let seen = self.scene.ask(|tx, caller| entities::view_related(tx, caller, &by_schema))?;
            let known = seen.into_iter().flatten().map(|seen| (seen.id.clone(), Rc::new(seen.to_value())));
            self.scene.spoken_of.extend(known.map(|(id, doc)| (id, Some(doc))));
            for id in by_schema.into_values().flatten() {
                self.scene.spoken_of.entry(id).or_insert(None);
            }
        }
        Ok(wanted.iter().map(|(_, id)| self.scene.spoken_of.get(id).cloned().flatten()).collect())
    }

    fn told(&self, doc: &Value, attribute: &str, value: &Value) -> String {
        let schema = doc.get("_schema").and_then(Value::as_str).and_then(|slug| self.scene.schema(slug));
        match schema.and_then(|schema| schema.attribute(attribute)) {
            Some(_) if values::is_empty(value) => String::new(),
            Some(attribute) => {
                let told = values::text_of(self.locale(), attribute, value, doc, Room::Sentence);
                told.unwrap_or_default()
            }
            None => told_plainly(value),
        }
    }

    fn locale(&self) -> Locale {
        self.scene.locale()
    }

    fn now(&self) -> Instant {
        self.scene.frame.now
    }

    fn spend(&mut self, steps: usize) -> Result<(), Refusal> {
        self.scene.spend(steps)
    }
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
