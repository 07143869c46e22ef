//! What is said differently from locale to locale: names, jobs, addresses, telephone numbers, companies, months. The lists of
//! the crate `fake` are read as they are; drawing from them is ours, so that it depends on nothing but the seed. Where a
//! locale has no list of its own, `fake` gives the English one.

use fake::locales::{
    AR_SA, CY_GB, DE_DE, Data, EN as FAKE_EN, FA_IR, FR_FR, IT_IT, JA_JP, NL_NL, PT_BR, PT_PT, TR_TR, ZH_CN, ZH_TW,
};

use super::Locale;
use super::words::calendar::{self, Calendar};
use super::words::{cities, countries, names};

type Words = &'static [&'static str];

/// The words of one locale.
#[derive(Debug)]
pub(super) struct Localized {
    pub(super) first_names: Words,
    pub(super) female_names: Words,
    pub(super) male_names: Words,
    pub(super) last_names: Words,
    /// `{FirstName}` and `{LastName}` in their order.
    pub(super) full_name: &'static str,
    pub(super) female_prefixes: Words,
    pub(super) male_prefixes: Words,
    pub(super) seniorities: Words,
    pub(super) fields: Words,
    pub(super) positions: Words,
    /// `{Seniority}`, `{Field}` and `{Position}` in their order.
    pub(super) job_title: &'static str,
    pub(super) cities: Words,
    pub(super) states: Words,
    pub(super) state_codes: Words,
    pub(super) countries: Words,
    /// What streets are named after, before or after the suffix.
    pub(super) street_names: Words,
    pub(super) street_suffixes: Words,
    /// `{StreetName}` and `{StreetSuffix}` in their order.
    pub(super) street: &'static str,
    /// `{street}` and `{number}` in their order.
    pub(super) address: &'static str,
    pub(super) building_numbers: Words,
    pub(super) postcodes: Words,
    /// Telephone numbers as people write them, in the country, and from abroad.
    pub(super) phones: Words,
    pub(super) national_phones: Words,
    pub(super) international_phones: Words,
    pub(super) mobile_phones: Words,
    pub(super) company_suffixes: Words,
    /// `{Name_1}`, `{Name_2}` and `{Suffix}`.
    pub(super) companies: Words,
    pub(super) mail_providers: Words,
    pub(super) lorem: Words,
    pub(super) calendar: &'static Calendar,
}

/// What `fake` has for a locale, with English where the rest is ours.
const fn of<L: Data>() -> Localized {
    Localized {
        first_names: L::NAME_FIRST_NAME,
        female_names: names::EN_FEMALE,
        male_names: names::EN_MALE,
        last_names: L::NAME_LAST_NAME,
        full_name: L::NAME_TPL,
        female_prefixes: &["Mrs.", "Ms.", "Miss", "Dr."],
        male_prefixes: &["Mr.", "Dr."],
        seniorities: L::JOB_SENIORITY,
        fields: L::JOB_FIELD,
        positions: L::JOB_POSITION,
        job_title: L::JOB_TITLE_TPL,
        cities: cities::EN,
        states: L::ADDRESS_STATE,
        state_codes: L::ADDRESS_STATE_ABBR,
        countries: L::ADDRESS_COUNTRY,
        street_names: L::NAME_LAST_NAME,
        street_suffixes: L::ADDRESS_STREET_SUFFIX,
        street: L::ADDRESS_STREET_TPL,
        address: "{street} {number}",
        building_numbers: &["^", "^#", "^##"],
        postcodes: &["#####"],
        phones: L::PHONE_NUMBER_FORMATS,
        national_phones: L::PHONE_NUMBER_FORMATS,
        international_phones: &["+1!##!######"],
        mobile_phones: L::PHONE_CELL_NUMBER_FORMATS,
        company_suffixes: L::COMPANY_SUFFIX,
        companies: &["{Name_1} {Suffix}"],
        mail_providers: L::INTERNET_FREE_EMAIL_PROVIDER,
        lorem: L::LOREM_WORD,
        calendar: &calendar::EN,
    }
}

static EN: Localized = Localized {
    cities: cities::EN,
    countries: countries::NAMES,
    address: "{number} {street}",
    building_numbers: &["^##", "^###", "^####"],
    postcodes: &["#####", "#####", "#####-####"],
    phones: &["!##-!##-####", "(!##) !##-####", "1-!##-!##-####", "!##.!##.####", "!##-!##-#### x###", "(!##) !##-#### x####"],
    national_phones: &["(!##) !##-####"],
    mobile_phones: &["!##-!##-####", "(!##) !##-####", "+1!##!######"],
    companies: &["{Name_1} {Suffix}", "{Name_1}, {Name_2} and {Name_3}", "{Name_1} - {Name_2}"],
    ..of::<FAKE_EN>()
};
static FR: Localized = Localized {
    female_names: names::FR_FEMALE,
    male_names: names::FR_MALE,
    female_prefixes: &["Mme", "Mlle", "Dr"],
    male_prefixes: &["M.", "Dr"],
    cities: cities::FR,
    states: cities::FR_STATES,
    state_codes: &["ARA", "BFC", "BRE", "CVL", "COR", "GES", "HDF", "IDF", "NOR", "NAQ", "OCC", "PDL", "PAC"],
    address: "{number} {street}",
    international_phones: &["+33^########"],
    company_suffixes: &["SARL", "SA", "SAS", "et Fils", "EURL", "SNC"],
    companies: &["{Name_1} {Suffix}", "{Name_1} et {Name_2}"],
    calendar: &calendar::FR,
    ..of::<FR_FR>()
};
static DE: Localized = Localized {
    female_names: names::DE_FEMALE,
    male_names: names::DE_MALE,
    female_prefixes: &["Frau", "Dr.", "Prof. Dr."],
    male_prefixes: &["Herr", "Dr.", "Prof. Dr."],
    cities: cities::DE,
    countries: countries::GERMAN,
    street: "{StreetName}{StreetSuffix}",
    building_numbers: &["^", "^#", "^##", "^a", "^#b"],
    postcodes: &["^####"],
    phones: &["0!## ######", "(0!##) #######", "+49 !## ######", "0!##/#######"],
    national_phones: &["0!## #######"],
    international_phones: &["+49!#########"],
    mobile_phones: &["0151 ########", "0160 #######", "0171 #######", "+49 176 ########"],
    companies: &["{Name_1} {Suffix}", "{Name_1} und {Name_2} {Suffix}", "{Name_1}-{Name_2} {Suffix}"],
    mail_providers: &["gmail.com", "gmx.de", "web.de", "t-online.de", "posteo.de"],
    calendar: &calendar::DE,
    ..of::<DE_DE>()
};
static IT: Localized = Localized {
    female_names: names::IT_FEMALE,
    male_names: names::IT_MALE,
    female_prefixes: &["Sig.ra", "Dott.ssa", "Avv."],
    male_prefixes: &["Sig.", "Dott.", "Avv.", "Ing."],
    cities: cities::IT,
    states: cities::IT_STATES,
    state_codes: &[
        "ABR", "BAS", "CAL", "CAM", "EMR", "FVG", "LAZ", "LIG", "LOM", "MAR", "MOL", "PIE", "PUG", "SAR", "SIC", "TOS", "TAA",
        "UMB", "VDA", "VEN",
    ],
    national_phones: &["0# #######", "0## #######"],
    international_phones: &["+390!########"],
    companies: &["{Name_1} {Suffix}", "{Name_1} e {Name_2} {Suffix}"],
    calendar: &calendar::IT,
    ..of::<IT_IT>()
};
static JA: Localized = Localized {
    female_names: names::JA_FEMALE,
    male_names: names::JA_MALE,
    female_prefixes: &["様"],
    male_prefixes: &["様"],
    cities: cities::JA,
    states: cities::JA_STATES,
    state_codes: cities::JA_STATES,
    countries: countries::NAMES,
    street_names: cities::JA_STREETS,
    street_suffixes: &["通り", "町", "大路"],
    street: "{StreetName}{StreetSuffix}",
    address: "{street}{number}",
    building_numbers: &["^-^", "^-^#", "^-^-^"],
    postcodes: &["###-####"],
    international_phones: &["+81!########"],
    companies: &["{Name_1}{Suffix}", "{Suffix}{Name_1}"],
    calendar: &calendar::JA,
    ..of::<JA_JP>()
};
static BR: Localized = Localized {
    female_names: names::PT_FEMALE,
    male_names: names::PT_MALE,
    female_prefixes: &["Sra.", "Srta.", "Dra."],
    male_prefixes: &["Sr.", "Dr."],
    cities: cities::PT_BR,
    countries: countries::PORTUGUESE,
    address: "{street}, {number}",
    postcodes: &["#####-###"],
    international_phones: &["+55!!9########"],
    companies: &["{Name_1} {Suffix}", "{Name_1} e {Name_2}"],
    calendar: &calendar::PT,
    ..of::<PT_BR>()
};
static PT: Localized = Localized {
    female_names: names::PT_FEMALE,
    male_names: names::PT_MALE,
    female_prefixes: &["Sra.", "Dra.", "Eng.ª"],
    male_prefixes: &["Sr.", "Dr.", "Eng."],
    cities: cities::PT_PT,
    address: "{street}, {number}",
    postcodes: &["^###-###"],
    national_phones: &["2## ### ###"],
    international_phones: &["+3512########"],
    companies: &["{Name_1} {Suffix}", "{Name_1} e {Name_2} {Suffix}"],
    calendar: &calendar::PT,
    ..of::<PT_PT>()
};
static CN: Localized = Localized {
    female_names: names::ZH_CN_FEMALE,
    male_names: names::ZH_CN_MALE,
    female_prefixes: &["女士", "小姐", "博士"],
    male_prefixes: &["先生", "博士"],
    cities: cities::ZH_CN,
    states: cities::ZH_CN_STATES,
    state_codes: cities::ZH_CN_STATES,
    street_names: cities::ZH_CN_STREETS,
    street_suffixes: &["路", "街", "大道", "巷"],
    street: "{StreetName}{StreetSuffix}",
    address: "{street}{number}号",
    postcodes: &["^#####"],
    phones: &["0##-########", "0###-########", "13#########"],
    national_phones: &["0##-########"],
    international_phones: &["+8613#########"],
    mobile_phones: &["13#########", "15#########", "18#########"],
    company_suffixes: &["有限公司", "股份有限公司", "集团", "科技有限公司"],
    companies: &["{Name_1}{Name_2}{Suffix}"],
    mail_providers: &["gmail.com", "qq.com", "163.com", "126.com"],
    calendar: &calendar::ZH,
    ..of::<ZH_CN>()
};
static TW: Localized = Localized {
    female_names: names::ZH_TW_FEMALE,
    male_names: names::ZH_TW_MALE,
    female_prefixes: &["女士", "小姐", "博士"],
    male_prefixes: &["先生", "博士"],
    cities: cities::ZH_TW,
    states: cities::ZH_TW_STATES,
    state_codes: cities::ZH_TW_STATES,
    countries: countries::NAMES,
    street_names: cities::ZH_TW_STREETS,
    street_suffixes: &["路", "街", "東路", "西路"],
    street: "{StreetName}{StreetSuffix}",
    address: "{street}{number}號",
    postcodes: &["^##", "^#####"],
    phones: &["0#-####-####", "09##-###-###", "(0#) ####-####"],
    national_phones: &["0#-####-####"],
    international_phones: &["+8869########"],
    mobile_phones: &["09##-###-###"],
    company_suffixes: &["有限公司", "股份有限公司", "企業社"],
    companies: &["{Name_1}{Name_2}{Suffix}"],
    calendar: &calendar::ZH,
    ..of::<ZH_TW>()
};
static AR: Localized = Localized {
    female_names: names::AR_FEMALE,
    male_names: names::AR_MALE,
    female_prefixes: &["السيدة", "الآنسة", "الدكتورة"],
    male_prefixes: &["السيد", "الدكتور", "المهندس"],
    cities: cities::AR,
    states: cities::AR_STATES,
    state_codes: &["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "14"],
    countries: countries::NAMES,
    street_suffixes: &["شارع", "طريق"],
    street: "{StreetSuffix} {StreetName}",
    postcodes: &["^####"],
    phones: &["05########", "01########", "+966 5# ### ####"],
    national_phones: &["05# ### ####"],
    international_phones: &["+9665########"],
    mobile_phones: &["05########"],
    company_suffixes: &["شركة", "مؤسسة", "مجموعة"],
    companies: &["{Suffix} {Name_1}", "{Suffix} {Name_1} و{Name_2}"],
    calendar: &calendar::AR,
    ..of::<AR_SA>()
};
static CY: Localized = Localized {
    female_names: names::CY_FEMALE,
    male_names: names::CY_MALE,
    female_prefixes: &["Mrs.", "Ms.", "Miss", "Dr."],
    male_prefixes: &["Mr.", "Dr."],
    cities: cities::CY,
    states: cities::CY_STATES,
    state_codes: &["GWN", "AGY", "CWY", "DEN", "FLN", "POW", "CGN", "PEM", "CMN", "MON", "VGL", "RCT", "TOF", "BGW"],
    address: "{number} {street}",
    postcodes: &["LL^# ^??", "SA^# ^??", "CF^# ^??", "SY^# ^??", "NP^# ^??"],
    international_phones: &["+4429########", "+441!########"],
    mobile_phones: &["07### ######"],
    company_suffixes: &["Cyf", "ccc", "a'i Feibion", "a'i Merched"],
    companies: &["{Name_1} {Suffix}", "{Name_1} a {Name_2}"],
    // Those of `fake` have letters that not every reader of addresses takes.
    mail_providers: &["gmail.com", "hotmail.co.uk", "afal.example.cymru", "blodyn.example.cymru"],
    calendar: &calendar::CY,
    ..of::<CY_GB>()
};
static FA: Localized = Localized {
    female_names: names::FA_FEMALE,
    male_names: names::FA_MALE,
    female_prefixes: &["خانم", "دکتر"],
    male_prefixes: &["آقای", "دکتر", "مهندس"],
    cities: cities::FA,
    postcodes: &["^####-#####"],
    national_phones: &["021########"],
    international_phones: &["+9821########"],
    companies: &["{Name_1} {Suffix}", "{Name_1} و {Name_2} {Suffix}"],
    calendar: &calendar::FA,
    ..of::<FA_IR>()
};
static NL: Localized = Localized {
    female_names: names::NL_FEMALE,
    male_names: names::NL_MALE,
    female_prefixes: &["Mevrouw", "Dr.", "Prof."],
    male_prefixes: &["Meneer", "Dr.", "Prof."],
    cities: cities::NL,
    street: "{StreetName}{StreetSuffix}",
    postcodes: &["^### ??"],
    phones: &["0!# #######", "0!## ######", "06-########", "+31 !# #######"],
    national_phones: &["0!# #######"],
    international_phones: &["+31!########"],
    mobile_phones: &["06-########", "+31 6 ########"],
    companies: &["{Name_1} {Suffix}", "{Name_1} en {Name_2} {Suffix}"],
    calendar: &calendar::NL,
    ..of::<NL_NL>()
};
static TR: Localized = Localized {
    female_names: names::TR_FEMALE,
    male_names: names::TR_MALE,
    female_prefixes: &["Bayan", "Dr.", "Prof. Dr."],
    male_prefixes: &["Bay", "Dr.", "Prof. Dr."],
    cities: cities::TR,
    address: "{street} No: {number}",
    postcodes: &["^####"],
    international_phones: &["+902########"],
    company_suffixes: &["A.Ş.", "Ltd. Şti.", "Holding"],
    companies: &["{Name_1} {Suffix}", "{Name_1} ve {Name_2} {Suffix}"],
    calendar: &calendar::TR,
    ..of::<TR_TR>()
};

/// The words of a locale.
pub(super) fn localized(locale: Locale) -> &'static Localized {
    match locale {
        Locale::En => &EN,
        Locale::FrFr => &FR,
        Locale::DeDe => &DE,
        Locale::ItIt => &IT,
        Locale::JaJp => &JA,
        Locale::PtBr => &BR,
        Locale::PtPt => &PT,
        Locale::ZhCn => &CN,
        Locale::ZhTw => &TW,
        Locale::ArSa => &AR,
        Locale::CyGb => &CY,
        Locale::FaIr => &FA,
        Locale::NlNl => &NL,
        Locale::TrTr => &TR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_has_every_kind_of_word() {
        for locale in Locale::ALL {
            let words = localized(locale);
            for (name, list) in [
                ("first names", words.first_names),
                ("female names", words.female_names),
                ("male names", words.male_names),
                ("last names", words.last_names),
                ("prefixes", words.female_prefixes),
                ("prefixes", words.male_prefixes),
                ("jobs", words.positions),
                ("cities", words.cities),
                ("states", words.states),
                ("state codes", words.state_codes),
                ("countries", words.countries),
                ("streets", words.street_suffixes),
                ("postcodes", words.postcodes),
                ("phones", words.phones),
                ("mobile phones", words.mobile_phones),
                ("companies", words.companies),
                ("company suffixes", words.company_suffixes),
                ("mail providers", words.mail_providers),
                ("lorem", words.lorem),
            ] {
                assert!(!list.is_empty(), "{} has no {name}", locale.code());
                assert!(list.iter().all(|word| !word.trim().is_empty()), "{} has an empty word in {name}", locale.code());
            }
            assert_eq!([words.calendar.months.len(), words.calendar.short_months.len()], [12, 12]);
            assert_eq!([words.calendar.weekdays.len(), words.calendar.short_weekdays.len()], [7, 7]);
            assert_eq!(words.states.len(), words.state_codes.len(), "{}", locale.code());
        }
    }
}
