//! Texts that tenants keep in pages and settings, and that records are told with: `templates_ref`.
//!
//! The texts of a block are the keys of its content that end in `_name`.

use portico_kit::Locale;
use serde_json::{Map, Value};

use super::{Audience, Block, Page};
use crate::setup::Setup;
use crate::templates::{Template, World, Writing, placed};
use crate::{Caller, Refusal};

/// The field of a request that refers to texts.
const FIELD: &str = "templates_ref";

/// A reference to texts: to a page, a block of it, one setting of a block, or a setting of the global search.
#[derive(Clone, Debug)]
pub enum Reference {
    /// To all blocks of a page.
    Page(String),
    /// To a block, and perhaps to one of its settings by schema.
    Block(String, String, Option<String>),
    /// To a setting of the global search.
    GlobalSearch(String),
}

/// Texts that were read and wait for records.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    all: Vec<(String, Text)>,
    /// What a group of results is called.
    pub group_title: Option<Template>,
}

#[derive(Clone, Debug)]
enum Text {
    One(Template, String),
    Several(Vec<(String, Text)>),
}

impl Reference {
    /// Reads a reference as clients send it.
    pub fn parse(sent: &Value) -> Result<Self, Refusal> {
        let text = |key: &str| sent.get(key).and_then(Value::as_str).map(str::to_owned);
        let wrong = |message: &str| Err(Refusal::invalid(FIELD, message));
        match (text("page_id"), text("block_id"), text("config_id"), text("global_search_config_id")) {
            (Some(_), _, _, Some(_)) => wrong("Name either page_id or global_search_config_id."),
            (Some(page), None, None, None) => Ok(Self::Page(page)),
            (Some(page), Some(block), config, None) => Ok(Self::Block(page, block, config)),
            (None, None, None, Some(config)) => Ok(Self::GlobalSearch(config)),
            (None, None, None, None) => wrong("Name a page by page_id, or global_search_config_id."),
            _ => wrong("A block_id needs its page_id, a config_id both."),
        }
    }
}

impl Texts {
    /// The texts that a reference names in the caller's own portal, as far as they are shown to the caller.
    pub fn referenced(
        caller: &Caller,
        audience: &Audience,
        locale: Locale,
        reference: &Reference,
    ) -> Result<Self, Refusal> {
        let setup = caller.setup.as_ref().ok_or(Refusal::NotFound)?;
        match reference {
            Reference::Page(id) => {
                let page = page(setup, audience, id)?;
                let mut all = Vec::new();
                for block in blocks(page, audience) {
                    let texts = of_content(block.content(), locale, &place(page, &block))?;
                    if !texts.is_empty() {
                        all.push((block.id.clone(), Text::Several(texts)));
                    }
                }
                Ok(Self { all, group_title: None })
            }
            Reference::Block(id, block, config) => {
                let page = page(setup, audience, id)?;
                let block = blocks(page, audience).into_iter().find(|known| known.id == *block);
                let Some(block) = block else {
                    return Err(Refusal::invalid(FIELD, "block_id: this page has no such block."));
                };
                let content = match config {
                    Some(config) => setting(block.content(), config).ok_or_else(|| {
                        Refusal::invalid(FIELD, "config_id: this block has no such setting.")
                    })?,
                    None => block.content(),
                };
                Self::of_setting(content, locale, &place(page, &block))
            }
            Reference::GlobalSearch(id) => {
                let found = global_search(setup, audience, id).ok_or_else(|| {
                    Refusal::invalid(FIELD, "global_search_config_id: this portal has no such setting.")
                })?;
                Self::of_setting(&found, locale, &format!("global search {id}"))
            }
        }
    }

    /// Texts that a client sent itself, where the organisation lets it.
    pub fn of_client(sent: &Value) -> Result<Self, Refusal> {
        let Some(sent) = sent.as_object().filter(|sent| sent.len() <= 50) else {
            return Err(Refusal::invalid("templates", "templates is a map of at most 50 texts."));
        };
        Ok(Self { all: sent_texts(sent, 0)?, group_title: None })
    }

    fn of_setting(content: &Value, locale: Locale, place: &str) -> Result<Self, Refusal> {
        let title = content.get("group_title").and_then(|title| in_language(title, locale));
        let group_title = title.map(Template::parse).transpose();
        let group_title = group_title.map_err(|refusal| placed(refusal, &format!("{place}, group_title")))?;
        Ok(Self { all: of_content(content, locale, place)?, group_title })
    }

    /// Whether there is nothing to fill in.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The names that the texts pass through.
    pub fn names(&self) -> Vec<&str> {
        names(&self.all)
    }

    /// The texts about what the world is about.
    pub fn fill(&self, world: &mut dyn World) -> Result<Value, Refusal> {
        fill(&self.all, world)
    }
}

fn page<'s>(setup: &'s Setup, audience: &Audience, id: &str) -> Result<&'s Page, Refusal> {
    let page = setup.pages.iter().find(|page| page.id.as_str() == id);
    page.filter(|page| audience.sees_page(page))
        .ok_or_else(|| Refusal::invalid(FIELD, "page_id: this portal has no such page."))
}

/// The blocks of a page that are shown.
fn blocks(page: &Page, audience: &Audience) -> Vec<Block> {
    let doc = audience.narrowed(page);
    super::blocks::of_page(&doc)
}

fn place(page: &Page, block: &Block) -> String {
    format!("page {}, block {}", page.slug, block.id)
}

/// The keys of a content that end in `_name`.
fn of_content(content: &Value, locale: Locale, place: &str) -> Result<Vec<(String, Text)>, Refusal> {
    let mut texts = Vec::new();
    for (key, value) in content.as_object().into_iter().flatten() {
        if let Some(text) = in_language(value, locale).filter(|_| key.ends_with("_name")) {
            let place = format!("{place}, {key}");
            let template = Template::parse(text).map_err(|refusal| placed(refusal, &place))?;
            texts.push((key.clone(), Text::One(template, place)));
        }
    }
    Ok(texts)
}

fn in_language(value: &Value, locale: Locale) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Object(languages) => {
            let own = languages.get(locale.code()).and_then(Value::as_str).filter(|text| !text.is_empty());
            own.or_else(|| languages.values().find_map(Value::as_str))
        }
        _ => None,
    }
}

/// The item with this id in any list of a content.
fn setting<'c>(content: &'c Value, id: &str) -> Option<&'c Value> {
    let lists = content.as_object()?.values().filter_map(Value::as_array).flatten();
    lists.into_iter().find(|item| item.get("id").and_then(Value::as_str) == Some(id))
}

/// A setting of the global search: in the portal's own settings, or in a block of that type.
fn global_search(setup: &Setup, audience: &Audience, id: &str) -> Option<Value> {
    let portal = &setup.portal.doc;
    let config = portal.get("config").and_then(Value::as_str).unwrap_or("{}");
    let config: Value = serde_json::from_str(config).unwrap_or(Value::Null);
    for settings in [portal.get("global_search"), config.get("global_search")].into_iter().flatten() {
        let items: Vec<&Value> = match settings {
            Value::Array(items) => items.iter().collect(),
            Value::Object(map) => map.values().collect(),
            _ => Vec::new(),
        };
        let named = |item: &&Value| item.get("id").and_then(Value::as_str) == Some(id);
        if let Some(found) = items.into_iter().find(named).or_else(|| setting(settings, id)) {
            return Some(found.clone());
        }
        if let Some(found) = settings.get(id) {
            return Some(found.clone());
        }
    }
    let shown = setup.pages.iter().filter(|page| audience.sees_page(page));
    let all = shown.flat_map(|page| blocks(page, audience)).chain(super::global_blocks(portal));
    let mut searches = all.filter(|block| block.kind == "global_search" && audience.sees(block.visibility()));
    searches.find_map(|block| setting(block.content(), id).cloned())
}

fn sent_texts(sent: &Map<String, Value>, depth: usize) -> Result<Vec<(String, Text)>, Refusal> {
    let mut texts = Vec::new();
    for (key, value) in sent {
        let text = match value {
            Value::String(text) => {
                Text::One(Template::parse(text).map_err(|refusal| placed(refusal, key))?, key.clone())
            }
            Value::Object(inner) if depth == 0 && inner.len() <= 50 => Text::Several(sent_texts(inner, 1)?),
            _ => {
                return Err(Refusal::invalid(
                    "templates",
                    format!("{key} must be a text, or a map of texts."),
                ));
            }
        };
        texts.push((key.clone(), text));
    }
    Ok(texts)
}

fn names(texts: &[(String, Text)]) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for (_, text) in texts {
        let some = match text {
            Text::One(template, _) => template.names(),
            Text::Several(inner) => names(inner),
        };
        all.extend(some.into_iter().filter(|name| !name.is_empty()));
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn fill(texts: &[(String, Text)], world: &mut dyn World) -> Result<Value, Refusal> {
    let mut filled = Map::new();
    for (key, text) in texts {
        let value = match text {
            Text::One(template, place) => {
                template.fill(world, Writing::Html).map_err(|refusal| placed(refusal, place))?.into()
            }
            Text::Several(inner) => fill(inner, world)?,
        };
        filled.insert(key.clone(), value);
    }
    Ok(filled.into())
}
