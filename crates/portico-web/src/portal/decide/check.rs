//! The page before an offer is answered: what it holds, what it costs, what the answer means.

use maud::{Markup, html};
use portico_core::Refusal;
use portico_core::orders::Decision;
use portico_core::schemas::Schema;
use serde_json::Value;

use super::{ACCEPT, DECLINE, path};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::components::timeline::{Step, Timeline};
use crate::design::words::{t, t_args};
use crate::portal::scene::Record;
use crate::portal::task::Task;
use crate::portal::values::{Room, lines, text};
use crate::portal::{look, texts};

/// What an order is known by on these pages, in this order.
const FACTS: [&str; 5] = ["order_name", "order_number", "order_date", "valid_until", "delivery_address"];

/// The page that asks once more.
pub fn page(task: &Task, order: &Record, decision: Decision) -> Result<Markup, Refusal> {
    let l = task.locale;
    let schema = task.setup.catalogue.find("order").ok_or(Refusal::NotFound)?;
    let back = task.back("order", order.seen.id.as_str());
    let (key, word) = match decision {
        Decision::Accept => ("accept", ACCEPT),
        Decision::Decline => ("decline", DECLINE),
    };
    let title = t(l, &format!("order-{key}-question"));
    let button = Button::submit(t(l, &format!("order-{key}-do")));
    let button = if decision == Decision::Accept { button.primary() } else { button.destructive() };
    let form = Form::post(path(order.seen.id.as_str()))
        .hidden("answer", word)
        .hidden("back", back.as_str())
        .buttons(html! { (button) (Link::to(t(l, "cancel"), back.as_str()).strong()) });
    let content = html! {
        (Heading::new(title.as_ref()).line(order.title().unwrap_or_default()))
        div.stack.narrow-page {
            (card(task, schema, order))
            @if decision == Decision::Accept { (terms(task)) }
            (Card::new(t(l, "order-then")).body(then(task, key)))
            (form)
        }
    };
    Ok(task.page(&title, (&t(l, "order-back"), &back), content))
}

/// What the order is and what it costs.
pub fn card(task: &Task, schema: &Schema, order: &Record) -> Markup {
    let l = task.locale;
    let facts = FACTS.iter().filter_map(|name| {
        let attribute = schema.attribute(name)?;
        Some((attribute.label(l), text(l, attribute, &order.doc, Room::Sentence)?))
    });
    let list = facts.fold(SummaryList::new(), |list, (label, value)| list.row(label, value));
    let sums = lines::sums(l, schema, &order.doc);
    let card = Card::new(schema.name(l)).body(list);
    if sums.is_empty() {
        html! { (card) }
    } else {
        html! { (card.foot(lines::totals(&sums))) }
    }
}

/// What the organisation wants to have said before an offer is accepted: a setting of the block that asks.
fn terms(task: &Task) -> Markup {
    let block = task.query().text("block").unwrap_or_default();
    let blocks = task.setup.pages.iter().flat_map(|page| page.blocks());
    let block = blocks.into_iter().find(|known| known.id == block && known.kind == "order_summary");
    let said = block
        .map(|block| texts::for_anybody(block.content().get("terms").unwrap_or(&Value::Null), task.locale));
    let said = said.filter(|said| !said.trim().is_empty());
    html! { @if let Some(said) = said { (crate::portal::blocks::text::show(&said, None)) } }
}

fn then(task: &Task, key: &str) -> Markup {
    let us = look::brand_of(&task.setup).name;
    let said = |step: &str| {
        t_args(task.locale, &format!("order-{key}-{step}"), &[("us", us.as_str().into())]).into_owned()
    };
    let steps = Timeline::new(task.locale).step_with(Step::Now, said("now"), said("now-more")).step_with(
        Step::Coming,
        said("next"),
        said("next-more"),
    );
    html! { (steps) }
}
