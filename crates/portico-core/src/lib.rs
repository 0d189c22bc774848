//! The domain: one room per noun of the product, with its types, rules, verbs and SQL.
//!
//! Verbs are plain functions over a transaction and a [`Caller`]; pages and JSON operations call the same ones.

pub mod access;
pub mod access_events;
pub mod action_rules;
pub mod activity;
pub mod activity_mail;
pub mod api_tokens;
pub mod authenticators;
pub mod batches;
pub mod budgets;
pub mod caller;
pub mod core;
pub mod designs;
pub mod dismissals;
pub mod domains;
pub mod edit_rules;
pub mod email_templates;
pub mod entities;
pub mod exports;
pub mod files;
pub mod identifiers;
pub mod jobs;
pub mod letters;
pub mod mail;
pub mod mailbox;
pub mod meter_readings;
pub mod news;
pub mod offers;
pub mod one_time;
pub mod orders;
pub mod own_account;
pub mod pages;
pub mod partners;
pub mod passkeys;
pub mod payments;
pub mod portal_files;
pub mod portals;
mod refusal;
pub mod registration;
pub mod roles;
pub mod schemas;
pub mod setup;
pub mod sign_in;
pub mod staff;
pub mod surfaces;
pub mod targets;
pub mod templates;
pub mod tenants;
pub mod users;
pub mod views;
pub mod widgets;

pub use caller::{Acting, Actor, ActorKind, Caller};
pub use core::{Core, CoreOptions, HASHERS};
pub use portico_fetch::Private;
pub use refusal::Refusal;
