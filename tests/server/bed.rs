//! What the tests share: a server on a free port, and clients that send exactly the bytes they are told to.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use mockwright::{
    engine,
    model::{Body, Delay, Endpoint, EndpointId, Fault, FaultKind, FaultWhen, Header, Language, Project, Response, ResponseId},
    server::{Address, Server, ServerOptions, ServerStatus},
    traffic::{Budget, Exchange, Traffic},
};
use tokio::runtime::{Builder, Runtime};

/// Long enough for anything that should happen soon, on a machine that is busy.
pub const SOON: Duration = Duration::from_secs(20);

pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap())
}

/// A server that runs.
pub struct Bed {
    pub server: Arc<Server>,
    pub traffic: Arc<Traffic>,
    pub address: SocketAddr,
}

/// What is not the same for every test.
#[derive(Clone, Default)]
pub struct Setup {
    pub options: ServerOptions,
    pub budget: Budget,
    pub folder: Option<PathBuf>,
}

impl Bed {
    pub fn new(project: Project) -> Self {
        Self::with(project, Setup::default())
    }

    pub fn with(project: Project, setup: Setup) -> Self {
        let traffic = Arc::new(Traffic::start(setup.budget).unwrap());
        let compiled = Arc::new(engine::compile(&Arc::new(project), None));
        let server = Server::new(runtime().handle(), Arc::clone(&traffic), compiled, setup.folder, setup.options);
        server.start(Address::new("127.0.0.1", 0));
        match runtime().block_on(server.started()) {
            ServerStatus::Running { address } => Self { server: Arc::new(server), traffic, address },
            other => panic!("{other:?}"),
        }
    }

    pub fn connect(&self) -> Client {
        Client::to(self.address)
    }

    /// Sends these bytes on a new connection and reads one answer.
    pub fn send(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut client = self.connect();
        client.write(request);
        client.read_answer()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(format!("GET {path} HTTP/1.1\r\nHost: a.test\r\n\r\n"))
    }

    /// Serves another project on the same sockets.
    pub fn apply(&self, project: Project) {
        self.server.apply(Arc::new(engine::compile(&Arc::new(project), None)));
    }

    /// Waits until that many exchanges are in the log, and returns what it holds.
    pub fn log(&self, count: u64) -> Vec<Arc<Exchange>> {
        wait_for("the log", || self.traffic.log().last_sequence() >= count);
        assert_eq!(self.traffic.log().last_sequence(), count, "more was recorded than expected");
        self.traffic.log().exchanges().iter().cloned().collect()
    }

    pub fn last(&self, count: u64) -> Arc<Exchange> {
        self.log(count).pop().unwrap()
    }
}

pub fn wait_for(what: &str, mut holds: impl FnMut() -> bool) {
    let until = Instant::now() + SOON;
    while !holds() {
        assert!(Instant::now() < until, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A connection that is written by hand.
pub struct Client {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// An answer taken apart.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The problem document, after checking that it is one.
    pub fn problem(&self) -> serde_json::Value {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        let problem: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem["status"], self.status);
        for member in ["type", "title", "detail"] {
            assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {problem}");
        }
        problem
    }
}

impl Client {
    pub fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(SOON)).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, unread: Vec::new() }
    }

    pub fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).unwrap();
    }

    pub fn try_write(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).is_ok()
    }

    /// Reads exactly that many bytes.
    pub fn read_bytes(&mut self, count: usize) -> Vec<u8> {
        self.read_until(|bytes| (bytes.len() >= count).then_some(0));
        self.unread.drain(..count).collect()
    }

    pub fn end_writing(&mut self) {
        self.stream.shutdown(Shutdown::Write).unwrap();
    }

    /// Closes the connection the hard way: the other side sees a reset.
    pub fn reset(self) {
        let socket = socket2::Socket::from(self.stream);
        socket.set_linger(Some(Duration::ZERO)).unwrap();
    }

    pub fn read_answer(&mut self) -> Answer {
        self.read_answer_to("GET")
    }

    /// Reads one answer; one to HEAD has no body whatever it announces.
    pub fn read_answer_to(&mut self, method: &str) -> Answer {
        let head = self.read_head();
        let mut lines = head.trim_end().lines();
        let line = lines.next().unwrap().to_owned();
        let status = line.split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.map(|line| line.split_once(": ").unwrap()).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
        let mut answer = Answer { status, line, headers, body: Vec::new() };
        let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
        if method != "HEAD" && !matches!(status, 204 | 304) {
            answer.body = self.read_bytes(length);
        }
        answer
    }

    /// Reads one head, and nothing of what follows it.
    pub fn read_head(&mut self) -> String {
        let end = self.read_until(|bytes| find(bytes, b"\r\n\r\n"));
        String::from_utf8(self.unread.drain(..end + 4).collect()).unwrap()
    }

    /// Reads until `found` is satisfied with what is there.
    fn read_until(&mut self, found: impl Fn(&[u8]) -> Option<usize>) -> usize {
        let mut buffer = [0; 16 * 1024];
        loop {
            if let Some(at) = found(&self.unread) {
                return at;
            }
            let count = self.stream.read(&mut buffer).unwrap();
            assert!(count > 0, "the connection ended after {:?}", String::from_utf8_lossy(&self.unread));
            self.unread.extend_from_slice(&buffer[..count]);
        }
    }

    /// Reads until the connection ends, and says how: with the end of the stream, or with an error.
    pub fn read_to_end(&mut self) -> (Vec<u8>, std::io::Result<()>) {
        let mut bytes = std::mem::take(&mut self.unread);
        let ended = self.stream.read_to_end(&mut bytes).map(|_| ());
        (bytes, ended)
    }

    /// Whether nothing arrives for that long, not even an end.
    pub fn is_silent_for(&mut self, time: Duration) -> bool {
        self.stream.set_read_timeout(Some(time)).unwrap();
        let read = self.stream.peek(&mut [0; 1]);
        self.stream.set_read_timeout(Some(SOON)).unwrap();
        let kind = read.map_err(|error| error.kind());
        self.unread.is_empty() && matches!(kind, Err(std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut))
    }

    /// Whether the server has ended the connection.
    pub fn is_at_end(&mut self) -> bool {
        self.unread.is_empty() && matches!(self.stream.read(&mut [0; 1]), Ok(0))
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// An endpoint with one response that always answers.
pub fn endpoint(method: &str, path: &str, response: Response) -> Endpoint {
    let id = format!("{method} {path}");
    let mut endpoint = Endpoint::new(EndpointId::new(id.as_str()), method, path);
    endpoint.default_response = Some(response.id.clone());
    endpoint.responses.push(response);
    endpoint
}

pub fn response(status: u16, body: &str) -> Response {
    let mut response = Response::new(ResponseId::new(format!("r{status}{body}").as_str()), status);
    response.body = Body::text(Language::Json, body);
    response
}

pub fn header(mut response: Response, name: &str, value: &str) -> Response {
    response.headers.push(Header::new(name, value));
    response
}

pub fn delayed(mut response: Response, ms: u32) -> Response {
    response.delay = Some(Delay::Fixed { ms });
    response
}

pub fn faulty(mut response: Response, kind: FaultKind, when: FaultWhen) -> Response {
    response.fault = Some(Fault { kind, when });
    response
}

pub fn file(path: &str) -> Response {
    let mut response = Response::new(ResponseId::new(format!("file {path}").as_str()), 200);
    response.body = Body::File(path.to_owned());
    response
}

pub fn project(endpoints: impl IntoIterator<Item = Endpoint>) -> Project {
    Project { endpoints: endpoints.into_iter().map(Arc::new).collect(), ..Project::default() }
}

/// `GET /hello` answers `"hello"`, and `POST /hello` answers `"posted"`.
pub fn hello() -> Project {
    project([endpoint("GET", "/hello", response(200, "\"hello\"")), endpoint("POST", "/hello", response(201, "\"posted\""))])
}
