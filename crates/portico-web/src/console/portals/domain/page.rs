//! The page about a portal's domain.

use maud::{Markup, Render, html};
use portico_core::domains::{self, Domain, Role, Stage};
use portico_core::portals::Portal;
use portico_core::{Caller, Core, Refusal, pages};
use portico_db::Tx;
use portico_kit::{Instant, Locale};

use super::super::super::words::{moment, when};
use super::super::frame::{Part, audience, state_tag, tabs};
use super::steps::{Ours, standing_line, steps};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::summary_list::SummaryList;
use crate::design::components::tag::Tag;
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};

/// What the page tells.
pub(super) struct Seen {
    portal: Portal,
    domains: Vec<Domain>,
    ours: Ours,
    built_in: Option<String>,
    base_url: String,
    now: Instant,
}

impl Seen {
    pub(super) fn read(
        tx: &mut Tx<'_>,
        caller: &Caller,
        core: &Core,
        portal: Portal,
    ) -> Result<Self, Refusal> {
        let base_url = core.options().base_url.clone();
        Ok(Self {
            domains: domains::of_portal(tx, &portal.id)?,
            ours: Ours {
                target: domains::target(core),
                authorities: core.options().domains.authorities.clone(),
            },
            built_in: domains::built_in(&base_url, &portal.id),
            base_url,
            now: caller.now,
            portal,
        })
    }

    fn own(&self) -> Option<&Domain> {
        self.domains.iter().find(|domain| domain.role == Role::Custom)
    }

    fn former(&self) -> impl Iterator<Item = &Domain> {
        self.domains.iter().filter(|domain| domain.role == Role::Former)
    }
}

/// What stands in the field.
#[derive(Clone, Default)]
pub(super) struct Draft {
    domain: String,
    fault: Option<Fault>,
}

impl Draft {
    pub(super) fn of(seen: &Seen) -> Self {
        let domain = seen.own().map(|domain| domain.host.clone()).unwrap_or_default();
        Self { domain, fault: None }
    }

    /// What was typed, with what stands in the way of it.
    pub(super) fn refused(locale: Locale, host: &str, refusal: &Refusal) -> Self {
        let args = [("domain", host.to_owned().into())];
        let message = match refusal {
            Refusal::Conflict { .. } => t_args(locale, "console-domain-taken", &args),
            _ => t(locale, "domain-wrong"),
        };
        Self { domain: host.to_owned(), fault: Some(Fault::new("domain", message)) }
    }
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    locale: Locale,
    seen: &Seen,
    draft: &Draft,
) -> Result<ConsolePage, Refusal> {
    let portal = &seen.portal;
    let count = pages::list(tx, &portal.id)?.len();
    let faults: Vec<Fault> = draft.fault.iter().cloned().collect();
    let main = html! {
        @if let Some(own) = seen.own() { (trouble(locale, seen, own)) }
        (name_card(locale, seen, draft))
        @if let Some(own) = seen.own().filter(|own| own.needs_proof) { (steps_card(locale, seen, own)) }
        @if seen.former().next().is_some() { (former_card(locale, seen)) }
    };
    let content = html! {
        (error_summary(locale, &faults))
        (Heading::new(portal.name()).line(audience(locale, portal)).aside(state_tag(locale, portal)))
        (tabs(locale, portal, count, Part::Domain))
        (wide_narrow(main, side(locale, seen)))
    };
    let name = format!("{} · {}", t(locale, "domain-tab"), portal.name());
    let title = match faults.as_slice() {
        [] => name,
        _ => t_args(locale, "error-title-prefix", &[("title", name.into())]).into_owned(),
    };
    let home = super::super::address(&portal.id).href();
    let crumbs = vec![
        (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
        (portal.name().to_owned(), home),
    ];
    Ok(ConsolePage {
        title,
        crumbs,
        here: t(locale, "domain-tab").into_owned(),
        content,
        ..ConsolePage::default()
    })
}

/// What is wrong with a domain that people use.
fn trouble(locale: Locale, seen: &Seen, own: &Domain) -> Markup {
    let Some(since) = own.trouble_at else { return html! {} };
    let args = [("domain", own.host.clone().into()), ("when", when(locale, since, seen.now).into())];
    Note::new(Tone::Bad)
        .title(t_args(locale, "domain-trouble", &args))
        .text(html! { p { (t(locale, "domain-trouble-line")) } })
        .render()
}

fn name_card(locale: Locale, seen: &Seen, draft: &Draft) -> Card {
    let own = seen.own();
    let field = Field::text("domain", t(locale, "domain-name"))
        .value(&draft.domain)
        .hint(t(locale, "domain-name-hint"))
        .error(draft.fault.as_ref().map(|fault| fault.message.as_str()))
        .limit(253);
    let save = Button::submit(t(locale, "domain-save"));
    let save = if own.is_none() { save.primary() } else { save };
    let form = Form::post(super::address(&seen.portal.id).href()).fields(field).buttons(save);
    let card = Card::new(t(locale, "domain-own")).intro(t(locale, "domain-own-line")).body(html! {
        (form)
        @if own.is_some_and(|own| !own.needs_proof) { p.small.quiet { (t(locale, "domain-needs-nothing")) } }
    });
    match own {
        Some(own) => card.aside(standing(locale, own)),
        None => card,
    }
}

fn standing(locale: Locale, domain: &Domain) -> Tag {
    let (tone, _) = standing_line(locale, domain);
    let key = match (domain.stage(), domain.trouble_at) {
        (Stage::Active, None) => "domain-active",
        (Stage::Active, Some(_)) => "domain-active-trouble",
        _ => "domain-waiting",
    };
    Tag::new(tone, t(locale, key))
}

fn steps_card(locale: Locale, seen: &Seen, own: &Domain) -> Card {
    let checked = match own.checked_at {
        Some(at) => t_args(locale, "domain-checked", &[("when", moment(locale, at).into())]).into_owned(),
        None => t(locale, "domain-never-checked").into_owned(),
    };
    let next =
        own.next_check_at.map(|at| t_args(locale, "domain-next", &[("when", moment(locale, at).into())]));
    let check = Button::submit(t(locale, "domain-check"));
    let check = if own.active_at.is_none() { check.primary() } else { check };
    let form =
        Form::post(format!("{}/check", super::address(&seen.portal.id).href())).inline().buttons(check);
    let (title, line) = match own.active_at {
        Some(_) => ("domain-kept", "domain-kept-line"),
        None => ("domain-steps", "domain-steps-line"),
    };
    Card::new(t_args(locale, title, &[("domain", own.host.clone().into())]))
        .id("steps")
        .intro(t(locale, line))
        .body(steps(locale, own, &seen.ours))
        .foot(html! {
            div.domain-check {
                p.small { (checked) @if let Some(next) = next { " " (next) } }
                (form)
            }
        })
}

fn former_card(locale: Locale, seen: &Seen) -> Card {
    let shown = seen.portal.hosts.first();
    let list = seen.former().fold(SummaryList::new(), |list, domain| match shown == Some(&domain.host) {
        true => list.row(&domain.host, t(locale, "domain-former-stands-in")),
        false => {
            let href = super::address(&seen.portal.id)
                .onto(format!("{}/former", super::address(&seen.portal.id).href()));
            list.row_with(
                &domain.host,
                t_args(
                    locale,
                    "domain-former-leads",
                    &[("domain", shown.cloned().unwrap_or_default().into())],
                ),
                t(locale, "domain-let-go-press"),
                href.and("host", &domain.host).href(),
            )
        }
    });
    Card::new(t(locale, "domain-former")).intro(t(locale, "domain-former-line")).body(list)
}

fn side(locale: Locale, seen: &Seen) -> Markup {
    let link = |host: &str| {
        let url = portico_core::portals::address(&seen.base_url, host);
        Link::to(host, url).new_window(locale)
    };
    let hosts = &seen.portal.hosts;
    let card = Card::new(t(locale, "domain-reached")).body(html! {
        @for host in hosts { p { (link(host)) } }
        @if let Some(host) = &seen.built_in {
            p.small.quiet { (t(locale, if hosts.is_empty() { "domain-built-in-only" } else { "domain-built-in" })) }
            p.small.wrap-anywhere { (link(host)) }
        }
    });
    let about = Card::new(t(locale, "domain-know"))
        .body(html! { @for key in ["domain-know-letters", "domain-know-hosts", "domain-know-tls"] { p.small { (t(locale, key)) } } });
    html! { (card) (about) }
}
