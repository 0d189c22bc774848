//! Writing a letter: the portal's template filled in, or, where that cannot be done, the text as it ships.

use std::rc::Rc;

use portico_access::check_state;
use portico_db::Tx;
use portico_kit::Locale;
use portico_mail::{Aids, Part, compose, read};

use super::world::Brought;
use super::{Contents, Kind, Recipient, Source, Written, looks, organisation, texts, values};
use crate::portals::Portal;
use crate::templates::{Records, Template, World, Writing};
use crate::{Caller, Core, Refusal, access, email_templates, users};

/// A letter of a kind to somebody.
pub(super) fn write(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    kind: Kind,
    to: &Recipient,
    contents: &Contents,
) -> Result<Written, Refusal> {
    let standard = || texts::standard(kind, to.locale);
    let (source, mut note) = match own_source(tx, core, portal, kind, to.locale)? {
        Ok(source) => (source, None),
        Err(note) => (None, Some(note)),
    };
    if let Some(source) = source {
        match from_source(tx, core, portal, &source, (kind, to, contents)) {
            Ok(letter) => return Ok(Written { letter, note: None }),
            Err(Refusal::Fault(cause)) => return Err(Refusal::Fault(cause)),
            Err(refusal) => note = Some(told(refusal)),
        }
    }
    let letter = from_source(tx, core, portal, &standard(), (kind, to, contents))?;
    Ok(Written { letter, note })
}

/// The portal's own words for a kind of letter; the inner error is what stands in the way of using them.
fn own_source(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    kind: Kind,
    locale: Locale,
) -> Result<Result<Option<Source>, String>, Refusal> {
    match email_templates::chosen(tx, core, portal, kind, locale) {
        Ok(source) => Ok(Ok(source)),
        Err(Refusal::Fault(cause)) => Err(Refusal::Fault(cause)),
        Err(Refusal::NotFound) => Ok(Err("The template does not exist any more.".to_owned())),
        Err(refusal) => Ok(Err(told(refusal))),
    }
}

fn told(refusal: Refusal) -> String {
    match refusal {
        Refusal::Invalid { message, .. } => message,
        other => format!("{other:?}"),
    }
}

/// A letter from a source; also for previews of sources that nobody has kept yet.
pub(super) fn from_source(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    source: &Source,
    (kind, to, contents): (Kind, &Recipient, &Contents),
) -> Result<portico_mail::Letter, Refusal> {
    let organisation = organisation(tx)?;
    let (home, now) = (portal.url(&core.options().base_url), core.clock().now());
    let values = values::brought(portal, &organisation, to, contents, &home, now);
    let texts = Texts::parse(source)?;
    let speaks_of_records = texts
        .all()
        .iter()
        .any(|text| text.names().iter().any(|name| ["contact", "portal_user", "account"].contains(name)));
    let reader = if speaks_of_records { reader(tx, core, portal, to)? } else { None };
    let said = match reader {
        Some(reader) => {
            let mut world = Records::of(tx, &reader);
            world.give(values);
            world.speak(to.locale);
            texts.fill(&mut world)?
        }
        None => texts.fill(&mut Brought { locale: to.locale, now, values: Rc::new(values) })?,
    };
    let link = Some(contents.link.as_deref().unwrap_or(&home));
    let code = contents.code.as_ref().map(|code| code.expose());
    let aids = Aids { code, link, button: texts::button(kind, to.locale) };
    let mut parts = read(&said.body, &aids);
    add_missing_aids(&mut parts, kind, &aids);
    let mut look = looks::look_of(tx, core, portal, &organisation, to.locale)?;
    look.foot.push(String::new());
    look.foot.push(texts::filled(texts::why(kind, to.locale), &[("portal", portal.name())]));
    Ok(compose(to.address.clone(), (&said.subject, &said.preheader), &parts, &look, kind.name()))
}

/// The texts of a letter, read.
struct Texts {
    subject: Template,
    preheader: Template,
    body: Template,
}

impl Texts {
    fn parse(source: &Source) -> Result<Self, Refusal> {
        let read =
            |text: &str, field: &str| Template::parse(text).map_err(|refusal| in_field(refusal, field));
        Ok(Self {
            subject: read(&source.subject, "subject")?,
            preheader: read(&source.preheader, "preheader")?,
            body: read(&source.body, "body")?,
        })
    }

    fn all(&self) -> [&Template; 3] {
        [&self.subject, &self.preheader, &self.body]
    }

    fn fill(&self, world: &mut dyn World) -> Result<Source, Refusal> {
        let mut fill = |text: &Template, writing, field: &str| {
            text.fill(world, writing).map_err(|refusal| in_field(refusal, field))
        };
        Ok(Source {
            subject: fill(&self.subject, Writing::Plain, "subject")?,
            preheader: fill(&self.preheader, Writing::Plain, "preheader")?,
            body: fill(&self.body, Writing::Html, "body")?,
        })
    }
}

/// A refusal of a template that names the field it stands in.
fn in_field(refusal: Refusal, field: &str) -> Refusal {
    match refusal {
        Refusal::Invalid { message, .. } => Refusal::invalid(field, message),
        other => other,
    }
}

/// The portal user that the letter goes to, seeing what that user sees; nobody where there is none who may sign in.
fn reader(tx: &mut Tx<'_>, core: &Core, portal: &Portal, to: &Recipient) -> Result<Option<Caller>, Refusal> {
    let Some(user) = users::find_by_email(tx, &portal.id, &to.address)? else { return Ok(None) };
    let system = access::enter_system(tx, core, "mail")?;
    let reader = match access::look_as(tx, core, &system, &user) {
        Ok(reader) => reader,
        Err(Refusal::Fault(cause)) => return Err(Refusal::Fault(cause)),
        Err(_) => return Ok(None),
    };
    Ok(check_state(&reader.viewer).is_ok().then_some(reader))
}

/// A letter whose code or link is missing would be of no use: it gets them at its end.
fn add_missing_aids(parts: &mut Vec<Part>, kind: Kind, aids: &Aids<'_>) {
    if !needs_aid(kind) || parts.iter().any(|part| brings(part, aids)) {
        return;
    }
    if let Some(code) = aids.code {
        parts.push(Part::Code(code.to_owned()));
    }
    if let Some(link) = aids.link {
        parts.push(Part::Button { label: aids.button.to_owned(), link: link.to_owned() });
    }
}

/// Whether a kind of letter is of no use without its code or link.
pub fn needs_aid(kind: Kind) -> bool {
    kind.is_secret()
}

fn brings(part: &Part, aids: &Aids<'_>) -> bool {
    match part {
        Part::Code(_) | Part::Button { .. } => true,
        Part::Text(spans) | Part::Heading(spans) | Part::Item(spans) => spans.iter().any(|span| {
            let holds = |aid: &str| span.text.contains(aid) || span.link.as_deref() == Some(aid);
            aids.code.is_some_and(holds) || aids.link.is_some_and(holds)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_without_its_code_gets_it_at_the_end() {
        let aids = Aids { code: Some("418207"), link: Some("https://p.example/x"), button: "Go" };
        let after = |body: &str| {
            let mut parts = read(body, &aids);
            add_missing_aids(&mut parts, Kind::AdvancedAuth, &aids);
            parts.len()
        };
        assert_eq!(after("Hello"), 3);
        assert_eq!(after("Your code is 418207."), 1);
        assert_eq!(after("Hello\n\n[code]"), 2);
        assert_eq!(after("<p>Open <a href=\"https://p.example/x\">this</a> page</p>"), 1);
    }
}
