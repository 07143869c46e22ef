//! A small website on this machine: it answers each path with what it was told to, and notes what it was asked for.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test binary uses a part of it")]

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// The website. It goes on until the test ends.
pub struct Site {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// One whose pages are whole HTTP answers.
    pub fn of(page: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, asked) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Vec::new())));
        let (noted, page) = (Arc::clone(&asked), Arc::new(page));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (noted, page) = (Arc::clone(&noted), Arc::clone(&page));
                thread::spawn(move || answer(&stream.unwrap(), &noted, &*page));
            }
        });
        Self { address, asked }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The paths that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(stream: &TcpStream, noted: &Mutex<Vec<String>>, page: &dyn Fn(&str) -> String) {
    let mut lines = BufReader::new(stream).lines();
    let Some(Ok(first)) = lines.next() else { return };
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    while let Some(Ok(line)) = lines.next() {
        if line.is_empty() {
            break;
        }
    }
    noted.lock().unwrap().push(path.clone());
    // Whoever asked may have gone away.
    let mut stream = stream;
    let _ = stream.write_all(page(&path).as_bytes());
}

/// An answer with that body.
pub fn found(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

/// An answer that leads on.
pub fn moved(target: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

/// An answer that there is nothing.
pub fn nothing() -> String {
    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned()
}

/// A contract of one operation whose schema lies beside it.
pub const PETS: &str = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get:\n      responses:\n        '200':\n          \
                        description: All pets\n          content:\n            application/json:\n              schema: {$ref: 'parts/pet.yaml'}\n";

/// The site that has it, at `/v1/openapi.yaml` and by a way round at `/latest`.
pub fn pets() -> Site {
    Site::of(|path| match path {
        "/latest" => moved("/v1/openapi.yaml"),
        "/v1/openapi.yaml" => found(PETS),
        "/v1/parts/pet.yaml" => found("type: object\nrequired: [name]\nproperties: {name: {type: string}}\n"),
        _ => nothing(),
    })
}
