//! Helpers for texts.

use serde_json::Value;

use super::super::{
    escape,
    registry::{Arguments, Family, Helper, MANY},
    render::State,
    value,
};

const F: Family = Family::Text;
type Answer = Result<Value, String>;

pub(super) static HELPERS: &[Helper] = &[
    Helper::new(F, "uppercase", "text", (1, 1), upper).says("Makes all letters capital.", "{{uppercase 'ab'}}", "AB"),
    Helper::new(F, "upper", "text", (1, 1), upper).says("Makes all letters capital.", "{{upper 'ab'}}", "AB"),
    Helper::new(F, "lowercase", "text", (1, 1), lower).says("Makes all letters small.", "{{lowercase 'AB'}}", "ab"),
    Helper::new(F, "lower", "text", (1, 1), lower).says("Makes all letters small.", "{{lower 'AB'}}", "ab"),
    Helper::new(F, "capitalize", "text", (1, 1), capitalize).says(
        "Makes the first letter of each word capital.",
        "{{capitalize 'ada lovelace'}}",
        "Ada Lovelace",
    ),
    Helper::new(F, "capitalizeFirst", "text", (1, 1), capitalize_first).says(
        "Makes the first letter capital.",
        "{{capitalizeFirst 'ada lovelace'}}",
        "Ada lovelace",
    ),
    Helper::new(F, "trim", "text", (1, 1), trim).says("Takes the blanks away at both ends.", "[{{trim '  ab '}}]", "[ab]"),
    Helper::new(F, "substr", "text from length", (1, 3), substr).says(
        "A part of a text: where it begins, from 0, and how long it is.",
        "{{substr 'abcdef' 2 3}}",
        "cde",
    ),
    Helper::new(F, "substring", "text from to", (2, 3), substring).says(
        "A part of a text, from one position up to another.",
        "{{substring 'abcdef' 2 4}}",
        "cd",
    ),
    Helper::new(F, "padStart", "text length fill", (1, 3), pad_start).says(
        "Fills up at the start to a length.",
        "{{padStart '7' 3 '0'}}",
        "007",
    ),
    Helper::new(F, "padEnd", "text length fill", (1, 3), pad_end).says(
        "Fills up at the end to a length.",
        "{{padEnd '7' 3 '0'}}",
        "700",
    ),
    Helper::new(F, "ljust", "text size=… pad=' '", (1, 2), pad_end).says(
        "Fills up at the end to a size.",
        "[{{ljust 'ab' size=4}}]",
        "[ab  ]",
    ),
    Helper::new(F, "rjust", "text size=… pad=' '", (1, 2), pad_start).says(
        "Fills up at the start to a size.",
        "[{{rjust 'ab' size=4}}]",
        "[  ab]",
    ),
    Helper::new(F, "center", "text size=… pad=' '", (1, 2), center).says(
        "Fills up at both ends to a size.",
        "[{{center 'ab' size=6}}]",
        "[  ab  ]",
    ),
    Helper::new(F, "split", "text separator=' '", (1, 2), split).says(
        "Cuts a text into a list.",
        "{{split 'a,b' ','}}",
        "[\"a\",\"b\"]",
    ),
    Helper::new(F, "indexOf", "text part from", (2, 3), index_of).says(
        "Where a part begins, from 0; -1 where it does not.",
        "{{indexOf 'abc' 'c'}}",
        "2",
    ),
    Helper::new(F, "replace", "text part by", (3, 3), replace).says(
        "Replaces the first of a part.",
        "{{replace 'a-b-c' '-' '+'}}",
        "a+b-c",
    ),
    Helper::new(F, "replaceAll", "text part by", (3, 3), replace_all).says(
        "Replaces each of a part.",
        "{{replaceAll 'a-b-c' '-' '+'}}",
        "a+b+c",
    ),
    Helper::new(F, "cut", "text part", (2, 2), cut).says("Takes each of a part away.", "{{cut 'a-b-c' '-'}}", "abc"),
    Helper::new(F, "concat", "a b …", (0, MANY), concat).says(
        "Puts texts together, or lists where the first value is one.",
        "{{concat 'a' 1 'b'}}",
        "a1b",
    ),
    Helper::new(F, "newline", "", (0, 0), newline).says("A line end.", "a{{newline}}b", "a\nb"),
    Helper::new(F, "abbreviate", "text length", (2, 2), abbreviate).says(
        "Shortens a text to a length, with dots at its end.",
        "{{abbreviate 'a long sentence' 9}}",
        "a long...",
    ),
    Helper::new(F, "defaultIfEmpty", "text default", (1, 2), default_if_empty).says(
        "Another text where the first is empty.",
        "{{defaultIfEmpty '' 'none'}}",
        "none",
    ),
    Helper::new(F, "stripTags", "text", (1, 1), strip_tags).says(
        "Takes tags in angle brackets away.",
        "{{stripTags '<b>bold</b>'}}",
        "bold",
    ),
    Helper::new(F, "slugify", "text", (1, 1), slugify).says(
        "A text as part of a URL: small letters, digits and dashes.",
        "{{slugify 'Joel is a Slug'}}",
        "joel-is-a-slug",
    ),
    Helper::new(F, "wordWrap", "text length", (2, 2), word_wrap).says(
        "Breaks a text into lines that are at most so long.",
        "{{{wordWrap 'Joel is a slug' 5}}}",
        "Joel\nis a\nslug",
    ),
    Helper::new(F, "yesno", "flag yes='yes' no='no' maybe='maybe'", (1, 1), yes_no).says(
        "A word for true, false or null.",
        "{{yesno true yes='ja'}}",
        "ja",
    ),
    Helper::new(F, "stringFormat", "format a b …", (1, MANY), string_format).says(
        "Puts values in the place of %s and %d.",
        "{{stringFormat 'Hello %s, %d' 'Ada' 3}}",
        "Hello Ada, 3",
    ),
    Helper::new(F, "escapeHtml", "text", (1, 1), escape_html).says(
        "A text as HTML, whatever the content type is.",
        "{{{escapeHtml '<b>'}}}",
        "&lt;b&gt;",
    ),
    Helper::new(F, "regexExtract", "text pattern name", (2, 3), regex_extract).says(
        "The first match of a regular expression; with a name, its groups become a variable of that name.",
        "{{regexExtract 'order 42' '\\d+'}}",
        "42",
    ),
    Helper::new(F, "regexReplace", "text pattern by", (3, 3), regex_replace).says(
        "Replaces each match of a regular expression; $1 stands for its first group.",
        "{{regexReplace 'a1b2' '([0-9])' '<$1>'}}",
        "a<1>b<2>",
    ),
];

fn upper(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.text(0).to_uppercase().into())
}

fn lower(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.text(0).to_lowercase().into())
}

fn with_capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

fn capitalize(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.text(0).split_inclusive(char::is_whitespace).map(with_capital).collect::<String>().into())
}

fn capitalize_first(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(with_capital(&a.text(0)).into())
}

fn trim(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.text(0).trim().into())
}

/// A position; negative ones count from the end.
pub(super) fn position(wanted: i64, length: usize) -> usize {
    let distance = usize::try_from(wanted.unsigned_abs()).unwrap_or(usize::MAX);
    if wanted < 0 { length.saturating_sub(distance) } else { distance.min(length) }
}

fn part(text: &str, from: usize, count: usize) -> Value {
    Value::String(text.chars().skip(from).take(count).collect())
}

fn substr(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let text = a.text(0);
    let count = text.chars().count();
    let from = position(a.integer(1).unwrap_or(0), count);
    let length = a.integer(2).map_or(usize::MAX, |length| usize::try_from(length).unwrap_or(0));
    Ok(part(&text, from, length))
}

fn substring(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let text = a.text(0);
    let count = text.chars().count();
    let from = position(a.integer(1).unwrap_or(0).max(0), count);
    let to = a.integer(2).map_or(count, |to| position(to.max(0), count));
    Ok(part(&text, from.min(to), from.max(to) - from.min(to)))
}

/// The text, and the blanks that bring it to the wanted length.
fn padding(a: &Arguments<'_>) -> Result<(String, String), String> {
    let text = a.text(0).into_owned();
    let wanted = a.integer(1).or_else(|| a.named_integer("size")).unwrap_or(0);
    let fill = a.get(2).map(value::text).or_else(|| a.named_text("pad")).unwrap_or(" ".into());
    let missing = usize::try_from(wanted).unwrap_or(0).saturating_sub(text.chars().count());
    // A character takes at most four bytes.
    super::super::limits::check_text(missing)?;
    let padding = if fill.is_empty() { String::new() } else { fill.chars().cycle().take(missing).collect() };
    Ok((text, padding))
}

fn pad_start(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let (text, padding) = padding(a)?;
    Ok((padding + &text).into())
}

fn pad_end(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let (text, padding) = padding(a)?;
    Ok((text + &padding).into())
}

fn center(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let (text, padding) = padding(a)?;
    let half = padding.chars().count() / 2;
    let (before, after): (String, String) = (padding.chars().take(half).collect(), padding.chars().skip(half).collect());
    Ok((before + &text + &after).into())
}

fn split(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let separator = a.get(1).map_or(" ".into(), value::text);
    let text = a.text(0);
    if separator.is_empty() {
        return Ok(text.chars().map(|character| Value::from(character.to_string())).collect());
    }
    Ok(text.split(&*separator).map(Value::from).collect())
}

fn index_of(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    if let Value::Array(items) = a.value(0) {
        let found = items.iter().position(|item| value::equals(item, a.value(1)));
        return Ok(found.map_or(Value::from(-1), Value::from));
    }
    let (text, wanted) = (a.text(0), a.text(1));
    let from = position(a.integer(2).unwrap_or(0).max(0), text.chars().count());
    let start = text.char_indices().nth(from).map_or(text.len(), |(at, _)| at);
    let found = text.get(start..).and_then(|rest| rest.find(&*wanted));
    Ok(found.map_or(Value::from(-1), |at| Value::from(text.get(..start + at).map_or(0, |before| before.chars().count()))))
}

fn replace(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    // WireMock's helper of this name replaces each: what its templates replace once means the same to both.
    Ok(a.text(0).replacen(&*a.text(1), &a.text(2), 1).into())
}

/// Refuses what would grow too long by replacing.
fn check_growth(text: &str, part: &str, by: &str) -> Result<(), String> {
    let times = if part.is_empty() { text.len() + 1 } else { text.len() / part.len() };
    super::super::limits::check_text(times.saturating_mul(by.len().saturating_sub(part.len())) / 8)
}

fn replace_all(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let (text, part, by) = (a.text(0), a.text(1), a.text(2));
    check_growth(&text, &part, &by)?;
    Ok(text.replace(&*part, &by).into())
}

fn cut(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.text(0).replace(&*a.text(1), "").into())
}

fn concat(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    if a.value(0).is_array() {
        let mut all = Vec::new();
        for value in a.from(0) {
            match value {
                Value::Array(items) => all.extend(items.iter().cloned()),
                other => all.push(other.clone()),
            }
        }
        return Ok(Value::Array(all));
    }
    Ok(a.from(0).map(value::text).collect::<String>().into())
}

fn newline(_: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok("\n".into())
}

fn abbreviate(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let text = a.text(0);
    let wanted = usize::try_from(a.integer(1).unwrap_or(0)).unwrap_or(0);
    if text.chars().count() <= wanted {
        return Ok(text.into_owned().into());
    }
    let kept: String = text.chars().take(wanted.saturating_sub(3)).collect();
    Ok(format!("{}...", kept.trim_end()).into())
}

fn default_if_empty(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let wanted = if value::is_true(a.value(0), true) { 0 } else { 1 };
    Ok(a.value(wanted).clone())
}

fn strip_tags(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let text = a.text(0);
    let mut output = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some((before, tag)) = rest.split_once('<') {
        output.push_str(before);
        let Some((_, after)) = tag.split_once('>') else {
            output.push('<');
            output.push_str(tag);
            return Ok(output.into());
        };
        rest = after;
    }
    output.push_str(rest);
    Ok(output.into())
}

fn slugify(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let mut slug = String::new();
    for character in a.text(0).to_lowercase().chars() {
        if character.is_alphanumeric() || character == '_' {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    Ok(slug.trim_end_matches('-').into())
}

fn word_wrap(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let wanted = usize::try_from(a.integer(1).unwrap_or(80)).unwrap_or(80);
    let (mut output, mut length) = (String::new(), 0);
    for word in a.text(0).split_whitespace() {
        let count = word.chars().count();
        if length > 0 {
            let fits = length + 1 + count <= wanted;
            output.push(if fits { ' ' } else { '\n' });
            length = if fits { length + 1 } else { 0 };
        }
        output.push_str(word);
        length += count;
    }
    Ok(output.into())
}

fn yes_no(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let word = match a.value(0) {
        Value::Null => "maybe",
        flag if value::is_true(flag, false) => "yes",
        _ => "no",
    };
    Ok(a.named_text(word).unwrap_or(word.into()).into())
}

fn string_format(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let format = a.text(0);
    let mut values = a.from(1);
    let mut output = String::new();
    let mut characters = format.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('%', Some('s' | 'd')) => {
                characters.next();
                output.push_str(&values.next().map(value::text).unwrap_or_default());
            }
            ('%', Some('%')) => {
                characters.next();
                output.push('%');
            }
            _ => output.push(character),
        }
    }
    Ok(output.into())
}

fn escape_html(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(escape::html(&a.text(0)).into())
}

fn regex_extract(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let regex = state.patterns.regex(&a.text(1))?;
    let text = a.text(0);
    let Some(found) = regex.captures(&text) else { return Ok(a.named("default").cloned().unwrap_or_default()) };
    let group = |index: usize| found.get(index).map_or(Value::Null, |group| group.as_str().into());
    if a.len() == 3 {
        let groups = (1..found.len()).map(group).collect();
        state.set_variable(&a.text(2), groups);
        return Ok(Value::Null);
    }
    Ok(group(0))
}

fn regex_replace(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let regex = state.patterns.regex(&a.text(1))?;
    let (text, by) = (a.text(0), a.text(2));
    check_growth(&text, "", &by)?;
    Ok(regex.replace_all(&text, &*by).into())
}
