//! The Webhooks tab: the calls that are made after the response was sent, one row each with its method and URL, and an empty row
//! at the end to type into. The rest of a webhook opens under its row.

use egui::{Align, Color32, FontId, Layout, Margin, ScrollArea, Ui};

use super::{
    Focus,
    behaviour::quiet,
    draft::ResponseDraft,
    header_rows::check_box,
    reorder::{self, HANDLE_WIDTH},
    suggestions::field_with_choices,
    webhook,
};
use crate::{
    app::Action,
    model::{Part, ResponseId, Webhook},
    ui::{
        code::template_line,
        icon::Icon,
        theme::{GAP_LARGE, ICON_SIZE, Tokens, type_secondary},
        widget::{IconButton, TextField},
    },
};

/// The methods that are offered; any other one, or a template, can be typed.
const METHODS: [&str; 5] = ["POST", "PUT", "PATCH", "DELETE", "GET"];
const METHOD_WIDTH: f32 = 84.0;
/// The gap between the controls of a row.
const GAP: f32 = 6.0;

/// What of the tab belongs to the window only.
#[derive(Debug, Default)]
pub(super) struct WebhooksTab {
    /// The webhook that is open, by its response and index.
    open: Option<(ResponseId, usize)>,
}

impl WebhooksTab {
    /// Shows the tab in all the room there is.
    pub(super) fn show(&mut self, ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
        ScrollArea::vertical().id_salt(("webhooks", draft.response.id.as_str())).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.add_space(8.0);
            let focused = match focus.take_if(|focus| matches!(focus, Focus::Webhook(_))) {
                Some(Focus::Webhook(index)) => Some(index),
                _ => None,
            };
            if let Some(index) = focused {
                self.open = Some((draft.response.id.clone(), index));
            }
            let list = ui.scope_id().with("webhooks");
            let mut places = Vec::new();
            for index in 0..=draft.response.webhooks.len() {
                let row = ui.push_id(index, |ui| self.row(ui, draft, list, index, focused == Some(index), actions));
                places.push(row.inner);
            }
            let margin = Margin { left: text_left() as i8, right: GAP_LARGE as i8, top: 4, bottom: 8 };
            egui::Frame::new().inner_margin(margin).show(ui, |ui| {
                quiet(ui, "Each is called once the answer is sent. Templates in it see the request that was answered");
            });
            if let Some(moved) = reorder::drag(ui, list, &places) {
                self.move_row(draft, moved, actions);
            }
        });
    }

    fn move_row(&mut self, draft: ResponseDraft<'_>, moved: reorder::Move, actions: &mut Vec<Action>) {
        self.open = None;
        draft.edit(actions, "Move webhook", None, |response| {
            moved.apply(&mut response.webhooks);
        });
    }

    /// Shows a webhook, or the empty row, and gives where its first line is.
    fn row(
        &mut self,
        ui: &mut Ui,
        draft: ResponseDraft<'_>,
        list: egui::Id,
        index: usize,
        focus: bool,
        actions: &mut Vec<Action>,
    ) -> egui::Rect {
        let webhook = draft.response.webhooks.get(index);
        let problem = draft.problem(&Part::Webhook(index)).filter(|_| webhook.is_some());
        let line = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            ui.add_space(GAP_LARGE - 4.0);
            match webhook {
                Some(webhook) => self.before(ui, draft, list, index, webhook, actions),
                None => ui.add_space(HANDLE_WIDTH + ICON_SIZE + 2.0 * GAP),
            }
            let buttons = 2.0 * 28.0 + 2.0 * GAP + GAP_LARGE;
            let width = ui.available_width() - buttons;
            if self.url(ui, draft, index, webhook, (width, focus, problem), actions) && webhook.is_none() {
                self.open = Some((draft.response.id.clone(), index));
            }
            if webhook.is_some() {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| self.after(ui, draft, index, actions));
            }
        });
        let Some(webhook) = webhook else { return line.response.rect };
        let is_open = self.is_open(draft, index);
        if problem.is_some() || is_open {
            let margin = Margin { left: text_left() as i8, right: GAP_LARGE as i8, top: 4, bottom: 8 };
            egui::Frame::new().inner_margin(margin).show(ui, |ui| {
                if let Some(problem) = problem {
                    let text = egui::RichText::new(problem).font(type_secondary()).color(Tokens::of(ui).error);
                    ui.add(egui::Label::new(text).wrap());
                }
                if is_open {
                    webhook::show(ui, draft, index, webhook, actions);
                }
            });
        }
        line.response.rect
    }

    fn is_open(&self, draft: ResponseDraft<'_>, index: usize) -> bool {
        self.open.as_ref().is_some_and(|(response, open)| *response == draft.response.id && *open == index)
    }

    /// The handle, the switch and the method.
    fn before(
        &mut self,
        ui: &mut Ui,
        draft: ResponseDraft<'_>,
        list: egui::Id,
        index: usize,
        webhook: &Webhook,
        actions: &mut Vec<Action>,
    ) {
        let number = index + 1;
        if let Some(moved) = reorder::handle(ui, list, index, &format!("Move webhook {number}")) {
            self.move_row(draft, moved, actions);
        }
        if let Some(on) = check_box(ui, &format!("Call webhook {number}"), webhook.enabled) {
            let label = "Switch webhook on or off";
            webhook::change(draft, index, label, None, actions, |webhook| webhook.enabled = on);
        }
        let name = format!("Webhook method {number}");
        let edited = field_with_choices(ui, "method", &name, &webhook.method, METHODS.into_iter(), |field| {
            field.mono().width(METHOD_WIDTH)
        });
        if let Some(method) = edited.changed {
            webhook::change(draft, index, "Change webhook", Some("method"), actions, |webhook| webhook.method = method);
        }
    }

    /// The URL; says whether it was typed into.
    fn url(
        &self,
        ui: &mut Ui,
        draft: ResponseDraft<'_>,
        index: usize,
        webhook: Option<&Webhook>,
        (width, focus, problem): (f32, bool, Option<&str>),
        actions: &mut Vec<Action>,
    ) -> bool {
        let template_color = Tokens::of(ui).code.template;
        let colorer = |text: &str, font: FontId, color: Color32| template_line(text, &font, color, template_color);
        let name = format!("Webhook URL {}", index + 1);
        let (url, hint) = webhook.map_or(("", "Add a webhook: https://example.com/hook"), |webhook| {
            (webhook.url.as_str(), "https://example.com/hook")
        });
        let field = TextField::new("url", &name, url).mono().width(width).hint(hint).colorer(&colorer);
        let edited = field.error(problem).message_in_tooltip().focus(focus).show(ui);
        let Some(url) = edited.changed else { return false };
        let label = if webhook.is_some() { "Change webhook" } else { "Add webhook" };
        webhook::change(draft, index, label, Some("url"), actions, |webhook| webhook.url = url);
        true
    }

    /// The buttons at the end of a row, from right to left.
    fn after(&mut self, ui: &mut Ui, draft: ResponseDraft<'_>, index: usize, actions: &mut Vec<Action>) {
        let number = index + 1;
        ui.add_space(GAP_LARGE);
        if IconButton::new(Icon::Close, &format!("Remove webhook {number}")).show(ui).clicked() {
            self.open = None;
            draft.edit(actions, "Remove webhook", None, |response| {
                if index < response.webhooks.len() {
                    response.webhooks.remove(index);
                }
            });
        }
        let is_open = self.is_open(draft, index);
        let (icon, verb) = if is_open { (Icon::ChevronDown, "Show less") } else { (Icon::ChevronRight, "Show more") };
        if IconButton::new(icon, &format!("{verb} of webhook {number}")).show(ui).clicked() {
            self.open = (!is_open).then(|| (draft.response.id.clone(), index));
        }
    }
}

/// Where the fields of a row begin.
fn text_left() -> f32 {
    GAP_LARGE - 4.0 + HANDLE_WIDTH + ICON_SIZE + 2.0 * GAP
}
