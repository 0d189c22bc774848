//! Photo list: required pictures as tiles; each says what must be in the picture.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::either;
use crate::design::icons::Icon;
use crate::design::words::t;

/// Where a picture stands.
#[derive(Debug, Clone)]
pub enum Photo {
    /// It is to be taken; the field that takes it has this name.
    ToTake {
        /// The name of the file field.
        field: String,
    },
    /// It has arrived: the picture, and when.
    Done {
        /// Where the picture lies.
        picture: String,
        /// When it arrived.
        when: String,
    },
    /// It was refused, and why.
    Refused {
        /// The name of the file field for a new one.
        field: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// Tiles of required pictures.
#[derive(Debug, Clone)]
pub struct PhotoList {
    locale: Locale,
    tiles: Vec<(String, String, Photo)>,
}

impl PhotoList {
    /// An empty list.
    pub fn new(locale: Locale) -> Self {
        Self { locale, tiles: Vec::new() }
    }

    /// One picture: what must be in it, whether it is required, where it stands.
    pub fn photo(mut self, subject: impl Into<String>, demand: impl Into<String>, photo: Photo) -> Self {
        self.tiles.push((subject.into(), demand.into(), photo));
        self
    }

    fn take(&self, field: &str, subject: &str) -> Markup {
        html! {
            label.photo-take {
                (Icon::Camera.svg())
                span { (t(self.locale, "photo-take")) span.for-readers { ": " (subject) } }
                input type="file" name=(field) accept="image/*" capture="environment";
            }
        }
    }
}

impl Render for PhotoList {
    fn render(&self) -> Markup {
        html! {
            ul.photos {
                @for (subject, demand, photo) in &self.tiles {
                    li.photo {
                        @match photo {
                            Photo::ToTake { field } => (self.take(field, subject)),
                            Photo::Refused { field, .. } => (self.take(field, subject)),
                            Photo::Done { picture, .. } => img.photo-picture src=(picture) alt="" loading="lazy";,
                        }
                        div.photo-words {
                            strong { (subject) }
                            @match photo {
                                Photo::ToTake { .. } => small { (demand) },
                                Photo::Done { when, .. } => small.photo-done { (Icon::Check.svg()) (when) },
                                Photo::Refused { reason, .. } => small.photo-refused { (Icon::CircleX.svg()) (reason) },
                            }
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
    let picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 9'%3E%3Crect width='16' height='9' fill='%239db6cf'/%3E%3Cpath d='M0 9 8 1l8 8z' fill='%23924a35'/%3E%3C/svg%3E";
    PhotoList::new(locale)
        .photo(
            l("Dachfläche vorher", "Roof before"),
            l("Pflicht", "Required"),
            Photo::Done { picture: picture.into(), when: l("8:41 Uhr", "8:41 am").into() },
        )
        .photo(
            l("Typenschild Wechselrichter", "Inverter plate"),
            l("Pflicht", "Required"),
            Photo::ToTake { field: "plate".into() },
        )
        .photo(
            l("Erdung", "Earthing"),
            l("Pflicht", "Required"),
            Photo::Refused { field: "earth".into(), reason: l("Unscharf", "Blurred").into() },
        )
        .render()
}
