//! News for portal users: documents that the organisation shares and offers that it opens, told once each by letter.
//!
//! What comes within a minute of the first thing stands in one letter. Who is told is asked when it is written: only
//! what its reader sees in the portal at that moment is named.

use std::sync::Arc;

use portico_access::check_state;
use portico_db::Tx;
use portico_kit::{EntityId, Instant, Locale};
use portico_queue::{Handler, Job, NewJob, enqueue};
use serde_json::{Value, json};

use crate::entities::{self, Seen};
use crate::letters::{self, Contents, Kind, Recipient};
use crate::portals::Portal;
use crate::{Caller, Core, Refusal, access, email_templates, orders, pages};

mod rules;
mod store;

use rules::News;

/// The kind of jobs that write these letters.
pub const JOB: &str = "news.tell";
/// How long more of the same is waited for, in seconds.
const GATHERED: i64 = 60;
/// So many things are named in a letter; more are counted.
const NAMED: usize = 5;

/// Notes what an entry of the history means for users, and has them told.
pub(crate) fn note(tx: &mut Tx<'_>, core: &Core, entry: &Value) -> Result<(), Refusal> {
    let all = rules::news_of(entry);
    if all.is_empty() {
        return Ok(());
    }
    let system = access::enter_system(tx, core, "mail")?;
    for news in all {
        let readers = match access::readers(tx, core, &system, news.schema, &news.id) {
            Ok(readers) => readers,
            Err(Refusal::Fault(cause)) => return Err(Refusal::Fault(cause)),
            Err(_) => continue,
        };
        for (user, _) in readers.into_iter().filter(|(_, sees)| *sees) {
            note_for(tx, core, &news, &user)?;
        }
    }
    Ok(())
}

fn note_for(tx: &mut Tx<'_>, core: &Core, news: &News, user: &EntityId) -> Result<(), Refusal> {
    let Some(to) = found(Recipient::of_user(tx, core, user))? else { return Ok(()) };
    let now = core.clock().now();
    if !store::insert(tx, user, news, to.locale, now)? {
        return Ok(());
    }
    // A key of this minute: whatever is noted later finds a job that has not begun yet.
    let minute = now.0 / (GATHERED * 1_000_000);
    let key = format!("news:{}:{user}:{}:{minute}", tx.tenant(), news.kind.name());
    let payload = json!({ "user": user.as_str(), "kind": news.kind.name() });
    let job =
        NewJob { kind: JOB.to_owned(), payload, run_at: now.plus_seconds(GATHERED), unique_key: Some(key) };
    Ok(enqueue(tx, &job, core.random())?)
}

/// Does the jobs of kind `news.tell`.
pub fn handler(core: Core) -> Handler {
    Arc::new(move |tx, job| tell(tx, &core, job).map_err(|refusal| format!("{refusal:?}")))
}

fn tell(tx: &mut Tx<'_>, core: &Core, job: &Job) -> Result<(), Refusal> {
    let text = |key: &str| job.payload.get(key).and_then(Value::as_str).unwrap_or_default();
    let (user, Some(kind)) = (EntityId::from(text("user")), Kind::parse(text("kind"))) else { return Ok(()) };
    let waiting = store::take(tx, &user, kind, core.clock().now())?;
    let Some((_, locale)) = waiting.first().cloned() else { return Ok(()) };
    let system = access::enter_system(tx, core, "mail")?;
    let Some(reader) = found(access::look_as(tx, core, &system, &user))? else { return Ok(()) };
    let Some(setup) = reader.setup.clone().filter(|_| check_state(&reader.viewer).is_ok()) else {
        return Ok(());
    };
    let mut seen = Vec::new();
    for (id, _) in &waiting {
        seen.extend(still_news(tx, &reader, kind, id)?);
    }
    if seen.is_empty() {
        return Ok(());
    }
    let Some(to) = found(Recipient::of_user(tx, core, &user))? else { return Ok(()) };
    let to = Recipient { locale, ..to };
    let contents = Contents {
        link: Some(place(tx, core, &setup.portal, &seen)?),
        values: values(locale, kind, &seen),
        ..Contents::default()
    };
    letters::send(tx, core, &setup.portal, kind, &to, &contents)
}

/// What the reader sees of something now; nothing where it is no news for the reader any more.
fn still_news(tx: &mut Tx<'_>, reader: &Caller, kind: Kind, id: &EntityId) -> Result<Option<Seen>, Refusal> {
    let is_offer = kind == Kind::OnNewQuote;
    let schema = if is_offer { "order" } else { "file" };
    let Some(seen) = found(entities::view(tx, reader, schema, id))? else { return Ok(None) };
    let asked = !is_offer || orders::is_asked(tx, reader, &seen)?;
    Ok(asked.then_some(seen))
}

/// Where the letter leads: to the one thing, else to where they all are.
fn place(tx: &mut Tx<'_>, core: &Core, portal: &Portal, seen: &[Seen]) -> Result<String, Refusal> {
    let now = core.clock().now();
    if let [one] = seen
        && let Some(page) = email_templates::page_of(tx, portal, &one.schema, now)?
    {
        return Ok(portal.link(core, &format!("{page}/{}", one.id), &[]));
    }
    let files = seen.iter().any(|seen| seen.schema == "file");
    let page = if files { page_of_documents(tx, portal, now)? } else { None };
    Ok(portal.link(core, &page.unwrap_or_else(|| "/".to_owned()), &[]))
}

/// The page of a portal that lists documents.
fn page_of_documents(tx: &mut Tx<'_>, portal: &Portal, now: Instant) -> Result<Option<String>, Refusal> {
    let lists = |page: &pages::Page| {
        !page.is("is_detail")
            && pages::is_shown(page.doc.get("visibility"), now)
            && page.blocks().iter().any(|block| block.kind == "documents")
    };
    let page = pages::list(tx, &portal.id)?.into_iter().find(lists);
    Ok(page.map(|page| format!("/{}", page.slug)))
}

fn values(locale: Locale, kind: Kind, seen: &[Seen]) -> Vec<(&'static str, String)> {
    let titles: Vec<String> = seen.iter().map(title).collect();
    let name = if kind == Kind::OnNewQuote { "offers" } else { "documents" };
    let several = if titles.len() > 1 { "1" } else { "" };
    vec![
        (name, rules::listed(locale, &titles, NAMED)),
        ("count", titles.len().to_string()),
        ("several", several.to_owned()),
    ]
}

fn title(seen: &Seen) -> String {
    let doc = seen.to_value();
    let text = |key: &str| doc.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let title = text("_title").or_else(|| text("filename")).unwrap_or_default();
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Nothing instead of a refusal that the state of the user or the record explains.
pub(crate) fn found<T>(outcome: Result<T, Refusal>) -> Result<Option<T>, Refusal> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(Refusal::Fault(cause)) => Err(Refusal::Fault(cause)),
        Err(_) => Ok(None),
    }
}
