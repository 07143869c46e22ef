//! Plain English sentences and titles of no particular meaning, for texts whose only demand is to read like text.

use crate::generate::random::Random;

const SENTENCES: &[&str] = &[
    "The team reviewed the proposal and agreed on the next steps.",
    "Please check the details below before you continue.",
    "Everything arrived on time and in good condition.",
    "We are still waiting for a reply from the other side.",
    "It works well for everyday use and takes little space.",
    "The first version was simple, and most people liked it that way.",
    "A short walk from the station, close to shops and the park.",
    "Nothing else needs to be done on your part.",
    "The results were better than anyone had expected.",
    "She explained the plan twice, and then drew it on the board.",
    "Most of the changes are small and easy to undo.",
    "The new release fixes several problems that users reported.",
    "You can change these settings at any time.",
    "The meeting was moved to Thursday afternoon.",
    "It comes in three sizes and four colours.",
    "Our office is open on weekdays from nine to five.",
    "The old bridge has been closed since last spring.",
    "He found the missing file in another folder.",
    "Two people are enough to carry it up the stairs.",
    "The water is clear, and the view is worth the climb.",
    "Costs stayed within the budget for the third year in a row.",
    "We answer every message within two working days.",
    "The material is light, strong and easy to clean.",
    "Not all of the questions have been answered yet.",
    "A second test will follow at the end of the month.",
    "The recipe needs only five things and half an hour.",
    "Visitors are asked to sign in at the front desk.",
    "The garden behind the house gets sun all morning.",
    "This page was last checked by an editor.",
    "Small steps are often quicker than one large leap.",
    "The train was late, but nobody seemed to mind.",
    "Thank you for letting us know so quickly.",
];

const OPENINGS: &[&str] = &[
    "A practical guide to",
    "Notes on",
    "Getting started with",
    "What we learned from",
    "Why we chose",
    "The future of",
    "A short history of",
    "Rethinking",
    "Ten questions about",
    "The quiet return of",
    "Inside",
    "A field guide to",
];

const TOPICS: &[&str] = &[
    "remote onboarding",
    "urban gardening",
    "sourdough baking",
    "open data",
    "public transport",
    "small batteries",
    "night trains",
    "slow travel",
    "paper maps",
    "community libraries",
    "wild swimming",
    "mobile payments",
    "solar roofs",
    "winter cycling",
    "vintage cameras",
    "plain writing",
    "city bees",
    "better meetings",
    "home composting",
    "tidal power",
    "bird watching",
    "local news",
    "board games",
    "simple software",
];

const ADJECTIVES: &[&str] = &[
    "Amber", "Blue", "Bright", "Calm", "Central", "Clear", "Coastal", "Copper", "Crystal", "Eastern", "Emerald", "Golden",
    "Green", "Grand", "Hidden", "Ivory", "Lunar", "Modern", "Northern", "Prime", "Quiet", "Rapid", "Silver", "Southern",
    "Stellar", "Summer", "Swift", "Urban", "Vivid", "Western", "Wild", "Winter",
];

const NOUNS: &[&str] = &[
    "Anchor", "Arch", "Beacon", "Bridge", "Canyon", "Cedar", "Circle", "Cloud", "Compass", "Falcon", "Field", "Forest", "Garden",
    "Harbor", "Horizon", "Island", "Lake", "Lantern", "Maple", "Meadow", "Mountain", "Orchard", "Path", "Peak", "Pioneer",
    "Ridge", "River", "Signal", "Summit", "Tower", "Valley", "Willow",
];

const WORDS: &[&str] = &[
    "alpha", "amber", "anchor", "arrow", "atlas", "aurora", "beacon", "birch", "breeze", "canyon", "cedar", "cobalt", "comet",
    "coral", "delta", "echo", "ember", "falcon", "fern", "flint", "garnet", "glacier", "harbor", "hazel", "indigo", "ivory",
    "jasper", "juniper", "lagoon", "lotus", "lunar", "maple", "meadow", "meridian", "mosaic", "nebula", "north", "nova", "onyx",
    "opal", "orbit", "pebble", "pine", "prism", "quartz", "raven", "ridge", "river", "saffron", "sierra", "slate", "solar",
    "spruce", "summit", "tango", "tidal", "topaz", "tundra", "vector", "vertex", "violet", "willow", "zephyr", "zinc",
];

fn one(from: &'static [&'static str], random: &mut Random) -> &'static str {
    random.pick(from).copied().unwrap_or_default()
}

/// One sentence.
pub(crate) fn sentence(random: &mut Random) -> &'static str {
    one(SENTENCES, random)
}

/// Some sentences, no two neighbours alike.
pub(crate) fn sentences(count: usize, random: &mut Random) -> String {
    let mut place = random.below(SENTENCES.len());
    let mut text = String::new();
    for _ in 0..count {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(SENTENCES.get(place).copied().unwrap_or_default());
        place = (place + 1 + random.below(SENTENCES.len() - 1)) % SENTENCES.len();
    }
    text
}

/// Whole words of about this many characters, with a full stop where sentences would end.
pub(crate) fn about(characters: usize, random: &mut Random) -> String {
    if characters < 24 {
        return title_of(1 + characters / 10, random);
    }
    let mut text = sentence(random).to_owned();
    while text.len() < characters {
        text.push(' ');
        text.push_str(sentence(random));
    }
    // The sentences are plain ASCII, so that bytes are characters; the first is longer than a word.
    let cut = text.get(..characters).and_then(|cut| cut.rfind(' ')).unwrap_or(text.len());
    let mut cut = text.get(..cut).unwrap_or_default().trim_end_matches(['.', ',']).to_owned();
    cut.push('.');
    cut
}

/// A headline: "Notes on night trains".
pub(crate) fn headline(random: &mut Random) -> String {
    format!("{} {}", one(OPENINGS, random), one(TOPICS, random))
}

/// A name for a thing: "Silver Harbor".
pub(crate) fn title(random: &mut Random) -> String {
    title_of(2, random)
}

fn title_of(words: usize, random: &mut Random) -> String {
    let mut title = String::new();
    for left in (0..words.max(1)).rev() {
        title.push_str(one(if left == 0 { NOUNS } else { ADJECTIVES }, random));
        if left > 0 {
            title.push(' ');
        }
    }
    title
}

/// One small word: "harbor".
pub(crate) fn word(random: &mut Random) -> &'static str {
    one(WORDS, random)
}
