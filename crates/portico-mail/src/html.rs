//! The HTML part of a letter: one column, styles in place, a dark scheme, nothing fetched but a logo.

use crate::look::Rgb;
use crate::words::of_spans;
use crate::{Look, Part, Span};

const FACE: &str = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const WHITE: &str = "#ffffff";
const NIGHT: &str = "#1b2126";

/// The whole part.
pub(crate) fn page(subject: &str, preheader: &str, parts: &[Part], look: &Look) -> String {
    let (colours, corners) = (Colours::of(look), look.corners);
    let foot: Vec<String> = look.foot.iter().map(|line| escaped(line)).collect();
    format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"supported-color-schemes\" content=\"light dark\"><title>{title}</title>\n\
         <style>{style}</style></head>\n\
         <body class=\"page\" style=\"margin:0;padding:0;background:#f1f3f5;color:#1a2126\">\n\
         <div style=\"display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;opacity:0\">{preview}</div>\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>\
         <td class=\"room\" align=\"center\" style=\"padding:24px 12px\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
         style=\"max-width:560px\"><tr>\
         <td class=\"card\" align=\"left\" style=\"padding:28px 28px 12px;background:#ffffff;border-radius:{corners}px;\
         font:16px/1.55 {FACE};color:#1a2126\">\n{head}{body}</td></tr>\n\
         <tr><td class=\"quiet\" align=\"left\" style=\"padding:16px 28px 8px;font:13px/1.5 {FACE};color:#55616a\">\
         <strong>{brand}</strong>{line}{foot}</td></tr></table>\n\
         </td></tr></table></body></html>\n",
        language = look.language,
        title = escaped(subject),
        style = colours.style(),
        preview = escaped(&preview(preheader, parts)),
        head = head(look, &colours),
        body = body(parts, look, &colours),
        brand = escaped(&look.brand),
        line = if foot.is_empty() { "" } else { "<br>" },
        foot = foot.join("<br>"),
    )
}

struct Colours {
    fill: Rgb,
    edge: Rgb,
    soft: Rgb,
    soft_dark: Rgb,
    link: Rgb,
    link_dark: Rgb,
}

impl Colours {
    fn of(look: &Look) -> Self {
        let (fill, white, night) = (Rgb::read(&look.colour), Rgb::read(WHITE), Rgb::read(NIGHT));
        let reach = |least: f64, on: Rgb, towards: Rgb| {
            let steps = (0..=10).rev().map(|step| fill.mixed(f64::from(step) / 10.0, towards));
            steps.into_iter().find(|colour| colour.contrast(on) >= least).unwrap_or(towards)
        };
        let black = Rgb::read("#000000");
        Self {
            fill,
            // A pale button has an edge that can be seen on the card.
            edge: reach(3.0, white, black),
            soft: fill.mixed(0.1, white),
            soft_dark: fill.mixed(0.28, night),
            link: reach(4.5, white, black),
            link_dark: reach(4.5, night, white),
        }
    }

    fn style(&self) -> String {
        format!(
            ":root{{color-scheme:light dark}}\
             @media(max-width:480px){{.room{{padding:0!important}}.card{{padding:24px 20px 8px!important;\
             border-radius:0!important}}.quiet{{padding:16px 20px 24px!important}}\
             .press{{display:block!important;text-align:center!important}}}}\
             @media(prefers-color-scheme:dark){{.page{{background:#11161a!important}}\
             .card,.card p,.card h1,.card li,.card .name{{color:#e7ebee!important}}.card{{background:{NIGHT}!important}}\
             .quiet{{color:#a3aeb6!important}}.code{{background:{soft}!important;color:#ffffff!important}}\
             .press{{border-color:#a3aeb6!important}}a.link{{color:{link}!important}}}}",
            soft = self.soft_dark.hex(),
            link = self.link_dark.hex(),
        )
    }
}

/// What mailboxes show beside the subject: what was written for it, else the first sentence after the greeting.
fn preview(preheader: &str, parts: &[Part]) -> String {
    let first = || {
        let told = parts.iter().filter_map(|part| match part {
            Part::Text(spans) => Some(of_spans(spans)),
            _ => None,
        });
        told.into_iter().find(|text| !text.trim_end().ends_with(',')).unwrap_or_default()
    };
    let said = if preheader.is_empty() { first() } else { preheader.to_owned() };
    let mut letters = said.chars().take(140);
    let begun: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    // Without room behind it, mailboxes go on with the words of the letter itself.
    format!("{begun}{}", "\u{a0}\u{200c}".repeat(60))
}

/// Whose letter it is: its picture, or the first letter of its name in its colour, and the name.
fn head(look: &Look, colours: &Colours) -> String {
    if look.brand.is_empty() {
        return String::new();
    }
    let brand = escaped(&look.brand);
    let mark = match &look.logo {
        Some(logo) => format!(
            "<img src=\"{}\" alt=\"{brand}\" height=\"40\" style=\"display:block;height:40px;max-width:220px;border:0\">",
            escaped(logo)
        ),
        None => format!(
            "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>\
             <td width=\"36\" height=\"36\" align=\"center\" aria-hidden=\"true\" style=\"width:36px;height:36px;\
             background:{fill};border-radius:{corners}px;color:{label};font:700 18px/36px {FACE}\">{first}</td>\
             <td class=\"name\" style=\"padding-left:12px;font:600 17px/1.3 {FACE};color:#1a2126\">{brand}</td></tr></table>",
            fill = colours.fill.hex(),
            label = colours.fill.label(),
            corners = look.corners.min(10),
            first = escaped(&look.brand.chars().take(1).collect::<String>().to_uppercase()),
        ),
    };
    let linked = match &look.home {
        Some(home) => format!("<a href=\"{}\" style=\"text-decoration:none\">{mark}</a>", escaped(home)),
        None => mark,
    };
    format!("<div style=\"margin:0 0 24px\">{linked}</div>\n")
}

fn body(parts: &[Part], look: &Look, colours: &Colours) -> String {
    let mut html = String::new();
    let mut listed = false;
    for part in parts {
        let item = matches!(part, Part::Item(_));
        if item != listed {
            html.push_str(if item { "<ul style=\"margin:0 0 16px;padding-left:22px\">" } else { "</ul>\n" });
            listed = item;
        }
        html.push_str(&of_part(part, look, colours));
    }
    if listed {
        html.push_str("</ul>\n");
    }
    html
}

fn of_part(part: &Part, look: &Look, colours: &Colours) -> String {
    let corners = look.corners.min(12);
    match part {
        Part::Heading(spans) => format!(
            "<h1 style=\"margin:0 0 12px;font:700 22px/1.3 {FACE};color:#1a2126\">{}</h1>\n",
            inline(spans, colours)
        ),
        Part::Text(spans) => format!("<p style=\"margin:0 0 16px\">{}</p>\n", inline(spans, colours)),
        Part::Item(spans) => format!("<li style=\"margin:0 0 4px\">{}</li>", inline(spans, colours)),
        Part::Code(code) => format!(
            "<p class=\"code\" style=\"margin:0 0 24px;padding:18px 16px;background:{};border-radius:{corners}px;\
             text-align:center;font:700 32px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px;\
             color:#10161a\">{}</p>\n",
            colours.soft.hex(),
            grouped(code)
        ),
        Part::Button { label, link } => format!(
            "<p style=\"margin:8px 0 24px\"><a class=\"press\" href=\"{}\" style=\"display:inline-block;\
             padding:13px 22px;background:{fill};border:1px solid {edge};border-radius:{corners}px;color:{text};\
             font-weight:600;text-decoration:none\">{}</a></p>\n",
            escaped(link),
            escaped(label),
            fill = colours.fill.hex(),
            edge = colours.edge.hex(),
            text = colours.fill.label(),
        ),
    }
}

/// A code in two halves, which are copied as one word.
fn grouped(code: &str) -> String {
    let half = code.len() / 2;
    match code.split_at_checked(half) {
        Some((first, rest)) if code.len() == 6 => {
            format!("{}<span style=\"margin-left:12px\">{}</span>", escaped(first), escaped(rest))
        }
        _ => escaped(code),
    }
}

fn inline(spans: &[Span], colours: &Colours) -> String {
    let mut html = String::new();
    for span in spans {
        // A phone would break the word at its hyphen.
        let mut said =
            escaped(&span.text).replace("E-Mail", "<span style=\"white-space:nowrap\">E-Mail</span>");
        if span.stressed {
            said = format!("<em>{said}</em>");
        }
        if span.strong {
            said = format!("<strong>{said}</strong>");
        }
        if let Some(link) = &span.link {
            let (href, colour) = (escaped(link), colours.link.hex());
            said = format!("<a class=\"link\" href=\"{href}\" style=\"color:{colour}\">{said}</a>");
        }
        html.push_str(&said);
    }
    html
}

/// A text as it stands in HTML.
fn escaped(text: &str) -> String {
    let safe = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    safe.replace('\n', "<br>")
}
