//! Counts, live, of how many of the last requests a condition holds.

use std::{sync::Arc, time::Duration};

use egui::Ui;

use super::Owner;
use crate::{
    engine::{Call, CompiledCondition, PathPattern, PathRules},
    model::{ANY_METHOD, Condition, EndpointId},
    traffic::Exchange,
    ui::theme::Tone,
};

/// How many requests are counted.
const COUNTED: usize = 50;
/// How far back they are looked for.
const LOOKED_AT: usize = 2_000;
/// While requests pour in, it counts this often at most.
const EVERY: Duration = Duration::from_millis(250);
/// The pattern that every path fits.
const EVERY_PATH: &str = "/{rest...}";

/// The count, kept until what is tested or the log changes.
#[derive(Debug, Default)]
pub(super) struct Badge {
    of: Option<Tested>,
    seen: (u64, u64),
    counted_at: f64,
    text: String,
    tone: Tone,
}

/// What is tested.
#[derive(Debug)]
struct Tested {
    method: String,
    path: String,
    condition: Option<Condition>,
    rules: PathRules,
    /// The endpoint whose calls are counted; none where all requests are, whatever their method and path.
    endpoint: Option<EndpointId>,
}

impl Tested {
    fn of(owner: Owner<'_>, rules: PathRules) -> Self {
        Self {
            method: owner.method().to_owned(),
            path: owner.path().to_owned(),
            condition: owner.condition().cloned(),
            rules,
            endpoint: owner.endpoint().cloned(),
        }
    }

    fn is(&self, owner: Owner<'_>, rules: PathRules) -> bool {
        self.method == owner.method()
            && self.path == owner.path()
            && self.condition.as_ref() == owner.condition()
            && self.rules == rules
            && self.endpoint.as_ref() == owner.endpoint()
    }
}

impl Badge {
    /// The words of the badge, brought up to date.
    pub(super) fn words(&mut self, ui: &Ui, owner: Owner<'_>) -> (&str, Tone) {
        let app = owner.app();
        let rules = PathRules::from(&app.project().settings);
        let is_same = self.of.as_ref().is_some_and(|tested| tested.is(owner, rules));
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
        let tested = Tested::of(owner, rules);
        (self.text, self.tone) = tested.count(&newest);
        self.of = Some(tested);
        self.seen = seen;
        self.counted_at = now;
        (&self.text, self.tone)
    }
}

impl Tested {
    fn count(&self, newest: &[Arc<Exchange>]) -> (String, Tone) {
        let path = if self.path.is_empty() { EVERY_PATH } else { &self.path };
        let condition = self.condition.as_ref().map(CompiledCondition::compile).transpose();
        let (Ok(condition), Ok(pattern)) = (condition, PathPattern::parse(path)) else {
            return ("cannot be tested".to_owned(), Tone::Error);
        };
        let (mut counted, mut held) = (0, 0);
        for exchange in newest {
            let request = exchange.request();
            let fits = self.takes_method(exchange.method.as_str()) && pattern.parameters(request.path(), self.rules).is_some();
            if !fits && self.endpoint.is_some() {
                continue;
            }
            let call = Call::new(&request, &pattern, self.rules, self.call_number(exchange));
            counted += 1;
            held += usize::from(fits && condition.as_ref().is_none_or(|condition| condition.holds(&call)));
            if counted == COUNTED {
                break;
            }
        }
        words(held, counted)
    }

    fn takes_method(&self, method: &str) -> bool {
        self.method == ANY_METHOD || self.method == method || (method == "HEAD" && self.method == "GET")
    }

    /// The number that the call had when it was decided; 1 where this endpoint was not asked then.
    fn call_number(&self, exchange: &Exchange) -> u64 {
        let number = exchange.decision().and_then(|(compiled, decision)| {
            let is_it = |index: u32| {
                compiled.project.endpoints.get(index as usize).is_some_and(|asked| Some(&asked.id) == self.endpoint.as_ref())
            };
            decision.evaluated.iter().find(|evaluated| is_it(evaluated.endpoint)).map(|evaluated| evaluated.call_number)
        });
        number.unwrap_or(1)
    }
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
