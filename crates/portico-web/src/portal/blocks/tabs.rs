//! Tabs: parts of a page, each with an address of its own; on the page of a record with its history at the end.

use maud::{Markup, Render};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use super::{Piece, Tree, Width, render_children};
use crate::design::components::{Current, tabs};
use crate::design::words::t;
use crate::portal::history;
use crate::portal::scene::Scene;
use crate::portal::texts::filled;

/// The parameter that says which tab is open.
pub const PARAMETER: &str = "tab";
/// The name of the tab with the history, which no block has to ask for.
pub const HISTORY: &str = "history";

/// One tab.
#[derive(Debug)]
pub struct Tab {
    /// Its label.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Whether it is open.
    pub is_current: bool,
}

/// The tabs and the blocks of the open one.
pub fn render(scene: &mut Scene<'_, '_, '_>, tree: &Tree, block: &Block) -> Result<Vec<Piece>, Refusal> {
    let tabs: Vec<&Block> = tree.children(Some(&block.id)).filter(|child| child.kind == "tab").collect();
    let wanted = scene.frame.asked.query.text(PARAMETER).unwrap_or_default().to_owned();
    let with_history = history::has_tab(scene, tree);
    let is_history = with_history && wanted == HISTORY;
    let open = tabs.iter().find(|tab| name(tab) == wanted).or(tabs.first()).filter(|_| !is_history);
    let open = open.map(|tab| tab.id.clone());
    let mut shown = Vec::new();
    for tab in &tabs {
        let label = filled(scene, tab.content().get("label").unwrap_or(&Value::Null))?;
        shown.push(Tab {
            label,
            href: href(scene, name(tab)),
            is_current: open.as_deref() == Some(tab.id.as_str()),
        });
    }
    if with_history {
        let label = t(scene.locale(), "portal-history").into_owned();
        shown.push(Tab { label, href: href(scene, HISTORY), is_current: is_history });
    }
    if shown.is_empty() {
        return Ok(Vec::new());
    }
    let mut pieces = vec![Piece::loose(show(scene.locale(), &shown))];
    match open {
        Some(open) => pieces.extend(render_children(scene, tree, Some(&open), Width::Wide)?),
        None => pieces.extend(history::whole(scene, tree)?.map(Piece::stacked)),
    }
    Ok(pieces)
}

fn name(tab: &Block) -> &str {
    tab.content().get("name").and_then(Value::as_str).unwrap_or(&tab.id)
}

fn href(scene: &Scene<'_, '_, '_>, name: &str) -> String {
    crate::portal::address::with_query(&scene.frame.asked.path, [(PARAMETER, name)])
}

/// How they look.
pub fn show(locale: Locale, shown: &[Tab]) -> Markup {
    let label = t(locale, "portal-tabs");
    let all = shown.iter().fold(tabs::Tabs::new(label), |all, tab| {
        all.tab(tab.label.as_str(), tab.href.as_str(), Current::from(tab.is_current))
    });
    all.render()
}

/// How they look, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let tab =
        |label: &str, is_current| Tab { label: label.to_owned(), href: "?tab=a".to_owned(), is_current };
    let (overview, history) = match locale {
        Locale::De => ("Überblick", "Verlauf"),
        Locale::En => ("Overview", "History"),
    };
    show(locale, &[tab(overview, true), tab(history, false)])
}
