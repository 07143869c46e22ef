//! The sheet of all shortcuts, made from the command registry.

use egui::{Context, Grid, Id, Modal, RichText, ScrollArea};
use strum::IntoEnumIterator as _;

use super::{
    icon::Icon,
    shortcut::{parse, readable},
    theme::{Tokens, type_secondary, type_strong, type_title},
    widget::{IconButton, card, key_cap},
};
use crate::app::{Command, CommandGroup};

/// Shows the sheet while `is_open`.
pub fn show(ctx: &Context, is_open: &mut bool) {
    if !*is_open {
        return;
    }
    let modal = Modal::new(Id::unique("shortcuts")).frame(card(ctx)).show(ctx, |ui| {
        ui.set_width(820.0_f32.min(ctx.content_rect().width() - 64.0));
        ui.horizontal(|ui| {
            ui.label(RichText::new("Keyboard shortcuts").font(type_title()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if IconButton::new(Icon::Close, "Close shortcuts").show(ui).clicked() {
                    *is_open = false;
                }
            });
        });
        ScrollArea::vertical().max_height(ctx.content_rect().height() - 140.0).show(ui, |ui| {
            ui.columns(2, |columns| {
                for group in CommandGroup::iter() {
                    let column = usize::from(matches!(group, CommandGroup::Log | CommandGroup::View));
                    group_ui(&mut columns[column], group);
                }
            });
        });
    });
    if modal.should_close() {
        *is_open = false;
    }
}

fn group_ui(ui: &mut egui::Ui, group: CommandGroup) {
    let name: &str = group.into();
    let tokens = Tokens::of(ui);
    ui.add_space(8.0);
    ui.label(RichText::new(name).font(type_strong()));
    Grid::new(name).num_columns(2).spacing([16.0, 4.0]).show(ui, |ui| {
        for command in Command::iter().filter(|command| command.group() == group && !command.shortcuts().is_empty()) {
            ui.horizontal(|ui| {
                ui.set_width(140.0);
                ui.spacing_mut().item_spacing.x = 4.0;
                for shortcut in command.shortcuts().iter().filter_map(|chord| parse(chord)).take(1) {
                    key_cap(ui, &readable(ui.ctx(), &shortcut));
                }
            });
            let text = RichText::new(command.name().trim_end_matches('…')).font(type_secondary()).color(tokens.text);
            ui.label(text).on_hover_text(command.tooltip());
            ui.end_row();
        }
    });
}
