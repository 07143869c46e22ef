//! `image`: addresses of pictures. Nothing is fetched; a data URI holds its picture itself.

use serde_json::Value;

use super::FakerError;
use super::call::Call;
use super::draw::{self, ALPHANUMERIC, HEXADECIMAL};
use super::method::{Answer, Kind, Method, Parameter, optional};
use super::{internet, lorem};

const WIDTH: Parameter = optional("width", Kind::Integer, "1 to 3999", "The width in pixels.");
const HEIGHT: Parameter = optional("height", Kind::Integer, "1 to 3999", "The height in pixels.");

pub(super) static METHODS: &[Method] = &[
    Method::text("image.avatar", "The address of a portrait.", |call| {
        if call.random.chance(0.5) { Ok(Value::from(github(call))) } else { Ok(Value::from(portrait(call, None, "512"))) }
    }),
    Method::text("image.avatarGitHub", "The address of a portrait at GitHub.", |call| Ok(Value::from(github(call)))),
    Method::text("image.avatarLegacy", "The address of a portrait at its older place (Faker.js 9).", |call| {
        Ok(Value::from(format!(
            "https://cloudflare-ipfs.com/ipfs/Qmd3W5DuhgHirLHGVixi6V76LhCkZUz6pnFt5AJBiyvHye/avatar/{}.jpg",
            call.random.integer(0, 1249)
        )))
    }),
    Method::text("image.dataUri", "A picture of one colour as a data URI.", data_uri)
        .with(&[
            WIDTH,
            HEIGHT,
            optional("color", Kind::Text, "drawn", "The colour, as CSS writes it."),
            optional("type", Kind::Choice(&["svg-uri", "svg-base64"]), "drawn", "Percent signs or base 64."),
        ])
        .positions(0)
        .example(r##"[{"width":64,"height":64,"color":"#0f7b6c","type":"svg-uri"}]"##),
    Method::text("image.personPortrait", "The address of a portrait of a person who does not exist.", |call| {
        let (sex, size) = (call.choice("sex")?, call.choice("size")?.unwrap_or("512"));
        Ok(Value::from(portrait(call, sex, size)))
    })
    .with(&[
        optional("sex", Kind::Choice(&["female", "male", "generic"]), "either", "Whose portrait."),
        optional("size", Kind::Choice(&["512", "256", "128", "64", "32"]), "512", "The width and height in pixels."),
    ])
    .positions(0),
    Method::text("image.url", "The address of a picture.", |call| {
        let (width, height) = size(call)?;
        Ok(Value::from(format!("https://picsum.photos/seed/{}/{width}/{height}", seed(call))))
    })
    .with(&[WIDTH, HEIGHT])
    .positions(0)
    .example(r#"[{"width":640,"height":480}]"#),
    Method::text("image.urlLoremFlickr", "The address of a picture at LoremFlickr.", |call| {
        let (width, height) = size(call)?;
        let category = call.text("category")?.map(|category| format!("/{category}")).unwrap_or_default();
        let lock = call.random.integer(0, 9_007_199_254_740_991);
        Ok(Value::from(format!("https://loremflickr.com/{width}/{height}{category}?lock={lock}")))
    })
    .with(&[WIDTH, HEIGHT, optional("category", Kind::Text, "none", "What the picture shows.")])
    .positions(0),
    Method::text("image.urlPicsumPhotos", "The address of a picture at Lorem Picsum.", |call| {
        let (width, height) = size(call)?;
        let by_chance = call.random.chance(0.5);
        let gray = call.flag("grayscale", by_chance)?;
        let by_chance = call.random.integer(0, 10);
        let blur = call.integer("blur", 0, 10)?.unwrap_or(by_chance);
        let mut options = Vec::new();
        if gray {
            options.push("grayscale".to_owned());
        }
        if blur > 0 {
            options.push(format!("blur={blur}"));
        }
        let options = if options.is_empty() { String::new() } else { format!("?{}", options.join("&")) };
        Ok(Value::from(format!("https://picsum.photos/seed/{}/{width}/{height}{options}", seed(call))))
    })
    .with(&[
        WIDTH,
        HEIGHT,
        optional("grayscale", Kind::Boolean, "by chance", "Whether it has no colours."),
        optional("blur", Kind::Integer, "0 to 10", "How blurred it is."),
    ])
    .positions(0),
    Method::text("image.urlPlaceholder", "The address of a picture with a text (Faker.js 9).", placeholder)
        .with(&[
            WIDTH,
            HEIGHT,
            optional("backgroundColor", Kind::Text, "drawn", "The background, as hexadecimal digits."),
            optional("textColor", Kind::Text, "drawn", "The colour of the text, as hexadecimal digits."),
            optional("format", Kind::Choice(&["gif", "jpeg", "jpg", "png", "webp"]), "drawn", "The kind of file."),
            optional("text", Kind::Text, "drawn", "The text."),
        ])
        .positions(2),
];

fn size(call: &mut Call<'_>) -> Result<(i64, i64), FakerError> {
    let (width, height) = (call.random.integer(1, 3999), call.random.integer(1, 3999));
    Ok((call.integer("width", 0, 100_000)?.unwrap_or(width), call.integer("height", 0, 100_000)?.unwrap_or(height)))
}

fn seed(call: &mut Call<'_>) -> String {
    let length = call.random.integer(5, 10) as usize;
    draw::characters(call.random, ALPHANUMERIC, length)
}

fn github(call: &mut Call<'_>) -> String {
    format!("https://avatars.githubusercontent.com/u/{}", call.random.integer(0, 100_000_000))
}

fn portrait(call: &mut Call<'_>, sex: Option<&str>, size: &str) -> String {
    let sex = match sex {
        Some(sex @ ("female" | "male")) => sex,
        _ => call.pick(&["female", "male"]),
    };
    format!("https://cdn.jsdelivr.net/gh/faker-js/assets-person-portrait/{sex}/{size}/{}.jpg", call.random.integer(0, 99))
}

/// A text as a part of a URI: everything but letters, digits and a few signs as per cent.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn data_uri(call: &mut Call<'_>) -> Answer {
    let (width, height) = size(call)?;
    let drawn = format!("#{}", draw::characters(call.random, HEXADECIMAL, 6));
    let color = call.text("color")?.unwrap_or(drawn.into());
    let color: String = color.chars().filter(|symbol| !matches!(symbol, '"' | '<' | '>' | '&')).collect();
    let by_chance = call.pick(&["svg-uri", "svg-base64"]);
    let kind = call.choice("type")?.unwrap_or(by_chance);
    let picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><rect width=\"100%\" height=\"100%\" \
         fill=\"{color}\"/><text x=\"{}\" y=\"{}\" font-size=\"20\" text-anchor=\"middle\" fill=\"white\">{width}x{height}</text></svg>",
        width / 2,
        height / 2
    );
    Ok(Value::from(match kind {
        "svg-base64" => format!("data:image/svg+xml;base64,{}", internet::base64(picture.as_bytes())),
        _ => format!("data:image/svg+xml;charset=UTF-8,{}", escaped(&picture)),
    }))
}

fn placeholder(call: &mut Call<'_>) -> Answer {
    let (width, height) = size(call)?;
    let mut color = |name| -> Result<String, FakerError> {
        let drawn = draw::characters(call.random, HEXADECIMAL, 6);
        Ok(call.text(name)?.map_or(drawn, |color| color.trim_start_matches('#').to_owned()))
    };
    let (background, foreground) = (color("backgroundColor")?, color("textColor")?);
    let by_chance = call.pick(&["gif", "jpeg", "jpg", "png", "webp"]);
    let format = call.choice("format")?.unwrap_or(by_chance);
    let drawn = lorem::words(call, 3, " ");
    let text = call.text("text")?.unwrap_or(drawn.into());
    Ok(Value::from(format!(
        "https://via.placeholder.com/{width}x{height}/{background}/{foreground}.{format}?text={}",
        escaped(&text)
    )))
}
