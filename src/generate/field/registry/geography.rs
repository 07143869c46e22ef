//! Kinds of places and the ways to them.

use crate::generate::field::kind::JsonType::{self, Integer, Number, String};
use crate::generate::field::kind::Source::{self, Decimal, Form, Make, OneOf, Whole};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::place;

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::Geography, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        String, "city", "A city", Some("location.city"),
        "city, town, city name, city/name, municipality, locality, city town, place of birth, birth place, birthplace, \
        hometown, village, departure city, suburb, destination city, birth city, admin area 2",
        Make(place::city),
    ),
    kind(
        String, "region", "A state, province or region", Some("location.state"),
        "region name, state name, province, prefecture, region/name, province name, state province, state or province, address \
        state, administrative area, province/name, admin area 1, address/state, location/state, address/region, \
        location/region, state/name, billing state, shipping state, home state, subdivision, territory, address/province",
        Make(place::region),
    ),
    kind(
        String, "region_code", "The code of a state or province", None,
        "state code, province code, region code of state, state abbreviation, state abbr, subdivision code, province \
        abbreviation",
        Make(place::region_code),
    ),
    kind(
        String, "county", "A county or district", Some("location.county"),
        "county, district, county name, district name, borough, neighborhood, neighbourhood, sublocality, parish, quarter of \
        city, ward, district/name",
        OneOf(&[
            "Westfield", "Northgate", "Old Town", "Harbourside", "Riverside", "Kingsland", "Eastbrook", "Greenhill",
            "Southbank", "Millbrook",
        ]),
    ),
    kind(
        String, "country", "A country", Some("location.country"),
        "country, country name, country/name, nation, country of residence, residence country, home country, country of origin, \
        origin country, birth country, destination country, issuing country, country region",
        Make(place::country),
    ),
    kind(
        String, "country_code", "A country by its two letters", Some("location.countryCode"),
        "country code, country iso, iso country, country iso code, country/code, iso 2, country alpha 2, iso code, alpha 2, \
        country iso 2, market, jurisdiction, country code 2, issuer country code, bank country",
        Make(place::country_code),
    ),
    kind(
        String, "country_code_3", "A country by its three letters", None,
        "country code 3, iso 3, country iso 3, alpha 3, country alpha 3, iso alpha 3",
        Make(place::country_code_3),
    ),
    kind(
        String, "continent", "A continent", Some("location.continent"),
        "continent, continent name, world region, continent/name",
        Make(place::continent),
    ),
    kind(
        String, "postal_code", "A postal code of the city", Some("location.zipCode"),
        "postal code, zip, zip code, postcode, zipcode, post code, postalcode, plz, pin code, pincode, address zip, cap code",
        Make(place::postal_code),
    ),
    kind(
        String, "address", "A postal address: the street where other fields hold the rest", Some("location.streetAddress"),
        "address, full address, mailing address, postal address, home address, billing address, shipping address, delivery \
        address, street address full, work address, formatted address, address full, physical address, business address, \
        office address, company address, pickup address, destination address, origin address, residential address, venue \
        address, residence, legal address, addr",
        Make(place::address),
    ),
    kind(
        String, "street_address", "Street and number", Some("location.streetAddress"),
        "street address, street, address line, address line 1, line 1, address 1, street line 1, street 1, address street, \
        street line, address/street, address/line 1, thoroughfare, street name and number, street and number",
        Make(place::street_address),
    ),
    kind(
        String, "address_line_2", "A flat or floor", Some("location.secondaryAddress"),
        "address line 2, line 2, address 2, street 2, street line 2, apartment, apt, suite, unit number, secondary address, \
        address line 3, line 3, address 3, apartment number, apt number, suite number, floor number of flat",
        OneOf(&["Apt. 4", "Suite 200", "Floor 3", "Apt. 12B", "Unit 7", "Suite 410", "Building C", "2nd floor"]),
    ),
    kind(
        String, "street_name", "A street without a number", Some("location.street"),
        "street name, road, road name, route name, street/name, avenue",
        OneOf(&[
            "Maple Street", "High Street", "Station Road", "Church Lane", "Park Avenue", "Mill Road", "Oak Drive",
            "Victoria Street", "Elm Street", "Garden Way",
        ]),
    ),
    kind(
        String, "building_number", "The number of a house", Some("location.buildingNumber"),
        "building number, house number, street number, house no, building no, house, street no",
        Form("!#"),
    ),
    kind(
        String, "building", "A building or a room in one", None,
        "building, building name, room, room name, room number, meeting room, room/name, building/name, floor name, hall, \
        office, office location, classroom, space name, desk, seat location",
        OneOf(&[
            "Main building", "North wing", "Tower B", "Annex", "East hall", "Room 204", "Conference room 3", "Building 7",
        ]),
    ),
    kind(
        String, "location", "A place as people name it", None,
        "location, place, location name, place name, place/name, location/name, address location, geo location, where, origin \
        place, hometown location, destination, =origin, pickup location, dropoff location, departure, arrival, pickup, \
        dropoff, geolocation, current location, pick up location, birth location, site location, position name, =from location",
        Make(place::location),
    ),
    kind(
        Number, "latitude", "A latitude near the city", Some("location.latitude"),
        "latitude, lat, geo lat, location lat, coordinate lat",
        Make(place::latitude),
    ),
    kind(
        Number, "longitude", "A longitude near the city", Some("location.longitude"),
        "longitude, lng, lon, long, geo lng, geo lon, location lng, location lon, location long, longitud",
        Make(place::longitude),
    ),
    kind(
        String, "coordinates", "Latitude and longitude in one text", None,
        "coordinates, lat lng, lat lon, latlng, latlong, geo coordinates, gps, gps coordinates, geo, geopoint, geo point, gps \
        location, location coordinates, lat long, coords",
        Make(place::coordinates),
    ),
    kind(
        Integer, "altitude", "Metres above the sea", None,
        "altitude, elevation, height above sea level, altitude m, altitude meters, elevation m",
        Whole(0, 2400),
    ),
    kind(
        String, "time_zone", "A time zone of the city", Some("location.timeZone"),
        "time zone, timezone, tz, iana timezone, timezone name, time zone name, timezone id, time zone id, tz name, olson \
        timezone",
        Make(place::time_zone),
    ),
    kind(
        String, "language_code", "A language by its two letters", Some("location.language"),
        "language, languages, language code, lang, language iso, lang code, language/code, primary language, preferred \
        language, default language, source language, target language, source lang, target lang, user language, language id, \
        spoken language code, language tag code, iso 639 1",
        Make(place::language_code),
    ),
    kind(
        String, "language", "A language by its name", Some("location.language"),
        "language name, spoken language, native language, mother tongue, language/name, language spoken",
        Make(place::language_name),
    ),
    kind(
        String, "locale", "Language and country: de-AT", Some("location.language"),
        "locale, locale code, locale name, language tag, culture, preferred locale, user locale, lang country, bcp 47, locale \
        id, default locale, requested locale",
        Make(place::locale_code),
    ),
    kind(
        String, "dialling_code", "What comes before the numbers of a country", None,
        "dialling code, dial code, phone country code, calling code, country calling code, phone prefix, phone code, isd code, \
        area code, dialing code, country dial code, mobile country code, phone/country code",
        Make(place::dialling_code),
    ),
    kind(
        String, "direction", "A direction of the compass", Some("location.cardinalDirection"),
        "direction, wind direction, cardinal direction, compass direction, heading name, bearing name",
        OneOf(&["north", "east", "south", "west", "north-east", "south-west", "north-west", "south-east"]),
    ),
    kind(
        Number, "heading", "A direction in degrees", None,
        "heading, bearing, azimuth, course degrees, wind degrees, rotation, angle, rotation angle, wind deg, compass heading",
        Decimal(0, 3599, 1),
    ),
    kind(
        Number, "distance", "How far it is", None,
        "distance, distance km, distance meters, distance m, distance miles, mileage distance, travel distance, route distance, \
        distance in km, distance in meters, radius, radius km, radius m, range km, max distance, km, kilometers, miles",
        Decimal(1, 4200, 1),
    ),
    kind(
        Number, "area", "A surface", None,
        "area size, square meters, square feet, sqft, area sqm, floor area, living area, area sqft, surface, surface area, lot \
        size, acreage, plot size, =area, total area",
        Decimal(120, 4000, 1),
    ),
    kind(
        Integer, "population", "How many people live somewhere", None,
        "population, inhabitants, population count, residents",
        Whole(800, 4000000),
    ),
    kind(
        String, "airport_code", "An airport by its three letters", None,
        "airport code, iata, iata code, airport iata, departure airport, arrival airport, origin airport, destination airport, \
        airport, airport/code, airport/iata",
        OneOf(&["LHR", "JFK", "CDG", "FRA", "AMS", "HND", "SIN", "SFO", "DXB", "MAD", "SYD", "YYZ", "GRU", "ZRH"]),
    ),
    kind(
        String, "airline", "An airline", Some("airline.airline"),
        "airline, airline name, airline/name",
        OneOf(&[
            "Lufthansa", "KLM", "Delta Air Lines", "Emirates", "Qantas", "Air France", "British Airways", "Singapore Airlines",
        ]),
    ),
    kind(
        String, "flight_number", "The number of a flight", Some("airline.flightNumber"),
        "flight number, flight no, flight, flight code, flight/number, flight designator",
        Form("??!##"),
    ),
    kind(
        String, "seat", "A seat", Some("airline.seat"),
        "seat, seat number, seat no, seat/number, seat label",
        OneOf(&["12A", "3C", "27F", "8D", "15B", "21E", "1A", "33C"]),
    ),
    kind(
        String, "weather", "What the sky is like", None,
        "weather, weather condition, weather description, forecast, conditions, weather/description, weather/condition, \
        weather/main, sky, weather state",
        OneOf(&["sunny", "cloudy", "light rain", "thunderstorm", "snow", "fog", "clear sky", "windy", "partly cloudy"]),
    ),
    kind(
        Number, "air_temperature", "Degrees outside", None,
        "temperature, temp, air temperature, feels like, temp c, temperature c, temperature celsius, outdoor temperature, temp \
        f, dew point, temperature f, room temperature, ambient temperature, indoor temperature",
        Decimal(-80, 340, 1),
    ),
    kind(
        Integer, "humidity", "Percent of water in the air", None,
        "humidity, relative humidity, humidity percent",
        Whole(20, 98),
    ),
    kind(
        Number, "wind_speed", "How fast the wind is", None,
        "wind speed, wind gust, wind, gust, wind kph, wind mph",
        Decimal(0, 220, 1),
    ),
    kind(
        Integer, "air_pressure", "Hectopascals", None,
        "air pressure, pressure, barometric pressure, pressure hpa, atmospheric pressure",
        Whole(985, 1035),
    ),
];
