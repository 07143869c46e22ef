//! The local certificate authority: makes itself, is written as text and read again, and signs certificates for the names
//! that this server is called by.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, SanType,
    date_time_ymd,
};
use rustls::{
    ServerConfig,
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject},
    sign::CertifiedKey,
};

/// How long an authority is good for: nobody wants to trust a new one often.
const AUTHORITY_YEARS: i16 = 10;
/// How long a server's certificate is good for; systems refuse those with much longer lives.
const SERVER_DAYS: i32 = 90;
/// What the text begins with; programs that read keys and certificates skip what stands before them.
const UNTIL: &str = "Mockwright's local certificate authority, valid until ";

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub(super) enum AuthorityError {
    #[error("it holds no key and certificate: {0}")]
    Unreadable(String),
    #[error("it is valid until {0}")]
    Expired(Date),
    #[error("no certificate can be made: {0}")]
    Making(#[from] rcgen::Error),
    #[error("the certificate cannot be used: {0}")]
    Using(#[from] rustls::Error),
}

/// The local certificate authority.
#[derive(Debug)]
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    /// The certificate as text.
    pub(super) pem: String,
    until: Date,
}

impl Authority {
    /// A new one.
    pub(super) fn make(now: Timestamp) -> Result<Self, AuthorityError> {
        let key = KeyPair::generate()?;
        let until = date(now).saturating_add(AUTHORITY_YEARS.years());
        let mut params = params();
        set_validity(&mut params, now, until);
        let certificate = params.self_signed(&key)?;
        let pem = certificate.pem();
        Ok(Self { issuer: Issuer::new(params, key), certificate: certificate.der().clone(), pem, until })
    }

    /// The text that it can be read from again. It holds the key.
    pub(super) fn to_text(&self) -> String {
        format!("{UNTIL}{}\n{}{}", self.until, self.issuer.key().serialize_pem(), self.pem)
    }

    /// Reads what `to_text` wrote. One that is no longer valid, or whose key is another one's, is none.
    pub(super) fn read(text: &str, now: Timestamp) -> Result<Self, AuthorityError> {
        let unreadable = |what: &dyn std::fmt::Display| AuthorityError::Unreadable(what.to_string());
        let until = text.strip_prefix(UNTIL).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let until: Date = until.parse().map_err(|_| unreadable(&"the day that it is valid until is missing"))?;
        if until <= date(now) {
            return Err(AuthorityError::Expired(until));
        }
        let certificate = CertificateDer::from_pem_slice(text.as_bytes()).map_err(|error| unreadable(&error))?;
        let key = PrivateKeyDer::from_pem_slice(text.as_bytes()).map_err(|error| unreadable(&error))?;
        CertifiedKey::from_der(vec![certificate.clone()], key.clone_key(), &ring::default_provider())?;
        let key = KeyPair::try_from(&key)?;
        let pem = text.find("-----BEGIN CERTIFICATE-----").and_then(|at| text.get(at..)).unwrap_or_default().to_owned();
        Ok(Self { issuer: Issuer::new(params(), key), certificate, pem, until })
    }

    /// How a server answers TLS under these names.
    pub(super) fn server_config(&self, names: &[String], now: Timestamp) -> Result<ServerConfig, AuthorityError> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "Mockwright");
        // What cannot stand in a certificate is no name that a client could ask for.
        params.subject_alt_names = names.iter().filter_map(|name| alternative_name(name)).collect();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.use_authority_key_identifier_extension = true;
        set_validity(&mut params, now, date(now).saturating_add(SERVER_DAYS.days()).min(self.until));
        let certificate = params.signed_by(&key, &self.issuer)?;
        let chain = vec![certificate.der().clone(), self.certificate.clone()];
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    }

    /// How long a certificate that is made now should be used: long before its end, and not beyond the authority's own.
    pub(super) fn renew_at(&self, now: Timestamp) -> Date {
        date(now).saturating_add((SERVER_DAYS / 2).days()).min(self.until)
    }
}

/// What is the same for every authority of ours, so that its name need not be read from its certificate.
fn params() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Mockwright local authority");
    params.distinguished_name.push(DnType::OrganizationName, "Mockwright");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn alternative_name(name: &str) -> Option<SanType> {
    match name.parse() {
        Ok(ip) => Some(SanType::IpAddress(ip)),
        Err(_) => name.to_owned().try_into().ok().map(SanType::DnsName),
    }
}

/// The day of a moment.
pub(super) fn date(moment: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(moment).date()
}

/// Makes it valid from yesterday, because clocks differ, until that day.
fn set_validity(params: &mut CertificateParams, now: Timestamp, until: Date) {
    let offset = |date: Date| date_time_ymd(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs());
    params.not_before = offset(date(now).saturating_sub(1.day()));
    params.not_after = offset(until);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Timestamp {
        format!("{text}T12:00:00Z").parse().unwrap()
    }

    #[test]
    fn what_is_written_is_read_again_until_it_expires() {
        let made = Authority::make(day("2026-11-23")).unwrap();
        let text = made.to_text();
        let read = Authority::read(&text, day("2036-11-22")).unwrap();
        assert_eq!((read.to_text(), &read.pem), (text.clone(), &made.pem));
        assert!(matches!(Authority::read(&text, day("2036-11-23")), Err(AuthorityError::Expired(_))));
    }

    #[test]
    fn what_is_no_authority_is_refused() {
        let (one, two) = (Authority::make(day("2026-11-23")).unwrap(), Authority::make(day("2026-11-23")).unwrap());
        let mixed = one.to_text().replace(&one.pem, &two.pem);
        let cut = one.to_text()[..200].to_owned();
        for broken in [String::new(), "key".to_owned(), mixed, cut, one.to_text().replacen("20", "x", 1)] {
            assert!(Authority::read(&broken, day("2026-11-24")).is_err(), "{broken}");
        }
    }

    #[test]
    fn names_that_cannot_stand_in_a_certificate_are_left_out() {
        let authority = Authority::make(day("2026-11-23")).unwrap();
        let names = ["localhost", "::1", "münchen", ""].map(str::to_owned);
        assert!(authority.server_config(&names, day("2026-11-23")).is_ok());
        assert_eq!(authority.renew_at(day("2026-11-23")).to_string(), "2027-01-07");
    }
}
