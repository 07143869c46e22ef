//! The languages and countries whose names, addresses and companies the fakers know, and the ways people write them.

use std::str::FromStr;

/// A language, with the country whose forms it follows. What a locale has no words for is English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English, with the forms of the United States.
    #[default]
    En,
    /// French, of France.
    FrFr,
    /// German, of Germany.
    DeDe,
    /// Italian, of Italy.
    ItIt,
    /// Japanese, of Japan.
    JaJp,
    /// Portuguese, of Brazil.
    PtBr,
    /// Portuguese, of Portugal.
    PtPt,
    /// Chinese, of the mainland.
    ZhCn,
    /// Chinese, of Taiwan.
    ZhTw,
    /// Arabic, of Saudi Arabia.
    ArSa,
    /// Welsh.
    CyGb,
    /// Persian, of Iran.
    FaIr,
    /// Dutch, of the Netherlands.
    NlNl,
    /// Turkish, of Turkey.
    TrTr,
}

impl Locale {
    /// Every locale, English first.
    pub const ALL: [Self; 14] = [
        Self::En,
        Self::FrFr,
        Self::DeDe,
        Self::ItIt,
        Self::JaJp,
        Self::PtBr,
        Self::PtPt,
        Self::ZhCn,
        Self::ZhTw,
        Self::ArSa,
        Self::CyGb,
        Self::FaIr,
        Self::NlNl,
        Self::TrTr,
    ];

    /// Its code as Faker and most files write it: `en`, `de_DE`, `zh_CN`.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::FrFr => "fr_FR",
            Self::DeDe => "de_DE",
            Self::ItIt => "it_IT",
            Self::JaJp => "ja_JP",
            Self::PtBr => "pt_BR",
            Self::PtPt => "pt_PT",
            Self::ZhCn => "zh_CN",
            Self::ZhTw => "zh_TW",
            Self::ArSa => "ar_SA",
            Self::CyGb => "cy_GB",
            Self::FaIr => "fa_IR",
            Self::NlNl => "nl_NL",
            Self::TrTr => "tr_TR",
        }
    }
}

/// A text that names no known locale.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no locale '{0}'; known are {known}", known = Locale::ALL.map(Locale::code).join(", "))]
pub struct UnknownLocale(pub String);

impl FromStr for Locale {
    type Err = UnknownLocale;

    /// Reads `de`, `de_DE`, `de-DE`, `DE_de`, `zh_Hans_CN`; a known language with an unknown country is that language.
    fn from_str(text: &str) -> Result<Self, UnknownLocale> {
        let lower = text.trim().to_ascii_lowercase();
        let mut parts = lower.split(['_', '-', '.', '@']);
        let language = parts.next().unwrap_or_default();
        let rest: Vec<&str> = parts.collect();
        let says = |part: &str| rest.contains(&part);
        match language {
            "en" => Ok(Self::En),
            "fr" => Ok(Self::FrFr),
            "de" => Ok(Self::DeDe),
            "it" => Ok(Self::ItIt),
            "ja" => Ok(Self::JaJp),
            "pt" if says("pt") => Ok(Self::PtPt),
            "pt" => Ok(Self::PtBr),
            "zh" if says("tw") || says("hant") || says("hk") => Ok(Self::ZhTw),
            "zh" => Ok(Self::ZhCn),
            "ar" => Ok(Self::ArSa),
            "cy" => Ok(Self::CyGb),
            "fa" => Ok(Self::FaIr),
            "nl" => Ok(Self::NlNl),
            "tr" => Ok(Self::TrTr),
            _ => Err(UnknownLocale(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_read_however_it_is_written() {
        for (text, locale) in [
            ("de", Locale::DeDe),
            ("de_DE", Locale::DeDe),
            ("de-de", Locale::DeDe),
            (" DE ", Locale::DeDe),
            ("de_AT", Locale::DeDe),
            ("pt", Locale::PtBr),
            ("pt-PT", Locale::PtPt),
            ("zh", Locale::ZhCn),
            ("zh-Hant", Locale::ZhTw),
            ("en_US.UTF-8", Locale::En),
        ] {
            assert_eq!(text.parse(), Ok(locale), "{text}");
        }
        for locale in Locale::ALL {
            assert_eq!(locale.code().parse(), Ok(locale));
        }
        assert_eq!(
            "xx".parse::<Locale>().unwrap_err().to_string(),
            "there is no locale 'xx'; known are en, fr_FR, de_DE, it_IT, ja_JP, pt_BR, pt_PT, zh_CN, zh_TW, ar_SA, cy_GB, fa_IR, nl_NL, tr_TR"
        );
    }
}
