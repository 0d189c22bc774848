//! Stories of the product over HTTP, on both engines; one file per room.

mod access_table;
mod agreement;
mod bad_input;
mod contacts;
mod contracts;
mod filters;
mod hidden;
mod identifiers;
mod opportunities;
mod pages;
mod portals;
mod relations;
mod revocation;
mod sign_in;
mod tenants;
