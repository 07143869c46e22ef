//! The columns of the log: what they are called, how wide they are, which are shown, and where they stand in a given width.

use serde::{Deserialize, Serialize};

/// A column of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumIter)]
#[serde(rename_all = "camelCase")]
pub(super) enum Column {
    /// When it arrived.
    Time,
    /// The method.
    Method,
    /// The status.
    Status,
    /// Path and query; takes what the others leave.
    Path,
    /// The endpoint and the response.
    AnsweredBy,
    /// The size of the response's body.
    Size,
    /// How long it took.
    Took,
}

impl Column {
    /// All columns in their order.
    pub(super) const ALL: [Self; 7] =
        [Self::Time, Self::Method, Self::Status, Self::Path, Self::AnsweredBy, Self::Size, Self::Took];

    /// Those that give way first where there is no room for all.
    const GIVING_WAY: [Self; 4] = [Self::Size, Self::Time, Self::Took, Self::AnsweredBy];

    /// What its header says.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Time => "Time",
            Self::Method => "Method",
            Self::Status => "Status",
            Self::Path => "Path",
            Self::AnsweredBy => "Answered by",
            Self::Size => "Size",
            Self::Took => "Took",
        }
    }

    /// Whether its text stands at the right edge, as numbers do.
    pub(super) fn is_right_aligned(self) -> bool {
        matches!(self, Self::Size | Self::Took)
    }

    fn default_width(self) -> f32 {
        match self {
            Self::Time => 118.0,
            Self::Method => 64.0,
            Self::Status => 54.0,
            Self::Path => 0.0,
            Self::AnsweredBy => 190.0,
            Self::Size | Self::Took => 72.0,
        }
    }

    fn min_width(self) -> f32 {
        match self {
            Self::Path => 120.0,
            Self::AnsweredBy => 96.0,
            _ => 48.0,
        }
    }
}

/// How wide the columns are and which are shown; remembered between starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Columns {
    /// The widths that were changed by hand, in points.
    widths: Vec<(Column, f32)>,
    hidden: Vec<Column>,
}

/// Where a column stands: its left edge, counted from the row's, and its width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// Which column.
    pub(super) column: Column,
    /// Its left edge.
    pub(super) left: f32,
    /// Its width.
    pub(super) width: f32,
}

impl Columns {
    /// Whether it is shown, room permitting. The path always is.
    pub(super) fn is_shown(&self, column: Column) -> bool {
        column == Column::Path || !self.hidden.contains(&column)
    }

    /// Shows or hides a column.
    pub(super) fn toggle(&mut self, column: Column) {
        if self.is_shown(column) && column != Column::Path {
            self.hidden.push(column);
        } else {
            self.hidden.retain(|hidden| *hidden != column);
        }
    }

    /// Makes a column wider or narrower; the path takes or gives the difference.
    pub(super) fn resize(&mut self, column: Column, by: f32) {
        let width = (self.width(column) + by).clamp(column.min_width(), 800.0);
        self.widths.retain(|(other, _)| *other != column);
        self.widths.push((column, width));
    }

    /// Gives all columns their own width back and shows them.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    fn width(&self, column: Column) -> f32 {
        let changed = self.widths.iter().find(|(other, _)| *other == column);
        changed.map_or(column.default_width(), |(_, width)| width.max(column.min_width()))
    }

    /// Where the columns stand in that width. Where it is not enough, the answer's column narrows, then the less telling ones go.
    pub(super) fn places(&self, total: f32) -> Vec<Place> {
        let mut shown: Vec<(Column, f32)> = Column::ALL
            .into_iter()
            .filter(|column| self.is_shown(*column))
            .map(|column| (column, if column == Column::Path { Column::Path.min_width() } else { self.width(column) }))
            .collect();
        let needed = |shown: &[(Column, f32)]| shown.iter().map(|(_, width)| width).sum::<f32>();
        let missing = needed(&shown) - total;
        if let Some((column, width)) = shown.iter_mut().find(|(column, _)| *column == Column::AnsweredBy) {
            *width -= missing.clamp(0.0, *width - column.min_width());
        }
        for column in Column::GIVING_WAY {
            if needed(&shown) <= total {
                break;
            }
            shown.retain(|(other, _)| *other != column);
        }
        let spare = (total - needed(&shown)).max(0.0);
        let mut left = 0.0;
        shown
            .into_iter()
            .map(|(column, width)| {
                let width = if column == Column::Path { width + spare } else { width };
                let place = Place { column, left, width };
                left += width;
                place
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(columns: &Columns, width: f32) -> Vec<Column> {
        columns.places(width).into_iter().map(|place| place.column).collect()
    }

    #[test]
    fn with_room_all_columns_show_and_the_path_takes_the_rest() {
        let columns = Columns::default();
        let places = columns.places(1_000.0);
        assert_eq!(places.len(), Column::ALL.len());
        let last = places.last().unwrap();
        assert!((last.left + last.width - 1_000.0).abs() < 0.01);
    }

    #[test]
    fn without_room_the_less_telling_columns_go() {
        let columns = Columns::default();
        assert_eq!(shown(&columns, 540.0).len(), 6);
        assert_eq!(shown(&columns, 380.0), [Column::Method, Column::Status, Column::Path, Column::AnsweredBy]);
        assert_eq!(shown(&columns, 240.0), [Column::Method, Column::Status, Column::Path]);
    }

    #[test]
    fn hidden_columns_stay_hidden_and_the_path_cannot_be() {
        let mut columns = Columns::default();
        columns.toggle(Column::Size);
        columns.toggle(Column::Path);
        assert!(!columns.is_shown(Column::Size) && columns.is_shown(Column::Path));
        columns.toggle(Column::Size);
        assert_eq!(columns, Columns::default());
    }

    proptest! {
        #[test]
        fn columns_never_overlap_and_fit_where_they_can(width in 0.0..3_000.0f32, by in -300.0..300.0f32) {
            let mut columns = Columns::default();
            columns.resize(Column::AnsweredBy, by);
            let places = columns.places(width);
            for pair in places.windows(2) {
                prop_assert!((pair[0].left + pair[0].width - pair[1].left).abs() < 0.01);
            }
            let end = places.last().map_or(0.0, |place| place.left + place.width);
            prop_assert!(end <= width.max(240.0) + 0.01);
        }
    }
}
