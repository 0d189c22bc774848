//! Lines of comma-separated values that no spreadsheet takes for a formula.

use super::cells::Cell;
use super::{Form, Separator};

/// What a spreadsheet starts to calculate at.
const STARTERS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// One line with its end.
pub(super) fn line(form: &Form, cells: impl IntoIterator<Item = Cell>) -> String {
    separated(form.separator, cells)
}

/// One line with its end, for cells that belong to no form.
pub(super) fn separated(separator: Separator, cells: impl IntoIterator<Item = Cell>) -> String {
    let separator = match separator {
        Separator::Semicolon => ';',
        Separator::Comma => ',',
    };
    let texts: Vec<String> = cells.into_iter().map(|cell| written(separator, cell)).collect();
    texts.join(separator.encode_utf8(&mut [0; 4])) + "\r\n"
}

fn written(separator: char, cell: Cell) -> String {
    let text = match cell {
        // What is a number by its type is no formula, also below zero.
        Cell::Number(text) => text,
        Cell::Text(text) if text.starts_with(STARTERS) => format!("'{text}"),
        Cell::Text(text) => text,
    };
    let quoted = |c: char| c == separator || matches!(c, '"' | '\r' | '\n');
    if text.contains(quoted) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use portico_kit::Locale;

    use super::*;

    fn written_as(separator: Separator, cells: &[Cell]) -> String {
        let form = Form { schema: String::new(), attributes: Vec::new(), locale: Locale::De, separator };
        line(&form, cells.to_vec())
    }

    #[test]
    fn what_would_start_a_formula_is_a_text() {
        for start in ["=1+1", "+49 30", "-2+3", "@sum", "\tx", "\rx"] {
            let told = written_as(Separator::Comma, &[Cell::Text(start.to_owned())]);
            assert!(told.trim_start_matches('"').starts_with(&format!("'{}", &start[..1])), "{told:?}");
        }
        let cells = [Cell::Number("-4,67".to_owned()), Cell::Text("a=b".to_owned())];
        assert_eq!(written_as(Separator::Semicolon, &cells), "-4,67;a=b\r\n");
    }

    #[test]
    fn only_what_has_to_be_quoted_is() {
        let cells =
            ["plain", "a;b", "a,b", "say \"hi\"", "two\nlines"].map(|text| Cell::Text(text.to_owned()));
        assert_eq!(
            written_as(Separator::Semicolon, &cells),
            "plain;\"a;b\";a,b;\"say \"\"hi\"\"\";\"two\nlines\"\r\n"
        );
        assert!(written_as(Separator::Comma, &cells).starts_with("plain,a;b,\"a,b\","));
    }
}
