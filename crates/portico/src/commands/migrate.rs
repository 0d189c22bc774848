//! `portico migrate`: brings the database up to date.

use super::FOLDER;
use crate::Problem;
use crate::output::say;
use crate::settings::Data;

/// Brings the database up to date and says what that was.
pub fn run(data: &Data) -> Result<(), Problem> {
    let place = data.place(FOLDER);
    let before = place.progress()?;
    place.open()?;
    let name = place.database_name();
    say(match before.found {
        0 => format!("Made the database {name} at step {}.", before.known),
        found if found == before.known => format!("The database {name} is up to date at step {found}."),
        found => format!("Brought the database {name} from step {found} to {}.", before.known),
    });
    Ok(())
}
