//! What the machine can do at best: two bare servers and a bare writer that Portico's speed is measured
//! against in the same run, and the load client that drives them all.

pub mod bearer;
pub mod client;
pub mod forms;
pub mod load;
pub mod pages;
pub mod people;
pub mod serve;
pub mod store;
pub mod write;

/// Anything that can stop a run; the text says what.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
