//! The five layers, each with what it looked at: the state, the path, the grants.

use maud::{Markup, html};
use portico_access::{Explanation, GrantRef, Hop, Layer, LayerReport, Outcome};
use portico_core::users::UserRow;
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use super::super::permissions::{Role, grant_address, position_of};
use super::super::users::status_tag;
use super::super::values::{Titles, record_address};
use super::super::words::sentence;
use super::answer::reason_key;
use crate::design::components::explain_panel::{ExplainPanel, Outcome as Shown};
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// What the layers are told with.
pub(super) struct Told<'a> {
    pub(super) locale: Locale,
    pub(super) user: &'a UserRow,
    pub(super) portal: &'a str,
    pub(super) role: &'a Role,
    pub(super) schema: &'a str,
    pub(super) record: Option<&'a EntityId>,
    pub(super) titles: Titles,
    pub(super) grants: Vec<Value>,
}

/// The titles of the records on a path.
pub(super) fn titles(tx: &mut Tx<'_>, caller: &Caller, explanation: &Explanation) -> Result<Titles, Refusal> {
    let hops = explanation.layers.iter().filter_map(|report| report.path.as_ref()).flatten();
    let mut wanted = Vec::new();
    for id in hops.flat_map(|hop| [&hop.holder, &hop.target]) {
        if let Ok(seen) = entities::view_any(tx, caller, id) {
            wanted.push((seen.schema, seen.id));
        }
    }
    Titles::read(tx, caller, wanted)
}

impl Told<'_> {
    /// Adds every layer to the panel.
    pub(super) fn add(&self, panel: ExplainPanel, explanation: &Explanation) -> ExplainPanel {
        explanation.layers.iter().fold(panel, |panel, report| {
            let outcome = match report.outcome {
                Outcome::Allow => Shown::Passed,
                Outcome::Deny => Shown::Refused,
                Outcome::NotAsked => Shown::NotChecked,
            };
            let name = t(self.locale, &format!("console-layer-{}", word(report.layer)));
            panel.layer(outcome, name, self.detail(report))
        })
    }

    fn detail(&self, report: &LayerReport) -> Markup {
        match report.outcome {
            Outcome::Deny => html! {
                @for (at, reason) in report.reasons.iter().enumerate() {
                    // Seeing and changing may lack a grant for the same reason; it is said once.
                    @if !report.reasons.iter().take(at).any(|told| told == reason) {
                        p { (t(self.locale, &reason_key(*reason))) }
                    }
                }
                (self.grants(&report.grants))
            },
            Outcome::NotAsked => html! { p { (t(self.locale, "console-layer-not-asked")) } },
            Outcome::Allow => match report.layer {
                Layer::State => self.state(),
                Layer::Schema => html! {
                    p { (t_args(self.locale, "console-layer-schema-open", &[("schema", self.schema.to_owned().into()), ("portal", self.portal.to_owned().into())])) }
                },
                Layer::Reach => self.path(report.path.as_deref().unwrap_or_default()),
                Layer::Grants => self.grants(&report.grants),
                Layer::Kind => {
                    let key = if self.schema == "file" {
                        "console-layer-file-shared"
                    } else {
                        "console-layer-kind-nothing"
                    };
                    html! { p { (t(self.locale, key)) } }
                }
            },
        }
    }

    fn state(&self) -> Markup {
        html! {
            p {
                (t(self.locale, "console-layer-state-fine"))
                @if let Some((id, title)) = &self.user.contact {
                    " " (t(self.locale, "console-contact")) ": "
                    a.link href=(record_address("contact", id.as_str()).href()) { (title) } "."
                }
            }
        }
    }

    /// The records on the way from the user's root to the record, with the attributes that connect them.
    fn path(&self, hops: &[Hop]) -> Markup {
        let Some(record) = self.record.filter(|_| !hops.is_empty()) else {
            return html! { p { (t(self.locale, "console-layer-root")) } };
        };
        let mut steps: Vec<(&EntityId, &str)> = Vec::new();
        let mut far = record;
        for hop in hops.iter().rev() {
            far = if hop.target == *far { &hop.holder } else { &hop.target };
            steps.push((far, &hop.attribute));
        }
        html! {
            p.path {
                @for (near, attribute) in steps.iter().rev() {
                    (self.titles.link(near.as_str())) (Icon::ArrowRight.svg()) code { (attribute) } (Icon::ArrowRight.svg())
                }
                (self.titles.link(record.as_str()))
            }
        }
    }

    fn grants(&self, grants: &[GrantRef]) -> Markup {
        html! { @for grant in grants { p { (self.grant(grant)) } } }
    }

    /// A grant with its number, what it says and on what.
    fn grant(&self, grant: &GrantRef) -> Markup {
        let position = position_of(&self.grants, grant);
        let number = match position {
            Some(position) => html! {
                a.link.strong href=(grant_address(self.role.id.as_str(), position).href()) {
                    (t_args(self.locale, "console-grant-number-long", &[("number", (position + 1).into())]))
                }
            },
            None => html! { strong { (t(self.locale, "console-grant")) } },
        };
        let key = match grant.effect {
            portico_access::Effect::Allow => "console-layer-grant-allows",
            portico_access::Effect::Deny => "console-layer-grant-denies",
        };
        let parts = [
            ("grant", number),
            ("role", html! { (self.role.name()) }),
            ("action", html! { code { (grant.action) } }),
            ("resource", html! { code { (grant.resource) } }),
        ];
        sentence(self.locale, key, &parts)
    }
}

fn word(layer: Layer) -> &'static str {
    match layer {
        Layer::State => "state",
        Layer::Schema => "schema",
        Layer::Reach => "reach",
        Layer::Grants => "grants",
        Layer::Kind => "kind",
    }
}

/// The status of the user beside the answer.
pub(super) fn status(caller: &Caller, locale: Locale, user: &UserRow) -> Markup {
    maud::Render::render(&status_tag(locale, user.standing(caller.now)))
}
