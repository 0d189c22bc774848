//! Calls to other servers whose addresses people configure: only to public addresses, never following a redirect, with
//! limits of time and size. Whoever needs such a call makes it here.

mod fetch;
mod lookup;
mod names;
mod places;
mod resolver;

pub use fetch::{Answer, Fetch, Private, Unreachable, basic};
pub use lookup::any_addresses;
pub use names::{Authorities, Authority, Names, Unanswered};
pub use places::{Place, is_public};
