//! Numbers, money, dates, times and sizes as people of each language write them.

mod dates;
mod numbers;
mod reading;

pub use dates::{
    Clock, Day, TimeOfDay, date, date_relative, date_time, day_month, deadline, is_bare_date, local,
    short_date, time,
};
pub use numbers::{
    bank_account, decimal, file_size, identifier, integer, money, money_range, money_with_sign, number,
    percent, places, with_unit,
};
pub use reading::{Understood, read_number};

/// Keeps a number and what belongs to it on one line.
pub const NO_BREAK: char = '\u{a0}';
