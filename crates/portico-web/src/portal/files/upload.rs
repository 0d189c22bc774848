//! Handing in documents by a plain form: each file is taken in by itself, and what is refused keeps the others.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::response::Response;
use futures_util::TryStreamExt;
use http::StatusCode;
use http_body::Frame;
use http_body_util::StreamBody;
use maud::Markup;
use portico_core::files::{self, Side, Terms, Upload};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;

use super::desk::Desk;
use super::form::{Arrived, Shown};
use super::targets::Target;
use crate::design::components::error_summary::Fault;
use crate::design::format;
use crate::design::words::{t, t_args};
use crate::portal::visit::{Asked, Visit};
use crate::portal::{address, answer, refused};

/// How many files are handed in at once.
const MOST_FILES: usize = 20;
/// The largest field besides files.
const LARGEST_FIELD: usize = 2000;

/// What was sent, so far.
#[derive(Clone, Debug, Default)]
struct Sent {
    record: String,
    back: String,
    arrived: Vec<Arrived>,
    refused: Vec<(String, Why)>,
}

/// Why a file was not taken.
#[derive(Clone, Debug)]
enum Why {
    Ending,
    Content,
    Large,
    NoRoom,
    TooMany,
    Other,
}

/// The empty form.
pub async fn show_form(visit: Visit) -> Response {
    let asked = visit.asked.clone();
    let text = |key: &str| asked.query.text(key).unwrap_or_default().to_owned();
    let sent = Sent { record: text("record"), back: text("back"), ..Sent::default() };
    shown(&visit, sent, StatusCode::OK).await
}

/// Takes what was sent.
pub async fn send_form(visit: Visit, parts: Multipart) -> Response {
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    // Whoever is not signed in is told so before anything is read.
    if let Err(refusal) = visit.read(|_, _| Ok(())).await {
        return refused::answer(&visit, refusal).await;
    }
    let sent = match read(&visit, parts).await {
        Ok(sent) => sent,
        Err(refusal) => return refused::answer(&visit, refusal).await,
    };
    if !sent.refused.is_empty() || sent.arrived.is_empty() {
        return shown(&visit, sent, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match hand_in(&visit, sent.clone()).await {
        Ok(Some(done)) => answer::redirect(&done),
        Ok(None) => shown(&visit, sent, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

async fn read(visit: &Visit, mut parts: Multipart) -> Result<Sent, Refusal> {
    let broken =
        |_| Refusal::Invalid { field: None, message: "The form did not arrive completely.".to_owned() };
    let mut sent = Sent::default();
    while let Some(field) = parts.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "files" {
            let Some(file) = field.file_name().map(str::to_owned).filter(|file| !file.is_empty()) else {
                continue;
            };
            if sent.arrived.len() + sent.refused.len() >= MOST_FILES {
                sent.refused.push((file, Why::TooMany));
                break;
            }
            match take_in(visit, field, &file).await {
                Ok(arrived) => sent.arrived.push(arrived),
                Err(refusal) => sent.refused.push((file, why(&refusal)?)),
            }
            continue;
        }
        let text = field.text().await.map_err(broken)?;
        match name.as_str() {
            _ if text.len() > LARGEST_FIELD => {}
            "record" => sent.record = text,
            "back" => sent.back = text,
            "arrived" => sent.arrived.extend(Arrived::parse(&text)),
            _ => {}
        }
    }
    Ok(sent)
}

/// Takes one file in; it waits to be handed in with the others.
async fn take_in(visit: &Visit, field: Field<'_>, file: &str) -> Result<Arrived, Refusal> {
    let core = visit.app().core.clone();
    let limits = core.options().files;
    let upload = Upload {
        filename: file.to_owned(),
        media_type: field.content_type().unwrap_or_default().to_owned(),
        size: None,
    };
    let announced = visit
        .write(move |tx, caller| {
            files::terms(caller, limits).check(&upload.filename)?;
            files::announce(tx, &Side::of(caller), &upload, limits, (caller.now, &caller.random))
        })
        .await?;
    let bytes = StreamBody::new(Box::pin(field.map_ok(Frame::data)));
    let sizes = (None, announced.limit);
    files::arrive(&core, &visit.app().files, &visit.tenant, &announced.id, bytes, sizes).await?;
    let name = announced.key.rsplit('/').next().unwrap_or(file).to_owned();
    Ok(Arrived { name, key: announced.key })
}

fn why(refusal: &Refusal) -> Result<Why, Refusal> {
    match refusal {
        Refusal::Invalid { field: Some(field), .. } if field == "filename" => Ok(Why::Ending),
        Refusal::Invalid { field: Some(field), .. } if field == "body" => Ok(Why::Content),
        Refusal::OverLimit { reason: "NO_ROOM", .. } => Ok(Why::NoRoom),
        Refusal::OverLimit { .. } => Ok(Why::Large),
        Refusal::Fault(cause) => Err(Refusal::Fault(cause.clone())),
        Refusal::Unauthenticated { .. } => Err(Refusal::unauthenticated()),
        _ => Ok(Why::Other),
    }
}

/// Hands in what has arrived; nothing when no record was chosen.
async fn hand_in(visit: &Visit, sent: Sent) -> Result<Option<String>, Refusal> {
    let (asked, limits) = (visit.asked.clone(), visit.app().core.options().files);
    let back = sent.back.clone();
    let saved = visit.write(move |tx, caller| {
        let desk = Desk::read(tx, caller, &asked)?;
        let Some(target) = Target::named(tx, caller, &desk, &sent.record)? else { return Ok(None) };
        let uploads: Vec<(String, String)> =
            sent.arrived.iter().map(|one| (one.name.clone(), one.key.clone())).collect();
        let record = (target.schema.as_str(), &target.id);
        let saved = files::save_for_record(tx, caller, limits, record, &uploads)?;
        Ok(Some(saved.into_iter().map(|file| file.id).collect::<Vec<_>>()))
    });
    Ok(saved.await?.map(|ids| {
        let pairs = ids.iter().map(|id| ("file", id.as_str())).chain([("back", back.as_str())]);
        address::with_query("/files/handed-in", pairs)
    }))
}

async fn shown(visit: &Visit, sent: Sent, status: StatusCode) -> Response {
    let (asked, limits) = (visit.asked.clone(), visit.app().core.options().files);
    let page = visit.read(move |tx, caller| {
        page(tx, caller, &asked, &files::terms(caller, limits), &sent, status != StatusCode::OK)
    });
    match page.await {
        Ok(markup) => answer::page(status, markup),
        Err(refusal) => refused::answer(visit, refusal).await,
    }
}

fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    asked: &Asked,
    terms: &Terms,
    sent: &Sent,
    was_sent: bool,
) -> Result<Markup, Refusal> {
    let desk = Desk::read(tx, caller, asked)?;
    let chosen = Target::named(tx, caller, &desk, &sent.record)?;
    if !sent.record.is_empty() && chosen.is_none() {
        return Err(Refusal::NotFound);
    }
    // A record that the form came with stays; only an open form lets choose.
    let is_open = chosen.is_none() || (was_sent && asked.query.text("record").is_none() && sent.is_open());
    let targets = if is_open { Target::all(tx, caller, &desk)? } else { chosen.iter().cloned().collect() };
    if targets.is_empty() {
        return Err(Refusal::Forbidden { message: "There is nothing to hand in documents to.".to_owned() });
    }
    let faults = if was_sent { faults(desk.locale, terms, sent, chosen.is_some()) } else { Vec::new() };
    let inside = address::inside(&sent.back).map(str::to_owned);
    let back = inside.unwrap_or_else(|| desk.back());
    let (chosen, arrived) = (chosen.as_ref(), sent.arrived.as_slice());
    Ok(Shown {
        desk: &desk,
        terms,
        targets: &targets,
        chosen,
        is_open,
        arrived,
        faults: &faults,
        back: &back,
    }
    .page())
}

impl Sent {
    /// Whether the record was chosen in the form itself.
    fn is_open(&self) -> bool {
        self.back.is_empty() || !self.back.contains(self.record.rsplit(':').next().unwrap_or_default())
    }
}

fn faults(l: Locale, terms: &Terms, sent: &Sent, is_chosen: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !is_chosen {
        faults.push(Fault::new("record", t(l, "files-fault-record")));
    }
    for (name, why) in &sent.refused {
        let key = match why {
            Why::Ending => "files-fault-ending",
            Why::Content => "files-fault-content",
            Why::Large => "files-fault-large",
            Why::NoRoom => "files-fault-room",
            Why::TooMany => "files-fault-many",
            Why::Other => "files-fault-other",
        };
        let size = format::file_size(l, terms.largest);
        let args = [("name", name.as_str().into()), ("size", size.into()), ("count", MOST_FILES.into())];
        faults.push(Fault::new("files", t_args(l, key, &args)));
    }
    if sent.arrived.is_empty() && sent.refused.is_empty() {
        faults.push(Fault::new("files", t(l, "files-fault-none")));
    }
    faults
}
