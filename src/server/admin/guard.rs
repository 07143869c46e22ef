//! Who may drive the server. A web page must not, whatever it is told to load, so a control call names the server by one of
//! its own names and comes from no foreign origin. Whoever reaches the server over a network also shows the token.

use std::{env, fmt, net::IpAddr};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header, request::Parts, uri::Authority};
use sha2::{Digest, Sha256};

use crate::{
    engine::DOCUMENTATION_PATH,
    server::{problem::ServerProblem, wire::Link},
};

/// The environment variable that sets the token.
const TOKEN_VARIABLE: &str = "MOCKWRIGHT_ADMIN_TOKEN";
/// The environment variable that gives the server more names, between commas, such as that of its container.
const HOSTS_VARIABLE: &str = "MOCKWRIGHT_ADMIN_HOSTS";
/// How many random bytes a token is made of.
const TOKEN_BYTES: usize = 24;

/// What clients show that come from another machine.
pub(super) struct Token(String);

impl Token {
    /// A token that nobody can guess.
    pub(super) fn random() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; TOKEN_BYTES]>()))
    }

    /// The token that the environment sets.
    pub(super) fn of_environment() -> Option<Self> {
        env::var(TOKEN_VARIABLE).ok().filter(|token| !token.is_empty()).map(Self)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether that is the token. Takes as long wherever they differ.
    fn is(&self, shown: &[u8]) -> bool {
        let (own, shown) = (Sha256::digest(self.0.as_bytes()), Sha256::digest(shown));
        own.iter().zip(&shown).fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The further names that the environment gives the server.
pub(super) fn hosts_of_environment() -> Vec<String> {
    let names = env::var(HOSTS_VARIABLE).unwrap_or_default();
    names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// What a server is called, and how it was reached.
#[derive(Clone, Debug)]
struct Own<'a> {
    /// The address that the connection came in on.
    local: IpAddr,
    port: u16,
    /// The host that the project or the command line names.
    configured: &'a str,
    /// What else it is called.
    further: &'a [String],
    scheme: &'a str,
}

/// Whether a control call may be carried out.
pub(super) fn check(link: &Link, head: &Parts) -> Result<(), Box<ServerProblem>> {
    let serving = link.shared.serving.load();
    let own = Own {
        local: link.local.ip().to_canonical(),
        port: link.local.port(),
        configured: &serving.compiled.project.settings.host,
        further: &link.shared.admin.hosts,
        scheme: if link.is_tls { "https" } else { "http" },
    };
    judge(&own, &link.shared.admin.token, &head.uri, &head.headers)
}

fn judge(own: &Own<'_>, token: &Token, uri: &Uri, headers: &HeaderMap) -> Result<(), Box<ServerProblem>> {
    let hosts = headers.get_all(header::HOST).iter().map(|host| host.to_str().unwrap_or_default());
    let named: Vec<&str> = hosts.chain(uri.authority().map(Authority::as_str)).collect();
    if named.is_empty() || !named.iter().all(|name| own.is_called(name)) {
        let detail = format!("The request is for {:?}; the control API answers only to {}", named.join(", "), own.names());
        return Err(refused("foreign-host", "The Host is not this server", detail));
    }
    let origins: Vec<_> = headers.get_all(header::ORIGIN).iter().map(|origin| origin.to_str().unwrap_or_default()).collect();
    if !origins.iter().all(|origin| own.is_origin(origin)) {
        let detail = format!("The request comes from a page of {:?}; pages cannot use the control API", origins.join(", "));
        return Err(refused("foreign-origin", "The Origin is not this server", detail));
    }
    if !own.local.is_loopback() && !is_open(uri.path()) && !shown_token(headers).is_some_and(|shown| token.is(shown)) {
        let detail = format!(
            "From another machine a control call needs the header Authorization: Bearer TOKEN, with the token that the server \
             shows when it starts or that {TOKEN_VARIABLE} sets"
        );
        let problem = ServerProblem::new(StatusCode::UNAUTHORIZED, "no-token", "The control API needs its token", detail);
        let challenge = HeaderValue::from_static("Bearer realm=\"mockwright\"");
        return Err(Box::new(problem.with_header(header::WWW_AUTHENTICATE, challenge)));
    }
    Ok(())
}

fn refused(kind: &'static str, title: &'static str, detail: String) -> Box<ServerProblem> {
    Box::new(ServerProblem::new(StatusCode::FORBIDDEN, kind, title, detail))
}

/// Whether everybody may read it: the documentation's page, which asks for the token itself before it shows anything.
fn is_open(path: &str) -> bool {
    let name = path.strip_prefix(DOCUMENTATION_PATH).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    name.is_some_and(|name| !name.ends_with(".json"))
}

/// The token that a request shows.
fn shown_token(headers: &HeaderMap) -> Option<&[u8]> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.as_bytes().split_at_checked("Bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"Bearer ").then_some(token.trim_ascii())
}

impl Own<'_> {
    /// Whether `host` or `host:port` is the server itself.
    fn is_called(&self, name: &str) -> bool {
        let Ok(authority) = name.parse::<Authority>() else { return false };
        if authority.as_str().contains('@') {
            return false;
        }
        let usual_port = if self.scheme == "https" { 443 } else { 80 };
        if authority.port().is_some() && authority.port_u16().is_none() {
            return false;
        }
        authority.port_u16().unwrap_or(usual_port) == self.port && self.is_host(authority.host())
    }

    fn is_host(&self, host: &str) -> bool {
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok();
        match address {
            Some(address) => {
                let address = address.to_canonical();
                let configured = self.configured.trim_matches(['[', ']']).parse::<IpAddr>().ok();
                // Both loopback addresses are the same machine, and nothing else.
                address == self.local
                    || configured.is_some_and(|configured| configured.to_canonical() == address)
                    || (self.local.is_loopback() && (address == IpAddr::from([127, 0, 0, 1]) || address == LOOPBACK_V6))
            }
            None => self.all_names().any(|name| host.eq_ignore_ascii_case(name)),
        }
    }

    /// Whether a page of that origin is the server's own.
    fn is_origin(&self, origin: &str) -> bool {
        origin.strip_prefix(self.scheme).and_then(|rest| rest.strip_prefix("://")).is_some_and(|name| self.is_called(name))
    }

    /// Its names that are no addresses, and the address it was configured with.
    fn all_names(&self) -> impl Iterator<Item = &str> {
        let configured = (!self.configured.is_empty()).then_some(self.configured);
        ["localhost"].into_iter().chain(configured).chain(self.further.iter().map(String::as_str))
    }

    /// Its names, for people.
    fn names(&self) -> String {
        let mut names: Vec<_> = self.all_names().map(str::to_owned).collect();
        names.push(self.local.to_string());
        names.dedup();
        format!("{} with port {}; {HOSTS_VARIABLE} names more", names.join(", "), self.port)
    }
}

const LOOPBACK_V6: IpAddr = IpAddr::V6(std::net::Ipv6Addr::LOCALHOST);

#[cfg(test)]
mod tests {
    use super::*;

    fn status(own: &Own<'_>, host: Option<&str>, origin: Option<&str>, authorization: Option<&str>) -> u16 {
        let mut headers = HeaderMap::new();
        let fields = [(header::HOST, host), (header::ORIGIN, origin), (header::AUTHORIZATION, authorization)];
        for (name, value) in fields {
            headers.extend(value.map(|value| (name, HeaderValue::from_str(value).unwrap())));
        }
        let token = Token("s3cret".to_owned());
        judge(own, &token, &Uri::from_static("/__admin/requests"), &headers)
            .map_or_else(|problem| problem.status.as_u16(), |()| 200)
    }

    const HERE: Own<'static> = Own {
        local: IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
        port: 4600,
        configured: "127.0.0.1",
        further: &[],
        scheme: "http",
    };

    #[test]
    fn only_the_servers_own_names_are_answered() {
        let table = [
            ("localhost:4600", 200),
            ("LOCALHOST:4600", 200),
            ("127.0.0.1:4600", 200),
            ("[::1]:4600", 200),
            ("[::ffff:127.0.0.1]:4600", 200),
            ("localhost", 403),
            ("localhost:80", 403),
            ("localhost:4601", 403),
            ("localhost:", 403),
            ("localhost:99999", 403),
            ("127.0.0.2:4600", 403),
            ("192.168.1.7:4600", 403),
            ("evil.test:4600", 403),
            ("localhost.evil.test:4600", 403),
            ("localhost@evil.test:4600", 403),
            ("evil.test@localhost:4600", 403),
            ("0.0.0.0:4600", 403),
            ("2130706433:4600", 403),
            ("", 403),
        ];
        for (host, expected) in table {
            assert_eq!(status(&HERE, Some(host), None, None), expected, "{host}");
        }
        assert_eq!(status(&HERE, None, None, None), 403);
        let named = Own { configured: "mock.test", ..HERE };
        assert_eq!(status(&named, Some("Mock.Test:4600"), None, None), 200);
        let further = ["mock".to_owned()];
        let in_container = Own { further: &further, ..HERE };
        assert_eq!(status(&in_container, Some("mock:4600"), None, None), 200);
        assert_eq!(status(&in_container, Some("other:4600"), None, None), 403);
        let http2 = Uri::from_static("http://localhost:4600/__admin/requests");
        let token = Token("s3cret".to_owned());
        assert!(judge(&HERE, &token, &http2, &HeaderMap::new()).is_ok(), "HTTP/2 names the host in the target");
        let usual = Own { port: 80, ..HERE };
        assert_eq!(status(&usual, Some("localhost"), None, None), 200);
    }

    #[test]
    fn pages_of_other_origins_are_refused() {
        let table = [
            ("http://localhost:4600", 200),
            ("http://127.0.0.1:4600", 200),
            ("https://localhost:4600", 403),
            ("http://localhost:3000", 403),
            ("http://evil.test", 403),
            ("http://localhost:4600.evil.test", 403),
            ("null", 403),
            ("", 403),
        ];
        for (origin, expected) in table {
            assert_eq!(status(&HERE, Some("localhost:4600"), Some(origin), None), expected, "{origin}");
        }
    }

    #[test]
    fn the_documentations_page_is_open_and_what_it_shows_is_not() {
        for (path, expected) in [
            ("/__docs", true),
            ("/__docs/", true),
            ("/__docs/docs.js", true),
            ("/__docs/openapi.json", false),
            ("/__docsify", false),
            ("/__admin/requests", false),
        ] {
            assert_eq!(is_open(path), expected, "{path}");
        }
    }

    #[test]
    fn from_elsewhere_the_token_is_needed() {
        let open = Own { local: IpAddr::from([192, 168, 1, 7]), configured: "0.0.0.0", ..HERE };
        let table = [
            (None, 401),
            (Some("Bearer s3cret"), 200),
            (Some("bearer s3cret"), 200),
            (Some("Bearer s3cret2"), 401),
            (Some("Bearer "), 401),
            (Some("Basic s3cret"), 401),
            (Some("s3cret"), 401),
        ];
        for (authorization, expected) in table {
            assert_eq!(status(&open, Some("192.168.1.7:4600"), None, authorization), expected, "{authorization:?}");
        }
        assert_eq!(status(&open, Some("evil.test:4600"), None, Some("Bearer s3cret")), 403);
        assert_eq!(status(&HERE, Some("localhost:4600"), None, None), 200);
        assert_eq!(Token::random().as_str().len(), 32);
        assert!(!format!("{:?}", Token("s3cret".to_owned())).contains("s3cret"));
    }
}
