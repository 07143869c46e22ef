//! Distances: the 4-point grid and the sizes every control shares.

/// The smallest gap, between an icon and its text.
pub const GAP_SMALL: f32 = 4.0;
/// The gap between controls in a row, and a pane's vertical padding.
pub const GAP: f32 = 8.0;
/// A pane's horizontal padding.
pub const GAP_PANE: f32 = 12.0;
/// The gap between groups.
pub const GAP_LARGE: f32 = 16.0;
/// The height of buttons, fields, tabs' labels and tree rows.
pub const CONTROL_HEIGHT: f32 = 28.0;
/// The height of a log row.
pub const ROW_HEIGHT: f32 = 24.0;
/// The corner radius of controls.
pub const RADIUS: u8 = 6;
/// The corner radius of cards and popups.
pub const RADIUS_CARD: u8 = 8;
/// The side of an icon.
pub const ICON_SIZE: f32 = 16.0;
/// The width of the line between panes and around controls.
pub const HAIRLINE: f32 = 1.0;
/// The width of the ring around the focused control.
pub const FOCUS_RING: f32 = 2.0;
/// The height of a line of code.
pub const CODE_LINE_HEIGHT: f32 = 19.0;
/// The longest animation.
pub const ANIMATION_SECONDS: f32 = 0.1;
