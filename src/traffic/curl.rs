//! Writes an exchange's request as a cURL command for any POSIX shell: pasting it sends the same request again.
//!
//! Text goes in single quotes, where a shell leaves every character alone. What has no printable form (control
//! characters, bytes that are not UTF-8) goes through `printf` with octal escapes, which every POSIX shell has; a body
//! of that kind, or one too long for a command's argument, is piped in, because an argument cannot hold a NUL and Linux
//! limits one to 128 KiB.

use http::{HeaderMap, Method, Uri, Version, header};

use super::Exchange;

/// Bodies above this are piped rather than passed as an argument.
const MAX_ARGUMENT_BYTES: usize = 64 * 1024;

/// A request as a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurlCommand {
    /// The command, over several lines with `\` at their ends.
    pub command: String,
    /// What it does not send as it was, in one sentence.
    pub caveat: Option<String>,
}

/// The command that sends the exchange's request to the server at `base_url`, such as `http://127.0.0.1:4600`.
pub fn curl_command(exchange: &Exchange, base_url: &str) -> CurlCommand {
    let target = exchange.uri.path_and_query().map_or("/", |target| target.as_str());
    // A request read from a file knows where it went.
    let url = match exchange.uri.scheme() {
        Some(_) => exchange.uri.to_string(),
        None => format!("{}{target}", exchange.at_its_scheme(base_url.trim_end_matches('/'))),
    };
    let body = &exchange.request_body.bytes;
    let mut words: Vec<String> = method_word(&exchange.method, body.is_empty()).into_iter().collect();
    match exchange.version {
        Version::HTTP_2 if url.starts_with("http:") => words.push("--http2-prior-knowledge".to_owned()),
        Version::HTTP_10 => words.push("--http1.0".to_owned()),
        _ => {}
    }
    if url.contains(['[', ']', '{', '}']) {
        words.push("--globoff".to_owned());
    }
    if target.split(['/', '?']).any(|segment| segment == "." || segment == "..") {
        words.push("--path-as-is".to_owned());
    }
    if exchange.request_headers.contains_key(header::ACCEPT_ENCODING) {
        words.push("--compressed".to_owned());
    }
    words.extend(header_words(&exchange.request_headers, &url, body.is_empty()));
    let mut source = String::new();
    if !body.is_empty() {
        if body.len() <= MAX_ARGUMENT_BYTES && is_printable(body) {
            words.push(format!("--data-raw {}", quote(body)));
        } else {
            source = if is_printable(body) { format!("printf %s {} | ", quote(body)) } else { format!("{} | ", printf(body)) };
            words.push("--data-binary @-".to_owned());
        }
    }
    let mut command = format!("{source}curl {}", quote(url.as_bytes()));
    for word in words {
        command.push_str(" \\\n  ");
        command.push_str(&word);
    }
    CurlCommand { command, caveat: caveat(exchange) }
}

fn caveat(exchange: &Exchange) -> Option<String> {
    let body = &exchange.request_body;
    if body.is_truncated() {
        return Some(format!("It sends the first {} bytes of the body; the request had {}", body.bytes.len(), body.size));
    }
    let coded = exchange.request_headers.contains_key(header::CONTENT_ENCODING);
    coded.then(|| "It sends the body decoded; the request had it compressed".to_owned())
}

/// The `-H` options: every header that cURL would not send by itself just so, and those it would send on its own but
/// the request did not have.
fn header_words(headers: &HeaderMap, url: &str, no_body: bool) -> Vec<String> {
    let own_host = url.parse::<Uri>().ok().and_then(|uri| uri.authority().map(|authority| authority.as_str().to_owned()));
    let mut words = Vec::new();
    for (name, value) in headers {
        // The shape of the message on the wire is cURL's affair; the body was decoded.
        let wire = [header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::CONNECTION, header::CONTENT_ENCODING];
        let same_host = name == header::HOST && own_host.as_deref().is_some_and(|host| host.as_bytes() == value.as_bytes());
        if wire.contains(name) || same_host || name == header::EXPECT {
            continue;
        }
        // A header with nothing after its colon would be taken for one to leave out; a semicolon says "send it empty".
        let line = if value.is_empty() {
            format!("{name};").into_bytes()
        } else {
            [name.as_str().as_bytes(), b": ", value.as_bytes()].concat()
        };
        words.push(format!("-H {}", quote(&line)));
    }
    let unwanted = [(header::ACCEPT, true), (header::USER_AGENT, true), (header::CONTENT_TYPE, !no_body)];
    for (name, sent_by_itself) in unwanted {
        if sent_by_itself && !headers.contains_key(&name) {
            words.push(format!("-H '{name}:'"));
        }
    }
    words
}

/// Whether the bytes are text that a terminal shows and passes on as it is.
fn is_printable(bytes: &[u8]) -> bool {
    let harmless = |character: char| !character.is_control() || character == '\n' || character == '\t';
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(harmless))
}

/// The command that calls a URL without a body, on one line.
pub fn curl_line(method: &Method, url: &str) -> String {
    let method = method_word(method, true).map(|word| format!("{word} ")).unwrap_or_default();
    format!("curl {method}{}", quote(url.as_bytes()))
}

fn method_word(method: &Method, is_without_body: bool) -> Option<String> {
    match method {
        &Method::HEAD if is_without_body => Some("--head".to_owned()),
        &Method::GET if is_without_body => None,
        method => Some(format!("-X {}", quote(method.as_str().as_bytes()))),
    }
}

/// The bytes as one word of a shell's command.
fn quote(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if is_printable(bytes) => {
            let plain = |character: char| character.is_ascii_alphanumeric() || "-._/:@%+=,".contains(character);
            if !text.is_empty() && text.chars().all(plain) {
                text.to_owned()
            } else {
                format!("'{}'", text.replace('\'', "'\\''"))
            }
        }
        _ => format!("\"$({})\"", printf(bytes)),
    }
}

/// A command that prints the bytes.
fn printf(bytes: &[u8]) -> String {
    let mut format = String::new();
    for &byte in bytes {
        match byte {
            b'%' => format.push_str("%%"),
            b'\\' => format.push_str("\\\\"),
            b'\'' => format.push_str("'\\''"),
            b' '..=b'~' => format.push(char::from(byte)),
            _ => format.push_str(&format!("\\{byte:03o}")),
        }
    }
    // The empty option list keeps a body that starts with a hyphen from being taken for options.
    format!("printf -- '{format}'")
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use bytes::Bytes;
    use http::{HeaderName, HeaderValue};

    use super::*;
    use crate::traffic::CapturedBody;

    fn exchange(method: &str, uri: &str, headers: &[(&str, &[u8])], body: &[u8]) -> Exchange {
        let header =
            |(name, value): &(&str, &[u8])| (name.parse::<HeaderName>().unwrap(), HeaderValue::from_bytes(value).unwrap());
        Exchange {
            sequence: 1,
            received_at: jiff::Timestamp::UNIX_EPOCH,
            client: "127.0.0.1:5000".parse().unwrap(),
            method: method.parse().unwrap(),
            uri: uri.parse().unwrap(),
            request_headers: headers.iter().map(header).collect(),
            request_body: CapturedBody { bytes: Bytes::copy_from_slice(body), size: body.len() as u64 },
            response_headers: Default::default(),
            ..Exchange::default()
        }
    }

    const BASE: &str = "http://127.0.0.1:4600";

    #[test]
    fn a_line_calls_a_url_without_a_body() {
        for (method, url, expected) in [
            (Method::GET, "http://a.test/b", "curl http://a.test/b"),
            (Method::HEAD, "http://a.test/", "curl --head http://a.test/"),
            (Method::DELETE, "http://a.test/b?c=d&e", "curl -X DELETE 'http://a.test/b?c=d&e'"),
        ] {
            assert_eq!(curl_line(&method, url), expected);
        }
    }

    #[test]
    fn a_plain_request_is_a_plain_command() {
        let host: &[(&str, &[u8])] = &[("host", b"127.0.0.1:4600"), ("accept", b"*/*"), ("user-agent", b"curl/8")];
        assert_eq!(
            curl_command(&exchange("GET", "/users?a=1&b=2", host, b""), BASE).command,
            "curl 'http://127.0.0.1:4600/users?a=1&b=2' \\\n  -H 'accept: */*' \\\n  -H 'user-agent: curl/8'"
        );
        assert_eq!(
            curl_command(
                &exchange("POST", "/users", &[("content-type", b"text/plain"), ("accept", b"a"), ("user-agent", b"b")], b"it's"),
                BASE
            )
            .command,
            "curl http://127.0.0.1:4600/users \\\n  -X POST \\\n  -H 'content-type: text/plain' \\\n  -H 'accept: a' \\\n  -H 'user-agent: b' \\\n  --data-raw 'it'\\''s'"
        );
    }

    #[test]
    fn what_cannot_be_sent_as_it_was_is_said() {
        let mut cut = exchange("POST", "/", &[], b"abc");
        cut.request_body.size = 10;
        assert_eq!(curl_command(&cut, BASE).caveat.unwrap(), "It sends the first 3 bytes of the body; the request had 10");
        let coded = exchange("POST", "/", &[("content-encoding", b"gzip")], b"abc");
        assert!(curl_command(&coded, BASE).caveat.unwrap().contains("decoded"));
        assert_eq!(curl_command(&exchange("GET", "/", &[], b""), BASE).caveat, None);
    }

    /// Runs the command in `sh` with a `curl` that writes each of its arguments in brackets, then its standard input.
    fn run(command: &str) -> Option<Vec<u8>> {
        let shell = "curl() { for word; do printf '<%s>' \"$word\"; done; case \"$*\" in *@-*) cat;; esac; }\n";
        let output = Command::new("sh").arg("-c").arg(format!("{shell}{command}")).output().ok()?;
        assert!(output.status.success() && output.stderr.is_empty(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
        Some(output.stdout)
    }

    #[test]
    fn a_shell_reads_back_every_argument_and_body() {
        let nasty: &[&[u8]] = &[
            b"plain",
            b"it's $HOME `id` \\n \"x\" !! ~ # & | ; < > * ? [a] {b}",
            b"two\nlines\n",
            b"@file",
            b"-d",
            b"'",
            b"''",
            b"\\'",
            "é😀".as_bytes(),
            b"a=%41&b=%s",
            b"\ttab",
            b"$(printf x)",
        ];
        for text in nasty {
            let text = std::str::from_utf8(text).unwrap();
            let command = curl_command(&exchange("PUT", "/a'b?c='$x'", &[("x-a", b"it's `x`")], text.as_bytes()), BASE).command;
            let Some(output) = run(&command) else { return };
            let output = String::from_utf8(output).unwrap();
            assert!(output.starts_with("<http://127.0.0.1:4600/a'b?c='$x'><-X><PUT><-H><x-a: it's `x`>"), "{command}\n{output}");
            assert!(output.ends_with(&format!("<--data-raw><{text}>")), "{command}\n{output}");
        }
        let long = "it's long ".repeat(30_000);
        let binary: Vec<u8> = (0..=255).chain(*b"-e %d \\ ' \n\n").collect();
        for body in [&binary[..], b"-n\0", b"\x1b[31m", b"\r\n", b"\xff", b"100%\0\\0", long.as_bytes()] {
            let command = curl_command(&exchange("POST", "/", &[], body), BASE).command;
            let Some(output) = run(&command) else { return };
            let expected = [b"<--data-binary><@->".as_slice(), body].concat();
            assert!(output.ends_with(&expected), "{}", String::from_utf8_lossy(&output[..output.len().min(400)]));
        }
        let header = curl_command(&exchange("GET", "/", &[("x-a", b"caf\xe9\t'%s'")], b""), BASE).command;
        let Some(output) = run(&header) else { return };
        assert!(output.windows(15).any(|window| window == b"<x-a: caf\xe9\t'%s'"), "{header}");
    }

    #[test]
    fn only_what_the_request_had_is_sent() {
        let command = |headers: &[(&str, &[u8])], body: &[u8]| curl_command(&exchange("POST", "/", headers, body), BASE).command;
        assert!(command(&[], b"x").contains("-H 'content-type:'"));
        assert!(!command(&[], b"").contains("content-type"));
        assert!(command(&[("host", b"example.com")], b"").contains("-H 'host: example.com'"));
        assert!(!command(&[("content-length", b"5")], b"12345").contains("content-length"));
        assert!(command(&[("x-empty", b"")], b"").contains("-H 'x-empty;'"));
        assert!(command(&[("accept-encoding", b"gzip")], b"").contains("--compressed"));
        let odd = curl_command(&exchange("HEAD", "/a/../b?x={1}", &[], b""), BASE).command;
        for option in ["--head", "--path-as-is", "--globoff"] {
            assert!(odd.contains(option), "{odd}");
        }
        assert!(
            curl_command(&exchange("GET", "https://example.com/x", &[], b""), BASE)
                .command
                .starts_with("curl https://example.com/x")
        );
    }
}
