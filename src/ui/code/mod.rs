//! Code in the window: the editor for bodies and the read-only viewer for what went over the wire.
