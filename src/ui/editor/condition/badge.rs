//! Counts, live, of how many of the last requests a condition holds.

use std::{sync::Arc, time::Duration};

use egui::Ui;

use crate::{
    app::App,
    engine::{Call, CompiledCondition, PathPattern, PathRules},
    model::{ANY_METHOD, Condition, Endpoint, ResponseId},
    traffic::Exchange,
    ui::theme::Tone,
};

/// How many requests are counted.
const COUNTED: usize = 50;
/// How far back they are looked for.
const LOOKED_AT: usize = 2_000;
/// While requests pour in, it counts this often at most.
const EVERY: Duration = Duration::from_millis(250);

/// The count, kept until the condition or the log changes.
#[derive(Debug, Default)]
pub(super) struct Badge {
    of: Option<(ResponseId, Arc<Endpoint>, PathRules)>,
    seen: (u64, u64),
    counted_at: f64,
    text: String,
    tone: Tone,
}

impl Badge {
    /// The words of the badge, brought up to date.
    pub(super) fn words(
        &mut self,
        ui: &Ui,
        app: &App,
        endpoint: &Arc<Endpoint>,
        id: &ResponseId,
        condition: &Condition,
    ) -> (&str, Tone) {
        let rules = PathRules::from(&app.project().settings);
        let same = |(of, known, with): &(ResponseId, Arc<Endpoint>, PathRules)| {
            of == id && Arc::ptr_eq(known, endpoint) && *with == rules
        };
        let is_same = self.of.as_ref().is_some_and(same);
        let log = app.traffic().log();
        let seen = (log.generation(), log.last_sequence());
        if is_same && seen == self.seen {
            return (&self.text, self.tone);
        }
        let now = ui.input(|input| input.time);
        let since = now - self.counted_at;
        if is_same && (0.0..EVERY.as_secs_f64()).contains(&since) {
            ui.ctx().request_repaint_after(EVERY.saturating_sub(Duration::from_secs_f64(since)));
            return (&self.text, self.tone);
        }
        // The log is let go before anything is tested: the collector waits for it.
        let newest: Vec<Arc<Exchange>> = log.exchanges().iter().rev().take(LOOKED_AT).cloned().collect();
        drop(log);
        (self.text, self.tone) = count(&newest, endpoint, rules, condition);
        self.of = Some((id.clone(), Arc::clone(endpoint), rules));
        self.seen = seen;
        self.counted_at = now;
        (&self.text, self.tone)
    }
}

fn count(newest: &[Arc<Exchange>], endpoint: &Endpoint, rules: PathRules, condition: &Condition) -> (String, Tone) {
    let (Ok(condition), Ok(pattern)) = (CompiledCondition::compile(condition), PathPattern::parse(&endpoint.path)) else {
        return ("cannot be tested".to_owned(), Tone::Error);
    };
    let (mut counted, mut held) = (0, 0);
    for exchange in newest {
        let request = exchange.request();
        if !takes_method(endpoint, exchange.method.as_str()) || pattern.parameters(request.path(), rules).is_none() {
            continue;
        }
        let call = Call::new(&request, &pattern, rules, call_number(exchange, endpoint));
        counted += 1;
        held += usize::from(condition.holds(&call));
        if counted == COUNTED {
            break;
        }
    }
    words(held, counted)
}

fn words(held: usize, counted: usize) -> (String, Tone) {
    let tone = if held > 0 { Tone::Ok } else { Tone::Neutral };
    let text = match (held, counted) {
        (_, 0) => "no request to test it on yet".to_owned(),
        (1, 1) => "matches the last request".to_owned(),
        (0, 1) => "does not match the last request".to_owned(),
        _ => format!("matches {held} of the last {counted} requests"),
    };
    (text, tone)
}

fn takes_method(endpoint: &Endpoint, method: &str) -> bool {
    endpoint.method == ANY_METHOD || endpoint.method == method || (method == "HEAD" && endpoint.method == "GET")
}

/// The number that the call had when it was decided; 1 where this endpoint was not asked then.
fn call_number(exchange: &Exchange, endpoint: &Endpoint) -> u64 {
    let number = exchange.decision().and_then(|(compiled, decision)| {
        let is_it = |index: u32| compiled.project.endpoints.get(index as usize).is_some_and(|asked| asked.id == endpoint.id);
        decision.evaluated.iter().find(|evaluated| is_it(evaluated.endpoint)).map(|evaluated| evaluated.call_number)
    });
    number.unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_badge_says_how_many() {
        for (held, counted, expected) in [
            (0, 0, "no request to test it on yet"),
            (1, 1, "matches the last request"),
            (0, 1, "does not match the last request"),
            (4, 50, "matches 4 of the last 50 requests"),
        ] {
            assert_eq!(words(held, counted).0, expected);
        }
    }
}
