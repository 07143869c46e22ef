//! `system`: files, paths, versions and schedules.

use serde_json::Value;

use super::call::Call;
use super::draw::{self, HEXADECIMAL};
use super::method::{Answer, Kind, Method, optional};
use super::words::{technology, vocabulary};

const FILE_TYPES: &[&str] = &["application", "audio", "font", "image", "text", "video"];
const COMMON_FILE_TYPES: &[&str] = &["application", "audio", "image", "text", "video"];

pub(super) static METHODS: &[Method] = &[
    Method::text("system.commonFileExt", "A common ending of a file.", |call| call.word(technology::COMMON_EXTENSIONS)),
    Method::text("system.commonFileName", "The name of a file with a common ending.", |call| {
        let given = call.text("extension")?;
        let ending = match &given {
            Some(extension) => extension,
            None => call.pick(technology::COMMON_EXTENSIONS),
        };
        Ok(Value::from(format!("{}.{ending}", base_name(call))))
    })
    .with(&[optional("extension", Kind::Text, "drawn", "The ending to use.")]),
    Method::text("system.commonFileType", "A common type of file.", |call| call.word(COMMON_FILE_TYPES)),
    Method::text("system.cron", "A schedule for cron.", cron)
        .with(&[
            optional("includeYear", Kind::Boolean, "false", "Whether it ends with a year."),
            optional("includeNonStandard", Kind::Boolean, "false", "Whether it may be a word such as @daily."),
        ])
        .positions(0),
    Method::text("system.directoryPath", "The path of a directory.", |call| call.word(technology::DIRECTORIES)),
    Method::text("system.fileExt", "An ending of a file.", |call| match call.text("mimeType")? {
        None => Ok(Value::from(extension(call))),
        Some(media_type) => match technology::MEDIA_TYPES.iter().find(|(name, _)| *name == media_type) {
            Some((_, endings)) => call.word(endings),
            None => call.unsuitable(format!("there is no ending for 'mimeType' {}", super::call::shortened(&media_type))),
        },
    })
    .with(&[optional("mimeType", Kind::Text, "any", "The media type of the file, such as image/png.")])
    .example(r#"["image/jpeg"]"#),
    Method::text("system.fileName", "The name of a file.", |call| {
        let count = call.count("extensionCount", (1, 1))?;
        let mut name = base_name(call);
        for _ in 0..count {
            name.push('.');
            name.push_str(extension(call));
        }
        Ok(Value::from(name))
    })
    .with(&[optional("extensionCount", Kind::Count, "1", "How many endings.")])
    .positions(0),
    Method::text("system.filePath", "The path of a file.", |call| {
        Ok(Value::from(format!("{}/{}.{}", call.pick(technology::DIRECTORIES), base_name(call), extension(call))))
    }),
    Method::text("system.fileType", "A type of file.", |call| call.word(FILE_TYPES)),
    Method::text("system.mimeType", "A media type.", |call| {
        Ok(Value::from(call.random.pick(technology::MEDIA_TYPES).map(|(name, _)| *name).unwrap_or_default()))
    }),
    Method::text("system.networkInterface", "The name of a network interface.", network_interface)
        .with(&[
            optional("interfaceType", Kind::Choice(&["en", "wl", "ww"]), "drawn", "Cable, wireless, or mobile."),
            optional("interfaceSchema", Kind::Choice(&["index", "slot", "mac", "pci"]), "drawn", "What it is named by."),
        ])
        .positions(0),
    Method::text("system.semver", "A version by semantic versioning.", |call| {
        Ok(Value::from(format!("{}.{}.{}", call.random.integer(0, 9), call.random.integer(0, 20), call.random.integer(0, 20))))
    }),
];

fn base_name(call: &mut Call<'_>) -> String {
    let mut name = call.pick(vocabulary::NOUNS).to_owned();
    for _ in 0..call.random.below(3) {
        name.push('_');
        name.push_str(call.pick(vocabulary::ADJECTIVES));
    }
    name
}

fn extension(call: &mut Call<'_>) -> &'static str {
    match call.random.pick(technology::MEDIA_TYPES) {
        Some((_, endings)) => call.pick(endings),
        None => "bin",
    }
}

fn cron(call: &mut Call<'_>) -> Answer {
    let year = call.flag("includeYear", false)?;
    if call.flag("includeNonStandard", false)? && call.random.chance(0.5) {
        return call.word(&["@annually", "@daily", "@hourly", "@monthly", "@reboot", "@weekly", "@yearly"]);
    }
    let mut fields = Vec::new();
    for (low, high) in [(0, 59), (0, 23), (1, 31), (1, 12)] {
        fields.push(number_or_any(call, low, high));
    }
    let days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    let weekday = match call.random.below(3) {
        0 => "*".to_owned(),
        1 => call.random.integer(0, 6).to_string(),
        _ => call.random.pick(&days).map(|day| (*day).to_owned()).unwrap_or_default(),
    };
    // Some readers want one of the two days left open.
    let day_open = fields.get(2).is_some_and(|day| day == "*");
    fields.push(if day_open { weekday } else { "?".to_owned() });
    if !day_open && call.random.chance(0.5) {
        fields.pop();
        fields.push("*".to_owned());
    }
    if year {
        fields.push(number_or_any(call, 1970, 2099));
    }
    Ok(Value::from(fields.join(" ")))
}

fn number_or_any(call: &mut Call<'_>, low: i64, high: i64) -> String {
    if call.random.chance(0.5) { "*".to_owned() } else { call.random.integer(low, high).to_string() }
}

fn network_interface(call: &mut Call<'_>) -> Answer {
    let kind = match call.choice("interfaceType")? {
        Some(kind) => kind,
        None => call.pick(&["en", "wl", "ww"]),
    };
    let schema = match call.choice("interfaceSchema")? {
        Some(schema) => schema,
        None => call.pick(&["index", "slot", "mac", "pci"]),
    };
    let digit = |call: &mut Call<'_>| draw::digit(call.random);
    let maybe = |call: &mut Call<'_>, letter: &str| {
        if call.random.chance(0.5) { format!("{letter}{}", digit(call)) } else { String::new() }
    };
    let rest = match schema {
        "index" => format!("o{}", digit(call)),
        "slot" => format!("{}s{}{}{}", maybe(call, "P"), digit(call), maybe(call, "f"), maybe(call, "d")),
        "mac" => format!("x{}", draw::characters(call.random, HEXADECIMAL, 12)),
        _ => format!("{}p{}s{}{}{}", maybe(call, "P"), digit(call), digit(call), maybe(call, "f"), maybe(call, "d")),
    };
    Ok(Value::from(format!("{kind}{rest}")))
}
