//! Stories of the product over HTTP, on both engines; one file per room.

mod access_table;
mod agreement;
mod bad_input;
mod configuration;
mod contacts;
mod contracts;
mod filters;
mod front_door;
mod hidden;
mod identifiers;
mod migrations;
mod nodes;
mod one_time;
mod opportunities;
mod pages;
mod portal_copies;
mod portals;
mod published;
mod races;
mod registration;
mod relations;
mod revocation;
mod schemas;
mod search;
mod sign_in;
mod tenants;
