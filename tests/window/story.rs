//! The main job from beginning to end.
