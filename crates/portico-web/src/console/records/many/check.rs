//! What would happen, before it happens: how many change, which would be refused, and why.

use maud::{Markup, Render, html};
use portico_core::batches::{self, Chosen, Outcome, Work};
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};

use super::super::super::values::Titles;
use super::typed::Typed;
use super::{Picked, counted, crumbs, path_of, pointed_to, told};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::summary_list::SummaryList;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// How many records are tried before somebody decides; the others are checked when it is done.
const TRIED: usize = 500;
/// How many refusals are told in full.
const TOLD: usize = 50;

/// What a trial came to.
#[derive(Clone, Debug)]
pub(super) struct Tried {
    total: usize,
    tried: usize,
    done: usize,
    same: usize,
    refused: Vec<(EntityId, Option<String>)>,
    work: Work,
    titles: Titles,
    /// Others came or went since the last check.
    moved: bool,
}

impl Tried {
    pub(super) fn of(
        tx: &mut Tx<'_>,
        caller: &Caller,
        kind: &Schema,
        chosen: &Chosen,
        work: Work,
        moved: bool,
    ) -> Result<Self, Refusal> {
        let ids = batches::chosen(tx, caller, &kind.slug, chosen)?;
        let some = ids.get(..TRIED).unwrap_or(&ids);
        let trials = batches::trial(tx, caller, &kind.slug, some, &work)?;
        let count = |wanted| trials.iter().filter(|(_, outcome, _)| *outcome == wanted).count();
        let (done, same) = (count(Outcome::Done), count(Outcome::Same));
        let refused: Vec<(EntityId, Option<String>)> = trials
            .into_iter()
            .filter(|(_, outcome, _)| matches!(outcome, Outcome::Refused | Outcome::Contested))
            .map(|(id, _, reason)| (id, reason))
            .collect();
        let told = refused.iter().take(TOLD).map(|(id, _)| (kind.slug.clone(), id.clone()));
        let titles = Titles::read(tx, caller, told.chain(pointed_to(&work)))?;
        Ok(Self { total: ids.len(), tried: some.len(), done, same, refused, work, titles, moved })
    }

    fn facts(&self, locale: Locale, kind: &Schema) -> SummaryList {
        let facts = SummaryList::new()
            .row(
                t(locale, "records-check-what"),
                html! { strong { (told(locale, kind, (&self.work, None), 0, &self.titles)) } },
            )
            .row(t(locale, "records-check-done"), self.done.to_string())
            .row(t(locale, "records-check-same"), self.same.to_string());
        facts.row(t(locale, "records-check-refused"), self.refused.len().to_string())
    }

    fn refusals(&self, locale: Locale, kind: &Schema) -> Markup {
        if self.refused.is_empty() {
            return html! {};
        }
        let rows = self.refused.iter().take(TOLD).map(|(id, reason)| {
            let reason = reason.clone().unwrap_or_else(|| t(locale, "records-reason-missing").into_owned());
            TableRow::new().cell(self.titles.link(id.as_str())).cell(reason)
        });
        let title = t(locale, "records-check-refusals");
        let table = Table::new(locale, title.clone())
            .whole()
            .column(Column::Title, kind.name(locale))
            .column(Column::Detail, t(locale, "records-reason"))
            .rows(rows);
        Card::new(title).flush().body(table).render()
    }
}

pub(super) fn page(
    locale: Locale,
    kind: &Schema,
    picked: &Picked,
    typed: &Typed,
    tried: &Tried,
) -> ConsolePage {
    let title = t(locale, "records-check").into_owned();
    let line = t_args(locale, "records-check-line", &[("what", counted(locale, kind, tried.total).into())]);
    let partly = [("tried", tried.tried.into()), ("total", tried.total.into())];
    let content = html! {
        div.narrow-page {
            (Heading::new(title.clone()).line(line))
            @if tried.moved { (Note::new(Tone::Warn).title(t(locale, "records-check-moved")).result()) }
            @if tried.tried < tried.total {
                (Note::new(Tone::Info).title(t_args(locale, "records-check-partly", &partly)))
            }
            section.card { div.card-body { (tried.facts(locale, kind)) } }
            (tried.refusals(locale, kind))
            @if tried.total > batches::AT_ONCE { p.quiet.spaced { (t(locale, "records-check-long")) } }
            (decision(locale, kind, picked, typed, tried))
        }
    };
    ConsolePage { here: title.clone(), title, crumbs: crumbs(locale, kind), actions: None, content }
}

/// Do it, or type something else.
fn decision(locale: Locale, kind: &Schema, picked: &Picked, typed: &Typed, tried: &Tried) -> Markup {
    let form = typed.carried_by(picked.carried_by(Form::post(path_of(&kind.slug, "/edit"))));
    let form = form.hidden("seen", tried.total.to_string());
    let nothing = tried.done == 0 && tried.tried == tried.total;
    let count = tried.total - tried.same - tried.refused.len();
    let press = t_args(locale, "records-check-press", &[("what", counted(locale, kind, count).into())]);
    form.buttons(html! {
        @if nothing {
            (Button::unavailable(t(locale, "records-check-press-none"), t(locale, "records-check-none")))
        } @else {
            (Button::submit(press).primary().value("step", "do"))
        }
        (Button::submit(t(locale, "records-check-back")).value("step", "edit"))
        (Link::to(t(locale, "cancel"), picked.list()).strong())
    })
    .render()
}
