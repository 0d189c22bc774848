//! Stories of the product over HTTP, on both engines; one file per room.

mod access_table;
mod agreement;
mod contacts;
mod contracts;
mod filters;
mod opportunities;
mod portals;
mod relations;
