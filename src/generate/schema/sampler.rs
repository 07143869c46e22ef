//! Text of a regular expression and of a length. The expression is taken apart once, into what every text asks of it: how
//! short and how long each part can be, and which characters a class offers.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::generate::random::Random;

/// What `x*` and the like are repeated at most where no length is asked for.
pub(super) const USUAL_EXTRA: usize = 12;

/// Larger than any text that is made: stands for "without end".
const ENDLESS: usize = 1 << 24;

/// A part of an expression, and how short and how long its text can be, in characters.
#[derive(Debug)]
pub(super) struct Part {
    kind: Kind,
    shortest: usize,
    longest: usize,
}

#[derive(Debug)]
enum Kind {
    Nothing,
    /// What it makes cannot be written as text.
    Unwritable,
    Literal(String),
    Letters(Letters),
    Repeated {
        part: Box<Part>,
        least: usize,
        most: usize,
    },
    All(Vec<Part>),
    OneOf(Vec<Part>),
}

/// The characters of a class, by how natural they are: letters and digits, what can be printed, all.
#[derive(Debug)]
struct Letters {
    plain: Ranges,
    printable: Ranges,
    all: Ranges,
}

/// Ranges of characters, first and last, and how many they are together.
#[derive(Debug)]
struct Ranges {
    ranges: Vec<(u32, u32)>,
    count: u32,
}

impl Part {
    /// Takes an expression apart.
    pub(super) fn new(tree: &Hir) -> Self {
        let of =
            |kind, shortest: usize, longest: usize| Self { kind, shortest: shortest.min(ENDLESS), longest: longest.min(ENDLESS) };
        match tree.kind() {
            HirKind::Empty | HirKind::Look(_) => of(Kind::Nothing, 0, 0),
            HirKind::Literal(literal) => {
                let count = String::from_utf8_lossy(&literal.0).chars().count();
                let text = std::str::from_utf8(&literal.0);
                of(text.map_or(Kind::Unwritable, |text| Kind::Literal(text.to_owned())), count, count)
            }
            HirKind::Class(class) => of(Kind::Letters(Letters::new(class)), 1, 1),
            HirKind::Capture(capture) => Self::new(&capture.sub),
            HirKind::Repetition(repetition) => {
                let part = Box::new(Self::new(&repetition.sub));
                let least = usize::try_from(repetition.min).unwrap_or(ENDLESS);
                let most = repetition.max.and_then(|most| usize::try_from(most).ok()).unwrap_or(ENDLESS);
                let shortest = least.saturating_mul(part.shortest);
                let longest = if part.longest == 0 { 0 } else { most.saturating_mul(part.longest) };
                of(Kind::Repeated { part, least, most }, shortest, longest)
            }
            HirKind::Concat(parts) => {
                let parts: Vec<Self> = parts.iter().map(Self::new).collect();
                let sum = |length: fn(&Self) -> usize| parts.iter().map(length).fold(0, usize::saturating_add);
                let (shortest, longest) = (sum(|part| part.shortest), sum(|part| part.longest));
                of(Kind::All(parts), shortest, longest)
            }
            HirKind::Alternation(parts) => {
                let parts: Vec<Self> = parts.iter().map(Self::new).collect();
                let shortest = parts.iter().map(|part| part.shortest).min().unwrap_or(0);
                let longest = parts.iter().map(|part| part.longest).max().unwrap_or(0);
                of(Kind::OneOf(parts), shortest, longest)
            }
        }
    }

    /// How short and how long its text can be, in characters.
    pub(super) fn lengths(&self) -> (usize, usize) {
        (self.shortest, self.longest)
    }

    /// Text of a length; as near to it as the expression allows.
    pub(super) fn sample(&self, length: usize, random: &mut Random) -> Option<String> {
        let mut text = String::with_capacity(length);
        self.write(length, random, &mut text)?;
        Some(text)
    }

    fn write(&self, length: usize, random: &mut Random, text: &mut String) -> Option<()> {
        match &self.kind {
            Kind::Nothing => {}
            Kind::Unwritable => return None,
            Kind::Literal(literal) => text.push_str(literal),
            Kind::Letters(letters) => text.push(letters.one(random)?),
            Kind::Repeated { part, least, most } => {
                let (least, most) = (*least, *most);
                // As many as can have this length together.
                let fewest = if part.longest == 0 { least } else { length.div_ceil(part.longest).clamp(least, most) };
                let furthest = length
                    .checked_div(part.shortest)
                    .unwrap_or(fewest.max(least.saturating_add(2)).max(length))
                    .clamp(fewest, most.max(fewest));
                let count = fewest + random.below(furthest.min(fewest.saturating_add(USUAL_EXTRA)) - fewest + 1);
                let count = count.min(ENDLESS);
                if part.shortest == part.longest {
                    // There is nothing to divide.
                    for _ in 0..count {
                        part.write(part.shortest, random, text)?;
                    }
                } else {
                    for own in shares(&vec![part.lengths(); count], length, random) {
                        part.write(own, random, text)?;
                    }
                }
            }
            Kind::All(parts) => {
                let bounds: Vec<(usize, usize)> = parts.iter().map(Self::lengths).collect();
                for (part, own) in parts.iter().zip(shares(&bounds, length, random)) {
                    part.write(own, random, text)?;
                }
            }
            Kind::OneOf(parts) => {
                let fitting: Vec<&Self> = parts.iter().filter(|part| (part.shortest..=part.longest).contains(&length)).collect();
                let part = match random.pick(&fitting) {
                    Some(part) => part,
                    None => random.pick(parts)?,
                };
                part.write(length, random, text)?;
            }
        }
        (text.len() < ENDLESS).then_some(())
    }
}

/// Divides a length among parts with bounds, at random.
fn shares(bounds: &[(usize, usize)], length: usize, random: &mut Random) -> Vec<usize> {
    let mut shares: Vec<usize> = bounds.iter().map(|(shortest, _)| *shortest).collect();
    let mut left = length.saturating_sub(shares.iter().sum());
    let mut growing: Vec<usize> =
        (0..bounds.len()).filter(|index| bounds.get(*index).is_some_and(|(low, high)| low < high)).collect();
    random.shuffle(&mut growing);
    let mut open = growing.len();
    for index in growing {
        let room = bounds.get(index).map_or(0, |(low, high)| high - low).min(left);
        // The last one takes all that is left; those before leave something for it.
        let taken = if open == 1 { room } else { random.below(room / open.max(1) * 2 + 1).min(room) };
        open -= 1;
        left -= taken;
        if let Some(share) = shares.get_mut(index) {
            *share += taken;
        }
    }
    for (share, (_, longest)) in shares.iter_mut().zip(bounds) {
        let taken = left.min(longest - *share);
        *share += taken;
        left -= taken;
    }
    shares
}

impl Letters {
    fn new(class: &Class) -> Self {
        let ranges: Vec<(u32, u32)> = match class {
            Class::Unicode(class) => {
                class.ranges().iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect()
            }
            Class::Bytes(class) => {
                class.ranges().iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect()
            }
        };
        let within = |bounds: &[(char, char)]| {
            let cut = bounds.iter().flat_map(|(first, last)| {
                ranges.iter().map(|(low, high)| ((*low).max(u32::from(*first)), (*high).min(u32::from(*last))))
            });
            Ranges::new(cut.filter(|(low, high)| low <= high).collect())
        };
        Self {
            plain: within(&[('a', 'z'), ('A', 'Z'), ('0', '9')]),
            printable: within(&[('!', '~')]),
            all: within(&[('\0', char::MAX)]),
        }
    }

    /// One of them: a plain one where there is one.
    fn one(&self, random: &mut Random) -> Option<char> {
        // A class of everything gives letters and digits mostly, but a symbol now and then.
        let chosen = if self.plain.count > 0 && !random.chance(0.08) { &self.plain } else { &self.printable };
        let chosen = if chosen.count == 0 { &self.all } else { chosen };
        let mut index = u32::try_from(random.below(usize::try_from(chosen.count).ok()?)).ok()?;
        for (low, high) in &chosen.ranges {
            let count = high - low + 1;
            if index < count {
                // Surrogates are no characters; a class that spans them has others.
                return char::from_u32(low + index).or(char::from_u32(*low));
            }
            index -= count;
        }
        None
    }
}

impl Ranges {
    fn new(ranges: Vec<(u32, u32)>) -> Self {
        let count = ranges.iter().map(|(low, high)| high - low + 1).sum();
        Self { ranges, count }
    }
}
