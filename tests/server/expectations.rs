//! Expectations over real sockets: exact whatever the log drops, counted before the answer goes out, and explained.

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use mockwright::{
    model::{
        After, AnswerDemand, CallCount, Comparison, Condition, EndpointId, Expectation, ExpectationId, Operator, Project,
        RequestPattern, Subject, TimeWindow,
    },
    traffic::{Budget, ExpectationReport, ExpectationState, Verification, verify},
};

use ExpectationState::{Met, Pending, Violated};

use crate::bed::*;

fn expectation(id: &str, method: &str, path: &str, count: CallCount) -> Expectation {
    let mut expectation = Expectation::new(ExpectationId::new(id), RequestPattern::new(method, path));
    expectation.count = count;
    expectation
}

fn expecting(project: Project, expectations: impl IntoIterator<Item = Expectation>) -> Project {
    Project { expectations: expectations.into_iter().map(Arc::new).collect(), ..project }
}

fn standing(bed: &Bed, id: &str) -> (ExpectationState, u64) {
    let status = bed.traffic.watch().state(&ExpectationId::new(id)).unwrap();
    (status.state, status.count)
}

fn report(bed: &Bed, id: &str) -> ExpectationReport {
    assert!(bed.traffic.settle(SOON));
    bed.traffic.expectation_report(&ExpectationId::new(id)).unwrap()
}

#[test]
fn a_client_that_has_its_answer_finds_its_call_counted_and_the_state_moves_on() {
    let bed = Bed::new(expecting(hello(), [expectation("twice", "GET", "/hello", CallCount::Exactly(2))]));
    let generation = bed.traffic.watch().generation();
    for expected in [(Pending, 1), (Met, 2), (Violated, 3)] {
        bed.get("/hello");
        assert_eq!(standing(&bed, "twice"), expected);
    }
    assert_ne!(bed.traffic.watch().generation(), generation);
    let report = report(&bed, "twice");
    assert_eq!(report.calls.iter().map(|call| call.sequence).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    assert_eq!(report.first_too_many.as_ref().and_then(|call| call.sequence), Some(3));
    let text = report.to_text();
    for part in ["violated", "expected  exactly 2 calls of GET /hello", "counted   3 calls", "1 call too many: #3 GET /hello"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    bed.traffic.watch().reset();
    assert_eq!(standing(&bed, "twice"), (Pending, 0));
}

#[test]
fn the_count_is_exact_though_the_log_keeps_five() {
    let setup = Setup { budget: Budget { exchanges: 5, bytes: usize::MAX }, ..Setup::default() };
    let project = expecting(
        hello(),
        [
            expectation("all", "GET", "/hello", CallCount::Exactly(1_000)),
            expectation("more", "GET", "/hello", CallCount::AtLeast(1_001)),
        ],
    );
    let bed = Arc::new(Bed::with(project, setup));
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let bed = Arc::clone(&bed);
            thread::spawn(move || {
                let mut client = bed.connect();
                for _ in 0..125 {
                    client.write("GET /hello HTTP/1.1\r\nHost: a.test\r\n\r\n");
                    assert_eq!(client.read_answer().status, 200);
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(standing(&bed, "all"), (Met, 1_000));
    assert_eq!(standing(&bed, "more"), (Pending, 1_000));
    let report = report(&bed, "more");
    assert_eq!((report.calls.len(), report.calls_left_out), (20, 980));
    assert!(report.caveat.as_ref().is_some_and(|caveat| caveat.contains("995 requests")), "{:?}", report.caveat);
}

#[test]
fn a_body_beyond_what_the_log_keeps_is_looked_at_to_its_end() {
    let mut late = expectation("late", "POST", "/hello", CallCount::Exactly(1));
    late.request.condition =
        Some(Condition::Compare(Comparison::new(Subject::Json("$.last".to_owned()), Operator::Equals, "yes")));
    let bed = Bed::new(expecting(hello(), [late]));
    let body = format!("{{\"pad\":\"{}\",\"last\":\"yes\"}}", "x".repeat(1_500_000));
    bed.send(format!("POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n{body}", body.len()));
    assert_eq!(standing(&bed, "late"), (Met, 1));
    assert!(bed.last(1).request_body.is_truncated());
}

#[test]
fn a_delayed_call_counts_when_it_is_answered_or_given_up_and_never_twice() {
    let slow = project([
        endpoint("GET", "/slow", delayed(response(200, "1"), 300)),
        endpoint("GET", "/forever", delayed(response(200, "2"), 600_000)),
    ]);
    let mut answered = expectation("given up", "GET", "/forever", CallCount::Exactly(1));
    answered.answer = AnswerDemand { status: Some(200), ..AnswerDemand::default() };
    let bed = Bed::new(expecting(slow, [expectation("slow", "GET", "/slow", CallCount::Exactly(1)), answered]));
    let mut client = bed.connect();
    client.write("GET /slow HTTP/1.1\r\nHost: a.test\r\n\r\n");
    wait_for("the decision", || bed.server.calls(&EndpointId::new("GET /slow")) == 1);
    assert_eq!(standing(&bed, "slow").1, 0);
    client.read_answer();
    assert_eq!(standing(&bed, "slow"), (Met, 1));
    let mut client = bed.connect();
    client.write("GET /forever HTTP/1.1\r\nHost: a.test\r\n\r\n");
    wait_for("the decision", || bed.server.calls(&EndpointId::new("GET /forever")) == 1);
    client.reset();
    wait_for("the call to be given up", || standing(&bed, "given up").1 == 1);
    assert_eq!(standing(&bed, "given up").0, Violated);
    let report = report(&bed, "given up");
    assert!(report.reasons[0].contains("was answered not at all by GET /forever, not with 200"), "{:?}", report.reasons);
    assert_eq!(standing(&bed, "slow"), (Met, 1), "its end must not count it again");
}

#[test]
fn the_order_is_judged_and_its_first_break_is_shown() {
    let after = |id: &str, strict| Some(After { expectation: ExpectationId::new(id), strict, extra: Default::default() });
    let expectations = || {
        let login = expectation("login", "POST", "/hello", CallCount::AtLeast(2));
        let mut use_it = expectation("use", "GET", "/hello", CallCount::AtLeast(1));
        use_it.after = after("login", false);
        let mut at_once = expectation("at once", "GET", "/hello", CallCount::AtLeast(1));
        at_once.after = after("login", true);
        [login, use_it, at_once]
    };
    let login = "POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
    let bed = Bed::new(expecting(hello(), expectations()));
    bed.send(login);
    bed.get("/hello");
    assert_eq!(standing(&bed, "use"), (Violated, 1));
    let early = report(&bed, "use");
    let pair = early.out_of_order.unwrap();
    assert_eq!((pair.earlier.unwrap().sequence, pair.later.sequence), (Some(1), Some(2)));
    assert!(early.reasons[0].contains("when \"POST /hello\" had 1 of 2 calls"), "{:?}", early.reasons);
    // A stranger between the two breaks only the strict order.
    let bed = Bed::new(expecting(hello(), expectations()));
    bed.send(login);
    bed.send(login);
    bed.get("/elsewhere");
    bed.get("/hello");
    assert_eq!((standing(&bed, "use").0, standing(&bed, "at once").0), (Met, Violated));
    let torn = report(&bed, "at once");
    assert!(torn.reasons[0].contains("1 other request came between"), "{:?}", torn.reasons);
    let bed = Bed::new(expecting(hello(), expectations()));
    bed.send(login);
    bed.send(login);
    bed.get("/hello");
    assert_eq!((standing(&bed, "use").0, standing(&bed, "at once").0), (Met, Met));
}

#[test]
fn a_near_miss_names_what_was_missed_and_who_answered() {
    let mut order = expectation("order", "POST", "/hello", CallCount::Exactly(1));
    let body =
        mockwright::model::Operand::Json(mockwright::model::JsonText("{\n  \"sku\": \"A-1\",\n  \"qty\": 2\n}".to_owned()));
    order.request.condition = Some(Condition::All(vec![
        Condition::Compare(Comparison::new(Subject::Header("X-Tenant".to_owned()), Operator::Equals, "acme")),
        Condition::Compare(Comparison { value: body, ..Comparison::new(Subject::Body, Operator::JsonEquals, "") }),
    ]));
    let bed = Bed::new(expecting(hello(), [order]));
    bed.get("/nothing");
    let body = "{\"sku\":\"A-1\",\"qty\":3}";
    let length = body.len();
    bed.send(format!("POST /hello HTTP/1.1\r\nHost: a\r\nX-Tenant: acme\r\nContent-Length: {length}\r\n\r\n{body}"));
    let report = report(&bed, "order");
    let nearest = &report.near_misses[0];
    assert_eq!((nearest.call.sequence, nearest.call.answered_by.as_deref()), (Some(2), Some("POST /hello")));
    let failed: Vec<_> = nearest.checks.iter().filter(|check| !check.passed).collect();
    assert_eq!(failed.len(), 1, "{:?}", nearest.checks);
    assert_eq!(failed[0].differences, ["$.qty is 3 instead of 2"]);
    assert_eq!(nearest.checks.len(), 4, "method, path and both conditions");
    assert!(report.to_text().contains("$.qty is 3 instead of 2"), "{}", report.to_text());
    assert!(nearest.checks[3].demand.contains("{ \"sku\": \"A-1\", \"qty\": 2 }"), "on one line: {:?}", nearest.checks[3]);
}

#[test]
fn an_edit_begins_anew_and_another_name_does_not() {
    let bed = Bed::new(expecting(hello(), [expectation("a", "GET", "/hello", CallCount::Exactly(1))]));
    bed.get("/hello");
    let mut renamed = expectation("a", "GET", "/hello", CallCount::Exactly(1));
    renamed.name = "Said hello".to_owned();
    bed.apply(expecting(hello(), [expectation("b", "GET", "/hello", CallCount::AtMost(3)), renamed.clone()]));
    assert_eq!(standing(&bed, "a"), (Met, 1));
    assert_eq!(standing(&bed, "b"), (Met, 0));
    let ids: Vec<_> = bed.traffic.watch().states().into_iter().map(|status| status.id.as_str().to_owned()).collect();
    assert_eq!(ids, ["b", "a"]);
    renamed.count = CallCount::Exactly(2);
    bed.apply(expecting(hello(), [renamed]));
    assert_eq!(standing(&bed, "a"), (Pending, 0));
    assert_eq!(bed.traffic.watch().states().len(), 1);
}

#[test]
fn verification_waits_for_what_is_pending_and_not_for_what_is_lost() {
    let mut soon = expectation("soon", "GET", "/hello", CallCount::Exactly(1));
    soon.window = Some(TimeWindow { from_ms: 0, until_ms: Some(60_000) });
    let bed = Arc::new(Bed::new(expecting(hello(), [soon])));
    let later = thread::spawn({
        let bed = Arc::clone(&bed);
        move || {
            thread::sleep(Duration::from_millis(200));
            bed.get("/hello");
        }
    });
    let within = |within_ms| Verification { within_ms, no_unmatched: true };
    let verified = |within| runtime().block_on(verify(Arc::clone(&bed.traffic), within));
    let report = verified(within(SOON.as_millis() as u64));
    assert!(report.passed, "{}", report.to_text());
    later.join().unwrap();
    bed.get("/nobody");
    let began = Instant::now();
    let report = verified(within(600_000));
    assert!(!report.passed && began.elapsed() < SOON);
    assert_eq!((report.unmatched.count, report.unmatched.calls[0].sequence), (1, Some(2)));
    assert!(report.unmatched.calls[0].missed.iter().any(|missed| missed.contains("/hello")), "{:?}", report.unmatched);
    assert!(report.to_text().contains("1 request without an answer"), "{}", report.to_text());
    let allowed = verified(Verification::default());
    assert!(allowed.passed && allowed.unmatched.allowed);
}

#[test]
fn a_window_that_ends_short_is_violated_without_any_call() {
    let mut soon = expectation("soon", "GET", "/hello", CallCount::AtLeast(1));
    soon.window = Some(TimeWindow { from_ms: 0, until_ms: Some(100) });
    let bed = Bed::new(expecting(hello(), [soon]));
    let generation = bed.traffic.watch().generation();
    // It ends by itself: nobody has to wait for the whole minute.
    let report = runtime().block_on(verify(Arc::clone(&bed.traffic), Verification { within_ms: 60_000, no_unmatched: false }));
    assert_eq!(report.expectations[0].state, Violated);
    assert_ne!(bed.traffic.watch().generation(), generation);
    assert!(report.expectations[0].reasons[0].contains("when its time was over, after 100 ms"), "{report:?}");
    bed.get("/hello");
    assert_eq!(standing(&bed, "soon"), (Violated, 0));
    let late = self::report(&bed, "soon");
    assert_eq!(late.near_misses[0].checks.iter().filter(|check| !check.passed).count(), 1, "only the time was wrong");
}

#[test]
fn what_cannot_be_checked_fails_and_says_why() {
    let mut broken = expectation("broken", "GET", "/hello", CallCount::AtMost(5));
    broken.after = Some(After { expectation: ExpectationId::new("gone"), strict: false, extra: Default::default() });
    let bed = Bed::new(expecting(hello(), [broken]));
    assert_eq!(standing(&bed, "broken").0, Violated);
    let report = report(&bed, "broken");
    assert!(report.reasons[0].contains("It cannot be checked: It comes after gone"), "{:?}", report.reasons);
}
