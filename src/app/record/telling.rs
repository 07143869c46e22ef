//! Finds what in the requests tells their answers apart: as few subjects as will do, the likeliest kinds first.

use std::collections::{HashMap, HashSet};

use super::{
    Sample,
    features::{Features, HEADERS},
};
use crate::model::{Subject, SubjectKind};

/// The most subjects that one condition is made of.
const MAX_SUBJECTS: usize = 8;

/// The subjects whose values tell the samples' answers apart, as far as any do.
pub(super) fn telling(samples: &[Sample<'_>]) -> Vec<Subject> {
    let mut candidates = candidates(samples);
    let mut chosen: Vec<Subject> = Vec::new();
    let mut unexplained = unexplained(samples, &chosen);
    while unexplained > 0 && chosen.len() < MAX_SUBJECTS {
        let best = candidates
            .iter()
            .enumerate()
            .map(|(index, (subject, _))| {
                let with = [chosen.as_slice(), std::slice::from_ref(subject)].concat();
                (self::unexplained(samples, &with), index)
            })
            // The candidates stand in the order of their likelihood, so the first of equals is taken.
            .min();
        let Some((left, index)) = best.filter(|(left, _)| *left < unexplained) else { break };
        unexplained = left;
        chosen.push(candidates.remove(index).0);
    }
    chosen
}

/// What the subjects come to in a request.
pub(super) fn tuple<'f>(features: &'f Features, subjects: &[Subject]) -> Vec<Option<&'f str>> {
    subjects.iter().map(|subject| features.get(subject).map(String::as_str)).collect()
}

/// How many answers too many there are among samples with the same values.
fn unexplained(samples: &[Sample<'_>], subjects: &[Subject]) -> usize {
    let mut seen: HashMap<Vec<Option<&str>>, HashSet<usize>> = HashMap::new();
    for sample in samples {
        seen.entry(tuple(&sample.features, subjects)).or_default().insert(sample.answer);
    }
    seen.values().map(|answers| answers.len() - 1).sum()
}

/// The subjects whose values differ between samples, with how many values they have; the likeliest ones first.
fn candidates(samples: &[Sample<'_>]) -> Vec<(Subject, usize)> {
    let mut values: HashMap<&Subject, (HashSet<&str>, usize)> = HashMap::new();
    for (subject, value) in samples.iter().flat_map(|sample| &sample.features) {
        let (seen, count) = values.entry(subject).or_default();
        seen.insert(value);
        *count += 1;
    }
    let mut candidates: Vec<(Subject, usize)> = values
        .into_iter()
        .filter(|(_, (seen, count))| seen.len() > 1 || *count < samples.len())
        .map(|(subject, (seen, _))| (subject.clone(), seen.len()))
        .collect();
    // A value that is another one in every request explains everything, so fewer values are the better explanation.
    candidates.sort_by(|(one, one_count), (other, other_count)| {
        let key = |subject: &Subject, count: &usize| (rank(subject), *count, subject.name().map(str::to_owned));
        key(one, one_count).cmp(&key(other, other_count))
    });
    candidates
}

/// How likely a subject is to matter, from 0, and among header fields which one.
fn rank(subject: &Subject) -> (u8, usize) {
    let place = match subject {
        Subject::Header(name) => HEADERS.iter().position(|known| known == name).unwrap_or(HEADERS.len()),
        _ => 0,
    };
    let kind = match subject.kind() {
        SubjectKind::PathParameter => 0,
        SubjectKind::Query => 1,
        SubjectKind::Json | SubjectKind::Form | SubjectKind::Multipart => 2,
        SubjectKind::Header => 3,
        SubjectKind::Cookie => 4,
        _ => 5,
    };
    (kind, place)
}
