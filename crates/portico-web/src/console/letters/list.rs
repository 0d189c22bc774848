//! The kinds of letters of a portal: what each is for, when it is sent, and whose words it says in each language.

use maud::{Markup, html};
use portico_core::email_templates::{self, Words};
use portico_core::letters::{Kind, standard};
use portico_core::portals::Portal;
use portico_core::{Caller, Refusal, pages};
use portico_db::Tx;
use portico_kit::Locale;

use super::super::portals::address;
use super::super::portals::frame::{Part, audience, state_tag, tabs};
use super::At;
use crate::design::components::Tone;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::tag::Tag;
use crate::design::layout::{ConsolePage, stack};
use crate::design::words::{has, t, t_args};

/// The groups in which the kinds stand.
const GROUPS: [&str; 5] = ["account", "sign-in", "invitations", "news", "staff"];

/// What the group of a kind is called in texts.
fn group_of(kind: Kind) -> &'static str {
    match kind {
        Kind::AdvancedAuth
        | Kind::ForgotPassword
        | Kind::VerifyCodeToSetPassword
        | Kind::JourneySignUp
        | Kind::JourneySignInOneTimePassword => "sign-in",
        Kind::Invitation | Kind::PartnerInvitation => "invitations",
        Kind::ChangeReceived | Kind::OnDocUpload | Kind::OnNewQuote | Kind::OnWorkflowStepAssigned => "news",
        Kind::OnPendingUser => "staff",
        _ => "account",
    }
}

/// What a kind of letter is called.
pub(super) fn name_of(locale: Locale, kind: Kind) -> String {
    let key = format!("letter-name-{}", kind.name());
    if has(&key) { t(locale, &key).into_owned() } else { standard(kind, locale).subject }
}

/// When a kind of letter is sent.
pub(super) fn when(locale: Locale, kind: Kind) -> String {
    let key = format!("letter-when-{}", kind.name());
    let said = if has(&key) { t(locale, &key).into_owned() } else { String::new() };
    if kind.is_sent() { said } else { format!("{said} {}", t(locale, "letter-unused")) }
}

/// What a language is called on a page.
pub(super) fn tongue(locale: Locale, language: Locale) -> String {
    let key = match language {
        Locale::De => "console-german",
        Locale::En => "console-english",
    };
    t(locale, key).into_owned()
}

/// Whose words a letter says.
pub(super) fn tag(locale: Locale, words: &Words) -> Tag {
    match (words.own, words.missing) {
        (_, true) => Tag::new(Tone::Warn, t(locale, "letter-lost")),
        (true, _) => Tag::new(Tone::Brand, t(locale, "letter-own")),
        _ => Tag::new(Tone::Neutral, t(locale, "letter-shipped")),
    }
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    portal: &Portal,
) -> Result<ConsolePage, Refusal> {
    let count = pages::list(tx, &portal.id)?.len();
    let mut rows: Vec<(&str, Row)> = Vec::new();
    for kind in Kind::ALL {
        rows.push((group_of(kind), row(tx, caller, locale, portal, kind)?));
    }
    let groups = GROUPS.map(|group| {
        let own = || rows.iter().filter(|(of, _)| *of == group).map(|(_, row)| row.clone());
        let count = t_args(locale, "letter-count", &[("count", own().count().into())]);
        let title = t(locale, &format!("letter-group-{group}"));
        own().fold(RowList::group(title, count), RowList::row)
    });
    let title = t(locale, "letters").into_owned();
    let content = html! {
        (Heading::new(portal.name()).line(audience(locale, portal)).aside(state_tag(locale, portal)))
        (tabs(locale, portal, count, Part::Letters))
        p.letters-line { (t(locale, "letters-line")) }
        (stack(html! { @for group in groups { (group) } }))
    };
    Ok(ConsolePage {
        title: title.clone(),
        crumbs: vec![
            (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
            (portal.name().to_owned(), address(&portal.id).href()),
        ],
        here: title,
        actions: None,
        content,
    })
}

fn row(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    portal: &Portal,
    kind: Kind,
) -> Result<Row, Refusal> {
    let mut tongues = Vec::new();
    for language in Locale::ALL {
        let at = At { portal: portal.id.clone(), kind, locale: language };
        let words = email_templates::words(tx, caller, portal, kind, language)?;
        let told = html! {
            @match words.own || words.missing {
                true => (tag(locale, &words)),
                false => span.quiet.small { (t(locale, "letter-shipped-short")) },
            }
        };
        tongues.push((tongue(locale, language), at.address().href(), told));
    }
    let at = At { portal: portal.id.clone(), kind, locale };
    let name = name_of(locale, kind);
    let languages: Markup = html! {
        ul.letter-tongues {
            @for (tongue, href, tag) in &tongues {
                li { (Link::to(tongue.as_str(), href.as_str())) span.for-readers { " " (name) } " " (tag) }
            }
        }
    };
    Ok(Row::new(name.clone(), at.address().href()).facts(when(locale, kind)).more(languages))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_a_reason_and_a_group() {
        for kind in Kind::ALL {
            for key in ["letter-name-", "letter-when-"] {
                assert!(has(&format!("{key}{}", kind.name())), "{key}{}", kind.name());
            }
            assert!(GROUPS.contains(&group_of(kind)));
        }
    }
}
