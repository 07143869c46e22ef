//! Finds what in the requests tells their answers apart: as few subjects as will do, the likeliest kinds first.

use std::collections::{HashMap, HashSet};

use super::{Sample, features::Features};
use crate::model::{Subject, SubjectKind};

/// The most subjects that one condition is made of.
const MAX_SUBJECTS: usize = 4;

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

/// How many samples have an answer that differs from that of another one with the same values.
fn unexplained(samples: &[Sample<'_>], subjects: &[Subject]) -> usize {
    // The first answer of each tuple, how many samples it has, and whether they all have that answer.
    let mut seen: HashMap<Vec<Option<&str>>, (usize, usize, bool)> = HashMap::new();
    for sample in samples {
        let (answer, count, is_one) = seen.entry(tuple(&sample.features, subjects)).or_insert((sample.answer, 0, true));
        *count += 1;
        *is_one &= *answer == sample.answer;
    }
    seen.values().filter(|(_, _, is_one)| !is_one).map(|(_, count, _)| count).sum()
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

/// How likely a subject is to matter, from 0.
fn rank(subject: &Subject) -> u8 {
    match subject.kind() {
        SubjectKind::PathParameter => 0,
        SubjectKind::Query => 1,
        SubjectKind::Json | SubjectKind::Form | SubjectKind::Multipart => 2,
        SubjectKind::Header => 3,
        SubjectKind::Cookie => 4,
        _ => 5,
    }
}
