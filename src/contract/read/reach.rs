//! How far the references of a contract reach. Whoever wrote it is not to choose which files of this machine are read, nor what
//! is called in the network it stands in.

use url::{Host, Url};

use super::bundle::{is_file_name, is_prose};

/// Why a reference is not followed: it stands in the file at `base`, and leads to `address`; `root` is the contract's first file.
pub(super) fn refusal(root: &Url, base: &Url, reference: &str, address: &Url) -> Option<&'static str> {
    match address.scheme() {
        "http" | "https" => {
            let leads_inside = base.scheme() != "file" && !is_local(base) && is_local(address);
            return leads_inside.then_some("what comes from the web may not refer to addresses of this machine or network");
        }
        "file" => {}
        _ => return Some("only files and addresses of http and https can be read"),
    }
    if base.scheme() != "file" {
        return Some("what comes from the web may not refer to files of this machine");
    }
    let is_inside =
        root.join(".").is_ok_and(|folder| address.host() == folder.host() && address.path().starts_with(folder.path()));
    let is_absolute = reference.starts_with(['/', '\\']) || Url::parse(reference).is_ok();
    if is_inside {
        None
    } else if is_absolute {
        Some("a file outside of the contract's folder can be named only as seen from there")
    } else if is_file_name(address.path()) || is_prose(address.path()) {
        None
    } else {
        Some("outside of the contract's folder only files named .yaml, .yml, .json, .md or .txt are read")
    }
}

/// Whether an address says itself that it is one of this machine or of its network. What a name stands for is not looked up.
pub fn is_local(address: &Url) -> bool {
    let is_local_v4 = |ip: std::net::Ipv4Addr| ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified();
    match address.host() {
        Some(Host::Ipv4(ip)) => is_local_v4(ip),
        Some(Host::Ipv6(ip)) => {
            let is_of_network = ip.is_unique_local() || ip.is_unicast_link_local();
            ip.is_loopback() || ip.is_unspecified() || is_of_network || ip.to_ipv4_mapped().is_some_and(is_local_v4)
        }
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}
