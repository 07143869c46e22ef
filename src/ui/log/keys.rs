//! What the keys do while the rows have the keyboard: move, extend, open, let go. The commands' own keys belong to the window.

use egui::{Key, Modifiers, Ui};

use crate::app::{Action, App, Command, SelectMode};

/// A way through the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    By(isize),
    First,
    Last,
}

/// Takes the keys that are for the rows; a page is that many rows.
pub(super) fn handle(ui: &Ui, app: &App, page: usize, actions: &mut Vec<Action>) {
    let page = page as isize;
    let moves = [
        (Key::ArrowDown, Step::By(1)),
        (Key::J, Step::By(1)),
        (Key::ArrowUp, Step::By(-1)),
        (Key::K, Step::By(-1)),
        (Key::PageDown, Step::By(page)),
        (Key::PageUp, Step::By(-page)),
        (Key::Home, Step::First),
        (Key::End, Step::Last),
    ];
    let steps: Vec<(Step, SelectMode)> = ui.input_mut(|input| {
        let pressed = |(key, step)| {
            // egui counts Shift+Down as Down too: the longer chord is asked first.
            let extends = input.count_and_consume_key(Modifiers::SHIFT, key);
            let moves = input.count_and_consume_key(Modifiers::NONE, key);
            [(extends, SelectMode::Range), (moves, SelectMode::Only)]
                .into_iter()
                .flat_map(move |(times, mode)| std::iter::repeat_n((step, mode), times))
        };
        moves.into_iter().flat_map(pressed).collect()
    });
    let mut at = app.selection().focused_exchange;
    for (step, mode) in steps {
        at = target(app, at, step);
        let Some(sequence) = at else { break };
        actions.push(Action::SelectExchange { sequence, mode });
    }
    let (select_all, enter, escape) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::COMMAND, Key::A),
            input.consume_key(Modifiers::NONE, Key::Enter),
            input.consume_key(Modifiers::NONE, Key::Escape),
        )
    });
    let shown = app.log_view().shown();
    if select_all && let (Some(first), Some(last)) = (shown.front(), shown.back()) {
        actions.push(Action::SelectExchange { sequence: *first, mode: SelectMode::Only });
        actions.push(Action::SelectExchange { sequence: *last, mode: SelectMode::Range });
    }
    if enter {
        actions.push(Action::Run(Command::GoToEndpoint));
    }
    if escape {
        actions.push(Action::ClearExchangeSelection);
    }
}

/// The row that a step from `at` leads to; from nowhere, down leads to the first and up to the newest row.
fn target(app: &App, at: Option<u64>, step: Step) -> Option<u64> {
    let shown = app.log_view().shown();
    let last = shown.len().checked_sub(1)?;
    let index = match (step, at) {
        (Step::First, _) => 0,
        (Step::Last, _) => last,
        (Step::By(by), None) => {
            if by > 0 {
                0
            } else {
                last
            }
        }
        (Step::By(by), Some(sequence)) => {
            let here = shown.partition_point(|row| *row < sequence);
            // A row that is filtered out counts as standing just before the next one.
            let is_gone = shown.get(here) != Some(&sequence);
            let by = if is_gone && by > 0 { by - 1 } else { by };
            here.saturating_add_signed(by).min(last)
        }
    };
    shown.get(index).copied()
}
