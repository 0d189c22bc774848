//! Console: where the organisation administers portals, users, records and rights.
//!
//! Every handler gets a `Desk`: it reads and changes as the signed-in member of staff, through the verbs of
//! the domain, and answers with a page in the console's shell. A page is a `ConsolePage` made inside the read.

mod activity;
mod address;
mod answers;
mod designs;
mod desk;
mod explain;
mod headers;
mod invitations;
mod letters;
mod mail;
mod mailbox;
mod pages;
mod permissions;
mod pictures;
mod portals;
mod records;
mod refused;
mod schemas;
mod search;
mod shell;
mod sign_in;
mod typed;
mod users;
mod values;
mod words;

use axum::Router;
use axum::response::Response;
use axum::routing::any;
use portico_core::Refusal;
use portico_http::App;

use desk::Desk;

/// The pages.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(sign_in::routes())
        .merge(portals::routes())
        .merge(pages::routes())
        .merge(users::routes())
        .merge(invitations::routes())
        .merge(records::routes())
        .merge(schemas::routes())
        .merge(activity::routes())
        .merge(designs::routes())
        .merge(letters::routes())
        .merge(mail::routes())
        .merge(mailbox::routes())
        .merge(permissions::routes())
        .merge(explain::routes())
        .merge(search::routes())
        .route("/admin/{*path}", any(show_missing))
        .layer(axum::middleware::from_fn(headers::add))
}

/// Every family of settings that a form of the console asks for.
#[cfg(test)]
pub(crate) fn settings_with_words(tell: &mut dyn FnMut(&str, &[crate::portal::blocks::settings::Setting])) {
    letters::settings_with_words(tell);
    portals::settings_with_words(tell);
    schemas::settings_with_words(tell);
}

/// There is nothing at this address of the console.
async fn show_missing(desk: Desk) -> Response {
    match desk.read(|_, _| Ok(())).await {
        Ok(()) => desk.refuse(Refusal::NotFound).await,
        Err(refusal) => desk.refuse(refusal).await,
    }
}
