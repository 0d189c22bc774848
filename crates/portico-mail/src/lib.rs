//! Letters: composed once with a text and an HTML part, and delivered over SMTP.

mod entities;
mod html;
mod letter;
mod look;
mod source;
mod words;

pub use letter::{Letter, Part, Span, compose};
pub use look::Look;
pub use source::{Aids, read};
