//! The fault of a response: what goes wrong on the wire, its number where it has one, and how often. Each kind says in a line
//! what the client sees.

use egui::Ui;
use strum::IntoEnumIterator as _;

use super::{
    Focus,
    behaviour::{problem, quiet},
    draft::ResponseDraft,
};
use crate::{
    app::Action,
    model::{Fault, FaultKind, FaultName, FaultWhen, Part},
    ui::{
        fault_words::fault_words,
        widget::{Combo, NumberField, subtle},
    },
};

const KIND_WIDTH: f32 = 172.0;
const NUMBER_WIDTH: f32 = 84.0;

/// How often, as the sentence after "It happens" calls it.
const FREQUENCIES: [&str; 4] = ["every time", "by chance", "at intervals", "at first"];

/// The kind with a number to begin with.
fn usual(name: FaultName) -> FaultKind {
    match name {
        FaultName::Reset => FaultKind::Reset,
        FaultName::Close => FaultKind::Close,
        FaultName::Stall => FaultKind::Stall,
        FaultName::Cut => FaultKind::Cut { after_bytes: 64 },
        FaultName::BadChunk => FaultKind::BadChunk,
        FaultName::Garbage => FaultKind::Garbage { bytes: 256 },
        FaultName::SlowBody => FaultKind::SlowBody { bytes_per_second: 1_024 },
        FaultName::SlowFirstByte => FaultKind::SlowFirstByte { ms: 2_000 },
    }
}

/// Shows the fault's controls, in lines below each other.
pub(super) fn show(ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    let fault = draft.response.fault;
    let wants_focus = focus.take_if(|focus| *focus == Focus::Fault).is_some();
    ui.horizontal(|ui| {
        kind(ui, draft, wants_focus, actions);
        if let Some(fault) = fault
            && let Some(kind) = number(ui, fault.kind)
        {
            let edited = Fault { kind, ..fault };
            draft.edit(actions, "Change fault", Some("fault number"), |response| response.fault = Some(edited));
        }
    });
    if let Some(fault) = fault {
        quiet(ui, fault_words(fault.kind.into()).seen);
        ui.horizontal(|ui| when(ui, draft, fault, actions));
    }
    problem(ui, draft, &Part::Fault);
}

fn kind(ui: &mut Ui, draft: ResponseDraft<'_>, wants_focus: bool, actions: &mut Vec<Action>) {
    let names: Vec<FaultName> = FaultName::iter().collect();
    let labels: Vec<&str> = std::iter::once("None").chain(names.iter().map(|name| fault_words(*name).label)).collect();
    let now = draft.response.fault.map(|fault| FaultName::from(fault.kind));
    let chosen = now.and_then(|now| names.iter().position(|name| *name == now)).map_or(0, |index| index + 1);
    let edited = Combo::new("fault", "Fault").width(KIND_WIDTH).show(ui, chosen, &labels);
    if wants_focus {
        edited.response.request_focus();
    }
    if let Some(index) = edited.changed {
        let name = index.checked_sub(1).and_then(|index| names.get(index));
        draft.edit(actions, "Change fault", None, |response| {
            let when = response.fault.map(|fault| fault.when).unwrap_or_default();
            response.fault = name.map(|name| Fault { kind: usual(*name), when });
        });
    }
}

/// The number of a kind that has one, with the words around it; the kind as it shall be, where it was changed.
fn number(ui: &mut Ui, kind: FaultKind) -> Option<FaultKind> {
    let whole = |value: f64| value as u32;
    match kind {
        FaultKind::Reset | FaultKind::Close | FaultKind::Stall | FaultKind::BadChunk => None,
        FaultKind::Cut { after_bytes } => {
            subtle(ui, "after");
            let field = NumberField::new("bytes", "Fault bytes", after_bytes as f64).range(0.0..=1e12).step(16.0);
            let edited = field.width(NUMBER_WIDTH).unit("bytes").show(ui);
            edited.changed.map(|value| FaultKind::Cut { after_bytes: value as u64 })
        }
        FaultKind::Garbage { bytes } => {
            let field = NumberField::new("bytes", "Fault bytes", f64::from(bytes)).step(16.0);
            field.width(NUMBER_WIDTH).unit("bytes").show(ui).changed.map(|value| FaultKind::Garbage { bytes: whole(value) })
        }
        FaultKind::SlowBody { bytes_per_second } => {
            subtle(ui, "at");
            let field = NumberField::new("rate", "Fault bytes per second", f64::from(bytes_per_second)).step(128.0);
            let edited = field.width(NUMBER_WIDTH).unit("bytes a second").show(ui);
            edited.changed.map(|value| FaultKind::SlowBody { bytes_per_second: whole(value) })
        }
        FaultKind::SlowFirstByte { ms } => {
            subtle(ui, "after");
            let field = NumberField::new("wait", "Fault milliseconds", f64::from(ms)).step(100.0);
            field.width(NUMBER_WIDTH).unit("ms").show(ui).changed.map(|value| FaultKind::SlowFirstByte { ms: whole(value) })
        }
    }
}

/// How often, as a sentence.
fn when(ui: &mut Ui, draft: ResponseDraft<'_>, fault: Fault, actions: &mut Vec<Action>) {
    let index = match fault.when {
        FaultWhen::Always => 0,
        FaultWhen::Percent(_) => 1,
        FaultWhen::EveryNth(_) => 2,
        FaultWhen::First(_) => 3,
    };
    subtle(ui, "It happens");
    let chosen = Combo::new("fault when", "Fault happens").show(ui, index, &FREQUENCIES).changed;
    let counted = |ui: &mut Ui, number: u32| {
        let field = NumberField::new("calls", "Fault calls", f64::from(number)).range(1.0..=f64::from(u32::MAX));
        field.width(NUMBER_WIDTH - 20.0).show(ui).changed.map(|value| value as u32)
    };
    let typed = match fault.when {
        FaultWhen::Always => None,
        FaultWhen::Percent(percent) => {
            subtle(ui, "in");
            let field = NumberField::new("percent", "Fault percent", percent).range(0.0..=100.0).decimals(2).step(5.0);
            let edited = field.width(NUMBER_WIDTH - 20.0).unit("% of its answers").show(ui);
            edited.changed.map(FaultWhen::Percent)
        }
        FaultWhen::EveryNth(number) => {
            subtle(ui, "with one call of the endpoint in");
            counted(ui, number).map(FaultWhen::EveryNth)
        }
        FaultWhen::First(number) => {
            subtle(ui, "with the endpoint's first");
            let typed = counted(ui, number).map(FaultWhen::First);
            subtle(ui, if number == 1 { "call" } else { "calls" });
            typed
        }
    };
    let (when, field) = match chosen {
        Some(index) => (Some(as_frequency(fault.when, index)), None),
        None => (typed, Some("fault when")),
    };
    if let Some(when) = when {
        draft.edit(actions, "Change how often a fault happens", field, |response| {
            response.fault = Some(Fault { when, ..fault });
        });
    }
}

/// The frequency as another kind, its count kept where both have one.
fn as_frequency(when: FaultWhen, index: usize) -> FaultWhen {
    let number = match when {
        FaultWhen::EveryNth(number) | FaultWhen::First(number) => number,
        FaultWhen::Always | FaultWhen::Percent(_) => 3,
    };
    match index {
        1 => FaultWhen::Percent(10.0),
        2 => FaultWhen::EveryNth(number),
        3 => FaultWhen::First(number),
        _ => FaultWhen::Always,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_begins_as_itself() {
        for name in FaultName::iter() {
            assert_eq!(FaultName::from(usual(name)), name);
        }
    }

    #[test]
    fn a_frequency_keeps_its_count() {
        assert_eq!(as_frequency(FaultWhen::First(7), 2), FaultWhen::EveryNth(7));
        assert_eq!(as_frequency(FaultWhen::EveryNth(7), 0), FaultWhen::Always);
    }
}
