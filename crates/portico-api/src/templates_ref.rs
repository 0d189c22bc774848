//! Texts of the portal's own settings, told about the records of an answer: `templates_ref`, `templates_output`.

use std::collections::HashMap;

use portico_core::entities::Seen;
use portico_core::pages::{Audience, Reference, Texts, visibilities};
use portico_core::templates::{Records, World};
use portico_core::{Caller, Refusal, tenants};
use portico_db::Tx;
use portico_kit::EntityId;
use serde_json::Value;

/// The organisation's setting that lets clients send texts of their own when it is switched off.
const REJECTS: &str = "portals-reject-client-templates";

/// The texts that a request asks for: for all records, and for those of one schema.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    every: Option<Texts>,
    of_schema: HashMap<String, Texts>,
}

impl Asked {
    /// Reads what a request asks for. A reference wins over texts that are sent along.
    pub(crate) fn of(
        tx: &mut Tx<'_>,
        caller: &Caller,
        slug: &Value,
        reference: Option<&Value>,
        sent: Option<&Value>,
    ) -> Result<Self, Refusal> {
        let given = |value: Option<&Value>| value.is_some_and(|value| !value.is_null());
        let configs = slug.as_array().into_iter().flatten().filter(|config| config.is_object());
        let asks = |config: &&Value| given(config.get("templates_ref")) || given(config.get("templates"));
        let configs: Vec<&Value> = configs.filter(asks).collect();
        if !given(reference) && !given(sent) && configs.is_empty() {
            return Ok(Self::default());
        }
        let mut reader = Reader::of(tx, caller)?;
        let every = reader.texts(tx, reference, sent)?;
        let mut of_schema = HashMap::new();
        for config in configs {
            let slug = config.get("slug").and_then(Value::as_str).unwrap_or_default();
            let texts = reader.texts(tx, config.get("templates_ref"), config.get("templates"))?;
            of_schema.extend(texts.map(|texts| (slug.to_owned(), texts)));
        }
        Ok(Self { every, of_schema })
    }

    fn texts_for(&self, schema: &str) -> Option<&Texts> {
        self.of_schema.get(schema).or(self.every.as_ref())
    }

    /// The texts about each record; nothing where none are asked for. `around` are records that the texts may name.
    pub(crate) fn outputs(
        &self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        records: &[Seen],
        around: &[(&str, &Value)],
    ) -> Result<Vec<Option<Value>>, Refusal> {
        if self.every.is_none() && self.of_schema.is_empty() {
            return Ok(records.iter().map(|_| None).collect());
        }
        let docs: Vec<Value> = records.iter().map(Seen::to_value).collect();
        let all = self.every.iter().chain(self.of_schema.values());
        let names: Vec<&str> = all.flat_map(Texts::names).collect();
        let mut world = Records::of(tx, caller);
        around.iter().for_each(|(name, doc)| world.offer(name, (*doc).clone()));
        world.prepare(&docs, &names)?;
        let mut outputs = Vec::with_capacity(docs.len());
        for (seen, doc) in records.iter().zip(docs) {
            let Some(texts) = self.texts_for(&seen.schema) else {
                outputs.push(None);
                continue;
            };
            world.about(doc);
            outputs.push(Some(texts.fill(&mut world)?));
        }
        Ok(outputs)
    }

    /// Adds the texts about each record to its JSON text.
    pub(crate) fn add_to(
        &self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        records: &[Seen],
        texts: &mut [String],
    ) -> Result<(), Refusal> {
        for (text, output) in texts.iter_mut().zip(self.outputs(tx, caller, records, &[])?) {
            if let Some(output) = output
                && text.ends_with('}')
            {
                text.pop();
                let comma = if text.ends_with('{') { "" } else { "," };
                text.push_str(&format!("{comma}\"templates_output\":{output}}}"));
            }
        }
        Ok(())
    }
}

/// Reads references for one caller.
struct Reader<'c> {
    caller: &'c Caller,
    audience: Audience,
    locale: portico_kit::Locale,
}

impl<'c> Reader<'c> {
    fn of(tx: &mut Tx<'_>, caller: &'c Caller) -> Result<Self, Refusal> {
        let setup = caller.setup.as_ref().ok_or(Refusal::NotFound)?;
        let shown = visibilities(setup.pages.iter().map(|page| &page.doc));
        let about: [(String, EntityId); 0] = [];
        let audience = Audience::of(tx, caller, shown, &about)?;
        let locale = Records::of(tx, caller).locale();
        Ok(Self { caller, audience, locale })
    }

    fn texts(
        &mut self,
        tx: &mut Tx<'_>,
        reference: Option<&Value>,
        sent: Option<&Value>,
    ) -> Result<Option<Texts>, Refusal> {
        if let Some(reference) = reference.filter(|reference| !reference.is_null()) {
            let reference = Reference::parse(reference)?;
            return Texts::referenced(self.caller, &self.audience, self.locale, &reference).map(Some);
        }
        match sent.filter(|sent| !sent.is_null()) {
            Some(_) if rejects_templates(tx)? => {
                Err(Refusal::invalid("templates", "Templates of clients are refused. Use templates_ref."))
            }
            Some(sent) => Texts::of_client(sent).map(Some),
            None => Ok(None),
        }
    }
}

/// Whether the organisation refuses templates of clients; it does unless it says otherwise.
fn rejects_templates(tx: &mut Tx<'_>) -> Result<bool, Refusal> {
    let tenant = tenants::find(tx, &tx.tenant().clone())?.ok_or(Refusal::NotFound)?;
    let setting = tenant.doc.pointer(&format!("/settings/{REJECTS}"));
    let on = setting.and_then(|setting| setting.get("enabled").unwrap_or(setting).as_bool());
    Ok(on.unwrap_or(true))
}
