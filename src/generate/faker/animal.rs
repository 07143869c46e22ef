//! `animal`: kinds of animals, and names of pets.

use super::method::Method;
use super::words::animals;

pub(super) static METHODS: &[Method] = &[
    Method::text("animal.bear", "A species of bear.", |call| call.word(animals::BEARS)),
    Method::text("animal.bird", "A species of bird.", |call| call.word(animals::BIRDS)),
    Method::text("animal.cat", "A breed of cat.", |call| call.word(animals::CATS)),
    Method::text("animal.cetacean", "A species of whale or dolphin.", |call| call.word(animals::CETACEANS)),
    Method::text("animal.cow", "A breed of cattle.", |call| call.word(animals::COWS)),
    Method::text("animal.crocodilia", "A species of crocodile.", |call| call.word(animals::CROCODILES)),
    Method::text("animal.dog", "A breed of dog.", |call| call.word(animals::DOGS)),
    Method::text("animal.fish", "A species of fish.", |call| call.word(animals::FISH)),
    Method::text("animal.horse", "A breed of horse.", |call| call.word(animals::HORSES)),
    Method::text("animal.insect", "A kind of insect.", |call| call.word(animals::INSECTS)),
    Method::text("animal.lion", "A kind of lion.", |call| call.word(animals::LIONS)),
    Method::text("animal.petName", "The name of a pet.", |call| call.word(animals::PET_NAMES)),
    Method::text("animal.rabbit", "A breed of rabbit.", |call| call.word(animals::RABBITS)),
    Method::text("animal.rodent", "A species of rodent.", |call| call.word(animals::RODENTS)),
    Method::text("animal.snake", "A species of snake.", |call| call.word(animals::SNAKES)),
    Method::text("animal.type", "A kind of animal.", |call| call.word(animals::TYPES)),
];
