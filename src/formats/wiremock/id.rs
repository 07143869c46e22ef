//! Ids as WireMock's clients want them, shaped like UUIDs: of exchanges from their numbers, of stubs from the names in the project.
//! They are the same whenever they are asked for.

use sha1::{Digest, Sha1};

use crate::{
    model::{EndpointId, ResponseId},
    traffic::Exchange,
};

/// What ids of exchanges begin with; the number stands after it in hexadecimal.
const EXCHANGE_PREFIX: &str = "00000000-0000-4000-8000-";

/// The id of the exchange of that number.
pub fn exchange_id(number: u64) -> String {
    format!("{EXCHANGE_PREFIX}{:012x}", number & 0xffff_ffff_ffff)
}

/// The number that an exchange's id stands for. A plain number does as well, as people write it.
pub fn number_of_id(id: &str) -> Option<u64> {
    match id.strip_prefix(EXCHANGE_PREFIX) {
        Some(digits) if digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            u64::from_str_radix(digits, 16).ok()
        }
        Some(_) => None,
        None if id.bytes().all(|byte| byte.is_ascii_digit()) => id.parse().ok(),
        None => None,
    }
}

/// The id of the stub that one response of an endpoint is in WireMock's eyes: a UUID made from their names (RFC 9562, 5.8).
pub fn stub_id(endpoint: &EndpointId, response: &ResponseId) -> String {
    let hash = Sha1::new().chain_update(endpoint.as_str()).chain_update([0]).chain_update(response.as_str()).finalize();
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
    let number = u128::from_be_bytes(bytes) & !(0xf << 76 | 0x3 << 62) | 8 << 76 | 2 << 62;
    let text = format!("{number:032x}");
    let group = |range| text.get(range).unwrap_or_default();
    [group(0..8), group(8..12), group(12..16), group(16..20), group(20..32)].join("-")
}

/// The id of the stub that answered an exchange.
pub fn stub_id_of(exchange: &Exchange) -> Option<String> {
    let (endpoint, response) = exchange.answered_by()?;
    Some(stub_id(&endpoint.id, &response.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_exchanges_lead_back_to_their_numbers() {
        for number in [1, 42, 1_000_000, 0xffff_ffff_ffff] {
            assert_eq!(number_of_id(&exchange_id(number)), Some(number));
        }
        assert_eq!(exchange_id(1204), "00000000-0000-4000-8000-0000000004b4");
        assert_eq!(number_of_id("17"), Some(17));
        for id in ["", "x", "00000000-0000-4000-8000-", "00000000-0000-4000-8000-00000000+4b4", "-1", "99999999999999999999999"] {
            assert_eq!(number_of_id(id), None, "{id}");
        }
    }

    #[test]
    fn ids_of_stubs_are_uuids_and_depend_on_both_names() {
        let id = |endpoint: &str, response: &str| stub_id(&EndpointId::new(endpoint), &ResponseId::new(response));
        let first = id("a", "b");
        assert_eq!(first, id("a", "b"));
        assert_ne!(first, id("ab", ""));
        assert_eq!(first.len(), 36);
        assert_eq!(first.as_bytes()[14], b'8');
        assert!(b"89ab".contains(&first.as_bytes()[19]), "{first}");
    }
}
