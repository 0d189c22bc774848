//! What became of a batch: how far it is, record by record, and the ways to stop it and to take it back.

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, Render, html};
use portico_core::batches::{self, Batch, Counts, Outcome, Told, Work};
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};

use super::super::super::address::Address;
use super::super::super::desk::Desk;
use super::super::super::shell::Place;
use super::super::super::values::{Titles, record_address, title_of};
use super::super::super::words::moment;
use super::super::kind_of;
use super::{counted, crumbs, path_of, pointed_to, told, undone_by, who};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::pagination::Pagination;
use crate::design::components::segmented::Segmented;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// How many records stand on a page.
const PAGE: i64 = 50;

/// A batch with everything its page tells.
pub(super) struct Shown {
    pub(super) batch: Batch,
    pub(super) counts: Counts,
    outcome: Option<Outcome>,
    from: i64,
    records: Vec<Told>,
    titles: HashMap<EntityId, String>,
    undone_by: Option<String>,
    /// What it takes back.
    undone: Option<Work>,
    /// The records that its value points to.
    named: Titles,
}

pub(super) async fn show_batch(desk: Desk, Path((schema, id)): Path<(String, String)>) -> Response {
    let (locale, query) = (desk.locale, desk.query().clone());
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let outcome = query.text("outcome").and_then(Outcome::parse);
        let from = query.count("from", 0).unwrap_or(0);
        let shown = Shown::read(tx, caller, kind, &id, (outcome, from))?;
        Ok(shown.page(locale, caller, kind))
    })
    .await
}

pub(super) async fn stop_batch(desk: Desk, Path((schema, id)): Path<(String, String)>) -> Response {
    let to = Address::of(path_of(&schema, &format!("/{id}")));
    let stopped = desk.change(move |tx, caller| batches::stop(tx, caller, &id));
    desk.done(stopped.await, to, "batch-stopped").await
}

/// How a batch stands, as a tag.
pub(super) fn state(locale: Locale, batch: &Batch, counts: &Counts) -> Tag {
    let (tone, key) = match (batch.finished_at, batch.stopped) {
        (None, _) => (Tone::Info, "records-state-runs"),
        (Some(_), true) => (Tone::Warn, "records-state-stopped"),
        _ if counts.refused + counts.contested > 0 => (Tone::Warn, "records-state-partly"),
        _ => (Tone::Good, "records-state-done"),
    };
    Tag::new(tone, t(locale, key))
}

impl Shown {
    pub(super) fn read(
        tx: &mut Tx<'_>,
        caller: &Caller,
        kind: &Schema,
        id: &str,
        (outcome, from): (Option<Outcome>, i64),
    ) -> Result<Self, Refusal> {
        let batch = batches::find(tx, caller, id)?;
        if batch.schema != kind.slug {
            return Err(Refusal::NotFound);
        }
        let records = batches::records(tx, caller, id, outcome, (from, PAGE))?;
        let ids: Vec<EntityId> = records.iter().map(|told| told.id.clone()).collect();
        let removed = entities::titles_of_removed(tx, caller, &kind.slug, &ids)?;
        let seen = entities::view_many(tx, caller, &HashMap::from([(kind.slug.clone(), ids)]))?;
        let living = seen.iter().map(|seen| (seen.id.clone(), title_of(&seen.to_value())));
        let undone = undone_by(tx, caller, &batch.work)?;
        let pointed = std::iter::once(&batch.work).chain(&undone).flat_map(pointed_to);
        let named = Titles::read(tx, caller, pointed.collect::<Vec<_>>())?;
        Ok(Self {
            counts: batches::counts(tx, caller, id)?,
            undone_by: batches::undone_by(tx, caller, id)?,
            undone,
            named,
            titles: living.chain(removed).collect(),
            batch,
            outcome,
            from,
            records,
        })
    }

    pub(super) fn told(&self, locale: Locale, kind: &Schema) -> String {
        told(locale, kind, (&self.batch.work, self.undone.as_ref()), self.counts.total(), &self.named)
    }

    fn at(&self) -> String {
        path_of(&self.batch.schema, &format!("/{}", self.batch.id))
    }

    fn is_running(&self) -> bool {
        self.batch.finished_at.is_none()
    }

    fn page(&self, locale: Locale, caller: &Caller, kind: &Schema) -> ConsolePage {
        let title = self.told(locale, kind);
        let total = usize::try_from(self.counts.total()).unwrap_or(0);
        let args = [
            ("what", counted(locale, kind, total).into()),
            ("who", who(caller, &self.batch.by, locale).into()),
            ("when", moment(locale, self.batch.created_at).into()),
        ];
        let content = html! {
            (Heading::new(title.clone()).line(t_args(locale, "records-batch-line", &args)).aside(state(locale, &self.batch, &self.counts)))
            div id="batch" data-again=[self.is_running().then_some("2")] {
                (self.standing(locale))
                (self.outcomes(locale))
                section.card.flush { (self.table(locale, kind)) (self.ways(locale)) }
            }
        };
        let mut crumbs = crumbs(locale, kind);
        crumbs.push((t(locale, "records-batches").into_owned(), path_of(&kind.slug, "")));
        ConsolePage { here: title.clone(), title, crumbs, actions: self.actions(locale), content }
    }

    /// How far it is, or by what it was taken back.
    fn standing(&self, locale: Locale) -> Markup {
        let args = [
            ("done", (self.counts.total() - self.counts.waiting).into()),
            ("total", self.counts.total().into()),
        ];
        if self.is_running() {
            let again = Link::to(t(locale, "records-batch-again"), self.at()).strong();
            return Note::new(Tone::Info)
                .title(t_args(locale, "records-batch-runs", &args))
                .text(t(locale, "records-batch-runs-line"))
                .action(again)
                .render();
        }
        if self.batch.stopped {
            return Note::new(Tone::Warn).title(t_args(locale, "records-batch-stopped", &args)).render();
        }
        if let Some(undone) = &self.undone_by {
            let to = Link::to(
                t(locale, "records-batch-undone-show"),
                path_of(&self.batch.schema, &format!("/{undone}")),
            );
            return Note::new(Tone::Info)
                .title(t(locale, "records-batch-undone"))
                .action(to.strong())
                .render();
        }
        if let (Work::Undo { batch }, Some(_)) = (&self.batch.work, &self.undone) {
            let to = Link::to(
                t(locale, "records-batch-undoes-show"),
                path_of(&self.batch.schema, &format!("/{batch}")),
            );
            return Note::new(Tone::Info)
                .title(t(locale, "records-batch-undoes"))
                .action(to.strong())
                .render();
        }
        html! {}
    }

    fn actions(&self, locale: Locale) -> Option<Markup> {
        if self.is_running() {
            let press = Button::submit(t(locale, "records-batch-stop"));
            return Some(Form::post(format!("{}/stop", self.at())).bare().fields(press).render());
        }
        let is_undoable = !matches!(self.batch.work, Work::Restore | Work::Undo { .. })
            && self.undone_by.is_none()
            && self.counts.done > 0;
        let undo = Button::go(t(locale, "records-undo"), format!("{}/undo", self.at())).icon(Icon::Undo2);
        is_undoable.then(|| undo.render())
    }

    /// How many came to which end; each is a way to just those.
    fn outcomes(&self, locale: Locale) -> Markup {
        let total = self.counts.total();
        let label = |key: &str, count: i64| format!("{} {count}", t(locale, key));
        let start = Segmented::new(t(locale, "records-outcomes")).part(
            label("records-outcome-all", total),
            self.at(),
            self.outcome.is_none().into(),
        );
        let some = Outcome::ALL.into_iter().filter(|outcome| self.counts.of(*outcome) > 0);
        let parts = some.fold(start, |parts, outcome| {
            let key = format!("records-outcome-{}", outcome.word());
            let to = Address::of(self.at()).and("outcome", outcome.word()).href();
            parts.part(label(&key, self.counts.of(outcome)), to, (self.outcome == Some(outcome)).into())
        });
        html! { div.outcomes { (parts) } }
    }

    fn table(&self, locale: Locale, kind: &Schema) -> Table {
        let told: Vec<(&Told, String)> =
            self.records.iter().map(|told| (told, reason(locale, told))).collect();
        let has_reasons = told.iter().any(|(_, reason)| !reason.is_empty());
        let table = Table::new(locale, kind.plural(locale))
            .column(Column::Title, kind.name(locale))
            .column(Column::Status, t(locale, "records-outcome"));
        let table = if has_reasons { table.column(Column::Date, t(locale, "records-reason")) } else { table };
        table.rows(told.iter().map(|(told, reason)| self.row(locale, kind, told, reason)))
    }

    fn row(&self, locale: Locale, kind: &Schema, told: &Told, reason: &str) -> TableRow {
        let id = told.id.as_str();
        let title = self.titles.get(&told.id).filter(|title| !title.trim().is_empty());
        let name = title.map_or(id, String::as_str);
        let key = format!("records-outcome-{}", told.outcome.word());
        TableRow::new()
            .cell(html! { a.link.strong href=(record_address(&kind.slug, id).href()) { (name) } })
            .cell(Tag::new(tone_of(told.outcome), t(locale, &key)))
            .cell(html! { @if reason.is_empty() { span.none {} } @else { (reason) } })
    }

    fn ways(&self, locale: Locale) -> Pagination {
        let total = self.outcome.map_or(self.counts.total(), |outcome| self.counts.of(outcome));
        let to = self.from + i64::try_from(self.records.len()).unwrap_or(0);
        let at = |from: i64| {
            let here = Address::of(self.at()).and_maybe("outcome", self.outcome.map(Outcome::word));
            here.and("from", from.to_string()).href()
        };
        let first = if to > self.from { self.from + 1 } else { self.from };
        let args = [("from", first.into()), ("to", to.into()), ("total", total.into())];
        Pagination::new(locale, t_args(locale, "console-rows", &args))
            .back((self.from > 0).then(|| at((self.from - PAGE).max(0))))
            .next((to < total).then(|| at(to)))
    }
}

/// Why a record is not as it was meant to be; empty when it is.
fn reason(locale: Locale, told: &Told) -> String {
    match (told.outcome, &told.reason) {
        (Outcome::Refused, None) => t(locale, "records-reason-missing").into_owned(),
        (Outcome::Contested, _) => t(locale, "records-reason-contested").into_owned(),
        (_, reason) => reason.clone().unwrap_or_default(),
    }
}

fn tone_of(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Done => Tone::Good,
        Outcome::Same => Tone::Neutral,
        Outcome::Contested => Tone::Warn,
        Outcome::Refused => Tone::Bad,
        Outcome::Waiting => Tone::Info,
    }
}
