//! `book` and `music`: works of art and who made them.

use super::method::Method;
use super::words::culture;

pub(super) static METHODS: &[Method] = &[
    Method::text("book.author", "The author of a book.", |call| call.word(culture::AUTHORS)),
    Method::text("book.format", "What a book is bound as.", |call| call.word(culture::FORMATS)),
    Method::text("book.genre", "The genre of a book.", |call| call.word(culture::BOOK_GENRES)),
    Method::text("book.publisher", "The publisher of a book.", |call| call.word(culture::PUBLISHERS)),
    Method::text("book.series", "A series of books.", |call| call.word(culture::SERIES)),
    Method::text("book.title", "The title of a book.", |call| call.word(culture::TITLES)),
];

pub(super) static MUSIC: &[Method] = &[
    Method::text("music.album", "The title of an album.", |call| call.word(culture::ALBUMS)),
    Method::text("music.artist", "A musician.", |call| call.word(culture::ARTISTS)),
    Method::text("music.genre", "A genre of music.", |call| call.word(culture::MUSIC_GENRES)),
    Method::text("music.songName", "The title of a song.", |call| call.word(culture::SONGS)),
];
