//! The front door that the API and the pages share: who is calling, what was sent, what is refused, and serving.

mod app;
mod callers;
mod compress;
mod cookies;
mod query;
mod refusals;
mod routes;
mod sending;
mod sent;
mod server;
mod verbs;
mod visitors;

pub use app::App;
pub use callers::{AnyReader, Anyone, Either, ExternalOidc, OrgUser, PortalReader, PortalUser};
pub use compress::{gzip, takes_gzip};
pub use cookies::{
    ADMIN_COOKIE, CAME_BY_COOKIE, PORTAL_COOKIE, PROVIDER_COOKIE, clear_cookie, cookie, set_cookie,
};
pub use query::Query;
pub use refusals::{Problem, Reply, reference_of};
pub use routes::{CallerKind, Endpoint, Op, Routes, delete, get, patch, post, put};
pub use sending::{How, picture, send_content};
pub use sent::{Raw, Sent};
pub use server::{Peer, Started, serve};
pub use verbs::VERBS;
pub use visitors::{Visitor, VisitorHost};
