//! The currencies of one object: code, name and sign belong together, and to the country where the object names one.

use serde_json::Value;

use super::record::Draft;

/// Code, name and sign.
#[rustfmt::skip]
const CURRENCIES: &[(&str, &str, &str)] = &[
    ("USD", "US Dollar", "$"), ("EUR", "Euro", "€"), ("GBP", "Pound Sterling", "£"), ("JPY", "Yen", "¥"),
    ("CHF", "Swiss Franc", "CHF"), ("CAD", "Canadian Dollar", "CA$"), ("AUD", "Australian Dollar", "A$"),
    ("SEK", "Swedish Krona", "kr"), ("BRL", "Brazilian Real", "R$"), ("MXN", "Mexican Peso", "MX$"), ("DKK", "Danish Krone", "kr."),
    ("NOK", "Norwegian Krone", "kr"), ("PLN", "Zloty", "zł"), ("CZK", "Czech Koruna", "Kč"), ("HUF", "Forint", "Ft"),
    ("RON", "Romanian Leu", "lei"), ("UAH", "Hryvnia", "₴"), ("TRY", "Turkish Lira", "₺"), ("ILS", "New Israeli Shekel", "₪"),
    ("AED", "UAE Dirham", "د.إ"), ("SAR", "Saudi Riyal", "﷼"), ("IRR", "Iranian Rial", "﷼"), ("EGP", "Egyptian Pound", "E£"),
    ("NGN", "Naira", "₦"), ("KES", "Kenyan Shilling", "KSh"), ("ZAR", "Rand", "R"), ("INR", "Indian Rupee", "₹"),
    ("SGD", "Singapore Dollar", "S$"), ("THB", "Baht", "฿"), ("VND", "Dong", "₫"), ("IDR", "Rupiah", "Rp"),
    ("CNY", "Yuan Renminbi", "¥"), ("TWD", "New Taiwan Dollar", "NT$"), ("KRW", "Won", "₩"), ("NZD", "New Zealand Dollar", "NZ$"),
    ("ARS", "Argentine Peso", "AR$"), ("CLP", "Chilean Peso", "CLP$"), ("COP", "Colombian Peso", "COL$"),
];

/// Codes as they come up where the object names no place.
const USUAL: &[&str] = &["USD", "USD", "USD", "EUR", "EUR", "GBP", "CAD", "AUD", "CHF", "JPY", "SEK", "BRL"];

/// Kinds whose presence means that the object names a place.
const PLACES: &[&str] = &["country", "country_code", "country_code_3", "city", "locale", "time_zone"];

pub(super) fn code(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).into()
}

pub(super) fn name(draft: &mut Draft<'_, '_>) -> Value {
    let code = of(draft);
    CURRENCIES.iter().find(|(of, _, _)| *of == code).map_or(code, |(_, name, _)| name).into()
}

pub(super) fn sign(draft: &mut Draft<'_, '_>) -> Value {
    let code = of(draft);
    CURRENCIES.iter().find(|(of, _, _)| *of == code).map_or(code, |(_, _, sign)| sign).into()
}

/// The code of the currency that a field speaks of.
fn of(draft: &mut Draft<'_, '_>) -> &'static str {
    let role = draft.name.place;
    if let Some((_, code)) = draft.record.currencies.iter().find(|(of, _)| *of == role) {
        return code;
    }
    let code = if PLACES.iter().any(|kind| draft.record.siblings.has(kind)) {
        draft.record.place(draft.name, draft.random).currency
    } else {
        draft.random.pick(USUAL).copied().unwrap_or("USD")
    };
    draft.record.currencies.push((role, code));
    code
}

#[cfg(test)]
mod tests {
    use super::super::places::PLACES as ALL_PLACES;
    use super::*;

    #[test]
    fn every_place_has_a_currency_that_is_listed() {
        for code in ALL_PLACES.iter().map(|place| place.currency).chain(USUAL.iter().copied()) {
            assert!(CURRENCIES.iter().any(|(of, _, _)| *of == code), "{code}");
        }
    }
}
