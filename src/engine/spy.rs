//! A spy made ready: its base URL taken apart once, and where a request goes from there.

use std::net::{IpAddr, Ipv4Addr};

use http::{
    Uri,
    uri::{Authority, PathAndQuery, Scheme},
};

use super::{Answer, Compiled, response::Report};
use crate::model::{Part, Settings, Severity, Spy, SpyMode};

/// A spy that forwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompiledSpy {
    pub(super) mode: SpyMode,
    scheme: Scheme,
    authority: Authority,
    /// What stands before the path of every request, without a slash at its end.
    prefix: String,
}

impl CompiledSpy {
    /// Makes a spy ready; none where it is switched off or its base URL is none.
    pub(super) fn compile(spy: Option<&Spy>, report: Report<'_>) -> Option<Self> {
        let spy = spy.filter(|spy| spy.enabled)?;
        Self::parse(spy).map_err(|message| report(Part::Spy, Severity::Error, message)).ok()
    }

    fn parse(spy: &Spy) -> Result<Self, String> {
        let text = spy.base_url.trim();
        if text.is_empty() {
            return Err("The base URL is missing".to_owned());
        }
        let parts = http_url(text)?.into_parts();
        let path = parts.path_and_query.as_ref();
        if text.contains(['?', '#']) {
            return Err(format!("The base URL {text} ends with its path: it has neither a query nor a fragment"));
        }
        let prefix = path.map_or("", PathAndQuery::path).trim_end_matches('/').to_owned();
        let (scheme, authority) = parts.scheme.zip(parts.authority).ok_or("The base URL names no host")?;
        Ok(Self { mode: spy.mode, scheme, authority, prefix })
    }

    /// Where a request goes.
    ///
    /// # Errors
    ///
    /// Where the two together are no URL, as where they are too long.
    pub fn target(&self, uri: &Uri) -> Result<Uri, http::Error> {
        let path = uri.path();
        let slash = if path.starts_with('/') { "" } else { "/" };
        let (mark, query) = uri.query().map_or(("", ""), |query| ("?", query));
        let target = [&self.prefix, slash, path, mark, query].concat();
        Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone()).path_and_query(target).build()
    }

    /// The base URL as a person reads it.
    pub fn base_url(&self) -> String {
        format!("{}://{}{}", self.scheme, self.authority, self.prefix)
    }

    /// What the requests name as their host.
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// Whether it leads to that port of this machine's own loopback interface.
    pub fn leads_to_loopback(&self, port: u16) -> bool {
        let usual = if self.scheme == Scheme::HTTPS { 443 } else { 80 };
        let host = self.authority.host().trim_start_matches('[').trim_end_matches(']');
        let ip: Option<IpAddr> = host.parse().ok();
        let is_here = host.eq_ignore_ascii_case("localhost")
            || ip.is_some_and(|ip| ip.is_loopback() || ip == IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        is_here && self.authority.port_u16().unwrap_or(usual) == port
    }

    /// Warns of a spy that forwards to the very server it is in.
    pub(super) fn check_loop(&self, settings: &Settings, report: Report<'_>) {
        if settings.port != 0 && self.leads_to_loopback(settings.port) {
            let message = format!("{} is where this project itself listens, so nothing can be forwarded there", self.base_url());
            report(Part::Spy, Severity::Error, message);
        }
    }
}

/// An absolute URL of HTTP, or what is wrong with it.
pub(super) fn http_url(text: &str) -> Result<Uri, String> {
    let uri: Uri = text.parse().map_err(|error| format!("{text:?} is not a URL: {error}"))?;
    match (uri.scheme(), uri.authority()) {
        (Some(scheme), _) if ![Scheme::HTTP, Scheme::HTTPS].contains(scheme) => {
            Err(format!("{text} starts with {scheme}; only http and https can be called"))
        }
        (Some(_), Some(authority)) if authority.host().is_empty() => Err(format!("{text} names no host")),
        (Some(_), Some(authority)) if authority.as_str().contains('@') => {
            Err("A name and password do not belong in the URL; they would be seen in the log".to_owned())
        }
        (Some(_), Some(_)) => Ok(uri),
        _ => Err(format!("{text:?} is not a whole URL: it starts with http:// or https:// and names a host")),
    }
}

impl Compiled {
    /// The spy that forwards where that was decided: the endpoint's own, else the project's.
    pub fn forwarding(&self, answer: &Answer) -> Option<&CompiledSpy> {
        let Answer::Forward { endpoint } = answer else { return None };
        match endpoint {
            Some(endpoint) => self.endpoints.get(*endpoint as usize)?.spy.as_ref(),
            None => self.spy.as_ref(),
        }
    }

    /// Whether anything may be forwarded at all.
    pub fn has_spy(&self) -> bool {
        self.has_spy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compile(base_url: &str) -> Result<CompiledSpy, String> {
        let mut said = Vec::new();
        let spy = Spy::new(base_url);
        let compiled = CompiledSpy::compile(Some(&spy), &mut |_, _, message| said.push(message));
        compiled.ok_or_else(|| said.concat())
    }

    #[test]
    fn requests_go_below_the_base_url() {
        for (base, target, expected) in [
            ("http://a.test", "/", "http://a.test/"),
            ("http://a.test/", "/x?q=1", "http://a.test/x?q=1"),
            ("https://a.test:8443/api/", "/x/%2F?q=%20&q", "https://a.test:8443/api/x/%2F?q=%20&q"),
            ("http://[::1]:80/v1", "http://b.test/x?", "http://[::1]:80/v1/x?"),
            (" http://a.test ", "//x", "http://a.test//x"),
        ] {
            let uri = compile(base).unwrap().target(&target.parse().unwrap()).unwrap();
            assert_eq!(uri.to_string(), expected, "{base} {target}");
        }
    }

    #[test]
    fn what_cannot_be_forwarded_to_is_said() {
        for (base, expected) in [
            ("", "missing"),
            ("/users", "whole URL"),
            ("a.test:80", "whole URL"),
            ("ftp://a.test", "ftp"),
            ("http://", "not a URL"),
            ("http://me:secret@a.test/", "password"),
            ("http://a.test/?q=1", "query"),
            ("http://a.test/a b", "not a URL"),
        ] {
            let message = compile(base).unwrap_err();
            assert!(message.contains(expected), "{base}: {message}");
        }
    }

    #[test]
    fn a_spy_that_is_off_needs_no_base_url() {
        let off = Spy { enabled: false, ..Spy::new("") };
        assert_eq!(CompiledSpy::compile(Some(&off), &mut |_, _, message| panic!("{message}")), None);
    }

    #[test]
    fn a_loop_is_seen() {
        for (base, loops) in [
            ("http://127.0.0.1:4600", true),
            ("http://localhost:4600/x", true),
            ("https://[::1]:4600", true),
            ("http://0.0.0.0:4600", true),
            ("http://127.0.0.1:4601", false),
            ("http://10.0.0.1:4600", false),
            ("http://localhost", false),
        ] {
            let mut said = Vec::new();
            compile(base).unwrap().check_loop(&Settings::default(), &mut |part, _, _| said.push(part));
            assert_eq!(said.contains(&Part::Spy), loops, "{base}");
        }
    }
}
