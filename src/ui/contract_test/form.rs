//! What a contract test is asked for: which API, which calls, which methods, which headers, how often. Greyed while a test goes
//! on or repeats, so that nothing else is called than what was started.

use std::{collections::BTreeSet, time::Duration};

use egui::{Layout, Margin, Popup, PopupCloseBehavior, RichText, Ui, vec2};
use strum::IntoEnumIterator as _;

use crate::{
    app::{Action, App, CallsFrom, ContractTestSettings, is_safe_method},
    contract::probe::Methods,
    ui::{
        icon::Icon,
        theme::{CONTROL_HEIGHT, GAP, GAP_PANE, GAP_SMALL, Tokens, type_secondary},
        widget::{Button, Combo, NumberField, TextField, card, chip, long_text, segmented_with, subtle, toggle},
    },
};

/// The methods that contracts have operations of (OpenAPI 3.1, Path Item Object), the safe ones first.
const METHODS: [&str; 8] = ["GET", "HEAD", "OPTIONS", "TRACE", "POST", "PUT", "PATCH", "DELETE"];
const URL_WIDTH: std::ops::RangeInclusive<f32> = 220.0..=420.0;
const HEADERS_WIDTH: f32 = 380.0;
const MINUTES_PER_HOUR: u64 = 60;
/// The longest time between two runs.
const MAX_COUNT: f64 = 999.0;

/// Shows the controls, in as many lines as they need, and below them what has to be known before it is started.
pub(super) fn show(ui: &mut Ui, app: &App, in_hours: &mut Option<bool>, actions: &mut Vec<Action>) {
    let test = app.contract_test();
    let settings = test.settings();
    let mut changed = settings.clone();
    let margin = Margin::symmetric(GAP_PANE as i8, (GAP / 2.0) as i8);
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, GAP_SMALL);
        ui.add_enabled_ui(!test.is_active(), |ui| {
            let line = Layout::left_to_right(egui::Align::Center).with_main_wrap(true);
            ui.allocate_ui_with_layout(vec2(ui.available_width(), CONTROL_HEIGHT), line, |ui| {
                url_ui(ui, settings, &mut changed);
                from_ui(ui, settings, &mut changed);
                if settings.from == CallsFrom::Contract {
                    methods_ui(ui, app, settings, &mut changed);
                    more_ui(ui, settings, &mut changed);
                    every_ui(ui, settings, in_hours, &mut changed);
                }
            });
        });
        if settings.from == CallsFrom::Contract
            && let Some(warning) = warning(settings)
        {
            ui.horizontal(|ui| {
                Icon::Warning.show(ui, Tokens::of(ui).warning);
                ui.label(RichText::new(warning).font(type_secondary()).color(Tokens::of(ui).warning));
            });
        }
    });
    if changed != *settings {
        actions.push(Action::SetContractTest(Box::new(changed)));
    }
}

fn url_ui(ui: &mut Ui, settings: &ContractTestSettings, changed: &mut ContractTestSettings) {
    subtle(ui, "Real API");
    let hint = match settings.from {
        CallsFrom::Contract => "https://api.example.com",
        CallsFrom::Log => "Any; or only requests to https://…",
    };
    let width = (ui.available_width() * 0.3).clamp(*URL_WIDTH.start(), *URL_WIDTH.end());
    let field = TextField::new("contract test url", "URL of the real API", &settings.against).mono().width(width).hint(hint);
    let field = field.show(ui).on_hover_text("A path in it stands in place of the base path of the contract's servers");
    if let Some(against) = field.changed {
        changed.against = against;
    }
}

fn from_ui(ui: &mut Ui, settings: &ContractTestSettings, changed: &mut ContractTestSettings) {
    let label = |from: CallsFrom| match from {
        CallsFrom::Contract => "Call it",
        CallsFrom::Log => "Judge the log",
    };
    let describe = |index: usize| match CallsFrom::iter().nth(index) {
        Some(CallsFrom::Contract) => "Make calls from the contract's examples and from made-up values",
        Some(CallsFrom::Log) => "Call nothing: judge the answers of the real API that are in the log",
        None => "",
    };
    let labels: Vec<&str> = CallsFrom::iter().map(label).collect();
    let chosen = CallsFrom::iter().position(|from| from == settings.from).unwrap_or_default();
    let edited = segmented_with(ui, "Calls", chosen, &labels, describe).changed;
    if let Some(from) = edited.and_then(|index| CallsFrom::iter().nth(index)) {
        changed.from = from;
    }
}

/// A chip for each method that the contract has operations of.
fn methods_ui(ui: &mut Ui, app: &App, settings: &ContractTestSettings, changed: &mut ContractTestSettings) {
    let has = |method: &str| app.contract().is_some_and(|contract| contract.operations.iter().any(|one| one.method == method));
    let offered = || METHODS.into_iter().filter(|method| has(method));
    for method in offered() {
        let edited = chip(ui, method, allows(&settings.methods, method)).on_hover_text(match is_safe_method(method) {
            true => "Changes nothing on the server",
            false => "May change or delete data on the server",
        });
        if let Some(is_on) = edited.changed {
            let mut methods: BTreeSet<String> =
                METHODS.into_iter().filter(|method| allows(&settings.methods, method)).map(str::to_owned).collect();
            if is_on {
                methods.insert(method.to_owned());
            } else {
                methods.remove(method);
            }
            changed.methods = Methods::Only(methods);
        }
    }
}

fn allows(methods: &Methods, method: &str) -> bool {
    match methods {
        Methods::All => true,
        Methods::Only(methods) => methods.contains(method),
    }
}

/// The header fields of every call and the base path, behind a button.
fn more_ui(ui: &mut Ui, settings: &ContractTestSettings, changed: &mut ContractTestSettings) {
    let count = settings.headers.lines().filter(|line| !line.trim().is_empty()).count();
    let words = if count == 0 { "Headers".to_owned() } else { format!("Headers {count}") };
    let button = Button::secondary(&words).trailing(Icon::ChevronDown).tooltip("What every call carries, such as credentials");
    let button = button.show(ui);
    let popup = Popup::menu(&button).frame(card(ui.ctx())).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.set_width(HEADERS_WIDTH);
        // A menu spreads its words over the whole width.
        ui.with_layout(Layout::top_down(egui::Align::Min), |ui| headers_ui(ui, settings, changed));
    });
}

fn headers_ui(ui: &mut Ui, settings: &ContractTestSettings, changed: &mut ContractTestSettings) {
    ui.spacing_mut().item_spacing.y = GAP;
    let hint = "Authorization: Bearer …";
    if let Some(headers) = long_text(ui, "contract test headers", "Headers of every call", &settings.headers, hint, 72.0) {
        changed.headers = headers;
    }
    let note = RichText::new("One a line. They are kept nowhere and gone when the window closes").font(type_secondary());
    ui.label(note.color(Tokens::of(ui).muted));
    let words = "Leave the contract's base path out";
    if let Some(is_on) = toggle(ui, words, words, settings.without_base_path).changed {
        changed.without_base_path = is_on;
    }
}

/// Once, or again and again; `in_hours` is the unit that was chosen, if one was.
fn every_ui(ui: &mut Ui, settings: &ContractTestSettings, in_hours: &mut Option<bool>, changed: &mut ContractTestSettings) {
    const KINDS: [&str; 3] = ["Once", "Every … minutes", "Every … hours"];
    let minutes = settings.every.map(|every| every.as_secs() / 60);
    let kind = match minutes {
        None => 0,
        // Sixty minutes that were typed stay minutes, so that the field does not become another one meanwhile.
        Some(minutes) if minutes % MINUTES_PER_HOUR == 0 && in_hours.unwrap_or(true) => 2,
        Some(_) => 1,
    };
    let of = |count: u64, kind: usize| {
        let minutes = if kind == 2 { count.saturating_mul(MINUTES_PER_HOUR) } else { count };
        Some(Duration::from_secs(minutes.saturating_mul(60)))
    };
    let shown = ["Once", "Every", "Every"][kind];
    if let Some(kind) = Combo::new("contract test repeats", "Repeat").show_text(ui, shown, Some(kind), &KINDS).changed {
        *in_hours = Some(kind == 2);
        changed.every = match kind {
            0 => None,
            1 => of(15, 1),
            _ => of(1, 2),
        };
    }
    let Some(minutes) = minutes else { return };
    let (count, unit) = if kind == 2 { (minutes / MINUTES_PER_HOUR, "h") } else { (minutes, "min") };
    let field = NumberField::new("contract test every", "Repeat every", count as f64).range(1.0..=MAX_COUNT).unit(unit);
    if let Some(count) = field.width(48.0).show(ui).changed {
        changed.every = of(count as u64, kind);
    }
}

/// What may happen to the data behind the API.
fn warning(settings: &ContractTestSettings) -> Option<String> {
    let unsafe_methods: Vec<&str> =
        METHODS.into_iter().filter(|method| allows(&settings.methods, method) && !is_safe_method(method)).collect();
    let (last, others) = unsafe_methods.split_last()?;
    let methods = if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) };
    let host = crate::ui::spy::host_of(&settings.against);
    let place = if host.is_empty() { "the server" } else { host };
    Some(format!("{methods} may change or delete data on {place}: made-up values are really sent"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_that_change_data_are_warned_of_by_name_and_place() {
        let mut settings = ContractTestSettings { against: "https://api.example/v1".to_owned(), ..Default::default() };
        assert_eq!(warning(&settings), None);
        settings.methods = Methods::Only(["GET", "POST", "DELETE"].map(str::to_owned).into());
        let text = "POST and DELETE may change or delete data on api.example: made-up values are really sent";
        assert_eq!(warning(&settings).as_deref(), Some(text));
    }
}
