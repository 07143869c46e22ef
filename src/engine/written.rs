//! How a recorded answer's head is written, made ready: one list of lines, those of the response's headers and those that
//! the server fills in.

use http::{HeaderName, StatusCode, header};

use super::response::Report;
use crate::model::{OwnLine, Part, Response, Severity};

/// How the head of an answer is written over HTTP/1.1.
#[derive(Debug)]
pub struct CompiledHead {
    /// It says HTTP/1.0.
    pub is_http_1_0: bool,
    /// The connection ends after it, whether or not the request asked for that.
    pub ends_connection: bool,
    /// The lines, in their order.
    pub lines: Vec<CompiledLine>,
}

/// One line of it.
#[derive(Debug)]
pub struct CompiledLine {
    /// The header field.
    pub name: HeaderName,
    /// The name as it is spelled.
    pub spelled: Box<str>,
    /// What it says, where the server fills it in; empty where that is made anew for every answer.
    pub own: Option<Box<str>>,
}

impl CompiledHead {
    /// What that line says, where there is one that the server fills in.
    pub fn own(&self, name: &HeaderName) -> Option<&str> {
        self.lines.iter().filter(|line| line.name == *name).find_map(|line| line.own.as_deref())
    }
}

/// The head of a response, where it is written in a way of its own. `is_head` says that only HEAD requests get it.
pub(super) fn compile(response: &Response, is_head: bool, report: Report<'_>) -> Option<CompiledHead> {
    let written = response.written.as_ref()?;
    let mut lines = Vec::with_capacity(response.headers.len() + written.lines.len());
    let mut own = written.lines.iter().peekable();
    let mut push_own = |lines: &mut Vec<CompiledLine>, line: &OwnLine| match own_name(line) {
        Some(name) => {
            // A length is only taken from the record where there is no body to count.
            let has_no_body = is_head || response.status == StatusCode::NOT_MODIFIED.as_u16();
            let is_kept = name != header::CONTENT_LENGTH || has_no_body && line.value.parse::<u64>().is_ok();
            let value = if is_kept && !line.value.contains(char::is_control) { line.value.as_str() } else { "" };
            lines.push(CompiledLine { name, spelled: line.name.as_str().into(), own: Some(value.into()) });
        }
        None => {
            let message = format!("{:?} is no line of the head that the server fills in", line.name);
            report(Part::Header(line.after), Severity::Warning, message);
        }
    };
    for (index, header) in response.headers.iter().enumerate() {
        while let Some(line) = own.next_if(|line| line.after <= index) {
            push_own(&mut lines, line);
        }
        // What is no name is reported where the headers are compiled.
        if let (true, Ok(name)) = (header.enabled, HeaderName::from_bytes(header.name.as_bytes())) {
            lines.push(CompiledLine { name, spelled: header.name.as_str().into(), own: None });
        }
    }
    own.for_each(|line| push_own(&mut lines, line));
    Some(CompiledHead { is_http_1_0: written.http_1_0, ends_connection: written.closes, lines })
}

/// The field of a line that the server fills in.
fn own_name(line: &OwnLine) -> Option<HeaderName> {
    let name = HeaderName::from_bytes(line.name.as_bytes()).ok()?;
    OwnLine::NAMES.contains(&name.as_str()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Header, ResponseId, WrittenHead};

    fn compiled(lines: &[(&str, &str, usize)], status: u16, is_head: bool) -> (Vec<String>, usize) {
        let lines = lines.iter().map(|(name, value, after)| OwnLine::new(*name, *value, *after)).collect();
        let response = Response {
            headers: vec![
                Header::new("X-A", "1"),
                Header { enabled: false, ..Header::new("X-Off", "1") },
                Header::new("x-B", "2"),
            ],
            written: Some(WrittenHead { lines, ..WrittenHead::default() }),
            ..Response::new(ResponseId::new("r"), status)
        };
        let mut problems = 0;
        let head = compile(&response, is_head, &mut |_, _, _| problems += 1).unwrap();
        let text = |line: &CompiledLine| match &line.own {
            Some(own) => format!("[{}={own}]", line.spelled),
            None => line.spelled.to_string(),
        };
        (head.lines.iter().map(text).collect(), problems)
    }

    #[test]
    fn the_servers_own_lines_stand_where_they_stood() {
        let lines =
            [("DATE", "", 0), ("Content-Length", "7", 1), ("Connection", "Keep-Alive", 2), ("Transfer-Encoding", "chunked", 9)];
        let expected = ["[DATE=]", "X-A", "[Content-Length=]", "[Connection=Keep-Alive]", "x-B", "[Transfer-Encoding=chunked]"];
        assert_eq!(compiled(&lines, 200, false), (expected.map(str::to_owned).to_vec(), 0));
    }

    #[test]
    fn a_length_is_taken_from_the_record_only_where_there_is_no_body() {
        for (value, status, is_head, expected) in
            [("7", 200, false, ""), ("7", 200, true, "7"), ("7", 304, false, "7"), ("much", 304, false, "")]
        {
            let (lines, _) = compiled(&[("Content-Length", value, 0)], status, is_head);
            assert_eq!(lines[0], format!("[Content-Length={expected}]"));
        }
    }

    #[test]
    fn what_the_server_does_not_fill_in_is_reported() {
        assert_eq!(compiled(&[("X-Own", "1", 0), ("no name", "", 0)], 200, false), (vec!["X-A".to_owned(), "x-B".to_owned()], 2));
        assert_eq!(compiled(&[("Date", "a\r\nb: c", 0)], 200, false).0[0], "[Date=]");
    }
}
