//! A message at the place it is about, with what can be done about it.

use egui::{CornerRadius, Frame, Margin, Sense, Ui};

use super::{Button, IconButton};
use crate::ui::icon::Icon;
use crate::ui::theme::{ICON_SIZE, RADIUS, Tokens, Tone};

/// What the user did with a banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BannerAction {
    /// Pressed the action at that index.
    Pressed(usize),
    /// Closed it.
    Closed,
}

/// An inline message across the width.
#[derive(Debug)]
#[must_use = "a banner shows when `show` is called"]
pub struct Banner<'a> {
    tone: Tone,
    text: &'a str,
    actions: &'a [&'a str],
    closable: bool,
}

impl<'a> Banner<'a> {
    /// A message.
    pub fn new(tone: Tone, text: &'a str) -> Self {
        Self { tone, text, actions: &[], closable: false }
    }

    /// What can be done about it.
    pub fn actions(mut self, actions: &'a [&'a str]) -> Self {
        self.actions = actions;
        self
    }

    /// Lets it be closed.
    pub fn closable(mut self) -> Self {
        self.closable = true;
        self
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui) -> Option<BannerAction> {
        let tokens = Tokens::of(ui);
        let color = tokens.tone(self.tone);
        let mut done = None;
        let frame = Frame::new().fill(tokens.tint(self.tone)).corner_radius(CornerRadius::same(RADIUS)).inner_margin(Margin {
            left: 10,
            right: 6,
            top: 4,
            bottom: 4,
        });
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                let icon = match self.tone {
                    Tone::Error | Tone::Warning => Icon::Warning,
                    Tone::Ok => Icon::Check,
                    Tone::Neutral | Tone::Accent => Icon::Info,
                };
                let (place, _) = ui.allocate_exact_size(egui::Vec2::splat(ICON_SIZE), Sense::hover());
                icon.paint(ui.painter(), place.center(), color);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if self.closable && IconButton::new(Icon::Close, "Close message").small().show(ui).clicked() {
                        done = Some(BannerAction::Closed);
                    }
                    for (index, action) in self.actions.iter().enumerate().rev() {
                        if Button::secondary(action).show(ui).clicked() {
                            done = Some(BannerAction::Pressed(index));
                        }
                    }
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        ui.add(egui::Label::new(egui::RichText::new(self.text).color(tokens.text)).wrap());
                    });
                });
            });
        });
        done
    }
}
