//! The bundled type: Inter for the interface, JetBrains Mono for code, paths and numbers, and the sizes used.
//!
//! Each family falls back to the other one and then to egui's own icon font; characters none of them has come
//! from the system's fonts where the window allows it.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId, TextStyle};

const INTER: &str = "Inter";
const INTER_SEMIBOLD: &str = "Inter SemiBold";
const JETBRAINS_MONO: &str = "JetBrains Mono";

/// The text style of emphasised body text.
pub const STRONG: &str = "strong";
/// The text style of an empty state's title.
pub const EMPTY_TITLE: &str = "empty title";

fn semibold() -> FontFamily {
    FontFamily::Name(INTER_SEMIBOLD.into())
}

/// Body text.
pub fn type_body() -> FontId {
    FontId::proportional(13.0)
}

/// Text that stands back: captions, column headers, status bar.
pub fn type_secondary() -> FontId {
    FontId::proportional(12.0)
}

/// Emphasised body text: folder names, section headers.
pub fn type_strong() -> FontId {
    FontId::new(13.0, semibold())
}

/// A pane's title.
pub fn type_title() -> FontId {
    FontId::new(15.0, semibold())
}

/// The title of an empty state.
pub fn type_empty_title() -> FontId {
    FontId::new(20.0, semibold())
}

/// Code, paths and numbers.
pub fn type_mono() -> FontId {
    FontId::monospace(12.5)
}

/// Small code: badges, counts and keys.
pub fn type_mono_small() -> FontId {
    FontId::monospace(11.5)
}

/// The text styles that egui's own widgets ask for.
pub(super) fn text_styles() -> std::collections::BTreeMap<TextStyle, FontId> {
    [
        (TextStyle::Body, type_body()),
        (TextStyle::Button, type_body()),
        (TextStyle::Small, type_secondary()),
        (TextStyle::Heading, type_title()),
        (TextStyle::Monospace, type_mono()),
        (TextStyle::Name(STRONG.into()), type_strong()),
        (TextStyle::Name(EMPTY_TITLE.into()), type_empty_title()),
    ]
    .into()
}

/// The fonts and the order in which each family asks them.
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    // egui's text fonts would never be asked: ours come first and cover them. Its icon font stays.
    let own_icons: Vec<String> =
        fonts.font_data.keys().filter(|name| !matches!(name.as_str(), "Ubuntu-Light" | "Hack")).cloned().collect();
    fonts.font_data.retain(|name, _| own_icons.contains(name));
    let files: [(&str, &'static [u8]); 3] = [
        (INTER, include_bytes!("../../../assets/fonts/Inter-Regular.ttf")),
        (INTER_SEMIBOLD, include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf")),
        (JETBRAINS_MONO, include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let order = |first: &str, second: &str| -> Vec<String> {
        [first.to_owned(), second.to_owned()].into_iter().chain(own_icons.iter().cloned()).collect()
    };
    fonts.families = [
        (FontFamily::Proportional, order(INTER, JETBRAINS_MONO)),
        (FontFamily::Monospace, order(JETBRAINS_MONO, INTER)),
        (semibold(), order(INTER_SEMIBOLD, JETBRAINS_MONO)),
    ]
    .into();
    fonts
}
