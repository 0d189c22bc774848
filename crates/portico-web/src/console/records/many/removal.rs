//! Many records go to the bin, after a question that says how many and which.

use axum::extract::Path;
use axum::response::Response;
use maud::html;
use portico_core::batches::{self, Work};
use portico_core::{Refusal, entities};

use super::super::super::answers::Answers;
use super::super::super::desk::Desk;
use super::super::super::shell::Place;
use super::super::super::values::title_of;
use super::super::kind_of;
use super::{Picked, counted, crumbs, edit, path_of, to_batch};
use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// How many titles the question names.
const NAMED: usize = 10;

pub(super) async fn ask_removal(desk: Desk, Path(schema): Path<String>) -> Response {
    let (locale, query) = (desk.locale, desk.query().clone());
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let picked = Picked::of(locale, kind, &query);
        let ids = match batches::chosen(tx, caller, &schema, &picked.chosen(kind)?) {
            Ok(ids) => ids,
            Err(Refusal::Invalid { .. }) => return Ok(edit::none_chosen(locale, kind, &picked)),
            Err(refusal) => return Err(refusal),
        };
        let some = ids.get(..NAMED).unwrap_or(&ids).to_vec();
        let seen = entities::view_many(tx, caller, &[(schema.clone(), some)].into_iter().collect())?;
        let mut names: Vec<String> = seen.iter().map(|seen| title_of(&seen.to_value())).collect();
        if ids.len() > NAMED {
            names.push(
                t_args(locale, "records-and-more", &[("count", (ids.len() - NAMED).into())]).into_owned(),
            );
        }
        let what = counted(locale, kind, ids.len());
        let question =
            t_args(locale, "records-many-delete-ask", &[("what", what.clone().into())]).into_owned();
        let named = html! { ul.plain { @for name in &names { li { (name) } } } };
        let press = t_args(locale, "records-many-delete-press", &[("what", what.into())]);
        let form =
            picked.carried_by(Form::post(path_of(&schema, "/delete"))).hidden("seen", ids.len().to_string());
        let cancel = Link::to(t(locale, "cancel"), picked.list());
        let dialog = DialogPage::new(question.clone(), form, Button::submit(press).destructive(), cancel)
            .text(t(locale, "records-many-delete-line"))
            .facts(SummaryList::new().row(kind.plural(locale), named));
        let (crumbs, here) = (crumbs(locale, kind), t(locale, "delete").into_owned());
        Ok(ConsolePage { title: question, crumbs, here, actions: None, content: html! { (dialog) } })
    })
    .await
}

pub(super) async fn remove_records(desk: Desk, Path(schema): Path<String>, answers: Answers) -> Response {
    let (locale, slug) = (desk.locale, schema.clone());
    let started = desk.change(move |tx, caller| {
        let kind = kind_of(caller, &slug)?;
        let picked = Picked::of(locale, kind, answers.query());
        let chosen = picked.chosen(kind)?;
        let count = batches::chosen(tx, caller, &slug, &chosen)?.len();
        if answers.text("seen") != count.to_string() {
            // Others came or went since the question; it is asked again with the new number.
            return Ok(Err(picked.page("/delete")));
        }
        batches::start(tx, caller, &slug, &chosen, Work::Remove).map(Ok)
    });
    match started.await {
        Ok(Ok(id)) => to_batch(&schema, &id),
        Ok(Err(again)) => desk.go(again, "batch-moved"),
        Err(refusal) => desk.refuse(refusal).await,
    }
}
