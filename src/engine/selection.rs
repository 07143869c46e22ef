//! How an endpoint chooses among its responses: worked out once when it is compiled, so that a call only follows it.

use super::{
    chance,
    compiled::CompiledResponse,
    condition::Call,
    scenario::{Step, requires_state},
};
use crate::model::{Endpoint, Response, Selection};

/// How an endpoint chooses, with the responses by their indices. Disabled and broken ones are not in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// The first whose condition holds, else the default.
    Condition { tested: Vec<u32>, default: Option<u32> },
    /// One after the other, starting over at the end.
    InOrder(Vec<u32>),
    /// At random: each with the sum of the weights up to and including its own.
    Random(Vec<(u32, u64)>),
    /// In order or at random, but only among those that the states of scenarios allow; each with its weight.
    Allowed { at_random: bool, responses: Vec<(u32, u32)> },
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
                    tested: usable().filter(|(_, response)| is_conditional(response)).map(|(index, _)| index).collect(),
                    default: default.filter(|default| usable().any(|(index, _)| index == *default)),
                }
            }
            Selection::InOrder | Selection::Random if usable().any(|(_, response)| requires_state(response)) => Self::Allowed {
                at_random: endpoint.selection == Selection::Random,
                responses: usable().map(|(index, response)| (index, response.weight)).collect(),
            },
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
    pub(super) fn always_answers(&self, responses: &[Option<CompiledResponse>]) -> bool {
        let needs_no_state = |index: u32| step_of(responses, index).is_none_or(|step| step.requires.is_none());
        match self {
            Self::Condition { default, .. } => default.is_some_and(needs_no_state),
            Self::InOrder(responses) => !responses.is_empty(),
            Self::Random(responses) => !responses.is_empty(),
            Self::Allowed { at_random, responses } => {
                responses.iter().any(|(index, weight)| needs_no_state(*index) && (!at_random || *weight > 0))
            }
        }
    }

    /// The response that answers every call alike, where there is one.
    pub(super) fn only_answer(&self) -> Option<u32> {
        match self {
            Self::Condition { tested, default } if tested.is_empty() => *default,
            Self::Condition { .. } | Self::InOrder(_) | Self::Random(_) | Self::Allowed { .. } => None,
        }
    }

    /// The response that answers a call, if one does.
    pub(super) fn choose(&self, responses: &[Option<CompiledResponse>], call: &Call<'_, '_>, seed: u64) -> Option<u32> {
        let allows = |index: u32| step_of(responses, index).is_none_or(|step| step.allows(call.sessions()));
        match self {
            Self::Condition { tested, default } => {
                let condition = |index: u32| responses.get(index as usize)?.as_ref()?.condition.as_ref();
                let holds = |index: &u32| allows(*index) && condition(*index).is_none_or(|condition| condition.holds(call));
                tested.iter().copied().find(holds).or(default.filter(|index| allows(*index)))
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
            Self::Allowed { at_random, responses } => {
                let allowed = || responses.iter().filter(|(index, _)| allows(*index));
                if !at_random {
                    let turn = (call.number() - 1).checked_rem(allowed().count() as u64)?;
                    return allowed().nth(turn as usize).map(|(index, _)| *index);
                }
                let total = allowed().map(|(_, weight)| u64::from(*weight)).sum();
                let mut left = chance::draw_below(total, seed)?;
                let is_drawn = |(_, weight): &&(u32, u32)| {
                    let is_it = left < u64::from(*weight);
                    left = left.saturating_sub(u64::from(*weight));
                    is_it
                };
                allowed().find(is_drawn).map(|(index, _)| *index)
            }
        }
    }
}

fn step_of(responses: &[Option<CompiledResponse>], index: u32) -> Option<&Step> {
    responses.get(index as usize)?.as_ref()?.step.as_ref()
}

/// Whether a response demands something of a call: that its condition holds, or that a scenario is in some state.
pub(super) fn is_conditional(response: &Response) -> bool {
    response.condition.is_some() || requires_state(response)
}

/// Which response is the default of an endpoint that selects by condition: the one it names, or where it names none
/// that exists, the first enabled one that demands nothing.
pub fn default_response(endpoint: &Endpoint) -> Option<usize> {
    let named =
        endpoint.default_response.as_ref().and_then(|id| endpoint.responses.iter().position(|response| response.id == *id));
    named.or_else(|| endpoint.responses.iter().position(|response| response.enabled && !is_conditional(response)))
}
