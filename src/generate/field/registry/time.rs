//! Kinds of moments, dates and lengths of time.

use crate::generate::field::kind::JsonType::{self, Integer, String};
use crate::generate::field::kind::Source::{self, Faker, Make, Moment, OneOf, Whole};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::moment::When;
use crate::generate::field::small;

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::Time, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        String, "created_at", "When something came about: the first of its moments", Some("date.past"),
        "created at, created, created on, create time, creation date, date created, created date, creation time, created time, \
        created timestamp, date added, creation timestamp, registered at, joined at, signed up at, registration date, signup \
        date, join date, member since, founded at, ordered at, order date, date of creation, inserted at, added at, opened at, \
        hire date, hired at, joined on, registered on, founded, first seen, first seen at, created ts, ctime, sign up date, \
        date joined, date registered, order placed at, placed at, purchased at, purchase date, reported at, submitted at, \
        requested at, issued at, iat, issue date, date issued, invoice date, transaction date, birth time, date opened, hired \
        on, uploaded at, upload date, date uploaded, founded on, started working at, enrolled at, established at, first \
        published, create date, build date, built at, build time, buildtime, imported at, initiated at, =since, customer since",
        Moment(When::Created),
    ),
    kind(
        String, "approved_at", "When something was decided on or begun, soon after it came about", Some("date.past"),
        "approved at, accepted at, confirmed at, verified at, activated at, paid at, payment date, authorized at, captured at, \
        started at, start of work, scheduled on, assigned at, acknowledged at, email verified at, confirmed on, approved on, \
        paid on, date paid, enabled at, begun at, processed at, queued at, invited at, effective at, effective date, date \
        approved, in progress at, approval date, reviewed at, rejected at, triggered at, granted at, charged at, settled at, \
        settlement date, booked at, date verified, subscribed at, deployed at, phone verified at, payment time",
        Moment(When::Past(2)),
    ),
    kind(
        String, "published_at", "When something was given out", Some("date.past"),
        "published at, publish date, published on, published, publication date, released at, release date, shipped at, ship \
        date, sent at, date sent, shipped on, released on, posted at, post date, date published, published date, sent date, \
        sent on, delivery started at, launched at, launch date, dispatched at, pub date, emitted at, date posted, pushed at, \
        posted on, occurred at, happened at, occurred on, event time, event date, received at, received on, date received, \
        emailed at, notified at, release time, air date, event timestamp, delivered on time, received date, opened on, \
        delivery attempted at, posted date",
        Moment(When::Past(4)),
    ),
    kind(
        String, "delivered_at", "When something arrived or was done", Some("date.recent"),
        "delivered at, delivered on, delivery date, completed at, completed on, finished at, completion date, resolved at, \
        resolved on, closed at, date delivered, date completed, done at, fulfilled at, merged at, answered at, responded at, \
        finish time, service date, date closed, returned at, finished on, completed date, closed on, completion time, arrived \
        at, solved at, closed date, failed at, fulfilled on",
        Moment(When::Past(6)),
    ),
    kind(
        String, "updated_at", "When something was last changed: never before it came about", Some("date.recent"),
        "updated at, updated, updated on, update time, last updated, modified at, modified, last modified, modified on, \
        modification date, date modified, changed at, updated date, last update, last updated at, last modified at, edited at, \
        date updated, modified date, updated time, update date, last change, refreshed at, synced at, last synced at, mtime, \
        modification time, last edited, last sync, last changed, last modified on, last modified date, status changed at, \
        revised at, rotated at, last transition time, last modified time, last edited at, last edited time, last update time, \
        updated timestamp, last refreshed, sync date, recorded at, measured at, last sync at, calculated at, checked at, last \
        checked at, last checked",
        Moment(When::Past(8)),
    ),
    kind(
        String, "last_seen_at", "When somebody was last there", Some("date.recent"),
        "last seen at, last seen, last login, last login at, last active at, last active, last activity, last activity at, last \
        accessed at, last used at, last used, accessed at, last access, last visit, last logged in, last sign in at, signed in \
        at, logged in at, viewed at, visited at, last online, seen at, last accessed, read at, read on, watched at, login \
        time, last visited at, last message at, last ping, last heartbeat, heartbeat at, last contact, opened last, last run, \
        last run at, last connected at, clicked at, last post at, last triggered at, last read at, last polled at, last \
        successful at, last failure at, last error at",
        Moment(When::Past(9)),
    ),
    kind(
        String, "deleted_at", "When something was ended: never before it was changed", Some("date.recent"),
        "deleted at, deleted on, removed at, cancelled at, canceled at, archived at, disabled at, suspended at, revoked at, \
        deactivated at, terminated at, refunded at, voided at, date deleted, cancelled on, deletion date, cancellation date, \
        canceled on, withdrawn at, banned at, blocked at, destroyed at, expired at, trashed at, unpublished at, discarded at, \
        revocation date, termination date, cancel date, locked at, deleted date, deprecated at, retired at, expired on, left \
        at",
        Moment(When::Past(11)),
    ),
    kind(
        String, "moment", "Some moment of the past, written as its format asks", Some("date.recent"),
        "at, timestamp, since, updated since, date time, datetime, ts, time stamp, date, on, =time, unix time, epoch, event ts, \
        unix timestamp, local time, utc time, timestamp ms, time ms, =when, logged at, log time",
        Moment(When::Past(7)),
    ),
    kind(
        String, "now", "The current moment", Some("date.recent"),
        "now, current time, server time, current date, today, generated at, as of, retrieved at, fetched at, report date, \
        response time stamp, system time, current timestamp, server timestamp, generated on, request time, fetch time, \
        exported at, polled at, snapshot time, as of date, current datetime, checkout time",
        Moment(When::Now),
    ),
    kind(
        String, "due_date", "When something has to be done", Some("date.soon"),
        "due date, due at, due on, deadline, due, payment due date, remind at, reminder at, reminder date, follow up date, next \
        run, next run at, scheduled at, scheduled for, schedule date, scheduled time, scheduled date, next billing date, run \
        at, next payment date, estimated delivery, estimated arrival, eta, expected delivery, expected at, arrival date, \
        expected arrival date, estimated delivery date, publish at, deliver at, target date, next attempt at, retry at, retry \
        after date, resume at, next check at, planned date, appointment date, appointment time, delivery estimate, next retry \
        at, collect at, next step at, next invoice date, resumes at, pickup date, scheduled start, next payment at, next \
        action at, due time, appointment at, cancel at, resets at, reset at, next refresh, next update, next occurrence, \
        available at, available on, available from date, expected on, expected date",
        Moment(When::Future(0)),
    ),
    kind(
        String, "expires_at", "When something ends to hold: after now", Some("date.future"),
        "expires at, expires, expires on, expiry, expiry date, expiration, expiration date, expire at, expiration time, expiry \
        time, expires date, expire date, best before, best before date, exp, renewal date, renews at, not after, token expires \
        at, renew at, expire time, exp date, valid thru, expiration timestamp, license expiry, expires time, client secret \
        expires at, trial end, trial ends at, next renewal, expire on, expired date, access token expires at, session expires \
        at, expiry at, exipration, warranty end, warranty expires, contract end date, session expiry, ends on trial, passport \
        expiry",
        Moment(When::Future(2)),
    ),
    kind(
        String, "start_at", "When something begins: before it ends", Some("date.soon"),
        "start at, starts at, start date, start time, start, begin, begins at, begin date, starts on, from date, date from, \
        valid from, check in, check in date, period start, departure time, departure date, departure at, departs at, start \
        datetime, start timestamp, event start, checkin, pickup time, begin time, date start, current period start, session \
        start, started on, start on, not before, nbf, available from, opens at, effective from, start date time, time from, \
        shift start, trial start, window start, day start, started, active from, start day, interval start, billing period \
        start, coverage start, starts",
        Moment(When::Start),
    ),
    kind(
        String, "end_at", "When something ends: after it began", Some("date.future"),
        "end at, ends at, end date, end time, end, ended at, ends on, finish date, to date, date to, valid to, valid until, \
        check out, check out date, period end, arrival time, arrival at, arrives at, end datetime, end timestamp, stop time, \
        event end, checkout date, dropoff time, until, date end, return date, current period end, stop, session end, end on, \
        closes at, valid till, effective to, effective until, end date time, finish, finished, time to, shift end, stop at, \
        stopped at, available until, checkout at, window end, day end, ended, active until, active to, interval end, billing \
        period end, coverage end, =till, ends, ended on, =completed",
        Moment(When::End),
    ),
    kind(
        Integer, "year", "A year", None,
        "year, release year, publication year, year published, fiscal year, model year of thing, calendar year, year founded, \
        founded year, founding year, tax year, year built, graduation year, academic year, year of publication, vintage",
        Whole(1998, 2025),
    ),
    kind(
        Integer, "month", "A month by number", None,
        "month, month number, month of year",
        Whole(1, 12),
    ),
    kind(
        String, "month_name", "A month by name", Some("date.month"),
        "month name",
        Faker,
    ),
    kind(
        Integer, "day", "A day of the month", None,
        "day, day of month, day number, billing day",
        Whole(1, 28),
    ),
    kind(
        String, "weekday", "A day of the week", Some("date.weekday"),
        "weekday, day of week, day name, week day, dow, day of the week, =weekdays, weekday name",
        OneOf(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    ),
    kind(
        Integer, "week", "A week of the year", None,
        "week, week number, week of year, iso week, calendar week",
        Whole(1, 52),
    ),
    kind(
        Integer, "quarter", "A quarter of a year", None,
        "quarter, fiscal quarter",
        Whole(1, 4),
    ),
    kind(
        Integer, "hour", "An hour of the day", None,
        "hour, hour of day, start hour, end hour",
        Whole(0, 23),
    ),
    kind(
        Integer, "minute", "A minute of an hour", None,
        "minute, =second, minute of hour",
        Whole(0, 59),
    ),
    kind(
        String, "time_of_day", "A time of the day: 14:30:00", None,
        "time of day, opening time, closing time, open time, close time, alarm time, clock time, local time of day, opening \
        hour, closing hour, daily time, preferred time, sunrise, sunset, wake time, bed time",
        Make(small::time_of_day),
    ),
    kind(
        Integer, "duration", "How long something took or takes, as its span has it", None,
        "duration, duration seconds, duration s, duration sec, elapsed, elapsed time, length seconds, total time, runtime, run \
        time, time spent, seconds, secs, sec, duration in seconds, runtime seconds, playtime, call duration, elapsed seconds, \
        execution time, processing time, session duration, uptime, uptime seconds, total duration, prep time, cook time, wait \
        time, downtime, time taken, length in seconds",
        Make(small::duration_s),
    ),
    kind(
        Integer, "duration_ms", "How long something took, in milliseconds", None,
        "duration ms, ms, milliseconds, millis, elapsed ms, duration millis, duration milliseconds, time ms taken, took, took \
        ms, execution time ms, length ms, processing time ms, duration in ms, elapsed time ms, run time ms, elapsed millis, \
        duration msec",
        Make(small::duration_ms),
    ),
    kind(
        Integer, "duration_minutes", "How long something takes, in minutes", None,
        "duration minutes, minutes, mins, duration min, duration mins, length minutes, duration in minutes, runtime minutes, \
        prep time minutes, cook time minutes, prep minutes, cook minutes, travel time minutes, mins duration, estimated \
        minutes, read time, reading time, session length",
        Make(small::duration_minutes),
    ),
    kind(
        Integer, "hours", "A number of hours", None,
        "hours, hours worked, duration hours, total hours, working hours, billable hours, estimated hours, hrs, logged hours, \
        work hours, hours spent",
        Whole(1, 48),
    ),
    kind(
        Integer, "days", "A number of days", None,
        "days, duration days, nights, number of days, total days, lead time days, days remaining, days left, trial days, \
        retention days, business days, trial period days, delivery days, validity days, num days, days until due, lead time",
        Whole(1, 45),
    ),
    kind(
        Integer, "months", "A number of months", None,
        "months, duration months, term months, num months, weeks, term length",
        Whole(1, 24),
    ),
    kind(
        Integer, "years", "A number of years", None,
        "years, years of experience, experience, experience years, years experience, tenure",
        Whole(1, 15),
    ),
    kind(
        String, "iso_duration", "A length of time as ISO 8601 writes it", None,
        "iso duration, duration iso",
        OneOf(&["PT30M", "PT1H", "PT90S", "P1D", "PT2H15M", "P7D", "PT45M"]),
    ),
    kind(
        String, "frequency", "How often something happens", None,
        "frequency, recurrence, repeat, interval name, billing cycle, billing period, billing interval, payment frequency, \
        cadence, schedule type, recurring interval, repeat interval, subscription interval, period type, pay frequency, \
        renewal period, =period, recurrence type, billing frequency, plan interval, =interval",
        OneOf(&["daily", "weekly", "monthly", "quarterly", "yearly"]),
    ),
    kind(
        String, "utc_offset", "How far a clock is from UTC", None,
        "utc offset, gmt offset, timezone offset, tz offset, time offset, time zone offset",
        OneOf(&["+00:00", "+01:00", "+02:00", "-05:00", "-08:00", "+05:30", "+09:00", "-03:00"]),
    ),
    kind(
        String, "season", "A season of the year", None,
        "season, season name",
        OneOf(&["spring", "summer", "autumn", "winter"]),
    ),
    kind(
        String, "schedule", "When something happens, as people write it", None,
        "schedule, business hours, office hours, hours of operation, availability hours, maintenance window, shift, shift name, \
        time slot, timeslot, slot, opening hours, time range, delivery window, time window, visiting hours",
        OneOf(&[
            "Mon-Fri 09:00-17:00", "Mon-Sat 08:00-20:00", "daily 10:00-18:00", "Tue-Sun 11:00-22:00", "Sat-Sun 09:00-13:00",
        ]),
    ),
];
