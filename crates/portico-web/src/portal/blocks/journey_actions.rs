//! Journey actions: what can be begun with a record, such as moving house, each when its rules hold.

use maud::Markup;
use portico_core::Refusal;
use portico_core::offers::{self, Offers};
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use super::quick_actions::{self, Action, QuickActions};
use crate::design::icons::Icon;
use crate::design::words::t;
use crate::portal::address::{encoded, safe_link};
use crate::portal::scene::Scene;
use crate::portal::texts::{filled, filled_address};

/// What stands for the id of a journey in the address that the settings name.
const JOURNEY: &str = "{journey}";

/// The block on its page; an action that leads nowhere is not shown.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let slug = content.get("schema").and_then(Value::as_str).unwrap_or_default();
    let record = match slug {
        "" => scene.subject(),
        slug => scene.record(slug)?,
    };
    let Some(record) = record else { return Ok(None) };
    let offered = scene.ask(|tx, caller| {
        let offers = Offers::of(tx, caller)?;
        Ok(offers.on(caller, &record.seen).into_iter().cloned().collect::<Vec<Value>>())
    })?;
    let address = filled_address(scene, content.get("address").unwrap_or(&Value::Null))?;
    let mut actions = Vec::new();
    for action in offered.unwrap_or_default() {
        actions.extend(action_of(scene, &action, &address)?);
    }
    let title = filled(scene, content.get("title").unwrap_or(&Value::Null))?;
    let title =
        if title.is_empty() { t(scene.locale(), "journey-actions-title").into_owned() } else { title };
    let is_row = content.get("layout").and_then(Value::as_str) == Some("stacked");
    let shown = QuickActions { title, is_row, actions, ..QuickActions::default() };
    Ok((!shown.actions.is_empty()).then(|| quick_actions::show(&shown)))
}

/// An action leads to its own address, else to the one of the settings with the id of its journey.
fn action_of(
    scene: &mut Scene<'_, '_, '_>,
    action: &Value,
    address: &str,
) -> Result<Option<Action>, Refusal> {
    let title = filled(scene, offers::label(action).unwrap_or(&Value::Null))?;
    let own = filled_address(scene, action.pointer("/link").unwrap_or(&Value::Null))?;
    let journey = action.pointer("/journey_id").and_then(Value::as_str).unwrap_or_default();
    let made = (address.contains(JOURNEY) && !journey.is_empty())
        .then(|| address.replace(JOURNEY, &encoded(journey)));
    let href =
        safe_link(&own).map(str::to_owned).or_else(|| made.as_deref().and_then(safe_link).map(str::to_owned));
    let icon = action.pointer("/icon/name").and_then(Value::as_str).and_then(Icon::parse);
    Ok(href.filter(|_| !title.is_empty()).map(|href| Action {
        title,
        icon: icon.unwrap_or(Icon::ArrowRight),
        href,
        ..Action::default()
    }))
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (title, moving) = match locale {
        Locale::De => ("Mit diesem Vertrag", "Umzug melden"),
        Locale::En => ("With this contract", "Tell us that you move"),
    };
    let action = Action {
        title: moving.to_owned(),
        icon: Icon::Truck,
        href: "https://journeys.auental.example/1".to_owned(),
        ..Action::default()
    };
    quick_actions::show(&QuickActions {
        title: title.to_owned(),
        actions: vec![action],
        ..QuickActions::default()
    })
}
