//! Kinds of vehicles and what moves them.

use crate::generate::field::kind::JsonType::{self, Integer, Number, String};
use crate::generate::field::kind::Source::{self, Decimal, Faker, Form, Make, OneOf, Whole};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::{small, things};

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::Vehicles, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        String, "vehicle", "A vehicle: maker and model", Some("vehicle.vehicle"),
        "vehicle, car, vehicle name, car name, truck, vehicle/name, car/name, auto, vehicle description, automobile",
        Make(things::vehicle),
    ),
    kind(
        String, "vehicle_make", "Who made a vehicle", Some("vehicle.manufacturer"),
        "make, vehicle make, car make, vehicle manufacturer, car manufacturer, car brand, vehicle brand, vehicle/manufacturer, \
        car/manufacturer, vehicle/brand, car/brand, automaker, make name, vehicle make name, marque, car maker, vehicle/maker, \
        car/maker",
        Make(things::vehicle_make),
    ),
    kind(
        String, "vehicle_model", "A model of vehicle, by the same maker", Some("vehicle.model"),
        "vehicle model, car model, vehicle/model, car/model, truck model, model of car, auto model, vehicle model name",
        Make(things::vehicle_model),
    ),
    kind(
        String, "vehicle_type", "A kind of vehicle", Some("vehicle.type"),
        "vehicle type, car type, body type, body style, vehicle class, vehicle category, vehicle/type, car/type, body class, \
        car class, vehicle body type, car/category, chassis type",
        OneOf(&["sedan", "suv", "hatchback", "estate", "coupe", "van", "pickup", "convertible"]),
    ),
    kind(
        String, "fuel_type", "What a vehicle burns", Some("vehicle.fuel"),
        "fuel type, fuel, engine fuel, fuel kind, energy source, fuel category, car/fuel, vehicle/fuel, propulsion",
        Make(things::fuel),
    ),
    kind(
        String, "transmission", "How a vehicle changes gears", None,
        "transmission, gearbox, transmission type, gear type, gearbox type",
        OneOf(&["manual", "automatic", "semi-automatic", "cvt"]),
    ),
    kind(
        String, "drivetrain", "Which wheels are driven", None,
        "drivetrain, drive type, drive train, driven wheels, wheel drive, drive wheels",
        OneOf(&["fwd", "rwd", "awd", "4wd"]),
    ),
    kind(
        String, "vin", "The number of a vehicle", Some("vehicle.vin"),
        "vin, vehicle identification number, vin number, chassis number, vin code, frame number, vehicle vin",
        Faker,
    ),
    kind(
        String, "license_plate", "What is written on a number plate", Some("vehicle.vrm"),
        "license plate, licence plate, plate number, registration plate, plate, number plate, license plate number, vehicle \
        registration, vehicle plate, reg number, vrm, car plate, car/registration, vehicle/registration, vehicle registration \
        number, car number, registration plate number, vehicle/plate, vehicle number, vehicle reg",
        Form("??## ???"),
    ),
    kind(
        Integer, "mileage", "How far a vehicle has gone", None,
        "mileage, odometer, odometer reading, miles driven, kilometers driven, km driven, odometer km, kilometrage, odometer \
        value",
        Whole(1200, 210000),
    ),
    kind(
        Integer, "vehicle_year", "The year of a model", None,
        "model year, vehicle year, car year, vehicle/year, car/year, year of manufacture, manufacture year, production year, \
        year manufactured",
        Whole(2006, 2025),
    ),
    kind(
        String, "vehicle_color", "The colour of a vehicle", Some("vehicle.color"),
        "car color, vehicle color, exterior color, interior color, vehicle/color, car/color, car colour, vehicle colour, paint \
        color, paint, body color",
        OneOf(&["black", "white", "silver", "grey", "blue", "red", "green", "beige"]),
    ),
    kind(
        Integer, "horsepower", "The power of an engine", None,
        "horsepower, hp, engine power, bhp, power hp, engine hp, power kw, torque",
        Whole(65, 420),
    ),
    kind(
        Number, "engine_size", "The volume of an engine in litres", None,
        "engine size, displacement, engine displacement, engine capacity, engine volume, engine litres, engine cc",
        Decimal(10, 50, 1),
    ),
    kind(
        String, "engine", "An engine", None,
        "engine type, engine name, engine model, car/engine, vehicle/engine, engine/type, engine description",
        OneOf(&["1.0 TSI", "1.5 dCi", "2.0 TDI", "1.6 Hybrid", "3.0 V6", "Dual motor", "2.0 Turbo"]),
    ),
    kind(
        Integer, "cylinders", "How many cylinders an engine has", None,
        "cylinders, cylinder count, num cylinders, engine cylinders, number of cylinders",
        Make(small::cylinders),
    ),
    kind(
        Integer, "door_count", "How many doors a vehicle has", None,
        "doors, door count, num doors, number of doors, doors count",
        Whole(2, 5),
    ),
    kind(
        Integer, "seat_count", "How many can sit", None,
        "seats, seat count, seating capacity, num seats, passenger capacity, passengers, number of seats, seats available, \
        available seats, total seats, number of passengers, passenger count, num passengers, max passengers",
        Whole(2, 8),
    ),
    kind(
        Integer, "speed", "How fast something goes", None,
        "speed, speed kmh, top speed, velocity, max speed, speed limit, current speed, speed mph, average speed, kmh, mph, \
        speed kph, ground speed, cruising speed",
        Whole(5, 220),
    ),
    kind(
        Number, "fuel_level", "How full a tank is, in percent", None,
        "fuel level, tank level, fuel percent, fuel remaining, fuel amount, fuel left",
        Decimal(50, 1000, 1),
    ),
    kind(
        Integer, "battery_level", "How full a battery is, in percent", None,
        "battery level, battery, battery percent, battery percentage, charge level, state of charge, soc, battery charge, \
        battery remaining, battery status percent, battery soc",
        Whole(4, 100),
    ),
    kind(
        Number, "fuel_consumption", "Litres by 100 kilometres", None,
        "fuel consumption, fuel economy, mpg, fuel efficiency, consumption, avg consumption, city mpg, highway mpg, combination \
        mpg, litres per 100 km, fuel rate",
        Decimal(35, 120, 1),
    ),
    kind(
        Integer, "co2_emissions", "Grams of carbon dioxide by kilometre", None,
        "co 2 emissions, emissions, co 2, carbon emissions, carbon footprint, co 2 emission, co 2 g km, co 2 kg",
        Whole(0, 240),
    ),
    kind(
        String, "aircraft", "A type of aircraft", Some("airline.aircraftType"),
        "aircraft, aircraft type, airplane, plane, aircraft model, airplane type, aircraft/type, plane type, flight/aircraft",
        OneOf(&["Airbus A320", "Boeing 737-800", "Airbus A350", "Boeing 787-9", "Embraer E190", "ATR 72"]),
    ),
    kind(
        String, "tire_size", "The size of a tyre", None,
        "tire size, tyre size, tires, wheel size, tyres, tire dimension",
        OneOf(&["205/55 R16", "225/45 R17", "195/65 R15", "235/35 R19", "215/60 R17"]),
    ),
];
