//! Choosing whom and what a question is about: found by words, chosen by a link.

use maud::{Markup, html};
use portico_access::Question;
use portico_core::entities::{self, Search, Seen};
use portico_core::users::{self, UserList, UserRow};
use portico_core::{Caller, Core, Refusal, access};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};

use super::super::users::status_tag;
use super::super::values::title_of;
use super::asked::Asked;
use crate::design::components::Tone;
use crate::design::components::card::Card;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// How many are offered.
const OFFERED: i64 = 8;

/// The users that words find.
pub(super) fn users(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked) -> Result<Vec<UserRow>, Refusal> {
    if asked.user_q.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = UserList { q: Some(asked.user_q.clone()), size: OFFERED, ..UserList::default() };
    Ok(users::list(tx, caller, &wanted)?.0)
}

/// The records that words or an id find.
pub(super) fn records(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked) -> Result<Vec<Seen>, Refusal> {
    if asked.record_q.is_empty() {
        return Ok(Vec::new());
    }
    if let Ok(seen) = entities::view_any(tx, caller, &EntityId::from(asked.record_q.as_str())) {
        return Ok(vec![seen]);
    }
    let schemas = match caller.catalogue.find(&asked.schema) {
        Some(kind) => vec![kind.slug.clone()],
        None => caller.catalogue.all().map(|kind| kind.slug.clone()).collect(),
    };
    let search = Search { schemas, q: Some(asked.record_q.clone()), size: OFFERED, ..Search::default() };
    Ok(entities::search(tx, caller, &search)?.records)
}

/// The users to choose from.
pub(super) fn user_card(caller: &Caller, locale: Locale, asked: &Asked, found: &[UserRow]) -> Card {
    let card = Card::new(t(locale, "console-choose-user")).flush();
    if found.is_empty() {
        let none = t_args(locale, "console-choose-none", &[("q", asked.user_q.clone().into())]);
        return card.body(html! { p.card-pad.quiet { (none) } });
    }
    card.body(found.iter().fold(RowList::new(), |list, user| {
        let to = asked.address().without("user_q").with("user", user.id.as_str());
        list.row(
            Row::new(&user.title, to.href())
                .icon(Icon::User, Tone::Neutral)
                .facts(&user.email)
                .status(status_tag(locale, user.standing(caller.now))),
        )
    }))
}

/// The records to choose from.
pub(super) fn record_card(caller: &Caller, locale: Locale, asked: &Asked, found: &[Seen]) -> Card {
    let card = Card::new(t(locale, "console-choose-record")).flush();
    if found.is_empty() {
        let none = t_args(locale, "console-choose-none", &[("q", asked.record_q.clone().into())]);
        return card.body(html! { p.card-pad.quiet { (none) } });
    }
    card.body(found.iter().fold(RowList::new(), |list, seen| {
        let to =
            asked.address().without("record_q").with("schema", &seen.schema).with("record", seen.id.as_str());
        let kind = caller.catalogue.find(&seen.schema).map(|kind| kind.name(locale));
        list.row(
            Row::new(title_of(&seen.to_value()), to.href())
                .icon(Icon::FileText, Tone::Neutral)
                .facts(kind.unwrap_or_else(|| seen.schema.clone())),
        )
    }))
}

/// Who sees the record, as long as no user is chosen.
pub(super) fn readers(
    tx: &mut Tx<'_>,
    core: &Core,
    caller: &Caller,
    locale: Locale,
    asked: &Asked,
    question: &Question,
) -> Result<Option<Markup>, Refusal> {
    let Some(record) = &question.record else { return Ok(None) };
    let mut list = RowList::new();
    let readers = access::readers(tx, core, caller, &question.schema, record)?;
    for (id, sees) in &readers {
        let user = users::find(tx, caller, id)?;
        let tag = match sees {
            true => Tag::new(Tone::Good, t(locale, "console-reader-sees")).icon(Icon::Eye),
            false => Tag::new(Tone::Neutral, t(locale, "console-reader-not")).icon(Icon::EyeOff),
        };
        let to = asked.address().with("user", id.as_str());
        list = list.row(
            Row::new(&user.title, to.href()).icon(Icon::User, Tone::Neutral).facts(&user.email).status(tag),
        );
    }
    let card = Card::new(t(locale, "console-readers")).intro(t(locale, "console-readers-line")).flush();
    let card = match readers.is_empty() {
        true => card.body(html! { p.card-pad.quiet { (t(locale, "console-readers-none")) } }),
        false => card.body(list),
    };
    Ok(Some(html! { (card) }))
}
