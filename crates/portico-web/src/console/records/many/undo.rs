//! What was done in one go is taken back, after a question.

use axum::extract::Path;
use axum::response::Response;
use maud::html;
use portico_core::batches::{self, Work};
use portico_core::entities::How;

use super::super::super::desk::Desk;
use super::super::super::shell::Place;
use super::super::kind_of;
use super::result::Shown;
use super::{counted, crumbs, path_of, to_batch};
use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) async fn ask_undo(desk: Desk, Path((schema, id)): Path<(String, String)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let shown = Shown::read(tx, caller, kind, &id, (None, 0))?;
        let count = usize::try_from(shown.counts.done).unwrap_or(0);
        let what = counted(locale, kind, count);
        let title = t_args(locale, "records-undo-ask", &[("what", what.into())]).into_owned();
        let at = path_of(&schema, &format!("/{id}"));
        let form = Form::post(format!("{at}/undo"));
        let press = Button::submit(t(locale, "records-undo-press")).primary();
        let line = match shown.batch.work {
            Work::Remove => "records-undo-line-removed",
            Work::Amend { how: How::Add | How::Remove, .. } | Work::Attach { .. } | Work::Detach { .. } => {
                "together-undo-line"
            }
            _ => "records-undo-line",
        };
        let dialog = DialogPage::new(title.clone(), form, press, Link::to(t(locale, "cancel"), at))
            .text(html! { p { strong { (shown.told(locale, kind)) } } p { (t(locale, line)) } });
        let (crumbs, here) = (crumbs(locale, kind), t(locale, "records-undo").into_owned());
        Ok(ConsolePage { title, crumbs, here, actions: None, content: html! { (dialog) } })
    })
    .await
}

pub(super) async fn undo_batch(desk: Desk, Path((schema, id)): Path<(String, String)>) -> Response {
    let undone = desk.change(move |tx, caller| batches::undo(tx, caller, &id));
    match undone.await {
        Ok(id) => to_batch(&schema, &id),
        Err(refusal) => desk.refuse(refusal).await,
    }
}
