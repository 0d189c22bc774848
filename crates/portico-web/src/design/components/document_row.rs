//! Document row: a file to open or take away, with its type and size.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::tag::Tag;
use super::{Current, Tone, either};
use crate::design::icons::Icon;
use crate::design::words::t;

/// One document.
#[derive(Debug, Clone)]
pub struct DocumentRow {
    locale: Locale,
    title: String,
    facts: String,
    icon: Icon,
    open: String,
    download: Option<String>,
    belongs_to: Option<String>,
    new: Option<Markup>,
    current: Current,
}

impl DocumentRow {
    /// A document: title, facts such as `18. Nov. 2026 · PDF, 184 KB`, and where it opens.
    pub fn new(
        locale: Locale,
        title: impl Into<String>,
        facts: impl Into<String>,
        open: impl Into<String>,
    ) -> Self {
        Self {
            locale,
            title: title.into(),
            facts: facts.into(),
            icon: Icon::FileText,
            open: open.into(),
            download: None,
            belongs_to: None,
            new: None,
            current: Current::No,
        }
    }

    /// What kind of document it is.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = icon;
        self
    }

    /// Where it is downloaded.
    pub fn download(mut self, href: impl Into<String>) -> Self {
        self.download = Some(href.into());
        self
    }

    /// What it belongs to, in a list of documents of many things.
    pub fn belongs_to(mut self, what: impl Into<String>) -> Self {
        self.belongs_to = Some(what.into());
        self
    }

    /// The page it is opened from, to be led back to.
    pub fn from(mut self, here: &str) -> Self {
        let encoded = |byte: u8| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        };
        self.open = format!("{}?back={}", self.open, here.bytes().map(encoded).collect::<String>());
        self
    }

    /// Nobody has opened it yet.
    pub fn new_one(mut self) -> Self {
        self.new = Some(Tag::new(Tone::Brand, t(self.locale, "document-new")).render());
        self
    }

    /// Whether its preview is shown beside.
    pub fn current(mut self, current: impl Into<Current>) -> Self {
        self.current = current.into();
        self
    }
}

impl Render for DocumentRow {
    fn render(&self) -> Markup {
        let is_here = self.current == Current::Yes;
        html! {
            li.row.document aria-current=[is_here.then_some("true")] {
                span.tile.neutral { (self.icon.svg()) }
                div.row-text {
                    div.row-top.loose {
                        a.row-title href=(self.open) { (self.title) }
                        @if let Some(new) = &self.new { (new) }
                    }
                    div.row-facts {
                        @if let Some(what) = &self.belongs_to { (what) " · " }
                        (self.facts)
                    }
                }
                @if let Some(href) = &self.download {
                    a.button.quiet.icon-only href=(href) download title=(t(self.locale, "document-download")) {
                        (Icon::Download.svg())
                        span.for-readers { (t(self.locale, "document-download")) ": " (self.title) }
                    }
                }
            }
        }
    }
}

/// Documents one under the other.
pub fn documents(rows: Vec<DocumentRow>) -> Markup {
    html! { ul.rows { @for row in rows { (row) } } }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    documents(vec![
        DocumentRow::new(
            locale,
            l("Preisinformation ab 1. Januar 2027", "Price information from 1 January 2027"),
            "18. Nov. 2026 · PDF, 184 KB",
            "#1",
        )
        .download("#d1")
        .new_one(),
        DocumentRow::new(
            locale,
            l("Jahresrechnung 2025 Strom", "Annual bill 2025 electricity"),
            "12. Dez. 2025 · PDF, 212 KB",
            "#2",
        )
        .icon(Icon::ReceiptEuro)
        .download("#d2")
        .current(true),
        DocumentRow::new(
            locale,
            l("Foto Zählerschrank", "Photo meter cabinet"),
            "9. Nov. 2026 · JPG, 2,4 MB",
            "#3",
        )
        .icon(Icon::Image)
        .download("#d3"),
    ])
}
