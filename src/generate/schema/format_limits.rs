//! The limits of each format of text: what edge-case mode shows of it, each with its description.

/// The limits of a format.
pub(super) fn of(name: &str) -> &'static [(&'static str, &'static str)] {
    match name {
        "date-time" => &[
            ("1970-01-01T00:00:00Z", "first moment of Unix time"),
            ("2024-02-29T23:59:59Z", "leap day"),
            ("9999-12-31T23:59:59Z", "latest moment"),
            ("0001-01-01T00:00:00Z", "earliest moment"),
            ("2016-12-31T23:59:60Z", "leap second"),
            ("2025-06-15T12:00:00.123456789+14:00", "nanoseconds and the farthest time zone"),
        ],
        "date" => &[
            ("1970-01-01", "first day of Unix time"),
            ("2024-02-29", "leap day"),
            ("9999-12-31", "latest date"),
            ("0001-01-01", "earliest date"),
        ],
        "time" => &[
            ("00:00:00Z", "midnight"),
            ("23:59:59Z", "last second of the day"),
            ("23:59:60Z", "leap second"),
            ("12:00:00.000001-12:00", "microseconds"),
        ],
        "duration" => &[("PT0S", "no duration"), ("P9999Y12M31D", "very long duration"), ("P1W", "weeks"), ("PT1H", "one hour")],
        "email" | "idn-email" => &[
            ("a@b.co", "shortest email"),
            ("first.last+tag@sub.domain.example", "email with a tag"),
            ("\"quoted local\"@example.com", "email with a quoted part"),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com", "email with the longest local part"),
        ],
        "hostname" | "idn-hostname" => &[
            ("a", "shortest hostname"),
            ("xn--mnchen-3ya.example", "hostname in punycode"),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example", "hostname with the longest label"),
        ],
        "ipv4" => &[("0.0.0.0", "lowest address"), ("255.255.255.255", "highest address"), ("127.0.0.1", "loopback")],
        "ipv6" => &[
            ("::", "shortest address"),
            ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "highest address"),
            ("::ffff:192.0.2.128", "address with an IPv4 part"),
        ],
        "uri" | "url" => &[
            ("a:b", "shortest URI"),
            ("https://user@[2001:db8::1]:8443/a/b%20c;d?e=f&g#h", "URI with every part"),
            ("https://example.com/%F0%9F%98%80", "URI with an encoded emoji"),
        ],
        "iri" => &[("a:b", "shortest IRI"), ("https://münchen.example/straße?q=ü#ß", "IRI with letters beyond ASCII")],
        "uri-reference" => {
            &[("", "empty reference"), ("../a?b#c", "relative reference"), ("//example.com/a", "reference without a scheme")]
        }
        "iri-reference" => &[("", "empty reference"), ("../ä?ö#ü", "relative reference beyond ASCII")],
        "uri-template" => &[("", "empty template"), ("{?a,b*,c:3}{&d}{#e}", "template with operators")],
        "uuid" => {
            &[("00000000-0000-0000-0000-000000000000", "nil UUID"), ("ffffffff-ffff-ffff-ffff-ffffffffffff", "highest UUID")]
        }
        "json-pointer" => {
            &[("", "pointer to the whole"), ("/", "pointer to an empty name"), ("/a~1b/m~0n/0/-", "pointer with escapes")]
        }
        "relative-json-pointer" => &[("0", "the value itself"), ("0#", "its own name"), ("1/~0~1", "pointer with escapes")],
        "regex" => &[("", "empty expression"), ("^(?:a|[^b-d]{2,3})*$", "expression with every part")],
        "byte" | "base64" => &[("", "empty content"), ("AA==", "zero byte"), ("+/8=", "content with + and /")],
        "json" => &[("null", "JSON null"), ("\"\\u0000\"", "JSON with an escape")],
        "base64-json" => &[("bnVsbA==", "JSON null")],
        "int64-text" => &[
            ("0", "zero"),
            ("9223372036854775807", "largest 64-bit integer"),
            ("-9223372036854775808", "smallest 64-bit integer"),
        ],
        "decimal" => {
            &[("0", "zero"), ("-0.01", "negative number"), ("99999999999999999999.99", "more digits than a float holds")]
        }
        _ => &[],
    }
}
