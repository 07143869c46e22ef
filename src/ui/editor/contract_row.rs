//! The row of an endpoint that was derived from a contract: the operation, what it is for, and how strictly the endpoint is held
//! to it.

use egui::{Align, Label, Layout, Popup, PopupCloseBehavior, RichText, Ui};

use super::draft::Draft;
use crate::{
    app::{Action, Origin},
    model::{ContractChecks, EndpointContract},
    ui::{
        contract_checks::CHECKS,
        icon::Icon,
        theme::{CONTROL_HEIGHT, GAP, Tokens, type_mono, type_secondary},
        widget::{Button, MenuRow, card, menu},
    },
};

/// Shows the row, with a gap above it; nothing for an endpoint of no contract.
pub(super) fn show(ui: &mut Ui, draft: Draft<'_>, gap: f32, actions: &mut Vec<Action>) {
    let project = draft.app.project();
    let (Some(contract), Some(link)) = (&draft.endpoint.contract, &project.contract) else { return };
    ui.add_space(gap);
    let tokens = Tokens::of(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(CONTROL_HEIGHT);
        ui.spacing_mut().item_spacing.x = GAP;
        Icon::Note.show(ui, tokens.muted);
        ui.label(RichText::new("Contract").font(type_secondary()).color(tokens.muted));
        let name = RichText::new(&contract.operation).font(type_mono()).color(tokens.text);
        let operation = draft.app.contract().map(|contract_says| contract_says.operation(&contract.operation));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            checks_ui(ui, draft, contract, &link.checks, actions);
            by_hand_ui(ui, draft, actions);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(name).truncate());
                let (words, tooltip, color) = match &operation {
                    None => ("", "", tokens.muted),
                    Some(None) => ("is not in the contract any more", "", tokens.warning),
                    Some(Some(operation)) => (operation.summary.as_str(), operation.description.as_str(), tokens.muted),
                };
                if !words.is_empty() {
                    let words = Label::new(RichText::new(words).font(type_secondary()).color(color)).truncate();
                    let shown = ui.add(words);
                    if !tooltip.is_empty() {
                        shown.on_hover_text(tooltip);
                    }
                }
            });
        });
    });
}

/// The button that lists what was changed by hand, each with the way back.
fn by_hand_ui(ui: &mut Ui, draft: Draft<'_>, actions: &mut Vec<Action>) {
    if draft.app.origin(draft.endpoint) != Origin::ChangedByHand {
        return;
    }
    let button = Button::quiet("Changed by hand").trailing(Icon::ChevronDown).tooltip("What differs from what was derived");
    let button = button.show(ui);
    menu(&button, |ui| {
        for change in draft.app.changed_by_hand(draft.endpoint) {
            let words = format!("Revert: {}", change.what);
            if MenuRow::new(&words).icon(Icon::Undo).show(ui).clicked() {
                draft.edit(actions, "Revert to contract", None, |endpoint| *endpoint = change.reverted);
            }
        }
    });
}

/// The button that opens the endpoint's own checks.
fn checks_ui(ui: &mut Ui, draft: Draft<'_>, contract: &EndpointContract, of_project: &ContractChecks, actions: &mut Vec<Action>) {
    let own = CHECKS.iter().filter(|check| check.is_own(contract)).count();
    let words = if own == 0 { "Checks as the project".to_owned() } else { format!("{own} checks of its own") };
    let words = if own == 1 { "1 check of its own".to_owned() } else { words };
    let button = Button::quiet(&words).trailing(Icon::ChevronDown).tooltip("How strictly this endpoint is held to its operation");
    let button = button.show(ui);
    let popup = Popup::menu(&button).frame(card(ui.ctx())).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.spacing_mut().item_spacing.y = GAP;
        for check in &CHECKS {
            ui.horizontal(|ui| {
                ui.allocate_ui(egui::vec2(88.0, CONTROL_HEIGHT), |ui| {
                    ui.set_width(88.0);
                    ui.label(check.name).on_hover_text(check.tooltip);
                });
                if let Some(changed) = check.of_endpoint_ui(ui, contract, of_project) {
                    draft.edit(actions, "Change contract checks", None, |endpoint| endpoint.contract = Some(changed));
                }
            });
        }
    });
}
