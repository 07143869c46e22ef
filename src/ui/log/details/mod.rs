//! Everything about one exchange, in five tabs, and in a sixth where there is a contract. What is costly to find out (why it got its answer) is found out once for the
//! exchange that is shown, and kept until another one is.

mod contract;
pub(in crate::ui) mod facts;
mod matching;
mod message;
mod overview;
mod seed;
mod timing;
mod verdict;

pub(in crate::ui) use verdict::{long, shortened, status_tone};

use std::sync::Arc;

use egui::{Align, Layout, RichText, ScrollArea, Ui};
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator as _;

use self::{
    message::{Message, MessageView},
    seed::Made,
};
use crate::{
    app::{Action, App},
    contract::Violation,
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
    /// What of it breaks the contract.
    Contract,
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
            Self::Contract => "Contract",
            Self::Timing => "Timing",
        }
    }
}

/// What was found out about an exchange.
#[derive(Debug)]
struct LookedAt {
    sequence: u64,
    /// Why it got its answer.
    explanation: Option<Explanation>,
    /// How its answer was made, where that was not known beforehand.
    made: Option<Made>,
    /// What its answer breaks of the contract.
    broken_by_answer: Vec<Violation>,
}

/// The details' own state.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Details {
    tab: DetailsTab,
    request: MessageView,
    response: MessageView,
    #[serde(skip)]
    looked_at: Option<Arc<LookedAt>>,
}

impl Details {
    /// Shows the details of an exchange in all the room there is.
    pub(super) fn show(&mut self, ui: &mut Ui, app: &App, exchange: &Exchange, actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let tabs: Vec<DetailsTab> =
            DetailsTab::iter().filter(|tab| *tab != DetailsTab::Contract || exchange.rules.is_some()).collect();
        // What the tab before told of, this exchange may not have.
        let tab = if tabs.contains(&self.tab) { self.tab } else { DetailsTab::default() };
        self.tabs_ui(ui, exchange, &tabs, tab, actions);
        hairline(ui);
        ui.style_mut().interaction.selectable_labels = true;
        ui.spacing_mut().item_spacing.y = GAP / 2.0;
        let looked_at = self.look_at(app, exchange);
        let told = looked_at.explanation.as_ref();
        match tab {
            DetailsTab::Request => self.request.show(ui, exchange, Message::Request),
            DetailsTab::Response => self.response.show(ui, exchange, Message::Response),
            DetailsTab::Overview => scrolled(ui, "overview", |ui| overview::show(ui, app, exchange, &looked_at, actions)),
            DetailsTab::Matching => scrolled(ui, "matching", |ui| matching::show(ui, app, exchange, told, actions)),
            DetailsTab::Contract => {
                scrolled(ui, "contract", |ui| contract::show(ui, exchange, &looked_at.broken_by_answer));
            }
            DetailsTab::Timing => scrolled(ui, "timing", |ui| timing::show(ui, exchange)),
        }
    }

    fn tabs_ui(&mut self, ui: &mut Ui, exchange: &Exchange, shown: &[DetailsTab], tab: DetailsTab, actions: &mut Vec<Action>) {
        let tokens = Tokens::of(ui);
        ui.horizontal(|ui| {
            ui.add_space(GAP / 2.0);
            let tabs: Vec<Tab<'_>> = shown.iter().map(|tab| Tab::new(tab.title())).collect();
            let chosen = shown.iter().position(|other| *other == tab).unwrap_or_default();
            // The button that closes has its place whatever room is left for the tabs.
            let room = ui.available_width() - CONTROL_HEIGHT - 2.0 * GAP;
            let bar = TabBar::new(&tabs).max_width(room.max(0.0)).show(ui, chosen);
            if let Some(tab) = bar.changed.and_then(|index| shown.get(index)) {
                self.tab = *tab;
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

    fn look_at(&mut self, app: &App, exchange: &Exchange) -> Arc<LookedAt> {
        match &self.looked_at {
            Some(known) if known.sequence == exchange.sequence => Arc::clone(known),
            _ => {
                let (explanation, made) = (exchange.explain(), Made::of(app, exchange));
                let found = Arc::new(LookedAt {
                    sequence: exchange.sequence,
                    explanation,
                    made,
                    broken_by_answer: exchange.answer_violations(),
                });
                self.looked_at = Some(Arc::clone(&found));
                found
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
