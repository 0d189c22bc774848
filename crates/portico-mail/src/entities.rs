//! Characters that HTML writes by name or number.

const NAMED: [(&str, char); 24] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("euro", '€'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bdquo", '„'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("sbquo", '‚'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
];

/// A text of HTML as it is read.
pub(crate) fn decoded(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at);
        read.push_str(before);
        match named(after) {
            Some((character, length)) => {
                read.push(character);
                rest = after.get(length..).unwrap_or_default();
            }
            None => {
                read.push('&');
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    read.push_str(rest);
    read
}

/// The character that a text begins with, and how long its name is.
fn named(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || *c == '\n')?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn names_and_numbers_are_read_once_and_the_rest_stays() {
        assert_eq!(
            decoded("M&uuml;ller &amp;amp; S&#246;hne &x; &#x20AC;& &#0;"),
            "Müller &amp; Söhne &x; €& &#0;"
        );
        assert_eq!(decoded("&"), "&");
        assert_eq!(decoded("&ä;"), "&ä;");
    }
}
