//! All portals at a glance, what needs a person, and what happened lately.

use maud::{Markup, Render, html};
use portico_core::domains::{self, Domain};
use portico_core::portals::{self, Portal};
use portico_core::users::{self, UserStanding};
use portico_core::{Caller, Refusal, activity, designs, pages};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use super::super::activity::feed;
use super::super::designs::{name_of as design_name, tile};
use super::super::pages::unknown_on;
use super::domain::standing_line;
use super::frame::{audience, link_of, state_tag};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::heading::Heading;
use crate::design::components::icon_list::IconList;
use crate::design::components::link::Link;
use crate::design::components::overview_row::OverviewRow;
use crate::design::components::row_list::{Row, RowList};
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::layout::{ConsolePage, columns};
use crate::design::words::{t, t_args};

/// How much of the history stands here.
const LATELY: i64 = 6;

/// A portal with what its row says about it.
struct Seen {
    portal: Portal,
    all: i64,
    active: i64,
    pages: usize,
    unknown: Vec<String>,
    design: Option<Value>,
    domain: Option<Domain>,
}

impl Seen {
    fn read(tx: &mut Tx<'_>, portal: Portal) -> Result<Self, Refusal> {
        let (all, active) = users::count(tx, &portal.id)?;
        let pages = pages::list(tx, &portal.id)?;
        let design = match portal.design_id() {
            Some(id) => designs::find(tx, &id)?,
            None => None,
        };
        let domain = domains::wanted(tx, &portal.id)?;
        Ok(Self { domain, all, active, pages: pages.len(), unknown: unknown_on(&pages), design, portal })
    }

    fn address(&self) -> String {
        super::address(&self.portal.id).href()
    }
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    base_url: &str,
) -> Result<ConsolePage, Refusal> {
    let mut seen = Vec::new();
    for portal in portals::list(tx)? {
        seen.push(Seen::read(tx, portal)?);
    }
    let waiting = users::count_standing(tx, caller, UserStanding::Waiting)?;
    let entries = activity::feed(tx, caller, activity::Topic::All, None, LATELY)?.entries;
    let lately = feed(tx, caller, locale, &entries)?;
    let live = seen.iter().filter(|seen| seen.portal.enabled).count();
    let line = t_args(locale, "console-portals-line", &[("live", live.into()), ("all", seen.len().into())]);
    let title = t(locale, "console-portals").into_owned();
    let content = html! {
        (Heading::new(title.clone()).line(line))
        @if seen.is_empty() {
            (EmptyState::new(t(locale, "console-portals-none")).text(t(locale, "console-portals-none-line")))
        }
        div.stack.overview {
            @for seen in &seen { (row(locale, base_url, seen)) }
            (columns(html! { div.needs { (needs(locale, waiting, &seen)) } }, html! { (happened(locale, &entries, lately)) }))
        }
    };
    Ok(ConsolePage { here: title.clone(), title, content, ..ConsolePage::default() })
}

fn row(locale: Locale, base_url: &str, seen: &Seen) -> OverviewRow {
    let link = link_of(&seen.portal, base_url);
    let host = seen.portal.hosts().into_iter().next();
    let pages = t_args(locale, "console-portal-pages", &[("count", seen.pages.into())]);
    let people = t_args(
        locale,
        "console-portal-active",
        &[("count", seen.all.into()), ("active", seen.active.into())],
    );
    let row = OverviewRow::new(seen.portal.name(), seen.address())
        .line(host.unwrap_or_else(|| t(locale, "console-portal-no-domain").into_owned()))
        .line(audience(locale, &seen.portal))
        .state(state_tag(locale, &seen.portal), pages)
        .users(format::integer(locale, seen.all), people, &[])
        .health(health(locale, seen))
        .actions(html! {
            @if let Some(link) = link { (Button::go(t(locale, "console-portal-open"), link).icon_after(Icon::ExternalLink)) }
            (Button::go(t(locale, "console-portal-edit"), seen.address()))
        });
    match &seen.design {
        Some(design) => row.mark(tile(design)),
        None => row,
    }
}

fn health(locale: Locale, seen: &Seen) -> IconList {
    let domain = match &seen.domain {
        Some(domain) => standing_line(locale, domain),
        None => (Tone::Warn, t(locale, "console-portal-no-domain").into_owned()),
    };
    let list = IconList::new().check(domain.0, domain.1);
    let list = match &seen.design {
        Some(design) => {
            let name = [("name", design_name(design).to_owned().into())];
            list.check(Tone::Good, t_args(locale, "console-portal-wears", &name))
        }
        None => list.check(Tone::Warn, t(locale, "console-portal-no-design")),
    };
    match seen.unknown.len() {
        0 => list.check(Tone::Good, t(locale, "console-blocks-known")),
        count => list.check(Tone::Warn, t_args(locale, "console-blocks-unknown", &[("count", count.into())])),
    }
}

/// What waits for a person, the most urgent first, each with one way on.
fn needs(locale: Locale, waiting: i64, seen: &[Seen]) -> Card {
    let mut rows = Vec::new();
    if waiting > 0 {
        let title = t_args(locale, "console-needs-match", &[("count", waiting.into())]);
        rows.push(need(
            Icon::UserSearch,
            Tone::Warn,
            &title,
            &t(locale, "console-needs-match-line"),
            html! {
                (Button::go(t(locale, "console-needs-match-press"), "/admin/users?standing=waiting").small())
            },
        ));
    }
    for seen in seen.iter().filter(|seen| !seen.portal.enabled) {
        let title = t_args(locale, "console-needs-on", &[("portal", seen.portal.name().to_owned().into())]);
        rows.push(need(Icon::CircleMinus, Tone::Bad, &title, &t(locale, "console-portal-stopped-line"), html! {
            (Button::go(t(locale, "console-portal-on-press"), format!("{}/state", seen.address())).small())
        }));
    }
    for seen in seen {
        let Some(domain) = seen.domain.as_ref().filter(|domain| domain.trouble_at.is_some()) else {
            continue;
        };
        let args = [("portal", seen.portal.name().to_owned().into()), ("domain", domain.host.clone().into())];
        let title = t_args(locale, "console-needs-domain", &args);
        rows.push(need(Icon::Globe, Tone::Bad, &title, &t(locale, "console-needs-domain-line"), html! {
            (Button::go(t(locale, "console-needs-domain-press"), format!("{}/domain", seen.address())).small())
        }));
    }
    for seen in seen.iter().filter(|seen| !seen.unknown.is_empty()) {
        let name = seen.portal.name().to_owned();
        let args = [("portal", name.into()), ("blocks", seen.unknown.join(", ").into())];
        let title = t_args(locale, "console-needs-blocks", &args);
        rows.push(need(Icon::CircleQuestionMark, Tone::Info, &title, &t(locale, "console-unknown-line"), html! {
            (Button::go(t(locale, "console-needs-blocks-press"), format!("{}/pages", seen.address())).small())
        }));
    }
    let count = t_args(locale, "console-needs-count", &[("count", rows.len().into())]);
    let card = Card::new(t(locale, "console-needs")).flush();
    match rows.is_empty() {
        true => card.body(html! { p.card-pad.quiet { (t(locale, "console-needs-nothing")) } }),
        false => card
            .aside(html! { span.small { (count) } })
            .body(rows.into_iter().fold(RowList::new(), RowList::row)),
    }
}

fn need(icon: Icon, tone: Tone, title: &str, line: &str, press: Markup) -> Row {
    Row::plain(title).icon(icon, tone).more(html! { span.small { (line) } }).actions(press)
}

fn happened(locale: Locale, entries: &[Value], lately: Markup) -> Card {
    let card = Card::new(t(locale, "console-lately")).flush();
    match entries.is_empty() {
        true => card.body(html! { p.card-pad.quiet { (t(locale, "console-activity-none")) } }),
        false => {
            card.aside(Link::to(t(locale, "console-activity-all"), "/admin/activity").render()).body(lately)
        }
    }
}
