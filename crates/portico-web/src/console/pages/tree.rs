//! Blocks of a page as a tree, each with the ways to change, move, copy, hide and add.

use maud::{Markup, Render, html};
use portico_core::pages::{Block, Page};
use portico_kit::Locale;
use serde_json::Value;

use super::at::At;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::form::Form;
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::words::{has, t, t_args};
use crate::portal::blocks::settings::{Holds, block_type};

/// The types on these pages that portals leave out, each once.
pub(in crate::console) fn unknown_on(pages: &[Page]) -> Vec<String> {
    let all = pages.iter().flat_map(Page::blocks).map(|block| block.kind);
    let mut kinds: Vec<String> = all.filter(|kind| block_type(kind).is_none()).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// A tree of blocks; with a place to edit it at, each has its ways on.
pub(super) struct Tree<'a> {
    pub(super) locale: Locale,
    pub(super) blocks: &'a [Block],
    pub(super) at: Option<&'a At>,
    /// The block one is at.
    pub(super) here: Option<&'a str>,
}

/// No tree of pages is deeper; one that points to itself ends here.
const DEEPEST: usize = 12;

impl Render for Tree<'_> {
    fn render(&self) -> Markup {
        let is_top = |block: &&Block| {
            let parent = block.parent.as_deref();
            parent.is_none_or(|parent| !self.blocks.iter().any(|known| known.id == parent))
        };
        let top: Vec<&Block> = self.blocks.iter().filter(is_top).collect();
        self.branch(&top, 0)
    }
}

impl Tree<'_> {
    fn branch(&self, siblings: &[&Block], depth: usize) -> Markup {
        html! {
            @if !siblings.is_empty() && depth < DEEPEST {
                ul.block-tree {
                    @for (number, block) in siblings.iter().enumerate() {
                        @let children: Vec<&Block> =
                            self.blocks.iter().filter(|child| child.parent.as_deref() == Some(&block.id)).collect();
                        li {
                            (self.line(block, number > 0, number + 1 < siblings.len()))
                            (self.branch(&children, depth + 1))
                        }
                    }
                }
            }
        }
    }

    fn line(&self, block: &Block, up: bool, down: bool) -> Markup {
        let (locale, hidden) = (self.locale, is_hidden(block));
        let here = self.here == Some(block.id.as_str());
        let name = name_of(locale, &block.kind);
        html! {
            div.block-line.here[here] id={ "block-" (block.id) } {
                (icon_of(&block.kind).svg())
                div.block-text { @match self.at {
                    Some(at) => a.row-title href=(at.block(&block.id)) aria-current=[here.then_some("true")] { (name) },
                    None => strong { (name) },
                }
                @if let Some(said) = said(locale, block) { span.quiet { (said) } }
                @if block_type(&block.kind).is_none() { (Tag::new(Tone::Warn, t(locale, "console-block-unknown")).render()) }
                @if hidden { (Tag::new(Tone::Neutral, t(locale, "console-block-hidden")).icon(Icon::EyeOff).render()) } }
                @if let Some(at) = self.at { (self.steps(at, block, &name, (up, down, hidden))) }
            }
        }
    }

    fn steps(&self, at: &At, block: &Block, name: &str, (up, down, hidden): (bool, bool, bool)) -> Markup {
        let press = |step: &str, icon: Icon| {
            let args = [("name", name.to_owned().into())];
            let label = t_args(self.locale, &format!("block-step-{step}"), &args);
            Button::submit(label).quiet().small().icon_only(icon).value("step", step)
        };
        let holds = block_type(&block.kind).map_or(Holds::Nothing, |own| own.holds);
        html! {
            div.block-steps {
                (Form::post(format!("{}/step", at.block(&block.id))).bare().fields(html! {
                    @if up { (press("up", Icon::ArrowUp)) }
                    @if down { (press("down", Icon::ArrowDown)) }
                    (press("copy", Icon::Copy))
                    @if hidden { (press("show", Icon::Eye)) } @else { (press("hide", Icon::EyeOff)) }
                }).render())
                @if holds != Holds::Nothing {
                    (Button::go(t_args(self.locale, "block-step-into", &[("name", name.to_owned().into())]),
                        format!("{}/add?in={}", at.address().href(), block.id)).quiet().small().icon_only(Icon::Plus))
                }
            }
        }
    }
}

fn is_hidden(block: &Block) -> bool {
    block.visibility().and_then(|own| own.get("is_hidden")).and_then(Value::as_bool) == Some(true)
}

/// What a type of block is called; the type itself when portals do not know it.
pub(super) fn name_of(locale: Locale, kind: &str) -> String {
    let key = format!("console-block-{}", kind.replace('_', "-"));
    if block_type(kind).is_some() && has(&key) { t(locale, &key).into_owned() } else { kind.to_owned() }
}

/// The icon of a type of block.
pub(super) fn icon_of(kind: &str) -> Icon {
    block_type(kind).map_or(Icon::CircleQuestionMark, |own| own.icon)
}

/// What a block is about: its title, or the records it shows.
pub(super) fn said(locale: Locale, block: &Block) -> Option<String> {
    let content = block.content();
    let text = |key: &str| portico_core::schemas::label_of(content, key, locale);
    let parts = [text("title"), text("label"), text("schema"), text("name"), text("value"), text("text")];
    let said = parts.into_iter().flatten().take(2).collect::<Vec<_>>().join(" · ");
    let short: String = said.chars().take(60).collect();
    let end = if short.len() < said.len() { "…" } else { "" };
    (!said.is_empty()).then(|| format!("{}{end}", short.trim_end()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn page() -> Page {
        let doc = json!({"blocks": {
            "1": {"id": "1", "type": "tabs", "order": 1},
            "2": {"id": "2", "type": "weather_widget", "order": 1, "parentId": "1"},
            "3": {"id": "3", "type": "text", "order": 2, "parentId": "3"}
        }});
        Page { id: "p".into(), slug: "start".into(), order: 0.0, portal_id: "1".into(), doc }
    }

    #[test]
    fn a_type_that_nobody_draws_is_named() {
        assert_eq!(unknown_on(&[page()]), ["weather_widget"]);
        let blocks = page().blocks();
        let tree = Tree { locale: Locale::En, blocks: &blocks, at: None, here: None };
        let html = tree.render().into_string();
        assert!(html.contains("weather_widget") && html.contains("not known"), "{html}");
    }
}
