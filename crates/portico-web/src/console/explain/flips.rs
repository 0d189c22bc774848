//! The changes that would turn the answer, each with the page where it is made.

use maud::{Markup, Render, html};
use portico_access::Flip;
use portico_core::users::UserRow;
use portico_kit::Locale;
use serde_json::Value;

use super::super::address::Address;
use super::super::permissions::{Role, address as role_address, grant_address, position_of};
use super::super::users;
use super::super::values::record_address;
use super::super::words::sentence;
use crate::design::components::button::Button;
use crate::design::words::{t, t_args};

/// What the changes are told with.
pub(super) struct Ways<'a> {
    pub(super) locale: Locale,
    pub(super) user: &'a UserRow,
    pub(super) role: &'a Role,
    pub(super) grants: &'a [Value],
    pub(super) schema: &'a str,
}

impl Ways<'_> {
    /// All changes that are needed, in the order of the layers; nothing when none can turn the answer.
    pub(super) fn told(&self, flips: &[Flip]) -> Option<Markup> {
        match flips {
            [] => None,
            [one] => Some(self.one(one)),
            several => Some(html! {
                p { (t_args(self.locale, "console-flip-all", &[("count", several.len().into())])) }
                ol.flips { @for flip in several { li { (self.one(flip)) } } }
            }),
        }
    }

    fn one(&self, flip: &Flip) -> Markup {
        let (said, press) = self.change(flip);
        html! {
            p { (said) }
            @if let Some((label, to)) = press { p.spaced { (Button::go(label, to.href()).small()) } }
        }
    }

    fn change(&self, flip: &Flip) -> (Markup, Option<(String, Address)>) {
        let say = |key: &str| html! { (t(self.locale, key)) };
        let press = |key: &str, to: Address| Some((t(self.locale, key).into_owned(), to));
        let user = users::address(self.user.id.as_str());
        let portal = |part: &str| Address::of(format!("/admin/portals/{}{part}", self.user.portal_id));
        match flip {
            Flip::EnableOrganisation => (say("console-flip-organisation"), None),
            Flip::EnablePortal => {
                (say("console-flip-portal"), press("console-portal-on-press", portal("/state")))
            }
            Flip::SignInAgain => (say("console-flip-sign-in"), None),
            Flip::ConfirmRegistration => (say("console-flip-confirm"), press("console-flip-open-user", user)),
            Flip::RestoreAccess => (say("console-flip-access"), press("console-flip-open-user", user)),
            Flip::ExtendAccess => {
                let to = Address::of(record_address("portal_user", self.user.id.as_str()).href() + "/edit");
                (say("console-flip-extend"), press("console-flip-open-record", to))
            }
            Flip::MapContact => (
                say("console-flip-contact"),
                press("console-contact-map", Address::of(user.href() + "/contact")),
            ),
            Flip::AllowSchema { schema } => {
                let said =
                    sentence(self.locale, "console-flip-schema", &[("schema", html! { code { (schema) } })]);
                (said, press("console-flip-open-portal", portal("")))
            }
            Flip::LeavePreview => (say("console-flip-preview"), None),
            relation => self.relation_or_grant(relation),
        }
    }

    fn relation_or_grant(&self, flip: &Flip) -> (Markup, Option<(String, Address)>) {
        let press = |key: &str, to: Address| Some((t(self.locale, key).into_owned(), to));
        let code = |text: &str| html! { code { (text) } };
        match flip {
            Flip::Relate { holder, attribute, target } => {
                let to = Address::of(format!(
                    "/admin/records/{}/{holder}/relations",
                    self.schema_of(holder.as_str())
                ));
                let to = to.and("attribute", attribute).and("q", target.as_str());
                let said = sentence(self.locale, "console-flip-relate", &[("attribute", code(attribute))]);
                (said, press("console-flip-relate-press", to))
            }
            Flip::RelateWithReached { record, attribute, schemas, .. } => {
                let to = Address::of(record_address(self.schema, record.as_str()).href() + "/relations");
                let parts = [("attribute", code(attribute)), ("schemas", code(&schemas.join(", ")))];
                let said = sentence(self.locale, "console-flip-relate-reached", &parts);
                (said, press("console-flip-open-relations", to))
            }
            Flip::AddGrant { action, resource } => self.fresh("allow", action, resource),
            Flip::AddDeny { action, resource } => self.fresh("deny", action, resource),
            Flip::RemoveDeny { grant } => {
                let parts = [("action", code(&grant.action)), ("resource", code(&grant.resource))];
                let said = sentence(self.locale, "console-flip-remove", &parts);
                let to = position_of(self.grants, grant).map(|at| grant_address(self.role.id.as_str(), at));
                let to = to.map(|to| Address::of(to.href() + "/remove"));
                (said, to.and_then(|to| press("console-grant-remove-press", to)))
            }
            Flip::ShareFile { record } => {
                let to = Address::of(record_address("file", record.as_str()).href() + "/edit");
                (html! { (t(self.locale, "console-flip-share")) }, press("console-flip-open-record", to))
            }
            _ => (html! {}, None),
        }
    }

    fn fresh(&self, effect: &str, action: &str, resource: &str) -> (Markup, Option<(String, Address)>) {
        let parts = [("action", html! { code { (action) } }), ("resource", html! { code { (resource) } })];
        let said = sentence(self.locale, &format!("console-flip-add-{effect}"), &parts);
        let to = Address::of(role_address(self.role.id.as_str()).href() + "/grants/new")
            .and("action", action)
            .and("resource", resource)
            .and("effect", effect);
        (said, Some((t(self.locale, "console-grant-add").into_owned(), to)))
    }

    /// The schema of a record that a change is made on: the user, its contact, or the record itself.
    fn schema_of(&self, id: &str) -> &str {
        match &self.user.contact {
            _ if self.user.id.as_str() == id => "portal_user",
            Some((contact, _)) if contact.as_str() == id => "contact",
            _ => self.schema,
        }
    }
}

/// What would turn the answer, in a box; when nothing does, that is said.
pub(super) fn boxed(locale: Locale, told: Option<Markup>) -> Markup {
    told.unwrap_or_else(|| html! { p.quiet { (t(locale, "console-flip-none")) } }).render()
}
