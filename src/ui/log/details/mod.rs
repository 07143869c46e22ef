//! Everything about one exchange, in five tabs. What is costly to find out (why it got its answer) is found out once for the
//! exchange that is shown, and kept until another one is.

mod facts;
mod matching;
mod message;
mod overview;
mod timing;
mod verdict;

use std::sync::Arc;

use egui::{Align, Layout, RichText, ScrollArea, Ui};
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator as _;

use self::message::{Message, MessageView};
use crate::{
    app::{Action, App},
    engine::Explanation,
    traffic::Exchange,
    ui::{
        icon::Icon,
        theme::{CONTROL_HEIGHT, GAP, GAP_PANE, Tokens, type_mono_small},
        widget::{IconButton, Tab, TabBar, hairline},
    },
};

/// A tab of the details.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::EnumIter)]
#[serde(rename_all = "camelCase")]
enum DetailsTab {
    /// What happened, in a sentence, and what can be done.
    #[default]
    Overview,
    /// What the client sent.
    Request,
    /// What it got.
    Response,
    /// Why it got that.
    Matching,
    /// How long it took.
    Timing,
}

impl DetailsTab {
    fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Request => "Request",
            Self::Response => "Response",
            Self::Matching => "Matching",
            Self::Timing => "Timing",
        }
    }
}

/// The details' own state.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Details {
    tab: DetailsTab,
    request: MessageView,
    response: MessageView,
    /// Why the exchange of that number got its answer.
    #[serde(skip)]
    explained: Option<(u64, Option<Arc<Explanation>>)>,
}

impl Details {
    /// Shows the details of an exchange in all the room there is.
    pub(super) fn show(&mut self, ui: &mut Ui, app: &App, exchange: &Exchange, actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        self.tabs_ui(ui, exchange, actions);
        hairline(ui);
        ui.style_mut().interaction.selectable_labels = true;
        ui.spacing_mut().item_spacing.y = GAP / 2.0;
        let explanation = self.explanation(exchange);
        let told = explanation.as_deref();
        match self.tab {
            DetailsTab::Request => self.request.show(ui, exchange, Message::Request),
            DetailsTab::Response => self.response.show(ui, exchange, Message::Response),
            DetailsTab::Overview => scrolled(ui, "overview", |ui| overview::show(ui, app, exchange, told, actions)),
            DetailsTab::Matching => scrolled(ui, "matching", |ui| matching::show(ui, app, exchange, told, actions)),
            DetailsTab::Timing => scrolled(ui, "timing", |ui| timing::show(ui, exchange)),
        }
    }

    fn tabs_ui(&mut self, ui: &mut Ui, exchange: &Exchange, actions: &mut Vec<Action>) {
        let tokens = Tokens::of(ui);
        ui.horizontal(|ui| {
            ui.add_space(GAP / 2.0);
            let tabs: Vec<Tab<'_>> = DetailsTab::iter().map(|tab| Tab::new(tab.title())).collect();
            let chosen = DetailsTab::iter().position(|tab| tab == self.tab).unwrap_or_default();
            // The button that closes has its place whatever room is left for the tabs.
            let room = ui.available_width() - CONTROL_HEIGHT - 2.0 * GAP;
            let bar = TabBar::new(&tabs).max_width(room.max(0.0)).show(ui, chosen);
            if let Some(tab) = bar.changed.and_then(|index| DetailsTab::iter().nth(index)) {
                self.tab = tab;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(GAP / 2.0);
                if IconButton::new(Icon::Close, "Close details").shortcut("Esc").show(ui).clicked() {
                    actions.push(Action::ClearExchangeSelection);
                }
                // Where the tabs leave no room, the number is not worth an ellipsis.
                if ui.available_width() > 48.0 {
                    ui.label(RichText::new(format!("#{}", exchange.sequence)).font(type_mono_small()).color(tokens.muted));
                }
            });
        });
    }

    fn explanation(&mut self, exchange: &Exchange) -> Option<Arc<Explanation>> {
        match &self.explained {
            Some((sequence, explanation)) if *sequence == exchange.sequence => explanation.clone(),
            _ => {
                let explanation = exchange.explain().map(Arc::new);
                self.explained = Some((exchange.sequence, explanation.clone()));
                explanation
            }
        }
    }
}

/// The contents of a tab that scrolls as a whole.
fn scrolled(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| padded(ui, contents));
}

/// Contents with a pane's padding around them.
fn padded(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let margin = egui::Margin::symmetric(GAP_PANE as i8 + 4, 12);
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        contents(ui);
    });
}
