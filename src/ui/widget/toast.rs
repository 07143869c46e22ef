//! The card of a toast: what was done, and the way back.

use egui::{Margin, Ui};

use super::{Button, IconButton, card};
use crate::ui::icon::Icon;
use crate::ui::theme::{Tokens, Tone};

/// What the user did with a toast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastAction {
    /// Pressed its action.
    Pressed,
    /// Closed it.
    Closed,
}

/// One toast; the caller decides where and how long.
#[derive(Debug)]
#[must_use = "a toast shows when `show` is called"]
pub struct ToastCard<'a> {
    tone: Tone,
    text: &'a str,
    action: Option<&'a str>,
}

impl<'a> ToastCard<'a> {
    /// A toast that says something.
    pub fn new(tone: Tone, text: &'a str) -> Self {
        Self { tone, text, action: None }
    }

    /// The way back, like "Undo".
    pub fn action(mut self, action: &'a str) -> Self {
        self.action = Some(action);
        self
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui) -> Option<ToastAction> {
        let tokens = Tokens::of(ui);
        let mut done = None;
        card(ui).inner_margin(Margin { left: 12, right: 8, top: 6, bottom: 6 }).show(ui, |ui| {
            ui.horizontal(|ui| {
                let icon = match self.tone {
                    Tone::Error | Tone::Warning => Icon::Warning,
                    Tone::Ok => Icon::Check,
                    Tone::Neutral | Tone::Accent => Icon::Info,
                };
                icon.show(ui, tokens.tone(self.tone));
                ui.colored_label(tokens.text, self.text);
                if let Some(action) = self.action
                    && Button::quiet(action).text_color(tokens.accent).show(ui).clicked()
                {
                    done = Some(ToastAction::Pressed);
                }
                if IconButton::new(Icon::Close, "Close message").show(ui).clicked() {
                    done = Some(ToastAction::Closed);
                }
            });
        });
        done
    }
}
