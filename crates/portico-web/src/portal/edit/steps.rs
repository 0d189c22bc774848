//! The steps of a change: what each one weighs, and the page that follows from it.

use std::rc::Rc;
use std::sync::Arc;

use http::StatusCode;
use maud::{Markup, html};
use portico_core::activity::{self, Window};
use portico_core::schemas::{Attribute, Schema};
use portico_core::setup::Setup;
use portico_core::{Caller, Refusal, edit_rules, entities, pages};
use portico_db::Tx;
use portico_kit::Instant;
use serde_json::{Map, Value};

use super::draft::{Draft, RowPlace};
use super::{check, conflict, form, ruled};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::heading::Heading;
use crate::design::components::note::Note;
use crate::design::layout::{back_to, task_page};
use crate::design::words::{t, t_args};
use crate::portal::blocks::attribute_group::is_typed;
use crate::portal::history::entry::{Teller, related_of};
use crate::portal::person::Person;
use crate::portal::scene::Record;
use crate::portal::shell::Frame;
use crate::portal::visit::Asked;
use crate::portal::{address, look, refused, texts};

/// A rendered page with its status.
pub type Rendered = (StatusCode, Markup);

/// Everything that the steps of one change need.
pub struct Desk {
    setup: Arc<Setup>,
    schema: Arc<Schema>,
    asked: Asked,
    person: Person,
    record: Record,
    draft: Draft,
    now: Instant,
}

impl Desk {
    /// Reads the record as the viewer sees it now.
    pub fn open(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked, mut draft: Draft) -> Result<Self, Refusal> {
        let setup = pages::setup_for(tx, caller, &[])?;
        let record = Record::of(entities::view(tx, caller, &draft.schema, &draft.id)?);
        let schema = Arc::clone(caller.catalogue.find(&draft.schema).ok_or(Refusal::NotFound)?);
        draft.names.retain(|name| schema.attribute(name).is_some_and(is_typed));
        let person = Person::read(tx, caller)?;
        Ok(Self { setup, schema, asked: asked.clone(), person, record, draft, now: caller.now })
    }

    /// The form with the stored values.
    pub fn begin(mut self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Rendered, Refusal> {
        if self.draft.names.is_empty() {
            return Err(Refusal::NotFound);
        }
        let refused = self.refused(tx, caller)?;
        if !refused.is_empty() {
            return Ok(self.forbidden(&refused));
        }
        let back = (self.draft.block.clone(), self.draft.back.clone());
        let (names, row) = (self.draft.names.clone(), self.draft.row);
        self.draft =
            Draft::begin(self.draft.locale, &self.schema, &self.record, &names, row, (&back.0, &back.1));
        Ok(self.form_page(StatusCode::OK, &[]))
    }

    /// The form with what was typed.
    pub fn form_again(mut self) -> Result<Rendered, Refusal> {
        if let Some(RowPlace::Gone(place)) = self.draft.row {
            self.draft.row = Some(RowPlace::At(place));
        }
        Ok(self.form_page(StatusCode::OK, &[]))
    }

    /// The form with what was typed, and with the rule of the portal that the change would break.
    pub fn against_rule(self, rule: &Value) -> Result<Rendered, Refusal> {
        let fault = ruled::fault(self.draft.locale, &self.schema, rule, &self.record.doc);
        Ok(self.form_page(StatusCode::UNPROCESSABLE_ENTITY, &[fault]))
    }

    /// The form with what was typed, at the field whose value cannot be kept.
    pub fn against_value(self, field: Option<&str>) -> Result<Rendered, Refusal> {
        let attribute = self.draft.attributes(&self.schema).find(|own| field == Some(own.name.as_str()));
        let label = attribute.map_or_else(|| self.title(), |attribute| attribute.label(self.draft.locale));
        let message = t_args(self.draft.locale, "edit-refused-value", &[("what", label.into())]).into_owned();
        let fault = Fault::new(attribute.map_or("", |attribute| attribute.name.as_str()), message);
        Ok(self.form_page(StatusCode::UNPROCESSABLE_ENTITY, &[fault]))
    }

    /// The same change, but the row goes.
    pub fn without_row(mut self) -> Self {
        if let Some(RowPlace::At(place)) = self.draft.row {
            self.draft.row = Some(RowPlace::Gone(place));
        }
        self
    }

    /// The same change with what was chosen where two changes met.
    pub fn taking_over(mut self, kept: &Map<String, Value>) -> Self {
        conflict::take_over(&mut self.draft, &self.schema, kept);
        self
    }

    /// The page that follows once everything was typed: what is wrong, what is refused, who came first, or the check.
    pub fn check(self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Rendered, Refusal> {
        let refused = self.refused(tx, caller)?;
        if !refused.is_empty() {
            return Ok(self.forbidden(&refused));
        }
        let stored = self.record.doc.get("_updated_at").and_then(Value::as_str).unwrap_or_default();
        if stored != self.draft.updated_at {
            return self.conflict(tx, caller);
        }
        let values = match self.draft.values(&self.schema) {
            Ok(values) => values,
            Err(faults) => return Ok(self.form_page(StatusCode::UNPROCESSABLE_ENTITY, &faults)),
        };
        let changed = check::changed(&self.draft, &self.schema, &values, &self.record.doc);
        if changed.is_empty() {
            return Ok(self.nothing());
        }
        let wanted =
            changed.iter().filter_map(|one| Some((one.name.clone(), values.get(&one.name)?.clone())));
        let at = (self.draft.schema.as_str(), &self.draft.id);
        if let Some(rule) = edit_rules::refusing(tx, caller, at, &wanted.collect())? {
            return self.against_rule(&rule);
        }
        let title = self.title();
        let us = look::brand_of(&self.setup).name;
        let around =
            check::Around { title: &title, record: self.record_title(), us: &us, email: &self.person.email };
        let content = check::page(&self.draft, &changed, &values, &self.record.doc, &around);
        Ok((StatusCode::OK, self.page(&t(self.draft.locale, "portal-check-title"), None, content)))
    }

    /// The attributes of the form that this viewer may not change.
    fn refused(&self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Vec<&Attribute>, Refusal> {
        let names: Vec<&str> = self.draft.names.iter().map(String::as_str).collect();
        let may = entities::may_change(tx, caller, &self.draft.schema, &self.draft.id, &names)?;
        Ok(self
            .draft
            .attributes(&self.schema)
            .zip(may)
            .filter(|(_, may)| !may)
            .map(|(attribute, _)| attribute)
            .collect())
    }

    fn conflict(&self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Rendered, Refusal> {
        let window = Window { size: 1, ..Window::default() };
        let (entries, _) = activity::list(tx, caller, &self.draft.schema, &self.draft.id, &window)?;
        let teller = Teller {
            locale: self.draft.locale,
            schema: &self.schema,
            us: look::brand_of(&self.setup).name,
            now: self.now,
            related: Some(related_of(tx, caller, &entries)?),
            doc: Rc::clone(&self.record.doc),
        };
        let said = entries.first().map(|entry| teller.line(entry));
        let who = said.unwrap_or_else(|| t(self.draft.locale, "portal-conflict-somebody").into_owned());
        let content = conflict::page(&self.draft, &self.schema, &self.record, &who);
        Ok((StatusCode::CONFLICT, self.page(&t(self.draft.locale, "portal-conflict-title"), None, content)))
    }

    fn title(&self) -> String {
        form::title(&self.draft, &self.schema, &self.block_title())
    }

    /// What the block is called in which the change was begun.
    fn block_title(&self) -> String {
        let blocks = self.setup.pages.iter().flat_map(|page| page.blocks());
        let block = blocks.into_iter().find(|block| block.id == self.draft.block);
        let title = block
            .and_then(|block| Some(texts::pick(block.content().get("title")?, self.draft.locale).to_owned()));
        title
            .filter(|title| !title.is_empty() && !title.contains("{{"))
            .unwrap_or_else(|| self.schema.name(self.draft.locale))
    }

    fn record_title(&self) -> &str {
        self.record.title().unwrap_or(&self.schema.slug)
    }

    fn form_page(&self, status: StatusCode, faults: &[Fault]) -> Rendered {
        let l = self.draft.locale;
        let title = self.title();
        let content = html! {
            (error_summary(l, faults))
            (Heading::new(title.as_str()).line(self.record_title()))
            (form::form(&self.draft, &self.schema, &self.record.doc, faults))
        };
        let named = if faults.is_empty() {
            title
        } else {
            t_args(l, "error-title-prefix", &[("title", title.into())]).into_owned()
        };
        let back = t(l, "cancel");
        (status, self.page(&named, back_to(&back, &self.draft.back), content))
    }

    fn nothing(&self) -> Rendered {
        let l = self.draft.locale;
        let content = html! {
            (Heading::new(t(l, "portal-nothing-changed")).line(t(l, "portal-nothing-changed-more")))
            div.buttons { (Button::go(t(l, "portal-back-to-record"), self.draft.back.as_str()).primary()) }
        };
        (StatusCode::OK, self.page(&t(l, "portal-nothing-changed"), None, content))
    }

    fn forbidden(&self, refused: &[&Attribute]) -> Rendered {
        let l = self.draft.locale;
        let labels: Vec<String> = refused.iter().map(|attribute| attribute.label(l)).collect();
        let title = t_args(l, "portal-forbidden-title", &[("what", labels.join(", ").into())]).into_owned();
        let content = html! {
            (Heading::new(title.as_str()).line(t(l, "portal-forbidden-line")))
            div.stack.narrow-page {
                (Note::new(Tone::Info).text(refused::help(&self.setup, l)))
                div.buttons { (Button::go(t(l, "portal-back-to-record"), self.draft.back.as_str()).primary()) }
            }
        };
        (StatusCode::FORBIDDEN, self.page(&title, None, content))
    }

    fn page(&self, title: &str, back: Option<(&str, &str)>, content: Markup) -> Markup {
        let frame = Frame {
            setup: &self.setup,
            asked: &self.asked,
            locale: self.draft.locale,
            person: Some(&self.person),
            here: None,
            now: self.now,
        };
        let mut shell = frame.shell();
        // Another language would be another page, and what was typed would be gone.
        shell.other_language = None;
        task_page(&shell, title, back, content)
    }
}

/// The newest entry of the record's history: the one that the change has just left.
pub fn newest_entry(tx: &mut Tx<'_>, caller: &Caller, draft: &Draft) -> Result<Option<String>, Refusal> {
    let window = Window { size: 1, ..Window::default() };
    let (entries, _) = activity::list(tx, caller, &draft.schema, &draft.id, &window)?;
    Ok(entries.first().and_then(|entry| entry.get("_id")).and_then(Value::as_str).map(str::to_owned))
}

/// The page that the change was begun on, telling what was changed.
pub fn back_with(draft: &Draft, entry: Option<&str>) -> String {
    let Some(entry) = entry else { return draft.back.clone() };
    let done = format!("{}:{}:{entry}", draft.schema, draft.id);
    let sign = if draft.back.contains('?') { '&' } else { '?' };
    format!("{}{sign}done={}", draft.back, address::encoded(&done))
}
