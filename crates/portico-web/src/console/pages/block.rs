//! One block: its settings in a form made from their description, where it stands, and when it is seen.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, Render, html};
use portico_core::pages::arrange::{self, Arrangement};
use portico_core::pages::{self, Block};
use portico_core::schemas::edit::Way;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{Locale, PortalId};
use serde_json::{Value, json};

use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::typed::{Form, Offers, Trouble, Typed, asked, bare_form, clash, put};
use super::at::{At, Standing};
use super::tree::{Tree, icon_of, name_of, said};
use super::{frame, picture};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::error_summary;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::select::Select;
use crate::design::layout::ConsolePage;
use crate::design::words::t;
use crate::portal::blocks::settings::{Holds, IN_COLUMNS, Kind, Setting, VISIBILITY, block_type, setting};

/// A block in an address.
type Where = Path<(PortalId, String, String)>;

/// The settings of a type that portals do not know: whatever it holds, as JSON.
const UNKNOWN: &[Setting] = &[setting("content", Kind::Json), setting("design", Kind::Json)];

/// The settings of a block's own, without when it is seen.
fn settings_of(standing: &Standing, block: &Block) -> Vec<&'static [Setting]> {
    let own = block_type(&block.kind).map_or(UNKNOWN, |kind| kind.settings);
    let parent = block.parent.as_ref().and_then(|id| standing.blocks.iter().find(|other| other.id == *id));
    let in_columns = parent.is_some_and(|parent| {
        parent.doc.pointer("/props/design/layout/type").and_then(Value::as_str) == Some("main_side")
    });
    if in_columns { vec![own, IN_COLUMNS] } else { vec![own] }
}

pub(super) fn props_of(block: &Block) -> Value {
    block.doc.get("props").filter(|props| props.is_object()).cloned().unwrap_or_else(|| json!({}))
}

fn found<'a>(standing: &'a Standing, id: &str) -> Result<&'a Block, Refusal> {
    standing.blocks.iter().find(|block| block.id == id).ok_or(Refusal::NotFound)
}

pub(super) async fn show(desk: Desk, Path((portal, page, id)): Where) -> Response {
    let (locale, at) = (desk.locale, At { portal, page });
    desk.show(Place::Portals, move |tx, caller| form_page(tx, caller, locale, &at, &id, None, None)).await
}

pub(super) async fn save(desk: Desk, Path((portal, page, id)): Where, answers: Answers) -> Response {
    let (locale, at) = (desk.locale, At { portal, page });
    let (status, trouble) = match asked(&answers) {
        Some(_) => (StatusCode::OK, None),
        None => {
            let (sent, own, block) = (answers.clone(), at.clone(), id.clone());
            let saved = desk.change(move |tx, caller| store(tx, caller, locale, &own, &block, &sent)).await;
            match saved.map_err(Trouble::of) {
                Ok(()) => return desk.go_to_part(at.address(), "block-saved", &format!("block-{id}")),
                Err(Err(refusal)) => return desk.refuse(refusal).await,
                Err(Ok(trouble)) => (StatusCode::UNPROCESSABLE_ENTITY, Some(trouble)),
            }
        }
    };
    let page = move |tx: &mut Tx<'_>, caller: &Caller| {
        form_page(tx, caller, locale, &at, &id, Some(&answers), trouble.as_ref())
    };
    desk.show_as(status, Place::Portals, page).await
}

fn store(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    at: &At,
    id: &str,
    answers: &Answers,
) -> Result<(), Refusal> {
    let standing = at.read(tx)?;
    let block = found(&standing, id)?;
    let stored = props_of(block);
    let mut settings = settings_of(&standing, block);
    settings.push(VISIBILITY);
    let typed = Typed::of_answers(locale, &settings, &stored, answers);
    typed.check(&stored)?;
    let parent = Some(answers.text("parent")).filter(|parent| !parent.is_empty());
    let moves = answers.raw("parent").is_some() && parent != block.parent.as_deref();
    let ground = at.ground(tx)?;
    arrange::arrange(tx, &ground, caller.now, &caller.random, |all| {
        all.set(id, typed.doc.clone())?;
        if moves { all.place(id, parent) } else { Ok(()) }
    })
}

/// Moves, copies or hides a block with one press in the tree.
pub(super) async fn step(desk: Desk, Path((portal, page, id)): Where, answers: Answers) -> Response {
    let at = At { portal, page };
    let (own, block, step) = (at.clone(), id, answers.text("step").to_owned());
    let done = format!("block-{step}");
    let stepped = desk.change(move |tx, caller| {
        let ground = own.ground(tx)?;
        arrange::arrange(tx, &ground, caller.now, &caller.random, |all| take_step(all, &block, &step))
    });
    match stepped.await {
        Ok(id) => desk.go_to_part(at.address(), &done, &format!("block-{id}")),
        Err(refusal) => desk.refuse(refusal).await,
    }
}

fn take_step(all: &mut Arrangement, id: &str, step: &str) -> Result<String, Refusal> {
    match step {
        "up" => all.move_block(id, Way::Up)?,
        "down" => all.move_block(id, Way::Down)?,
        "copy" => return all.copy(id),
        "hide" | "show" => {
            let mut props = props_of(&all.find(id)?);
            put(&mut props, "visibility.is_hidden", (step == "hide").into());
            all.set(id, props)?;
        }
        _ => return Err(Refusal::invalid("step", "step must be up, down, copy, hide or show.")),
    }
    Ok(id.to_owned())
}

pub(super) fn form_page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    at: &At,
    id: &str,
    answers: Option<&Answers>,
    trouble: Option<&Trouble>,
) -> Result<ConsolePage, Refusal> {
    let standing = at.read(tx)?;
    let block = found(&standing, id)?;
    let stored = props_of(block);
    let own = settings_of(&standing, block);
    let all: Vec<&[Setting]> = own.iter().copied().chain([VISIBILITY]).collect();
    let typed = match answers {
        Some(answers) => Typed::of_answers(locale, &all, &stored, answers).with(&stored, trouble),
        None => Typed::of(&stored).with(&stored, trouble),
    };
    let offers = Offers::read(tx, caller, locale)?.pages(&pages::list(tx, &at.portal)?);
    let family = block.kind.replace('_', "-");
    let (faults, here) = (&typed.faults, at.block(id));
    let body = html! {
        (unknown(locale, block))
        @for (number, part) in own.iter().enumerate() {
            // The second part is the same for all blocks: the column in which one stands.
            @let family = if number == 0 { family.as_str() } else { "block" };
            (Form { locale, family, offers: &offers, faults }.fields(part, &typed.doc))
        }
        (parents(locale, &standing, block, answers))
        h2.setting-part { (t(locale, "block-visibility")) }
        (Form { locale, family: "visibility", offers: &offers, faults }.fields(VISIBILITY, &typed.doc))
    };
    let form = bare_form(&typed, "block", here.clone(), body).buttons(html! {
        (Button::submit(t(locale, "block-save")).primary())
        (Button::submit(t(locale, "block-again")).value("then", "again"))
        (Link::to(t(locale, "cancel"), at.address().href()).strong())
    });
    let name = name_of(locale, &block.kind);
    let tree = Tree { locale, blocks: &standing.blocks, at: Some(at), here: Some(id) };
    let content = html! {
        (error_summary(locale, faults))
        @if typed.is_stale { (clash(locale, &family, &all, (&stored, &typed.doc), &here)) }
        (Heading::new(name.clone()).icon(icon_of(&block.kind)).line(html! { (said(locale, block).unwrap_or_default()) }))
        div.page-editor {
            div.stack {
                (Card::bare().body(form))
                @if let Some(card) = picture::card(locale, at, block, faults) { (card) }
            }
            div.stack { (frame::seen(tx, caller, locale, at, None)?) (Card::new(t(locale, "page-blocks")).body(tree)) }
        }
    };
    let mut crumbs = standing.crumbs(locale);
    crumbs.push((standing.name(locale), at.address().href()));
    Ok(ConsolePage {
        title: super::super::schemas::titled(locale, &name, !faults.is_empty() || typed.is_stale),
        crumbs,
        here: name,
        actions: Some(Button::go(t(locale, "block-remove"), format!("{here}/remove")).quiet().render()),
        content,
    })
}

fn unknown(locale: Locale, block: &Block) -> Markup {
    html! {
        @if block_type(&block.kind).is_none() {
            (Note::new(Tone::Warn).title(t(locale, "console-block-unknown")).text(t(locale, "block-unknown-line")))
        }
    }
}

/// Where the block stands: on the page itself, or in a block that may hold it and does not stand in it.
fn parents(locale: Locale, standing: &Standing, block: &Block, answers: Option<&Answers>) -> Markup {
    let chosen = answers.map_or_else(
        || block.parent.clone().unwrap_or_default(),
        |answers| answers.text("parent").to_owned(),
    );
    let inside = inside(standing, &block.id);
    let may_hold = |other: &&Block| {
        let holds = block_type(&other.kind).map_or(Holds::Nothing, |kind| kind.holds);
        let fits = match holds {
            Holds::Nothing => false,
            Holds::Blocks => block.kind != "tab",
            Holds::Only(kind) => block.kind == kind,
        };
        !inside.contains(&other.id.as_str()) && (fits || block.parent.as_deref() == Some(&other.id))
    };
    let top = Select::new("parent", t(locale, "block-parent")).option(
        "",
        t(locale, "block-parent-page"),
        chosen.is_empty().into(),
    );
    let select = standing.blocks.iter().filter(may_hold).fold(top, |select, other| {
        let label = match said(locale, other) {
            Some(said) => format!("{}: {said}", name_of(locale, &other.kind)),
            None => name_of(locale, &other.kind),
        };
        select.option(&other.id, label, (other.id == chosen).into())
    });
    select.render()
}

/// A block and everything that stands in it.
fn inside<'a>(standing: &'a Standing, id: &'a str) -> Vec<&'a str> {
    let mut all = vec![id];
    let mut next = 0;
    while let Some(parent) = all.get(next).copied() {
        let children = standing.blocks.iter().filter(|child| child.parent.as_deref() == Some(parent));
        all.extend(
            children.map(|child| child.id.as_str()).filter(|id| !all.contains(id)).collect::<Vec<_>>(),
        );
        next += 1;
    }
    all
}
