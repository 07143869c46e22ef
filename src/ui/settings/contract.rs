//! The settings of the project's contract: where it is published, what it is, and how strictly the project is held to it.

use egui::{RichText, Ui};

use super::{grid, note, row};
use crate::{
    app::{Action, App, contract_edit},
    contract::Contract,
    model::ContractLink,
    ui::{
        contract_checks::CHECKS,
        theme::type_mono,
        widget::{Button, TextField},
    },
};

/// The file may be named in full.
const SOURCE_WIDTH: f32 = 340.0;

/// Shows them.
pub(super) fn show(ui: &mut Ui, app: &App, link: &ContractLink, actions: &mut Vec<Action>) {
    let mut changed: Option<(ContractLink, &'static str, Option<&str>)> = None;
    grid(ui, "contract settings", |ui| {
        row(ui, "Source", "The file, relative to the project's, or the URL where the contract is published", |ui| {
            ui.vertical(|ui| {
                ui.horizontal(|ui| {
                    let field = TextField::new("contract source", "Contract source", &link.source).mono().width(SOURCE_WIDTH);
                    if let Some(source) = field.hint("petstore.yaml or https://…").show(ui).changed {
                        changed = Some((ContractLink { source, ..link.clone() }, "Change contract source", Some("source")));
                    }
                    let button =
                        Button::secondary("Detach").tooltip("Go on without the contract; the endpoints answer as before");
                    if button.show(ui).clicked() {
                        actions.push(Action::DetachContract);
                    }
                });
                note(ui, &compared(link));
            });
        });
        row(ui, "Contract", "What was last taken over, and is part of the project file", |ui| {
            ui.vertical(|ui| match app.contract() {
                Some(contract) => {
                    ui.label(RichText::new(title(contract)).font(type_mono()));
                    note(ui, &contents(contract));
                }
                None => note(ui, "Being read…"),
            });
        });
        for check in &CHECKS {
            row(ui, check.name, check.tooltip, |ui| {
                ui.vertical(|ui| {
                    if let Some(checks) = check.of_project_ui(ui, &link.checks) {
                        changed = Some((ContractLink { checks, ..link.clone() }, "Change contract checks", None));
                    }
                    note(ui, check.tooltip);
                });
            });
        }
    });
    if let Some((link, label, field)) = changed {
        actions.push(Action::Edit(contract_edit(Some(link), label, field)));
    }
}

/// Which version of the source was last compared.
fn compared(link: &ContractLink) -> String {
    match link.hash.get(..12) {
        Some(start) => format!("Last compared with SHA-256 {start}…"),
        None => "Not compared with its source yet".to_owned(),
    }
}

fn title(contract: &Contract) -> String {
    format!("{} {}", contract.title, contract.version).trim().to_owned()
}

/// How much there is in the contract.
fn contents(contract: &Contract) -> String {
    let version = ["openapi", "swagger"].iter().find_map(|key| contract.document.get(key)?.as_str());
    let operations = match contract.operations.len() {
        1 => "1 operation".to_owned(),
        many => format!("{many} operations"),
    };
    match version {
        Some(version) => format!("OpenAPI {version}, {operations}"),
        None => operations,
    }
}
