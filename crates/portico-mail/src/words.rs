//! The plain text part of a letter.

use crate::{Look, Part, Span};

/// What the parts say, in plain text; a heading that says what the subject says is left out.
pub(crate) fn plain(subject: &str, parts: &[Part], look: &Look) -> String {
    let parts = match parts {
        [Part::Heading(spans), rest @ ..] if of_spans(spans) == subject => rest,
        parts => parts,
    };
    let mut text = String::new();
    let mut before: Option<&Part> = None;
    for part in parts {
        if let Some(before) = before {
            let listed = matches!((before, part), (Part::Item(_), Part::Item(_)));
            text.push_str(if listed { "\n" } else { "\n\n" });
        }
        text.push_str(&told(part));
        before = Some(part);
    }
    let mut foot = vec![look.brand.as_str()];
    foot.extend(look.foot.iter().map(String::as_str));
    foot.retain(|line| !line.is_empty());
    if !foot.is_empty() {
        text.push_str("\n\n--\n");
        text.push_str(&foot.join("\n"));
    }
    text
}

fn told(part: &Part) -> String {
    match part {
        Part::Heading(spans) | Part::Text(spans) => of_spans(spans),
        Part::Item(spans) => format!("- {}", of_spans(spans)),
        Part::Code(code) => code.clone(),
        Part::Button { label, link } => format!("{label}:\n{link}"),
    }
}

/// Words with the addresses they lead to behind them.
pub(crate) fn of_spans(spans: &[Span]) -> String {
    let told = spans.iter().map(|span| match &span.link {
        Some(link) if !link.ends_with(span.text.trim()) => format!("{} ({link})", span.text),
        Some(link) => link.clone(),
        None => span.text.clone(),
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_together_and_links_behind_their_words() {
        let span = |text: &str, link: Option<&str>| Span {
            text: text.to_owned(),
            link: link.map(str::to_owned),
            ..Span::default()
        };
        let parts = [
            Part::paragraph("One"),
            Part::Item(vec![span("two", None)]),
            Part::Item(vec![span("three", Some("https://a.example/3"))]),
            Part::Text(vec![span("https://a.example", Some("https://a.example"))]),
        ];
        let text = plain("Two", &parts, &Look::default());
        assert_eq!(text, "One\n\n- two\n- three (https://a.example/3)\n\nhttps://a.example");
    }
}
