//! `portico restore`: the data of an archive into an empty place.

use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;
use tar::{Archive as Tar, Entry};

use super::FOLDER;
use super::backup::{DATABASE, FILES, FORM, HEAD};
use crate::Problem;
use crate::cli::Archive;
use crate::output::say;
use crate::place::Place;

/// The description at the start of an archive.
#[derive(Deserialize)]
struct Head {
    portico_backup: u64,
    engine: String,
    step: i64,
}

/// Brings the data back, all of it or none.
pub fn run(archive: &Archive) -> Result<(), Problem> {
    let (place, half) = (archive.data.place(FOLDER), archive.data.place(FOLDER).folder.join("restore.half"));
    if place.progress()?.found > 0 || place.files_folder().exists() {
        return Err(Problem::new(format!(
            "There is data in {} or {} already, and nothing is overwritten. Name an empty place.",
            place.database_name(),
            place.folder.display()
        )));
    }
    place.make_folder()?;
    let restored = unpack(&archive.file, &half).and_then(|head| put_in_place(&place, &half, &head));
    let _nothing_left = fs::remove_dir_all(&half);
    restored?;
    say(format!("Restored {} into {}.", archive.file.display(), place.database_name()));
    Ok(())
}

fn put_in_place(place: &Place, half: &Path, head: &Head) -> Result<(), Problem> {
    if head.engine != place.engine() {
        let how = if head.engine == "postgres" { "name an empty one with" } else { "restore it without" };
        return Err(Problem::usage(format!(
            "This is a backup of a {} database: {how} --database-url.",
            if head.engine == "postgres" { "PostgreSQL" } else { "embedded SQLite" }
        )));
    }
    // The database last, because a place with a database counts as one with data.
    if half.join(FILES).exists() {
        fs::rename(half.join(FILES), place.files_folder())
            .map_err(|error| Problem::new(format!("The files cannot be put in place: {error}.")))?;
    }
    place.load_database(&half.join(DATABASE), head.step).inspect_err(|_| {
        let _back_again = fs::rename(place.files_folder(), half.join(FILES));
    })
}

fn unpack(archive: &Path, folder: &Path) -> Result<Head, Problem> {
    let shown = archive.display();
    let unread = |error: std::io::Error| Problem::new(format!("The backup {shown} cannot be read: {error}."));
    let foreign = || Problem::new(format!("{shown} is not a backup that `portico backup` wrote."));
    let mut tar = Tar::new(File::open(archive).map_err(unread)?);
    let mut entries = tar.entries().map_err(unread)?;
    let head = entries.next().and_then(Result::ok).and_then(read_head).ok_or_else(foreign)?;
    let _half_of_before = fs::remove_dir_all(folder);
    for entry in entries {
        let mut entry = entry.map_err(unread)?;
        if let Some(path) = path_of(&entry) {
            let to = folder.join(path);
            fs::create_dir_all(to.parent().unwrap_or(folder)).map_err(unread)?;
            entry.unpack(to).map_err(unread)?;
        }
    }
    if folder.join(DATABASE).exists() { Ok(head) } else { Err(foreign()) }
}

fn read_head(entry: Entry<'_, File>) -> Option<Head> {
    let is_named = entry.path().is_ok_and(|path| path == Path::new(HEAD)) && entry.size() < 10_000;
    let head: Head = is_named.then(|| serde_json::from_reader(entry).ok())??;
    (head.portico_backup == FORM).then_some(head)
}

/// The path of an entry that belongs to a backup and stays inside the folder.
fn path_of(entry: &Entry<'_, File>) -> Option<PathBuf> {
    let path = entry.path().ok()?.into_owned();
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    let belongs = path.starts_with(DATABASE) || path.starts_with(FILES);
    (entry.header().entry_type().is_file() && stays && belongs).then_some(path)
}
