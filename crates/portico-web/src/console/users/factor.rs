//! The second factor of a portal user, and the press that helps somebody who has lost it.

use maud::html;
use portico_core::Caller;
use portico_core::Refusal;
use portico_core::authenticators::{Standing, standing_for_staff};
use portico_core::users::UserRow;
use portico_db::Tx;
use portico_kit::Locale;

use super::super::words::moment;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::form::Form;
use crate::design::components::tag::Tag;
use crate::design::words::{t, t_args};

/// The card of a user.
pub(super) fn card(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    user: &UserRow,
) -> Result<Card, Refusal> {
    Ok(told(locale, user, standing_for_staff(tx, caller, &user.id)?))
}

fn told(locale: Locale, user: &UserRow, standing: Standing) -> Card {
    let card = Card::new(t(locale, "console-factor"));
    let Some(since) = standing.app_since else {
        return card.body(html! { p.quiet { (t(locale, "console-factor-none")) } });
    };
    let reset = super::address(user.id.as_str()).href() + "/second-factor/reset";
    let left = t_args(locale, "security-codes-left", &[("count", standing.recovery_codes.into())]);
    card.aside(Tag::new(Tone::Good, t(locale, "security-app-on"))).body(html! {
        p { (t_args(locale, "console-factor-since", &[("date", moment(locale, since).into())])) " " (left) "." }
        p.small { (t(locale, "console-factor-reset-line")) }
        (Form::post(reset).inline().buttons(Button::submit(t(locale, "console-factor-reset")).small()))
    })
}
