//! The page: the question at the left, the answer with its layers at the right.

use maud::{Markup, Render, html};
use portico_access::{Explanation, Question};
use portico_core::entities::{self, Seen};
use portico_core::users::{self, UserRow};
use portico_core::{Caller, Core, Refusal, access, portals, roles};
use portico_db::Tx;
use portico_kit::Locale;

use super::super::permissions::Role;
use super::super::portals::name_of;
use super::super::values::{record_address, title_of};
use super::answer::{self, Names};
use super::asked::{ACTIONS, Asked};
use super::flips::{Ways, boxed};
use super::layers::{self, Told};
use super::offers;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::explain_panel::{ExplainPanel, Outcome};
use crate::design::components::field::{Field, hidden};
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::select::Select;
use crate::design::layout::ConsolePage;
use crate::design::words::t;

/// What has been chosen so far.
struct Chosen {
    user: Option<UserRow>,
    record: Option<Seen>,
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    locale: Locale,
    asked: &Asked,
) -> Result<ConsolePage, Refusal> {
    let user = match asked.user() {
        Some(id) => Some(users::find(tx, caller, &id)?),
        None => None,
    };
    let question = asked.question();
    let record = match question.as_ref().and_then(|question| question.record.as_ref()) {
        Some(id) => Some(entities::view(tx, caller, &asked.schema, id)?),
        None => None,
    };
    let chosen = Chosen { user, record };
    let answer = match (&chosen.user, &question) {
        (Some(user), Some(question)) => explained(tx, core, caller, locale, asked, user, question, &chosen)?,
        _ => choosing(tx, core, caller, locale, asked, question.as_ref(), &chosen)?,
    };
    let title = t(locale, "console-explain").into_owned();
    let content = html! {
        (Heading::new(t(locale, "console-explain-title")).line(t(locale, "console-explain-line")))
        div.desk-explain { div.stack { (form(caller, locale, asked, &chosen)) } div.stack id="answer" { (answer) } }
    };
    Ok(ConsolePage { here: title.clone(), title, content, ..ConsolePage::default() })
}

/// What is still to be chosen.
fn choosing(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    locale: Locale,
    asked: &Asked,
    question: Option<&Question>,
    chosen: &Chosen,
) -> Result<Markup, Refusal> {
    let (people, found) = (offers::users(tx, caller, asked)?, offers::records(tx, caller, asked)?);
    let near = match question {
        Some(question) if chosen.user.is_none() => {
            offers::readers(tx, core, caller, locale, asked, question)?
        }
        _ => None,
    };
    let nothing = asked.user_q.is_empty() && asked.record_q.is_empty() && near.is_none();
    Ok(html! {
        @if !asked.user_q.is_empty() { (offers::user_card(caller, locale, asked, &people)) }
        @if !asked.record_q.is_empty() { (offers::record_card(caller, locale, asked, &found)) }
        @if let Some(near) = near { (near) }
        @if nothing {
            (EmptyState::new(t(locale, "console-explain-start")).text(t(locale, "console-explain-start-line")))
        }
    })
}

#[expect(clippy::too_many_arguments, reason = "each is a part of one question")]
fn explained(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    locale: Locale,
    asked: &Asked,
    user: &UserRow,
    question: &Question,
    chosen: &Chosen,
) -> Result<Markup, Refusal> {
    let explanation = access::explain_for(tx, core, caller, &user.id, question)?;
    let portal = portals::find(tx, &user.portal_id)?.ok_or(Refusal::NotFound)?;
    let role = Role::find(tx, &roles::role_of_portal(tx.tenant().as_str(), &portal))?;
    let told = Told {
        locale,
        user,
        portal: &name_of(tx, &user.portal_id)?,
        role: &role,
        schema: &question.schema,
        record: question.record.as_ref(),
        titles: layers::titles(tx, caller, &explanation)?,
        grants: role.grants(),
    };
    let names = names(caller, locale, question, user, chosen);
    Ok(panel(locale, asked, question, &explanation, &told, &names))
}

fn names(caller: &Caller, locale: Locale, question: &Question, user: &UserRow, chosen: &Chosen) -> Names {
    let kind = caller
        .catalogue
        .find(&question.schema)
        .map_or_else(|| question.schema.clone(), |kind| kind.name(locale));
    let record = match &chosen.record {
        Some(seen) => format!("{kind} {}", title_of(&seen.to_value())),
        None => kind,
    };
    Names { user: user.title.clone(), record, attribute: question.attribute.clone() }
}

fn panel(
    locale: Locale,
    asked: &Asked,
    question: &Question,
    explanation: &Explanation,
    told: &Told<'_>,
    names: &Names,
) -> Markup {
    let outcome = if explanation.allow { Outcome::Passed } else { Outcome::Refused };
    let panel = ExplainPanel::new(locale, outcome, answer::told(locale, asked, explanation, names));
    let ways = Ways { locale, user: told.user, role: told.role, grants: &told.grants, schema: told.schema };
    let panel = told.add(panel, explanation).flip(boxed(locale, ways.told(&explanation.flip)));
    let link = html! { (t(locale, "console-explain-share")) " " a.link href=(asked.address().href()) { (t(locale, "console-explain-link")) } };
    let intro = answer::question(locale, question, names);
    Card::new(t(locale, "console-answer")).intro(intro).body(panel.foot(link)).render()
}

fn form(caller: &Caller, locale: Locale, asked: &Asked, chosen: &Chosen) -> Markup {
    let actions =
        ACTIONS.into_iter().fold(Select::new("action", t(locale, "console-action")), |select, action| {
            select.option(
                action,
                t(locale, &format!("console-action-{action}")),
                (asked.action == action).into(),
            )
        });
    let body = html! {
        form.form method="get" action="/admin/explain" {
            (user_field(caller, locale, asked, chosen))
            (record_field(caller, locale, asked, chosen))
            (actions)
            (attribute_field(caller, locale, asked))
            (Button::submit(t(locale, "console-explain-press")).primary())
        }
    };
    Card::new(t(locale, "console-question")).body(body).render()
}

fn user_field(caller: &Caller, locale: Locale, asked: &Asked, chosen: &Chosen) -> Markup {
    match &chosen.user {
        Some(user) => html! {
            (hidden("user", &asked.user))
            div.field.chosen {
                p.chosen-label { (t(locale, "console-user")) }
                p { (Link::to(&user.title, super::super::users::address(user.id.as_str()).href()).strong()) " "
                    (layers::status(caller, locale, user)) }
                p.small { (user.email) " · " (Link::to(t(locale, "console-other-user"), asked.address().without("user").href())) }
            }
        },
        None => Field::search("user_q", t(locale, "console-user"))
            .hint(t(locale, "console-user-hint"))
            .value(&asked.user_q)
            .render(),
    }
}

fn record_field(caller: &Caller, locale: Locale, asked: &Asked, chosen: &Chosen) -> Markup {
    if let Some(seen) = &chosen.record {
        let other = asked.address().without("record").without("attribute");
        return html! {
            (hidden("record", &asked.record))
            (hidden("schema", &asked.schema))
            div.field.chosen {
                p.chosen-label { (t(locale, "console-record")) }
                p { (Link::to(title_of(&seen.to_value()), record_address(&seen.schema, seen.id.as_str()).href()).strong()) }
                p.small { code { (seen.schema) } " · " (Link::to(t(locale, "console-other-record"), other.href())) }
            }
        };
    }
    let any = Select::new("schema", t(locale, "console-schema")).option(
        "",
        t(locale, "console-any-schema"),
        asked.schema.is_empty().into(),
    );
    let schemas = caller.catalogue.all().fold(any, |select, kind| {
        select.option(&kind.slug, kind.name(locale), (asked.schema == kind.slug).into())
    });
    html! {
        (schemas)
        @if asked.action != "create" {
            (Field::search("record_q", t(locale, "console-record")).hint(t(locale, "console-record-hint")).value(&asked.record_q))
        }
    }
}

fn attribute_field(caller: &Caller, locale: Locale, asked: &Asked) -> Markup {
    let Some(kind) = caller.catalogue.find(&asked.schema) else { return html! {} };
    let whole = Select::new("attribute", t(locale, "console-attribute"))
        .hint(t(locale, "console-attribute-hint"))
        .option("", t(locale, "console-attribute-whole"), asked.attribute.is_empty().into());
    let select = kind.attributes.iter().fold(whole, |select, attribute| {
        let label = format!("{} ({})", attribute.label(locale), attribute.name);
        select.option(&attribute.name, label, (asked.attribute == attribute.name).into())
    });
    select.render()
}
