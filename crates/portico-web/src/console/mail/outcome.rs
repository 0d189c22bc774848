//! What a server said, with the stage of the conversation at which it said it.

use maud::{Markup, html};
use portico_core::mail::Tried;
use portico_kit::Locale;

use crate::design::components::Tone;
use crate::design::components::note::Note;
use crate::design::words::{has, t, t_args};

/// The stage of a conversation in words.
pub(super) fn stage(locale: Locale, name: &str) -> String {
    let key = format!("mail-stage-{name}");
    if has(&key) { t(locale, &key).into_owned() } else { name.to_owned() }
}

/// What became of a letter that was sent to try a server out.
pub(super) fn note(locale: Locale, to: &str, tried: &Tried) -> Markup {
    let said = html! { code { (tried.answer) } };
    let note = if tried.is_accepted {
        Note::new(Tone::Good)
            .title(t_args(locale, "mail-tried-good", &[("to", to.into())]))
            .text(html! { (t(locale, "mail-tried-good-line")) " " (said) })
    } else {
        Note::new(Tone::Bad)
            .title(t_args(locale, "mail-tried-bad", &[("stage", stage(locale, tried.stage.name()).into())]))
            .text(html! { (t(locale, &format!("mail-tried-bad-{}", tried.stage.name()))) " " (said) })
    };
    html! { (note.result()) }
}

#[cfg(test)]
mod tests {
    use portico_core::mail::Stage;

    use super::*;

    #[test]
    fn every_stage_has_its_words() {
        for stage in Stage::ALL {
            for family in ["mail-stage-", "mail-tried-bad-"] {
                assert!(has(&format!("{family}{}", stage.name())), "{family}{}", stage.name());
            }
        }
    }
}
