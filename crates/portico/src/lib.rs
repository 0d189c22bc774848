//! The program: reads the command line, opens the data, and wires the floors of the house together.

pub mod cli;
mod commands;
pub mod demo;
mod logging;
mod output;
pub mod place;
mod problem;
pub mod serve;
mod settings;

pub use problem::Problem;
