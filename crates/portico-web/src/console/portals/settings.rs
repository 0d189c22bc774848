//! The main settings of a portal: name, domain, design, and which kinds of records it shows.

use maud::{Markup, Render, html};
use portico_core::pages::UpsertMode;
use portico_core::portals::{self, Portal};
use portico_core::{Caller, Core, Refusal, designs, pages, roles, users};
use portico_db::Tx;
use portico_kit::{Locale, PortalId};
use serde_json::{Value, json};

use super::super::answers::Answers;
use super::super::designs::name_of as design_name;
use super::super::pages::{unknown_note, unknown_on};
use super::frame::{Part, audience, link_of, state_tag, tabs};
use crate::design::assets::content_hash;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::select::Select;
use crate::design::components::summary_list::SummaryList;
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};

/// What stands in the form: the stored settings, or what was typed since.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    name: String,
    design: String,
    schemas: Vec<String>,
    seen: String,
    faults: Vec<Fault>,
}

impl Draft {
    /// The stored settings; a portal that does not name its schemas shows the standard ones.
    pub(super) fn of(tx: &mut Tx<'_>, core: &Core, portal: &Portal) -> Result<Self, Refusal> {
        let schemas = match portal.allowed_schemas() {
            Some(named) => named,
            None => core.setup(tx, &portal.id)?.policy.allowed_schemas().map(str::to_owned).collect(),
        };
        Ok(Self {
            name: portal.name().to_owned(),
            design: portal.design_id().map(|id| id.to_string()).unwrap_or_default(),
            schemas,
            seen: digest(portal),
            faults: Vec::new(),
        })
    }

    /// The answers of the form.
    pub(super) fn of_answers(answers: &Answers) -> Self {
        let text = |name: &str| answers.text(name).to_owned();
        Self {
            name: text("name"),
            design: text("design"),
            schemas: answers.all("schema").into_iter().map(str::to_owned).collect(),
            seen: text("seen"),
            faults: Vec::new(),
        }
    }

    /// Stores the answers, unless somebody stored others meanwhile.
    pub(super) fn save(&self, tx: &mut Tx<'_>, caller: &Caller, id: &PortalId) -> Result<(), Refusal> {
        let stored = super::find(tx, id)?;
        if self.name.is_empty() {
            return Err(Refusal::invalid("name", ""));
        }
        if self.seen != digest(&stored) {
            return Err(Refusal::Conflict { message: digest(&stored), reason: Some("STALE") });
        }
        let text = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
        let config = json!({
            "name": self.name, "design_id": text(&self.design),
            "allowed_portal_entities": self.schemas,
        });
        portals::put(tx, id, config, UpsertMode::Id, caller.now, &caller.random)?;
        Ok(())
    }

    /// The same answers with what stands in the way of storing them.
    pub(super) fn refused(mut self, locale: Locale, refusal: &Refusal) -> Self {
        let fault = match refusal {
            Refusal::Invalid { field: Some(field), .. } if field == "name" => {
                Fault::new("name", t(locale, "console-name-missing"))
            }
            Refusal::Conflict { message, reason: Some("STALE") } => {
                // The next press stores what stands here: it was told that there is something newer.
                self.seen.clone_from(message);
                Fault::new("name", t(locale, "console-portal-changed-meanwhile"))
            }
            Refusal::Invalid { field, message } => {
                Fault::new(field.as_deref().unwrap_or("name"), message.clone())
            }
            _ => return self,
        };
        self.faults.push(fault);
        self
    }

    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }
}

/// Changes with every setting of the form.
fn digest(portal: &Portal) -> String {
    let of = ["name", "design_id", "allowed_portal_entities"].map(|key| portal.doc.get(key));
    content_hash(format!("{of:?}").as_bytes())
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    core: &Core,
    portal: &Portal,
    draft: &Draft,
) -> Result<ConsolePage, Refusal> {
    let pages = pages::list(tx, &portal.id)?;
    let link = link_of(portal, &core.options().base_url);
    let fields = form(tx, caller, locale, portal, draft)?;
    let side = glance(tx, locale, portal, link.as_deref())?;
    let content = html! {
        (error_summary(locale, &draft.faults))
        (Heading::new(portal.name()).line(audience(locale, portal)).aside(state_tag(locale, portal)))
        (tabs(locale, portal, pages.len(), Part::Settings))
        (wide_narrow(html! { (unknown_note(locale, &unknown_on(&pages))) (fields) }, side))
    };
    let title = match draft.faults.as_slice() {
        [] => portal.name().to_owned(),
        _ => t_args(locale, "error-title-prefix", &[("title", portal.name().to_owned().into())]).into_owned(),
    };
    let actions = html! { (Button::submit(t(locale, "console-portal-save")).form("portal").primary()) };
    Ok(ConsolePage {
        title,
        crumbs: vec![(t(locale, "console-portals").into_owned(), "/admin".to_owned())],
        here: portal.name().to_owned(),
        actions: Some(actions),
        content,
    })
}

fn form(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    portal: &Portal,
    draft: &Draft,
) -> Result<Markup, Refusal> {
    let none = Select::new("design", t(locale, "console-design"))
        .hint(t(locale, "console-portal-design-hint"))
        .option("", t(locale, "console-portal-no-design"), draft.design.is_empty().into());
    let designs = designs::list(tx)?.iter().fold(none, |select, design| {
        let id = design.get("id").and_then(Value::as_str).unwrap_or_default();
        select.option(id, design_name(design), (id == draft.design).into())
    });
    let fields = html! {
        (Field::text("name", t(locale, "console-portal-name")).value(&draft.name).error(draft.fault("name")).limit(120))
        (designs)
        (schemas(locale, caller, draft))
    };
    let form =
        Form::post(super::address(&portal.id).href()).id("portal").guarded().hidden("seen", &draft.seen);
    Ok(Card::new(t(locale, "console-portal-settings")).body(form.fields(fields)).render())
}

fn schemas(locale: Locale, caller: &Caller, draft: &Draft) -> Markup {
    html! {
        fieldset.field id="schema" {
            legend { (t(locale, "console-portal-schemas")) }
            p.hint { (t(locale, "console-portal-schemas-hint")) }
            div.check-grid {
                @for kind in caller.catalogue.all() {
                    @let ticked = draft.schemas.iter().any(|own| *own == kind.slug);
                    (Checkbox::new("schema", html! { (kind.plural(locale)) " " code.quiet { (kind.slug) } })
                        .value(&kind.slug).ticked(ticked))
                }
            }
        }
    }
}

fn glance(tx: &mut Tx<'_>, locale: Locale, portal: &Portal, link: Option<&str>) -> Result<Markup, Refusal> {
    let address = super::address(&portal.id).href();
    let (all, active) = users::count(tx, &portal.id)?;
    let role = roles::role_of_portal(tx.tenant().as_str(), portal);
    let people = t_args(locale, "console-portal-people", &[("all", all.into()), ("active", active.into())]);
    let list = format!("/admin/users?portal={}", portal.id);
    let key = if portal.enabled { "console-portal-off-press" } else { "console-portal-on-press" };
    let facts = SummaryList::new()
        .narrow()
        .row(t(locale, "console-portal-address"), html! {
            (address_line(locale, link)) br;
            (Link::to(t(locale, "console-portal-domain"), super::domain::address(&portal.id).href()))
        })
        .row(t(locale, "console-portal-users"), html! { (Link::to(people, list)) })
        .row(
            t(locale, "console-role-of-portal"),
            html! { (Link::to(t(locale, "console-portal-grants"), format!("/admin/permissions/{role}"))) br; code.small { (role) } },
        )
        .row(t(locale, "console-portal-id"), html! { code { (portal.id) } });
    let state = Card::new(t(locale, "console-portal-state"))
        .aside(state_tag(locale, portal))
        .body(html! {
            p.small { (t(locale, if portal.enabled { "console-portal-live-line" } else { "console-portal-stopped-line" })) }
            p.spaced { (Button::go(t(locale, key), format!("{address}/state")).small()) }
        });
    Ok(html! { (Card::new(t(locale, "console-glance")).body(facts)) (state) })
}

fn address_line(locale: Locale, link: Option<&str>) -> Markup {
    match link {
        Some(link) => Link::to(link.trim_end_matches('/'), link).new_window(locale).render(),
        None => html! { span.quiet { (t(locale, "console-portal-no-domain")) } },
    }
}
