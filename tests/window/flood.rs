//! Full speed against an open window: nothing is lost from the counts, the log keeps to its budget, the window answers meanwhile, and rests afterwards.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use egui_kittest::kittest::Queryable as _;
use mockwright::app::App;

use super::Window;

const CLIENTS: usize = 8;
const REQUESTS_PER_CLIENT: usize = 2_500;
const REQUESTS: u64 = (CLIENTS * REQUESTS_PER_CLIENT) as u64;

/// Sends requests one after the other over one connection and checks each answer's status.
fn hammer(address: SocketAddr) {
    let mut stream = TcpStream::connect(address).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    for _ in 0..REQUESTS_PER_CLIENT {
        stream.write_all(b"GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let (mut line, mut length, mut first) = (String::new(), 0, true);
        loop {
            line.clear();
            reader.read_line(&mut line).unwrap();
            if std::mem::take(&mut first) {
                assert!(line.starts_with("HTTP/1.1 200"), "{line}");
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        reader.by_ref().take(length).read_to_end(&mut Vec::new()).unwrap();
    }
}

#[test]
fn a_flood_of_requests_loses_no_count_keeps_the_budget_and_leaves_the_window_responsive() {
    let mut window = Window::open(Some(super::sample()));
    let address = window.app().server_status().address().unwrap();
    let clients: Vec<_> = (0..CLIENTS).map(|_| thread::spawn(move || hammer(address))).collect();
    // Clicks are answered while the flood goes on: the palette opens and closes again.
    let mut clicks_under_load = 0;
    while clients.iter().any(|client| !client.is_finished()) {
        window.harness.get_by_label("Search or run…").click();
        window.harness.step();
        window.harness.step();
        clicks_under_load += usize::from(window.says("Commands") || window.says("New project"));
        window.harness.key_press(egui::Key::Escape);
        window.harness.step();
        window.harness.step();
    }
    clients.into_iter().for_each(|client| client.join().unwrap());
    assert!(clicks_under_load > 0, "the palette never opened under load");

    let counted = |app: &App| app.traffic().counters().snapshot().requests;
    window.until("everything is counted", move |app| counted(app) == REQUESTS && app.traffic().settle(Duration::ZERO));
    let (kept, bytes, budget) = {
        let log = window.app().traffic().log();
        (log.exchanges().len(), log.bytes(), log.budget())
    };
    let dropped = window.app().traffic().counters().snapshot().dropped;
    assert!(kept <= budget.exchanges && bytes <= budget.bytes, "{kept} exchanges, {bytes} bytes");
    assert_eq!(window.app().traffic().log().last_sequence() + dropped, REQUESTS);

    // Idle again: after things have settled, a while passes without anybody asking for a frame.
    window.settle();
    let until = Instant::now() + Duration::from_millis(300);
    while Instant::now() < until {
        thread::sleep(Duration::from_millis(20));
        assert!(!window.harness.ctx.has_requested_repaint(), "an idle window asks for frames");
    }
}
