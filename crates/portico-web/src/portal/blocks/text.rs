//! Text: paragraphs or a document of the editor, plain or as a note.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use crate::design::components::Tone;
use crate::design::components::note::Note;
use crate::portal::rich_text;
use crate::portal::scene::Scene;
use crate::portal::texts::filled;

/// The block on its page.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    if let Some(document) =
        content.get("valueJson").and_then(|texts| rich_text::document(texts, scene.locale()))
    {
        let mut fill = |text: &str| filled(scene, &Value::String(text.to_owned()));
        let body = rich_text::show(&document, &mut fill)?;
        return Ok(body.map(|body| framed(body, tone_of(content))));
    }
    let text = filled(scene, content.get("text").unwrap_or(&Value::Null))?;
    Ok((!text.trim().is_empty()).then(|| show(&text, tone_of(content))))
}

fn tone_of(content: &Value) -> Option<Tone> {
    match content.get("tone").and_then(Value::as_str) {
        Some("info") => Some(Tone::Info),
        Some("warn") => Some(Tone::Warn),
        _ => None,
    }
}

/// Paragraphs are separated by an empty line; line breaks are kept.
pub fn show(text: &str, tone: Option<Tone>) -> Markup {
    let paragraphs: Vec<&str> = text.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).collect();
    let body = html! { @for paragraph in &paragraphs { p { (lines(paragraph)) } } };
    framed(body, tone)
}

fn framed(body: Markup, tone: Option<Tone>) -> Markup {
    match tone {
        Some(tone) => Note::new(tone).text(body).render(),
        None => html! { div.prose { (body) } },
    }
}

fn lines(paragraph: &str) -> Markup {
    html! { @for (index, line) in paragraph.lines().enumerate() { @if index > 0 { br; } (line) } }
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let text = match locale {
        Locale::De => "Stadtwerke Auental GmbH\nAm Wehr 2, 34990 Auental\n\nTelefon 0800 555 0142",
        Locale::En => "Stadtwerke Auental GmbH\nAm Wehr 2, 34990 Auental\n\nPhone 0800 555 0142",
    };
    html! { (show(text, None)) (show(text, Some(Tone::Info))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_line_breaks_are_kept_and_markup_is_not() {
        let html = show("a\nb\n\n<b>c</b>", None).into_string();
        assert_eq!(html, "<div class=\"prose\"><p>a<br>b</p><p>&lt;b&gt;c&lt;/b&gt;</p></div>");
    }
}
