//! Words: every text of the pages by language, from the `texts` folder, checked to exist in both.

use std::borrow::Cow;
use std::sync::LazyLock;

pub use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use portico_kit::Locale;
use rust_embed::RustEmbed;
use unic_langid::langid;

#[derive(RustEmbed)]
#[folder = "texts/"]
struct Texts;

type Bundle = FluentBundle<FluentResource>;

static DE: LazyLock<Bundle> = LazyLock::new(|| bundle(Locale::De));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Locale::En));

fn loaded(locale: Locale) -> &'static Bundle {
    match locale {
        Locale::De => &DE,
        Locale::En => &EN,
    }
}

fn bundle(locale: Locale) -> Bundle {
    let language = match locale {
        Locale::De => langid!("de"),
        Locale::En => langid!("en-GB"),
    };
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Isolation marks would stand in titles and addresses; all our languages run left to right.
    bundle.set_use_isolating(false);
    for resource in resources(locale) {
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn resources(locale: Locale) -> impl Iterator<Item = FluentResource> {
    let folder = format!("{}/", locale.code());
    Texts::iter().filter(move |path| path.starts_with(&folder)).filter_map(|path| {
        let data = Texts::get(&path)?.data;
        let text = String::from_utf8_lossy(&data).into_owned();
        // A faulty entry is left out here and fails the test below.
        Some(FluentResource::try_new(text).unwrap_or_else(|(partial, _)| partial))
    })
}

/// The text with this key; the key itself when there is none, so that a gap is seen and nothing breaks.
pub fn t(locale: Locale, key: &str) -> Cow<'static, str> {
    lookup(locale, key, None)
}

/// The text with this key and its variables filled in: `t_args(locale, "list-count", &[("count", 3.into())])`.
pub fn t_args(locale: Locale, key: &str, args: &[(&str, FluentValue<'_>)]) -> Cow<'static, str> {
    let mut filled = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        filled.set(*name, value.clone());
    }
    lookup(locale, key, Some(&filled))
}

/// Whether both languages have this key.
pub fn has(key: &str) -> bool {
    Locale::ALL.iter().all(|locale| loaded(*locale).has_message(key))
}

fn lookup(locale: Locale, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
    let bundle = loaded(locale);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return Cow::Owned(key.to_owned());
    };
    let mut errors = Vec::new();
    Cow::Owned(bundle.format_pattern(pattern, args, &mut errors).into_owned())
}

#[cfg(test)]
mod tests;
