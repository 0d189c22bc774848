//! Quick actions: the few things people come for, as tiles or as a row of buttons.

use maud::{Markup, Render, html};
use portico_core::pages::{Block, is_shown};
use portico_core::{Refusal, identifiers};
use portico_kit::Locale;
use serde_json::Value;

use super::link_to;
use crate::design::components::action_tile::{ActionTile, action_tiles};
use crate::design::components::button::Button;
use crate::design::icons::Icon;
use crate::portal::scene::Scene;
use crate::portal::texts::{filled, pick};
use crate::portal::{address, claim};

/// What the block says.
#[derive(Debug, Default)]
pub struct QuickActions {
    /// A title above, if any.
    pub title: String,
    /// Whether the actions are buttons in a row instead of tiles.
    pub is_row: bool,
    /// Whether the tiles stand on a soft ground of the brand's colour.
    pub is_soft: bool,
    /// Whether tiles and buttons are large.
    pub is_large: bool,
    /// The actions.
    pub actions: Vec<Action>,
}

/// One action.
#[derive(Debug)]
pub struct Action {
    /// Its name.
    pub title: String,
    /// One line below.
    pub subtitle: String,
    /// Its icon.
    pub icon: Icon,
    /// Where it leads.
    pub href: String,
}

impl Default for Action {
    fn default() -> Self {
        Self { title: String::new(), subtitle: String::new(), icon: Icon::ArrowRight, href: String::new() }
    }
}

/// The block on its page.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let says = |key: &str, word: &str| content.get(key).and_then(Value::as_str) == Some(word);
    let mut shown = QuickActions {
        title: pick(content.get("title").unwrap_or(&Value::Null), scene.locale()).to_owned(),
        is_row: says("layout", "stacked"),
        is_soft: says("theme_style", "soft"),
        is_large: says("size", "lg"),
        actions: Vec::new(),
    };
    if content.get("hideTitle").and_then(Value::as_bool).unwrap_or(false) {
        shown.title.clear();
    }
    for action in content.get("actions").and_then(Value::as_array).into_iter().flatten() {
        shown.actions.extend(action_of(scene, action)?);
    }
    Ok((!shown.actions.is_empty()).then(|| show(&shown)))
}

/// One action as a block of its own, with the settings of an action.
pub fn render_single(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let action = action_of(scene, block.content())?;
    let is_large = block.content().get("size").and_then(Value::as_str) == Some("lg");
    let shown = |action| QuickActions { actions: vec![action], is_large, ..QuickActions::default() };
    Ok(action.map(|action| show(&shown(action))))
}

fn action_of(scene: &mut Scene<'_, '_, '_>, settings: &Value) -> Result<Option<Action>, Refusal> {
    if !is_shown(settings.get("visibility"), scene.frame.now) {
        return Ok(None);
    }
    let text = |key: &str| settings.get(key).unwrap_or(&Value::Null);
    let title = filled(scene, text("title"))?;
    let href = match text("action").as_str() {
        Some("portal_functionality") => functionality(scene, text("portal_functionality")),
        _ => link_to::href(scene, settings)?,
    };
    let Some(href) = href.filter(|_| !title.is_empty()) else { return Ok(None) };
    let icon = text("icon_name").as_str().and_then(Icon::parse).unwrap_or(Icon::ArrowRight);
    Ok(Some(Action { title, subtitle: filled(scene, text("subtitle"))?, icon, href }))
}

/// What the portal itself can do; nothing where it is not set up to.
fn functionality(scene: &Scene<'_, '_, '_>, name: &Value) -> Option<String> {
    let caller = scene.caller()?;
    let is_known = name.as_str() == Some("add_contract") && identifiers::asked(caller).is_ok();
    let back = scene.frame.asked.here();
    is_known.then(|| address::with_query(claim::HREF, [("back", back.as_str())]))
}

/// How it looks.
pub fn show(shown: &QuickActions) -> Markup {
    let actions = match shown.is_row {
        true => html! {
            div.buttons {
                @for action in &shown.actions {
                    @let button = Button::go(action.title.as_str(), action.href.as_str()).icon(action.icon);
                    @if shown.is_large { (button) } @else { (button.small()) }
                }
            }
        },
        false => action_tiles(
            shown
                .actions
                .iter()
                .map(|action| {
                    let tile = ActionTile::new(action.icon, action.title.as_str(), action.href.as_str());
                    if action.subtitle.is_empty() { tile } else { tile.line(action.subtitle.as_str()) }
                })
                .collect(),
        ),
    };
    let actions = match (shown.is_soft, shown.is_large && !shown.is_row) {
        (false, false) => actions,
        (true, false) => html! { div.soft-actions { (actions) } },
        (false, true) => html! { div.large-actions { (actions) } },
        (true, true) => html! { div.soft-actions.large-actions { (actions) } },
    };
    html! {
        @if shown.title.is_empty() { (actions.render()) }
        @else { section.part { h2 { (shown.title) } (actions) } }
    }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (read, call) = match locale {
        Locale::De => ("Zählerstand eingeben", "Anrufen"),
        Locale::En => ("Enter a meter reading", "Call us"),
    };
    let action = |title: &str, icon, href: &str| Action {
        title: title.to_owned(),
        subtitle: "0800 555 0142".to_owned(),
        icon,
        href: href.to_owned(),
    };
    let actions =
        || vec![action(read, Icon::Gauge, "/meters"), action(call, Icon::Phone, "tel:+498005550142")];
    let tiles = QuickActions { is_soft: true, is_large: true, actions: actions(), ..QuickActions::default() };
    let row =
        QuickActions { title: read.to_owned(), is_row: true, actions: actions(), ..QuickActions::default() };
    html! { (show(&tiles)) (show(&row)) }
}
