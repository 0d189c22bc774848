//! One page: its blocks as a tree that can be arranged, and beside it the page as a user sees it.

use maud::{Markup, Render, html};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use super::at::{At, Standing};
use super::frame;
use super::list::marks;
use super::tree::Tree;
use crate::design::components::Current;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::tabs::Tabs;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::t;

/// The parts of a page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Part {
    Blocks,
    Settings,
}

/// The tabs of a page; what stands everywhere has blocks only.
pub(super) fn tabs(locale: Locale, at: &At, standing: &Standing, here: Part) -> Markup {
    let address = at.address().href();
    let count = standing.blocks.len().to_string();
    let is_blocks = here == Part::Blocks;
    let tabs = Tabs::new(t(locale, "page-parts"))
        .counted(t(locale, "page-blocks"), count, address.clone(), Current::from(is_blocks))
        .tab(t(locale, "page-settings"), format!("{address}/settings"), Current::from(!is_blocks));
    html! { @if standing.page.is_some() { (tabs) } }
}

/// What a page is called, and where it is.
pub(super) fn heading(locale: Locale, standing: &Standing) -> Heading {
    let heading = Heading::new(standing.name(locale));
    match &standing.page {
        Some(page) => heading.line(html! { code { "/" (page.slug) } }).aside(marks(locale, page)),
        None => heading.line(t(locale, "console-pages-every-line")),
    }
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    at: &At,
    looker: Option<&str>,
) -> Result<ConsolePage, Refusal> {
    let standing = at.read(tx)?;
    let seen = frame::seen(tx, caller, locale, at, looker)?;
    let add = format!("{}/add", at.address().href());
    let tree = Tree { locale, blocks: &standing.blocks, at: Some(at), here: None };
    let blocks = Card::new(t(locale, "page-blocks"))
        .aside(Button::go(t(locale, "block-add"), add.clone()).small().icon(Icon::Plus))
        .body(html! {
            @if standing.blocks.is_empty() { p.quiet { (t(locale, "console-page-empty")) } }
            (tree)
        });
    let name = standing.name(locale);
    let content = html! {
        (heading(locale, &standing))
        (tabs(locale, at, &standing, Part::Blocks))
        div.page-editor { div.stack { (blocks) } div.stack { (seen) } }
    };
    Ok(ConsolePage {
        title: format!("{name} – {}", standing.portal.name()),
        crumbs: standing.crumbs(locale),
        here: name,
        actions: Some(actions(locale, at, &standing)),
        content,
    })
}

/// The ways on that a page has wherever it is edited.
pub(super) fn actions(locale: Locale, at: &At, standing: &Standing) -> Markup {
    let Some(page) = &standing.page else { return html! {} };
    let hidden = page.doc.pointer("/visibility/is_hidden").and_then(Value::as_bool) == Some(true);
    let here = at.address().href();
    let (icon, key, value) = match hidden {
        true => (Icon::Eye, "page-show", "no"),
        false => (Icon::EyeOff, "page-hide", "yes"),
    };
    html! {
        (Button::go(t(locale, "page-remove"), format!("{here}/remove")).quiet())
        (Button::go(t(locale, "page-copy"), format!("{}/new-page?from={}", super::address(&at.portal).href(), page.id)).icon(Icon::Copy))
        (Form::post(format!("{here}/hide")).inline().hidden("hidden", value).buttons(Button::submit(t(locale, key)).icon(icon).render()).render())
    }
}
