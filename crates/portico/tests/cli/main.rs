//! The program as people and scripts meet it: started by its command line, on both engines.

mod backups;
mod demo;
mod engine;
mod generated;
mod letters;
mod messages;
mod organisations;
mod program;
