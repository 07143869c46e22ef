//! The four checks of a contract and the controls that set them, for a project and for one endpoint of it.

use egui::Ui;
use strum::IntoEnumIterator as _;

use super::widget::segmented_with;
use crate::model::{CheckMode, ContractChecks, EndpointContract};

/// One of the checks: what it is called, what it looks at, and where a project and an endpoint keep it.
pub(super) struct ContractCheck {
    /// What it is called.
    pub(super) name: &'static str,
    /// What it looks at.
    pub(super) tooltip: &'static str,
    of_project: fn(&mut ContractChecks) -> &mut CheckMode,
    of_endpoint: fn(&mut EndpointContract) -> &mut Option<CheckMode>,
}

/// All of them.
pub(super) const CHECKS: [ContractCheck; 4] = [
    ContractCheck {
        name: "Requests",
        tooltip: "Path, query, headers, cookies and body; a wrong one is refused with 422, a wrong media type with 415",
        of_project: |checks| &mut checks.requests,
        of_endpoint: |contract| &mut contract.requests,
    },
    ContractCheck {
        name: "Credentials",
        tooltip: "Keys, tokens and passwords that the contract asks for; without them a call is refused with 401",
        of_project: |checks| &mut checks.security,
        of_endpoint: |contract| &mut contract.security,
    },
    ContractCheck {
        name: "Accept",
        tooltip: "Whether the client accepts what would be answered; else the call is refused with 406",
        of_project: |checks| &mut checks.negotiation,
        of_endpoint: |contract| &mut contract.negotiation,
    },
    ContractCheck {
        name: "Answers",
        tooltip: "Status, headers and body of what is answered; where it is enforced, a wrong answer becomes a 500",
        of_project: |checks| &mut checks.responses,
        of_endpoint: |contract| &mut contract.responses,
    },
];

fn describe(index: usize) -> &'static str {
    CheckMode::iter().nth(index).map_or("", CheckMode::description)
}

impl ContractCheck {
    /// Shows the project's switch; gives the checks as they shall be.
    pub(super) fn of_project_ui(&self, ui: &mut Ui, checks: &ContractChecks) -> Option<ContractChecks> {
        let mut changed = checks.clone();
        let mode = (self.of_project)(&mut changed);
        let labels: Vec<&str> = CheckMode::iter().map(CheckMode::label).collect();
        let chosen = CheckMode::iter().position(|other| other == *mode).unwrap_or(0);
        *mode =
            segmented_with(ui, self.name, chosen, &labels, describe).changed.and_then(|index| CheckMode::iter().nth(index))?;
        Some(changed)
    }

    /// Shows an endpoint's switch, which may leave it to the project's; gives the endpoint's link as it shall be.
    pub(super) fn of_endpoint_ui(
        &self,
        ui: &mut Ui,
        contract: &EndpointContract,
        project: &ContractChecks,
    ) -> Option<EndpointContract> {
        let inherited = format!("As the project ({})", (self.of_project)(&mut project.clone()).label());
        let mut labels: Vec<&str> = vec![&inherited];
        for mode in CheckMode::iter() {
            labels.push(mode.label());
        }
        let mut changed = contract.clone();
        let mode = (self.of_endpoint)(&mut changed);
        let chosen = mode.and_then(|mode| CheckMode::iter().position(|other| other == mode)).map_or(0, |index| index + 1);
        let name = format!("{} of this endpoint", self.name);
        let describe = |index: usize| index.checked_sub(1).map_or("What the settings say", describe);
        let index = segmented_with(ui, &name, chosen, &labels, describe).changed?;
        *mode = index.checked_sub(1).and_then(|index| CheckMode::iter().nth(index));
        Some(changed)
    }

    /// Whether the endpoint has a switch of its own.
    pub(super) fn is_own(&self, contract: &EndpointContract) -> bool {
        (self.of_endpoint)(&mut contract.clone()).is_some()
    }
}
