//! A moment as a letter tells it, in German and English.

use portico_kit::{Instant, Locale};

/// A moment on the clocks of the portal.
pub(super) fn told(locale: Locale, at: Instant) -> String {
    let shown = at.on_central_european_clocks();
    let ((year, month, day), (hour, minute)) = (shown.date(), shown.time_of_day());
    let month = usize::try_from(month).ok().and_then(|month| locale.months().get(month - 1)).unwrap_or(&"");
    match locale {
        Locale::De => format!("{day}. {month} {year} um {hour:02}:{minute:02} Uhr"),
        Locale::En => format!("{day} {month} {year} at {hour:02}:{minute:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_each_language() {
        let at = Instant::parse_iso("2026-03-05T08:05:00Z").unwrap_or(Instant(0));
        assert_eq!(told(Locale::De, at), "5. März 2026 um 09:05 Uhr");
        assert_eq!(told(Locale::En, at), "5 March 2026 at 09:05");
    }
}
