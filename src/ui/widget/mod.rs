//! The controls every panel is built from. Import with `use crate::ui::widget::*`-style paths by name.
//!
//! All of them are 28 points high unless said otherwise, named for screen readers, show the focus ring, and take
//! what they show by reference: a control never changes the state, it returns an [`Edited`] that holds the new
//! value if the user changed it.
//!
//! * actions: [`Button`] (primary, secondary, quiet), [`IconButton`], [`MenuRow`] in [`menu`]
//! * values: [`TextField`], [`long_text`], [`NumberField`], [`Combo`], [`segmented`], [`toggle`], [`chip`]
//! * places: [`TabBar`], [`ListRow`], [`section_header`], [`hairline`], [`table_header`], [`sheet`],
//!   [`Split`]
//! * signs: [`method_badge`], [`status_text`], [`pill`], [`key_cap`], [`sparkline`], [`marked`], [`Banner`], [`ToastCard`],
//!   [`EmptyState`]

mod banner;
mod button;
mod cell;
mod chip;
mod combo;
mod elide;
mod empty_state;
mod frame;
mod http;
mod icon_button;
mod list_row;
mod long_text;
mod marked;
mod menu;
mod number_field;
mod pill;
mod section;
mod segmented;
mod sheet;
mod sparkline;
mod split;
mod tab_bar;
mod table_header;
mod text_field;
mod toast;
mod toggle;

pub use banner::{Banner, BannerAction};
pub use button::{Button, ButtonKind};
pub use cell::cell;
pub use chip::chip;
pub use combo::Combo;
pub use elide::elide_middle;
pub use empty_state::EmptyState;
pub use frame::{card, focus_ring, hairline, hairline_at, pane, vertical_hairline};
pub use http::{METHOD_WIDTH, method_badge, method_short, status_text};
pub use icon_button::IconButton;
pub use list_row::{ListRow, ListRowOutput};
pub use long_text::long_text;
pub use marked::marked;
pub use menu::{MenuRow, menu, menu_separator};
pub use number_field::{NumberField, NumberOrTemplate};
pub use pill::{key_cap, pill};
pub use section::{section_header, subtle};
pub use segmented::{segmented, segmented_with};
pub use sheet::sheet;
pub use sparkline::sparkline;
pub use split::{Split, SplitRules, within};
pub use tab_bar::{Sign, Tab, TabBar};
pub use table_header::{ColumnChoice, ColumnPlaces, ColumnSpec, table_header};
pub use text_field::{Colorer, TextField};
pub use toast::{ToastAction, ToastCard};
pub use toggle::toggle;

/// What a control says after it was shown.
#[derive(Debug)]
pub struct Edited<T> {
    /// The new value, if the user changed it in this frame.
    pub changed: Option<T>,
    /// egui's word on the control: focus, hover, where it is.
    pub response: egui::Response,
}

impl<T> Edited<T> {
    /// The same with a tooltip.
    #[must_use]
    pub fn on_hover_text(mut self, text: impl Into<egui::WidgetText>) -> Self {
        self.response = self.response.on_hover_text(text);
        self
    }
}
