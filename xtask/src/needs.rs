//! What tests need besides Rust and Node: installed when missing, refused with a clear word when impossible.

use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::run::{cargo, command, output, root, run, succeeds, target};

/// The oldest PostgreSQL that Portico supports.
const OLDEST_POSTGRES: u32 = 15;
/// The cargo-deny that the project's `deny.toml` is written for.
const CARGO_DENY: &str = "0.20.2";
/// The server that speaks S3 in tests.
const MOTO: &str = "moto[server]==5.2.5";

/// Installs what is missing for every test.
pub fn for_tests() -> Outcome<()> {
    let certificates = ("openssl", Path::new("/usr/bin/openssl").exists());
    debian(&[
        ("postgresql", postgres_folder().is_ok()),
        ("chromium", chromium().is_ok()),
        fonts(),
        certificates,
    ])?;
    postgres_folder()?;
    chromium()?;
    nextest()?;
    bucket_server()?;
    node_packages("tests/sdk")?;
    node_packages("tests/browser")
}

/// A server that speaks S3, for the tests of buckets.
fn bucket_server() -> Outcome<()> {
    let place = target().join("moto");
    if place.join("bin/moto_server").exists() {
        return Ok(());
    }
    run(&mut command("python3", ["-m", "venv", &place.to_string_lossy()]))?;
    run(&mut command(&place.join("bin/pip").to_string_lossy(), ["install", "--quiet", MOTO]))
}

/// Installs what is missing for pictures of the pages.
pub fn for_pictures() -> Outcome<()> {
    debian(&[("chromium", chromium().is_ok()), fonts()])?;
    chromium()?;
    node_packages("tests/browser")
}

/// Installs what is missing for Lighthouse.
pub fn for_lighthouse() -> Outcome<()> {
    debian(&[("chromium", chromium().is_ok()), fonts()])?;
    chromium()?;
    node_packages("tests/lighthouse")
}

/// Where the newest PostgreSQL's programs lie.
pub fn postgres_folder() -> Outcome<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions
        .filter_map(|version| {
            Some((version.file_name().to_str()?.parse::<u32>().ok()?, version.path().join("bin")))
        })
        .filter(|(version, bin)| *version >= OLDEST_POSTGRES && bin.join("postgres").exists())
        .max()
        .map(|(_, bin)| bin)
        .ok_or_else(|| format!("no PostgreSQL {OLDEST_POSTGRES} or later under /usr/lib/postgresql").into())
}

/// The browser the tests drive.
pub fn chromium() -> Outcome<PathBuf> {
    ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
        .map(PathBuf::from)
        .into_iter()
        .find(|path| path.exists())
        .ok_or_else(|| "no Chromium at /usr/bin/chromium".into())
}

/// Faces for text that brings none; without any, Chromium draws boxes.
fn fonts() -> (&'static str, bool) {
    ("fonts-liberation", Path::new("/usr/share/fonts/truetype/liberation").exists())
}

/// cargo-deny at the version the project uses.
pub fn cargo_deny() -> Outcome<()> {
    let have = output(cargo(["deny", "--version"]).stderr(std::process::Stdio::null())).unwrap_or_default();
    if have.trim().ends_with(CARGO_DENY) {
        return Ok(());
    }
    // Without its default features it builds in half the time and loses only what needs the network.
    let wanted = ["--version", CARGO_DENY, "--locked", "--no-default-features"];
    run(cargo(["install", "cargo-deny", "--force"]).args(wanted))
}

fn nextest() -> Outcome<()> {
    if succeeds(&mut cargo(["nextest", "--version"])) {
        return Ok(());
    }
    run(&mut cargo(["install", "cargo-nextest", "--locked"]))
}

/// Installs Debian packages that are not there yet.
fn debian(wanted: &[(&str, bool)]) -> Outcome<()> {
    let missing: Vec<&str> = wanted.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(
            format!("please install {} (there is no apt-get here to do it)", missing.join(", ")).into()
        );
    }
    let as_root = |arguments: &[&str]| {
        let mut command = if is_root()? {
            command("apt-get", arguments)
        } else if succeeds(&mut command("sudo", ["-n", "true"])) {
            command("sudo", ["-n", "apt-get"].iter().chain(arguments))
        } else {
            return Err(format!("please run as root: apt-get install {}", missing.join(" ")).into());
        };
        run(command.env("DEBIAN_FRONTEND", "noninteractive"))
    };
    as_root(&["update", "-qq"])?;
    as_root(&[&["install", "-y", "-qq", "--no-install-recommends"], missing.as_slice()].concat())
}

/// Whether this process is root.
pub fn is_root() -> Outcome<bool> {
    Ok(output(&mut command("id", ["-u"]))?.trim() == "0")
}

/// Installs a folder's Node packages unless they are those of its lock file.
fn node_packages(folder: &str) -> Outcome<()> {
    let folder = root().join(folder);
    let lock = std::fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.portico-lock");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(command("npm", ["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    Ok(std::fs::write(stamp, lock)?)
}
