//! Hands the tokens, the type and the distances to egui, for both themes.

use egui::style::{ScrollFadeStyle, ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{Context, CornerRadius, Margin, Shadow, Stroke, Style, Theme, ThemePreference, Visuals, vec2};

use super::{ANIMATION_SECONDS, CONTROL_HEIGHT, FOCUS_RING, HAIRLINE, ICON_SIZE, RADIUS, RADIUS_CARD, Tokens, fonts};
use crate::ui::icon;

/// Below this many pixels per point, letters are placed on whole pixels: sharper, if less evenly spaced.
const SHARP_BELOW_PIXELS_PER_POINT: f32 = 1.5;

/// Gives the context our fonts, icons and both styles, and lets it follow the system's theme.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts::definitions());
    icon::install(ctx);
    for theme in [Theme::Dark, Theme::Light] {
        ctx.set_style_of(theme, style_of(theme));
    }
    ctx.set_theme(ThemePreference::System);
    ctx.on_begin_pass("sharp text", std::sync::Arc::new(sharpen_text));
}

/// Stops or allows animation.
pub fn reduced_motion(ctx: &Context, reduced: bool) {
    ctx.all_styles_mut(|style| {
        style.animation_time = if reduced { 0.0 } else { ANIMATION_SECONDS };
        style.scroll_animation = scroll_animation(reduced);
    });
}

/// Follows the screen the window is on: the letters' place matters most where pixels are large.
fn sharpen_text(ctx: &mut egui::Ui) {
    let binning = ctx.pixels_per_point() >= SHARP_BELOW_PIXELS_PER_POINT;
    if ctx.global_style().visuals.text_options.subpixel_binning != binning {
        ctx.all_styles_mut(|style| style.visuals.text_options.subpixel_binning = binning);
    }
}

fn scroll_animation(reduced: bool) -> egui::style::ScrollAnimation {
    if reduced { egui::style::ScrollAnimation::none() } else { egui::style::ScrollAnimation::duration(ANIMATION_SECONDS) }
}

fn style_of(theme: Theme) -> Style {
    let tokens = Tokens::theme(theme);
    let mut style = Style {
        text_styles: fonts::text_styles(),
        visuals: visuals(theme, tokens),
        animation_time: ANIMATION_SECONDS,
        scroll_animation: scroll_animation(false),
        ..Style::default()
    };
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 8.0);
    spacing.button_padding = vec2(10.0, 5.0);
    spacing.interact_size = vec2(CONTROL_HEIGHT, CONTROL_HEIGHT);
    spacing.menu_margin = Margin::same(4);
    spacing.window_margin = Margin::same(12);
    spacing.indent = ICON_SIZE;
    spacing.icon_width = ICON_SIZE;
    spacing.icon_width_inner = 8.0;
    spacing.icon_spacing = 6.0;
    spacing.combo_width = 80.0;
    spacing.text_edit_width = 240.0;
    spacing.tooltip_width = 420.0;
    spacing.menu_width = 320.0;
    spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        floating_allocated_width: 0.0,
        handle_min_length: 24.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        dormant_handle_opacity: 0.35,
        active_handle_opacity: 0.5,
        interact_handle_opacity: 0.8,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        fade: ScrollFadeStyle { strength: 0.0, size: 0.0 },
        ..ScrollStyle::floating()
    };
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style.interaction.interact_radius = 2.0;
    style
}

fn visuals(theme: Theme, tokens: &Tokens) -> Visuals {
    let hairline = Stroke::new(HAIRLINE, tokens.border);
    let popup_shadow = Shadow { offset: [0, 6], blur: 18, spread: 0, color: tokens.shadow };
    Visuals {
        widgets: widgets(tokens),
        selection: Selection { bg_fill: tokens.selection, stroke: Stroke::new(FOCUS_RING, tokens.accent) },
        hyperlink_color: tokens.accent,
        weak_text_color: Some(tokens.muted),
        faint_bg_color: tokens.row_hover,
        extreme_bg_color: tokens.surface,
        text_edit_bg_color: Some(tokens.surface),
        code_bg_color: tokens.control,
        warn_fg_color: tokens.warning,
        error_fg_color: tokens.error,
        window_corner_radius: CornerRadius::same(RADIUS_CARD),
        window_shadow: popup_shadow,
        window_fill: tokens.raised,
        window_stroke: hairline,
        menu_corner_radius: CornerRadius::same(RADIUS_CARD),
        panel_fill: tokens.surface,
        popup_shadow,
        text_cursor: TextCursorStyle { stroke: Stroke::new(1.5, tokens.accent), ..TextCursorStyle::default() },
        indent_has_left_vline: false,
        disabled_alpha: 0.45,
        ..match theme {
            Theme::Dark => Visuals::dark(),
            Theme::Light => Visuals::light(),
        }
    }
}

fn widgets(tokens: &Tokens) -> Widgets {
    let corner_radius = CornerRadius::same(RADIUS);
    let state = |fill, line, text| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(HAIRLINE, line),
        fg_stroke: Stroke::new(1.5, text),
        corner_radius,
        expansion: 0.0,
    };
    Widgets {
        noninteractive: state(tokens.surface, tokens.border, tokens.text),
        inactive: state(tokens.control, tokens.border, tokens.text),
        hovered: state(tokens.control_hover, tokens.border, tokens.text),
        active: WidgetVisuals {
            bg_stroke: Stroke::new(FOCUS_RING, tokens.accent),
            ..state(tokens.control_active, tokens.border, tokens.text)
        },
        open: state(tokens.control_active, tokens.border, tokens.text),
    }
}
