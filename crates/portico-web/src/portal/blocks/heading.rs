//! Heading: the title of a page or of a part of it; on the page of a record with its status.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use crate::design::components::tag::Tag;
use crate::design::components::{Tone, heading};
use crate::design::icons::Icon;
use crate::portal::scene::Scene;
use crate::portal::texts::filled;
use crate::portal::values::shown;

/// What a heading says.
#[derive(Debug, Default)]
pub struct Heading {
    /// The title.
    pub title: String,
    /// One line below it.
    pub subtitle: String,
    /// Whether it is the title of the page.
    pub is_first: bool,
    /// The status of the record that the page is about.
    pub status: Option<Tag>,
    /// The icon of the record's schema.
    pub icon: Option<Icon>,
}

/// Whether a heading block is the title of its page.
pub fn is_title(block: &Block) -> bool {
    matches!(block.kind.as_str(), "heading" | "title")
        && block.content().get("level").and_then(Value::as_i64).unwrap_or(1) <= 1
}

/// The block on its page.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let text = |key: &str| content.get(key).unwrap_or(&Value::Null);
    let is_first = is_title(block);
    let (status, icon) = if is_first { of_subject(scene) } else { (None, None) };
    let heading = Heading {
        title: filled(scene, text("title"))?,
        subtitle: filled(scene, text("subtitle"))?,
        is_first,
        status,
        icon,
    };
    Ok((!heading.title.is_empty()).then(|| show(&heading)))
}

/// Status and icon of the record that a detail page is about.
pub fn of_subject(scene: &Scene<'_, '_, '_>) -> (Option<Tag>, Option<Icon>) {
    let Some(record) = scene.subject() else { return (None, None) };
    let Some(schema) = scene.schema(&record.seen.schema) else { return (None, None) };
    let attribute = schema.attribute("status").filter(|attribute| attribute.kind == "status");
    let status = attribute.and_then(|a| shown::status(scene.locale(), a, record.doc.get("status")?));
    let icon = schema.doc.get("icon").and_then(Value::as_str).and_then(Icon::parse);
    (status, icon)
}

/// How it looks.
pub fn show(heading: &Heading) -> Markup {
    if !heading.is_first {
        return html! {
            div.part-heading {
                h2 { (heading.title) }
                @if !heading.subtitle.is_empty() { p.small { (heading.subtitle) } }
            }
        };
    }
    let mut shown = heading::Heading::new(heading.title.as_str());
    if !heading.subtitle.is_empty() {
        shown = shown.line(heading.subtitle.as_str());
    }
    if let Some(icon) = heading.icon {
        shown = shown.icon(icon);
    }
    if let Some(status) = &heading.status {
        shown = shown.aside(status);
    }
    shown.render()
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let (subtitle, active) = match locale {
        Locale::De => ("Vertrag 7003 221 845", "Aktiv"),
        Locale::En => ("Contract 7003 221 845", "Active"),
    };
    let first = Heading {
        title: "Auental Ökostrom 12".to_owned(),
        subtitle: subtitle.to_owned(),
        is_first: true,
        status: Some(Tag::new(Tone::Good, active)),
        icon: Some(Icon::FileText),
    };
    let second = Heading {
        is_first: false,
        status: None,
        icon: None,
        ..Heading { title: first.title.clone(), subtitle: String::new(), ..Heading::default() }
    };
    html! { (show(&first)) (show(&second)) }
}
