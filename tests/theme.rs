//! Every widget of the kit on one sheet, in both themes: it paints, settles, and each control has a name.
//!
//! The sheets land in cargo's temporary folder as `gallery_dark.png` and `gallery_light.png`, to be looked at.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test or benchmark that cannot be set up must stop")]

mod support;

use egui::accesskit::Role;
use egui::{Frame, Theme, Ui, Vec2};
use egui_kittest::kittest::Queryable;
use mockwright::model::Language;
use mockwright::ui::code::{self, CodeEditor, CodeMark, CodeViewer};
use mockwright::ui::icon::Icon;
use mockwright::ui::theme::{Tokens, Tone};
use mockwright::ui::widget::{
    Banner, Button, Combo, EmptyState, IconButton, ListRow, MenuRow, NumberField, Tab, TabBar, TextField, ToastCard, chip,
    hairline, key_cap, menu, method_badge, pill, section_header, segmented, sparkline, status_text, subtle, toggle,
    vertical_hairline,
};
use strum::IntoEnumIterator;

const BOTH: [Theme; 2] = [Theme::Dark, Theme::Light];

#[test]
fn the_gallery_paints_in_both_themes() {
    for theme in BOTH {
        let mut harness = support::harness::<()>(support::DEFAULT_SIZE, theme).build_ui(gallery);
        harness.run();
        let picture = harness.render().expect("a picture");
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.png", support::in_theme("gallery", theme)));
        picture.save(&path).expect("saved");

        let [r, g, b, _] = Tokens::theme(theme).bg.to_array();
        assert_eq!(picture.get_pixel(1278, 798).0, [r, g, b, 255], "the canvas keeps its colour");
        let colours: std::collections::HashSet<_> = picture.pixels().map(|pixel| pixel.0).collect();
        assert!(colours.len() > 500, "only {} colours: nothing was painted", colours.len());
    }
}

#[test]
fn controls_are_found_by_their_names() {
    let harness = support::harness::<()>(support::DEFAULT_SIZE, Theme::Dark).build_ui(gallery);
    for (role, name) in [
        (Role::Button, "Start"),
        (Role::Button, "Stop"),
        (Role::Button, "Settings"),
        (Role::TextInput, "Path"),
        (Role::TextInput, "Status"),
        (Role::ComboBox, "Method"),
        (Role::CheckBox, "Endpoint answers"),
        (Role::Tab, "Headers 3"),
        (Role::RadioButton, "Answers by Condition"),
        (Role::Button, "Errors"),
        (Role::ListItem, "GET /orders, 12 requests"),
        (Role::Button, "Use 4601"),
    ] {
        harness.get_by_role_and_label(role, name);
    }
}

#[test]
fn code_is_edited_and_viewed_in_both_themes() {
    for theme in BOTH {
        let mut harness = support::harness::<()>(support::DEFAULT_SIZE, theme).build_ui(code_gallery);
        harness.run();
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.png", support::in_theme("code", theme)));
        harness.render().expect("a picture").save(&path).expect("saved");
        harness.get_by_role_and_label(Role::MultilineTextInput, "Body text");
        harness.get_by_role_and_label(Role::Document, "Response body");
    }
}

const BODY: &str = r#"{
  "id": "{{path.id}}",
  "number": {{faker 'number.int' min=1000 max=9999}},
  "email": "{{faker 'internet.email'}}",
  "created_at": "{{now}}",
  "items": [
    { "sku": "A-100", "qty": 2, "price": 19.90 }
  ],
  "paid": tru
}"#;

fn code_gallery(ui: &mut Ui) {
    let tokens = Tokens::of(ui);
    let mistakes = code::check(ui, BODY).into_iter();
    let marks: Vec<_> = mistakes
        .map(|mistake| CodeMark { line: mistake.line, column: mistake.column, tone: Tone::Error, message: mistake.message })
        .collect();
    egui::Panel::right("viewers").exact_size(500.0).frame(Frame::new().fill(tokens.surface)).show(ui, |ui| {
        let bytes = br#"{"id":"42","number":4812,"items":[{"sku":"A-100"},{"sku":"B"}],"paid":true,"nothing":null}"#;
        ui.allocate_ui(Vec2::new(500.0, 380.0), |ui| {
            CodeViewer::new("response", bytes, Language::Json).name("Response body").show(ui);
        });
        CodeViewer::new("bytes", b"\x00\x01binary \xff bytes that are no text", Language::Plain).name("Bytes").show(ui);
    });
    egui::CentralPanel::default().frame(Frame::new().fill(tokens.bg)).show(ui, |ui| {
        CodeEditor::new("editor", BODY, Language::Json).problems(&marks).caret(Some(30)).show(ui);
    });
}

fn gallery(ui: &mut Ui) {
    let tokens = Tokens::of(ui);
    Frame::new().fill(tokens.bg).inner_margin(16).outer_margin(-8).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(Vec2::new(620.0, 760.0), egui::Layout::top_down(egui::Align::Min), left_half);
            ui.add_space(16.0);
            ui.vertical(right_half);
        });
    });
}

fn left_half(ui: &mut Ui) {
    ui.set_max_width(620.0);
    let tokens = Tokens::of(ui);
    ui.horizontal(|ui| {
        Button::primary("Start").icon(Icon::Play).shortcut("Ctrl+Enter").show(ui);
        Button::secondary("Stop").icon(Icon::Stop).show(ui);
        Button::secondary("Save").show(ui);
        Button::secondary("Save").enabled(false).show(ui);
        Button::quiet("Make dynamic").show(ui);
        Button::secondary("Search or run…").icon(Icon::Search).shortcut("Ctrl+K").min_width(200.0).show(ui);
    });
    ui.horizontal(|ui| {
        IconButton::new(Icon::Settings, "Settings").shortcut("Ctrl+,").show(ui);
        IconButton::new(Icon::Plus, "New endpoint").filled().show(ui);
        IconButton::new(Icon::Pin, "Pin").selected(true).show(ui);
        IconButton::new(Icon::Trash, "Delete").color(tokens.error).show(ui);
        IconButton::new(Icon::Undo, "Undo").enabled(false).show(ui);
        vertical_hairline(ui, 20.0);
        toggle(ui, "Endpoint answers", "On", true);
        toggle(ui, "Endpoint pauses", "Off", false);
        for (text, on) in [("Errors", true), ("Unmatched", false), ("Slow", false)] {
            chip(ui, text, on);
        }
    });
    ui.horizontal(|ui| {
        let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];
        Combo::new("method", "Method").width(92.0).mono().colors(&|index| tokens.method(methods[index])).show(ui, 0, &methods);
        TextField::new("path", "Path", "/orders/{id}").mono().width(300.0).show(ui);
        Combo::new("language", "Language").quiet().show(ui, 0, &["JSON", "XML"]);
    });
    ui.horizontal_top(|ui| {
        TextField::new("filter", "Filter", "").hint("Filter endpoints").icon(Icon::Search).width(190.0).show(ui);
        NumberField::new("status", "Status", 404.0).width(64.0).show(ui);
        NumberField::new("delay", "Delay", 250.0).unit("ms").show(ui);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            TextField::new("wrong", "Header name", "bad name").error(Some("A header name has no spaces")).width(180.0).show(ui);
        });
    });
    ui.horizontal(|ui| {
        segmented(ui, "Answers by", 0, &["Condition", "Order", "Chance"]);
        for (text, tone) in
            [("12", Tone::Neutral), ("GET", Tone::Accent), ("ok", Tone::Ok), ("404", Tone::Warning), ("503", Tone::Error)]
        {
            pill(ui, text, tone);
        }
        key_cap(ui, "Ctrl+K");
        sparkline(ui, "Requests per second", &[1.0, 3.0, 2.0, 8.0, 5.0, 6.0, 2.0, 1.0], Vec2::new(60.0, 14.0));
    });
    ui.add_space(4.0);
    TabBar::new(&[Tab::new("Body"), Tab::new("Headers").count(3), Tab::new("Condition").problem(true), Tab::new("Behaviour")])
        .show(ui, 0);
    hairline(ui);
    Frame::new().fill(tokens.surface).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, (method, path, count)) in
            [("GET", "/orders", "12"), ("GET", "/orders/{id}", "41"), ("POST", "/orders", "7"), ("DELETE", "/orders/{id}", "0")]
                .into_iter()
                .enumerate()
        {
            let name = format!("{method} {path}, {count} requests");
            let marker = (index == 3).then_some(tokens.warning);
            let row = ListRow::new(&name).selected(index == 1).marker(marker).show(ui);
            let mut parts = ui.new_child(egui::UiBuilder::new().max_rect(row.rect.shrink2(Vec2::new(16.0, 0.0))));
            parts.horizontal(|ui| {
                method_badge(ui, method);
                ui.monospace(path);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| pill(ui, count, Tone::Neutral));
            });
        }
    });
    Banner::new(Tone::Error, "Port 4600 is in use").actions(&["Use 4601"]).show(ui);
    Banner::new(Tone::Warning, "The body is not JSON: the last good version keeps serving").closable().show(ui);
    Banner::new(Tone::Accent, "This body is large").actions(&["Show anyway", "Save as…"]).show(ui);
    ToastCard::new(Tone::Ok, "Endpoint added").action("Undo").show(ui);
}

fn right_half(ui: &mut Ui) {
    let tokens = Tokens::of(ui);
    section_header(ui, "Preview", |ui| subtle(ui, "seed 7f3a"));
    ui.horizontal_wrapped(|ui| {
        for icon in Icon::iter() {
            icon.show(ui, tokens.text);
        }
    });
    ui.horizontal(|ui| {
        for status in [200, 302, 404, 503] {
            ui.label(status_text(ui, status));
        }
        subtle(ui, "Text that stands back");
        ui.hyperlink_to("a link", "https://example.org");
    });
    mockwright::ui::widget::card(ui).inner_margin(4).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_max_width(240.0);
        MenuRow::new("Mock this request").icon(Icon::Plus).shortcut("M").show(ui);
        MenuRow::new("Copy as cURL").icon(Icon::Copy).shortcut("Ctrl+Shift+C").show(ui);
        MenuRow::new("Compare with…").icon(Icon::Compare).enabled(false).show(ui);
        mockwright::ui::widget::menu_separator(ui);
        MenuRow::new("Delete").icon(Icon::Trash).danger().show(ui);
    });
    let more = IconButton::new(Icon::More, "More").show(ui);
    menu(&more, |ui| MenuRow::new("Duplicate").show(ui));
    ui.allocate_ui(Vec2::new(ui.available_width(), 220.0), |ui| {
        EmptyState::new("No requests yet", "Send one, and it shows up here the moment it arrives").show(ui, |ui| {
            Button::primary("Send a test request").show(ui);
            Button::secondary("Copy as cURL").show(ui);
        });
    });
}

/// A window over a piece of state, for controls whose edits are written back.
fn edited<'a, T: 'a>(state: T, show: impl FnMut(&mut Ui, &mut T) + 'a) -> egui_kittest::Harness<'a, T> {
    support::harness(Vec2::new(600.0, 400.0), Theme::Dark).build_ui_state(show, state)
}

#[test]
fn a_text_field_gives_back_what_was_typed() {
    let mut harness = edited(String::from("/a"), |ui, text| {
        if let Some(changed) = TextField::new("path", "Path", text).mono().show(ui).changed {
            *text = changed;
        }
    });
    let field = harness.get_by_label("Path");
    field.focus();
    field.type_text("/b");
    harness.run();
    assert_eq!(harness.state(), "/a/b");
}

#[test]
fn a_number_field_keeps_to_numbers_in_its_range() {
    let mut harness = edited(404.0, |ui, number| {
        let field = NumberField::new("status", "Status", *number).range(100.0..=599.0);
        if let Some(changed) = field.show(ui).changed {
            *number = changed;
        }
    });
    harness.get_by_label("Status").focus();
    harness.run();
    harness.key_press(egui::Key::ArrowUp);
    harness.run();
    assert_eq!(*harness.state(), 405.0);
    harness.key_press(egui::Key::Backspace);
    harness.run();
    assert_eq!(*harness.state(), 405.0, "40 is no status: the number stays");
    harness.get_by_label("Status").type_text("3");
    harness.run();
    assert_eq!(*harness.state(), 403.0);
}

#[test]
fn a_combo_opens_and_takes_the_choice() {
    let mut harness = edited(0, |ui, chosen| {
        if let Some(changed) = Combo::new("method", "Method").show(ui, *chosen, &["GET", "POST"]).changed {
            *chosen = changed;
        }
    });
    harness.get_by_label("Method").click();
    harness.run();
    harness.get_by_role_and_label(Role::MenuItemRadio, "POST").click();
    harness.run();
    assert_eq!(*harness.state(), 1);
    assert!(harness.query_by_role(Role::MenuItemRadio).is_none(), "the menu closes");
}

#[test]
fn switches_tabs_and_segments_answer_clicks() {
    let mut harness = edited((false, 0, 0, false), |ui, state| {
        state.0 = toggle(ui, "Answers", "On", state.0).changed.unwrap_or(state.0);
        state.1 = TabBar::new(&[Tab::new("Body"), Tab::new("Headers")]).show(ui, state.1).changed.unwrap_or(state.1);
        state.2 = segmented(ui, "Order", state.2, &["First", "Second"]).changed.unwrap_or(state.2);
        state.3 = chip(ui, "Errors", state.3).changed.unwrap_or(state.3);
    });
    for name in ["Answers", "Headers", "Order Second", "Errors"] {
        harness.get_by_label(name).click();
        harness.run();
    }
    assert_eq!(*harness.state(), (true, 1, 1, true));
}

fn code_harness<'a>(text: &str) -> egui_kittest::Harness<'a, String> {
    let mut harness = edited(text.to_owned(), |ui, text: &mut String| {
        if let Some(changed) = CodeEditor::new("body", text, Language::Json).show(ui).changed {
            *text = changed;
        }
    });
    harness.get_by_label("Body text").focus();
    harness.run();
    harness
}

#[test]
fn the_code_editor_indents_and_formats() {
    let mut harness = code_harness("");
    let keys = egui::Modifiers::NONE;
    harness.get_by_label("Body text").type_text("{");
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    harness.get_by_label("Body text").type_text("\"a\":[1");
    harness.run();
    harness.key_press_modifiers(keys, egui::Key::Tab);
    harness.run();
    assert_eq!(harness.state(), "{\n  \"a\":[1  ");
    harness.get_by_label("Body text").type_text("]}");
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::F);
    harness.run();
    assert_eq!(harness.state(), "{\n  \"a\": [\n    1\n  ]\n}");
}

#[test]
fn the_keyboard_gets_out_of_the_code_editor() {
    let mut harness = code_harness("x");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::M);
    harness.run();
    harness.key_press(egui::Key::Tab);
    harness.run();
    assert_eq!(harness.state(), "x", "Tab moves on after Ctrl+M");

    let mut harness = code_harness("x");
    assert!(harness.get_by_label("Body text").is_focused());
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(!harness.get_by_label("Body text").is_focused());
}

#[test]
fn a_large_text_is_edited_only_when_asked_to() {
    let harness = edited("[1]\n".repeat(80_000), |ui, text: &mut String| {
        CodeEditor::new("body", text, Language::Json).show(ui);
    });
    harness.get_by_role_and_label(Role::Document, "Body text");
    harness.get_by_label("Edit anyway");
}

#[test]
fn a_viewer_copies_what_is_selected() {
    let mut harness = edited((), |ui, ()| {
        CodeViewer::new("body", b"{\"a\":1}", Language::Json).name("Response body").show(ui);
    });
    harness.get_by_label("Response body").click();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.step();
    harness.event(egui::Event::Copy);
    harness.step();
    let copied = harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(copied.as_deref(), Some("{\n  \"a\": 1\n}"));
}
