//! Where a portal user stands, in words.

use portico_core::users::UserStanding;
use portico_kit::Locale;

use crate::design::components::Tone;
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::words::t;

/// Every standing, in the order of the filter.
pub(super) const ALL: [UserStanding; 5] = [
    UserStanding::Active,
    UserStanding::Waiting,
    UserStanding::Unconfirmed,
    UserStanding::Expired,
    UserStanding::Off,
];

/// The word of a standing in addresses and texts.
pub(super) fn word(standing: UserStanding) -> &'static str {
    match standing {
        UserStanding::Active => "active",
        UserStanding::Waiting => "waiting",
        UserStanding::Unconfirmed => "unconfirmed",
        UserStanding::Expired => "expired",
        UserStanding::Off => "off",
    }
}

/// The standing of a word.
pub(super) fn of_word(text: &str) -> Option<UserStanding> {
    ALL.into_iter().find(|standing| word(*standing) == text)
}

/// A standing as a tag.
pub(in crate::console) fn status_tag(locale: Locale, standing: UserStanding) -> Tag {
    let (tone, icon) = match standing {
        UserStanding::Active => (Tone::Good, Icon::CircleCheck),
        UserStanding::Waiting => (Tone::Warn, Icon::Hourglass),
        UserStanding::Unconfirmed => (Tone::Info, Icon::Mail),
        UserStanding::Expired => (Tone::Neutral, Icon::Clock),
        UserStanding::Off => (Tone::Bad, Icon::Ban),
    };
    Tag::new(tone, t(locale, &format!("console-user-{}", word(standing)))).icon(icon)
}
