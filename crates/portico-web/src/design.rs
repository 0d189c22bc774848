//! The design system: colours from two brand colours, words in both languages, and the parts pages are made of.
//!
//! - A **look** is a [`theme::Theme`]; [`tokens::sheet`] turns it into one small stylesheet of custom properties,
//!   and [`solver`] sees to it that every pair of colours can be read. Components read roles (`var(--fill)`) only.
//! - A **part** lives in [`components`], one noun per file, with a `sample()` that the gallery shows. To add one:
//!   write the file, name it in `components::SAMPLES`, put its rules into the sheet it belongs to (`assets/css`).
//! - A **text** lives in `texts/de` and `texts/en` under the same key; pages ask with [`words::t`]. To add one:
//!   write it in both; tests name a key that is missing or has other variables in one language.
//! - A **page** is built with [`layout`]; nothing in it is inline, so the strict content policy holds.
//!
//! Faces are those of the device, the wanted ones first (`Inter`, `Manrope`, `JetBrains Mono`): no crate carries
//! them, and they are not copied into the repository.
//!
//! `cargo test -p portico-web gallery` writes every part and the typical pages to `target/gallery/`.

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
