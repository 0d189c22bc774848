//! The product as tests run it: in this process, on either engine, with a small cast of people and a rival tenant.
//!
//! A test that needs PostgreSQL finds a server by `PORTICO_TEST_POSTGRES`; `cargo xtask postgres` lends one.

mod answer;
mod app;
pub mod cast;
mod client;
mod database;
mod dump;
mod engines;
mod name_server;
mod post_office;
pub mod published;

pub use answer::Answer;
pub use app::{TARGET, TestApp};
pub use client::Client;
pub use name_server::NameServer;
pub use portico_db::Engine;
pub use post_office::{Arrived, PostOffice};
