//! Decides what answers a request: the first fitting endpoint that has an answer, else what HTTP says to a path that
//! exists with another method.

use std::ops::ControlFlow;

use http::{HeaderMap, Method, header};
use smallvec::SmallVec;

use super::{
    Answer, CallMemory, Compiled, Decision, Evaluated, Request, chance,
    compiled::Settled,
    condition::Call,
    routes::{End, Fitting, MethodKey},
};
use crate::model::SpyMode;

/// What answers, and the seed of its call.
struct Chosen {
    answer: Answer,
    seed: u64,
}

/// The numbers that a call got when it was decided before.
type Counted = SmallVec<[Evaluated; 2]>;

/// Of a contract's paths one fits a request, the most concrete one (OpenAPI 3.1, Paths Object), here segment by segment from the
/// left: others do not answer for it, not even a method that it does not have. What was made by hand, and what got another path
/// than the contract's, may still come after it.
#[derive(Default)]
struct PathOfContract {
    is_passed: bool,
}

impl PathOfContract {
    fn may_answer(&self, compiled: &Compiled, end: &End) -> bool {
        !self.is_passed || !Self::holds(compiled, end)
    }

    /// Goes on behind the endpoints of one path.
    fn pass(&mut self, compiled: &Compiled, fitting: Fitting<'_>) {
        self.is_passed = self.is_passed || fitting.all().any(|end| Self::holds(compiled, end));
    }

    fn holds(compiled: &Compiled, end: &End) -> bool {
        compiled.endpoints.get(end.endpoint as usize).is_some_and(|endpoint| endpoint.has_path_of_contract)
    }
}

impl Compiled {
    /// Decides what answers the request. `seed` drives all that is left to chance, unless the project fixes its own or the
    /// request asks for one.
    pub fn decide(&self, request: &Request<'_>, memory: &impl CallMemory, seed: u64) -> Decision {
        self.decide_with(request, memory, seed, Counted::new())
    }

    /// Lets the processor fetch what the decision about a path begins with, a moment before it is taken.
    pub fn fetch(&self, path: &str) {
        self.routes.fetch(path);
    }

    /// What would be decided, by a memory that only tells the number of an endpoint's next call; no scenario moves.
    pub fn foresee(&self, request: &Request<'_>, next: &impl CallMemory, seed: u64) -> Decision {
        self.decide_once(request, next, seed, &Counted::new())
    }

    /// Counts what was foreseen and makes its move. Where another call came in between, the request is decided anew.
    pub fn carry_out(&self, foreseen: Decision, request: &Request<'_>, memory: &impl CallMemory, seed: u64) -> Decision {
        let mut counted = Counted::new();
        for evaluated in &foreseen.evaluated {
            let call_number = memory.count(evaluated.endpoint as usize);
            counted.push(Evaluated { call_number, ..*evaluated });
            // With another number it may answer, and then those after it are not asked.
            if call_number != evaluated.call_number {
                return self.decide_with(request, memory, seed, counted);
            }
        }
        if self.is_done(&foreseen, memory) { foreseen } else { self.decide_with(request, memory, seed, counted) }
    }

    /// Decides with the numbers that the call has already.
    fn decide_with(&self, request: &Request<'_>, memory: &impl CallMemory, seed: u64, mut counted: Counted) -> Decision {
        loop {
            let decision = self.decide_once(request, memory, seed, &counted);
            if self.is_done(&decision, memory) {
                return decision;
            }
            // Another call moved a session in the meantime, so this one is decided anew. It keeps the numbers it has.
            let new: Counted = decision.evaluated.into_iter().filter(|evaluated| !counted.contains(evaluated)).collect();
            counted.extend(new);
        }
    }

    fn is_done(&self, decision: &Decision, memory: &impl CallMemory) -> bool {
        decision.sessions.is_empty() || self.take_step(decision, memory)
    }

    fn decide_once(&self, request: &Request<'_>, memory: &impl CallMemory, seed: u64, counted: &Counted) -> Decision {
        let asked = request.asked_seed().ok().flatten();
        let seed = asked.unwrap_or(seed);
        let mut decision = Decision { answer: Answer::NoMatch, evaluated: Default::default(), sessions: Vec::new(), seed };
        if self.spy.as_ref().is_some_and(|spy| spy.mode == SpyMode::Always) {
            decision.answer = Answer::Forward { endpoint: None };
            return decision;
        }
        let count = |endpoint: u32| {
            let known = counted.iter().find(|evaluated| evaluated.endpoint == endpoint);
            known.map_or_else(|| memory.count(endpoint as usize), |evaluated| evaluated.call_number)
        };
        let keys = self.method_keys(request);
        let mut contract = PathOfContract::default();
        let chosen = self.routes.visit(request.path(), |fitting| {
            for key in keys.into_iter().flatten() {
                for end in fitting.with(key).filter(|end| contract.may_answer(self, end)) {
                    let evaluated = Evaluated { endpoint: end.endpoint, call_number: count(end.endpoint) };
                    if let Some(chosen) = self.ask(evaluated, request, memory, asked, &mut decision) {
                        return ControlFlow::Break(chosen);
                    }
                }
            }
            contract.pass(self, fitting);
            ControlFlow::Continue(())
        });
        match chosen {
            ControlFlow::Break(Chosen { answer, seed }) => {
                decision.answer = answer;
                decision.seed = seed;
            }
            ControlFlow::Continue(()) => decision.answer = self.answer_without_response(request, &decision),
        }
        decision
    }

    /// The methods under which an endpoint of one shape may answer the request, best first.
    fn method_keys(&self, request: &Request<'_>) -> [Option<MethodKey>; 3] {
        let exact = self.routes.method_key(request.method);
        let instead = if request.method == Method::HEAD { self.routes.method_key(&Method::GET) } else { None };
        // A preflight asks about the path, so an endpoint for any method does not answer it, only one for OPTIONS does.
        let any = if self.is_preflight(request) { None } else { Some(MethodKey::ANY) };
        [exact, instead, any]
    }

    /// Asks one endpoint for an answer.
    fn ask(
        &self,
        evaluated: Evaluated,
        request: &Request<'_>,
        memory: &impl CallMemory,
        asked: Option<u64>,
        decision: &mut Decision,
    ) -> Option<Chosen> {
        let Evaluated { endpoint, call_number } = evaluated;
        decision.evaluated.push(evaluated);
        let seed = asked.unwrap_or_else(|| self.seed_of(endpoint, call_number, decision.seed));
        if let Some(Settled { response, delay_ms }) = self.settled.get(endpoint as usize).copied().flatten() {
            return Some(Chosen { answer: Answer::Response { endpoint, response, delay_ms }, seed });
        }
        let compiled = self.endpoints.get(endpoint as usize)?;
        let forward = || compiled.spy.as_ref().map(|_| Chosen { answer: Answer::Forward { endpoint: Some(endpoint) }, seed });
        if compiled.always_forwards() {
            return forward();
        }
        let mut call = Call::new(request, compiled.pattern.as_ref()?, self.path_rules(), call_number);
        if !compiled.scenarios.is_empty() {
            self.see_sessions(endpoint, &compiled.scenarios, &call, memory, &mut decision.sessions);
            call = call.with_sessions(decision.sessions_of(endpoint));
        }
        let Some(response) = compiled.plan.choose(&compiled.responses, &call, seed) else { return forward() };
        let own_delay = compiled.responses.get(response as usize)?.as_ref()?.delay.as_ref();
        let delay_ms = own_delay.or(self.project.settings.delay.as_ref()).map_or(0, |delay| chance::draw_delay_ms(delay, seed));
        Some(Chosen { answer: Answer::Response { endpoint, response, delay_ms }, seed })
    }

    /// What every random choice of a call comes from.
    fn seed_of(&self, endpoint: u32, call_number: u64, given: u64) -> u64 {
        match (self.project.settings.seed, self.project.endpoints.get(endpoint as usize)) {
            (Some(fixed), Some(endpoint)) => chance::effective_seed(fixed, &endpoint.id, call_number),
            _ => given,
        }
    }

    /// What is answered where no response is: nothing matched, or the path exists with other methods.
    #[cold]
    fn answer_without_response(&self, request: &Request<'_>, decision: &Decision) -> Answer {
        let allowed = self.allowed_methods(request);
        let is_preflight = self.is_preflight(request);
        // Leave for a call that is answered here is given here; for any other the real server decides.
        let is_about_mock = is_preflight && requested_method(request.headers).is_some_and(|method| allowed.contains(&method));
        if self.spy.is_some() && !is_about_mock {
            Answer::Forward { endpoint: None }
        } else if allowed.is_empty() {
            Answer::NoMatch
        } else if is_preflight {
            Answer::Preflight { allowed }
        } else if !decision.evaluated.is_empty() {
            Answer::NoMatch
        } else if request.method == Method::OPTIONS {
            Answer::Options { allowed }
        } else {
            Answer::MethodNotAllowed { allowed }
        }
    }

    /// Whether the request asks, before a call from another origin, whether that call may be made, and the project answers such.
    pub(super) fn is_preflight(&self, request: &Request<'_>) -> bool {
        request.method == Method::OPTIONS
            && self.project.settings.cors
            && request.headers.contains_key(header::ORIGIN)
            && request.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
    }

    /// The methods that the request's path answers: none where it has no endpoints.
    fn allowed_methods(&self, request: &Request<'_>) -> Vec<Method> {
        let mut allowed = Vec::new();
        let mut allow = |method: &Method| {
            if !allowed.contains(method) {
                allowed.push(method.clone());
            }
        };
        let mut contract = PathOfContract::default();
        let all = self.routes.visit::<()>(request.path(), |fitting: Fitting<'_>| {
            for end in fitting.all().filter(|end| contract.may_answer(self, end)) {
                match self.routes.method(end) {
                    Some(method) => {
                        allow(method);
                        if method == Method::GET {
                            allow(&Method::HEAD);
                        }
                    }
                    None => {
                        let common = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
                        common.iter().for_each(&mut allow);
                        if let Some(wanted) = requested_method(request.headers) {
                            allow(&wanted);
                        }
                    }
                }
            }
            contract.pass(self, fitting);
            ControlFlow::Continue(())
        });
        debug_assert!(all.is_continue());
        if !allowed.is_empty() && !allowed.contains(&Method::OPTIONS) {
            allowed.push(Method::OPTIONS);
        }
        allowed
    }
}

/// The method that a preflight asks about.
fn requested_method(headers: &HeaderMap) -> Option<Method> {
    Method::from_bytes(headers.get(header::ACCESS_CONTROL_REQUEST_METHOD)?.as_bytes()).ok()
}
