//! What happened, in a sentence; what can be done about it; and the facts.

use egui::{Label, RichText, Ui};
use jiff::tz::TimeZone;

use super::{LookedAt, facts, seed};
use crate::{
    app::{Action, App, Command},
    engine::Explanation,
    traffic::{Exchange, Outcome},
    ui::{
        fault_words::fault_words,
        icon::Icon,
        log::words::{self, Answered},
        shortcut::keys_text,
        theme::{GAP, Tokens, type_body, type_mono},
        widget::{Button, pill},
    },
};

/// Shows the overview.
pub(super) fn show(ui: &mut Ui, app: &App, exchange: &Exchange, looked_at: &LookedAt, actions: &mut Vec<Action>) {
    let LookedAt { explanation, made, .. } = looked_at;
    let explanation = explanation.as_ref();
    let tokens = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        let tone = crate::ui::log::details::verdict::status_tone(exchange.status.map(|status| status.as_u16()));
        pill(ui, &words::status(exchange), tone);
        ui.label(RichText::new(exchange.method.as_str()).font(type_mono()).color(tokens.method(exchange.method.as_str())));
        ui.add(Label::new(RichText::new(words::target(exchange)).font(type_mono()).color(tokens.text)).wrap());
    });
    ui.add_space(GAP / 2.0);
    ui.add(Label::new(RichText::new(summary(exchange, explanation)).font(type_body()).color(tokens.text)).wrap());
    ui.add_space(GAP);
    buttons_ui(ui, app, exchange, actions);
    ui.add_space(GAP);
    let all = list(exchange, app.traffic().log().is_pinned(exchange.sequence), made.is_some());
    seed::show(ui, exchange, made.as_ref());
    facts::show(ui, all.iter().map(|(name, value)| (*name, value.as_str())), false);
}

/// What became of it, in a sentence, and what went wrong with it on purpose, in another.
fn summary(exchange: &Exchange, explanation: Option<&Explanation>) -> String {
    let summary = match &exchange.outcome {
        Outcome::Refused(reason) => format!("Refused before any endpoint was asked: {reason}"),
        Outcome::Failed { message, .. } => format!("An endpoint matched, but its answer could not be given: {message}"),
        Outcome::Webhook { call, failure } => {
            let parent = call.parent.get().map_or_else(String::new, |number| format!(" #{number}"));
            let name = if call.name.is_empty() { String::new() } else { format!(" {}", call.name) };
            let fate = failure.as_ref().map_or_else(String::new, |failure| format!(": {failure}"));
            format!("Called by the webhook{name} after request{parent}, try {}{fate}", call.attempt)
        }
        Outcome::Imported => "Read from a HAR file; it was not answered here".to_owned(),
        Outcome::Decided { .. } => explanation.map(|told| told.summary.clone()).unwrap_or_default(),
    };
    match exchange.fault() {
        Some(fault) => format!("{summary}. On purpose, {}", fault_words(fault.into()).told),
        None => summary,
    }
}

fn buttons_ui(ui: &mut Ui, app: &App, exchange: &Exchange, actions: &mut Vec<Action>) {
    let is_matched = matches!(words::answered(exchange), Answered::By { .. });
    let is_pinned = app.traffic().log().is_pinned(exchange.sequence);
    let mock = if is_matched { "Add a response for this" } else { Command::MockRequest.name() };
    let pin = if is_pinned { "Unpin" } else { "Pin" };
    let buttons = [
        (Command::MockRequest, mock, Icon::Plus, true),
        (Command::ExpectThis, "Expect this", Icon::CheckCircle, true),
        (Command::GoToEndpoint, "Go to endpoint", Icon::Link, is_matched),
        (Command::CopyAsCurl, "Copy as cURL", Icon::Code, true),
        (Command::FreezeExchange, "Freeze this answer", Icon::Freeze, app.can_freeze_exchange(exchange)),
        (Command::Replay, "Replay", Icon::Replay, true),
        (Command::Pin, pin, Icon::Pin, true),
    ];
    ui.horizontal_wrapped(|ui| {
        for (command, name, icon, fits) in buttons {
            if !fits {
                continue;
            }
            let button =
                if command == Command::MockRequest && !is_matched { Button::primary(name) } else { Button::secondary(name) };
            let keys = keys_text(ui, command);
            let tooltip = if keys.is_empty() { command.tooltip().to_owned() } else { format!("{}  {keys}", command.tooltip()) };
            if button.icon(icon).tooltip(&tooltip).enabled(command.is_enabled(app)).show(ui).clicked() {
                actions.push(Action::Run(command));
            }
        }
    });
}

fn list(exchange: &Exchange, is_pinned: bool, is_made: bool) -> Vec<(&'static str, String)> {
    let received = TimeZone::system().to_datetime(exchange.received_at).strftime("%Y-%m-%d %H:%M:%S%.3f").to_string();
    let mut facts = vec![("Received", received)];
    match words::answered(exchange) {
        Answered::By { path, response } => facts.push(("Answered by", format!("{path} › {response}"))),
        Answered::Forwarded(_) => facts.extend(exchange.forwarded_to.as_ref().map(|url| ("Forwarded to", url.to_string()))),
        Answered::Webhook(which) => facts.push(("Called by", which)),
        Answered::Itself(how) => facts.push(("Answered by", how.to_owned())),
        Answered::Unmatched(_) | Answered::Failed(_) => {}
    }
    facts.push(("Took", words::duration(exchange.timings.done)));
    facts.push(("Request body", words::size(exchange.request_body.size)));
    facts.push(("Response body", words::size(exchange.response_body.size)));
    if !matches!(exchange.outcome, Outcome::Imported) {
        facts.push(("Client", exchange.client.to_string()));
    }
    facts.push(("Protocol", format!("{:?}", exchange.version)));
    if exchange.decision().is_some() && !is_made {
        facts.push(("Seed", exchange.seed.to_string()));
    }
    facts.push(("Number", format!("#{}{}", exchange.sequence, if is_pinned { ", pinned" } else { "" })));
    facts
}
