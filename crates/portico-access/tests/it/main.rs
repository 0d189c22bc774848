//! The rules of access: every clause as a sentence, and generated worlds in which model, decisions and SQL agree.

mod changes;
mod check;
mod database;
mod explanations;
mod filters;
mod flips;
mod grants;
mod layers;
mod masks;
mod paths;
mod plans;
mod scene;
mod worlds;
