//! Layout: whole pages around their content: portal, task, sign-in and console.

mod columns;
mod console;
mod document;
mod portal;
mod shell;
mod sign_in;

pub use columns::{columns, grid, level_side, main_side, stack, wide_narrow};
pub use console::{ConsolePage, ConsoleShell, NavGroup, NavItem, console_page};
pub use document::SchemeChoice;
pub use portal::{back_to, portal_page, sample_page, task_page};
pub use shell::{Brand, Footer, Notices, OtherLanguage, Place, PortalShell, ShellUser};
pub use sign_in::{Promise, Promises, bare_console_page, divider, sign_in_page};

#[cfg(test)]
mod tests;
