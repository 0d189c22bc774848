//! Frame: a page of somebody else inside this one, only of hosts that the portal names, loaded once the reader asks.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::link::Link;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};
use crate::portal::scene::Scene;
use crate::portal::settings::{Settings, frame_host};
use crate::portal::texts::{filled, filled_address};

/// The parameter that names the frame which the reader wants to see.
const PARAMETER: &str = "frame";

/// The frame on its page.
#[derive(Debug, Default)]
pub struct Frame {
    /// What it shows, for readers and as its title.
    pub title: String,
    /// Its address.
    pub address: String,
    /// Whose it is.
    pub host: String,
    /// Its height in pixels.
    pub height: i64,
    /// The address that loads it, while it is not loaded.
    pub load: Option<String>,
}

/// The block on its page; an address that is not `https:`, or of a host that the portal does not name, draws nothing.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let title = filled(scene, content.get("title").unwrap_or(&Value::Null))?;
    let address = filled_address(scene, content.get("url").unwrap_or(&Value::Null))?;
    let named = Settings::of(&scene.frame.setup.portal).frame_hosts;
    let Some(host) = frame_host(&address).filter(|host| named.contains(host)) else { return Ok(None) };
    let asks_first = content.get("ask_first").and_then(Value::as_bool).unwrap_or(true);
    let is_wanted = scene.frame.asked.query.text(PARAMETER) == Some(block.id.as_str());
    let load = scene.frame.asked.with(&[(PARAMETER, Some(&block.id))]);
    let is_loaded = is_wanted || !asks_first;
    if is_loaded {
        scene.show_frame(&host);
    }
    let height = content.get("height").and_then(Value::as_i64).unwrap_or(480).clamp(120, 2000);
    let load = (!is_loaded).then(|| format!("{load}#frame-{}", block.id));
    let title = if title.is_empty() { host.clone() } else { title };
    Ok(Some(show(scene.locale(), &block.id, &Frame { title, address, host, height, load })))
}

/// How it looks.
pub fn show(locale: Locale, id: &str, frame: &Frame) -> Markup {
    let outside = Link::to(t(locale, "frame-outside"), frame.address.as_str()).new_window(locale);
    let body = match &frame.load {
        Some(load) => html! {
            div.card-part {
                p { (t_args(locale, "frame-ask", &[("host", frame.host.as_str().into())])) }
                div.buttons { (Button::go(t(locale, "frame-load"), load.as_str()).icon(Icon::Eye)) (outside) }
            }
        },
        None => html! {
            // No `allow-same-origin`: what is inside cannot reach cookies or pages of anybody.
            iframe.part-frame src=(frame.address) title=(frame.title) height=(frame.height) loading="lazy"
                sandbox="allow-forms allow-popups allow-scripts" referrerpolicy="no-referrer" {}
        },
    };
    let card = Card::new(frame.title.as_str()).id(format!("frame-{id}")).flush().body(body);
    if frame.load.is_some() { card.render() } else { card.foot(outside).render() }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let title = match locale {
        Locale::De => "Störungen im Netz",
        Locale::En => "Faults in the grid",
    };
    let frame = Frame {
        title: title.to_owned(),
        address: "https://map.auental.example/faults".to_owned(),
        host: "map.auental.example".to_owned(),
        height: 240,
        load: Some("?frame=1".to_owned()),
    };
    show(locale, "1", &frame)
}
