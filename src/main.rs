//! The binary: arguments in, window or command line out.

fn main() {}
