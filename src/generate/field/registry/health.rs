//! Kinds of health: bodies, measurements, treatments.

use crate::generate::field::kind::JsonType::{self, Integer, Number, String};
use crate::generate::field::kind::Source::{self, Decimal, Form, Make, OneOf, Whole};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::things;

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::Health, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        String, "blood_type", "A group of blood", None,
        "blood type, blood group, bloodtype, abo group, donor blood type",
        OneOf(&["A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"]),
    ),
    kind(
        Integer, "heart_rate", "Beats a minute", None,
        "heart rate, pulse, bpm, heartrate, resting heart rate, pulse rate, heart beats, beats per minute, avg heart rate, max \
        heart rate",
        Whole(52, 128),
    ),
    kind(
        String, "blood_pressure", "Upper and lower pressure of blood", None,
        "blood pressure, bp, bloodpressure, blood pressure reading",
        Make(things::blood_pressure),
    ),
    kind(
        Integer, "systolic", "The upper pressure of blood", None,
        "systolic, systolic pressure, systolic bp, systolic blood pressure, bp systolic, blood pressure systolic",
        Make(things::systolic),
    ),
    kind(
        Integer, "diastolic", "The lower pressure of blood", None,
        "diastolic, diastolic pressure, diastolic bp, diastolic blood pressure, bp diastolic, blood pressure diastolic",
        Make(things::diastolic),
    ),
    kind(
        Number, "body_temperature", "Degrees Celsius of a body", None,
        "body temperature, body temp, fever, patient/temperature, patient temperature, vitals/temperature, vital/temperature, \
        skin temperature, vital sign/temperature",
        Decimal(360, 396, 1),
    ),
    kind(
        Integer, "oxygen_saturation", "Percent of oxygen in blood", None,
        "oxygen saturation, spo 2, sp o 2, o 2 saturation, blood oxygen, oxygen level, oxygen sat, pulse ox, spo 2 percent",
        Whole(91, 100),
    ),
    kind(
        Integer, "respiratory_rate", "Breaths a minute", None,
        "respiratory rate, breathing rate, respiration rate, breaths per minute, resp rate",
        Whole(11, 22),
    ),
    kind(
        Integer, "body_height", "The height of a person in centimetres", None,
        "body height, height cm, patient height, person/height, patient/height, height in cm, user/height, height centimeters, \
        user height, profile/height, vitals/height",
        Make(things::body_height),
    ),
    kind(
        Number, "body_weight", "The weight of a person in kilograms", None,
        "body weight, patient weight, person/weight, patient/weight, user/weight, weight of person, user weight, \
        profile/weight, vitals/weight, birth weight",
        Make(things::body_weight),
    ),
    kind(
        Number, "weight", "How heavy something is, in kilograms", None,
        "weight, weight kg, gross weight, net weight, mass, package weight, item weight, weight g, weight lbs, weight in kg, \
        shipping weight, product weight, total weight, weight grams, weight value, payload kg, mass kg, parcel weight",
        Make(things::weight),
    ),
    kind(
        Number, "bmi", "Weight by height", None,
        "bmi, body mass index, bmi value",
        Make(things::body_mass_index),
    ),
    kind(
        Number, "glucose", "Sugar in blood", None,
        "glucose, blood sugar, blood glucose, glucose level, sugar level, glucose mg dl, fasting glucose",
        Decimal(700, 1450, 1),
    ),
    kind(
        Integer, "cholesterol", "Fat in blood", None,
        "cholesterol, total cholesterol, ldl, hdl, triglycerides, cholesterol level",
        Whole(90, 260),
    ),
    kind(
        Integer, "calories", "Kilocalories", None,
        "calories, kcal, calorie, calories burned, energy kcal, calorie count, total calories, calories per serving, calorie \
        goal, calories burnt",
        Whole(60, 900),
    ),
    kind(
        Number, "nutrient_grams", "Grams of something in food", None,
        "protein, fat, carbs, carbohydrates, fiber, sugar, saturated fat, fibre, total fat, protein g, carbs g, fat g, sugars, \
        sodium, carbohydrate, dietary fiber, proteins, fats, sodium mg",
        Decimal(2, 480, 1),
    ),
    kind(
        Integer, "step_count", "How many steps somebody went", None,
        "step count, steps, daily steps, steps taken, steps count, total steps, step goal",
        Whole(900, 18000),
    ),
    kind(
        Number, "sleep_hours", "How long somebody slept", None,
        "sleep hours, hours slept, sleep duration, sleep, sleep time hours, hours of sleep",
        Decimal(45, 95, 1),
    ),
    kind(
        String, "diagnosis", "What somebody suffers from", None,
        "diagnosis, disease, illness, medical condition, medical history, primary diagnosis, chronic condition, health \
        condition, disorder, condition/name, diagnosis name, disease name, patient/condition, pre existing condition, \
        diagnosis/name, disease/name, diagnosis description, condition name",
        OneOf(&[
            "Hypertension", "Type 2 diabetes", "Asthma", "Migraine", "Seasonal influenza", "Bronchitis", "Lower back pain",
            "Anaemia", "Sprained ankle", "Hypothyroidism",
        ]),
    ),
    kind(
        String, "icd_code", "A diagnosis by its code", None,
        "icd code, icd 10, icd 10 code, icd, diagnosis code, diagnosis/code, disease code",
        OneOf(&["I10", "E11.9", "J45.909", "G43.909", "J10.1", "M54.5", "D64.9", "E03.9", "S93.40", "J20.9"]),
    ),
    kind(
        String, "symptom", "What somebody feels", None,
        "symptom, symptoms, complaint of patient, chief complaint, symptom name, presenting complaint, symptom/name, side \
        effect, side effects",
        OneOf(&[
            "headache", "fever", "cough", "fatigue", "nausea", "dizziness", "sore throat", "back pain", "shortness of breath",
            "rash",
        ]),
    ),
    kind(
        String, "allergy", "What somebody does not bear", None,
        "allergy, allergies, allergen, allergens, allergy name, food allergy, known allergies, drug allergy, allergy/name",
        OneOf(&[
            "peanuts", "penicillin", "pollen", "lactose", "shellfish", "dust mites", "latex", "eggs", "gluten", "bee stings",
        ]),
    ),
    kind(
        String, "medication", "A medicine", None,
        "medication, medicine, drug, drug name, medication name, prescription, medication/name, drug/name, medicine name, \
        active ingredient, medicine/name, prescribed medication, current medication, treatment drug, generic name",
        OneOf(&[
            "Ibuprofen", "Amoxicillin", "Metformin", "Lisinopril", "Salbutamol", "Paracetamol", "Omeprazole", "Levothyroxine",
            "Atorvastatin", "Cetirizine",
        ]),
    ),
    kind(
        String, "dosage", "How much of a medicine, how often", None,
        "dosage, dose, dosage instructions, medication dosage, dosing, dose quantity, prescription dosage, strength, dosage text",
        OneOf(&[
            "200 mg twice daily", "500 mg three times daily", "10 mg once daily", "5 ml every 6 hours", "1 tablet at night",
            "2 puffs as needed",
        ]),
    ),
    kind(
        String, "medical_speciality", "What a doctor is trained in", None,
        "speciality, specialty, medical specialty, specialization, specialisation, doctor speciality, medical speciality, \
        doctor/department, clinical specialty, doctor specialty, specialism",
        OneOf(&[
            "Cardiology", "Dermatology", "Paediatrics", "Neurology", "Oncology", "Orthopaedics", "General practice",
            "Psychiatry", "Radiology",
        ]),
    ),
    kind(
        String, "hospital", "Where the sick are treated", None,
        "hospital, clinic, hospital name, clinic name, medical center, facility, facility name, pharmacy, hospital/name, \
        clinic/name, health facility, care facility, facility/name, medical facility, health center, pharmacy name",
        OneOf(&[
            "St. Mary Hospital", "Riverside Clinic", "City General Hospital", "Northside Medical Center", "Lakeview Clinic",
            "Green Cross Pharmacy",
        ]),
    ),
    kind(
        String, "treatment", "What is done for somebody sick", None,
        "treatment, therapy, procedure, treatment plan, intervention, surgery, procedure name, treatment name, medical \
        procedure, treatment/name, procedure/name, therapy type",
        OneOf(&[
            "Physiotherapy", "Appendectomy", "Chemotherapy", "Vaccination", "Rest and fluids", "Blood transfusion",
            "Knee replacement", "Counselling",
        ]),
    ),
    kind(
        String, "vaccine", "A vaccine", None,
        "vaccine, vaccine name, vaccination, immunization, vaccine/name, immunisation, vaccine type",
        OneOf(&["Influenza", "MMR", "Tetanus", "Hepatitis B", "COVID-19", "Polio", "HPV"]),
    ),
    kind(
        String, "medical_record_number", "The number of a patient", None,
        "medical record number, mrn, patient number, patient id, chart number, patient identifier, health record number, \
        patient no",
        Form("MRN-#######"),
    ),
    kind(
        String, "insurance_number", "The number of an insurance", None,
        "insurance number, policy number, insurance id, insurance policy number, health insurance number, insurance policy, \
        member number of insurance, group number of insurance, policy no, insurance member id, policy id",
        Form("POL-########"),
    ),
    kind(
        String, "insurance_provider", "Who insures somebody", None,
        "insurance provider, insurer, insurance company, insurance, health insurance, insurance name, insurance carrier, \
        insurance plan, insurance/provider, insurance/name, insurer name, payer of insurance",
        OneOf(&["Alpine Health", "Northstar Mutual", "Harbor Insurance", "Unity Care", "Meridian Life", "Evergreen Health"]),
    ),
    kind(
        String, "medical_test", "A test of blood or body", None,
        "lab test, test type, medical test, lab test name, examination, screening, lab name test, exam type, lab panel, imaging \
        type",
        OneOf(&["Complete blood count", "Lipid panel", "X-ray", "MRI", "Urinalysis", "ECG", "Glucose tolerance test"]),
    ),
    kind(
        String, "appointment_status", "How an appointment stands", None,
        "appointment status, visit status, appointment/status, visit/status, encounter status, visit type status, \
        encounter/status",
        OneOf(&["scheduled", "confirmed", "checked_in", "completed", "cancelled", "no_show"]),
    ),
    kind(
        String, "triage_level", "How urgent something is", None,
        "triage level, urgency, triage, urgency level, acuity, pain severity, urgency of case",
        OneOf(&["low", "medium", "high", "critical"]),
    ),
    kind(
        Integer, "pain_level", "How much it hurts, from 0 to 10", None,
        "pain level, pain score, pain, pain scale, stress level, mood score",
        Whole(0, 10),
    ),
    kind(
        String, "mood", "How somebody feels", None,
        "mood, feeling, emotion, emotional state, vibe",
        OneOf(&["happy", "calm", "tired", "anxious", "excited", "sad", "focused"]),
    ),
    kind(
        String, "diet", "How somebody eats", None,
        "diet, diet type, dietary preference, dietary restriction, dietary requirements, dietary restrictions, meal preference, \
        dietary needs",
        OneOf(&["vegetarian", "vegan", "gluten_free", "halal", "kosher", "none", "lactose_free"]),
    ),
    kind(
        String, "exercise", "How somebody moves", None,
        "exercise, workout, exercise name, workout type, activity, sport, activity name, exercise type, workout name, activity \
        type of sport, sport name, exercise/name, sport type, sport/name, workout/name",
        OneOf(&["running", "cycling", "swimming", "yoga", "squats", "rowing", "hiking", "push-ups"]),
    ),
];
