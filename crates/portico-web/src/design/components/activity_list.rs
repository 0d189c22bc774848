//! Activity list: who did what and when, newest first.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::avatar::{Avatar, AvatarSize};
use super::diff::{DiffRow, Fate};
use super::either;
use crate::design::icons::Icon;

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Entry {
    mark: Markup,
    sentence: Markup,
    when: String,
    body: Option<Markup>,
    id: Option<String>,
}

impl Entry {
    /// What happened in a sentence, with an icon, and when.
    pub fn new(icon: Icon, sentence: impl Render, when: impl Into<String>) -> Self {
        let mark = html! { span.activity-mark { (icon.svg()) } };
        Self { mark, sentence: sentence.render(), when: when.into(), body: None, id: None }
    }

    /// What somebody did, with the initials.
    pub fn by(name: &str, sentence: impl Render, when: impl Into<String>) -> Self {
        let mark = Avatar::new(name).size(AvatarSize::Small).render();
        Self { mark, sentence: sentence.render(), when: when.into(), body: None, id: None }
    }

    /// A name, so that links lead to it.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What changed, such as diff rows.
    pub fn body(mut self, body: impl Render) -> Self {
        self.body = Some(body.render());
        self
    }
}

/// Things that happened.
#[derive(Debug, Clone)]
pub struct ActivityList {
    entries: Vec<Entry>,
    class: &'static str,
}

impl ActivityList {
    /// The history of a record, on a line.
    pub fn history() -> Self {
        Self { entries: Vec::new(), class: "activity" }
    }

    /// Short lines in a card.
    pub fn feed() -> Self {
        Self { entries: Vec::new(), class: "feed" }
    }

    /// One more, older than those before.
    pub fn entry(mut self, entry: Entry) -> Self {
        self.entries.push(entry);
        self
    }
}

impl Render for ActivityList {
    fn render(&self) -> Markup {
        html! {
            ol class=(self.class) {
                @for entry in &self.entries {
                    li id=[entry.id.as_deref()] {
                        (entry.mark)
                        div.activity-text {
                            div.activity-line { p { (entry.sentence) } span.when { (entry.when) } }
                            @if let Some(body) = &entry.body { div.activity-body { (body) } }
                        }
                    }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    html! {
        (ActivityList::history()
            .entry(Entry::new(Icon::Pencil, html! { strong { "Katrin Berger" } (l(" möchte die Lieferadresse ändern", " asked to change the delivery address")) }, "14:06")
                .body(DiffRow::new("delivery_address", Fate::Changed { old: "Ulmenweg 7".into(), new: "Ulmenweg 7 a, Hinterhaus".into() })))
            .entry(Entry::new(Icon::Eye, html! { strong { "Lena Vogt" } (l(" hat den Vertrag angesehen", " looked at this contract")) }, "10:15")))
        (ActivityList::feed()
            .entry(Entry::by("Jana Petersen", html! { strong { "Jana Petersen" } (l(" änderte ", " changed ")) strong { (l("Zählerstand", "Meter reading")) } }, "14:02"))
            .entry(Entry::by("Tobias Reuter", html! { strong { "Tobias Reuter" } (l(" grenzte ein Recht ein", " narrowed a grant")) }, "11:37")))
    }
}
