//! `portico restore`: the data of an archive into an empty place.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Component, Path};

use serde_json::Value;
use tar::{Archive as Tar, Entry};

use super::FOLDER;
use super::backup::{DATABASE, FILES, FORM, HEAD};
use crate::Problem;
use crate::cli::Archive;
use crate::output::say;
use crate::place::Place;

/// Brings the data back.
pub fn run(archive: &Archive) -> Result<(), Problem> {
    let place = archive.data.place(FOLDER);
    let Some(database) = place.database_file() else { return Err(Place::not_embedded()) };
    if database.exists() || place.files_folder().exists() {
        return Err(Problem::new(format!(
            "There is data in {} already, and nothing is overwritten. Name an empty folder with --data DIR.",
            place.folder.display()
        )));
    }
    place.make_folder()?;
    let half = place.folder.join("restore.half");
    let unpacked = unpack(&archive.file, &half).and_then(|()| {
        let unmoved =
            |error: std::io::Error| Problem::new(format!("The data cannot be put in place: {error}."));
        if half.join(FILES).exists() {
            fs::rename(half.join(FILES), place.files_folder()).map_err(unmoved)?;
        }
        // Last, because a folder with a database counts as one with data.
        fs::rename(half.join(DATABASE), database).map_err(unmoved)
    });
    let _nothing_left = fs::remove_dir_all(&half);
    unpacked?;
    place.open()?;
    say(format!("Restored {} into {}.", archive.file.display(), place.folder.display()));
    Ok(())
}

fn unpack(archive: &Path, folder: &Path) -> Result<(), Problem> {
    let shown = archive.display();
    let unread = |error: std::io::Error| Problem::new(format!("The backup {shown} cannot be read: {error}."));
    let foreign = || Problem::new(format!("{shown} is not a backup that `portico backup` wrote."));
    let mut tar = Tar::new(File::open(archive).map_err(unread)?);
    let mut entries = tar.entries().map_err(unread)?;
    let mut head = entries.next().and_then(Result::ok).ok_or_else(foreign)?;
    if !is_ours(&mut head) {
        return Err(foreign());
    }
    let _half_of_before = fs::remove_dir_all(folder);
    for entry in entries {
        let mut entry = entry.map_err(unread)?;
        if let Some(path) = path_of(&entry) {
            let to = folder.join(path);
            fs::create_dir_all(to.parent().unwrap_or(folder)).map_err(unread)?;
            entry.unpack(to).map_err(unread)?;
        }
    }
    if folder.join(DATABASE).exists() { Ok(()) } else { Err(foreign()) }
}

fn is_ours(head: &mut Entry<'_, File>) -> bool {
    let mut text = String::new();
    let named = head.path().is_ok_and(|path| path == Path::new(HEAD));
    let read = named && head.take(10_000).read_to_string(&mut text).is_ok();
    let form = serde_json::from_str::<Value>(&text).unwrap_or_default();
    read && form["portico_backup"] == FORM
}

/// The path of an entry that belongs to a backup and stays inside the folder.
fn path_of(entry: &Entry<'_, File>) -> Option<std::path::PathBuf> {
    let path = entry.path().ok()?.into_owned();
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    let belongs = path == Path::new(DATABASE) || path.starts_with(FILES);
    (entry.header().entry_type().is_file() && stays && belongs).then_some(path)
}
