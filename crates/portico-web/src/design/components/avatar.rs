//! Avatar: the initials of a person, beside the name.

use maud::{Markup, Render, html};
use portico_kit::Locale;

/// How large it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AvatarSize {
    /// In lists.
    Small,
    /// In the header.
    #[default]
    Regular,
    /// Before a page title.
    Large,
}

/// Initials in a circle; hidden from readers, the name always stands beside it.
#[derive(Debug, Clone)]
pub struct Avatar {
    initials: String,
    size: AvatarSize,
}

impl Avatar {
    /// The initials of a name: of the first and the last word.
    pub fn new(name: &str) -> Self {
        let first = |word: &str| word.chars().find(|c| c.is_alphanumeric());
        let mut letters = name.split_whitespace().filter_map(first);
        let start = letters.next();
        let initials = start.into_iter().chain(letters.next_back()).collect::<String>().to_uppercase();
        Self { initials, size: AvatarSize::default() }
    }

    /// Another size.
    pub fn size(mut self, size: AvatarSize) -> Self {
        self.size = size;
        self
    }
}

impl Render for Avatar {
    fn render(&self) -> Markup {
        let size = match self.size {
            AvatarSize::Small => " small",
            AvatarSize::Regular => "",
            AvatarSize::Large => " large",
        };
        html! { span class={ "avatar" (size) } aria-hidden="true" { (self.initials) } }
    }
}

/// How it looks.
pub fn sample(_: Locale) -> Markup {
    html! {
        p.tags {
            (Avatar::new("Jana Petersen").size(AvatarSize::Small))
            (Avatar::new("Katrin Berger"))
            (Avatar::new("Mehmet Arslan").size(AvatarSize::Large))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_last_word() {
        for (name, initials) in [("Katrin Berger", "KB"), ("Öz", "Ö"), ("Dr. Paul Nagel", "DN"), ("", "")] {
            assert_eq!(Avatar::new(name).initials, initials);
        }
    }
}
