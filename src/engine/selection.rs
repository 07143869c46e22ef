//! How an endpoint chooses among its responses: worked out once when it is compiled, so that a call only follows it.

use super::{chance, compiled::CompiledResponse, condition::Call};
use crate::model::{Endpoint, Selection};

/// How an endpoint chooses, with the responses by their indices. Disabled and broken ones are not in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// The first whose condition holds, else the default.
    Condition { tested: Vec<u32>, default: Option<u32> },
    /// One after the other, starting over at the end.
    InOrder(Vec<u32>),
    /// At random: each with the sum of the weights up to and including its own.
    Random(Vec<(u32, u64)>),
}

impl Plan {
    /// The plan of an endpoint with these compiled responses.
    pub(super) fn new(endpoint: &Endpoint, responses: &[Option<CompiledResponse>]) -> Self {
        let usable = || {
            let all = endpoint.responses.iter().zip(responses).zip(0u32..);
            all.filter_map(|((response, compiled), index)| {
                compiled.as_ref().filter(|_| response.enabled).map(|_| (index, response))
            })
        };
        match endpoint.selection {
            Selection::Condition => {
                let default = default_response(endpoint).map(|index| index as u32);
                Self::Condition {
                    tested: usable().filter(|(_, response)| response.condition.is_some()).map(|(index, _)| index).collect(),
                    default: default.filter(|default| usable().any(|(index, _)| index == *default)),
                }
            }
            Selection::InOrder => Self::InOrder(usable().map(|(index, _)| index).collect()),
            Selection::Random => {
                let mut sum = 0;
                let with_weight = usable().filter(|(_, response)| response.weight > 0);
                Self::Random(
                    with_weight
                        .map(|(index, response)| {
                            sum += u64::from(response.weight);
                            (index, sum)
                        })
                        .collect(),
                )
            }
        }
    }

    /// Whether it answers every call, whatever is in it.
    pub(super) fn always_answers(&self) -> bool {
        match self {
            Self::Condition { default, .. } => default.is_some(),
            Self::InOrder(responses) => !responses.is_empty(),
            Self::Random(responses) => !responses.is_empty(),
        }
    }

    /// The response that answers every call alike, where there is one.
    pub(super) fn only_answer(&self) -> Option<u32> {
        match self {
            Self::Condition { tested, default } if tested.is_empty() => *default,
            Self::Condition { .. } | Self::InOrder(_) | Self::Random(_) => None,
        }
    }

    /// The response that answers a call, if one does.
    pub(super) fn choose(&self, responses: &[Option<CompiledResponse>], call: &Call<'_, '_>, seed: u64) -> Option<u32> {
        match self {
            Self::Condition { tested, default } => {
                let condition = |index: u32| responses.get(index as usize)?.as_ref()?.condition.as_ref();
                let holds = |index: &u32| condition(*index).is_some_and(|condition| condition.holds(call));
                tested.iter().copied().find(holds).or(*default)
            }
            Self::InOrder(order) => {
                let turn = (call.number() - 1).checked_rem(order.len() as u64)?;
                order.get(turn as usize).copied()
            }
            Self::Random(sums) => {
                let (_, total) = sums.last()?;
                let drawn = chance::draw_below(*total, seed)?;
                let index = sums.partition_point(|(_, sum)| *sum <= drawn);
                sums.get(index).map(|(index, _)| *index)
            }
        }
    }
}

/// Which response is the default of an endpoint that selects by condition: the one it names, or where it names none
/// that exists, the first enabled one without a condition.
pub(super) fn default_response(endpoint: &Endpoint) -> Option<usize> {
    let named =
        endpoint.default_response.as_ref().and_then(|id| endpoint.responses.iter().position(|response| response.id == *id));
    named.or_else(|| endpoint.responses.iter().position(|response| response.enabled && response.condition.is_none()))
}
