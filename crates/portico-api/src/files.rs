//! Files: uploads in two steps, records that become of them, links to read them, and the portal's own operations.

mod links;
mod portal;
mod saving;
mod transfer;
mod uploads;

use portico_http::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .and(portal::routes())
        .and(uploads::routes())
        .and(saving::routes())
        .and(links::routes())
        .and(transfer::routes())
}
