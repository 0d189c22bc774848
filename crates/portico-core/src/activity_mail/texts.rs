//! What the letter about a change says, in German and English.

use portico_kit::{Instant, Locale};

use crate::letters::filled;

/// The sentences of one language; `{…}` is filled in.
pub(super) struct Texts {
    pub(super) subject: &'static str,
    pub(super) greeting: &'static str,
    pub(super) changed: &'static str,
    pub(super) created: &'static str,
    pub(super) removed: &'static str,
    pub(super) unnamed: &'static str,
    pub(super) received: &'static str,
    pub(super) not_you: &'static str,
    moment: &'static str,
    months: &'static [&'static str; 12],
}

const DE: Texts = Texts {
    subject: "Ihre Änderung ist angekommen",
    greeting: "Guten Tag {name},",
    changed: "am {moment} haben Sie im {portal} geändert:\n{record}: {attributes}",
    created: "am {moment} haben Sie im {portal} angelegt:\n{record}: {attributes}",
    removed: "am {moment} haben Sie im {portal} entfernt:\n{record}",
    unnamed: "am {moment} haben Sie im {portal} etwas geändert.",
    received: "{organisation} hat Ihre Änderung erhalten. Sie müssen nichts weiter tun.",
    not_you: "Waren Sie das nicht? Dann melden Sie sich bitte gleich bei uns.",
    moment: "{day}. {month} {year} um {hour}:{minute} Uhr",
    months: Locale::De.months(),
};

const EN: Texts = Texts {
    subject: "We have received your change",
    greeting: "Hello {name},",
    changed: "On {moment} you changed in {portal}:\n{record}: {attributes}",
    created: "On {moment} you added in {portal}:\n{record}: {attributes}",
    removed: "On {moment} you removed in {portal}:\n{record}",
    unnamed: "On {moment} you changed something in {portal}.",
    received: "{organisation} has received your change. There is nothing else you need to do.",
    not_you: "Was this not you? Then please contact us straight away.",
    moment: "{day} {month} {year} at {hour}:{minute}",
    months: Locale::En.months(),
};

impl Texts {
    /// The sentences of a language.
    pub(super) fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::De => &DE,
            Locale::En => &EN,
        }
    }

    /// A moment as people read it.
    pub(super) fn moment(&self, at: Instant) -> String {
        let shown = at.on_central_european_clocks();
        let ((year, month, day), (hour, minute)) = (shown.date(), shown.time_of_day());
        let month = usize::try_from(month).ok().and_then(|month| self.months.get(month - 1)).unwrap_or(&"");
        filled(
            self.moment,
            &[
                ("day", &day.to_string()),
                ("month", month),
                ("year", &year.to_string()),
                ("hour", &format!("{hour:02}")),
                ("minute", &format!("{minute:02}")),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_each_language() {
        let at = Instant::parse_iso("2026-03-05T08:05:00Z").unwrap_or(Instant(0));
        assert_eq!(Texts::of(Locale::De).moment(at), "5. März 2026 um 09:05 Uhr");
        assert_eq!(Texts::of(Locale::En).moment(at), "5 March 2026 at 09:05");
    }
}
