//! Picture: the few drawings that carry a fact: where the meter number is, and the scene of the sign-in page.

use maud::{Markup, PreEscaped, html};
use portico_kit::Locale;

/// A meter: the known first digits, how many digits there are, and its number where one finds it.
pub fn meter(known: &str, digits: usize, number: &str) -> Markup {
    let known: Vec<char> = known.chars().take(digits).collect();
    html! {
        svg.meter viewBox="0 0 210 148" {
            @for index in 0..digits {
                @let x = 18 + index * 23;
                rect.meter-wheel x=(x) y="28" width="20" height="34" rx="4" {}
                @match known.get(index) {
                    Some(digit) => text.meter-digit x=(x + 10) y="51" { (digit) },
                    None => text.meter-digit.open x=(x + 10) y="51" { "?" },
                }
            }
            @let x = 18 + digits * 23 + 1;
            rect.meter-comma x=(x) y="28" width="20" height="34" rx="4" {}
            text.meter-digit.comma x=(x + 10) y="50" { "," }
            text.meter-unit x="18" y="84" { "kWh" }
            @for (index, width) in bars(number).into_iter().enumerate() {
                rect.meter-bar x=(18.0 + index as f32 * 2.6) y="98" width=(width) height="15" {}
            }
            text.meter-number x="18" y="129" { (number) }
            circle.meter-dial cx="170" cy="113" r="13" {}
            path.meter-hand d="m170 113 8-7" {}
        }
    }
}

/// The widths of a bar code that only looks like one.
fn bars(number: &str) -> Vec<&'static str> {
    number
        .bytes()
        .cycle()
        .take(32)
        .enumerate()
        .map(|(i, b)| if (b as usize + i).is_multiple_of(3) { "1.9" } else { "1" })
        .collect()
}

/// Hills with houses, wind and a sun: the scene below the promises of the sign-in page.
pub fn landscape() -> Markup {
    html! {
        svg.landscape viewBox="0 0 600 190" preserveAspectRatio="xMidYMax slice" aria-hidden="true" {
            path.hill-far d="M0 100C60 76 120 74 180 88c70 17 120 36 200 34 90-3 150-36 220-58v126H0Z" {}
            path.hill-near d="M0 140c80-30 150-32 230-14 80 19 140 34 220 24 60-8 100-22 150-40v80H0Z" {}
            circle.sun cx="524" cy="30" r="22" {}
            g.lines { (PreEscaped(concat!(
                "<path d=\"M78 128V94l29-23 29 23v34M96 128v-20h21v20\"/>",
                "<path d=\"M196 118V66m0 0V40m0 26-22 14m22-14 23 13\"/>",
                "<path d=\"M298 140v-39l29-22 29 22v39M298 101h58\"/><path d=\"m322 86 20 12\"/>",
                "<path d=\"M432 128V82m0 0V58m0 24-18 12m18-12 19 11\"/>",
                "<path d=\"M487 126v-20l14-11 15 11v20M487 106h29\"/>"
            ))) }
        }
    }
}

/// A sheet with a tick on a wave: nothing is open.
pub fn all_done() -> Markup {
    html! {
        svg.all-done viewBox="0 0 120 84" aria-hidden="true" {
            path.wave d="M8 70c14-14 28-14 44-4s32 16 60-4" {}
            rect.sheet x="26" y="12" width="66" height="50" rx="9" {}
            path.text-line d="M40 30h38M40 42h24" {}
            circle.mark cx="90" cy="16" r="13" {}
            path.tick d="m84.500 16.200 4 4 7.500-8" {}
        }
    }
}

/// A page of a document, small.
pub fn sheet() -> Markup {
    html! {
        svg.sheet-picture viewBox="0 0 60 78" aria-hidden="true" {
            rect.paper x=".75" y=".75" width="58.500" height="76.500" rx="5" {}
            rect.logo x="8" y="8" width="9" height="9" rx="2" {}
            path.faint d="M34 10h16M38 15h12M8 27h26M8 32h18M8 58h42M8 63h42M8 68h28" {}
            rect.tint x="8" y="40" width="43" height="10" {}
        }
    }
}

/// How they look.
pub fn sample(_: Locale) -> Markup {
    html! {
        div.task-card { (meter("04", 6, "1EMH0012345678")) }
        div.task-card { div.task-text { (landscape()) } }
        p { (all_done()) (sheet()) }
    }
}
