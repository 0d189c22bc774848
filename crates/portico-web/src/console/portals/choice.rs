//! The choice of a portal by which the console's lists are narrowed.

use portico_core::portals::Portal;
use portico_kit::{Locale, PortalId};

use crate::design::components::select::Select;
use crate::design::words::t;

/// Any portal, or one of these.
pub fn portal_choice(locale: Locale, portals: &[Portal], asked: Option<&PortalId>) -> Select {
    let any = Select::new("portal", t(locale, "console-portal"));
    let any = any.option("", t(locale, "console-any-portal"), asked.is_none().into());
    portals.iter().fold(any, |select, portal| {
        let chosen = asked == Some(&portal.id);
        select.option(portal.id.as_str(), portal.name(), chosen.into())
    })
}
