//! Dates and times against the table of the design.

use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn spaces(text: &str) -> String {
    text.replace(NO_BREAK, " ")
}

#[test]
fn dates_follow_the_language() {
    let november = day("2026-11-30");
    assert_eq!(spaces(&date(Locale::De, november)), "30. November 2026");
    assert_eq!(spaces(&date(Locale::En, november)), "30 November 2026");
    assert_eq!(spaces(&short_date(Locale::De, november)), "30.11.2026");
    assert_eq!(spaces(&short_date(Locale::En, november)), "30 Nov 2026");
    assert_eq!(spaces(&day_month(Locale::De, november)), "30. November");
    assert!(date(Locale::De, november).contains("30.\u{a0}November"));
    assert!(date(Locale::En, november).contains("30\u{a0}November"));
}

#[test]
fn near_dates_are_words_and_deadlines_name_the_weekday() {
    let today = day("2026-11-23");
    assert_eq!(date_relative(Locale::De, today, today), "heute");
    assert_eq!(date_relative(Locale::En, day("2026-11-22"), today), "yesterday");
    assert_eq!(spaces(&date_relative(Locale::De, day("2026-11-18"), today)), "18. November");
    assert_eq!(spaces(&date_relative(Locale::De, day("2025-12-12"), today)), "12. Dezember 2025");
    assert_eq!(spaces(&deadline(Locale::De, day("2026-11-25"), today)), "Mittwoch, 25. November");
    assert_eq!(spaces(&deadline(Locale::En, day("2026-11-25"), today)), "Wednesday 25 November");
    assert_eq!(spaces(&deadline(Locale::De, day("2027-01-04"), today)), "Montag, 4. Januar 2027");
}

#[test]
fn times_follow_the_language_and_the_place() {
    let at = TimeOfDay { hour: 14, minute: 6 };
    assert_eq!(spaces(&time(Locale::De, at, Clock::Portal)), "14:06 Uhr");
    assert_eq!(spaces(&time(Locale::En, at, Clock::Portal)), "2:06 pm");
    assert_eq!(time(Locale::En, at, Clock::Console), "14:06");
    let midnight = TimeOfDay { hour: 0, minute: 5 };
    assert_eq!(spaces(&time(Locale::En, midnight, Clock::Portal)), "12:05 am");
}

#[test]
fn a_moment_is_shown_in_local_time_across_the_summer_change() {
    let at = |text: &str| local(Instant::parse_iso(text).expect("a moment"));
    assert_eq!(at("2026-11-23T13:06:00Z").1, TimeOfDay { hour: 14, minute: 6 });
    assert_eq!(at("2026-07-01T22:30:00Z").0, day("2026-07-02"));
    assert_eq!(at("2026-03-29T00:59:00Z").1, TimeOfDay { hour: 1, minute: 59 });
    assert_eq!(at("2026-03-29T01:00:00Z").1, TimeOfDay { hour: 3, minute: 0 });
    assert_eq!(at("2026-10-25T01:00:00Z").1, TimeOfDay { hour: 2, minute: 0 });
}

#[test]
fn only_days_of_the_calendar_are_days() {
    assert_eq!(Day::parse("2026-02-30"), None);
    assert_eq!(Day::parse("gestern"), None);
    assert_eq!(Day::parse("2026-02-28T10:00:00Z"), Some(Day { year: 2026, month: 2, day: 28 }));
    assert_eq!(day("2026-02-28").days_until(day("2026-03-01")), 1);
    assert_eq!(day("2024-02-28").days_until(day("2024-03-01")), 2);
}
