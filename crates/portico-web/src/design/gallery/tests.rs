//! Writes the gallery to `target/gallery/`, in both languages and schemes, for looking at.

use std::path::{Path, PathBuf};

use portico_kit::Locale;

use super::*;
use crate::design::assets;
use crate::design::theme::Theme;
use crate::design::tokens;

#[test]
fn the_gallery_is_written_for_looking_at() {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    std::fs::create_dir_all(folder.join("assets")).expect("a folder");
    let write = |name: &str, content: &[u8]| std::fs::write(folder.join(name), content).expect("written");
    for asset in [assets::portal_css(), assets::console_css(), assets::script()] {
        write(&format!("assets/{}", asset.name), &asset.body);
    }
    for theme in [Theme::auental(), Theme::sonnwinkel(), Theme::console()] {
        let sheet = tokens::sheet(&theme);
        write(&format!("assets/{}", sheet.name), sheet.text.as_bytes());
    }
    for locale in Locale::ALL {
        for (name, page) in pages(locale) {
            let light = page.into_string().replace("\"/assets/", "\"assets/");
            let dark = light.replacen("<html ", "<html data-scheme=\"dark\" ", 1);
            write(&format!("{name}-{}.html", locale.code()), light.as_bytes());
            write(&format!("{name}-{}-dark.html", locale.code()), dark.as_bytes());
        }
    }
}
