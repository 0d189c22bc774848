//! The HTML part of a letter: one column, styles in place, a dark scheme, nothing fetched but a logo.

use crate::look::Rgb;
use crate::words::of_spans;
use crate::{Look, Part, Span};

const FACE: &str = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const WHITE: &str = "#ffffff";
const NIGHT: &str = "#1b2126";

/// The whole part.
pub(crate) fn page(subject: &str, parts: &[Part], look: &Look) -> String {
    let (colours, corners) = (Colours::of(look), look.corners);
    let foot: Vec<String> = look.foot.iter().map(|line| escaped(line)).collect();
    format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"supported-color-schemes\" content=\"light dark\"><title>{title}</title>\n\
         <style>{style}</style></head>\n\
         <body class=\"page\" style=\"margin:0;padding:0;background:#f1f3f5;color:#1a2126\">\n\
         <div style=\"display:none;max-height:0;overflow:hidden\">{preview}</div>\n\
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
        preview = escaped(&preview(parts)),
        head = head(look, &colours),
        body = body(parts, look, &colours),
        brand = escaped(&look.brand),
        line = if foot.is_empty() { "" } else { "<br>" },
        foot = foot.join("<br>"),
    )
}

struct Colours {
    fill: Rgb,
    soft: Rgb,
    soft_dark: Rgb,
    link: Rgb,
    link_dark: Rgb,
}

impl Colours {
    fn of(look: &Look) -> Self {
        let (fill, white, night) = (Rgb::read(&look.colour), Rgb::read(WHITE), Rgb::read(NIGHT));
        let reach = |on: Rgb, towards: Rgb| {
            let steps = (0..=10).rev().map(|step| fill.mixed(f64::from(step) / 10.0, towards));
            steps.into_iter().find(|colour| colour.contrast(on) >= 4.5).unwrap_or(towards)
        };
        Self {
            fill,
            soft: fill.mixed(0.1, white),
            soft_dark: fill.mixed(0.28, night),
            link: reach(white, Rgb::read("#000000")),
            link_dark: reach(night, white),
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

/// What mailboxes show beside the subject.
fn preview(parts: &[Part]) -> String {
    let told = parts.iter().skip(1).find_map(|part| match part {
        Part::Text(spans) => Some(of_spans(spans)),
        _ => None,
    });
    told.unwrap_or_default().chars().take(140).collect()
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
            "<p class=\"code\" style=\"margin:0 0 16px;padding:16px;background:{};border-radius:{corners}px;\
             text-align:center;font:700 30px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:5px;\
             color:#10161a\">{}</p>\n",
            colours.soft.hex(),
            escaped(code)
        ),
        Part::Button { label, link } => format!(
            "<p style=\"margin:8px 0 24px\"><a class=\"press\" href=\"{}\" style=\"display:inline-block;\
             padding:13px 22px;background:{fill};border:1px solid {fill};border-radius:{corners}px;color:{text};\
             font-weight:600;text-decoration:none\">{}</a></p>\n",
            escaped(link),
            escaped(label),
            fill = colours.fill.hex(),
            text = colours.fill.label(),
        ),
    }
}

fn inline(spans: &[Span], colours: &Colours) -> String {
    let mut html = String::new();
    for span in spans {
        let mut said = escaped(&span.text);
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
