//! Accordion: parts of a page that open one by one, such as questions with their answers.

use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use super::{Tree, Width, arranged, render_children};
use crate::design::icons::Icon;
use crate::portal::scene::Scene;
use crate::portal::texts::filled;

/// One part.
pub struct Fold {
    /// What stands on it while it is closed.
    pub label: String,
    /// Whether it is open from the beginning.
    pub is_open: bool,
    /// What stands in it.
    pub body: Markup,
}

/// The block on its page; parts in which nothing is shown to this viewer are left out.
pub fn render(
    scene: &mut Scene<'_, '_, '_>,
    tree: &Tree,
    block: &Block,
    width: Width,
) -> Result<Option<Markup>, Refusal> {
    let title = filled(scene, block.content().get("title").unwrap_or(&Value::Null))?;
    let mut folds = Vec::new();
    for item in tree.children(Some(&block.id)).filter(|item| item.kind == "accordion_item") {
        let content = item.content();
        let label = filled(scene, content.get("label").unwrap_or(&Value::Null))?;
        let inside = render_children(scene, tree, Some(&item.id), width)?;
        if label.is_empty() || inside.is_empty() {
            continue;
        }
        let is_open = content.get("is_open").and_then(Value::as_bool).unwrap_or(false);
        folds.push(Fold { label, is_open, body: arranged(inside, None) });
    }
    Ok((!folds.is_empty()).then(|| show(&title, &folds)))
}

/// How it looks.
pub fn show(title: &str, folds: &[Fold]) -> Markup {
    html! {
        section.part.accordion {
            @if !title.is_empty() { h2 { (title) } }
            div.folds {
                @for fold in folds {
                    details.fold open[fold.is_open] {
                        summary { span { (fold.label) } (Icon::ChevronDown.svg()) }
                        div.fold-body { (fold.body) }
                    }
                }
            }
        }
    }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (title, label) = match locale {
        Locale::De => ("Häufige Fragen", "Wann wird mein Zähler abgelesen?"),
        Locale::En => ("Questions and answers", "When is my meter read?"),
    };
    let fold = |is_open| Fold { label: label.to_owned(), is_open, body: super::text::sample(locale) };
    show(title, &[fold(true), fold(false)])
}
