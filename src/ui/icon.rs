//! The drawn icon set: 16 points, strokes of 1.5, tinted with the colour of the text beside them.
//!
//! Each icon is a glyph in a private part of Unicode that is rasterised from its SVG at the size asked for, so
//! it shares the text atlas and stays sharp at every zoom. An icon alone is never a control: see
//! `widget::IconButton`, which gives it a tooltip and a name.

use std::sync::OnceLock;

use egui::{
    Color32, Context, FontFamily, FontId, FontPriority, GlyphRasterizer, GlyphRasterizerRequest, Painter, Pos2, Response, Sense,
    Ui, Vec2,
};
use egui_extras::SvgGlyph;
use strum::{EnumCount, FromRepr};

use super::theme::ICON_SIZE;

/// The first code point of the icons, in the private use plane that no bundled font touches.
const FIRST_CODE_POINT: u32 = 0xF_0000;

/// One of our icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, FromRepr, strum::EnumIter)]
#[repr(u32)]
pub enum Icon {
    /// Add.
    Plus,
    /// Start.
    Play,
    /// Stop.
    Stop,
    /// Pause.
    Pause,
    /// Record.
    Record,
    /// Search.
    Search,
    /// Copy to the clipboard.
    Copy,
    /// It holds, it is chosen.
    Check,
    /// It does not hold.
    Cross,
    /// Close or remove.
    Close,
    /// Closed group.
    ChevronRight,
    /// Open group, or a menu.
    ChevronDown,
    /// Make it the default.
    Star,
    /// It is the default.
    StarFilled,
    /// Delete.
    Trash,
    /// Duplicate.
    Duplicate,
    /// A folder.
    Folder,
    /// New folder.
    FolderPlus,
    /// Filter.
    Filter,
    /// Save a copy elsewhere.
    Download,
    /// Save.
    Save,
    /// Settings.
    Settings,
    /// Dark theme.
    Moon,
    /// Light theme.
    Sun,
    /// Shortcuts.
    Keyboard,
    /// Pin.
    Pin,
    /// Send again.
    Replay,
    /// To the newest.
    ArrowDown,
    /// Move up.
    ArrowUp,
    /// More actions.
    More,
    /// Drag to reorder.
    DragHandle,
    /// Show.
    Eye,
    /// A link.
    Link,
    /// Something to look at.
    Warning,
    /// For your information.
    Info,
    /// Code.
    Code,
    /// Format.
    Format,
    /// Compare two.
    Compare,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// A file.
    File,
    /// An address.
    Globe,
    /// The menu.
    Menu,
    /// Send a request.
    Send,
    /// Roll again.
    Dice,
    /// Made anew each time.
    Sparkle,
    /// Kept as it is.
    Freeze,
    /// Notes.
    Note,
    /// Give another name.
    Pencil,
    /// Passed on to another server.
    Forward,
    /// A call that goes out from here.
    Outgoing,
    /// It may still come.
    Clock,
    /// What was demanded is so.
    CheckCircle,
}

impl Icon {
    /// The character that is drawn as this icon, for text that has an icon in it.
    pub fn character(self) -> char {
        char::from_u32(FIRST_CODE_POINT + self as u32).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// The icon that is drawn for a character.
    fn from_character(character: char) -> Option<Self> {
        Self::from_repr((character as u32).checked_sub(FIRST_CODE_POINT)?)
    }

    /// Paints the icon around a centre, at its usual size.
    pub fn paint(self, painter: &Painter, center: Pos2, color: Color32) {
        self.paint_sized(painter, center, ICON_SIZE, color);
    }

    /// Paints the icon around a centre, `size` points wide.
    pub fn paint_sized(self, painter: &Painter, center: Pos2, size: f32, color: Color32) {
        let galley = painter.layout_no_wrap(self.character().to_string(), FontId::new(size, FontFamily::Proportional), color);
        // The glyph is a picture without side bearings: centre what is inked, on whole pixels, not its line of text.
        let position = center - galley.mesh_bounds.center().to_vec2();
        let position = egui::emath::GuiRounding::round_to_pixels(position, painter.pixels_per_point());
        painter.galley(position, galley, color);
    }

    /// Shows the icon as decoration beside a text that says the same.
    pub fn show(self, ui: &mut Ui, color: Color32) -> Response {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(ICON_SIZE), Sense::hover());
        self.paint(ui.painter(), rect.center(), color);
        response
    }

    fn svg(self) -> &'static [u8] {
        match self {
            Self::Plus => include_bytes!("../../assets/icons/plus.svg"),
            Self::Play => include_bytes!("../../assets/icons/play.svg"),
            Self::Stop => include_bytes!("../../assets/icons/stop.svg"),
            Self::Pause => include_bytes!("../../assets/icons/pause.svg"),
            Self::Record => include_bytes!("../../assets/icons/record.svg"),
            Self::Search => include_bytes!("../../assets/icons/search.svg"),
            Self::Copy => include_bytes!("../../assets/icons/copy.svg"),
            Self::Check => include_bytes!("../../assets/icons/check.svg"),
            Self::Cross => include_bytes!("../../assets/icons/cross.svg"),
            Self::Close => include_bytes!("../../assets/icons/close.svg"),
            Self::ChevronRight => include_bytes!("../../assets/icons/chevron-right.svg"),
            Self::ChevronDown => include_bytes!("../../assets/icons/chevron-down.svg"),
            Self::Star => include_bytes!("../../assets/icons/star.svg"),
            Self::StarFilled => include_bytes!("../../assets/icons/star-filled.svg"),
            Self::Trash => include_bytes!("../../assets/icons/trash.svg"),
            Self::Duplicate => include_bytes!("../../assets/icons/duplicate.svg"),
            Self::Folder => include_bytes!("../../assets/icons/folder.svg"),
            Self::FolderPlus => include_bytes!("../../assets/icons/folder-plus.svg"),
            Self::Filter => include_bytes!("../../assets/icons/filter.svg"),
            Self::Download => include_bytes!("../../assets/icons/download.svg"),
            Self::Save => include_bytes!("../../assets/icons/save.svg"),
            Self::Settings => include_bytes!("../../assets/icons/settings.svg"),
            Self::Moon => include_bytes!("../../assets/icons/moon.svg"),
            Self::Sun => include_bytes!("../../assets/icons/sun.svg"),
            Self::Keyboard => include_bytes!("../../assets/icons/keyboard.svg"),
            Self::Pin => include_bytes!("../../assets/icons/pin.svg"),
            Self::Replay => include_bytes!("../../assets/icons/replay.svg"),
            Self::ArrowDown => include_bytes!("../../assets/icons/arrow-down.svg"),
            Self::ArrowUp => include_bytes!("../../assets/icons/arrow-up.svg"),
            Self::More => include_bytes!("../../assets/icons/more.svg"),
            Self::DragHandle => include_bytes!("../../assets/icons/drag-handle.svg"),
            Self::Eye => include_bytes!("../../assets/icons/eye.svg"),
            Self::Link => include_bytes!("../../assets/icons/link.svg"),
            Self::Warning => include_bytes!("../../assets/icons/warning.svg"),
            Self::Info => include_bytes!("../../assets/icons/info.svg"),
            Self::Code => include_bytes!("../../assets/icons/code.svg"),
            Self::Format => include_bytes!("../../assets/icons/format.svg"),
            Self::Compare => include_bytes!("../../assets/icons/compare.svg"),
            Self::Undo => include_bytes!("../../assets/icons/undo.svg"),
            Self::Redo => include_bytes!("../../assets/icons/redo.svg"),
            Self::File => include_bytes!("../../assets/icons/file.svg"),
            Self::Globe => include_bytes!("../../assets/icons/globe.svg"),
            Self::Menu => include_bytes!("../../assets/icons/menu.svg"),
            Self::Send => include_bytes!("../../assets/icons/send.svg"),
            Self::Dice => include_bytes!("../../assets/icons/dice.svg"),
            Self::Sparkle => include_bytes!("../../assets/icons/sparkle.svg"),
            Self::Freeze => include_bytes!("../../assets/icons/freeze.svg"),
            Self::Note => include_bytes!("../../assets/icons/note.svg"),
            Self::Pencil => include_bytes!("../../assets/icons/pencil.svg"),
            Self::Forward => include_bytes!("../../assets/icons/forward.svg"),
            Self::Outgoing => include_bytes!("../../assets/icons/outgoing.svg"),
            Self::Clock => include_bytes!("../../assets/icons/clock.svg"),
            Self::CheckCircle => include_bytes!("../../assets/icons/check-circle.svg"),
        }
    }
}

/// Lets the context draw our icons.
pub(super) fn install(ctx: &Context) {
    // Asked before the fonts: a system font must never be searched for these characters.
    let rasterizer = GlyphRasterizer::new("mockwright icons", |request: &GlyphRasterizerRequest<'_>| {
        // Only parsed when first drawn: the window's start does not wait for icons nobody sees.
        static GLYPHS: [OnceLock<Option<SvgGlyph>>; Icon::COUNT] = [const { OnceLock::new() }; Icon::COUNT];
        let mut characters = request.cluster.chars();
        let icon = Icon::from_character(characters.next()?)?;
        if characters.next().is_some() {
            return None;
        }
        let glyph = GLYPHS.get(icon as usize)?.get_or_init(|| SvgGlyph::from_bytes(icon.svg()).ok());
        glyph.as_ref()?.rasterize(request.font_size_px)
    });
    ctx.add_glyph_rasterizer(rasterizer.with_priority(FontPriority::Highest));
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_icon_is_a_drawing_that_leaves_ink() {
        for icon in Icon::iter() {
            let glyph = SvgGlyph::from_bytes(icon.svg()).expect("an SVG");
            let drawn = glyph.rasterize(16.0).expect("a picture");
            assert_eq!(drawn.bitmap.image.size, [16, 16], "{icon:?}");
            assert!(!drawn.bitmap.is_color, "{icon:?} must take the colour of the text");
            let inked = drawn.bitmap.image.pixels.iter().filter(|pixel| pixel.a() > 128).count();
            assert!(inked >= 8, "{icon:?} leaves only {inked} pixels");
            assert_eq!(Icon::from_character(icon.character()), Some(icon));
        }
        assert_eq!(Icon::from_character('a'), None);
    }
}
