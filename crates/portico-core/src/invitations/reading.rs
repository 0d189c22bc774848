//! Reading a list of people: the encoding, the separator and the columns are recognised, every line is told apart.

use std::borrow::Cow;
use std::collections::HashSet;

use portico_kit::{EmailAddress, Locale};
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::registration::Identifier;
use crate::schemas::Catalogue;

/// The most people of one list.
pub const MOST_ROWS: usize = 5_000;
/// The largest list, in bytes.
pub const MOST_BYTES: usize = 2_000_000;
/// What may stand between two cells.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Why a list cannot be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unreadable {
    /// Nothing stands in it.
    Empty,
    /// It has a head and nothing below.
    NoPeople,
    /// No column holds addresses.
    NoAddresses,
    /// It has more people than a list may.
    TooMany,
    /// It has more bytes than a list may.
    TooLarge,
    /// It is no text with columns.
    NoList,
}

impl From<Unreadable> for Refusal {
    fn from(why: Unreadable) -> Self {
        let message = match why {
            Unreadable::Empty => "The list is empty.".to_owned(),
            Unreadable::NoPeople => "The list has a head and no people below it.".to_owned(),
            Unreadable::NoAddresses => {
                "No column holds addresses. Name one \"email\" in the first line.".to_owned()
            }
            Unreadable::TooMany => format!("One list invites at most {MOST_ROWS} people. Take it in parts."),
            Unreadable::TooLarge => {
                format!("The list is larger than {} MB. Take it in parts.", MOST_BYTES / 1_000_000)
            }
            Unreadable::NoList => "This is no list that can be read. Save it as CSV.".to_owned(),
        };
        Self::invalid("csv", message)
    }
}

/// What a column holds.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(tag = "holds", rename_all = "snake_case")]
pub enum Column {
    /// The address to invite.
    Email,
    /// The id of the contact.
    Contact,
    /// The language of the letter.
    Language,
    /// The portal.
    Portal,
    /// A value that finds the contact.
    Identifier {
        /// The schema.
        schema: String,
        /// The attribute.
        name: String,
    },
    /// Nothing that is needed; its head.
    Unused {
        /// The words above it.
        head: String,
    },
}

/// A value that finds the contact: schema, attribute, value.
pub type Value = (String, String, String);

/// A line as it was written.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its number in the file, from 1.
    pub line: u64,
    /// The address, as written.
    pub email: String,
    /// The contact's id, or nothing.
    pub contact: String,
    /// The language, as written.
    pub language: String,
    /// The portal, as written.
    pub portal: String,
    /// What finds the contact.
    pub identifiers: Vec<Value>,
    /// Whether an earlier line invites the same address to the same portal.
    pub twice: bool,
}

impl Line {
    /// The language of the letter, when one is written that we speak.
    pub fn locale(&self) -> Option<Locale> {
        match self.language.to_lowercase().as_str() {
            "deutsch" | "german" => Some(Locale::De),
            "englisch" | "english" => Some(Locale::En),
            code => Locale::parse(code),
        }
    }
}

/// A list that was read.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What stands between two cells.
    pub separator: char,
    /// What each column holds.
    pub columns: Vec<Column>,
    /// The lines below the head.
    pub lines: Vec<Line>,
}

/// Reads a list. `wanted` are the identifiers of the portal, which are found by their plain names too.
///
/// # Errors
/// When it is empty, too long, or has no column of addresses.
pub fn read(bytes: &[u8], catalogue: &Catalogue, wanted: &[Identifier]) -> Result<Sheet, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    // Lines are counted by their one end, as editors count them.
    let text = decoded(bytes).replace("\r\n", "\n");
    if text.contains('\0') {
        return Err(Unreadable::NoList);
    }
    let separator = separator_of(&text);
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in rows.records() {
        let record = record.map_err(|_| Unreadable::NoList)?;
        if record.iter().any(|cell| !cell.is_empty()) {
            records.push(record);
        }
        if records.len() > MOST_ROWS + 1 {
            return Err(Unreadable::TooMany);
        }
    }
    let first = records.first().ok_or(Unreadable::Empty)?;
    // A list without a head: whatever looks like an address is one.
    let has_head = !first.iter().any(|cell| EmailAddress::parse(cell).is_ok());
    let columns: Vec<Column> = match has_head {
        true => first.iter().map(|head| column(head, catalogue, wanted)).collect(),
        false => first.iter().map(headless).collect(),
    };
    if !columns.contains(&Column::Email) {
        return Err(Unreadable::NoAddresses);
    }
    let mut known = HashSet::new();
    let lines = records.iter().skip(usize::from(has_head)).map(|record| {
        let mut line = Line { line: number(&text, record), ..line(record, &columns) };
        line.twice =
            !line.email.is_empty() && !known.insert((line.email.to_lowercase(), line.portal.clone()));
        line
    });
    let lines: Vec<Line> = lines.collect();
    if lines.is_empty() {
        return Err(Unreadable::NoPeople);
    }
    Ok(Sheet { separator: char::from(separator), columns, lines })
}

/// The text of a file as spreadsheets save it: UTF-8 or UTF-16 by their marks, UTF-8, or else Windows-1252.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// What parts the first line into the most cells, outside of quotes.
fn separator_of(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [0_usize; SEPARATORS.len()];
    for byte in text.trim_start().bytes().take_while(|byte| *byte != b'\n' && *byte != b'\r') {
        quoted ^= byte == b'"';
        for (count, _) in counts.iter_mut().zip(SEPARATORS).filter(|(_, one)| *one == byte && !quoted) {
            *count += 1;
        }
    }
    let best = SEPARATORS.into_iter().zip(counts).rev().max_by_key(|(_, count)| *count);
    best.map_or(b';', |(separator, _)| separator)
}

fn headless(cell: &str) -> Column {
    match EmailAddress::parse(cell) {
        Ok(_) => Column::Email,
        Err(_) => Column::Unused { head: String::new() },
    }
}

/// Only letters and digits, in small letters.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn column(head: &str, catalogue: &Catalogue, wanted: &[Identifier]) -> Column {
    match plain(head).as_str() {
        "email" | "mail" | "emailadresse" | "emailaddress" | "mailadresse" => return Column::Email,
        "contactid" | "contact" | "kontaktid" | "kontakt" | "id" => return Column::Contact,
        "language" | "sprache" | "lang" | "locale" | "preferredlanguage" => return Column::Language,
        "portal" | "portalid" => return Column::Portal,
        _ => {}
    }
    if let Some((schema, name)) = head.split_once('.')
        && catalogue.find(schema).is_some_and(|kind| kind.attribute(name).is_some())
    {
        return Column::Identifier { schema: schema.to_owned(), name: name.to_owned() };
    }
    let found = wanted.iter().find(|one| {
        let attribute = catalogue.find(&one.schema).and_then(|kind| kind.attribute(&one.name));
        let labels = attribute.map(|attribute| Locale::ALL.map(|locale| attribute.label(locale)));
        plain(&one.name) == plain(head)
            || labels.is_some_and(|labels| labels.iter().any(|label| plain(label) == plain(head)))
    });
    match found {
        Some(one) => Column::Identifier { schema: one.schema.clone(), name: one.name.clone() },
        None => Column::Unused { head: head.to_owned() },
    }
}

/// The number of a record's line in the text: the reader tells where it began to look, which may be at blank lines.
fn number(text: &str, record: &csv::StringRecord) -> u64 {
    let Some(place) = record.position() else { return 0 };
    let ahead = usize::try_from(place.byte()).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
    let blank = ahead.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let skipped = blank.filter(|byte| *byte == b'\n').count();
    place.line() + u64::try_from(skipped).unwrap_or_default()
}

fn line(record: &csv::StringRecord, columns: &[Column]) -> Line {
    let mut line = Line::default();
    for (column, cell) in columns.iter().zip(record).filter(|(_, cell)| !cell.is_empty()) {
        match column {
            Column::Email => cell.clone_into(&mut line.email),
            Column::Contact => cell.clone_into(&mut line.contact),
            Column::Language => cell.clone_into(&mut line.language),
            Column::Portal => cell.clone_into(&mut line.portal),
            Column::Identifier { schema, name } => {
                line.identifiers.push((schema.clone(), name.clone(), cell.to_owned()));
            }
            Column::Unused { .. } => {}
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(bytes: &[u8]) -> Sheet {
        let wanted = [Identifier { schema: "contract".to_owned(), name: "contract_number".to_owned() }];
        read(bytes, &Catalogue::default(), &wanted).unwrap_or_else(|refusal| panic!("{refusal:?}"))
    }

    #[test]
    fn separator_head_and_quotes_are_recognised() {
        for (separator, name) in [(';', "semicolon"), (',', "comma"), ('\t', "tab"), ('|', "bar")] {
            let text = format!(
                "E-Mail{separator}Contract number{separator}\"Note{separator} long\"\r\na@b.example{separator}7{separator}x\r\n"
            );
            let sheet = sheet(text.as_bytes());
            assert_eq!(sheet.separator, separator, "{name}");
            assert_eq!(sheet.columns.len(), 3, "{name}");
            assert_eq!(sheet.lines[0].email, "a@b.example");
            assert_eq!(
                sheet.lines[0].identifiers,
                [("contract".into(), "contract_number".into(), "7".into())]
            );
        }
    }

    #[test]
    fn the_encodings_of_spreadsheets_are_recognised() {
        let text = "email;sprache\nmüller@x.example;deutsch\n";
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        let windows: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
        for bytes in [text.as_bytes().to_vec(), marked, utf16, windows] {
            let sheet = sheet(&bytes);
            assert_eq!(sheet.lines[0].email, "müller@x.example");
            assert_eq!(sheet.lines[0].locale(), Some(Locale::De));
        }
    }

    #[test]
    fn a_list_needs_no_head_and_says_what_comes_twice() {
        let sheet = sheet(b"a@b.example\nc@d.example\n\nA@b.example\n");
        let told: Vec<(u64, bool)> = sheet.lines.iter().map(|line| (line.line, line.twice)).collect();
        assert_eq!(told, [(1, false), (2, false), (4, true)]);
        let sheet = self::sheet(b"a@b.example\r\n\r\nc@d.example\r\n");
        assert_eq!(sheet.lines.iter().map(|line| line.line).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn what_is_no_list_is_refused_and_says_why() {
        let many = "a@b.example\n".repeat(MOST_ROWS + 2);
        for (bytes, why) in [
            (b"".to_vec(), Unreadable::Empty),
            (b"name;phone\nx;y".to_vec(), Unreadable::NoAddresses),
            (b"email\n".to_vec(), Unreadable::NoPeople),
            (b"PK\x03\x04\0\0".to_vec(), Unreadable::NoList),
            (many.into_bytes(), Unreadable::TooMany),
            (vec![b'a'; MOST_BYTES + 1], Unreadable::TooLarge),
        ] {
            assert_eq!(read(&bytes, &Catalogue::default(), &[]).err(), Some(why));
        }
    }
}
