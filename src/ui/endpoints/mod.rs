//! stub
use crate::app::{Action, App};
/// s
#[derive(Debug, Default)]
pub struct EndpointsPanel {}
#[allow(missing_docs)]
impl EndpointsPanel {
    pub fn show(&mut self, _: &mut egui::Ui, _: &App, _: &mut Vec<Action>) {}
    pub fn take_focus(&mut self) {}
}
