//! What can be wrong with a call of a faker method. Every message names the method and the option, and says what to write instead.

/// Why a call of a faker method gives no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FakerError {
    /// The catalogue has no method of this name.
    #[error("there is no faker method '{name}'{}", match nearest { Some(nearest) => format!("; did you mean '{nearest}'?"), None => String::new() })]
    UnknownMethod {
        /// The name as it was written.
        name: String,
        /// The closest name of the catalogue.
        nearest: Option<&'static str>,
    },
    /// An option that the method does not have.
    #[error("faker method '{method}' has no option '{option}'; {known}")]
    UnknownOption {
        /// The full name of the method.
        method: &'static str,
        /// The option as it was written.
        option: String,
        /// The options it has, as a sentence.
        known: String,
    },
    /// More arguments by position than the method takes.
    #[error("faker method '{method}' takes at most {most} by position, but got {got}; {known}")]
    TooMany {
        /// The full name of the method.
        method: &'static str,
        /// How many it takes.
        most: usize,
        /// How many it was given.
        got: usize,
        /// The options it has, as a sentence.
        known: String,
    },
    /// An argument that the method cannot do without.
    #[error("faker method '{method}' needs '{option}': {expected}")]
    Missing {
        /// The full name of the method.
        method: &'static str,
        /// The name of the argument.
        option: &'static str,
        /// What it must be.
        expected: String,
    },
    /// An argument of the wrong type.
    #[error("faker method '{method}': '{option}' must be {expected}, but is {found}")]
    WrongType {
        /// The full name of the method.
        method: &'static str,
        /// The name of the argument.
        option: &'static str,
        /// What it must be.
        expected: String,
        /// What it is, shortened.
        found: String,
    },
    /// Arguments that no value can follow.
    #[error("faker method '{method}': {problem}")]
    Unsuitable {
        /// The full name of the method.
        method: &'static str,
        /// What is wrong, and what to do.
        problem: String,
    },
}
