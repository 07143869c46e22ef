//! A table of real places, as facts: what is said of a place in one object fits together because it comes from one row.

/// One place.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) city: &'static str,
    pub(super) region: &'static str,
    /// As in ISO 3166-2, without the country.
    pub(super) region_code: &'static str,
    pub(super) country: &'static str,
    /// ISO 3166-1 alpha-2.
    pub(super) code: &'static str,
    /// ISO 3166-1 alpha-3.
    pub(super) code_3: &'static str,
    /// What postal codes look like there; see [`Source::Form`](super::kind::Source::Form).
    pub(super) postal_form: &'static str,
    /// In ten-thousandths of a degree.
    pub(super) latitude_e4: i64,
    /// In ten-thousandths of a degree.
    pub(super) longitude_e4: i64,
    /// ISO 4217.
    pub(super) currency: &'static str,
    pub(super) time_zone: &'static str,
    /// ISO 639-1.
    pub(super) language: &'static str,
    pub(super) dialling_code: &'static str,
    pub(super) continent: &'static str,
}

/// The row of a place; the order of the columns is that of the fields.
#[expect(clippy::too_many_arguments, reason = "one for each column of the table below")]
const fn place(
    city: &'static str,
    region: &'static str,
    region_code: &'static str,
    country: &'static str,
    code: &'static str,
    code_3: &'static str,
    postal_form: &'static str,
    latitude_e4: i64,
    longitude_e4: i64,
    currency: &'static str,
    time_zone: &'static str,
    language: &'static str,
    dialling_code: &'static str,
    continent: &'static str,
) -> Place {
    Place {
        city,
        region,
        region_code,
        country,
        code,
        code_3,
        postal_form,
        latitude_e4,
        longitude_e4,
        currency,
        time_zone,
        language,
        dialling_code,
        continent,
    }
}

/// Where a place is where there is none.
pub(super) static ELSEWHERE: Place = NEW_YORK;

const NEW_YORK: Place = place(
    "New York",
    "New York",
    "NY",
    "United States",
    "US",
    "USA",
    "100##",
    407128,
    -740060,
    "USD",
    "America/New_York",
    "en",
    "1",
    "North America",
);

/// The places.
#[rustfmt::skip]
pub(super) static PLACES: &[Place] = &[
    NEW_YORK,
    place("San Francisco", "California", "CA", "United States", "US", "USA", "941##", 377749, -1224194, "USD", "America/Los_Angeles", "en", "1", "North America"),
    place("Los Angeles", "California", "CA", "United States", "US", "USA", "900##", 340522, -1182437, "USD", "America/Los_Angeles", "en", "1", "North America"),
    place("Chicago", "Illinois", "IL", "United States", "US", "USA", "606##", 418781, -876298, "USD", "America/Chicago", "en", "1", "North America"),
    place("Austin", "Texas", "TX", "United States", "US", "USA", "787##", 302672, -977431, "USD", "America/Chicago", "en", "1", "North America"),
    place("Seattle", "Washington", "WA", "United States", "US", "USA", "981##", 476062, -1223321, "USD", "America/Los_Angeles", "en", "1", "North America"),
    place("Boston", "Massachusetts", "MA", "United States", "US", "USA", "021##", 423601, -710589, "USD", "America/New_York", "en", "1", "North America"),
    place("Denver", "Colorado", "CO", "United States", "US", "USA", "802##", 397392, -1049903, "USD", "America/Denver", "en", "1", "North America"),
    place("Miami", "Florida", "FL", "United States", "US", "USA", "331##", 257617, -801918, "USD", "America/New_York", "en", "1", "North America"),
    place("Portland", "Oregon", "OR", "United States", "US", "USA", "972##", 455152, -1226784, "USD", "America/Los_Angeles", "en", "1", "North America"),
    place("Toronto", "Ontario", "ON", "Canada", "CA", "CAN", "M5H #?#", 436532, -793832, "CAD", "America/Toronto", "en", "1", "North America"),
    place("Vancouver", "British Columbia", "BC", "Canada", "CA", "CAN", "V6B #?#", 492827, -1231207, "CAD", "America/Vancouver", "en", "1", "North America"),
    place("Montreal", "Quebec", "QC", "Canada", "CA", "CAN", "H2Y #?#", 455019, -735674, "CAD", "America/Toronto", "fr", "1", "North America"),
    place("Mexico City", "Mexico City", "CMX", "Mexico", "MX", "MEX", "06###", 194326, -991332, "MXN", "America/Mexico_City", "es", "52", "North America"),
    place("London", "Greater London", "ENG", "United Kingdom", "GB", "GBR", "E1 #AA", 515074, -1278, "GBP", "Europe/London", "en", "44", "Europe"),
    place("Manchester", "Greater Manchester", "ENG", "United Kingdom", "GB", "GBR", "M1 #AE", 534808, -22426, "GBP", "Europe/London", "en", "44", "Europe"),
    place("Edinburgh", "Scotland", "SCT", "United Kingdom", "GB", "GBR", "EH1 #NG", 559533, -31883, "GBP", "Europe/London", "en", "44", "Europe"),
    place("Cardiff", "Wales", "WLS", "United Kingdom", "GB", "GBR", "CF10 #BH", 514816, -31791, "GBP", "Europe/London", "cy", "44", "Europe"),
    place("Dublin", "Leinster", "L", "Ireland", "IE", "IRL", "D02 X###", 533498, -62603, "EUR", "Europe/Dublin", "en", "353", "Europe"),
    place("Berlin", "Berlin", "BE", "Germany", "DE", "DEU", "101##", 525200, 134050, "EUR", "Europe/Berlin", "de", "49", "Europe"),
    place("Munich", "Bavaria", "BY", "Germany", "DE", "DEU", "803##", 481351, 115820, "EUR", "Europe/Berlin", "de", "49", "Europe"),
    place("Hamburg", "Hamburg", "HH", "Germany", "DE", "DEU", "200##", 535511, 99937, "EUR", "Europe/Berlin", "de", "49", "Europe"),
    place("Cologne", "North Rhine-Westphalia", "NW", "Germany", "DE", "DEU", "506##", 509375, 69603, "EUR", "Europe/Berlin", "de", "49", "Europe"),
    place("Vienna", "Vienna", "9", "Austria", "AT", "AUT", "10#0", 482082, 163738, "EUR", "Europe/Vienna", "de", "43", "Europe"),
    place("Zurich", "Zurich", "ZH", "Switzerland", "CH", "CHE", "80##", 473769, 85417, "CHF", "Europe/Zurich", "de", "41", "Europe"),
    place("Geneva", "Geneva", "GE", "Switzerland", "CH", "CHE", "120#", 462044, 61432, "CHF", "Europe/Zurich", "fr", "41", "Europe"),
    place("Paris", "Île-de-France", "IDF", "France", "FR", "FRA", "7500!", 488566, 23522, "EUR", "Europe/Paris", "fr", "33", "Europe"),
    place("Lyon", "Auvergne-Rhône-Alpes", "ARA", "France", "FR", "FRA", "6900!", 457640, 48357, "EUR", "Europe/Paris", "fr", "33", "Europe"),
    place("Marseille", "Provence-Alpes-Côte d'Azur", "PAC", "France", "FR", "FRA", "1300!", 432965, 53698, "EUR", "Europe/Paris", "fr", "33", "Europe"),
    place("Brussels", "Brussels-Capital", "BRU", "Belgium", "BE", "BEL", "10#0", 508503, 43517, "EUR", "Europe/Brussels", "nl", "32", "Europe"),
    place("Amsterdam", "North Holland", "NH", "Netherlands", "NL", "NLD", "101# ??", 523676, 49041, "EUR", "Europe/Amsterdam", "nl", "31", "Europe"),
    place("Rotterdam", "South Holland", "ZH", "Netherlands", "NL", "NLD", "301# ??", 519244, 44777, "EUR", "Europe/Amsterdam", "nl", "31", "Europe"),
    place("Madrid", "Community of Madrid", "MD", "Spain", "ES", "ESP", "280##", 404168, -37038, "EUR", "Europe/Madrid", "es", "34", "Europe"),
    place("Barcelona", "Catalonia", "CT", "Spain", "ES", "ESP", "080##", 413874, 21686, "EUR", "Europe/Madrid", "es", "34", "Europe"),
    place("Lisbon", "Lisbon", "11", "Portugal", "PT", "PRT", "11##-###", 387223, -91393, "EUR", "Europe/Lisbon", "pt", "351", "Europe"),
    place("Porto", "Porto", "13", "Portugal", "PT", "PRT", "40##-###", 411579, -86291, "EUR", "Europe/Lisbon", "pt", "351", "Europe"),
    place("Rome", "Lazio", "62", "Italy", "IT", "ITA", "001##", 419028, 124964, "EUR", "Europe/Rome", "it", "39", "Europe"),
    place("Milan", "Lombardy", "25", "Italy", "IT", "ITA", "201##", 454642, 91900, "EUR", "Europe/Rome", "it", "39", "Europe"),
    place("Copenhagen", "Capital Region", "84", "Denmark", "DK", "DNK", "21##", 556761, 125683, "DKK", "Europe/Copenhagen", "da", "45", "Europe"),
    place("Stockholm", "Stockholm", "AB", "Sweden", "SE", "SWE", "11# ##", 593293, 180686, "SEK", "Europe/Stockholm", "sv", "46", "Europe"),
    place("Oslo", "Oslo", "03", "Norway", "NO", "NOR", "01##", 599139, 107522, "NOK", "Europe/Oslo", "nb", "47", "Europe"),
    place("Helsinki", "Uusimaa", "18", "Finland", "FI", "FIN", "00##0", 601699, 249384, "EUR", "Europe/Helsinki", "fi", "358", "Europe"),
    place("Warsaw", "Masovia", "14", "Poland", "PL", "POL", "00-###", 522297, 210122, "PLN", "Europe/Warsaw", "pl", "48", "Europe"),
    place("Prague", "Prague", "10", "Czechia", "CZ", "CZE", "1## 00", 500755, 144378, "CZK", "Europe/Prague", "cs", "420", "Europe"),
    place("Budapest", "Budapest", "BU", "Hungary", "HU", "HUN", "10##", 474979, 190402, "HUF", "Europe/Budapest", "hu", "36", "Europe"),
    place("Athens", "Attica", "I", "Greece", "GR", "GRC", "105 ##", 379838, 237275, "EUR", "Europe/Athens", "el", "30", "Europe"),
    place("Bucharest", "Bucharest", "B", "Romania", "RO", "ROU", "01####", 444268, 261025, "RON", "Europe/Bucharest", "ro", "40", "Europe"),
    place("Kyiv", "Kyiv", "30", "Ukraine", "UA", "UKR", "010##", 504501, 305234, "UAH", "Europe/Kyiv", "uk", "380", "Europe"),
    place("Istanbul", "Istanbul", "34", "Turkey", "TR", "TUR", "34###", 410082, 289784, "TRY", "Europe/Istanbul", "tr", "90", "Europe"),
    place("Ankara", "Ankara", "06", "Turkey", "TR", "TUR", "06###", 399334, 328597, "TRY", "Europe/Istanbul", "tr", "90", "Europe"),
    place("Tel Aviv", "Tel Aviv", "TA", "Israel", "IL", "ISR", "61#####", 320853, 347818, "ILS", "Asia/Jerusalem", "he", "972", "Asia"),
    place("Dubai", "Dubai", "DU", "United Arab Emirates", "AE", "ARE", "00000", 252048, 552708, "AED", "Asia/Dubai", "ar", "971", "Asia"),
    place("Riyadh", "Riyadh", "01", "Saudi Arabia", "SA", "SAU", "11###", 247136, 466753, "SAR", "Asia/Riyadh", "ar", "966", "Asia"),
    place("Jeddah", "Makkah", "02", "Saudi Arabia", "SA", "SAU", "21###", 214858, 391925, "SAR", "Asia/Riyadh", "ar", "966", "Asia"),
    place("Tehran", "Tehran", "23", "Iran", "IR", "IRN", "11########", 356892, 513890, "IRR", "Asia/Tehran", "fa", "98", "Asia"),
    place("Cairo", "Cairo", "C", "Egypt", "EG", "EGY", "11###", 300444, 312357, "EGP", "Africa/Cairo", "ar", "20", "Africa"),
    place("Lagos", "Lagos", "LA", "Nigeria", "NG", "NGA", "10####", 65244, 33792, "NGN", "Africa/Lagos", "en", "234", "Africa"),
    place("Nairobi", "Nairobi", "30", "Kenya", "KE", "KEN", "00###", -12921, 368219, "KES", "Africa/Nairobi", "en", "254", "Africa"),
    place("Cape Town", "Western Cape", "WC", "South Africa", "ZA", "ZAF", "80##", -339249, 184241, "ZAR", "Africa/Johannesburg", "en", "27", "Africa"),
    place("Mumbai", "Maharashtra", "MH", "India", "IN", "IND", "4000##", 190760, 728777, "INR", "Asia/Kolkata", "hi", "91", "Asia"),
    place("Bengaluru", "Karnataka", "KA", "India", "IN", "IND", "5600##", 129716, 775946, "INR", "Asia/Kolkata", "en", "91", "Asia"),
    place("Singapore", "Singapore", "01", "Singapore", "SG", "SGP", "0#####", 13521, 1038198, "SGD", "Asia/Singapore", "en", "65", "Asia"),
    place("Bangkok", "Bangkok", "10", "Thailand", "TH", "THA", "10##0", 137563, 1005018, "THB", "Asia/Bangkok", "th", "66", "Asia"),
    place("Hanoi", "Hanoi", "HN", "Vietnam", "VN", "VNM", "10####", 210278, 1058342, "VND", "Asia/Ho_Chi_Minh", "vi", "84", "Asia"),
    place("Jakarta", "Jakarta", "JK", "Indonesia", "ID", "IDN", "10##0", -62088, 1068456, "IDR", "Asia/Jakarta", "id", "62", "Asia"),
    place("Beijing", "Beijing", "BJ", "China", "CN", "CHN", "1000##", 399042, 1164074, "CNY", "Asia/Shanghai", "zh", "86", "Asia"),
    place("Shanghai", "Shanghai", "SH", "China", "CN", "CHN", "2000##", 312304, 1214737, "CNY", "Asia/Shanghai", "zh", "86", "Asia"),
    place("Taipei", "Taipei", "TPE", "Taiwan", "TW", "TWN", "10#", 250330, 1215654, "TWD", "Asia/Taipei", "zh", "886", "Asia"),
    place("Tokyo", "Tokyo", "13", "Japan", "JP", "JPN", "10#-00##", 356762, 1396503, "JPY", "Asia/Tokyo", "ja", "81", "Asia"),
    place("Osaka", "Osaka", "27", "Japan", "JP", "JPN", "53#-00##", 346937, 1355023, "JPY", "Asia/Tokyo", "ja", "81", "Asia"),
    place("Seoul", "Seoul", "11", "South Korea", "KR", "KOR", "04###", 375665, 1269780, "KRW", "Asia/Seoul", "ko", "82", "Asia"),
    place("Sydney", "New South Wales", "NSW", "Australia", "AU", "AUS", "20##", -338688, 1512093, "AUD", "Australia/Sydney", "en", "61", "Oceania"),
    place("Melbourne", "Victoria", "VIC", "Australia", "AU", "AUS", "30##", -378136, 1449631, "AUD", "Australia/Melbourne", "en", "61", "Oceania"),
    place("Auckland", "Auckland", "AUK", "New Zealand", "NZ", "NZL", "10##", -368509, 1747645, "NZD", "Pacific/Auckland", "en", "64", "Oceania"),
    place("São Paulo", "São Paulo", "SP", "Brazil", "BR", "BRA", "01###-###", -235505, -466333, "BRL", "America/Sao_Paulo", "pt", "55", "South America"),
    place("Rio de Janeiro", "Rio de Janeiro", "RJ", "Brazil", "BR", "BRA", "20###-###", -229068, -431729, "BRL", "America/Sao_Paulo", "pt", "55", "South America"),
    place("Buenos Aires", "Buenos Aires", "C", "Argentina", "AR", "ARG", "C10##", -346037, -583816, "ARS", "America/Argentina/Buenos_Aires", "es", "54", "South America"),
    place("Santiago", "Santiago Metropolitan", "RM", "Chile", "CL", "CHL", "832####", -334489, -706693, "CLP", "America/Santiago", "es", "56", "South America"),
    place("Bogotá", "Bogotá", "DC", "Colombia", "CO", "COL", "1101##", 47110, -740721, "COP", "America/Bogota", "es", "57", "South America"),
];
