//! Scenarios on the real server: every step is taken exactly once however many clients race for it, each session has a
//! state of its own, and states can be seen and set from outside.

use std::sync::{
    Barrier,
    atomic::{AtomicUsize, Ordering},
};

use mockwright::{
    model::{Endpoint, EndpointId, Project, Response, Scenario, ScenarioStep, Subject},
    server::{ScenarioError, SessionStatus},
};

use crate::bed::*;

const CLIENTS: usize = 64;
const STEPS: usize = 200;

fn in_state(status: u16, body: &str, requires: Option<&str>, moves_to: Option<&str>) -> Response {
    let step = ScenarioStep {
        scenario: "checkout".to_owned(),
        requires: requires.map(str::to_owned),
        moves_to: moves_to.map(str::to_owned),
        extra: Default::default(),
    };
    Response { scenario: Some(step), ..response(status, body) }
}

fn endpoint_with(method: &str, path: &str, responses: impl IntoIterator<Item = Response>) -> Endpoint {
    let mut endpoint = Endpoint::new(EndpointId::new(format!("{method} {path}")), method, path);
    endpoint.responses.extend(responses);
    endpoint
}

/// `POST /step` takes the next of [`STEPS`] steps and answers its number; after the last nothing answers.
fn stairs() -> Project {
    let state = |number: usize| format!("step {number}");
    let step = |number: usize| in_state(200, &number.to_string(), Some(&state(number)), Some(&state(number + 1)));
    let scenario = Scenario { states: (0..=STEPS).map(state).collect(), ..Scenario::new("checkout") };
    Project { scenarios: vec![scenario], ..project([endpoint_with("POST", "/step", (0..STEPS).map(step))]) }
}

/// Three runs, or as many as `MOCKWRIGHT_SCENARIO_RUNS` says.
#[test]
fn of_racing_clients_every_step_is_taken_by_exactly_one() {
    let runs = std::env::var("MOCKWRIGHT_SCENARIO_RUNS").map_or(3, |runs| runs.parse().unwrap());
    let bed = Bed::new(stairs());
    let mut clients: Vec<_> = (0..CLIENTS).map(|_| bed.connect()).collect();
    let mut most_winners = 0;
    for run in 0..runs {
        let taken: Vec<AtomicUsize> = (0..STEPS).map(|_| AtomicUsize::new(0)).collect();
        let winners = AtomicUsize::new(0);
        let start = Barrier::new(CLIENTS);
        std::thread::scope(|scope| {
            for client in &mut clients {
                let (taken, winners, start) = (&taken, &winners, &start);
                scope.spawn(move || {
                    start.wait();
                    let mut own = 0;
                    loop {
                        client.write("POST /step HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n");
                        let answer = client.read_answer();
                        if answer.status == 404 {
                            break;
                        }
                        own += 1;
                        taken[answer.text().parse::<usize>().unwrap()].fetch_add(1, Ordering::Relaxed);
                    }
                    winners.fetch_add(usize::from(own > 0), Ordering::Relaxed);
                });
            }
        });
        let wrong: Vec<_> =
            taken.iter().map(|count| count.load(Ordering::Relaxed)).enumerate().filter(|(_, n)| *n != 1).collect();
        assert_eq!(wrong, [], "run {run}: steps with how often they were taken");
        assert_eq!(bed.server.scenarios().list(0)[0].state, format!("step {STEPS}"), "run {run}");
        most_winners = most_winners.max(winners.into_inner());
        bed.server.scenarios().reset("checkout", None).unwrap();
    }
    assert!(most_winners > 1, "nobody raced");
}

fn shop() -> Project {
    let scenario = Scenario { key: Some(Subject::Cookie("session".to_owned())), ..Scenario::new("checkout") };
    let pay = [in_state(201, "\"paid\"", Some("Started"), Some("Paid")), in_state(409, "\"again\"", None, None)];
    Project { scenarios: vec![scenario], ..project([endpoint_with("POST", "/pay", pay)]) }
}

impl Bed {
    /// The status of paying with that cookie.
    fn pay(&self, session: &str) -> u16 {
        self.send(format!("POST /pay HTTP/1.1\r\nHost: a.test\r\nCookie: session={session}\r\nContent-Length: 0\r\n\r\n")).status
    }
}

#[test]
fn cookies_tell_sessions_apart() {
    let bed = Bed::new(shop());
    let paid: Vec<_> = ["ada", "bob", "ada", "bob", "cy"].into_iter().map(|session| bed.pay(session)).collect();
    assert_eq!(paid, [201, 201, 409, 409, 201]);
    let scenarios = bed.server.scenarios();
    let list = scenarios.list(2);
    let [checkout] = list.as_slice() else { panic!("{list:?}") };
    assert_eq!((checkout.name.as_str(), checkout.start.as_str(), checkout.state.as_str()), ("checkout", "Started", "Started"));
    assert_eq!(checkout.possible_states, ["Started", "Paid"]);
    let session = |key: &str| SessionStatus { key: key.to_owned(), state: "Paid".to_owned() };
    assert_eq!((checkout.sessions.clone(), checkout.session_count), (vec![session("cy"), session("bob")], 3));

    scenarios.reset("checkout", Some("ada")).unwrap();
    assert_eq!((bed.pay("ada"), bed.pay("bob")), (201, 409));
    scenarios.set("checkout", Some("dan"), "Paid").unwrap();
    scenarios.set("checkout", Some("bob"), "Started").unwrap();
    assert_eq!((bed.pay("dan"), bed.pay("bob")), (409, 201));
    scenarios.set("checkout", None, "Started").unwrap();
    assert_eq!((bed.pay("cy"), bed.pay("dan")), (201, 201), "without a key all sessions are set");
    scenarios.reset_all();
    assert_eq!((bed.pay("cy"), bed.pay("dan")), (201, 201));
}

#[test]
fn what_is_not_there_cannot_be_set() {
    let bed = Bed::new(shop());
    let scenarios = bed.server.scenarios();
    let error = scenarios.set("checkout", None, "Payed").unwrap_err();
    assert_eq!(error.to_string(), "The scenario checkout has no state Payed; it has Started, Paid");
    let unknown = ScenarioError::UnknownScenario("nothing".to_owned());
    assert_eq!(scenarios.set("nothing", None, "Paid"), Err(unknown.clone()));
    assert_eq!(scenarios.reset("nothing", None), Err(unknown));
}

#[test]
fn states_survive_edits_and_go_with_their_scenario() {
    let bed = Bed::new(shop());
    assert_eq!(bed.pay("ada"), 201);
    let mut edited = shop();
    edited.endpoints.push(std::sync::Arc::new(endpoint("GET", "/other", response(200, "1"))));
    bed.apply(edited);
    assert_eq!(bed.pay("ada"), 409, "an edit elsewhere leaves the state");
    bed.apply(hello());
    assert!(bed.server.scenarios().list(10).is_empty());
    bed.apply(shop());
    assert_eq!(bed.pay("ada"), 201, "a scenario that comes back starts anew");
}
