//! The contacts that a waiting user's own words lead to: what was entered beside what we know, and a check before mapping.

use maud::{Markup, Render, html};
use portico_core::registration::{Answer, Likely, answers, likely};
use portico_core::schemas::Attribute;
use portico_core::users::UserRow;
use portico_core::{Caller, Core, Refusal, entities, portals};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use super::super::values::{plain, record_address, title_of};
use crate::design::components::Tone;
use crate::design::components::button::{Button, buttons};
use crate::design::components::card::Card;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// What a user entered, and whom it leads to.
pub(super) struct Entered {
    answers: Vec<Answer>,
    likely: Vec<Likely>,
}

impl Entered {
    pub(super) fn read(
        tx: &mut Tx<'_>,
        core: &Core,
        caller: &Caller,
        user: &UserRow,
    ) -> Result<Self, Refusal> {
        let answers = answers(tx, caller, &user.id)?;
        let likely = match portals::find(tx, &user.portal_id)? {
            Some(portal) => likely(tx, core, caller, &portal, &answers)?,
            None => Vec::new(),
        };
        Ok(Self { answers, likely })
    }

    /// The likely contacts, the best first.
    pub(super) fn show(&self, caller: &Caller, l: Locale, user: &UserRow) -> Markup {
        html! {
            @for one in &self.likely { (self.card(caller, l, user, one)) }
            @if self.likely.is_empty() {
                (Card::new(t(l, "console-likely-entered")).body(html! {
                    p { (t(l, "console-likely-none")) }
                    (self.facts(caller, l))
                }))
            }
        }
    }

    fn facts(&self, caller: &Caller, l: Locale) -> SummaryList {
        let add = |list: SummaryList, one: &Answer| list.row(label(caller, l, one), &one.value);
        self.answers.iter().fold(SummaryList::new(), add)
    }

    fn card(&self, caller: &Caller, l: Locale, user: &UserRow, one: &Likely) -> Card {
        let all = self.answers.len();
        let args = [("count", one.fits.len().into()), ("total", all.into())];
        let tone = if one.fits.len() == all { Tone::Good } else { Tone::Warn };
        let check =
            format!("{}/contact/check?contact={}", super::address(user.id.as_str()).href(), one.contact);
        Card::new(title_of(&one.doc))
            .aside(Tag::new(tone, t_args(l, "console-likely-fits", &args)).render())
            .body(html! {
                (self.compared(caller, l, one))
                (buttons(html! {
                    (Button::go(t(l, "console-contact-press"), check).small().primary())
                    (Button::go(t(l, "console-open-record"), record_address("contact", one.contact.as_str()).href()).small())
                }))
            })
    }

    fn compared(&self, caller: &Caller, l: Locale, one: &Likely) -> Table {
        let rows = self.answers.iter().enumerate().map(|(place, answer)| {
            let fits = one.fits.contains(&place);
            let ours = match answer.schema.as_str() {
                "contact" => {
                    plain(l, attribute(caller, answer), one.doc.get(&answer.name).unwrap_or(&Value::Null))
                }
                _ if fits => answer.value.clone(),
                _ => String::new(),
            };
            let (tone, key) =
                if fits { (Tone::Good, "console-likely-same") } else { (Tone::Warn, "console-likely-other") };
            TableRow::new()
                .cell(label(caller, l, answer))
                .cell(html! { (answer.value) })
                .cell(html! { @if ours.is_empty() { span.none {} } @else { (ours) } })
                .cell(Tag::new(tone, t(l, key)))
        });
        Table::new(l, t(l, "console-likely-compared"))
            .column(Column::Title, t(l, "console-likely-what"))
            .column(Column::Fact, t(l, "console-likely-entered"))
            .column(Column::Fact, t(l, "console-likely-known"))
            .column(Column::Status, t(l, "console-likely-result"))
            .small()
            .rows(rows)
    }
}

fn attribute<'c>(caller: &'c Caller, one: &Answer) -> Option<&'c Attribute> {
    caller.catalogue.find(&one.schema).and_then(|kind| kind.attribute(&one.name))
}

fn label(caller: &Caller, l: Locale, one: &Answer) -> String {
    let own = attribute(caller, one).map_or_else(|| one.name.clone(), |attribute| attribute.label(l));
    match caller.catalogue.find(&one.schema).filter(|_| one.schema != "contact") {
        Some(kind) => format!("{}: {own}", kind.name(l)),
        None => own,
    }
}

/// Asks before a contact is mapped: what it is, and what follows.
pub(super) fn check(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    l: Locale,
    (user, contact): (&UserRow, &EntityId),
) -> Result<ConsolePage, Refusal> {
    let entered = Entered::read(tx, core, caller, user)?;
    let doc = entities::view(tx, caller, "contact", contact)?.to_value();
    let fits = entered.likely.iter().find(|one| one.contact == *contact);
    let own = Likely {
        contact: contact.clone(),
        doc: doc.clone(),
        fits: fits.map_or(Vec::new(), |one| one.fits.clone()),
    };
    let args = || [("user", user.title.clone().into()), ("contact", title_of(&doc).into())];
    let question = t_args(l, "console-map-ask", &args()).into_owned();
    let back = format!("{}/contact", super::address(user.id.as_str()).href());
    let form = Form::post(back.clone()).hidden("contact", contact.as_str());
    let press = Button::submit(t(l, "console-contact-press")).primary().icon(Icon::Check);
    let facts = SummaryList::new()
        .row(t(l, "console-email"), &user.email)
        .row(t(l, "console-contact"), title_of(&doc));
    let dialog = DialogPage::new(question.clone(), form, press, Link::to(t(l, "cancel"), back.clone()))
        .text(t(l, "console-map-line"))
        .facts(facts);
    Ok(ConsolePage {
        title: question,
        crumbs: vec![
            (t(l, "console-users").into_owned(), "/admin/users".to_owned()),
            (user.title.clone(), super::address(user.id.as_str()).href()),
            (t(l, "console-contact-map").into_owned(), back),
        ],
        here: title_of(&doc),
        actions: None,
        content: html! {
            (dialog)
            (Card::new(t(l, "console-likely-compared")).flush().body(entered.compared(caller, l, &own)))
        },
    })
}
