//! The sheet of all shortcuts, made from the command registry.

use egui::{Context, Grid, RichText, ScrollArea};
use strum::IntoEnumIterator as _;

use super::{
    shortcut::{parse, readable},
    theme::{Tokens, type_secondary, type_strong},
    widget::{key_cap, sheet},
};
use crate::app::{Command, CommandGroup};

/// Shows the sheet while `is_open`.
pub fn show(ctx: &Context, is_open: &mut bool) {
    sheet(ctx, "Keyboard shortcuts", 820.0, is_open, |ui, _| {
        ScrollArea::vertical().show(ui, |ui| {
            ui.columns(2, |columns| {
                for group in CommandGroup::iter() {
                    let column = usize::from(matches!(group, CommandGroup::Log | CommandGroup::View));
                    group_ui(&mut columns[column], group);
                }
            });
        });
    });
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
