//! Rows that stand in groups under a heading: what is of the same operation or shared part is shown together.

use std::collections::HashMap;

use egui::{Align2, Role, Ui, WidgetInfo, pos2, vec2};

use super::theme::{GAP, GAP_PANE, Tokens, type_mono, type_secondary};

/// The items by what they belong to, each group where its first item was.
pub(super) fn grouped<'i, T>(items: &'i [T], owner: impl Fn(&'i T) -> &'i str) -> Vec<(&'i str, Vec<&'i T>)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<(&str, Vec<&T>)> = Vec::new();
    for item in items {
        let owner = owner(item);
        let at = *places.entry(owner).or_insert_with(|| {
            groups.push((owner, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(item);
    }
    groups
}

/// The heading of a group: what its items belong to, and how many there are; `noun` says of what.
pub(super) fn group_heading(ui: &mut Ui, owner: &str, count: usize, noun: &str, height: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let name = format!("{owner}, {count} {noun}");
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &name));
    if ui.is_rect_visible(rect) {
        let tokens = Tokens::of(ui);
        let left = pos2(rect.left() + GAP_PANE, rect.center().y);
        let end = ui.painter().text(left, Align2::LEFT_CENTER, owner, type_mono(), tokens.text);
        let count = count.to_string();
        ui.painter().text(pos2(end.right() + GAP, left.y), Align2::LEFT_CENTER, count, type_secondary(), tokens.muted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_where_their_first_item_was() {
        let items = [("b", 1), ("a", 2), ("b", 3)];
        let groups = grouped(&items, |(owner, _)| owner);
        assert_eq!(groups, [("b", vec![&("b", 1), &("b", 3)]), ("a", vec![&("a", 2)])]);
    }
}
