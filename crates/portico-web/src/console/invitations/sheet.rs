//! One list: what would become of each line, the press that sends it, and what became of it.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, Render, html};
use portico_core::invitations::{
    self, Column as Held, Counts, ListRow, ListState, Listed, Outcome, REMIND_AFTER, State,
};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;

use super::super::address::Address;
use super::super::desk::Desk;
use super::super::portals::name_of;
use super::super::shell::Place;
use super::super::values::record_address;
use super::super::words::moment;
use super::{HERE, list_address};
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
use crate::design::layout::{ConsolePage, stack};
use crate::design::words::{t, t_args};

/// How many lines stand on a page.
const PAGE: i64 = 50;

/// The tone of a list's state.
pub(super) fn tone_of_list(state: ListState) -> Tone {
    match state {
        ListState::Checked => Tone::Neutral,
        ListState::Running => Tone::Info,
        ListState::Done => Tone::Good,
    }
}

fn tone_of(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Ready | Outcome::Waiting => Tone::Info,
        Outcome::Invited => Tone::Good,
        Outcome::User | Outcome::Open | Outcome::Twice => Tone::Neutral,
        Outcome::Nobody | Outcome::Several | Outcome::Address | Outcome::Portal => Tone::Bad,
    }
}

struct Shown {
    list: Listed,
    portal: String,
    counts: Counts,
    outcome: Option<Outcome>,
    from: i64,
    rows: Vec<ListRow>,
    /// What became of the invitations of these rows.
    states: Vec<Option<State>>,
    can_remind: bool,
}

/// The page of a list.
pub(super) async fn show(desk: Desk, Path(id): Path<String>) -> Response {
    let (l, query) = (desk.locale, desk.query().clone());
    desk.show(Place::Invitations, move |tx, caller| {
        let outcome = query.text("outcome").and_then(Outcome::parse);
        let shown = Shown::read(tx, caller, &id, outcome, query.count("from", 0).unwrap_or(0))?;
        Ok(shown.page(l))
    })
    .await
}

impl Shown {
    fn read(
        tx: &mut Tx<'_>,
        caller: &Caller,
        id: &str,
        outcome: Option<Outcome>,
        from: i64,
    ) -> Result<Self, Refusal> {
        let list = invitations::find_list(tx, caller, id)?;
        let rows = invitations::rows(tx, caller, id, outcome, (from, PAGE))?;
        let mut states = Vec::new();
        for row in &rows {
            states.push(match &row.invitation {
                Some(id) => Some(invitations::find(tx, caller, id)?.state(caller.now)),
                None => None,
            });
        }
        let rested = list.finished_at.is_some_and(|at| caller.now >= at.plus_seconds(REMIND_AFTER));
        Ok(Self {
            portal: name_of(tx, &list.facts.portal.as_str().into())?,
            counts: invitations::counts(tx, caller, id)?,
            can_remind: list.state == ListState::Done && rested,
            list,
            outcome,
            from,
            rows,
            states,
        })
    }

    fn count(&self, outcome: Outcome) -> i64 {
        self.counts.get(&outcome).copied().unwrap_or(0)
    }

    fn total(&self) -> i64 {
        self.counts.values().sum()
    }

    fn at(&self) -> Address {
        list_address(&self.list.id)
    }

    fn page(&self, l: Locale) -> ConsolePage {
        let title = t_args(l, "console-list-title", &[("portal", self.portal.clone().into())]).into_owned();
        let args = [
            ("count", self.total().into()),
            ("who", self.list.facts.by.clone().into()),
            ("when", moment(l, self.list.created_at).into()),
        ];
        let state = t(l, &format!("console-list-{}", self.list.state.word())).into_owned();
        let is_running = self.list.state == ListState::Running;
        let content = html! {
            (Heading::new(title.clone()).line(t_args(l, "console-list-line", &args))
                .aside(Tag::new(tone_of_list(self.list.state), state)))
            div id="batch" data-again=[is_running.then_some("2")] {
                (stack(html! {
                    (self.standing(l))
                    div {
                        (self.outcomes(l))
                        section.card.flush { (self.table(l)) (self.ways(l)) }
                    }
                }))
            }
        };
        ConsolePage {
            crumbs: vec![(t(l, "console-invitations").into_owned(), HERE.to_owned())],
            here: title.clone(),
            actions: Some(self.actions(l)),
            title,
            content,
        }
    }

    fn actions(&self, l: Locale) -> Markup {
        let export =
            Button::go(t(l, "console-list-export"), self.at().href() + "/export").icon(Icon::Download);
        html! {
            (export)
            @if self.can_remind {
                (Form::post(self.at().href() + "/remind").bare()
                    .fields(Button::submit(t(l, "console-list-remind")).icon(Icon::Mail)))
            }
        }
    }

    /// What happens next, in words.
    fn standing(&self, l: Locale) -> Note {
        let ready = self.count(Outcome::Ready);
        match self.list.state {
            ListState::Checked if ready == 0 => Note::new(Tone::Warn)
                .title(t(l, "console-list-none-ready"))
                .text(html! { (t(l, "console-list-none-ready-line")) " " (self.recognised(l)) })
                .action(Link::to(t(l, "console-list-again"), format!("{HERE}/new")).strong()),
            ListState::Checked => {
                let count = || [("count", ready.into())];
                let press = Button::submit(t_args(l, "console-list-send", &count())).primary();
                Note::new(Tone::Info)
                    .title(t_args(l, "console-list-ready", &count()))
                    .text(html! { (t(l, "console-list-ready-line")) " " (self.recognised(l)) })
                    .action(Form::post(self.at().href() + "/send").bare().fields(press))
            }
            ListState::Running => {
                let done = self.total() - self.count(Outcome::Waiting);
                let args = [("done", done.into()), ("total", self.total().into())];
                Note::new(Tone::Info)
                    .title(t_args(l, "console-list-runs", &args))
                    .text(t(l, "console-list-runs-line"))
                    .action(Link::to(t(l, "records-batch-again"), self.at().href()).strong())
            }
            ListState::Done => {
                let args = [("count", self.count(Outcome::Invited).into()), ("total", self.total().into())];
                Note::new(Tone::Good)
                    .title(t_args(l, "console-list-sent", &args))
                    .text(t(l, "console-list-sent-line"))
            }
        }
    }

    /// How the list was understood: columns that are used, and those that are not.
    fn recognised(&self, l: Locale) -> String {
        let mut used = Vec::new();
        let mut unused = Vec::new();
        for column in &self.list.facts.columns {
            match column {
                Held::Email => used.push(t(l, "console-email").into_owned()),
                Held::Contact => used.push(t(l, "console-contact").into_owned()),
                Held::Language => used.push(t(l, "console-language").into_owned()),
                Held::Portal => used.push(t(l, "console-portal").into_owned()),
                Held::Identifier { schema, name } => used.push(format!("{schema}.{name}")),
                Held::Unused { head } if head.is_empty() => {}
                Held::Unused { head } => unused.push(head.clone()),
            }
        }
        let told = t_args(l, "console-list-used", &[("columns", used.join(", ").into())]).into_owned();
        match unused.is_empty() {
            true => told,
            false => format!(
                "{told} {}",
                t_args(l, "console-list-unused", &[("columns", unused.join(", ").into())])
            ),
        }
    }

    fn outcomes(&self, l: Locale) -> Markup {
        let label = |key: &str, count: i64| format!("{} {count}", t(l, key));
        let start = Segmented::new(t(l, "records-outcomes")).part(
            label("records-outcome-all", self.total()),
            self.at().href(),
            self.outcome.is_none().into(),
        );
        let some = Outcome::ALL.into_iter().filter(|outcome| self.count(*outcome) > 0);
        let parts = some.fold(start, |parts, outcome| {
            let to = self.at().and("outcome", outcome.word()).href();
            let said = label(&key_of(outcome), self.count(outcome));
            parts.part(said, to, (self.outcome == Some(outcome)).into())
        });
        html! { div.outcomes { (parts) } }
    }

    fn table(&self, l: Locale) -> Table {
        let rows = self.rows.iter().zip(&self.states).map(|(row, state)| row_of(l, row, *state));
        Table::new(l, t(l, "console-list-rows"))
            .column(Column::Title, t(l, "console-email"))
            .column(Column::Detail, t(l, "console-list-row"))
            .column(Column::Fact, t(l, "console-contact"))
            .column(Column::Status, t(l, "records-outcome"))
            .rows(rows)
    }

    fn ways(&self, l: Locale) -> Pagination {
        let total = self.outcome.map_or(self.total(), |outcome| self.count(outcome));
        let to = self.from + i64::try_from(self.rows.len()).unwrap_or(0);
        let at = |from: i64| {
            let here = self.at().and_maybe("outcome", self.outcome.map(Outcome::word));
            here.and("from", from.to_string()).href()
        };
        let first = if to > self.from { self.from + 1 } else { self.from };
        let args = [("from", first.into()), ("to", to.into()), ("total", total.into())];
        Pagination::new(l, t_args(l, "console-rows", &args))
            .back((self.from > 0).then(|| at((self.from - PAGE).max(0))))
            .next((to < total).then(|| at(to)))
    }
}

/// The key of the words for an outcome.
pub(super) fn key_of(outcome: Outcome) -> String {
    format!("console-row-{}", outcome.word().replace('_', "-"))
}

fn row_of(l: Locale, row: &ListRow, state: Option<State>) -> TableRow {
    let email = if row.line.email.is_empty() { "–" } else { row.line.email.as_str() };
    let contact = match &row.contact {
        Some((id, title)) => {
            html! { a.link href=(record_address("contact", id.as_str()).href()) { (title) } }
        }
        None => html! { span.none {} },
    };
    let became = state.filter(|_| row.outcome == Outcome::Invited);
    TableRow::new()
        .cell(html! { strong { (email) } })
        .cell(html! { span.quiet { (row.line.line) } })
        .cell(contact)
        .cell(html! {
            (Tag::new(tone_of(row.outcome), t(l, &key_of(row.outcome))).render())
            @if let Some(state) = became.filter(|state| *state != State::Sent) {
                " " span.quiet { (t(l, &format!("console-invitation-{}", state.word()))) }
            }
        })
}
