//! The answers that are known before anybody asks: their bodies side by side, their heads made when first sent.
//!
//! Random hits over thousands of endpoints are misses of the processor's cache, each as dear as a hundred instructions.
//! So an answer needs one place here and its body, nothing of the compiled endpoint, and equal heads are one; and both are on
//! their way to the cache while there is still something else to do.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use bytes::Bytes;
use http::StatusCode;
use parking_lot::Mutex;
use prefetch_index::prefetch_index;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::answer_head::AnswerHead;
use crate::engine::{Compiled, CompiledBody, CompiledResponse};

/// The answers of all responses that have their body beforehand.
#[derive(Debug)]
pub(super) struct ReadyAnswers {
    /// Of each endpoint's first response.
    first: Vec<Option<ReadyAnswer>>,
    /// Of the responses after it, by the indices of endpoint and response.
    others: FxHashMap<(u32, u32), ReadyAnswer>,
    /// The heads that were made, by what they were made of.
    made: Mutex<HashMap<Vec<u8>, Arc<ReadyHead>, FxBuildHasher>>,
}

/// An answer that is known beforehand. Aligned so that it lies in one line of the processor's cache.
#[derive(Debug)]
#[repr(align(64))]
pub(super) struct ReadyAnswer {
    pub(super) body: Bytes,
    head: OnceLock<Arc<ReadyHead>>,
}

/// All of an answer but its body.
#[derive(Debug)]
pub(super) struct ReadyHead {
    pub(super) status: StatusCode,
    /// The reason phrase where it is not the usual one.
    pub(super) reason: Option<Bytes>,
    pub(super) head: AnswerHead,
}

/// Where the lines of the processor's cache start of which a body is fetched early; the processor finds the next ones itself.
const LINES: [usize; 2] = [0, 64];

impl ReadyAnswers {
    pub(super) fn new(compiled: &Compiled) -> Self {
        let mut first = Vec::with_capacity(compiled.endpoints.len());
        let mut others = FxHashMap::default();
        for (endpoint, index) in compiled.endpoints.iter().zip(0u32..) {
            let mut ready = endpoint.responses.iter().map(|response| match response {
                Some(response @ CompiledResponse { body: CompiledBody::Bytes(body), .. }) if !response.is_dynamic() => {
                    Some(ReadyAnswer { body: body.clone(), head: OnceLock::new() })
                }
                _ => None,
            });
            first.push(ready.next().flatten());
            others.extend(ready.zip(1u32..).filter_map(|(answer, response)| Some(((index, response), answer?))));
        }
        Self { first, others, made: Mutex::default() }
    }

    /// Lets the processor fetch the endpoint's first answer, which is likely asked for next.
    pub(super) fn fetch(&self, endpoint: usize) {
        prefetch_index(&self.first, endpoint);
    }

    /// The answer of a response, and its head; none where its body is not known beforehand.
    pub(super) fn get(&self, compiled: &Compiled, endpoint: u32, response: u32) -> Option<(&ReadyAnswer, &ReadyHead)> {
        let answer = match response {
            0 => self.first.get(endpoint as usize)?.as_ref()?,
            _ => self.others.get(&(endpoint, response))?,
        };
        // It is copied to the connection when the call is recorded.
        LINES.into_iter().for_each(|line| prefetch_index(&answer.body, line));
        if let Some(head) = answer.head.get() {
            return Some((answer, head));
        }
        let response = compiled.response(endpoint, response)?;
        Some((answer, answer.head.get_or_init(|| self.make_head(response, answer.body.len() as u64, compiled))))
    }

    fn make_head(&self, response: &CompiledResponse, size: u64, compiled: &Compiled) -> Arc<ReadyHead> {
        let CompiledResponse { status, reason, headers, written, .. } = response;
        if let Some(written) = written {
            let head = AnswerHead::new(headers.clone(), *status, size, compiled).written_as(written, *status);
            return Arc::new(ReadyHead { status: *status, reason: reason.clone(), head });
        }
        let mut key = format!("{} {size} ", status.as_u16()).into_bytes();
        key.extend(reason.iter().flatten());
        for (name, value) in headers {
            key.push(b'\n');
            key.extend_from_slice(name.as_str().as_bytes());
            key.push(b':');
            key.extend_from_slice(value.as_bytes());
        }
        let make = || {
            let head = AnswerHead::new(headers.clone(), *status, size, compiled);
            Arc::new(ReadyHead { status: *status, reason: reason.clone(), head })
        };
        Arc::clone(self.made.lock().entry(key).or_insert_with(make))
    }
}
