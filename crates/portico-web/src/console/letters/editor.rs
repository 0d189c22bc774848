//! The editor of a letter: its words in one language, what can be written into them, and how it arrives.

use maud::{Markup, html};
use portico_core::email_templates::{self, Words};
use portico_core::letters::unknown_placeholders;
use portico_core::portals::Portal;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;

use super::super::address::Address;
use super::super::portals::address;
use super::super::typed::clash;
use super::draft::{Draft, document, readers};
use super::list::{name_of, tag, tongue, when};
use super::{At, help};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::error_summary;
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::note::Note;
use crate::design::components::select::Select;
use crate::design::components::tabs::Tabs;
use crate::design::components::{Current, Tone};
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};
use crate::portal::blocks::settings::{Kind, Setting, setting};

/// What two versions of a letter differ in.
const TEXTS: &[Setting] =
    &[setting("subject", Kind::Word), setting("preheader", Kind::Word), setting("body", Kind::Word)];
/// Words that are longer than this stand in no address: the frame shows what is kept.
const LONGEST_IN_ADDRESS: usize = 5_000;

/// The family of these settings in texts.
#[cfg(test)]
pub(super) fn settings_with_words(tell: &mut dyn FnMut(&str, &[Setting])) {
    tell("letter", TEXTS);
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    at: &At,
    draft: &Draft,
) -> Result<ConsolePage, Refusal> {
    let portal = at.portal(tx)?;
    let words = email_templates::words(tx, caller, &portal, at.kind, at.locale)?;
    let name = name_of(locale, at.kind);
    let content = html! {
        (error_summary(locale, &draft.faults))
        @if draft.is_stale { div.letter-clash { (differences(locale, at, &words, draft)) } }
        (told(locale, draft))
        (Heading::new(name.clone()).line(when(locale, at.kind)).aside(tag(locale, &words)))
        (tongues(locale, at))
        (Form::post(at.address().href()).id("letter").bare().guarded().hidden("seen", &draft.seen).fields(html! {
            // Enter in a line keeps the words, whatever buttons stand elsewhere.
            button.for-readers type="submit" name="then" value="save" tabindex="-1" aria-hidden="true" {}
            div.letter-editor {
                div.stack { (fields(locale, at, draft)) (unknown(caller, locale, at, draft)) (notes(tx, locale, at, &portal, &words)?) }
                (arrival(tx, caller, locale, at, draft)?)
                (help::card(locale, at.kind))
            }
        }))
    };
    Ok(ConsolePage {
        title: super::super::schemas::titled(locale, &name, !draft.faults.is_empty() || draft.is_stale),
        crumbs: crumbs(locale, &portal),
        here: name,
        actions: Some(actions(locale, at, &words)),
        content,
    })
}

/// The way to a letter of a portal.
pub(super) fn crumbs(locale: Locale, portal: &Portal) -> Vec<(String, String)> {
    let own = address(&portal.id).href();
    vec![
        (t(locale, "console-portals").into_owned(), "/admin".to_owned()),
        (portal.name().to_owned(), own.clone()),
        (t(locale, "letters").into_owned(), format!("{own}/letters")),
    ]
}

fn actions(locale: Locale, at: &At, words: &Words) -> Markup {
    let back = at.part("/standard").and("language", at.locale.code());
    html! {
        @if words.own { (Button::go(t(locale, "letter-standard"), back.href()).quiet()) }
        (Button::submit(t(locale, "letter-test")).form("letter").value("then", "test").icon(Icon::Send))
        (Button::submit(t(locale, "letter-save")).form("letter").value("then", "save").primary())
    }
}

fn differences(locale: Locale, at: &At, words: &Words, draft: &Draft) -> Markup {
    let (kept, typed) = (document(&words.source), document(&draft.source));
    clash(locale, "letter", &[TEXTS], (&kept, &typed), &at.address().href())
}

fn told(locale: Locale, draft: &Draft) -> Markup {
    html! {
        @if let Some(to) = &draft.sent_to {
            (Note::new(Tone::Good)
                .title(t_args(locale, "letter-test-sent", &[("to", to.as_str().into())]))
                .text(t(locale, "letter-test-sent-line")).result())
        }
    }
}

fn tongues(locale: Locale, at: &At) -> Tabs {
    Locale::ALL.into_iter().fold(Tabs::new(t(locale, "letter-languages")), |tabs, language| {
        let other = At { locale: language, ..at.clone() };
        tabs.tab(tongue(locale, language), other.address().href(), Current::from(language == at.locale))
    })
}

fn fields(locale: Locale, at: &At, draft: &Draft) -> Card {
    let fields = html! {
        (Field::text("subject", t(locale, "setting-letter-subject")).value(&draft.source.subject)
            .error(draft.fault("subject")))
        (Field::text("preheader", t(locale, "setting-letter-preheader")).value(&draft.source.preheader)
            .hint(t(locale, "letter-preheader-hint")).optional(locale).error(draft.fault("preheader")))
        (Field::area("body", t(locale, "setting-letter-body"), 18).value(&draft.source.body)
            .hint(t(locale, "letter-body-hint")).error(draft.fault("body")))
    };
    Card::new(t_args(locale, "letter-text", &[("language", tongue(locale, at.locale).into())])).body(fields)
}

/// Placeholders that nothing fills: most are slips of the pen.
fn unknown(caller: &Caller, locale: Locale, at: &At, draft: &Draft) -> Markup {
    let unknown = unknown_placeholders(&caller.catalogue, at.kind, &draft.source);
    html! {
        @if !unknown.is_empty() {
            (Note::new(Tone::Warn).title(t(locale, "letter-unknown")).text(html! {
                p { @for name in &unknown { code { (name) } " " } }
                p { (t(locale, "letter-unknown-line")) }
            }))
        }
    }
}

/// What else to know about these words.
fn notes(
    tx: &mut Tx<'_>,
    locale: Locale,
    at: &At,
    portal: &Portal,
    words: &Words,
) -> Result<Markup, Refusal> {
    let template = email_templates::reference(portal, at.kind).filter(|_| words.own);
    let using = match &template {
        Some(id) => email_templates::references(tx, id.as_str())?,
        None => Vec::new(),
    };
    let others: Vec<&str> = using.iter().filter(|other| other.id != portal.id).map(Portal::name).collect();
    Ok(html! {
        @if words.missing {
            (Note::new(Tone::Warn).title(t(locale, "letter-lost")).text(t(locale, "letter-lost-line")))
        }
        @if !others.is_empty() {
            (Note::new(Tone::Info)
                .title(t_args(locale, "letter-shared", &[("portals", others.join(", ").into())]))
                .text(t(locale, "letter-shared-line")))
        }
        @if portico_core::letters::needs_aid(at.kind) {
            (Note::new(Tone::Neutral).icon(Icon::ShieldCheck).text(t(locale, "letter-safe-line")))
        }
    })
}

/// The letter as it arrives, in a frame that runs nothing, and how it is looked at.
fn arrival(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    at: &At,
    draft: &Draft,
) -> Result<Markup, Refusal> {
    let people = readers(tx, caller, &at.portal)?;
    let nobody = Select::new("as", t(locale, "letter-as")).option(
        "",
        t(locale, "letter-as-example"),
        draft.looker.is_empty().into(),
    );
    let select = people.iter().fold(nobody, |select, user| {
        let name = if user.title.is_empty() { user.email.as_str() } else { user.title.as_str() };
        select.option(user.id.as_str(), name, (user.id.as_str() == draft.looker).into())
    });
    let show = at.part("/preview").and("language", at.locale.code());
    let bar = html! {
        div.letter-look data-letter-look {
            (select)
            (choice(locale, "part", &["html", "text"]))
            (choice(locale, "width", &["wide", "phone"]))
            (choice(locale, "look", &["light", "dark"]))
            button.button.small type="submit" formaction=(show.href()) formtarget="letter-frame"
                data-letter-show { span.label { (t(locale, "letter-show")) } }
        }
    };
    Ok(html! {
        section.letter-arrival aria-label=(t(locale, "letter-arrival")) {
            (bar)
            div.letter-frames {
                iframe.letter-frame name="letter-frame" sandbox="" src=(first(show, draft).href())
                    title=(t(locale, "letter-arrival")) {}
            }
        }
    })
}

/// What the frame shows first: what is typed, where it fits into an address.
fn first(show: Address, draft: &Draft) -> Address {
    let source = &draft.source;
    let show = show.and("as", &draft.looker);
    if !draft.is_typed
        || source.subject.len() + source.preheader.len() + source.body.len() > LONGEST_IN_ADDRESS
    {
        return show;
    }
    show.and("subject", &source.subject).and("preheader", &source.preheader).and("body", &source.body)
}

/// One of two ways to look; a choice of its own, so that it works without scripts too.
fn choice(locale: Locale, name: &str, words: &[&str]) -> Markup {
    html! {
        fieldset.segmented {
            legend.for-readers { (t(locale, &format!("letter-{name}"))) }
            @for (number, word) in words.iter().enumerate() {
                label { input type="radio" name=(name) value=(word) checked[number == 0];
                    span { (t(locale, &format!("letter-{name}-{word}"))) } }
            }
        }
    }
}
