//! System banner: a note about works or a fault, for as long as its visibility says.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use super::{Tree, Width, render_children};
use crate::design::assets::content_hash;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::form::Form;
use crate::design::components::note::Note;
use crate::design::icons::Icon;
use crate::design::words::t_args;
use crate::portal::scene::Scene;
use crate::portal::texts::filled;

/// The block on its page, with its own text and what stands in it.
pub fn render(scene: &mut Scene<'_, '_, '_>, tree: &Tree, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let title = filled(scene, content.get("title").unwrap_or(&Value::Null))?;
    let text = filled(scene, content.get("text").unwrap_or(&Value::Null))?;
    let tone = match content.get("tone").and_then(Value::as_str) {
        Some("warn") => Tone::Warn,
        Some("bad") => Tone::Bad,
        _ => Tone::Info,
    };
    let is_dismissible = content.get("dismissible").and_then(Value::as_bool).unwrap_or(false);
    // In other words it is another note: what was put away is shown again when it says something new.
    let mark = content_hash(content.to_string().as_bytes());
    if is_dismissible && scene.is_dismissed(&block.id, &mark)? {
        return Ok(None);
    }
    let inside = render_children(scene, tree, Some(&block.id), Width::Wide)?;
    let is_empty = title.is_empty() && text.is_empty() && inside.is_empty();
    let body = html! {
        @if !text.is_empty() { p { (text) } }
        @for piece in inside { (piece.markup) }
    };
    let away = (is_dismissible && scene.caller().is_some())
        .then(|| away(scene.locale(), &title, &block.id, &mark, &scene.frame.asked.here()));
    Ok((!is_empty).then(|| show(tone, &title, body, away)))
}

/// The press that puts it away for this user.
fn away(locale: Locale, title: &str, block: &str, mark: &str, back: &str) -> Markup {
    let label = t_args(locale, "banner-dismiss", &[("title", title.into())]);
    Form::post("/dismiss")
        .inline()
        .hidden("block", block)
        .hidden("mark", mark)
        .hidden("back", back)
        .buttons(Button::submit(label).icon_only(Icon::Close).quiet().small())
        .render()
}

/// How it looks.
pub fn show(tone: Tone, title: &str, body: Markup, away: Option<Markup>) -> Markup {
    let note = Note::new(tone);
    let note = if title.is_empty() { note } else { note.title(title) };
    let note = match away {
        Some(away) => note.action(away),
        None => note,
    };
    note.text(body).render()
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (title, text) = match locale {
        Locale::De => ("Wartung am Sonntag", "Von 2 bis 4 Uhr ist das Portal nicht erreichbar."),
        Locale::En => ("Works on Sunday", "The portal cannot be reached from 2 to 4 am."),
    };
    let away = away(locale, title, "1", "0", "/");
    html! {
        (show(Tone::Info, title, html! { p { (text) } }, Some(away)))
        (show(Tone::Warn, title, html! { p { (text) } }, None))
    }
}
