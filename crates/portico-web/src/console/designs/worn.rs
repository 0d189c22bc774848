//! A real page in the design that is being edited: the first page of a portal that wears it, as one of its users.

use maud::{Markup, Render, html};
use portico_core::portals::Portal;
use portico_core::users::{self, UserList, UserStanding};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{DesignId, Locale};

use super::super::address::Address;
use crate::design::components::card::Card;
use crate::design::components::link::Link;
use crate::design::words::{t, t_args};

/// The card; nothing while no portal wears the design, or nobody can be looked through.
pub(super) fn card(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    id: &DesignId,
    portals: &[Portal],
    described: impl Fn(Address) -> Address,
) -> Result<Markup, Refusal> {
    let wearers = portals.iter().filter(|portal| portal.design_id().as_ref() == Some(id));
    for portal in wearers {
        let asked = UserList {
            portal: Some(portal.id.clone()),
            standing: Some(UserStanding::Active),
            size: 1,
            ..UserList::default()
        };
        let (people, _) = users::list(tx, caller, &asked)?;
        let Some(user) = people.first() else { continue };
        let href =
            described(Address::of(format!("/admin/portals/{}/preview/{}/", portal.id, user.id))).href();
        let name = [("portal", portal.name().to_owned().into()), ("name", user.title.clone().into())];
        let title = t_args(locale, "design-worn", &name);
        let card = Card::new(title.clone())
            .aside(Link::to(t(locale, "page-preview-open"), href.clone()).new_window(locale))
            .body(html! {
                iframe.page-preview src=(href) title=(title) sandbox="allow-same-origin allow-top-navigation-by-user-activation" loading="lazy" {}
            })
            .flush();
        return Ok(card.render());
    }
    Ok(html! {})
}
