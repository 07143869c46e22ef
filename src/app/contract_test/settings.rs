//! What a person asks of a contract test, the calls that it comes to, and what of it is remembered between starts: the URL and how
//! often, never credentials, and never that methods were allowed which may change data.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use serde_json::Value;

use crate::{
    contract::probe::Methods,
    model::ContractLink,
    server::ProbeOptions,
    storage::{Preferences, TestedApi},
};

/// The most APIs that are remembered.
const MAX_REMEMBERED: usize = 50;

/// Where the calls of a test come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter)]
pub enum CallsFrom {
    /// They are made after the contract.
    #[default]
    Contract,
    /// A client made them, and a spy forwarded them or a file recorded them: they are in the log.
    Log,
}

/// What a person asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContractTestSettings {
    /// Where the calls come from.
    pub from: CallsFrom,
    /// The URL of the real API. A path in it stands in place of the contract's base path. Of the log's requests those to it
    /// count; all of them where it is empty.
    pub against: String,
    /// Whether the contract's base path is left out.
    pub without_base_path: bool,
    /// Which methods are called.
    pub methods: Methods,
    /// Header fields of every call, one a line, as in a message: `Authorization: Bearer abc`.
    pub headers: String,
    /// How long after a run the next one begins; none to run once.
    pub every: Option<Duration>,
}

impl ContractTestSettings {
    /// What a test of this contract is proposed to be: as the last one was, else against the server that the contract names.
    pub(super) fn proposed(link: &ContractLink, preferences: &Preferences) -> Self {
        let name = contract_name(link);
        match preferences.contract_tests.iter().find(|known| known.contract == name) {
            Some(known) => Self {
                against: known.url.clone(),
                without_base_path: known.without_base_path,
                every: known.every_minutes.map(|minutes| Duration::from_secs(minutes.saturating_mul(60))),
                ..Self::default()
            },
            None => Self { against: published_url(&link.document).unwrap_or_default(), ..Self::default() },
        }
    }

    /// Remembers what may be, the newest first. False where that is remembered already.
    pub(super) fn remember(&self, link: &ContractLink, preferences: &mut Preferences) -> bool {
        let Ok(against) = self.url() else { return false };
        let Some(authority) = against.authority().filter(|authority| !authority.as_str().contains('@')) else { return false };
        let tested = TestedApi {
            contract: contract_name(link),
            // The query may hold a key.
            url: format!("{}://{authority}{}", against.scheme_str().unwrap_or("http"), against.path().trim_end_matches('/')),
            without_base_path: self.without_base_path,
            every_minutes: self.every.map(|every| every.as_secs() / 60),
        };
        let known = &mut preferences.contract_tests;
        if known.first() == Some(&tested) {
            return false;
        }
        known.retain(|other| other.contract != tested.contract);
        known.insert(0, tested);
        known.truncate(MAX_REMEMBERED);
        true
    }

    /// The URL of the real API.
    pub(super) fn url(&self) -> Result<Uri, String> {
        let text = self.against.trim();
        if text.is_empty() {
            return Err("Say which URL the real API has".to_owned());
        }
        let against: Uri = text.parse().map_err(|error| format!("{text}: {error}"))?;
        if against.authority().is_none() || !matches!(against.scheme_str(), Some("http" | "https")) {
            return Err("The URL of an API begins with http:// or https://".to_owned());
        }
        Ok(against)
    }

    /// The calls that these ask for.
    pub(super) fn options(&self) -> Result<ProbeOptions, String> {
        let mut options = ProbeOptions::new(self.url()?);
        options.without_base_path = self.without_base_path;
        options.plan.methods = self.methods.clone();
        options.plan.headers = HeaderMap::new();
        for line in self.headers.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let header = line.split_once(':').and_then(|(name, value)| {
                Some((HeaderName::try_from(name.trim()).ok()?, HeaderValue::try_from(value.trim()).ok()?))
            });
            // The line may hold a secret, so the message does not repeat it.
            let (name, value) = header.ok_or("A header looks like \"Name: value\"")?;
            options.plan.headers.append(name, value);
        }
        Ok(options)
    }
}

/// What a contract is remembered as: many files are called `openapi.yaml`, so the title counts as well. The folder does not: it is
/// told from the root or from the project's file, as the project was last saved.
pub(super) fn contract_name(link: &ContractLink) -> String {
    let title = link.document.pointer("/info/title").and_then(Value::as_str).unwrap_or_default();
    let file = link.source.rsplit(['/', '\\']).next().unwrap_or(&link.source);
    format!("{title} ({file})")
}

/// The first server that a document names, where it is a whole URL without variables (OpenAPI 3.1, Server Object; 2.0, `host`).
fn published_url(document: &Value) -> Option<String> {
    let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str);
    let url = match (text("/servers/0/url"), text("/host")) {
        (Some(url), _) => url.to_owned(),
        (None, Some(host)) => {
            format!("{}://{host}{}", text("/schemes/0").unwrap_or("https"), text("/basePath").unwrap_or_default())
        }
        (None, None) => return None,
    };
    let is_whole = (url.starts_with("http://") || url.starts_with("https://")) && !url.contains('{');
    is_whole.then(|| url.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;

    #[test]
    fn settings_become_options_or_say_what_is_wrong_without_repeating_secrets() {
        let mut settings = ContractTestSettings { against: "https://api.example/v2".to_owned(), ..Default::default() };
        settings.headers = "Authorization: Bearer abc\n\nX-Tenant: 7".to_owned();
        assert_eq!(settings.options().unwrap().plan.headers.len(), 2);
        settings.headers = "tr0ub4dor".to_owned();
        assert!(!settings.options().unwrap_err().contains("tr0ub4dor"));
        settings.against = "api.example".to_owned();
        assert!(settings.options().is_err());
    }

    #[test]
    fn the_url_is_remembered_for_its_contract_without_keys_and_without_methods_that_change_data() {
        let link = |title: &str| {
            let document = json!({"info": {"title": title}, "servers": [{"url": "https://named.example/v1/"}]});
            ContractLink::new("openapi.yaml", Arc::new(document))
        };
        let mut preferences = Preferences::default();
        let mut settings = ContractTestSettings {
            against: "https://api.example/v2?key=tr0ub4dor".to_owned(),
            methods: Methods::All,
            headers: "Authorization: tr0ub4dor".to_owned(),
            every: Some(Duration::from_secs(900)),
            ..Default::default()
        };
        assert!(settings.remember(&link("Pets"), &mut preferences));
        assert!(!settings.remember(&link("Pets"), &mut preferences), "it is remembered already");
        assert!(!serde_json::to_string(&preferences).unwrap().contains("tr0ub4dor"));
        let proposed = ContractTestSettings::proposed(&link("Pets"), &preferences);
        assert_eq!((proposed.against.as_str(), proposed.every), ("https://api.example/v2", Some(Duration::from_secs(900))));
        assert_eq!(proposed.methods, Methods::default());
        assert_eq!(ContractTestSettings::proposed(&link("Shop"), &preferences).against, "https://named.example/v1");
        settings.against = "https://user:tr0ub4dor@api.example".to_owned();
        assert!(!settings.remember(&link("Shop"), &mut preferences));
    }

    #[test]
    fn only_whole_urls_without_variables_are_proposed() {
        for (document, expected) in [
            (json!({"servers": [{"url": "/v1"}]}), None),
            (json!({"servers": [{"url": "https://{region}.example"}]}), None),
            (json!({"host": "pets.example", "basePath": "/v2", "schemes": ["http"]}), Some("http://pets.example/v2")),
            (json!({"host": "pets.example"}), Some("https://pets.example")),
            (json!({}), None),
        ] {
            assert_eq!(published_url(&document).as_deref(), expected, "{document}");
        }
    }
}
