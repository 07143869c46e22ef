//! `git`: branches and commits.

use serde_json::Value;

use super::call::Call;
use super::date;
use super::draw::{self, HEXADECIMAL};
use super::localized::localized;
use super::method::{Answer, Kind, Method, Parameter, optional};
use super::words::technology;

const REFERENCE: Parameter = optional("refDate", Kind::Moment, "now", "The moment it lies before, by a day at most.");

pub(super) static METHODS: &[Method] = &[
    Method::text("git.branch", "The name of a branch.", |call| {
        Ok(Value::from(format!("{}-{}", call.pick(technology::SHORT_NOUNS), call.pick(technology::SHORT_VERBS))))
    }),
    Method::text("git.commitDate", "The date of a commit, as git writes it.", |call| {
        let at = date::recent(call)?;
        Ok(Value::from(date::in_git(call, at)))
    })
    .with(&[REFERENCE])
    .positions(0),
    Method::text("git.commitEntry", "A commit as the log of git shows it.", entry)
        .with(&[
            optional("merge", Kind::Boolean, "by chance", "Whether it merges two others."),
            optional("eol", Kind::Choice(&["LF", "CRLF"]), "CRLF", "How its lines end."),
            REFERENCE,
        ])
        .positions(0),
    Method::text("git.commitMessage", "What a commit is for.", |call| Ok(Value::from(message(call)))),
    Method::text("git.commitSha", "The hash of a commit.", |call| {
        let length = call.integer("length", 0, 10_000)?.unwrap_or(40) as usize;
        Ok(Value::from(draw::characters(call.random, HEXADECIMAL, length)))
    })
    .with(&[optional("length", Kind::Integer, "40", "How many digits.")])
    .positions(0),
];

fn message(call: &mut Call<'_>) -> String {
    format!("{} {} {}", call.pick(technology::VERBS), call.pick(technology::ADJECTIVES), call.pick(technology::NOUNS))
}

fn entry(call: &mut Call<'_>) -> Answer {
    let by_chance = call.random.chance(0.2);
    let merge = call.flag("merge", by_chance)?;
    let end = if call.choice("eol")? == Some("LF") { "\n" } else { "\r\n" };
    let mut lines = vec![format!("commit {}", draw::characters(call.random, HEXADECIMAL, 40))];
    if merge {
        let parents = [draw::characters(call.random, HEXADECIMAL, 7), draw::characters(call.random, HEXADECIMAL, 7)];
        lines.push(format!("Merge: {}", parents.join(" ")));
    }
    let words = localized(call.locale);
    let (first, last) = (call.pick(words.first_names), call.pick(words.last_names));
    let account = super::internet::plain(&format!("{first}_{last}"));
    lines.push(format!("Author: {first} {last} <{account}@{}>", call.pick(words.mail_providers)));
    let at = date::recent(call)?;
    lines.push(format!("Date: {}", date::in_git(call, at)));
    lines.push(String::new());
    lines.push(format!("    {}", message(call)));
    lines.push(String::new());
    Ok(Value::from(lines.join(end)))
}
