//! The settings of a schema and of its attributes, by type.

use crate::portal::blocks::settings::{Kind, Offer, Setting, setting};

/// The types of attributes that records keep, show and change; others are kept as they are.
pub(super) const TYPES: [&str; 20] = [
    "string",
    "number",
    "currency",
    "boolean",
    "date",
    "datetime",
    "select",
    "multiselect",
    "status",
    "address",
    "email",
    "phone",
    "link",
    "country",
    "payment",
    "table",
    "relation",
    "file",
    "image",
    "internal",
];

/// The names of a schema, how records are called, and its groups.
pub(super) const SCHEMA: &[Setting] = &[
    setting("name", Kind::Label("name")),
    setting("plural", Kind::Label("plural")),
    setting("title_template", Kind::Word),
    setting("icon", Kind::One(Offer::Icons)),
    setting(
        "group_settings",
        Kind::Rows(&[setting("id", Kind::Word), setting("label", Kind::Label("label"))]),
    ),
];

/// What every attribute has.
const COMMON: &[Setting] = &[
    setting("label", Kind::Label("label")),
    setting("type", Kind::One(Offer::Types)),
    setting("group", Kind::One(Offer::Groups)),
];
const FLAGS: &[Setting] = &[
    setting("required", Kind::Flag(false)),
    setting("readonly", Kind::Flag(false)),
    setting("hidden", Kind::Flag(false)),
    setting("sensitive", Kind::Flag(false)),
    setting("exclude_from_search", Kind::Flag(false)),
];
const IDENTIFIER: &[Setting] = &[setting("identifier", Kind::Flag(false))];
const MULTILINE: &[Setting] = &[setting("multiline", Kind::Flag(false))];
const REPEATABLE: &[Setting] = &[setting("repeatable", Kind::Flag(false))];
const UNIT: &[Setting] = &[setting("unit", Kind::Word)];
const OPTIONS: &[Setting] = &[setting(
    "options",
    Kind::Rows(&[setting("value", Kind::Word), setting("title", Kind::Label("label"))]),
)];
const STATUSES: &[Setting] = &[setting(
    "options",
    Kind::Rows(&[
        setting("value", Kind::Word),
        setting("title", Kind::Label("label")),
        setting("tone", Kind::Choice(&["neutral", "good", "warn", "bad", "info"])),
    ]),
)];
const COLUMNS: &[Setting] = &[setting(
    "columns",
    Kind::Rows(&[
        setting("name", Kind::Word),
        setting("label", Kind::Label("label")),
        setting("type", Kind::Choice(&["string", "number", "date"])),
    ]),
)];
const RELATION: &[Setting] = &[
    setting("allowedSchemas", Kind::Many(Offer::Schemas)),
    setting("relation_type", Kind::Choice(&["has_many", "has_one"])),
];

/// The settings of an attribute of a type.
pub(super) fn of_type(kind: &str) -> Vec<&'static [Setting]> {
    let own: &[&'static [Setting]] = match kind {
        "string" => &[FLAGS, IDENTIFIER, MULTILINE],
        "number" => &[UNIT, FLAGS],
        "email" | "phone" => &[FLAGS, IDENTIFIER, REPEATABLE],
        "address" | "payment" => &[FLAGS, REPEATABLE],
        "select" | "radio" | "multiselect" | "checkbox" => &[OPTIONS, FLAGS],
        "status" => &[STATUSES, FLAGS],
        "table" => &[COLUMNS, FLAGS],
        "relation" => &[RELATION, FLAGS],
        _ => &[FLAGS],
    };
    std::iter::once(COMMON).chain(own.iter().copied()).collect()
}
