//! Settings: what the settings of blocks, pages and others are, described once for their forms in the console.

mod catalogue;
#[cfg(test)]
mod tests;

pub use catalogue::{BLOCKS, BlockType, Holds, IN_COLUMNS, PAGE, VISIBILITY, block_type};

/// One setting of a document.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its place in the document, with dots: `content.title`.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// What a setting holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text in every language: `{de, en}`.
    Text,
    /// Several lines in every language.
    Paragraphs,
    /// A label: a plain text with its `translations` beside it, where it has this name.
    Label(&'static str),
    /// A plain text.
    Word,
    /// A whole number between two bounds.
    Number(i64, i64),
    /// Yes or no, with what holds when nothing is said.
    Flag(bool),
    /// One of these words; the first holds when nothing is said.
    Choice(&'static [&'static str]),
    /// One of what the organisation has.
    One(Offer),
    /// Some of what the organisation has, in no order.
    Many(Offer),
    /// Some of what the organisation has, in an order.
    Listed(Offer),
    /// A moment.
    Moment,
    /// Anything, as JSON.
    Json,
    /// A list of things with settings of their own.
    Rows(&'static [Setting]),
}

/// What an organisation or portal has to choose from.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Offer {
    /// Kinds of records.
    Schemas,
    /// Attributes of the kind that the setting `schema` beside it names.
    Attributes,
    /// Attributes of this kind of records.
    AttributesOf(&'static str),
    /// Groups of attributes of all kinds, as `schema::group`.
    SchemaGroups,
    /// Groups of the kind of records at hand.
    Groups,
    /// Types of attributes.
    Types,
    /// Pages of the portal.
    Pages,
    /// Icons.
    Icons,
    /// Targets: saved conditions on records.
    Targets,
    /// Languages of the product.
    Languages,
}

/// A setting at a place.
pub const fn setting(key: &'static str, kind: Kind) -> Setting {
    Setting { key, kind }
}
