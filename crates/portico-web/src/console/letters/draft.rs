//! What stands in the editor of a letter: the words that are kept, or what was typed since.

use portico_core::email_templates::{self, Words};
use portico_core::letters::{Recipient, Source, example_person, sample};
use portico_core::portals::Portal;
use portico_core::users::{self, UserList, UserRow, UserStanding};
use portico_core::{Caller, Core, Refusal};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::{EmailAddress, Locale, PortalId};
use serde_json::{Value, json};

use super::super::answers::Answers;
use super::super::typed::{Trouble, digest};
use super::At;
use super::faults::told;
use crate::design::components::error_summary::Fault;
use crate::design::words::t;

/// How many users are offered to look through.
const MOST: i64 = 50;

/// Words of a letter that are being written.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) source: Source,
    /// Which version of the kept words somebody saw.
    pub(super) seen: String,
    /// The user whose letter is shown; empty for somebody who does not exist.
    pub(super) looker: String,
    pub(super) faults: Vec<Fault>,
    /// Whether somebody else kept other words meanwhile.
    pub(super) is_stale: bool,
    /// Whether it was typed, rather than read.
    pub(super) is_typed: bool,
    /// Where a test was sent.
    pub(super) sent_to: Option<String>,
}

impl Draft {
    /// What the address carries, else the words that are kept.
    pub(super) fn of_query(
        tx: &mut Tx<'_>,
        caller: &Caller,
        at: &At,
        query: &Query,
    ) -> Result<Self, Refusal> {
        if query.text("body").is_some() {
            return Ok(Self::read(query));
        }
        let portal = at.portal(tx)?;
        let words = email_templates::words(tx, caller, &portal, at.kind, at.locale)?;
        let looker = query.text("as").unwrap_or_default().to_owned();
        Ok(Self { seen: version(&words), source: words.source, looker, is_typed: false, ..Self::read(query) })
    }

    /// The answers of the form.
    pub(super) fn of_answers(answers: &Answers) -> Self {
        Self::read(answers.query())
    }

    fn read(query: &Query) -> Self {
        let text = |name: &str| query.text(name).unwrap_or_default();
        let line = |name: &str| text(name).split_whitespace().collect::<Vec<_>>().join(" ");
        let body = text("body").replace("\r\n", "\n").trim().to_owned();
        Self {
            source: Source { subject: line("subject"), preheader: line("preheader"), body },
            seen: text("seen").to_owned(),
            looker: text("as").to_owned(),
            faults: Vec::new(),
            is_stale: false,
            is_typed: true,
            sent_to: None,
        }
    }

    /// Keeps the words, unless somebody kept others meanwhile.
    pub(super) fn save(&self, tx: &mut Tx<'_>, caller: &Caller, core: &Core, at: &At) -> Result<(), Refusal> {
        let portal = at.portal(tx)?;
        self.check(tx, caller, core, at, &portal)?;
        let kept = email_templates::words(tx, caller, &portal, at.kind, at.locale)?;
        if version(&kept) != self.seen {
            return Err(Refusal::Conflict { message: String::new(), reason: Some("STALE") });
        }
        email_templates::keep(tx, caller, &portal, (at.kind, at.locale), &self.source)
    }

    /// Refuses words that make no letter, by the field they stand in.
    pub(super) fn check(
        &self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        core: &Core,
        at: &At,
        portal: &Portal,
    ) -> Result<(), Refusal> {
        for (field, text) in [("subject", &self.source.subject), ("body", &self.source.body)] {
            if text.is_empty() {
                return Err(Refusal::invalid(field, ""));
            }
        }
        let reader = self.reader(tx, caller, core, at)?;
        sample(tx, core, portal, at.kind, &self.source, &reader).map(|_| ())
    }

    /// Whose letter is shown.
    pub(super) fn reader(
        &self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        core: &Core,
        at: &At,
    ) -> Result<Recipient, Refusal> {
        let user = readers(tx, caller, &at.portal)?.into_iter().find(|user| user.id.as_str() == self.looker);
        match user {
            Some(user) => Ok(Recipient { locale: at.locale, ..Recipient::of_user(tx, core, &user.id)? }),
            None => example_person(at.locale),
        }
    }

    /// The same words, with what stood in the way of keeping them.
    pub(super) fn refused(mut self, locale: Locale, trouble: Trouble) -> Self {
        match trouble {
            Trouble::Stale => self.is_stale = true,
            Trouble::Fault(fault) if fault.message.is_empty() => {
                let key = format!("letter-missing-{}", fault.field);
                self.faults.push(Fault::new(fault.field, t(locale, &key)));
            }
            Trouble::Fault(fault) => {
                let message = told(locale, &fault.message);
                self.faults.push(Fault::new(fault.field, message));
            }
        }
        self
    }

    /// The same words, after a test went out.
    pub(super) fn sent(self, to: &EmailAddress) -> Self {
        Self { sent_to: Some(to.to_string()), ..self }
    }

    /// Knows the version that is kept now: the next press keeps what stands here.
    pub(super) fn beside(mut self, tx: &mut Tx<'_>, caller: &Caller, at: &At) -> Result<Self, Refusal> {
        if self.is_stale {
            let portal = at.portal(tx)?;
            self.seen = version(&email_templates::words(tx, caller, &portal, at.kind, at.locale)?);
        }
        Ok(self)
    }

    pub(super) fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }
}

/// The users of a portal whose letters can be looked at.
pub(super) fn readers(tx: &mut Tx<'_>, caller: &Caller, portal: &PortalId) -> Result<Vec<UserRow>, Refusal> {
    let asked = UserList {
        portal: Some(portal.clone()),
        standing: Some(UserStanding::Active),
        size: MOST,
        ..UserList::default()
    };
    Ok(users::list(tx, caller, &asked)?.0)
}

/// Words as two versions of them are compared.
pub(super) fn document(source: &Source) -> Value {
    json!({ "subject": source.subject, "preheader": source.preheader, "body": source.body })
}

/// Changes with every part of what is kept.
fn version(words: &Words) -> String {
    digest(&json!([words.own, document(&words.source)]))
}
