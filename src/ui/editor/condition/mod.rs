//! Conditions as sentences that can be grouped, sorted and negated: the Condition tab of a response, and the same within an
//! expectation.

mod badge;
mod of_response;
mod owner;
mod sentence;
mod tree;
mod value;

use egui::{CursorIcon, DragAndDrop, IdSalt, Key, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

pub(super) use self::owner::Owner;
use self::{
    badge::Badge,
    tree::{Change, Join, Node, NodeKind},
};
use super::{
    Focus,
    draft::{ExpectationDraft, ResponseDraft},
};
use crate::{
    app::Action,
    engine::PathPattern,
    model::{Comparison, Operator, Subject},
    ui::{
        icon::Icon,
        theme::{CONTROL_HEIGHT, FOCUS_RING, GAP, Tokens},
        widget::{Button, Combo, IconButton, focus_ring, pill, subtle},
    },
};

/// The room for the word before a sentence.
const LEAD_WIDTH: f32 = 40.0;
const HANDLE_WIDTH: f32 = 16.0;
/// How far the parts of a group stand to the right of it.
const INDENT: f32 = 24.0;

/// What of the tab belongs to the window only.
#[derive(Debug, Default)]
pub(super) struct ConditionTab {
    badge: Badge,
    wants_format: bool,
}

/// What became of the wish to format a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formatted {
    /// There was none, or a value was formatted.
    AsAsked,
    /// No value is being typed that could be formatted.
    Nothing,
}

/// A node that is dragged, by its path.
#[derive(Clone, Debug)]
struct Dragged(Vec<usize>);

/// What is collected while the tree is shown.
struct Pass<'a> {
    owner: Owner<'a>,
    parameters: Vec<String>,
    /// The sentence that takes the keyboard, by its place in the condition.
    focus: Option<Vec<usize>>,
    /// The value that has the keyboard is to be formatted.
    wants_format: bool,
    /// How many sentences were shown.
    sentences: usize,
    /// The change that was made, and the field that was typed into.
    change: Option<(Change, Option<String>)>,
    /// The gaps that something can be dropped into: a group's path, an index, and the line to draw.
    gaps: Vec<(Vec<usize>, usize, Rect)>,
}

impl ConditionTab {
    /// Formats the JSON value that has the keyboard.
    pub(super) fn format(&mut self) {
        self.wants_format = true;
    }

    /// The live count: of how many requests it holds.
    pub(super) fn count_ui(&mut self, ui: &mut Ui, owner: Owner<'_>) {
        let (words, tone) = self.badge.words(ui, owner);
        pill(ui, words, tone);
    }

    /// Shows the tab of a response in all the room there is.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        draft: ResponseDraft<'_>,
        focus: &mut Option<Focus>,
        actions: &mut Vec<Action>,
    ) -> Formatted {
        let wants_format = std::mem::take(&mut self.wants_format);
        let mut is_left = wants_format;
        if draft.response.condition.is_none() {
            take_wanted(focus);
            of_response::empty_ui(ui, draft, focus, actions);
        } else {
            ScrollArea::vertical().id_salt(("condition", draft.response.id.as_str())).auto_shrink(false).show(ui, |ui| {
                ui.add_space(GAP);
                egui::Frame::new().inner_margin(egui::Margin { left: 16, right: 12, top: 0, bottom: 8 }).show(ui, |ui| {
                    of_response::hints(ui, draft, actions);
                    is_left = sentences_ui(ui, Owner::Response(draft), wants_format, focus, actions);
                });
            });
        }
        if is_left { Formatted::Nothing } else { Formatted::AsAsked }
    }

    /// Shows the condition of an expectation as a part of its form.
    pub(super) fn show_within(
        &mut self,
        ui: &mut Ui,
        draft: ExpectationDraft<'_>,
        focus: &mut Option<Focus>,
        actions: &mut Vec<Action>,
    ) {
        let wants_format = std::mem::take(&mut self.wants_format);
        sentences_ui(ui, Owner::Expectation(draft), wants_format, focus, actions);
    }
}

fn take_wanted(focus: &mut Option<Focus>) -> Option<Vec<usize>> {
    match focus.take_if(|focus| matches!(focus, Focus::Condition(_))) {
        Some(Focus::Condition(place)) => Some(place),
        _ => None,
    }
}

/// The whole tree. Says whether the wish to format a value is left.
fn sentences_ui(ui: &mut Ui, owner: Owner<'_>, wants_format: bool, focus: &mut Option<Focus>, actions: &mut Vec<Action>) -> bool {
    let wanted = take_wanted(focus);
    ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
    let root = Node::root(owner.condition());
    let mut pass = Pass {
        owner,
        parameters: parameters(owner),
        focus: wanted.map(|place| first_sentence_at(&root, place)),
        wants_format,
        sentences: 0,
        change: None,
        gaps: Vec::new(),
    };
    root_head(ui, &root, &mut pass);
    group_parts(ui, &root, &mut Vec::new(), &mut pass);
    root_buttons(ui, &root, &mut pass, actions);
    drag(ui, &mut pass);
    if let Some((change, field)) = pass.change {
        apply(owner, root, change, field.as_deref(), focus, actions);
    }
    pass.wants_format
}

fn parameters(owner: Owner<'_>) -> Vec<String> {
    let pattern = PathPattern::parse(owner.path());
    pattern.map_or_else(|_| Vec::new(), |pattern| pattern.parameter_names().map(str::to_owned).collect())
}

/// Problems may name a group: its first sentence takes the keyboard then.
fn first_sentence_at(root: &Node, place: Vec<usize>) -> Vec<usize> {
    fn first(node: &Node, place: &[usize], inside: bool) -> Option<Vec<usize>> {
        let inside = inside || node.place == place;
        match &node.kind {
            NodeKind::Sentence(_) => inside.then(|| node.place.clone()),
            NodeKind::Group(_, children) => children.iter().find_map(|child| first(child, place, inside)),
        }
    }
    first(root, &place, false).or_else(|| first(root, &[], true)).unwrap_or(place)
}

fn apply(
    owner: Owner<'_>,
    mut root: Node,
    change: Change,
    field: Option<&str>,
    focus: &mut Option<Focus>,
    actions: &mut Vec<Action>,
) {
    let (label, added) = match &change {
        Change::Sentence(..) | Change::Join(..) => ("Change condition", None),
        Change::Insert(group, index, node) => {
            let mut path = group.clone();
            path.push(*index);
            if matches!(node.kind, NodeKind::Group(..)) {
                path.push(0);
            }
            ("Add condition", Some(path))
        }
        Change::Remove(_) => ("Remove condition", None),
        Change::Move { .. } => ("Move condition", None),
    };
    root.apply(change);
    let condition = root.into_condition();
    if let Some(path) = added {
        let place = Node::root(condition.as_ref()).at(&path).map(|node| node.place.clone());
        *focus = place.map(Focus::Condition);
    }
    owner.edit(actions, label, field, condition);
}

/// A sentence to begin with: about the path's first parameter, or else about a query parameter.
fn fresh(parameters: &[String]) -> Node {
    let subject = parameters.first().map_or_else(|| Subject::Query(String::new()), |name| Subject::PathParameter(name.clone()));
    Node::sentence(Comparison::new(subject, Operator::Equals, ""))
}

/// How the whole is joined; nothing for one sentence.
fn root_head(ui: &mut Ui, root: &Node, pass: &mut Pass<'_>) {
    let NodeKind::Group(join, children) = &root.kind else { return };
    if children.len() > 1 || !matches!(join, Join::All | Join::Any) {
        ui.horizontal(|ui| {
            subtle(ui, &format!("{} when", pass.owner.verb()));
            join_combo(ui, *join, &[], "Condition joins", pass);
            subtle(ui, "these hold");
        });
    }
}

fn join_combo(ui: &mut Ui, join: Join, path: &[usize], name: &str, pass: &mut Pass<'_>) {
    // A kind that nobody would choose is only offered where a file has it.
    let offered: Vec<Join> = Join::ALL.into_iter().filter(|other| *other != Join::NotAll || join == Join::NotAll).collect();
    let labels: Vec<&str> = offered.iter().map(|join| join.label()).collect();
    let chosen = offered.iter().position(|other| *other == join).unwrap_or(0);
    let edited = Combo::new(("join", path), name).show(ui, chosen, &labels);
    if let Some(join) = edited.changed.and_then(|index| offered.get(index)) {
        pass.change = Some((Change::Join(path.to_vec(), *join), None));
    }
}

/// The parts of a group, one under the other.
fn group_parts(ui: &mut Ui, group: &Node, path: &mut Vec<usize>, pass: &mut Pass<'_>) {
    let NodeKind::Group(join, children) = &group.kind else { return };
    for (index, child) in children.iter().enumerate() {
        path.push(index);
        let lead = match (index, path.len()) {
            (0, 1) => "When",
            (0, _) => "",
            _ => join.word(),
        };
        let top = ui.cursor().top();
        match &child.kind {
            NodeKind::Sentence(comparison) => sentence_row(ui, child, comparison, lead, path, pass),
            NodeKind::Group(inner, _) => group_row(ui, child, *inner, lead, path, pass),
        }
        path.pop();
        pass.gaps.push((path.clone(), index, gap_line(ui, top)));
    }
    pass.gaps.push((path.clone(), children.len(), gap_line(ui, ui.cursor().top())));
}

fn gap_line(ui: &Ui, top: f32) -> Rect {
    Rect::from_min_size(egui::pos2(ui.max_rect().left() + LEAD_WIDTH, top - 2.0), vec2(ui.available_width() - LEAD_WIDTH, 0.0))
}

fn sentence_row(ui: &mut Ui, node: &Node, comparison: &Comparison, lead: &str, path: &[usize], pass: &mut Pass<'_>) {
    pass.sentences += 1;
    let problem = pass.owner.problem(&node.place);
    let focus = pass.focus.take_if(|place| *place == node.place).is_some();
    let parameters = std::mem::take(&mut pass.parameters);
    let context = sentence::Context {
        number: pass.sentences,
        id: IdSalt::new(("sentence", path)),
        problem,
        parameters: &parameters,
        scenarios: &pass.owner.app().compiled().scenarios,
        focus,
        wants_format: pass.wants_format,
    };
    let row = ui.horizontal(|ui| {
        lead_words(ui, lead);
        handle(ui, path, &format!("Move condition {}", context.number), pass);
        let room = sentence::value_room(ui, comparison, ui.available_width());
        (room, sentence::show(ui, comparison, context))
    });
    let (room, mut output) = row.inner;
    if sentence::needs_more(comparison, context, room) {
        ui.horizontal(|ui| {
            ui.add_space(LEAD_WIDTH + HANDLE_WIDTH + 2.0 * 6.0);
            ui.vertical(|ui| sentence::show_below(ui, comparison, context, room, &mut output));
        });
    }
    if focus {
        ui.scroll_to_rect(row.response.rect, None);
    }
    pass.parameters = parameters;
    pass.wants_format &= !output.formatted;
    if output.remove {
        pass.change = Some((Change::Remove(path.to_vec()), None));
    } else if let Some(changed) = output.changed {
        let field = output.field.map(|field| format!("condition {path:?} {field}"));
        pass.change = Some((Change::Sentence(path.to_vec(), changed), field));
    }
}

fn group_row(ui: &mut Ui, node: &Node, join: Join, lead: &str, path: &mut Vec<usize>, pass: &mut Pass<'_>) {
    let number = pass.sentences + 1;
    ui.horizontal(|ui| {
        lead_words(ui, lead);
        handle(ui, path, &format!("Move group before condition {number}"), pass);
        join_combo(ui, join, path, &format!("Group joins from condition {number}"), pass);
        subtle(ui, "these");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if IconButton::new(Icon::Close, &format!("Remove group of condition {number}")).show(ui).clicked() {
                pass.change = Some((Change::Remove(path.clone()), None));
            }
            let name = format!("Add to group of condition {number}");
            if IconButton::new(Icon::Plus, &name).show(ui).clicked() {
                pass.change = Some((Change::Insert(path.clone(), node.children().len(), fresh(&pass.parameters)), None));
            }
        });
    });
    if let Some(problem) = pass.owner.problem(&node.place) {
        ui.colored_label(Tokens::of(ui).error, problem);
    }
    ui.horizontal(|ui| {
        ui.add_space(INDENT);
        let top = ui.cursor().top();
        let inside = ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            group_parts(ui, node, path, pass);
        });
        let x = inside.response.rect.left() - 4.0;
        ui.painter().vline(x, top..=inside.response.rect.bottom(), Stroke::new(1.0, Tokens::of(ui).border));
    });
}

fn lead_words(ui: &mut Ui, lead: &str) {
    let (rect, place) = ui.allocate_exact_size(vec2(LEAD_WIDTH, CONTROL_HEIGHT), Sense::hover());
    let at = egui::pos2(rect.right(), rect.center().y);
    ui.painter().text(at, egui::Align2::RIGHT_CENTER, lead, crate::ui::theme::type_body(), Tokens::of(ui).muted);
    if !lead.is_empty() {
        place.widget_info(|| WidgetInfo::labeled(Role::Label, true, lead));
    }
}

/// The handle to drag a node by; with the keyboard, Alt and the arrow keys move it.
fn handle(ui: &mut Ui, path: &[usize], name: &str, pass: &mut Pass<'_>) {
    let (rect, handle) = ui.allocate_exact_size(vec2(HANDLE_WIDTH, CONTROL_HEIGHT), Sense::click_and_drag());
    handle.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let tokens = Tokens::of(ui);
    let color = if handle.hovered() || handle.has_focus() { tokens.text } else { tokens.muted };
    Icon::DragHandle.paint_sized(ui.painter(), rect.center(), 14.0, color);
    focus_ring(ui, &handle, rect, 4);
    if handle.drag_started() {
        DragAndDrop::set_payload(ui, Dragged(path.to_vec()));
    }
    if handle.has_focus() {
        let (up, down) = ui.input_mut(|input| {
            (input.consume_key(Modifiers::ALT, Key::ArrowUp), input.consume_key(Modifiers::ALT, Key::ArrowDown))
        });
        if up || down {
            let root = Node::root(pass.owner.condition());
            pass.change = root.step(path, down).map(|change| (change, None));
        }
    }
    handle.on_hover_cursor(CursorIcon::Grab).on_hover_text("Drag to move, or Alt and the arrow keys");
}

fn root_buttons(ui: &mut Ui, root: &Node, pass: &mut Pass<'_>, actions: &mut Vec<Action>) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(LEAD_WIDTH + HANDLE_WIDTH + 2.0 * 6.0 - 10.0);
        let end = root.children().len();
        if Button::quiet("Add condition").icon(Icon::Plus).show(ui).clicked() {
            pass.change = Some((Change::Insert(Vec::new(), end, fresh(&pass.parameters)), None));
        }
        let tooltip = "Sentences of which any, all or none must hold";
        if Button::quiet("Add group").icon(Icon::Plus).tooltip(tooltip).show(ui).clicked() {
            let group = Node::group(Join::Any, vec![fresh(&pass.parameters)]);
            pass.change = Some((Change::Insert(Vec::new(), end, group), None));
        }
        if end > 1 && Button::quiet("Remove all").show(ui).clicked() {
            pass.owner.edit(actions, "Remove condition", None, None);
        }
    });
}

/// Shows where what is dragged would land, and lets it land.
fn drag(ui: &Ui, pass: &mut Pass<'_>) {
    let Some(dragged) = DragAndDrop::payload::<Dragged>(ui) else { return };
    let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
    let allowed = pass.gaps.iter().filter(|(group, _, _)| !group.starts_with(&dragged.0));
    let distance = |line: &Rect| (line.top() - pointer.y).abs() + (line.left() - pointer.x).max(0.0) * 0.1;
    let Some((group, index, line)) = allowed.min_by(|(_, _, a), (_, _, b)| distance(a).total_cmp(&distance(b))) else { return };
    ui.painter().hline(line.x_range(), line.top(), Stroke::new(FOCUS_RING, Tokens::of(ui).accent));
    if ui.input(|input| input.pointer.any_released()) {
        DragAndDrop::clear_payload(ui);
        pass.change = Some((Change::Move { from: dragged.0.clone(), group: group.clone(), index: *index }, None));
    }
}
