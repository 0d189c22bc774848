//! The demo: two companies that share one installation, and as many generated customers as wanted.

mod bundle;
mod facts;
mod generated;
mod load;
mod organisation;
mod passwords;

pub use bundle::Bundle;
pub use facts::Facts;
pub use generated::load as load_generated;
pub use load::load;
