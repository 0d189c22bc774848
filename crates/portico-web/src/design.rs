//! The design system: colours from two brand colours, words in both languages, and the parts pages are made of.

pub mod assets;
pub mod color;
pub mod components;
pub mod format;
pub mod gallery;
pub mod icons;
pub mod layout;
pub mod remarks;
pub mod roles;
pub mod solver;
pub mod theme;
pub mod tokens;
pub mod words;
