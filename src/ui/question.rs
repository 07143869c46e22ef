//! The few questions that cannot be an undo: unsaved changes, recovered work, a file that somebody else changed.

use egui::{Align, Context, Id, Layout, Modal, RichText};

use super::{
    theme::{Tokens, type_title},
    widget::{Button, card},
};
use crate::app::{Action, App, Question, UnsavedAnswer};

/// A question's words and what its buttons do; the first button is the primary one.
struct Words {
    title: String,
    text: String,
    answers: Vec<(&'static str, Action)>,
    escape: Option<Action>,
}

fn words(app: &App, question: &Question) -> Words {
    let title = app.document().title();
    match question {
        Question::Unsaved => Words {
            title: format!("Save the changes to {title}?"),
            text: "Without saving, what was changed since the last save is lost".to_owned(),
            answers: vec![
                ("Save", Action::AnswerUnsaved(UnsavedAnswer::Save)),
                ("Cancel", Action::AnswerUnsaved(UnsavedAnswer::Cancel)),
                ("Do not save", Action::AnswerUnsaved(UnsavedAnswer::Discard)),
            ],
            escape: Some(Action::AnswerUnsaved(UnsavedAnswer::Cancel)),
        },
        Question::Recovery(recovered) => Words {
            title: "Recover unsaved work?".to_owned(),
            text: match &recovered.path {
                Some(path) => format!("Mockwright ended before the last changes to {} were saved", path.display()),
                None => "Mockwright ended before a new project was saved".to_owned(),
            },
            answers: vec![
                ("Recover", Action::AnswerRecovery { restore: true }),
                ("Throw away", Action::AnswerRecovery { restore: false }),
            ],
            escape: None,
        },
        Question::ChangedOnDisk { theirs } => Words {
            title: format!("{title} was changed on disk"),
            text: difference(app, theirs),
            answers: vec![
                ("Keep mine", Action::AnswerChangedOnDisk { reload: false }),
                ("Reload", Action::AnswerChangedOnDisk { reload: true }),
            ],
            escape: None,
        },
    }
}

/// What taking theirs would change, counted by endpoint.
fn difference(app: &App, theirs: &crate::model::Project) -> String {
    let mine = app.project();
    let only_theirs = theirs.endpoints.iter().filter(|endpoint| mine.endpoint(&endpoint.id).is_none()).count();
    let only_mine = mine.endpoints.iter().filter(|endpoint| theirs.endpoint(&endpoint.id).is_none()).count();
    let differing = mine.endpoints.iter().filter(|mine| theirs.endpoint(&mine.id).is_some_and(|theirs| theirs != *mine)).count();
    format!(
        "Somebody else saved the file while you have unsaved changes. On disk are {only_theirs} endpoints that are not here, \
         {only_mine} of yours are not there, and {differing} differ. Reloading can be undone"
    )
}

/// Asks the question that waits, if any.
pub fn show(ctx: &Context, app: &App, actions: &mut Vec<Action>) {
    let Some(question) = app.question() else { return };
    let Words { title, text, answers, escape } = words(app, question);
    let modal = Modal::new(Id::unique("question")).frame(card(ctx)).show(ctx, |ui| {
        ui.set_width(440.0);
        ui.label(RichText::new(title).font(type_title()));
        ui.colored_label(Tokens::of(ui).muted, text);
        ui.add_space(4.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (index, (label, action)) in answers.into_iter().enumerate() {
                let button = if index == 0 { Button::primary(label) } else { Button::secondary(label) };
                if button.show(ui).clicked() {
                    actions.push(action);
                }
            }
        });
    });
    if modal.should_close()
        && let Some(action) = escape
    {
        actions.push(action);
    }
}
