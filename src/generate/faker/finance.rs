//! `finance`: accounts, cards and currencies. Numbers that carry check digits carry valid ones.

use serde_json::{Value, json};

use super::call::Call;
use super::draw::{self, ALPHANUMERIC, DIGITS, HEXADECIMAL, UPPER};
use super::method::{Answer, Kind, Method, Shape, optional};
use super::words::{countries, finance};

/// The characters of addresses in base 58.
const BASE_58: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// The characters of addresses in bech32.
const BECH_32: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

pub(super) static METHODS: &[Method] = &[
    Method::text("finance.accountName", "The name of an account.", |call| call.word(finance::ACCOUNTS)),
    Method::text("finance.accountNumber", "The number of an account.", |call| digits(call, 8)).with(&[optional(
        "length",
        Kind::Integer,
        "8",
        "How many digits.",
    )]),
    Method::text("finance.amount", "An amount, as a text.", |call| {
        let (low, high) = (call.number("min")?.unwrap_or(0.0), call.number("max")?.unwrap_or(1000.0));
        if low > high {
            return call.unsuitable(format!("'min' must not be above 'max', but they are {low} and {high}"));
        }
        let digits = call.integer("dec", 0, 15)?.unwrap_or(2) as usize;
        let symbol = call.text("symbol")?.unwrap_or_default();
        let amount = format!("{:.digits$}", draw::decimal(call.random, low, high, digits as u32));
        let amount = if call.flag("autoFormat", false)? { grouped(&amount) } else { amount };
        Ok(Value::from(format!("{symbol}{amount}")))
    })
    .with(&[
        optional("min", Kind::Number, "0", "The smallest amount."),
        optional("max", Kind::Number, "1000", "The largest amount."),
        optional("dec", Kind::Integer, "2", "How many digits after the point."),
        optional("symbol", Kind::Text, "none", "What stands before it."),
        optional("autoFormat", Kind::Boolean, "false", "Whether commas part the thousands."),
    ])
    .example(r#"[{"min":5,"max":10,"symbol":"€"}]"#),
    Method::text("finance.bic", "The code of a bank (SWIFT).", |call| {
        let mut bic = draw::characters(call.random, UPPER, 4);
        bic.push_str(call.random.pick(countries::CODES).map(|(two, _, _)| *two).unwrap_or_default());
        bic.push_str(&draw::characters(call.random, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2));
        if call.flag("includeBranchCode", false)? {
            bic.push_str(&draw::characters(call.random, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 3));
        }
        Ok(Value::from(bic))
    })
    .with(&[optional("includeBranchCode", Kind::Boolean, "false", "Whether three more characters name a branch.")])
    .positions(0),
    Method::text("finance.bitcoinAddress", "An address of Bitcoin, by its form.", bitcoin)
        .with(&[
            optional("type", Kind::Choice(&["legacy", "segwit", "bech32", "taproot"]), "drawn", "The form of the address."),
            optional("network", Kind::Choice(&["mainnet", "testnet"]), "mainnet", "The network."),
        ])
        .positions(0),
    Method::text("finance.creditCardCVV", "The check number of a card.", |call| {
        Ok(Value::from(draw::characters(call.random, DIGITS, 3)))
    }),
    Method::text("finance.creditCardIssuer", "Who issues cards.", |call| call.word(finance::ISSUERS)),
    Method::text("finance.creditCardNumber", "The number of a card, valid by Luhn's rule.", card_number)
        .with(&[optional(
            "issuer",
            Kind::Text,
            "drawn",
            "Who issues the card, such as visa, or a pattern with # for digits and L for the check digit.",
        )])
        .example(r#"["visa"]"#),
    Method::new("finance.currency", "A currency with its codes.", Shape::Object, |call| {
        let (code, name, symbol, number) = call.random.pick(finance::CURRENCIES).copied().unwrap_or_default();
        Ok(json!({"name": name, "code": code, "symbol": symbol, "numericCode": number}))
    }),
    Method::text("finance.currencyCode", "The code of a currency: three letters.", |call| {
        Ok(Value::from(call.random.pick(finance::CURRENCIES).map(|currency| currency.0).unwrap_or_default()))
    }),
    Method::text("finance.currencyName", "The name of a currency.", |call| {
        Ok(Value::from(call.random.pick(finance::CURRENCIES).map(|currency| currency.1).unwrap_or_default()))
    }),
    Method::text("finance.currencyNumericCode", "The code of a currency: three digits.", |call| {
        Ok(Value::from(call.random.pick(finance::CURRENCIES).map(|currency| currency.3).unwrap_or_default()))
    }),
    Method::text("finance.currencySymbol", "The symbol of a currency that has one.", |call| {
        // The next one with a symbol from a place drawn.
        let start = call.random.below(finance::CURRENCIES.len());
        let mut symbols =
            finance::CURRENCIES.iter().cycle().skip(start).take(finance::CURRENCIES.len()).map(|currency| currency.2);
        Ok(Value::from(symbols.find(|symbol| !symbol.is_empty()).unwrap_or("$")))
    }),
    Method::text("finance.ethereumAddress", "An address of Ethereum, by its form.", |call| {
        Ok(Value::from(format!("0x{}", draw::characters(call.random, HEXADECIMAL, 40))))
    }),
    Method::text("finance.iban", "The number of a bank account, with valid check digits.", iban)
        .with(&[
            optional("formatted", Kind::Boolean, "false", "Whether spaces part it into groups of four."),
            optional("countryCode", Kind::Text, "drawn", "The country, such as DE."),
        ])
        .positions(0)
        .example(r#"[{"countryCode":"DE"}]"#),
    Method::text("finance.litecoinAddress", "An address of Litecoin, by its form.", |call| {
        let (first, length) = (draw::ascii(call.random, "LM3"), call.random.integer(25, 32) as usize);
        Ok(Value::from(format!("{first}{}", draw::characters(call.random, BASE_58, length))))
    }),
    Method::text("finance.maskedNumber", "The end of an account's number, the rest hidden (Faker.js 9).", |call| {
        let length = call.integer("length", 0, 10_000)?.unwrap_or(4) as usize;
        let digits = draw::characters(call.random, DIGITS, length);
        let text = if call.flag("ellipsis", true)? { format!("...{digits}") } else { digits };
        Ok(Value::from(if call.flag("parens", true)? { format!("({text})") } else { text }))
    })
    .with(&[
        optional("length", Kind::Integer, "4", "How many digits."),
        optional("parens", Kind::Boolean, "true", "Whether it stands in parentheses."),
        optional("ellipsis", Kind::Boolean, "true", "Whether dots stand for what is hidden."),
    ]),
    Method::text("finance.pin", "A secret number.", |call| digits(call, 4)).with(&[optional(
        "length",
        Kind::Integer,
        "4",
        "How many digits, at least one.",
    )]),
    Method::text("finance.routingNumber", "The number of a bank in the United States, with a valid check digit.", |call| {
        let digits = draw::characters(call.random, DIGITS, 8);
        let weights = [3, 7, 1, 3, 7, 1, 3, 7];
        let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit.saturating_sub(b'0')) * weight).sum();
        Ok(Value::from(format!("{digits}{}", (10 - sum % 10) % 10)))
    }),
    Method::text("finance.transactionDescription", "What a statement says of a payment.", |call| {
        let kind = call.pick(finance::TRANSACTIONS);
        let currency = call.random.pick(finance::CURRENCIES).map(|currency| currency.0).unwrap_or_default();
        let amount = format!("{:.2}", draw::decimal(call.random, 1.0, 1000.0, 2));
        Ok(Value::from(
            call.pick(finance::DESCRIPTIONS)
                .replace("{type}", kind)
                .replace("{Type}", &draw::capitalized(kind))
                .replace("{card}", &draw::characters(call.random, DIGITS, 4))
                .replace("{account}", &draw::characters(call.random, DIGITS, 4))
                .replace("{currency}", currency)
                .replace("{amount}", &amount)
                .replace("{company}", &super::company::name(call)),
        ))
    }),
    Method::text("finance.transactionType", "A kind of payment.", |call| call.word(finance::TRANSACTIONS)),
];

fn digits(call: &mut Call<'_>, default: i64) -> Answer {
    let length = call.integer("length", 1, 10_000)?.unwrap_or(default) as usize;
    Ok(Value::from(draw::characters(call.random, DIGITS, length)))
}

/// An amount with commas between its thousands.
fn grouped(amount: &str) -> String {
    let (sign, amount) = amount.strip_prefix('-').map_or(("", amount), |rest| ("-", rest));
    let (whole, fraction) = amount.split_once('.').map_or((amount, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = sign.to_owned();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{text}.{fraction}"),
        None => text,
    }
}

fn bitcoin(call: &mut Call<'_>) -> Answer {
    let test = call.choice("network")? == Some("testnet");
    let kind = match call.choice("type")? {
        Some(kind) => kind,
        None => call.pick(&["legacy", "segwit", "bech32", "taproot"]),
    };
    let (prefix, length, alphabet) = match kind {
        "legacy" => (if test { "m" } else { "1" }, call.random.integer(25, 33), BASE_58),
        "segwit" => (if test { "2" } else { "3" }, call.random.integer(25, 33), BASE_58),
        "bech32" => (if test { "tb1q" } else { "bc1q" }, 38, BECH_32),
        _ => (if test { "tb1p" } else { "bc1p" }, 58, BECH_32),
    };
    Ok(Value::from(format!("{prefix}{}", draw::characters(call.random, alphabet, length as usize))))
}

/// The forms of the numbers of cards: `#` a digit, `L` the check digit.
fn card_forms(issuer: &str) -> Option<&'static [&'static str]> {
    Some(match issuer {
        "american_express" => &["34##-######-####L", "37##-######-####L"],
        "diners_club" => &["300#-######-###L", "305#-######-###L", "36##-######-###L", "38##-######-###L"],
        "discover" => &["6011-####-####-###L", "644#-####-####-###L", "65##-####-####-###L"],
        "jcb" => &["3528-####-####-###L", "3545-####-####-###L", "3589-####-####-###L"],
        "maestro" => &["5018-####-####-###L", "5020-####-####-###L", "6304-####-####-###L", "6759-####-####-###L"],
        "mastercard" => {
            &["51##-####-####-###L", "53##-####-####-###L", "55##-####-####-###L", "2221-####-####-###L", "2720-####-####-###L"]
        }
        "unionpay" => &["62##-####-####-###L", "8171-####-####-###L"],
        "visa" => &["4###-####-####-###L"],
        _ => return None,
    })
}

/// A pattern with digits drawn, and its check digit after the others.
pub(super) fn card_from(call: &mut Call<'_>, pattern: &str) -> String {
    let text: String =
        pattern.chars().map(|symbol| if symbol == '#' { draw::ascii(call.random, DIGITS) } else { symbol }).collect();
    // Luhn's rule counts from the end, and the check digit is what makes the sum right wherever it stands.
    let fits = |check: char| {
        let number: String =
            text.chars().map(|symbol| if symbol == 'L' { check } else { symbol }).filter(char::is_ascii_digit).collect();
        number.split_at_checked(number.len().saturating_sub(1)).is_some_and(|(front, last)| draw::luhn(front).to_string() == last)
    };
    let check = DIGITS.chars().find(|check| fits(*check)).unwrap_or('0');
    text.replace('L', &check.to_string())
}

fn card_number(call: &mut Call<'_>) -> Answer {
    let given = call.text("issuer")?;
    let issuer = match &given {
        Some(issuer) => issuer,
        None => call.pick(finance::ISSUERS),
    };
    if let Some(forms) = card_forms(&issuer.to_lowercase()) {
        let form = call.pick(forms);
        return Ok(Value::from(card_from(call, form)));
    }
    if issuer.contains('#') {
        return Ok(Value::from(card_from(call, issuer)));
    }
    call.unsuitable(format!(
        "'issuer' must be one of {} or a pattern of # and L, but is {}",
        finance::ISSUERS.join(", "),
        super::call::shortened(issuer)
    ))
}

fn iban(call: &mut Call<'_>) -> Answer {
    let given = call.text("countryCode")?;
    let form = match &given {
        Some(country) => finance::IBAN.iter().find(|(code, _)| code == country),
        None => call.random.pick(finance::IBAN),
    };
    let Some((country, pattern)) = form else {
        let known: Vec<&str> = finance::IBAN.iter().map(|(code, _)| *code).collect();
        return call.unsuitable(format!("'countryCode' must be one of {}", known.join(", ")));
    };
    let account: String = pattern
        .chars()
        .map(|symbol| match symbol {
            '#' => draw::ascii(call.random, DIGITS),
            '?' => draw::ascii(call.random, UPPER),
            _ => draw::ascii(call.random, ALPHANUMERIC).to_ascii_uppercase(),
        })
        .collect();
    // The remainder by 97 of the account, the country and two zeros, with letters as numbers from 10.
    let remainder = format!("{account}{country}00")
        .chars()
        .filter_map(|symbol| symbol.to_digit(36))
        .fold(0, |remainder, value| if value < 10 { (remainder * 10 + value) % 97 } else { (remainder * 100 + value) % 97 });
    let number = format!("{country}{:02}{account}", 98 - remainder);
    if call.flag("formatted", false)? {
        let symbols: Vec<char> = number.chars().collect();
        let groups: Vec<String> = symbols.chunks(4).map(|group| group.iter().collect()).collect();
        return Ok(Value::from(groups.join(" ")));
    }
    Ok(Value::from(number))
}
