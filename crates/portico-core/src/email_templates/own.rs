//! A portal's own words for a kind of letter, language by language: what it says now, kept, and given back.

use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::{Map, Value, json};

use super::{SCHEMA, TEXTS, of_portal, reference, references, save, source_of, upsert};
use crate::entities;
use crate::letters::{Kind, Source, standard};
use crate::portals::Portal;
use crate::{Caller, Refusal};

/// What a portal says in a kind of letter and a language.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Subject and body.
    pub source: Source,
    /// Whether they are the portal's own, rather than those that ship.
    pub own: bool,
    /// The template that the portal names and that is gone: letters say what ships.
    pub missing: bool,
}

/// What a portal says in a kind of letter and a language, as letters say it.
pub fn words(
    tx: &mut Tx<'_>,
    caller: &Caller,
    portal: &Portal,
    kind: Kind,
    locale: Locale,
) -> Result<Words, Refusal> {
    let shipped = |missing| Words { source: standard(kind, locale), own: false, missing };
    let Some(id) = reference(portal, kind) else { return Ok(shipped(false)) };
    match entities::view(tx, caller, SCHEMA, &id) {
        Ok(seen) => {
            let own = source_of(&seen.to_value(), kind, locale);
            Ok(own.map_or_else(|| shipped(false), |source| Words { source, own: true, missing: false }))
        }
        Err(Refusal::NotFound) => Ok(shipped(true)),
        Err(refusal) => Err(refusal),
    }
}

/// Keeps a portal's own words for a kind of letter in a language, in a template of that portal alone; what ships
/// needs no template, and what other languages say stays.
pub fn keep(
    tx: &mut Tx<'_>,
    caller: &Caller,
    portal: &Portal,
    (kind, locale): (Kind, Locale),
    source: &Source,
) -> Result<(), Refusal> {
    let mut translations = Map::new();
    for own in Locale::ALL {
        let said = if own == locale {
            (*source != standard(kind, own)).then(|| source.clone())
        } else {
            let words = words(tx, caller, portal, kind, own)?;
            words.own.then_some(words.source)
        };
        if let Some(said) = said {
            translations.insert(own.code().to_owned(), told(&said));
        }
    }
    if translations.is_empty() {
        return reset(tx, caller, portal, kind);
    }
    let main = translations.get(Locale::De.code()).or_else(|| translations.values().next()).cloned();
    let mut sent = Map::new();
    for (key, text) in main.as_ref().and_then(Value::as_object).into_iter().flatten() {
        sent.insert(key.clone(), text.clone());
    }
    sent.insert("translations".to_owned(), translations.into());
    let own = own_template(tx, caller, portal, kind)?;
    if own.is_none() {
        sent.insert("name".to_owned(), format!("{} · {}", portal.name(), kind.name()).into());
    }
    let seen = save(tx, caller, own.as_ref(), sent)?;
    if own.is_none() {
        let mut chosen: Map<String, Value> =
            kind.keys().into_iter().map(|key| (key.to_owned(), Value::Null)).collect();
        chosen.insert(kind.name().to_owned(), seen.id.as_str().into());
        upsert(tx, &portal.id, &chosen, caller.now, &caller.random)?;
    }
    Ok(())
}

fn told(source: &Source) -> Value {
    let texts = [&source.subject, &source.preheader, &source.body];
    let said: Map<String, Value> =
        TEXTS.into_iter().zip(texts).map(|(key, text)| (key.to_owned(), json!(text))).collect();
    said.into()
}

/// Has a portal say what ships again; the template stays for others, and in the history.
fn reset(tx: &mut Tx<'_>, caller: &Caller, portal: &Portal, kind: Kind) -> Result<(), Refusal> {
    let map = of_portal(portal);
    let keys = kind.keys().into_iter().filter(|key| map.contains_key(*key));
    let cleared: Map<String, Value> = keys.map(|key| (key.to_owned(), Value::Null)).collect();
    if cleared.is_empty() {
        return Ok(());
    }
    upsert(tx, &portal.id, &cleared, caller.now, &caller.random).map(|_| ())
}

/// The template of a kind that this portal alone uses, and for this kind alone.
fn own_template(
    tx: &mut Tx<'_>,
    caller: &Caller,
    portal: &Portal,
    kind: Kind,
) -> Result<Option<EntityId>, Refusal> {
    let Some(id) = reference(portal, kind) else { return Ok(None) };
    let others = references(tx, id.as_str())?.len() > 1;
    let elsewhere = of_portal(portal)
        .iter()
        .any(|(key, value)| value.as_str() == Some(id.as_str()) && !kind.keys().contains(&key.as_str()));
    let exists = entities::view(tx, caller, SCHEMA, &id).is_ok();
    Ok((exists && !others && !elsewhere).then_some(id))
}
