//! Letters: composed once with a text and an HTML part, and delivered over SMTP.

mod entities;
mod html;
mod letter;
mod look;
mod message;
mod said;
mod server;
mod smtp;
mod source;
mod stream;
mod words;

pub use letter::{Letter, Part, Span, compose};
pub use look::Look;
pub use message::{Outgoing, Sender};
pub use server::{Security, Server};
pub use smtp::{Delivery, Patience, Stage, Way, deliver, knock};
pub use source::{Aids, read};
