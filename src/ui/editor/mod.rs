//! stub
use crate::app::{Action, App};
/// s
#[derive(Debug, Default)]
pub struct EditorPanel {}
#[allow(missing_docs)]
impl EditorPanel {
    pub fn show(&mut self, _: &mut egui::Ui, _: &App, _: &mut Vec<Action>) {}
    pub fn take_focus(&mut self) {}
    pub fn focus_path(&mut self) {}
    pub fn focus_body(&mut self) {}
    pub fn show_part(&mut self, _: crate::model::Part) {}
}
