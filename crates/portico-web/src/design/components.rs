//! The parts every page is made of: one noun per file, rendered with maud, each with a `sample()`.
//!
//! A part is built with named steps and placed with parentheses: `(Button::submit("Speichern").primary())`.

pub mod action_tile;
pub mod activity_list;
pub mod avatar;
pub mod balance;
pub mod banner;
pub mod before_after;
pub mod breadcrumb;
pub mod button;
pub mod card;
pub mod change_list;
pub mod chart;
pub mod checkbox;
pub mod choice;
pub mod dialog_page;
pub mod diff;
pub mod document_row;
pub mod empty_state;
pub mod error_summary;
pub mod explain_panel;
pub mod field;
pub mod figure;
pub mod file_field;
pub mod filter_bar;
pub mod form;
pub mod heading;
pub mod icon_list;
pub mod link;
pub mod menu;
pub mod note;
pub mod overview_row;
pub mod pagination;
pub mod permission_matrix;
pub mod photo_list;
pub mod picture;
pub mod progress;
pub mod row_list;
pub mod segmented;
pub mod select;
pub mod summary_list;
pub mod swatch;
pub mod switcher;
pub mod table;
pub mod tabs;
pub mod tag;
pub mod task_card;
pub mod teaser_card;
pub mod timeline;
pub mod value;

use maud::Markup;
use portico_kit::Locale;

use crate::design::icons::Icon;

/// What a colour says; an icon and a word always say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// It is fine.
    Good,
    /// It needs attention soon.
    Warn,
    /// It failed or is refused.
    Bad,
    /// Good to know, in progress.
    Info,
    /// New or ours.
    Brand,
}

impl Tone {
    /// The class name in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Info => "info",
            Self::Brand => "brand",
        }
    }

    /// The icon that goes with the tone unless another says it better.
    pub fn icon(self) -> Icon {
        match self {
            Self::Neutral => Icon::CircleMinus,
            Self::Good => Icon::CircleCheck,
            Self::Warn => Icon::TriangleAlert,
            Self::Bad => Icon::CircleX,
            Self::Info => Icon::Info,
            Self::Brand => Icon::Sparkles,
        }
    }
}

/// Whether this is the page, tab or choice one is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Current {
    /// One is elsewhere.
    #[default]
    No,
    /// One is here.
    Yes,
}

impl From<bool> for Current {
    fn from(here: bool) -> Self {
        if here { Self::Yes } else { Self::No }
    }
}

/// Whether a box is ticked or an option chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ticked {
    /// It is not.
    #[default]
    No,
    /// It is.
    Yes,
}

impl From<bool> for Ticked {
    fn from(ticked: bool) -> Self {
        if ticked { Self::Yes } else { Self::No }
    }
}

/// The level of a heading in its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// A part of the page.
    #[default]
    Two,
    /// A part of a part.
    Three,
}

/// The heading element of a level with its class.
pub fn title(level: Level, class: &str, text: &str) -> Markup {
    maud::html! {
        @match level {
            Level::Two => h2 class=(class) { (text) },
            Level::Three => h3 class=(class) { (text) },
        }
    }
}

/// One of two texts by language, for samples.
fn either(locale: Locale, de: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::De => de,
        Locale::En => en,
    }
}

/// One part of the gallery: the name of a component and how its sample is made.
pub type Sample = (&'static str, fn(Locale) -> Markup);

/// Every component with its sample, in the order of the gallery.
pub const SAMPLES: &[Sample] = &[
    ("button", button::sample),
    ("link", link::sample),
    ("tag", tag::sample),
    ("note", note::sample),
    ("banner", banner::sample),
    ("heading", heading::sample),
    ("breadcrumb", breadcrumb::sample),
    ("tabs", tabs::sample),
    ("segmented", segmented::sample),
    ("menu", menu::sample),
    ("avatar", avatar::sample),
    ("error_summary", error_summary::sample),
    ("field", field::sample),
    ("select", select::sample),
    ("checkbox", checkbox::sample),
    ("choice", choice::sample),
    ("file_field", file_field::sample),
    ("form", form::sample),
    ("card", card::sample),
    ("task_card", task_card::sample),
    ("balance", balance::sample),
    ("figure", figure::sample),
    ("progress", progress::sample),
    ("summary_list", summary_list::sample),
    ("value", value::sample),
    ("before_after", before_after::sample),
    ("timeline", timeline::sample),
    ("icon_list", icon_list::sample),
    ("row_list", row_list::sample),
    ("document_row", document_row::sample),
    ("filter_bar", filter_bar::sample),
    ("table", table::sample),
    ("pagination", pagination::sample),
    ("empty_state", empty_state::sample),
    ("dialog_page", dialog_page::sample),
    ("activity_list", activity_list::sample),
    ("diff", diff::sample),
    ("explain_panel", explain_panel::sample),
    ("permission_matrix", permission_matrix::sample),
    ("picture", picture::sample),
    ("swatch", swatch::sample),
    ("switcher", switcher::sample),
    ("photo_list", photo_list::sample),
    ("overview_row", overview_row::sample),
    ("chart", chart::sample),
    ("action_tile", action_tile::sample),
    ("teaser_card", teaser_card::sample),
    ("change_list", change_list::sample),
];

#[cfg(test)]
pub(crate) mod tests;
