//! Where the list of rows is scrolled to: at its end and following what is new, or held still at the row that is being read,
//! whatever arrives below it and whatever the log drops above it. Pure arithmetic.

use std::collections::VecDeque;

/// How near to the end, in points, counts as being there.
const NEAR_END: f32 = 5.0;

/// The scroll position in terms of rows.
#[derive(Debug)]
pub(super) struct Follow {
    following: bool,
    /// The row at the upper edge, and how far it is scrolled out.
    anchor: Option<(u64, f32)>,
    /// The newest row that was shown while following.
    seen: u64,
    /// A row to bring into view in the next frame.
    reveal: Option<u64>,
}

impl Default for Follow {
    fn default() -> Self {
        Self { following: true, anchor: None, seen: 0, reveal: None }
    }
}

/// Where rows are: their numbers, their height, and the height of the part that is seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a> {
    /// The sequence numbers, ascending.
    pub(super) shown: &'a VecDeque<u64>,
    /// The height of one row.
    pub(super) row_height: f32,
    /// The height of the view.
    pub(super) view_height: f32,
}

impl Rows<'_> {
    /// The index of the first row with that number or a later one.
    pub(super) fn index_of(&self, sequence: u64) -> usize {
        self.shown.partition_point(|row| *row < sequence)
    }

    fn end(&self) -> f32 {
        (self.shown.len() as f32 * self.row_height - self.view_height).max(0.0)
    }
}

impl Follow {
    /// Goes to the end and stays there.
    pub(super) fn go_to_end(&mut self) {
        self.following = true;
        self.reveal = None;
    }

    /// Brings a row into view in the next frame.
    pub(super) fn reveal(&mut self, sequence: u64) {
        self.reveal = Some(sequence);
    }

    /// Where to scroll to before this frame's rows are laid out; none where the list can stay as it is.
    /// `most` is how far the list can be scrolled yet: what goes further is asked for again in the next frame.
    pub(super) fn before(&mut self, rows: Rows<'_>, offset: f32, most: f32) -> Option<f32> {
        if let Some(sequence) = self.reveal {
            let top = rows.index_of(sequence) as f32 * rows.row_height;
            let into_view = offset.clamp((top + rows.row_height - rows.view_height).min(top), top).clamp(0.0, rows.end());
            self.following = rows.end() - into_view <= NEAR_END;
            if into_view <= most {
                self.reveal = None;
            }
            return Some(into_view);
        }
        if self.following {
            return Some(rows.end());
        }
        let (sequence, within) = self.anchor?;
        let wanted = (rows.index_of(sequence) as f32 * rows.row_height + within).min(rows.end());
        ((wanted - offset).abs() > 0.5).then_some(wanted)
    }

    /// Takes in where the list is after a frame that began with it at `begun`.
    pub(super) fn after(&mut self, rows: Rows<'_>, begun: f32, offset: f32) {
        // The end runs ahead of the list while rows arrive; only who scrolls up wants to stop following.
        let was_scrolled_up = begun - offset > NEAR_END;
        self.following = rows.end() - offset <= NEAR_END || (self.following && !was_scrolled_up);
        if self.following {
            self.seen = rows.shown.back().copied().unwrap_or(self.seen);
        }
        let index = (offset / rows.row_height).floor().max(0.0);
        self.anchor = rows.shown.get(index as usize).map(|sequence| (*sequence, offset - index * rows.row_height));
    }

    /// How many rows came since the list was last at its end.
    pub(super) fn new_rows(&self, shown: &VecDeque<u64>) -> usize {
        if self.following { 0 } else { shown.len() - shown.partition_point(|sequence| *sequence <= self.seen) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(shown: &VecDeque<u64>) -> Rows<'_> {
        Rows { shown, row_height: 24.0, view_height: 240.0 }
    }

    #[test]
    fn at_the_end_it_follows_though_the_list_lags_behind() {
        let mut follow = Follow::default();
        let mut shown: VecDeque<u64> = (1..=100).collect();
        assert_eq!(follow.before(rows(&shown), 0.0, 0.0), Some(2_160.0));
        follow.after(rows(&shown), 0.0, 0.0);
        assert_eq!(follow.before(rows(&shown), 0.0, 2_160.0), Some(2_160.0));
        follow.after(rows(&shown), 2_160.0, 2_156.0);
        shown.push_back(101);
        assert_eq!(follow.new_rows(&shown), 0);
        assert_eq!(follow.before(rows(&shown), 2_156.0, 2_160.0), Some(2_184.0));
        follow.after(rows(&shown), 2_160.0, 2_000.0);
        assert_eq!(follow.before(rows(&shown), 2_000.0, 2_184.0), None);
    }

    #[test]
    fn away_from_the_end_it_holds_the_row_and_counts_what_is_new() {
        let mut follow = Follow::default();
        let mut shown: VecDeque<u64> = (1..=100).collect();
        follow.after(rows(&shown), 2_160.0, 2_160.0);
        follow.after(rows(&shown), 2_160.0, 250.0);
        shown.extend(101..=137);
        assert_eq!(follow.new_rows(&shown), 37);
        assert_eq!(follow.before(rows(&shown), 250.0, 2_160.0), None);
        shown.drain(..5);
        assert_eq!(follow.before(rows(&shown), 250.0, 2_160.0), Some(130.0));
        follow.go_to_end();
        assert_eq!(follow.new_rows(&shown), 0);
    }

    #[test]
    fn a_revealed_row_comes_into_view_and_no_further() {
        let mut follow = Follow::default();
        let shown: VecDeque<u64> = (1..=100).collect();
        for (sequence, from, to) in
            [(50, 0.0, 50.0 * 24.0 - 240.0), (50, 2_000.0, 49.0 * 24.0), (50, 1_100.0, 1_100.0), (1, 500.0, 0.0)]
        {
            follow.reveal(sequence);
            assert_eq!(follow.before(rows(&shown), from, 2_160.0), Some(to), "{sequence} from {from}");
        }
        follow.after(rows(&shown), 0.0, 0.0);
        assert_eq!(follow.before(rows(&shown), 0.0, 2_160.0), None);
        follow.reveal(100);
        assert_eq!(follow.before(rows(&shown), 0.0, 100.0), Some(2_160.0));
        assert_eq!(follow.before(rows(&shown), 100.0, 2_160.0), Some(2_160.0));
        follow.after(rows(&shown), 2_160.0, 2_160.0);
        assert_eq!(follow.new_rows(&shown), 0);
    }
}
