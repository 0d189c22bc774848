//! The form of one grant: action, resource, effect and conditions.

use maud::{Markup, Render, html};
use portico_access::{GrantError, check_grant};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::Locale;
use serde_json::{Map, Value, json};

use super::super::answers::Answers;
use super::list::applies;
use super::role::{Role, conditions_of, digest, value_text};
use super::{address, grant_address};
use crate::design::components::Ticked;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::choice::Choice;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::select::Select;
use crate::design::components::summary_list::SummaryList;
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};

/// The actions that are offered.
const ACTIONS: [&str; 9] = [
    "entity:view",
    "entity:edit",
    "entity:create",
    "entity:delete",
    "entity:attribute:view",
    "entity:attribute:edit",
    "meter_reading:view",
    "meter_reading:create",
    "entity:*",
];
/// The conditions that are offered.
const OPERATIONS: [&str; 4] = ["equals", "not_equals", "equals_current_user", "not_equals_current_user"];

/// One condition as it stands in the form.
#[derive(Clone, Debug, Default)]
struct ConditionTyped {
    operation: String,
    attribute: String,
    values: String,
}

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    position: Option<usize>,
    seen: String,
    action: String,
    resource: String,
    denies: bool,
    conditions: Vec<ConditionTyped>,
    faults: Vec<Fault>,
}

impl Draft {
    /// A new grant with what the address asks for.
    pub(super) fn asked(query: &Query) -> Self {
        let text = |key: &str| query.text(key).unwrap_or_default().to_owned();
        Self {
            action: text("action"),
            resource: text("resource"),
            denies: query.text("effect") == Some("deny"),
            ..Self::default()
        }
    }

    /// A stored grant.
    pub(super) fn of(role: &Role, position: usize) -> Result<Self, Refusal> {
        let grant = role.grant(position)?;
        let text = |key: &str| grant.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let conditions =
            conditions_of(&grant).into_iter().map(|(operation, attribute, values)| ConditionTyped {
                operation,
                attribute,
                values: values.iter().map(value_text).collect::<Vec<_>>().join(", "),
            });
        Ok(Self {
            position: Some(position),
            seen: digest(&grant),
            action: text("action"),
            resource: text("resource"),
            denies: text("effect") == "deny",
            conditions: conditions.collect(),
            faults: Vec::new(),
        })
    }

    /// What was typed.
    pub(super) fn of_answers(answers: &Answers, position: Option<usize>) -> Self {
        let other = answers.text("other");
        let action = if other.is_empty() { answers.text("action") } else { other };
        let at = |name: &str, at: usize| answers.text(&format!("{name}.{at}")).to_owned();
        let typed = (0..8).map(|number| ConditionTyped {
            operation: at("operation", number),
            attribute: at("attribute", number),
            values: at("values", number),
        });
        Self {
            position,
            seen: answers.text("seen").to_owned(),
            action: action.to_owned(),
            resource: answers.text("resource").to_owned(),
            denies: answers.text("effect") == "deny",
            conditions: typed.filter(|typed| !typed.operation.is_empty()).collect(),
            faults: Vec::new(),
        }
    }

    fn grant(&self, old: Value) -> Value {
        let mut grant = old.as_object().cloned().unwrap_or_else(Map::new);
        grant.insert("action".to_owned(), self.action.as_str().into());
        grant.insert("resource".to_owned(), self.resource.as_str().into());
        grant.insert("effect".to_owned(), if self.denies { "deny" } else { "allow" }.into());
        grant.shift_remove("conditions");
        if !self.conditions.is_empty() {
            grant.insert("conditions".to_owned(), self.conditions.iter().map(written).collect());
        }
        Value::Object(grant)
    }

    /// Stores the grant in its role; what cannot be understood names its field.
    pub(super) fn save(&self, tx: &mut Tx<'_>, caller: &Caller, role: &Role) -> Result<(), Refusal> {
        let mut grants = role.grants();
        let old = match self.position {
            Some(position) => role.grant(position)?,
            None => json!({}),
        };
        if self.position.is_some() && digest(&old) != self.seen {
            return Err(Refusal::conflict(digest(&old)));
        }
        let grant = self.grant(old);
        check_grant(&grant).map_err(|error| {
            let field = match error {
                GrantError::Resource(_) => "resource",
                GrantError::Condition(_) => "conditions",
                GrantError::Action | GrantError::Shape(_) => "action",
            };
            Refusal::invalid(field, error.to_string())
        })?;
        match self.position.and_then(|position| grants.get_mut(position)) {
            Some(place) => *place = grant,
            None => grants.push(grant),
        }
        role.clone().put(tx, caller, grants)
    }

    /// The same answers with what stands in the way of storing them.
    pub(super) fn refused(mut self, locale: Locale, refusal: &Refusal) -> Self {
        let fault = match refusal {
            Refusal::Invalid { field: Some(field), .. } if field == "resource" => {
                let args = [("resource", self.resource.clone().into())];
                Fault::new("resource", t_args(locale, "console-wrong-resource", &args))
            }
            Refusal::Invalid { field: Some(field), .. } if field == "action" => {
                Fault::new("action", t(locale, "console-wrong-action"))
            }
            Refusal::Invalid { field: Some(field), .. } if field == "conditions" => {
                Fault::new("operation.0", t(locale, "console-wrong-condition"))
            }
            Refusal::Conflict { message, .. } => {
                // The next press stores what stands here: it was told that there is something newer.
                self.seen.clone_from(message);
                Fault::new("resource", t(locale, "console-grant-changed-meanwhile"))
            }
            Refusal::Invalid { message, .. } => Fault::new("resource", message.clone()),
            _ => return self,
        };
        self.faults.push(fault);
        self
    }

    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }
}

/// A condition as it is stored: values that are JSON keep their kind, everything else is text.
fn written(typed: &ConditionTyped) -> Value {
    let values = typed.values.split(',').map(str::trim).filter(|text| !text.is_empty());
    let values: Vec<Value> = values
        .map(|text| match serde_json::from_str::<Value>(text) {
            Ok(value) if !value.is_object() && !value.is_array() => value,
            _ => text.into(),
        })
        .collect();
    let mut condition = json!({ "operation": typed.operation, "attribute": typed.attribute });
    if !typed.operation.ends_with("current_user") {
        condition["values"] = values.into();
    }
    condition
}

pub(super) fn page(caller: &Caller, locale: Locale, role: &Role, draft: &Draft) -> ConsolePage {
    let title = match draft.position {
        Some(position) => t_args(locale, "console-grant-number-long", &[("number", (position + 1).into())]),
        None => t(locale, "console-grant-add"),
    };
    let action = match draft.position {
        Some(position) => grant_address(role.id.as_str(), position).href(),
        None => format!("{}/grants/new", address(role.id.as_str()).href()),
    };
    let shown = match draft.faults.as_slice() {
        [] => title.clone(),
        _ => t_args(locale, "error-title-prefix", &[("title", title.clone().into())]),
    };
    let content = html! {
        (error_summary(locale, &draft.faults))
        (Heading::new(title.clone()).line(html! { (role.name()) ". " (t(locale, "console-grant-at-once")) " " (applies(locale, role)) }))
        (wide_narrow(html! { (fields(locale, role, draft, &action)) }, html! { (help(caller, locale)) }))
    };
    let mut actions = html! {};
    if let Some(position) = draft.position {
        let remove = format!("{}/remove", grant_address(role.id.as_str(), position).href());
        actions = Button::go(t(locale, "console-grant-remove-press"), remove).render();
    }
    ConsolePage {
        title: shown.into_owned(),
        crumbs: vec![
            (t(locale, "console-permissions").into_owned(), "/admin/permissions".to_owned()),
            (role.name().to_owned(), address(role.id.as_str()).href()),
        ],
        here: title.into_owned(),
        actions: Some(
            html! { (actions) (Button::submit(t(locale, "console-grant-save")).form("grant").primary()) },
        ),
        content,
    }
}

fn fields(locale: Locale, role: &Role, draft: &Draft, action: &str) -> Markup {
    let offered = ACTIONS.contains(&draft.action.as_str()) || draft.action.is_empty();
    let select = ACTIONS.into_iter().fold(
        Select::new("action", t(locale, "console-action")).error(draft.fault("action")),
        |select, action| {
            let label = t(
                locale,
                &format!("console-grant-action-{}", action.replace([':', '_'], "-").replace('*', "any")),
            );
            select.option(action, format!("{label} ({action})"), (action == draft.action).into())
        },
    );
    let select = if offered { select } else { select.option(&draft.action, &draft.action, Ticked::Yes) };
    let fields = html! {
        (select)
        (Field::text("other", t(locale, "console-action-other")).hint(t(locale, "console-action-other-hint")).optional(locale))
        (Field::text("resource", t(locale, "console-resource")).value(&draft.resource)
            .hint(t(locale, "console-resource-hint")).error(draft.fault("resource")))
        (Choice::new("effect", t(locale, "console-effect"))
            .explained("allow", t(locale, "console-effect-allow"), t(locale, "console-effect-allow-hint"), !draft.denies)
            .explained("deny", t(locale, "console-effect-deny"), t(locale, "console-effect-deny-hint"), draft.denies))
        (conditions(locale, draft))
    };
    let form =
        Form::post(action).id("grant").guarded().hidden("seen", &draft.seen).fields(fields).buttons(html! {
            (Button::submit(t(locale, "console-grant-save")))
            (Link::to(t(locale, "cancel"), address(role.id.as_str()).href()).strong())
        });
    Card::new(t(locale, "console-grant")).body(form).render()
}

fn conditions(locale: Locale, draft: &Draft) -> Markup {
    let shown = draft.conditions.len() + 1;
    let nothing = ConditionTyped::default();
    html! {
        fieldset.field.input-group id="conditions" {
            legend { (t(locale, "console-conditions")) " " span.optional { (t(locale, "field-optional")) } }
            p.hint { (t(locale, "console-conditions-hint")) }
            @for at in 0..shown.min(8) {
                @let typed = draft.conditions.get(at).unwrap_or(&nothing);
                @let error = draft.fault("operation.0").filter(|_| at == 0);
                div.condition-grid {
                    (OPERATIONS.into_iter().fold(
                        Select::new(format!("operation.{at}"), t(locale, "console-condition")).error(error)
                            .option("", t(locale, "console-condition-none"), typed.operation.is_empty().into()),
                        |select, operation| {
                            let label = t(locale, &format!("console-condition-{}", operation.replace('_', "-")));
                            select.option(operation, label, (operation == typed.operation).into())
                        },
                    ))
                    (Field::text(format!("attribute.{at}"), t(locale, "console-attribute")).value(&typed.attribute))
                    (Field::text(format!("values.{at}"), t(locale, "console-values")).value(&typed.values))
                }
            }
        }
    }
}

/// How resources are written, with the schemas there are.
fn help(caller: &Caller, locale: Locale) -> Card {
    let slug = caller
        .catalogue
        .find("contract")
        .or(caller.catalogue.all().next())
        .map_or("contract", |kind| &kind.slug);
    let form = |text: String, key: &str| (html! { code { (text) } }, t(locale, key));
    let forms = [
        form(format!("{slug}:*"), "console-resource-all"),
        form(format!("{slug}:*/<attribute>"), "console-resource-attribute"),
        form(format!("{slug}:<group>:*"), "console-resource-group"),
        form(format!("{slug}:<id>"), "console-resource-one"),
        form("*".to_owned(), "console-resource-any"),
    ];
    let list = forms.into_iter().fold(SummaryList::new().narrow(), |list, (code, said)| list.row(said, code));
    Card::new(t(locale, "console-resource-help")).body(html! {
        (list)
        p.small.spaced { (t(locale, "console-resource-schemas")) " " @for kind in caller.catalogue.all() { code { (kind.slug) } " " } }
    })
}
