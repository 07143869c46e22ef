//! A server of another make for the tests: sockets and bytes, so that every byte of both sides can be laid down.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// What it does about one request: the bytes as they came, and the socket to answer on. False ends the connection.
type Answering = dyn Fn(&[u8], &mut TcpStream) -> bool + Send + Sync;

/// A server that answers as it is told and remembers what it was asked.
pub struct Upstream {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Upstream {
    /// One that does that about every request.
    pub fn new(answering: impl Fn(&[u8], &mut TcpStream) -> bool + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answering, remembered): (Arc<Answering>, _) = (Arc::new(answering), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (answering, asked) = (Arc::clone(&answering), Arc::clone(&remembered));
                thread::spawn(move || serve(stream, &*answering, &asked));
            }
        });
        Self { address, asked }
    }

    /// One that answers with these bytes whatever it is asked.
    pub fn answering(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::new(move |_, stream| stream.write_all(&bytes).is_ok())
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, as they came.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, answering: &Answering, asked: &Mutex<Vec<String>>) {
    let mut unread = Vec::new();
    loop {
        let request = loop {
            if let Some(end) = end_of_request(&unread) {
                break unread.drain(..end).collect::<Vec<_>>();
            }
            let mut buffer = [0; 4096];
            match stream.read(&mut buffer) {
                Ok(0) | Err(_) => return,
                Ok(count) => unread.extend_from_slice(&buffer[..count]),
            }
        };
        asked.lock().unwrap().push(String::from_utf8_lossy(&request).into_owned());
        if !answering(&request, &mut stream) {
            return;
        }
    }
}

/// Where a request ends, once it is there whole.
fn end_of_request(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok()).unwrap_or(0);
    (bytes.len() >= head + length).then_some(head + length)
}
