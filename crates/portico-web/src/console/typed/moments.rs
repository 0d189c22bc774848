//! Moments as they stand in a form: days and times on the clocks of the office.

use portico_kit::Instant;

/// A stored moment as a field shows it: `2026-11-25T08:30`.
pub(super) fn shown(stored: &str) -> String {
    let Ok(moment) = Instant::parse_iso(stored) else { return stored.to_owned() };
    moment.on_central_european_clocks().to_iso().chars().take(16).collect()
}

/// A typed moment as it is stored; nothing when it is none.
pub(super) fn stored(typed: &str) -> Option<String> {
    let seconds = if typed.len() == 16 { ":00" } else { "" };
    let local = Instant::parse_iso(&format!("{typed}{seconds}Z")).ok()?;
    let ahead = |moment: Instant| moment.on_central_european_clocks().seconds() - moment.seconds();
    let near = local.plus_seconds(-ahead(local));
    Some(local.plus_seconds(-ahead(near)).to_iso())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_typed_on_local_clocks_in_winter_and_summer() {
        assert_eq!(stored("2026-11-25T08:30").as_deref(), Some("2026-11-25T07:30:00.000Z"));
        assert_eq!(stored("2026-07-01T08:30").as_deref(), Some("2026-07-01T06:30:00.000Z"));
        assert_eq!(shown("2026-07-01T06:30:00.000Z"), "2026-07-01T08:30");
        assert_eq!(stored("tomorrow"), None);
    }
}
