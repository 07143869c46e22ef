//! Whether a request shows credentials of the kind the contract asks for. Whose they are is not looked into: a mock knows nobody.

use base64::{Engine, engine::general_purpose};
use http::header;

use crate::{
    contract::{
        Contract, Operation, ParameterIn, SecurityScheme,
        violation::{Location, Side, Violation},
    },
    engine::Request,
};

/// The ways to show credentials: any one of them suffices.
#[derive(Debug)]
pub(super) struct SecurityRules {
    ways: Vec<Vec<(String, SecurityScheme)>>,
    pointer: String,
    title: String,
}

impl SecurityRules {
    pub(super) fn new(contract: &Contract, operation: &Operation) -> Self {
        let scheme = |name: &String| contract.security_schemes.get(name).cloned().unwrap_or(SecurityScheme::Unknown);
        let way = |requirement: &crate::contract::SecurityRequirement| {
            requirement.schemes.iter().map(|(name, _)| (name.clone(), scheme(name))).collect()
        };
        let own = format!("{}/security", operation.pointer);
        let pointer = if contract.document.pointer(&own).is_some() { own } else { "/security".to_owned() };
        Self { ways: operation.security.iter().map(way).collect(), pointer, title: contract.title.clone() }
    }

    /// What is missing; nothing where one of the ways is gone.
    pub(super) fn check(&self, request: &Request<'_>) -> Vec<Violation> {
        let missing = |way: &Vec<(String, SecurityScheme)>| -> Vec<Violation> {
            way.iter().filter_map(|(name, scheme)| self.missing(name, scheme, request)).collect()
        };
        let mut all: Vec<Violation> = Vec::new();
        for way in &self.ways {
            let missing = missing(way);
            if missing.is_empty() {
                return Vec::new();
            }
            all.extend(missing);
        }
        let mut seen = Vec::new();
        all.retain(|violation| {
            let is_new = !seen.contains(&violation.place);
            seen.push(violation.place.clone());
            is_new
        });
        all
    }

    fn missing(&self, name: &str, scheme: &SecurityScheme, request: &Request<'_>) -> Option<Violation> {
        let message = match scheme {
            SecurityScheme::ApiKey { location, name } => {
                let is_there = match location {
                    ParameterIn::Query => request.query().iter().any(|(key, value)| key == name && !value.is_empty()),
                    ParameterIn::Header => request.headers.get(name).is_some_and(|value| !value.is_empty()),
                    ParameterIn::Cookie => request.cookies().iter().any(|(key, value)| key == name && !value.is_empty()),
                    ParameterIn::Path => true,
                };
                let place = match location {
                    ParameterIn::Query => "query parameter",
                    ParameterIn::Cookie => "cookie",
                    ParameterIn::Header | ParameterIn::Path => "header",
                };
                (!is_there).then(|| format!("The key is missing: the {place} {name}"))?
            }
            SecurityScheme::Http { scheme } => {
                let mut lines = request.headers.get_all(header::AUTHORIZATION).iter().filter_map(|value| value.to_str().ok());
                let shown = lines.find_map(|line| {
                    let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
                    kind.eq_ignore_ascii_case(scheme).then(|| rest.trim())
                });
                match shown {
                    None => format!("The header Authorization with the scheme {scheme} is missing"),
                    Some(rest) => defect(scheme, rest)?.to_owned(),
                }
            }
            // Certificates are seen before requests, and what is unknown cannot be asked for.
            SecurityScheme::MutualTls | SecurityScheme::Unknown => return None,
        };
        Some(Violation {
            side: Side::Request,
            location: Location::Credentials,
            place: name.to_owned(),
            keyword: "security".to_owned(),
            message,
            pointer: self.pointer.clone(),
        })
    }

    /// What the field `WWW-Authenticate` says, one line for each scheme (RFC 9110, 11.6.1).
    pub(super) fn challenges(&self) -> Vec<String> {
        let realm: String =
            self.title.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').filter(|c| !matches!(c, '"' | '\\')).collect();
        let mut challenges: Vec<String> = Vec::new();
        for (_, scheme) in self.ways.iter().flatten() {
            let challenge = match scheme {
                SecurityScheme::Http { scheme } if scheme == "basic" => format!("Basic realm=\"{realm}\", charset=\"UTF-8\""),
                SecurityScheme::Http { scheme } if scheme == "bearer" => format!("Bearer realm=\"{realm}\""),
                SecurityScheme::Http { scheme } if scheme == "digest" => {
                    format!("Digest realm=\"{realm}\", nonce=\"{:016x}\", qop=\"auth\", algorithm=SHA-256", rand::random::<u64>())
                }
                SecurityScheme::Http { scheme } => format!("{scheme} realm=\"{realm}\""),
                SecurityScheme::ApiKey { name, .. } => format!("ApiKey realm=\"{realm}\", name=\"{name}\""),
                SecurityScheme::MutualTls | SecurityScheme::Unknown => continue,
            };
            if !challenges.contains(&challenge) {
                challenges.push(challenge);
            }
        }
        challenges
    }
}

/// What is wrong with credentials of a scheme by their form.
fn defect(scheme: &str, credentials: &str) -> Option<&'static str> {
    match scheme {
        "basic" => {
            let decoded =
                general_purpose::STANDARD.decode(credentials).or_else(|_| general_purpose::STANDARD_NO_PAD.decode(credentials));
            let has_colon = decoded.is_ok_and(|decoded| decoded.contains(&b':'));
            (!has_colon).then_some("Basic credentials are a name, a colon and a password in base64 (RFC 7617)")
        }
        "digest" => {
            let has = |name: &str| {
                credentials
                    .split(',')
                    .any(|field| field.split_once('=').is_some_and(|(key, _)| key.trim().eq_ignore_ascii_case(name)))
            };
            let all = ["username", "realm", "nonce", "uri", "response"];
            (!all.into_iter().all(has)).then_some("Digest credentials have username, realm, nonce, uri and response (RFC 7616)")
        }
        _ => credentials.is_empty().then_some("There are no credentials after the scheme"),
    }
}
