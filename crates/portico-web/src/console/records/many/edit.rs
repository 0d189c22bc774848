//! One attribute of many records: chosen, given a value, checked, done.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_core::batches::{self, Work};
use portico_core::entities::{self, Seen};
use portico_core::files::Limits;
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal, files};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};

use super::super::super::answers::Answers;
use super::super::super::desk::Desk;
use super::super::super::shell::Place;
use super::super::fields::groups_of;
use super::super::inputs::Input;
use super::super::{kind_of, relations};
use super::subject::Subject;
use super::typed::Typed;
use super::{Picked, attach, check, counted, crumbs, path_of, target, to_batch};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::error_summary::error_summary;
use crate::design::components::field::hidden;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) async fn choose_value(desk: Desk, Path(schema): Path<String>) -> Response {
    let (locale, query, limits) = (desk.locale, desk.query().clone(), desk.core().options().files);
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let asked = (&Picked::of(locale, kind, &query), &Typed::of_query(&query));
        page(tx, caller, (locale, limits), kind, asked)
    })
    .await
}

pub(super) async fn change_records(desk: Desk, Path(schema): Path<String>, answers: Answers) -> Response {
    let (locale, slug, limits) = (desk.locale, schema.clone(), desk.core().options().files);
    match desk.change(move |tx, caller| decide(tx, caller, locale, &slug, &answers)).await {
        Ok(Decided::Started(id)) => to_batch(&schema, &id),
        Ok(Decided::Tried(picked, typed, tried)) => {
            let page = move |_: &mut Tx<'_>, caller: &Caller| {
                Ok(check::page(locale, kind_of(caller, &schema)?, &picked, &typed, &tried))
            };
            desk.show(Place::Records, page).await
        }
        Ok(Decided::Again(picked, typed)) => {
            let status =
                if typed.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let page = move |tx: &mut Tx<'_>, caller: &Caller| {
                page(tx, caller, (locale, limits), kind_of(caller, &schema)?, (&picked, &typed))
            };
            desk.show_as(status, Place::Records, page).await
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

fn decide(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    slug: &str,
    answers: &Answers,
) -> Result<Decided, Refusal> {
    let kind = kind_of(caller, slug)?;
    let (picked, mut typed) = (Box::new(Picked::of(locale, kind, answers.query())), Typed::of(answers));
    let subject = Subject::of(kind, &typed.attribute).ok_or(Refusal::NotFound)?;
    if matches!(answers.text("step"), "edit" | "find") {
        return Ok(Decided::Again(picked, typed));
    }
    let Some(work) = typed.read(tx, caller, locale, (kind, subject))? else {
        return Ok(Decided::Again(picked, typed));
    };
    let chosen = picked.chosen(kind)?;
    let count = batches::chosen(tx, caller, slug, &chosen)?.len();
    if matches!(work, Work::Attach { .. }) && count > batches::AT_ONCE {
        return Ok(Decided::Again(picked, typed.too_many(locale)));
    }
    let is_sure = answers.text("step") == "do";
    if is_sure && answers.text("seen") == count.to_string() {
        return Ok(Decided::Started(batches::start(tx, caller, slug, &chosen, work)?));
    }
    let tried = check::Tried::of(tx, caller, kind, &chosen, work, is_sure)?;
    Ok(Decided::Tried(picked, typed, Box::new(tried)))
}

/// What a form of this page comes to.
enum Decided {
    /// The form once more.
    Again(Box<Picked>, Typed),
    /// What would happen.
    Tried(Box<Picked>, Typed, Box<check::Tried>),
    /// It is done, or goes on by itself.
    Started(String),
}

fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (locale, limits): (Locale, Limits),
    kind: &Schema,
    (picked, typed): (&Picked, &Typed),
) -> Result<ConsolePage, Refusal> {
    let count = match batches::chosen(tx, caller, &kind.slug, &picked.chosen(kind)?) {
        Ok(ids) => ids.len(),
        Err(Refusal::Invalid { .. }) => return Ok(none_chosen(locale, kind, picked)),
        Err(refusal) => return Err(refusal),
    };
    let counted = counted(locale, kind, count);
    let title = t_args(locale, "records-many-edit", &[("what", counted.into())]).into_owned();
    let subject = Subject::of(kind, &typed.attribute);
    let found = found(tx, caller, typed, subject)?;
    let content = html! {
        (error_summary(locale, &typed.faults))
        div.narrow-page {
            (Heading::new(title.clone()).line(t(locale, "records-many-edit-line")))
            (Card::new(t(locale, "records-many-attribute")).body(which(locale, kind, picked, subject)))
            @if let Some(subject) = subject {
                (Card::new(t(locale, "records-many-value")).body(html! {
                    @if let Subject::One(attribute) = subject { (target::search(locale, kind, picked, typed, attribute)) }
                    (value(locale, kind, picked, typed, subject, &found))
                }))
                @if matches!(subject, Subject::Attach) { (attach::card(locale, picked, (limits, files::room(tx, limits)?))) }
            }
        }
    };
    let here = title.clone();
    let title = match typed.faults.is_empty() {
        true => title,
        false => t_args(locale, "error-title-prefix", &[("title", title.into())]).into_owned(),
    };
    Ok(ConsolePage { title, crumbs: crumbs(locale, kind), here, actions: None, content })
}

/// The records to choose among: those that were ticked before, and what the words find.
fn found(
    tx: &mut Tx<'_>,
    caller: &Caller,
    typed: &Typed,
    subject: Option<Subject<'_>>,
) -> Result<Vec<Seen>, Refusal> {
    let mut found = Vec::new();
    if subject.is_some_and(Subject::is_ticked) {
        for target in &typed.targets {
            match entities::view_any(tx, caller, &EntityId::from(target.as_str())) {
                Ok(seen) => found.push(seen),
                Err(Refusal::NotFound) => {}
                Err(refusal) => return Err(refusal),
            }
        }
    }
    let others = match subject {
        Some(Subject::One(attribute) | Subject::Several(attribute)) => {
            relations::candidates(tx, caller, attribute, &typed.find)?
        }
        Some(Subject::Attach) => relations::of_schemas(tx, caller, vec!["file".to_owned()], &typed.find)?,
        _ => Vec::new(),
    };
    found.extend(others.into_iter().filter(|seen| !typed.targets.iter().any(|id| id == seen.id.as_str())));
    Ok(found)
}

/// Nothing that can be changed was chosen: nothing at all, or more than one go may change.
pub(super) fn none_chosen(locale: Locale, kind: &Schema, picked: &Picked) -> ConsolePage {
    let title = t(locale, "records-many-none").into_owned();
    let line = t_args(locale, "records-many-none-line", &[("most", batches::MOST.into())]);
    let back = Link::to(t(locale, "records-back-to-list"), picked.list()).strong();
    let content = html! { (EmptyState::new(title.clone()).text(line).actions(back)) };
    ConsolePage { here: title.clone(), title, crumbs: crumbs(locale, kind), actions: None, content }
}

/// The attributes, by group; it is a list of its own, so that the input fits what was chosen without scripts too.
fn which(locale: Locale, kind: &Schema, picked: &Picked, chosen: Option<Subject<'_>>) -> Markup {
    let named = groups_of(locale, kind).into_iter().map(|(group, attributes)| {
        let group = if group.is_empty() { t(locale, "console-group-none").into_owned() } else { group };
        (group, attributes.into_iter().map(Subject::Value).collect::<Vec<_>>())
    });
    let relations = (t(locale, "console-relations").into_owned(), Subject::relations(kind));
    let ends = (t(locale, "together-lists").into_owned(), Subject::ends().to_vec());
    let groups: Vec<_> =
        named.chain([relations, ends]).filter(|(_, subjects)| !subjects.is_empty()).collect();
    html! {
        form.choose-attribute method="get" action=(path_of(&kind.slug, "/edit")) {
            @for (key, value) in picked.pairs() { (hidden(&key, &value)) }
            div.field {
                label for="attribute" { (t(locale, "records-many-which")) }
                select.input id="attribute" name="attribute" {
                    @for (group, subjects) in groups {
                        optgroup label=(group) {
                            @for subject in subjects {
                                option value=(subject.name()) selected[chosen.is_some_and(|own| own.name() == subject.name())] {
                                    (subject.label(locale))
                                }
                            }
                        }
                    }
                }
            }
            @let press = Button::submit(t(locale, "records-many-choose"));
            @if chosen.is_none() { (press.primary()) } @else { (press) }
            @if chosen.is_none() { (Link::to(t(locale, "cancel"), picked.list()).strong()) }
        }
    }
}

fn value(
    locale: Locale,
    kind: &Schema,
    picked: &Picked,
    typed: &Typed,
    subject: Subject<'_>,
    found: &[Seen],
) -> Form {
    let error = typed.error();
    let form = picked.carried_by(Form::post(path_of(&kind.slug, "/edit")));
    let is_found_here = typed.find.is_empty() || subject.is_ticked();
    let form = if is_found_here { form } else { form.hidden("find", &typed.find) };
    let clears = match subject {
        Subject::Value(attribute) | Subject::One(attribute) => !attribute.required,
        _ => false,
    };
    form.hidden("attribute", subject.name())
        .fields(html! {
            @match subject {
                Subject::Value(attribute) => (Input { locale, attribute, texts: &typed.texts, error }),
                Subject::One(attribute) => (target::choice(locale, typed, attribute, found)),
                Subject::Several(_) | Subject::Attach => (target::ticks(locale, typed, subject, found)),
                Subject::Tags => (target::tags(locale, typed)),
                Subject::Detach => (target::name(locale, typed)),
            }
            @if clears {
                (Checkbox::new("clear", t(locale, "records-many-clear")).value("1").ticked(typed.clear)
                    .hint(t(locale, "records-many-clear-line")))
            }
        })
        .buttons(html! {
            (Button::submit(t(locale, "records-many-check")).primary().value("step", "check"))
            (Link::to(t(locale, "cancel"), picked.list()).strong())
        })
}
