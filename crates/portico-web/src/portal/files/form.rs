//! The form that hands in documents: what is taken is said before, and what has arrived stays after an error.

use maud::{Markup, Render, html};
use portico_core::files::Terms;
use portico_files::kind;
use portico_kit::Locale;

use super::desk::Desk;
use super::preview::wrong_title;
use super::targets::Target;
use crate::design::components::Ticked;
use crate::design::components::button::Button;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::file_field::FileField;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::select::Select;
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// Where the form is sent to.
pub const PLACE: &str = "/files/hand-in";

/// A document that has arrived and is not handed in yet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Arrived {
    /// Its name.
    pub name: String,
    /// The key it is saved by.
    pub key: String,
}

impl Arrived {
    /// As it travels in the form; what does not fit is nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let (key, name) = text.split_once(' ')?;
        Some(Self { name: name.to_owned(), key: key.replace('\u{a0}', " ") })
    }

    fn value(&self) -> String {
        format!("{} {}", self.key.replace(' ', "\u{a0}"), self.name)
    }
}

/// Everything the form shows.
pub struct Shown<'a> {
    /// The page around it.
    pub desk: &'a Desk,
    /// What is taken.
    pub terms: &'a Terms,
    /// The records to choose from; one, when it was chosen before.
    pub targets: &'a [Target],
    /// The chosen record.
    pub chosen: Option<&'a Target>,
    /// Whether the record may be chosen.
    pub is_open: bool,
    /// What has arrived.
    pub arrived: &'a [Arrived],
    /// What is wrong.
    pub faults: &'a [Fault],
    /// The page one came from.
    pub back: &'a str,
}

impl Shown<'_> {
    /// The page.
    pub fn page(&self) -> Markup {
        let l = self.desk.locale;
        let title = t(l, "files-hand-in").into_owned();
        let heading = Heading::new(title.as_str());
        let heading = match self.chosen.filter(|_| !self.is_open) {
            Some(target) => heading.line(target.title.as_str()),
            None => heading,
        };
        let content = html! {
            (error_summary(l, self.faults))
            (heading)
            div.narrow-page { (self.form(l)) }
        };
        let named = if self.faults.is_empty() { title } else { wrong_title(l, &title) };
        self.desk.page(&named, self.back, content)
    }

    fn form(&self, l: Locale) -> Markup {
        let mut form = Form::post(PLACE).with_files().guarded().hidden("back", self.back);
        if let Some(target) = self.chosen.filter(|_| !self.is_open) {
            form = form.hidden("record", target.value());
        }
        for arrived in self.arrived {
            form = form.hidden("arrived", arrived.value());
        }
        let fields = html! {
            @if self.is_open { (self.records(l)) }
            @if !self.arrived.is_empty() {
                div.arrived {
                    p.arrived-title { (t(l, "files-arrived")) }
                    ul { @for one in self.arrived { li { (Icon::Check.svg()) (one.name) } } }
                }
            }
            (self.field(l))
            (progress(l, self.terms.largest))
        };
        let label = if self.arrived.is_empty() { "files-send" } else { "files-send-all" };
        let buttons = html! {
            (Button::submit(t(l, label)).primary().icon(Icon::Upload))
            (Link::to(t(l, "cancel"), self.back).strong())
        };
        form.fields(fields).buttons(buttons).render()
    }

    fn records(&self, l: Locale) -> Markup {
        let select = Select::new("record", t(l, "files-record")).hint(t(l, "files-record-hint"));
        let unchosen = self.chosen.is_none();
        let select = select.option("", t(l, "files-record-choose"), Ticked::from(unchosen));
        let select = self.targets.iter().fold(select, |select, target| {
            select.option(target.value(), target.title.as_str(), Ticked::from(self.chosen == Some(target)))
        });
        select.error(self.fault("record")).render()
    }

    fn field(&self, l: Locale) -> Markup {
        let size = format::file_size(l, self.terms.largest);
        let limit = t_args(l, "files-limit", &[("kinds", kinds(self.terms).into()), ("size", size.into())]);
        let endings: Vec<String> = self.terms.endings.iter().map(|ending| format!(".{ending}")).collect();
        let types = self.terms.endings.iter().filter_map(|ending| kind::media_type_of(ending));
        let mut accept = endings;
        accept.extend(types.filter(|kind| kind.starts_with("image/")).map(str::to_owned));
        FileField::new(l, "files", t(l, "files-choose"), limit)
            .accept(accept.join(","))
            .several()
            .error(self.fault("files"))
            .render()
    }

    fn fault(&self, field: &str) -> Option<String> {
        let told: Vec<&str> = self
            .faults
            .iter()
            .filter(|fault| fault.field == field)
            .map(|fault| fault.message.as_str())
            .collect();
        (!told.is_empty()).then(|| told.join(" "))
    }
}

/// The endings people know, in words: the first few of each kind.
fn kinds(terms: &Terms) -> String {
    let common = ["pdf", "jpg", "png", "heic", "docx", "xlsx", "txt", "zip"];
    let known: Vec<String> = common
        .into_iter()
        .filter(|ending| terms.endings.iter().any(|one| one == ending))
        .map(str::to_uppercase)
        .collect();
    let all = if known.is_empty() {
        terms.endings.iter().take(8).map(|one| one.to_uppercase()).collect()
    } else {
        known
    };
    all.join(", ")
}

/// With scripts: how far the sending has come, and what is too large before it is sent.
fn progress(l: Locale, largest: u64) -> Markup {
    html! {
        div.upload-state hidden data-upload data-largest=(largest)
            data-sending=(t(l, "files-sending")) data-checking=(t(l, "files-checking"))
            data-broken=(t(l, "files-broken")) data-large=(t(l, "files-large-before")) {
            progress max="100" value="0" aria-label=(t(l, "files-progress")) {}
            p role="status" {}
        }
    }
}
