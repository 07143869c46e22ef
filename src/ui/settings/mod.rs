//! The settings: the project's server on one side, the workbench on the other. Everything applies at once and can be undone or set back.

mod contract;
mod dynamic;
mod entries;

use egui::{Context, Grid, RichText, ScrollArea, Ui};

use super::{
    delay::{DelayEdit, DelayField},
    icon::Icon,
    spy::{SpyEdit, SpyField},
    theme::{CONTROL_HEIGHT, Tokens, type_secondary, type_strong},
    widget::{Button, Combo, NumberField, TextField, sheet, toggle},
};
use crate::{
    app::{Action, App, Command, Edit},
    model::{Part, Settings},
    storage::{Preferences, ThemeChoice},
};

const FIELD_WIDTH: f32 = 220.0;
const MIB: f64 = 1024.0 * 1024.0;

/// Shows the settings while `is_open`.
pub fn show(ctx: &Context, app: &App, is_open: &mut bool, actions: &mut Vec<Action>) {
    sheet(ctx, "Settings", 640.0, is_open, |ui, _| {
        ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
            heading(ui, "Project", "Saved in the project file, for everyone who opens it");
            edit(app, actions, |set, actions| project_ui(ui, app, set, actions));
            ui.add_space(12.0);
            if let Some(link) = &app.project().contract {
                heading(ui, "Contract", "The OpenAPI document the project is derived from, and how strictly it is held to it");
                contract::show(ui, app, link, actions);
                ui.add_space(12.0);
            }
            heading(ui, "Dynamic answers", "For templates and generated bodies, saved in the project file");
            edit(app, actions, |set, _| dynamic::show(ui, app, set));
            ui.add_space(12.0);
            heading(ui, "Workbench", "Remembered on this machine");
            workbench_ui(ui, app, actions);
        });
    });
}

fn heading(ui: &mut Ui, title: &str, text: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(title).font(type_strong()));
    ui.label(RichText::new(text).font(type_secondary()).color(Tokens::of(ui).muted));
    ui.add_space(4.0);
}

fn grid(ui: &mut Ui, name: &str, rows: impl FnOnce(&mut Ui)) {
    Grid::new(name).num_columns(2).min_col_width(180.0).spacing([16.0, 8.0]).show(ui, rows);
}

fn row<R>(ui: &mut Ui, label: &str, tooltip: &str, field: impl FnOnce(&mut Ui) -> R) -> R {
    // Beside the first line of what it names, however many lines there are.
    ui.vertical(|ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(CONTROL_HEIGHT);
            ui.label(label).on_hover_text(tooltip);
        });
    });
    let shown = field(ui);
    ui.end_row();
    shown
}

/// A sentence under a field.
fn note(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(type_secondary()).color(Tokens::of(ui).muted));
}

/// The certificate that clients are to trust: saved elsewhere, or where it is.
fn certificate(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let command = Command::SaveCertificate;
        if Button::secondary(command.name()).icon(Icon::Download).tooltip(command.tooltip()).show(ui).clicked() {
            actions.push(Action::Run(command));
        }
        if let Some(path) = app.certificate_path() {
            let path = path.display().to_string();
            if Button::secondary("Copy its path").icon(Icon::Copy).tooltip(&path).show(ui).clicked() {
                actions.push(Action::Copy(path));
            }
        }
    });
    note(ui, "Clients must trust this certificate, as with curl --cacert FILE");
}

/// What is wrong with a field, under it.
fn wrong(ui: &mut Ui, text: &str, width: f32) {
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add(egui::Label::new(RichText::new(text).font(type_secondary()).color(Tokens::of(ui).error)).wrap());
    });
}

/// Changes the project's settings: gets the name of what is typed into, and the change.
type Setting<'a> = dyn FnMut(&'static str, &dyn Fn(&mut Settings)) + 'a;

/// Lets controls change the project's settings.
fn edit(app: &App, actions: &mut Vec<Action>, show: impl FnOnce(&mut Setting<'_>, &mut Vec<Action>)) {
    let mut changed: Option<(&str, Settings)> = None;
    let mut set = |field: &'static str, change: &dyn Fn(&mut Settings)| {
        let mut settings = app.project().settings.clone();
        change(&mut settings);
        changed = Some((field, settings));
    };
    show(&mut set, actions);
    if let Some((field, settings)) = changed {
        actions.push(Action::Edit(Edit::SetSettings { settings: Box::new(settings), field: Some(field.to_owned()) }));
    }
}

fn project_ui(ui: &mut Ui, app: &App, set: &mut Setting<'_>, actions: &mut Vec<Action>) {
    let project = app.project();
    let old = &project.settings;
    grid(ui, "project settings", |ui| {
        let name = row(ui, "Project name", "What the project is called", |ui| {
            TextField::new("name", "Project name", &project.name).width(FIELD_WIDTH).hint("Shop").show(ui)
        });
        if let Some(name) = name.changed {
            actions.push(Action::Edit(Edit::RenameProject(name)));
        }
        let host = row(ui, "Interface", "127.0.0.1 for this machine alone, 0.0.0.0 for everyone who can reach it", |ui| {
            TextField::new("host", "Interface", &old.host).mono().width(FIELD_WIDTH).show(ui)
        });
        if let Some(host) = host.changed {
            set("host", &|settings| settings.host.clone_from(&host));
        }
        let port = row(ui, "Port", "Where the server listens", |ui| {
            NumberField::new("port", "Port", f64::from(old.port)).range(0.0..=65535.0).decimals(0).width(100.0).show(ui)
        });
        if let Some(port) = port.changed {
            set("port", &|settings| settings.port = port as u16);
        }
        let cors = row(ui, "CORS", "Lets web pages of any origin call the server", |ui| {
            toggle(ui, "CORS", "Allow web pages to call it", old.cors)
        });
        if let Some(on) = cors.changed {
            set("cors", &|settings| settings.cors = on);
        }
        let case = row(ui, "Paths", "Whether /Users and /users are the same", |ui| {
            toggle(ui, "Ignore case in paths", "Ignore case", old.ignore_path_case)
        });
        if let Some(on) = case.changed {
            set("case", &|settings| settings.ignore_path_case = on);
        }
        let slash = row(ui, "Trailing slash", "Whether /users/ and /users are two paths", |ui| {
            toggle(ui, "Trailing slash matters", "Matters", old.strict_trailing_slash)
        });
        if let Some(on) = slash.changed {
            set("slash", &|settings| settings.strict_trailing_slash = on);
        }
        let delay = row(ui, "Delay", "Before every answer that has no delay of its own", |ui| {
            ui.vertical(|ui| DelayField::new("Project delay", "Every answer comes at once").show(ui, old.delay)).inner
        });
        if let Some(DelayEdit { delay, is_typed, .. }) = delay {
            set(if is_typed { "delay" } else { "delay kind" }, &|settings| settings.delay = delay);
        }
        let https = row(ui, "HTTPS", "Answers HTTPS on the same port, with a certificate that is made on this machine", |ui| {
            ui.vertical(|ui| {
                let edited = toggle(ui, "HTTPS", "Answer HTTPS too", old.tls);
                if old.tls {
                    certificate(ui, app, actions);
                }
                edited
            })
            .inner
        });
        if let Some(on) = https.changed {
            set("https", &|settings| settings.tls = on);
        }
        let problem = app.problems().iter().find(|problem| problem.place.endpoint.is_none() && problem.place.part == Part::Spy);
        let spy = row(ui, "Forwarding", "What passes is shown in the log, and never changed", |ui| {
            let field = SpyField::new("Project spy", "what no endpoint answers");
            ui.vertical(|ui| field.problem(problem.map(|problem| problem.message.as_str())).show(ui, old.spy.as_ref())).inner
        });
        if let Some(SpyEdit { spy, is_typed }) = spy {
            set(if is_typed { "spy" } else { "spy mode" }, &|settings| settings.spy.clone_from(&spy));
        }
        let limit = row(ui, "Largest request body", "A larger one is refused with 413", |ui| {
            let mebibytes = old.body_limit_bytes as f64 / MIB;
            NumberField::new("limit", "Largest request body", mebibytes)
                .range(0.0..=1024.0)
                .decimals(1)
                .unit("MiB")
                .width(120.0)
                .show(ui)
        });
        if let Some(mebibytes) = limit.changed {
            set("limit", &|settings| settings.body_limit_bytes = (mebibytes * MIB) as u64);
        }
    });
}

fn workbench_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let old = app.preferences();
    let mut changed: Option<Preferences> = None;
    grid(ui, "workbench settings", |ui| {
        let options = [("As the system", ThemeChoice::System), ("Dark", ThemeChoice::Dark), ("Light", ThemeChoice::Light)];
        let labels = options.map(|(label, _)| label);
        let current = options.iter().position(|(_, choice)| *choice == old.theme).unwrap_or(0);
        let theme = row(ui, "Theme", "Dark, light, or as the system", |ui| {
            Combo::new("theme", "Theme").width(140.0).show(ui, current, &labels)
        });
        if let Some((_, choice)) = theme.changed.and_then(|index| options.get(index)) {
            changed = Some(Preferences { theme: *choice, ..old.clone() });
        }
        let zoom = row(ui, "Zoom", "How large everything is", |ui| {
            let percent = f64::from(old.zoom) * 100.0;
            NumberField::new("zoom", "Zoom", percent).range(50.0..=300.0).step(10.0).decimals(0).unit("%").width(100.0).show(ui)
        });
        if let Some(percent) = zoom.changed {
            changed = Some(Preferences { zoom: (percent / 100.0) as f32, ..old.clone() });
        }
        let motion = row(ui, "Motion", "Whether things move when they open and close", |ui| {
            toggle(ui, "Reduce motion", "Reduce motion", old.reduced_motion)
        });
        if let Some(on) = motion.changed {
            changed = Some(Preferences { reduced_motion: on, ..old.clone() });
        }
        let kept = row(ui, "Requests kept in the log", "The oldest go first; pinned ones stay", |ui| {
            let kept = old.log_exchanges as f64;
            NumberField::new("kept", "Requests kept in the log", kept).range(100.0..=100_000.0).decimals(0).width(100.0).show(ui)
        });
        if let Some(kept) = kept.changed {
            changed = Some(Preferences { log_exchanges: kept as usize, ..old.clone() });
        }
    });
    actions.extend(changed.map(Action::SetPreferences));
}
