//! The list of colleagues, oneself among them.

use axum::response::Response;
use maud::{Markup, Render, html};
use portico_core::partners::{self, Colleague, Stands};
use portico_kit::Locale;

use super::super::refused;
use super::super::visit::Visit;
use super::{address_of, day, page, read, tag};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::note::Note;
use crate::design::components::row_list::{Row, RowList};
use crate::design::icons::Icon;
use crate::design::words::{has, t, t_args};

/// The page.
pub(super) async fn show(visit: Visit) -> Response {
    match read(&visit, partners::colleagues_of).await {
        Ok(colleagues) => {
            let done = visit.asked.query.text("done").unwrap_or_default().to_owned();
            page(&visit, "colleagues-title", "colleagues-line", |l| content(l, &colleagues, &done)).await
        }
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

fn content(l: Locale, colleagues: &[Colleague], done: &str) -> Markup {
    let key = format!("colleagues-done-{done}");
    let is_known = !done.is_empty() && done.chars().all(|c| c.is_ascii_lowercase() || c == '-') && has(&key);
    let alone = colleagues.iter().all(|colleague| colleague.is_self);
    let invite = Button::go(t(l, "colleagues-invite"), "/colleagues/invite").primary();
    let rows = colleagues.iter().fold(RowList::new(), |list, one| list.row(row(l, one)));
    html! {
        div.narrow-page { div.stack {
            @if is_known { (Note::new(Tone::Good).title(t(l, &key)).result()) }
            @if alone {
                (EmptyState::new(t(l, "colleagues-none")).text(t(l, "colleagues-none-line")).actions(invite.render()))
            } @else {
                div.buttons { (invite) }
                section.card.flush { (rows) }
            }
        } }
    }
}

fn row(l: Locale, colleague: &Colleague) -> Row {
    let row = match colleague.is_self {
        true => Row::plain(colleague.title.as_str()),
        false => Row::new(colleague.title.as_str(), address_of(&colleague.contact)),
    };
    let mut facts = vec![colleague.email.clone()];
    if colleague.is_self {
        facts.push(t(l, "colleagues-you").into_owned());
    }
    if let Stands::Invited(Some(until)) = colleague.stands {
        facts.push(t_args(l, "colleagues-until", &[("date", day(l, until).into())]).into_owned());
    }
    facts.retain(|fact| !fact.is_empty());
    row.icon(Icon::CircleUser, Tone::Brand).facts(facts.join(" · ")).status(tag(l, colleague))
}
