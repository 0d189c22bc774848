//! The frame in which a page is seen beside its editor, as a chosen user.

use maud::{Markup, html};
use portico_core::users::{self, UserList, UserStanding};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;

use super::at::{At, EVERYWHERE};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::link::Link;
use crate::design::components::select::Select;
use crate::design::words::{t, t_args};

/// How many users are offered.
const MOST: i64 = 50;

/// The page as a user sees it; says so when nobody can be looked through yet.
pub(super) fn seen(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    at: &At,
    wanted: Option<&str>,
) -> Result<Markup, Refusal> {
    let asked = UserList {
        portal: Some(at.portal.clone()),
        standing: Some(UserStanding::Active),
        size: MOST,
        ..UserList::default()
    };
    let (people, _) = users::list(tx, caller, &asked)?;
    let chosen = people.iter().find(|user| Some(user.id.as_str()) == wanted).or(people.first());
    let card = Card::new(t(locale, "page-preview"));
    let Some(user) = chosen else {
        return Ok(html! { (card.body(html! { p.quiet { (t(locale, "page-preview-nobody")) } })) });
    };
    let page = if at.page == EVERYWHERE { String::new() } else { format!("?page={}", at.page) };
    let href = format!("/admin/portals/{}/preview/{}/{page}", at.portal, user.id);
    let select = people.iter().fold(Select::new("as", t(locale, "page-preview-as")), |select, own| {
        let name = if own.title.is_empty() { own.email.as_str() } else { own.title.as_str() };
        select.option(own.id.as_str(), name, (own.id == user.id).into())
    });
    let title = t_args(locale, "page-preview-title", &[("name", user.title.clone().into())]);
    Ok(html! {
        (card.aside(Link::to(t(locale, "page-preview-open"), href.clone()).new_window(locale)).body(html! {
            form.preview-as method="get" { (select.medium()) (Button::submit(t(locale, "page-preview-show")).small()) }
            iframe.page-preview src=(href) title=(title) sandbox="allow-same-origin allow-top-navigation-by-user-activation" loading="lazy" {}
        }).flush())
    })
}
