//! The JSON operations: one file per room with its routes table, wire types and thin handlers.

mod access_tokens;
mod activity;
mod contacts;
mod contracts;
mod designs;
mod entities;
mod explain;
mod identifiers;
mod lists;
pub mod openapi;
mod opportunities;
mod orders;
mod organizations;
mod pages;
mod portals;
mod public;
mod records;
mod relations;
mod roles;
mod schemas;
mod sign_in;
mod tokens;
mod users;

use portico_http::Routes;

/// All operations.
pub fn routes() -> Routes {
    Routes::new()
        .and(portals::routes())
        .and(pages::routes())
        .and(public::routes())
        .and(tokens::routes())
        .and(users::routes())
        .and(contacts::routes())
        .and(entities::routes())
        .and(contracts::routes())
        .and(orders::routes())
        .and(opportunities::routes())
        .and(identifiers::routes())
        .and(activity::routes())
        .and(sign_in::routes())
        .and(explain::routes())
        .and(schemas::routes())
        .and(records::routes())
        .and(relations::routes())
        .and(roles::routes())
        .and(designs::routes())
        .and(organizations::routes())
        .and(access_tokens::routes())
}
