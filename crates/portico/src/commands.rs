//! The commands, one file each.

pub mod backup;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod migrate;
pub mod org;
pub mod restore;
pub mod serve;
pub mod token;

/// Where data is kept when nobody says otherwise.
const FOLDER: &str = "./data";
/// Where the demo keeps its data when nobody says otherwise.
const DEMO_FOLDER: &str = "./data/demo";
