//! The colours, named by what they are for, once for the dark theme and once for the light one.
//!
//! Every text colour reads with a contrast of at least 4.5:1 on every background a text of that kind is put
//! on, and every input outline with at least 3:1; the tests here compute both from the tokens.

use egui::{Color32, Theme};

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// The middle of the window: the editor's canvas.
    pub bg: Color32,
    /// Panels, bars and fields.
    pub surface: Color32,
    /// Popups, menus and toasts.
    pub raised: Color32,
    /// Hairlines between panes and around controls; decoration only.
    pub border: Color32,
    /// The outline of something that takes input.
    pub outline: Color32,
    /// Text.
    pub text: Color32,
    /// Text that stands back: labels, hints, times.
    pub muted: Color32,
    /// The one accent: focus, the chosen tab, links.
    pub accent: Color32,
    /// The fill of a primary button.
    pub accent_fill: Color32,
    /// The fill of a primary button under the pointer.
    pub accent_fill_hover: Color32,
    /// Text on `accent_fill`.
    pub on_accent: Color32,
    /// The fill of a button at rest.
    pub control: Color32,
    /// The fill of a button under the pointer.
    pub control_hover: Color32,
    /// The fill of a button held down, or with its menu open.
    pub control_active: Color32,
    /// A row under the pointer.
    pub row_hover: Color32,
    /// The selected row.
    pub row_selected: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// It worked.
    pub ok: Color32,
    /// It works, but look.
    pub warning: Color32,
    /// It does not work.
    pub error: Color32,
    /// The shadow under popups.
    pub shadow: Color32,
    /// The method GET, and status 2xx.
    pub get: Color32,
    /// The method POST, and status 4xx.
    pub post: Color32,
    /// The method PUT, and status 3xx.
    pub put: Color32,
    /// The method PATCH.
    pub patch: Color32,
    /// The method DELETE, and status 5xx.
    pub delete: Color32,
    /// The method HEAD.
    pub head: Color32,
    /// The method OPTIONS.
    pub options: Color32,
    /// The colours of code.
    pub code: CodeTokens,
}

/// The colours of highlighted code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeTokens {
    /// An object's key, a tag, a property.
    pub key: Color32,
    /// A string.
    pub string: Color32,
    /// A number or a constant.
    pub number: Color32,
    /// A keyword.
    pub keyword: Color32,
    /// A comment.
    pub comment: Color32,
    /// A `{{ }}` template or a path parameter.
    pub template: Color32,
    /// Line numbers.
    pub line_number: Color32,
    /// Behind the line the caret is in.
    pub current_line: Color32,
}

/// What a coloured thing wants to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Neutral,
    /// For your information.
    Accent,
    /// It worked.
    Ok,
    /// It works, but look.
    Warning,
    /// It does not work.
    Error,
}

const fn hex(value: u32) -> Color32 {
    Color32::from_rgb((value >> 16) as u8, (value >> 8) as u8, value as u8)
}

const DARK: Tokens = Tokens {
    bg: hex(0x15171C),
    surface: hex(0x1B1E25),
    raised: hex(0x22262F),
    border: hex(0x2C313C),
    outline: hex(0x666E80),
    text: hex(0xE6E8EE),
    muted: hex(0xA3AAB8),
    accent: hex(0x5B9DFF),
    accent_fill: hex(0x2F6FDE),
    accent_fill_hover: hex(0x3069C8),
    on_accent: hex(0xFFFFFF),
    control: hex(0x242934),
    control_hover: hex(0x2D3340),
    control_active: hex(0x343B4A),
    row_hover: hex(0x22262F),
    row_selected: hex(0x21304A),
    selection: hex(0x274670),
    ok: hex(0x4CC38A),
    warning: hex(0xF0A94A),
    error: hex(0xFF7A7F),
    shadow: Color32::from_black_alpha(110),
    get: hex(0x4CC38A),
    post: hex(0xF0A94A),
    put: hex(0x6EA8FE),
    patch: hex(0xB794F6),
    delete: hex(0xFF7A7F),
    head: hex(0x7DD3C8),
    options: hex(0xC7A974),
    code: CodeTokens {
        key: hex(0x7FB0FF),
        string: hex(0x7FD1A3),
        number: hex(0xF0A94A),
        keyword: hex(0xF0A94A),
        comment: hex(0xA3AAB8),
        template: hex(0xCFA0F5),
        line_number: hex(0x8B93A3),
        current_line: hex(0x1B1E25),
    },
};

const LIGHT: Tokens = Tokens {
    bg: hex(0xF7F8FA),
    surface: hex(0xFFFFFF),
    raised: hex(0xFFFFFF),
    border: hex(0xD9DDE4),
    outline: hex(0x81889A),
    text: hex(0x1A1D24),
    muted: hex(0x565E6E),
    accent: hex(0x1A5AC6),
    accent_fill: hex(0x1C5FD0),
    accent_fill_hover: hex(0x174FB0),
    on_accent: hex(0xFFFFFF),
    control: hex(0xEEF0F4),
    control_hover: hex(0xE5E8EE),
    control_active: hex(0xDBDFE8),
    row_hover: hex(0xF0F2F6),
    row_selected: hex(0xE3ECFB),
    selection: hex(0xC9DCFA),
    ok: hex(0x0C6E43),
    warning: hex(0x8A5100),
    error: hex(0xB8232A),
    shadow: Color32::from_black_alpha(36),
    get: hex(0x0C6E43),
    post: hex(0x8A5100),
    put: hex(0x1A5AC6),
    patch: hex(0x7438C4),
    delete: hex(0xB8232A),
    head: hex(0x0A6A60),
    options: hex(0x6F5619),
    code: CodeTokens {
        key: hex(0x1A5AC6),
        string: hex(0x0C6E43),
        number: hex(0x8A5100),
        keyword: hex(0x8A5100),
        comment: hex(0x565E6E),
        template: hex(0x7438C4),
        line_number: hex(0x646C7B),
        current_line: hex(0xEFF1F5),
    },
};

impl Tokens {
    /// The colours of the theme the window shows now.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        Self::theme(ctx.theme())
    }

    /// The colours of that theme.
    pub fn theme(theme: Theme) -> &'static Self {
        match theme {
            Theme::Dark => &DARK,
            Theme::Light => &LIGHT,
        }
    }

    /// The colour of a method's name.
    pub fn method(&self, method: &str) -> Color32 {
        match method {
            "GET" => self.get,
            "POST" => self.post,
            "PUT" => self.put,
            "PATCH" => self.patch,
            "DELETE" => self.delete,
            "HEAD" => self.head,
            "OPTIONS" => self.options,
            _ => self.muted,
        }
    }

    /// The colour of a status code.
    pub fn status(&self, status: u16) -> Color32 {
        match status {
            200..=299 => self.get,
            300..=399 => self.put,
            400..=499 => self.post,
            500..=599 => self.delete,
            _ => self.muted,
        }
    }

    /// The colour of a tone's text and marks.
    pub fn tone(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Neutral => self.muted,
            Tone::Accent => self.accent,
            Tone::Ok => self.ok,
            Tone::Warning => self.warning,
            Tone::Error => self.error,
        }
    }

    /// A tone's quiet background on a panel, for banners and pills.
    pub fn tint(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Neutral => self.control,
            _ => self.surface.lerp_to_gamma(self.tone(tone), 0.1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.2.
    fn luminance(color: Color32) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn contrast_is_the_one_of_the_standard() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.001);
        assert!((contrast(hex(0x767676), Color32::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn every_text_colour_reads_on_every_background() {
        for theme in [Theme::Dark, Theme::Light] {
            let t = Tokens::theme(theme);
            let texts = [
                ("text", t.text),
                ("muted", t.muted),
                ("accent", t.accent),
                ("ok", t.ok),
                ("warning", t.warning),
                ("error", t.error),
                ("get", t.get),
                ("post", t.post),
                ("put", t.put),
                ("patch", t.patch),
                ("delete", t.delete),
                ("head", t.head),
                ("options", t.options),
                ("key", t.code.key),
                ("string", t.code.string),
                ("number", t.code.number),
                ("keyword", t.code.keyword),
                ("comment", t.code.comment),
                ("template", t.code.template),
            ];
            let backgrounds = [
                ("bg", t.bg),
                ("surface", t.surface),
                ("raised", t.raised),
                ("row_selected", t.row_selected),
                ("row_hover", t.row_hover),
                ("control", t.control),
                ("control_hover", t.control_hover),
                ("current_line", t.code.current_line),
            ];
            for (text_name, text) in texts {
                for (background_name, background) in backgrounds {
                    let contrast = contrast(text, background);
                    assert!(contrast >= 4.5, "{theme:?}: {text_name} on {background_name} has only {contrast:.2}:1");
                }
            }
            for tone in [Tone::Neutral, Tone::Accent, Tone::Ok, Tone::Warning, Tone::Error] {
                let contrast = contrast(t.tone(tone), t.tint(tone));
                assert!(contrast >= 4.5, "{theme:?}: {tone:?} on its tint has only {contrast:.2}:1");
            }
            for fill in [t.accent_fill, t.accent_fill_hover] {
                assert!(contrast(t.on_accent, fill) >= 4.5, "{theme:?}: primary button");
            }
            for background in [t.bg, t.surface, t.code.current_line] {
                assert!(contrast(t.code.line_number, background) >= 4.5, "{theme:?}: line numbers");
                assert!(contrast(t.outline, background) >= 3.0, "{theme:?}: input outline");
                assert!(contrast(t.accent, background) >= 3.0, "{theme:?}: focus ring");
            }
            assert!(contrast(t.text, t.selection) >= 4.5, "{theme:?}: selected text");
            assert!(contrast(t.text, t.control_active) >= 4.5, "{theme:?}: held button");
        }
    }

    #[test]
    fn the_two_themes_differ_in_every_named_background() {
        let (dark, light) = (Tokens::theme(Theme::Dark), Tokens::theme(Theme::Light));
        assert!(luminance(dark.bg) < 0.05 && luminance(light.bg) > 0.85);
        assert_ne!(dark.row_selected, dark.surface);
        assert_ne!(light.row_selected, light.surface);
    }
}
