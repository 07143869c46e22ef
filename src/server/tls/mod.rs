//! TLS on the port that also answers plain HTTP: the local authority is made or read on first use, and certificates are
//! made from it for the names that clients reach this server by.

mod authority;
mod handshake;

use std::{
    collections::BTreeSet,
    io,
    net::IpAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{Timestamp, civil::Date};
use parking_lot::Mutex;
use rustls::ServerConfig;

use self::authority::{Authority, AuthorityError, date};
pub(super) use self::handshake::{Opened, client_alert, open};
use crate::storage::{authority_certificate_path, keep_authority, read_authority};

/// More addresses of this machine than this in one certificate are not collected.
const MAX_NAMES: usize = 32;

/// Why there is no certificate to answer HTTPS with.
#[derive(Debug, thiserror::Error)]
#[error("There is no certificate for HTTPS: {0}")]
pub struct CertificateError(#[from] AuthorityError);

/// What the server needs to speak TLS. Nothing of it is made before it is asked for.
#[derive(Debug, Default)]
pub(super) struct Tls {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    folder: Option<PathBuf>,
    authority: Option<Authority>,
    /// Why the authority is not kept.
    notice: Option<String>,
    current: Option<Current>,
}

/// The certificate in use.
#[derive(Debug)]
struct Current {
    config: Arc<ServerConfig>,
    host: String,
    names: BTreeSet<String>,
    made: Date,
    renew_at: Date,
}

impl Tls {
    /// Keeps the authority in that folder, or takes over the one that is kept there.
    pub(super) fn keep_in(&self, folder: Option<PathBuf>) {
        *self.state.lock() = State { folder, ..State::default() };
    }

    /// How to answer TLS to a client that reached this server at that address of it, where that is known already.
    pub(super) fn known_config(&self, host: &str, local: IpAddr, now: Timestamp) -> Option<Arc<ServerConfig>> {
        let state = self.state.lock();
        let current = state.current.as_ref()?;
        let today = date(now);
        let is_fresh = (current.made..current.renew_at).contains(&today);
        let is_named = current.host == host && current.names.contains(&local.to_string());
        (is_fresh && is_named).then(|| Arc::clone(&current.config))
    }

    /// How to answer TLS to a client that reached this server at that address of it. May read and write files.
    pub(super) fn config(&self, host: &str, local: IpAddr, now: Timestamp) -> Result<Arc<ServerConfig>, CertificateError> {
        if let Some(config) = self.known_config(host, local, now) {
            return Ok(config);
        }
        let mut state = self.state.lock();
        let mut names = names(host);
        if let Some(current) = state.current.as_ref().filter(|current| current.host == host && current.names.len() < MAX_NAMES) {
            names.extend(current.names.iter().cloned());
        }
        names.insert(local.to_string());
        let authority = state.authority(now)?;
        let all: Vec<String> = names.iter().cloned().collect();
        let config = Arc::new(authority.server_config(&all, now)?);
        let (made, renew_at) = (date(now), authority.renew_at(now));
        state.current = Some(Current { config: Arc::clone(&config), host: host.to_owned(), names, made, renew_at });
        Ok(config)
    }

    /// The authority's certificate as PEM, for whoever is to trust it.
    pub(super) fn authority_pem(&self, now: Timestamp) -> Result<String, CertificateError> {
        Ok(self.state.lock().authority(now)?.pem.clone())
    }

    /// Why the authority is not kept beyond this run of the program, if it is not.
    pub(super) fn notice(&self) -> Option<String> {
        self.state.lock().notice.clone()
    }

    /// Where the authority's certificate is kept, once it is.
    pub(super) fn certificate_path(&self) -> Option<PathBuf> {
        let state = self.state.lock();
        let is_kept = state.authority.is_some() && state.notice.is_none();
        state.folder.as_deref().filter(|_| is_kept).map(authority_certificate_path)
    }
}

impl State {
    fn authority(&mut self, now: Timestamp) -> Result<&Authority, AuthorityError> {
        if self.authority.is_none() {
            let (authority, notice) = match &self.folder {
                None => (Authority::make(now)?, None),
                Some(folder) => read_or_make(folder, now)?,
            };
            self.notice = notice;
            self.authority = Some(authority);
        }
        self.authority.as_ref().ok_or_else(|| AuthorityError::Unreadable("there is none".to_owned()))
    }
}

/// The authority that is kept in the folder, or a new one that is kept there from now on; and why not, where that fails.
fn read_or_make(folder: &Path, now: Timestamp) -> Result<(Authority, Option<String>), AuthorityError> {
    let place = folder.display();
    let kept = match read_authority(folder) {
        Ok(kept) => kept,
        Err(error) => {
            let why = format!("The certificate authority in {place} cannot be read ({error}); one for this session is used");
            return Ok((Authority::make(now)?, Some(why)));
        }
    };
    let is_new = kept.is_none();
    if let Some(authority) = kept.and_then(|text| Authority::read(&text, now).ok()) {
        return Ok((authority, None));
    }
    let made = Authority::make(now)?;
    match keep_authority(folder, &made.to_text(), &made.pem, !is_new) {
        Ok(()) => Ok((made, None)),
        // Another program was first: from now on both use that one's.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let theirs = read_authority(folder).ok().flatten().and_then(|text| Authority::read(&text, now).ok());
            Ok((theirs.unwrap_or(made), None))
        }
        Err(error) => {
            let why = format!("The certificate authority cannot be kept in {place} ({error}); it is lost when the program ends");
            Ok((made, Some(why)))
        }
    }
}

/// The names that this server is called by, whoever asks.
fn names(host: &str) -> BTreeSet<String> {
    let machine = gethostname::gethostname().into_string().unwrap_or_default();
    let host = host.trim().trim_start_matches('[').trim_end_matches(']');
    let names = ["localhost", "127.0.0.1", "::1", host, &machine];
    let is_name = |name: &&str| !name.is_empty() && !matches!(*name, "0.0.0.0" | "::");
    names.into_iter().filter(is_name).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn day(text: &str) -> Timestamp {
        format!("{text}T12:00:00Z").parse().unwrap()
    }

    #[test]
    fn a_certificate_is_made_anew_for_another_host_or_address_and_when_it_is_old() {
        let tls = Tls::default();
        let config = |host: &str, ip, moment: &str| tls.config(host, ip, day(moment)).unwrap();
        let other = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 5));
        let first = config("127.0.0.1", HERE, "2026-11-23");
        let same = config("127.0.0.1", HERE, "2026-12-23");
        assert!(Arc::ptr_eq(&first, &same));
        let wider = config("127.0.0.1", other, "2026-12-23");
        assert!(!Arc::ptr_eq(&first, &wider));
        assert!(Arc::ptr_eq(&wider, &config("127.0.0.1", HERE, "2026-12-23")), "it has both addresses");
        assert!(!Arc::ptr_eq(&wider, &config("api.test", HERE, "2026-12-23")));
        let before = config("api.test", HERE, "2026-12-23");
        assert!(!Arc::ptr_eq(&before, &config("api.test", HERE, "2027-02-10")));
        assert!(!Arc::ptr_eq(&before, &config("api.test", HERE, "2026-12-01")), "a clock that was set back");
    }

    #[test]
    fn the_authority_is_kept_and_taken_over_and_replaced_when_it_is_broken() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("certificates");
        let of = |folder: &Path| {
            let tls = Tls::default();
            tls.keep_in(Some(folder.to_owned()));
            let pem = tls.authority_pem(day("2026-11-23")).unwrap();
            assert_eq!(tls.notice(), None);
            assert_eq!(std::fs::read_to_string(tls.certificate_path().unwrap()).unwrap(), pem);
            pem
        };
        let first = of(&folder);
        assert_eq!(of(&folder), first);
        std::fs::write(folder.join("authority.pem"), "broken").unwrap();
        let second = of(&folder);
        assert_ne!(second, first);
        assert_eq!(of(&folder), second);
    }

    #[test]
    fn a_folder_that_cannot_be_written_to_gives_an_authority_for_the_session_and_a_notice() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let tls = Tls::default();
        tls.keep_in(Some(file.join("below")));
        let pem = tls.authority_pem(day("2026-11-23")).unwrap();
        assert!(tls.notice().unwrap().contains("certificate authority"));
        assert_eq!((tls.authority_pem(day("2026-11-23")).unwrap(), tls.certificate_path()), (pem, None));
    }
}
