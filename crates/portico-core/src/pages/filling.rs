//! Fills in the texts of whole pages: every text in the content and design of a page and of its blocks.

use portico_kit::Locale;
use serde_json::Value;

use crate::Refusal;
use crate::templates::{Template, World, Writing, is_template, placed};

/// How deep the content of a page is looked through.
const DEEPEST: usize = 32;

/// What becomes of a text that cannot be filled in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Broken {
    /// It is left empty: whoever reads the page can do nothing about it.
    Empty,
    /// It is refused with its place, for whoever writes the page.
    Refused,
}

/// Fills pages in for one reader.
pub struct Filler<'f> {
    /// What the texts may speak of.
    pub world: &'f mut dyn World,
    /// What becomes of a text that cannot be filled in.
    pub broken: Broken,
}

impl Filler<'_> {
    /// A page with its texts filled in.
    pub fn page(&mut self, mut page: Value) -> Result<Value, Refusal> {
        let named = page.get("slug").or(page.get("id")).and_then(Value::as_str).unwrap_or("?").to_owned();
        let place = format!("page {named}");
        for key in ["content", "design"] {
            if let Some(part) = page.get_mut(key) {
                self.part(part, &format!("{place}, {key}"), 0)?;
            }
        }
        match page.get_mut("blocks") {
            Some(Value::Object(map)) => {
                for (id, block) in map.iter_mut() {
                    self.block(block, &format!("{place}, block {id}"))?;
                }
            }
            Some(Value::Array(list)) => {
                for block in list {
                    let id = block.get("id").and_then(Value::as_str).unwrap_or("?").to_owned();
                    self.block(block, &format!("{place}, block {id}"))?;
                }
            }
            _ => {}
        }
        Ok(page)
    }

    /// A block with its texts filled in.
    pub fn block(&mut self, block: &mut Value, place: &str) -> Result<(), Refusal> {
        for key in ["content", "design"] {
            if let Some(part) = block.pointer_mut(&format!("/props/{key}")) {
                self.part(part, place, 0)?;
            }
        }
        Ok(())
    }

    fn part(&mut self, part: &mut Value, place: &str, depth: usize) -> Result<(), Refusal> {
        if depth == DEEPEST {
            *part = Value::Null;
            return Ok(());
        }
        match part {
            Value::String(text) if is_template(text) => *text = self.text(text, place)?,
            Value::Array(items) => {
                for (at, item) in items.iter_mut().enumerate() {
                    self.part(item, &format!("{place}[{at}]"), depth + 1)?;
                }
            }
            Value::Object(fields) => {
                let usual = self.world.locale();
                for (key, value) in fields.iter_mut() {
                    // A text for readers of one language is written as that language writes.
                    self.world.speak(language(key).unwrap_or(usual));
                    let filled = self.part(value, &format!("{place}, {key}"), depth + 1);
                    self.world.speak(usual);
                    filled?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, place: &str) -> Result<String, Refusal> {
        match Template::parse(text).and_then(|template| template.fill(self.world, Writing::Html)) {
            Err(Refusal::Invalid { message, .. }) if self.broken == Broken::Empty => {
                tracing::warn!(%place, %message, "a text of a page cannot be filled in");
                Ok(String::new())
            }
            Err(refusal) => Err(placed(refusal, place)),
            filled => filled,
        }
    }
}

fn language(key: &str) -> Option<Locale> {
    Locale::ALL.into_iter().find(|locale| locale.code() == key)
}
