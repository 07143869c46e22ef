//! `internet`: addresses of people and machines, and what passes between them.

use serde_json::{Map, Value};

use super::call::Call;
use super::draw::{self, HEXADECIMAL};
use super::localized::localized;
use super::method::{Answer, Kind, Method, Parameter, Shape, optional};
use super::words::{technology, vocabulary};
use super::{FakerError, Locale};

const FIRST: Parameter = optional("firstName", Kind::Text, "drawn", "The given name to use.");
const LAST: Parameter = optional("lastName", Kind::Text, "drawn", "The family name to use.");
const SPECIAL: Parameter =
    optional("allowSpecialCharacters", Kind::Boolean, "false", "Whether characters that addresses seldom have may occur.");
const ALGORITHMS: &[&str] =
    &["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "none"];
const EXAMPLE_DOMAINS: &[&str] = &["example.com", "example.net", "example.org"];

pub(super) static METHODS: &[Method] = &[
    Method::text("internet.color", "A colour as six hexadecimal digits, lighter or darker by its bases (Faker.js 9).", color)
        .with(&[
            optional("redBase", Kind::Integer, "0", "The red to mix with, from 0 to 255."),
            optional("greenBase", Kind::Integer, "0", "The green to mix with."),
            optional("blueBase", Kind::Integer, "0", "The blue to mix with."),
        ])
        .positions(0),
    Method::text("internet.displayName", "A name as people show it on a site.", |call| {
        let (first, last) = names(call)?;
        Ok(Value::from(joined_names(call, &first, &last)))
    })
    .with(&[FIRST, LAST])
    .positions(0),
    Method::text("internet.domainName", "The name of a domain.", |call| Ok(Value::from(domain_name(call)))),
    Method::text("internet.domainSuffix", "The end of the name of a domain.", |call| call.word(domain_suffixes(call.locale))),
    Method::text("internet.domainWord", "The name of a domain without its end.", |call| Ok(Value::from(domain_word(call)))),
    Method::text("internet.email", "An e-mail address.", |call| {
        let provider = call.text("provider")?;
        let domain = match &provider {
            Some(provider) => provider,
            None => call.pick(localized(call.locale).mail_providers),
        };
        email(call, domain)
    })
    .with(&[FIRST, LAST, optional("provider", Kind::Text, "drawn", "What stands behind the @."), SPECIAL])
    .positions(0)
    .example(r#"[{"firstName":"Ada","lastName":"Lovelace"}]"#),
    Method::text("internet.emoji", "An emoji.", emoji)
        .with(&[optional(
            "types",
            Kind::List,
            "all",
            "Groups: smiley, body, person, nature, food, travel, activity, object, symbol, flag.",
        )])
        .positions(0),
    Method::text("internet.exampleEmail", "An e-mail address that can belong to nobody.", |call| {
        let domain = call.pick(EXAMPLE_DOMAINS);
        email(call, domain)
    })
    .with(&[FIRST, LAST, SPECIAL])
    .positions(0),
    Method::text("internet.httpMethod", "A method of HTTP.", |call| call.word(&["GET", "POST", "PUT", "DELETE", "PATCH"])),
    Method::new("internet.httpStatusCode", "A status code of HTTP.", Shape::Integer, status_code)
        .with(&[optional("types", Kind::List, "all", "Families: informational, success, redirection, clientError, serverError.")])
        .positions(0)
        .example(r#"[{"types":["success"]}]"#),
    Method::text("internet.ip", "An address of IP version 4 or 6.", |call| {
        Ok(Value::from(if call.random.chance(0.5) { address_4(call, 0, 0) } else { address_6(call) }))
    }),
    Method::text("internet.ipv4", "An address of IP version 4.", ip_4)
        .with(&[
            optional("cidrBlock", Kind::Text, "0.0.0.0/0", "The block it lies in, such as 192.168.1.0/24."),
            optional("network", Kind::Choice(NETWORKS), "any", "The kind of network it lies in."),
        ])
        .positions(0),
    Method::text("internet.ipv6", "An address of IP version 6.", |call| Ok(Value::from(address_6(call)))),
    Method::text("internet.jwt", "A JSON web token with a signature of chance.", jwt)
        .with(&[
            optional("header", Kind::Object, "alg and typ", "The header."),
            optional("payload", Kind::Object, "iat, exp, nbf, iss, sub, aud, jti", "The claims."),
            optional("refDate", Kind::Moment, "now", "The moment its times are reckoned from."),
        ])
        .positions(0),
    Method::text("internet.jwtAlgorithm", "An algorithm that signs JSON web tokens.", |call| call.word(ALGORITHMS)),
    Method::text("internet.mac", "The hardware address of a network device.", |call| {
        let separator = match call.text("separator")?.as_deref() {
            Some("-") => "-",
            Some("") => "",
            _ => ":",
        };
        let pairs: Vec<String> = (0..6).map(|_| draw::characters(call.random, HEXADECIMAL, 2)).collect();
        Ok(Value::from(pairs.join(separator)))
    })
    .with(&[optional("separator", Kind::Text, ":", "What stands between the pairs: a colon, a hyphen or nothing.")]),
    Method::text("internet.password", "A password.", password)
        .with(&[
            optional("length", Kind::Integer, "15", "How many characters."),
            optional("memorable", Kind::Boolean, "false", "Whether it can be spoken."),
            optional("pattern", Kind::Text, r"\w", "A regular expression that each character matches."),
            optional("prefix", Kind::Text, "nothing", "What it begins with; counts as a part of the length."),
        ])
        .example(r#"[{"length":20}]"#),
    Method::new("internet.port", "The number of a port.", Shape::Integer, |call| Ok(Value::from(call.random.integer(0, 65_535)))),
    Method::text("internet.protocol", "http or https.", |call| call.word(&["http", "https"])),
    Method::text("internet.url", "The address of a site.", |call| {
        let protocol = call.choice("protocol")?.unwrap_or("https");
        let by_chance = call.random.chance(0.5);
        let slash = if call.flag("appendSlash", by_chance)? { "/" } else { "" };
        Ok(Value::from(format!("{protocol}://{}{slash}", domain_name(call))))
    })
    .with(&[
        optional("appendSlash", Kind::Boolean, "by chance", "Whether it ends with a slash."),
        optional("protocol", Kind::Choice(&["http", "https"]), "https", "The protocol."),
    ])
    .positions(0),
    Method::text("internet.userAgent", "What a browser calls itself.", user_agent),
    Method::text("internet.userName", "The name of a user (Faker.js 9; now username).", user_name)
        .with(&[FIRST, LAST])
        .positions(0),
    Method::text("internet.username", "The name of a user.", user_name).with(&[FIRST, LAST]).positions(0),
];

/// Letters and digits of a name, as addresses take them.
pub(super) fn plain(name: &str) -> String {
    let ascii = if name.is_ascii() { name.to_owned() } else { deunicode::deunicode(name) };
    ascii.chars().filter(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-')).collect()
}

/// The names given, or drawn.
fn names(call: &mut Call<'_>) -> Result<(String, String), FakerError> {
    let words = localized(call.locale);
    let first = match call.text("firstName")? {
        Some(first) => first.into_owned(),
        None => call.pick(words.first_names).to_owned(),
    };
    let last = match call.text("lastName")? {
        Some(last) => last.into_owned(),
        None => call.pick(words.last_names).to_owned(),
    };
    Ok((first, last))
}

/// Two names as one, mostly with a sign between and at times with a number behind.
fn joined_names(call: &mut Call<'_>, first: &str, last: &str) -> String {
    let separator = call.pick(&[".", "_"]);
    let (both, numbered) = match call.random.below(3) {
        0 => (false, true),
        1 => (true, false),
        _ => (true, true),
    };
    let mut name = if both && !last.is_empty() { format!("{first}{separator}{last}") } else { first.to_owned() };
    if numbered {
        name.push_str(&call.random.integer(0, 99).to_string());
    }
    name
}

fn account(call: &mut Call<'_>) -> Result<String, FakerError> {
    let (first, last) = names(call)?;
    let (mut first, last) = (plain(&first), plain(&last));
    if first.is_empty() && last.is_empty() {
        first = "user".to_owned();
    }
    Ok(joined_names(call, &first, &last).trim_matches(['.', '_', '-']).to_owned())
}

fn user_name(call: &mut Call<'_>) -> Answer {
    Ok(Value::from(account(call)?))
}

fn email(call: &mut Call<'_>, domain: &str) -> Answer {
    let mut account = account(call)?;
    if call.flag("allowSpecialCharacters", false)? && call.random.chance(0.5) {
        account.push_str(call.pick(&["+", "!", "#", "$", "%", "&", "'", "*", "/", "=", "?", "^", "{", "|", "}", "~"]));
        account.push(draw::ascii(call.random, draw::LOWER));
    }
    Ok(Value::from(format!("{account}@{domain}")))
}

fn domain_suffixes(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::En => &["com", "net", "org", "info", "biz", "name"],
        Locale::FrFr => &["com", "fr", "eu", "org", "net"],
        Locale::DeDe => &["com", "de", "org", "net", "info"],
        Locale::ItIt => &["com", "it", "org", "net", "eu"],
        Locale::JaJp => &["com", "jp", "co.jp", "ne.jp"],
        Locale::PtBr => &["com", "br", "com.br", "net"],
        Locale::PtPt => &["com", "pt", "org", "eu"],
        Locale::ZhCn => &["com", "cn", "com.cn", "net"],
        Locale::ZhTw => &["com", "tw", "com.tw", "org"],
        Locale::ArSa => &["com", "sa", "net", "org"],
        Locale::CyGb => &["cymru", "wales", "uk", "com"],
        Locale::FaIr => &["com", "ir", "net", "org"],
        Locale::NlNl => &["nl", "com", "net", "org"],
        Locale::TrTr => &["com.tr", "com", "net", "org"],
    }
}

/// Two words with a hyphen.
pub(super) fn domain_word(call: &mut Call<'_>) -> String {
    format!("{}-{}", call.pick(vocabulary::ADJECTIVES), call.pick(vocabulary::NOUNS))
}

pub(super) fn domain_name(call: &mut Call<'_>) -> String {
    format!("{}.{}", domain_word(call), call.pick(domain_suffixes(call.locale)))
}

fn color(call: &mut Call<'_>) -> Answer {
    let mut text = "#".to_owned();
    for base in ["redBase", "greenBase", "blueBase"] {
        let base = call.integer(base, 0, 255)?.unwrap_or(0);
        text.push_str(&format!("{:02x}", (call.random.integer(0, 255) + base) / 2));
    }
    Ok(Value::from(text))
}

/// The members of the groups that an option names, or of all.
fn grouped<T: Copy>(call: &mut Call<'_>, groups: &'static [(&'static str, &'static [T])]) -> Result<Option<T>, FakerError> {
    let group = match call.list("types")? {
        None | Some([]) => call.random.pick(groups),
        Some(types) => {
            let chosen = call.random.pick(types).and_then(Value::as_str);
            let known: Vec<&str> = groups.iter().map(|(name, _)| *name).collect();
            if !types.iter().all(|name| name.as_str().is_some_and(|name| known.contains(&name))) {
                return call.unsuitable(format!("'types' must be a list of {}", known.join(", ")));
            }
            groups.iter().find(|(name, _)| Some(*name) == chosen)
        }
    };
    Ok(group.and_then(|(_, members)| call.random.pick(members)).copied())
}

fn emoji(call: &mut Call<'_>) -> Answer {
    Ok(Value::from(grouped(call, technology::EMOJI)?.unwrap_or_default()))
}

fn status_code(call: &mut Call<'_>) -> Answer {
    Ok(Value::from(grouped(call, technology::STATUS_CODES)?.unwrap_or(200)))
}

const NETWORKS: &[&str] = &[
    "any",
    "loopback",
    "private-a",
    "private-b",
    "private-c",
    "test-net-1",
    "test-net-2",
    "test-net-3",
    "link-local",
    "multicast",
];

fn ip_4(call: &mut Call<'_>) -> Answer {
    let block = match call.choice("network")? {
        None | Some("any") => None,
        Some("loopback") => Some("127.0.0.0/8"),
        Some("private-a") => Some("10.0.0.0/8"),
        Some("private-b") => Some("172.16.0.0/12"),
        Some("private-c") => Some("192.168.0.0/16"),
        Some("test-net-1") => Some("192.0.2.0/24"),
        Some("test-net-2") => Some("198.51.100.0/24"),
        Some("test-net-3") => Some("203.0.113.0/24"),
        Some("link-local") => Some("169.254.0.0/16"),
        Some(_) => Some("224.0.0.0/4"),
    };
    let given = call.text("cidrBlock")?;
    let block = given.as_deref().or(block).unwrap_or("0.0.0.0/0");
    let parsed = block.split_once('/').and_then(|(address, bits)| {
        Some((address.parse::<std::net::Ipv4Addr>().ok()?, bits.parse::<u32>().ok().filter(|bits| *bits <= 32)?))
    });
    let Some((address, bits)) = parsed else {
        return call
            .unsuitable(format!("'cidrBlock' must be a block such as 192.168.1.0/24, but is {}", super::call::shortened(block)));
    };
    Ok(Value::from(address_4(call, u32::from(address), bits)))
}

/// An address in the block that shares the first bits.
fn address_4(call: &mut Call<'_>, block: u32, bits: u32) -> String {
    let free = u32::MAX.checked_shr(bits).unwrap_or(0);
    let chance = rand::Rng::next_u32(call.random);
    std::net::Ipv4Addr::from((block & !free) | (chance & free)).to_string()
}

fn address_6(call: &mut Call<'_>) -> String {
    let groups: Vec<String> = (0..8).map(|_| draw::characters(call.random, HEXADECIMAL, 4)).collect();
    groups.join(":")
}

/// Bytes in base 64, without padding.
fn base64_with(bytes: &[u8], last: [char; 2]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |position: usize| u32::from(chunk.get(position).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for position in 0..=chunk.len() {
            let digit = ((bits >> (18 - 6 * position)) & 63) as u8;
            text.push(match digit {
                0..26 => char::from(b'A' + digit),
                26..52 => char::from(b'a' + digit - 26),
                52..62 => char::from(b'0' + digit - 52),
                62 => last[0],
                _ => last[1],
            });
        }
    }
    text
}

/// Bytes in base 64, filled up with equals signs.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut text = base64_with(bytes, ['+', '/']);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// Bytes in base 64 as tokens take it.
fn base64_url(bytes: &[u8]) -> String {
    base64_with(bytes, ['-', '_'])
}

fn jwt(call: &mut Call<'_>) -> Answer {
    let reference = call.reference()?.div_euclid(1000);
    let header = match call.object("header")? {
        Some(header) => Value::Object(header.clone()),
        None => {
            let mut header = Map::new();
            header.insert("alg".to_owned(), Value::from(call.pick(ALGORITHMS)));
            header.insert("typ".to_owned(), Value::from("JWT"));
            Value::Object(header)
        }
    };
    let payload = match call.object("payload")? {
        Some(payload) => Value::Object(payload.clone()),
        None => {
            let mut claims = Map::new();
            let issued = reference - call.random.integer(1, 86_400);
            claims.insert("iat".to_owned(), Value::from(issued));
            claims.insert("exp".to_owned(), Value::from(reference + call.random.integer(1, 86_400)));
            claims.insert("nbf".to_owned(), Value::from(issued));
            claims.insert("iss".to_owned(), Value::from(super::company::name(call)));
            for claim in ["sub", "aud", "jti"] {
                claims.insert(claim.to_owned(), Value::from(super::string::uuid_v4(call)));
            }
            Value::Object(claims)
        }
    };
    let signature = draw::characters(call.random, draw::ALPHANUMERIC, 64);
    Ok(Value::from(format!(
        "{}.{}.{signature}",
        base64_url(header.to_string().as_bytes()),
        base64_url(payload.to_string().as_bytes())
    )))
}

fn password(call: &mut Call<'_>) -> Answer {
    let length = call.integer("length", 0, 10_000)?.unwrap_or(15) as usize;
    let mut password = call.text("prefix")?.unwrap_or_default().into_owned();
    let missing = length.saturating_sub(password.chars().count());
    if call.flag("memorable", false)? {
        for position in 0..missing {
            let letters = if position % 2 == 0 { "bcdfghjklmnpqrstvwxyz" } else { "aeiou" };
            password.push(draw::ascii(call.random, letters));
        }
        return Ok(Value::from(password));
    }
    let fitting = match call.text("pattern")? {
        None => None,
        Some(pattern) => {
            let pattern = super::regexp::unslashed(&pattern).0;
            let Ok(pattern) = regex::RegexBuilder::new(pattern).size_limit(1 << 18).build() else {
                return call.unsuitable("'pattern' must be a regular expression for one character, such as [A-Z]");
            };
            let mut buffer = [0; 4];
            let fitting: String =
                (33..=125u8).map(char::from).filter(|one| pattern.is_match(one.encode_utf8(&mut buffer))).collect();
            if fitting.is_empty() && missing > 0 {
                return call.unsuitable(
                    "no printable character matches 'pattern'; it is matched with one character at a time, such as [A-Z]",
                );
            }
            Some(fitting)
        }
    };
    let alphabet = fitting.as_deref().unwrap_or("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
    password.push_str(&draw::characters(call.random, alphabet, missing));
    Ok(Value::from(password))
}

fn user_agent(call: &mut Call<'_>) -> Answer {
    let system = match call.random.below(5) {
        0 => "Windows NT 10.0; Win64; x64".to_owned(),
        1 => format!("Macintosh; Intel Mac OS X 10_{}_{}", call.random.integer(12, 15), call.random.integer(0, 7)),
        2 => "X11; Linux x86_64".to_owned(),
        3 => format!("Linux; Android {}; Pixel {}", call.random.integer(10, 15), call.random.integer(4, 9)),
        _ => format!("iPhone; CPU iPhone OS {}_{} like Mac OS X", call.random.integer(15, 18), call.random.integer(0, 6)),
    };
    let major = call.random.integer(110, 140);
    Ok(Value::from(match call.random.below(4) {
        0 => format!("Mozilla/5.0 ({system}; rv:{major}.0) Gecko/20100101 Firefox/{major}.0"),
        1 => format!(
            "Mozilla/5.0 ({system}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{}.{} Safari/605.1.15",
            call.random.integer(15, 18),
            call.random.integer(0, 6)
        ),
        2 => format!(
            "Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36 Edg/{major}.0.0.0"
        ),
        _ => format!(
            "Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.{}.{} Safari/537.36",
            call.random.integer(5000, 7000),
            call.random.integer(0, 200)
        ),
    }))
}
