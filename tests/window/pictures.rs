//! The pictures in `screenshots/`: baselines for what the window looks like, and the README's images.
