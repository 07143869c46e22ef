//! Kinds of people: who they are, what they are called and how to reach them.

use crate::generate::field::kind::JsonType::{self, Integer, String};
use crate::generate::field::kind::Source::{self, Faker, Form, Make, Moment, OneOf};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::moment::When;
use crate::generate::field::{person, place, text};

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::People, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        String, "full_name", "A person's full name", Some("person.fullName"),
        "full name, fullname, person name, customer name, client name, contact name, employee name, member name, owner name, \
        author name, user full name, real name, holder name, cardholder name, account holder name, card holder name, \
        beneficiary name, recipient name, sender name, patient name, doctor name, driver name, manager name, student name, \
        teacher name, legal name of person, emergency contact, guest name, host name of event, buyer name, seller name, payer \
        name, applicant name, subscriber name, attendee name, passenger name, candidate name, artist name, assignee, author, \
        reporter, reviewer, approver, =assigned to, =manager, supervisor, cardholder, =contact, contact person, guardian, \
        =customer, =patient, =doctor, physician, =artist, =director, =teacher, =instructor, =student, =passenger, =candidate, \
        =employee, =guest, user/name, customer/name, person/name, owner/name, author/name, member/name, employee/name, \
        contact/name, client/name, patient/name, driver/name, sender/name, recipient/name, assignee/name, manager/name, \
        student/name, teacher/name, billing/name, shipping/name, attendee/name, participant/name, profile/name, creator/name, \
        payer/name, friend/name, follower/name, seller/name, buyer/name, passenger/name, doctor/name, address/name, \
        child/name, billing name, shipping name, personal name, account name, display name of person",
        Make(person::full_name),
    ),
    kind(
        String, "first_name", "A person's first name", Some("person.firstName"),
        "first name, firstname, given name, givenname, fname, forename, christian name, preferred name, name first, name/first, \
        name given",
        Make(person::first_name),
    ),
    kind(
        String, "last_name", "A person's last name", Some("person.lastName"),
        "last name, lastname, family name, surname, lname, name last, name/last, maiden name, second name, name family",
        Make(person::last_name),
    ),
    kind(
        String, "middle_name", "A person's middle name", Some("person.middleName"),
        "middle name, middlename, name/middle",
        Faker,
    ),
    kind(
        String, "name", "A name: that of a person, a product, a file or a thing, as the rest of the object suggests", Some("person.fullName"),
        "=name",
        Make(text::name),
    ),
    kind(
        String, "initials", "The first letters of a person's names", None,
        "initials, initial, monogram",
        Make(person::initials),
    ),
    kind(
        String, "honorific", "What is put before a name: Ms., Dr.", Some("person.prefix"),
        "honorific, salutation, name prefix, honorific prefix, courtesy title, person/title, user/title, customer/title, \
        contact/title, name/title, name/prefix",
        Make(person::honorific),
    ),
    kind(
        String, "name_suffix", "What is put after a name: Jr., PhD", Some("person.suffix"),
        "name suffix, honorific suffix, name/suffix, generation",
        OneOf(&["Jr.", "Sr.", "II", "III", "PhD", "MD"]),
    ),
    kind(
        String, "gender", "female or male", Some("person.sex"),
        "gender, sex, gender identity",
        Make(person::sex),
    ),
    kind(
        String, "pronouns", "How somebody wants to be spoken of", None,
        "pronouns, pronoun",
        OneOf(&["she/her", "he/him", "they/them"]),
    ),
    kind(
        Integer, "age", "The age of a grown-up in years, as the date of birth has it", None,
        "age, age in years, years old, age years",
        Make(person::age),
    ),
    kind(
        String, "birth_date", "A date of birth", Some("date.birthdate"),
        "birth date, birthdate, date of birth, dob, birthday, born on, born, born at, birth day",
        Moment(When::Birth),
    ),
    kind(
        Integer, "birth_year", "A year of birth", None,
        "birth year, year of birth, birthyear, yob",
        Make(person::birth_year),
    ),
    kind(
        String, "email", "An email address of the person that the object is about", Some("internet.email"),
        "email, mail, email address, mail address, user email, contact email, customer email, emails, reply to, cc, bcc, \
        recipient email, login email, to address, from address, paypal, e mail, email id",
        Make(person::email),
    ),
    kind(
        String, "company_email", "An email address of a company", None,
        "company email, support email, info email, business email, billing email, sales email, admin email, company/email, \
        organization/email, merchant/email, vendor/email",
        Make(person::company_email),
    ),
    kind(
        String, "phone", "A telephone number of the place that the object is about", Some("phone.number"),
        "phone, phone number, telephone, telephone number, mobile, mobile number, mobile phone, cell, cell phone, cellphone, \
        tel, msisdn, contact number, home phone, work phone, landline, phone/number, mobile/number, whatsapp, phonenumber, \
        emergency phone, caller id, call from, call to, e164",
        Make(place::phone),
    ),
    kind(
        String, "fax", "A fax number", None,
        "fax, fax number, facsimile",
        Make(place::phone),
    ),
    kind(
        String, "username", "The name of an account, of the same person as the name", Some("internet.username"),
        "username, user name, login, login name, screen name, account username, userid name, =user, logon, =owner, created by, \
        updated by, modified by, deleted by, uploaded by, posted by, approved by, assigned by, edited by, reviewed by, invited \
        by, added by, closed by, requested by, cancelled by, canceled by, locked by, changed by, completed by, resolved by, \
        submitted by, =creator, editor, =actor, maintainer, =sender, =recipient, =receiver, by, user/login, subject name",
        Make(person::username),
    ),
    kind(
        String, "nickname", "A short name that a person is called by", None,
        "nickname, nick, nick name, display name, global name, gamertag, player name",
        Make(person::nickname),
    ),
    kind(
        String, "job_title", "What a person works as", Some("person.jobTitle"),
        "job title, position title, occupation, profession, job, job position, job role, designation, employee/title, \
        employee/position, employee/role, job/title, job/name, role title",
        OneOf(&[
            "Software engineer", "Product manager", "Sales manager", "Nurse", "Teacher", "Accountant", "Graphic designer",
            "Data analyst", "Electrician", "Project manager", "Customer support agent", "Architect", "Marketing lead",
            "Operations manager", "Lawyer", "Chef", "Research assistant", "HR specialist", "Civil engineer", "Pharmacist",
        ]),
    ),
    kind(
        String, "department", "A part of a company", Some("person.jobArea"),
        "department, dept, division, business unit, department name, team, team name, employee/department, department/name, \
        team/name, cost center name",
        OneOf(&[
            "Engineering", "Sales", "Marketing", "Finance", "Human resources", "Operations", "Legal", "Customer support",
            "Research", "Procurement", "Product", "Design",
        ]),
    ),
    kind(
        String, "employee_number", "The number of an employee", None,
        "employee number, employee no, staff number, personnel number, badge number, employee code, staff id, badge",
        Form("E####!"),
    ),
    kind(
        String, "employment_type", "How somebody is employed", Some("person.jobType"),
        "employment type, employment status, contract type, job type, work type",
        OneOf(&["full_time", "part_time", "contractor", "temporary", "intern"]),
    ),
    kind(
        String, "marital_status", "Whether somebody is married", None,
        "marital status, civil status, marriage status",
        OneOf(&["single", "married", "divorced", "widowed"]),
    ),
    kind(
        String, "nationality", "What country somebody belongs to", None,
        "nationality, citizenship, ethnicity",
        OneOf(&[
            "American", "British", "Canadian", "French", "German", "Italian", "Spanish", "Dutch", "Japanese", "Brazilian",
            "Indian", "Mexican", "Polish", "Turkish", "Swedish",
        ]),
    ),
    kind(
        String, "relationship", "What two people are to each other", None,
        "relationship, relation, kinship, relationship type, relationship to patient",
        OneOf(&["spouse", "parent", "sibling", "child", "friend", "partner", "colleague"]),
    ),
    kind(
        String, "degree", "A degree of education", None,
        "degree, education, education level, qualification, academic degree, highest degree",
        OneOf(&[
            "High school diploma", "Bachelor of Arts", "Bachelor of Science", "Master of Science",
            "Master of Business Administration", "Doctor of Philosophy",
        ]),
    ),
    kind(
        String, "school", "Where somebody studied", None,
        "school, university, college, school name, university name, institution, alma mater, institution name, school/name, \
        university/name",
        OneOf(&[
            "Lakeside University", "Northfield College", "Riverside High School", "Institute of Applied Sciences",
            "Eastbrook University", "Hillcrest Academy",
        ]),
    ),
    kind(
        String, "skill", "Something that somebody can do", None,
        "skill, skill name, expertise, competency, skill/name, speciality skill",
        OneOf(&[
            "Negotiation", "Python", "Project planning", "Public speaking", "Bookkeeping", "Photography", "SQL", "Welding",
            "First aid", "Copywriting", "Rust", "Data analysis",
        ]),
    ),
    kind(
        String, "hobby", "What somebody likes to do", None,
        "hobby, interest, pastime, favorite activity, hobby/name",
        OneOf(&[
            "reading", "hiking", "chess", "cooking", "photography", "cycling", "gardening", "swimming", "painting", "climbing",
        ]),
    ),
    kind(
        String, "national_id", "A national number of a person, of a form that nobody has", None,
        "national id, ssn, social security number, national insurance number, personal id, identity number, id number, nin, \
        personal number, citizen id, id card number, ssn last",
        Form("9##-##-####"),
    ),
    kind(
        String, "passport_number", "The number of a passport", None,
        "passport number, passport, passport no, document number, travel document",
        Form("?!#######"),
    ),
    kind(
        String, "driver_license", "The number of a driving licence", None,
        "driver license, drivers license, driving license, driver licence, license number, licence number, driver license number",
        Form("?###-####-####"),
    ),
    kind(
        String, "holder_type", "Whether somebody is a person or a company", None,
        "account holder type, holder type, customer type, party type, payer type, business structure, legal type, beneficiary \
        type, recipient type, tax payer type",
        OneOf(&["individual", "company", "non_profit", "government"]),
    ),
    kind(
        String, "zodiac_sign", "A sign of the zodiac", Some("person.zodiacSign"),
        "zodiac sign, zodiac, star sign",
        Faker,
    ),
];
