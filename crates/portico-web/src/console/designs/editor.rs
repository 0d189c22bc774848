//! The editor of a design: five answers, what the solver makes of them, and how a portal looks with them.

use maud::{Markup, Render, html};
use portico_core::{Caller, Refusal, designs, portals};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::{DesignId, Instant, Locale};
use serde_json::Value;

use super::super::address::Address;
use super::super::answers::Answers;
use super::contrast::{self, Pairs};
use super::list::wearers;
use super::{address, logo, theme, worn};
use crate::design::color::Rgb;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::choice::Choice;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::icon_list::IconList;
use crate::design::components::select::Select;
use crate::design::components::swatch::swatch;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::remarks::{Remark, on_accent, on_brand};
use crate::design::theme::Theme;
use crate::design::words::{t, t_args};
use crate::portal::look::theme_of;

/// What stands in the editor: the stored design, or what was typed since.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    name: String,
    brand: String,
    accent: String,
    corners: String,
    face: String,
    bar: String,
    seen: String,
    pairs: Pairs,
    faults: Vec<Fault>,
}

impl Draft {
    /// The stored design with the answers of the address in place of its own.
    pub(super) fn of_query(stored: &Value, query: &Query) -> Self {
        let made = theme_of(Some(stored));
        let [corners, face, bar] = theme::words_of(&made);
        let given = |key: &str, own: &str| query.text(key).unwrap_or(own).to_owned();
        let seen = stored.get("last_modified_at").and_then(Value::as_str).unwrap_or_default();
        Self {
            name: given("name", theme::name_of(stored)),
            brand: given("brand", &made.brand.to_string()),
            accent: given("accent", &made.accent.to_string()),
            corners: given("corners", corners),
            face: given("face", face),
            bar: given("bar", bar),
            seen: given("seen", seen),
            pairs: if query.text("pairs") == Some("all") { Pairs::All } else { Pairs::Telling },
            faults: Vec::new(),
        }
    }

    /// The answers of the form.
    pub(super) fn of_answers(answers: &Answers) -> Self {
        let text = |name: &str| answers.text(name).to_owned();
        Self {
            name: text("name"),
            brand: text("brand"),
            accent: text("accent"),
            corners: text("corners"),
            face: text("face"),
            bar: text("bar"),
            seen: text("seen"),
            pairs: Pairs::Telling,
            faults: Vec::new(),
        }
    }

    /// The name typed.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The theme of the answers; a colour that cannot be read becomes the standard one.
    pub(super) fn theme(&self) -> Theme {
        let brand = Rgb::parse(&self.brand).unwrap_or(Theme::default().brand);
        Theme {
            radius: theme::corners(&self.corners),
            font: theme::face(&self.face),
            header: theme::bar(&self.bar),
            ..Theme::portal(brand, Rgb::parse(&self.accent).unwrap_or(brand))
        }
    }

    /// The answers as an address of the editor: a look that can be sent to somebody.
    pub(super) fn address(&self, id: &DesignId) -> Address {
        self.query(address(id.as_str())).and("seen", &self.seen)
    }

    fn query(&self, to: Address) -> Address {
        to.and("name", &self.name)
            .and("brand", &self.brand)
            .and("accent", &self.accent)
            .and("corners", &self.corners)
            .and("face", &self.face)
            .and("bar", &self.bar)
    }

    /// The standard look under the same name, as an address of the editor: nothing is stored by going there.
    fn standard(&self, id: &DesignId) -> Address {
        let made = Theme::default();
        let [corners, face, bar] = theme::words_of(&made).map(str::to_owned);
        let (brand, accent) = (made.brand.to_string(), made.accent.to_string());
        Self { brand, accent, corners, face, bar, ..self.clone() }.address(id)
    }

    /// A design's document with the answers in it, to look at pages with.
    pub(super) fn design(&self, stored: Value) -> Value {
        theme::written(stored, &self.name, &self.theme())
    }

    /// Stores the answers, unless somebody stored others meanwhile.
    pub(super) fn save(&self, tx: &mut Tx<'_>, id: &DesignId, now: Instant) -> Result<(), Refusal> {
        let stored = designs::find(tx, id)?.ok_or(Refusal::NotFound)?;
        if self.name.is_empty() {
            return Err(Refusal::invalid("name", ""));
        }
        for (field, text) in [("brand", &self.brand), ("accent", &self.accent)] {
            if Rgb::parse(text).is_none() {
                return Err(Refusal::invalid(field, text.clone()));
            }
        }
        let seen = stored.get("last_modified_at").and_then(Value::as_str).unwrap_or_default();
        if seen != self.seen {
            return Err(Refusal::conflict(seen));
        }
        designs::put(tx, id, theme::written(stored, &self.name, &self.theme()), now)?;
        Ok(())
    }

    /// The same answers with what stands in the way of storing them.
    pub(super) fn refused(mut self, locale: Locale, refusal: &Refusal) -> Self {
        let fault = match refusal {
            Refusal::Invalid { field: Some(field), .. } if field == "name" => {
                Fault::new("name", t(locale, "console-name-missing"))
            }
            Refusal::Invalid { field: Some(field), message } => {
                let args = [("text", message.clone().into())];
                Fault::new(field.as_str(), t_args(locale, "console-design-colour-wrong", &args))
            }
            other => {
                // The next press stores what stands here: it was told that there is something newer.
                if let Refusal::Conflict { message, .. } = other {
                    self.seen.clone_from(message);
                }
                Fault::new("brand", t(locale, "console-design-changed-meanwhile"))
            }
        };
        self.faults.push(fault);
        self
    }

    /// The same answers with a fault of another form on the page.
    pub(super) fn with(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// What is wrong with a field.
    pub(super) fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    id: &DesignId,
    draft: &Draft,
) -> Result<ConsolePage, Refusal> {
    let (portals, stored) = (portals::list(tx)?, designs::find(tx, id)?.unwrap_or(Value::Null));
    let title = draft.name.clone();
    let shown = match draft.faults.as_slice() {
        [] => title.clone(),
        _ => t_args(locale, "error-title-prefix", &[("title", title.clone().into())]).into_owned(),
    };
    let used = html! { (t(locale, "console-design-used-by")) " " (wearers(locale, id.as_str(), &portals)) };
    let others = match draft.pairs {
        Pairs::Telling => draft.address(id).and("pairs", "all"),
        Pairs::All => draft.address(id),
    };
    let content = html! {
        (error_summary(locale, &draft.faults))
        (Heading::new(title.clone()).line(used))
        div.desk-editor {
            div.stack { (form(locale, id, draft)) (logo::card(locale, id, &stored, draft)) }
            div.stack {
                (previews(locale, draft))
                (worn::card(tx, caller, locale, id, &portals, |to| draft.query(to))?)
                (contrast::card(locale, &draft.theme(), draft.pairs, &format!("{}#contrast", others.href())))
            }
        }
    };
    Ok(ConsolePage {
        title: shown,
        crumbs: vec![(t(locale, "console-designs").into_owned(), "/admin/designs".to_owned())],
        here: title,
        actions: Some(actions(locale, id, draft)),
        content,
    })
}

fn actions(locale: Locale, id: &DesignId, draft: &Draft) -> Markup {
    let copy = format!("/admin/designs/{id}/copy");
    html! {
        (Button::go(t(locale, "design-standard"), draft.standard(id).href()).quiet())
        (Button::go(t(locale, "design-stored"), address(id.as_str()).href()).quiet())
        (Form::post(copy).inline().buttons(Button::submit(t(locale, "console-design-copy")).icon(Icon::Copy).render()))
        (Button::submit(t(locale, "console-design-show")).form("design").value("then", "preview").icon(Icon::Eye))
        (Button::submit(t(locale, "console-design-save")).form("design").primary())
    }
}

fn form(locale: Locale, id: &DesignId, draft: &Draft) -> Markup {
    let made = draft.theme();
    let fields = html! {
        (Field::text("name", t(locale, "console-design-name")).value(&draft.name).error(draft.fault("name")))
        (colour(locale, "brand", &draft.brand, made.brand, draft.fault("brand"), &on_brand(locale, &made)))
        (colour(locale, "accent", &draft.accent, made.accent, draft.fault("accent"), &on_accent(locale, &made)))
        hr;
        (["inter", "manrope", "system"].into_iter().fold(
            Select::new("face", t(locale, "console-design-face")),
            |select, face| select.option(face, t(locale, &format!("console-face-{face}")), (draft.face == face).into()),
        ))
        (choice(locale, "corners", &["square", "soft", "round"], &draft.corners))
        (choice(locale, "bar", &["plain", "brand", "accent"], &draft.bar))
    };
    let form =
        Form::post(address(id.as_str()).href()).id("design").hidden("seen", &draft.seen).fields(fields);
    Card::new(t(locale, "console-design-brand-card")).body(form).render()
}

fn colour(
    locale: Locale,
    name: &str,
    typed: &str,
    made: Rgb,
    fault: Option<&str>,
    remarks: &[Remark],
) -> Markup {
    let said = remarks.iter().fold(IconList::new(), |list, remark| list.check(remark.tone, &remark.text));
    let field =
        Field::text(name, t(locale, &format!("console-design-{name}"))).value(typed).error(fault).below(said);
    html! { div.colour-field { (swatch(made)) (field) } }
}

fn choice(locale: Locale, name: &str, words: &[&str], chosen: &str) -> Choice {
    words.iter().fold(Choice::new(name, t(locale, &format!("console-design-{name}"))), |choice, word| {
        choice.answer(*word, t(locale, &format!("console-{name}-{word}")), *word == chosen)
    })
}

fn previews(locale: Locale, draft: &Draft) -> Markup {
    let frame = |scheme: &str| {
        let address = draft.query(Address::of("/admin/designs/preview")).and("look", scheme);
        let said = t(locale, &format!("console-scheme-{scheme}"));
        html! {
            figure.preview {
                figcaption.small { (said) }
                iframe src=(address.href()) title={ (t(locale, "console-preview")) ", " (said) } loading="lazy" {}
            }
        }
    };
    html! { div.previews { (frame("light")) (frame("dark")) } }
}
