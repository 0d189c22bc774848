//! Button: starts something. Primary once per view, outlined beside it, destructive on a page of its own.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::either;
use crate::design::icons::Icon;

/// How much a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Primary,
    Outlined,
    Quiet,
    Destructive,
    Accent,
}

/// What a press does.
#[derive(Debug, Clone)]
enum Press {
    Submit,
    Go(String),
    Unavailable(String),
}

/// A button, outlined unless told otherwise.
#[derive(Debug, Clone)]
pub struct Button {
    label: String,
    press: Press,
    weight: Weight,
    small: &'static str,
    icon: Option<Icon>,
    icon_after: Option<Icon>,
    hide_label: &'static str,
    wide: &'static str,
    form: Option<String>,
    value: Option<(String, String)>,
    count: Option<String>,
    action: Option<String>,
}

impl Button {
    fn new(label: impl Into<String>, press: Press) -> Self {
        Self {
            label: label.into(),
            press,
            weight: Weight::Outlined,
            small: "",
            icon: None,
            icon_after: None,
            hide_label: "",
            wide: "",
            form: None,
            value: None,
            count: None,
            action: None,
        }
    }

    /// Sends the form to another address than its own.
    pub fn to(mut self, action: impl Into<String>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// Sends the form it stands in.
    pub fn submit(label: impl Into<String>) -> Self {
        Self::new(label, Press::Submit)
    }

    /// Leads to a page, dressed as a button.
    pub fn go(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(label, Press::Go(href.into()))
    }

    /// Cannot be pressed now; the reason stands beside it.
    pub fn unavailable(label: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::new(label, Press::Unavailable(reason.into()))
    }

    /// The one primary button of the view.
    pub fn primary(mut self) -> Self {
        self.weight = Weight::Primary;
        self
    }

    /// Without a border.
    pub fn quiet(mut self) -> Self {
        self.weight = Weight::Quiet;
        self
    }

    /// For what cannot be undone.
    pub fn destructive(mut self) -> Self {
        self.weight = Weight::Destructive;
        self
    }

    /// In the accent colour, only inside the task card.
    pub fn accent(mut self) -> Self {
        self.weight = Weight::Accent;
        self
    }

    /// 40 high in portals, 28 in the console.
    pub fn small(mut self) -> Self {
        self.small = " small";
        self
    }

    /// As wide as its column.
    pub fn wide(mut self) -> Self {
        self.wide = " wide";
        self
    }

    /// An icon before the label.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// An icon after the label.
    pub fn icon_after(mut self, icon: Icon) -> Self {
        self.icon_after = Some(icon);
        self
    }

    /// Only the icon is seen; the label is for readers and as a tooltip.
    pub fn icon_only(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self.hide_label = " icon-only";
        self
    }

    /// A small number after the label, such as open changes.
    pub fn count(mut self, count: impl Into<String>) -> Self {
        self.count = Some(count.into());
        self
    }

    /// The name and value it sends, when a form has several buttons.
    pub fn value(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.value = Some((name.into(), value.into()));
        self
    }

    /// Sends the form with this id, wherever the button stands.
    pub fn form(mut self, id: impl Into<String>) -> Self {
        self.form = Some(id.into());
        self
    }

    fn class(&self) -> String {
        let weight = match self.weight {
            Weight::Primary => " primary",
            Weight::Outlined => "",
            Weight::Quiet => " quiet",
            Weight::Destructive => " destructive",
            Weight::Accent => " accent",
        };
        format!("button{weight}{}{}{}", self.small, self.wide, self.hide_label)
    }

    fn inner(&self) -> Markup {
        html! {
            @if let Some(icon) = self.icon { (icon.svg()) }
            span.label { (self.label) }
            @if let Some(count) = &self.count { span.count { (count) } }
            @if let Some(icon) = self.icon_after { (icon.svg()) }
        }
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let class = self.class();
        let tooltip = (!self.hide_label.is_empty()).then_some(self.label.as_str());
        let name = self.value.as_ref().map(|(name, _)| name);
        let value = self.value.as_ref().map(|(_, value)| value);
        html! {
            @match &self.press {
                Press::Submit => button type="submit" class=(class) title=[tooltip] form=[self.form.as_deref()]
                    formaction=[self.action.as_deref()] name=[name] value=[value] { (self.inner()) },
                Press::Go(href) => a class=(class) href=(href) title=[tooltip] { (self.inner()) },
                Press::Unavailable(reason) => span.unavailable {
                    span class=(class) role="button" aria-disabled="true" tabindex="0" { (self.inner()) }
                    span.hint { (reason) }
                },
            }
        }
    }
}

/// Buttons side by side; on phones one below the other, each as wide as the page.
pub fn buttons(buttons: Markup) -> Markup {
    html! { div.buttons { (buttons) } }
}

/// How it looks in every state.
pub fn sample(locale: Locale) -> Markup {
    let save = either(locale, "Änderung absenden", "Send change");
    html! {
        (buttons(html! {
            (Button::submit(save).primary())
            (Button::go(either(locale, "Später weitermachen", "Continue later"), "#later"))
            (Button::submit(either(locale, "Verwerfen", "Discard")).quiet())
            (Button::submit(either(locale, "Konto löschen", "Delete account")).destructive())
        }))
        (buttons(html! {
            (Button::go(either(locale, "Dokument hochladen", "Upload document"), "#up").small().icon(Icon::Upload))
            (Button::go(either(locale, "Weiter", "Next"), "#next").small().icon_after(Icon::ChevronRight))
            (Button::go(either(locale, "Prüfen", "Review"), "#review").primary().small().count("7"))
            (Button::go(either(locale, "Kopieren", "Copy"), "#copy").quiet().small().icon_only(Icon::Copy))
        }))
        (Button::unavailable(
            either(locale, "Als erledigt melden", "Report as done"),
            either(locale, "Es fehlen noch 4 Fotos.", "4 photos are still missing."),
        ))
    }
}
