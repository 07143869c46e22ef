//! The rows of a contract test: how the run came out, then a line for each operation with something wrong, below it its findings.

use egui::{Rect, ScrollArea, Ui, pos2};

use crate::{
    contract::probe::{ContractTestReport, Finding, FindingTrend, Severity},
    ui::{
        groups::{group_heading, grouped},
        icon::Icon,
        theme::{GAP, GAP_PANE, ICON_SIZE, ROW_HEIGHT, Tokens, Tone, type_body, type_mono, type_secondary},
        widget::{ListRow, cell},
    },
};

const HEIGHT: f32 = ROW_HEIGHT + 4.0;
/// The room for the rule, for whether it is new, and for the scroll bar.
const RULE_WIDTH: f32 = 168.0;
const TREND_WIDTH: f32 = 40.0;
const BAR_WIDTH: f32 = 12.0;

/// What of the rows belongs to the window only.
#[derive(Debug, Default)]
pub(super) struct Findings {
    wants_focus: bool,
    /// The name of the finding that is selected; none for the run as a whole.
    selected: Option<String>,
}

/// One line.
enum Line<'r> {
    Run,
    Operation(&'r str, usize),
    Finding(&'r Finding),
}

/// The lines: operations with errors first, as the findings are.
fn lines(report: &ContractTestReport) -> Vec<Line<'_>> {
    let mut lines = vec![Line::Run];
    for (operation, findings) in grouped(&report.findings, |finding| finding.operation.as_str()) {
        lines.push(Line::Operation(operation, findings.len()));
        lines.extend(findings.into_iter().map(Line::Finding));
    }
    lines
}

impl Findings {
    pub(super) fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    /// The finding that is selected; none for the run as a whole.
    pub(super) fn selected<'r>(&self, report: &'r ContractTestReport) -> Option<&'r Finding> {
        let selected = self.selected.as_ref()?;
        report.findings.iter().find(|finding| finding.id == *selected)
    }

    pub(super) fn show(&mut self, ui: &mut Ui, report: &ContractTestReport) {
        let lines = lines(report);
        let is_whole = self.selected(report).is_none();
        let area = ScrollArea::vertical().id_salt("findings").auto_shrink(false);
        area.show_rows(ui, HEIGHT, lines.len(), |ui, visible| {
            for line in lines.get(visible).unwrap_or_default() {
                match line {
                    Line::Run => self.run_ui(ui, report, is_whole),
                    Line::Operation(operation, count) => {
                        group_heading(ui, operation, *count, if *count == 1 { "finding" } else { "findings" }, HEIGHT);
                    }
                    Line::Finding(finding) => self.finding_ui(ui, finding),
                }
            }
        });
    }

    /// The row of the run as a whole.
    fn run_ui(&mut self, ui: &mut Ui, report: &ContractTestReport, is_selected: bool) {
        let words = verdict(report);
        let id = ui.scope_id().with("run");
        let row = ListRow::new(&words).id(id).height(HEIGHT).selected(is_selected).show(ui);
        if std::mem::take(&mut self.wants_focus) {
            row.response.request_focus();
        }
        if row.response.clicked() {
            self.selected = None;
        }
        if row.visible {
            let tokens = Tokens::of(ui);
            let (icon, tone) = if report.passed { (Icon::CheckCircle, Tone::Ok) } else { (Icon::Warning, Tone::Error) };
            let left = row.rect.left() + GAP_PANE;
            icon.paint(ui.painter(), pos2(left + ICON_SIZE / 2.0, row.rect.center().y), tokens.tone(tone));
            let place = Rect::from_min_max(pos2(left + ICON_SIZE + GAP, row.rect.top()), row.rect.max);
            cell(ui, place, &words, type_body(), tokens.text);
        }
    }

    fn finding_ui(&mut self, ui: &mut Ui, finding: &Finding) {
        let tokens = Tokens::of(ui);
        let is_selected = self.selected.as_ref() == Some(&finding.id);
        let new = if finding.trend == FindingTrend::New { ", new" } else { "" };
        let name = format!(
            "{}: {}, {}. {}, {}{new}",
            finding.operation,
            finding.rule.title(),
            finding.place(),
            finding.message,
            finding.severity.id()
        );
        let color = tokens.tone(tone(finding.severity));
        let id = ui.scope_id().with(&finding.id);
        let row = ListRow::new(&name).id(id).height(HEIGHT).selected(is_selected).marker(Some(color)).show(ui);
        if row.response.clicked() {
            self.selected = Some(finding.id.clone());
        }
        if !row.visible {
            return;
        }
        let (left, right) = (row.rect.left() + 2.0 * GAP_PANE, row.rect.right() - BAR_WIDTH);
        let place = |from: f32, to: f32| Rect::from_min_max(pos2(from, row.rect.top()), pos2(to.max(from), row.rect.bottom()));
        cell(ui, place(left, left + RULE_WIDTH - GAP), finding.rule.title(), type_body(), color);
        let after_rule = left + RULE_WIDTH;
        let end = if finding.trend == FindingTrend::New { right - TREND_WIDTH } else { right };
        let middle = after_rule + (end - after_rule) * 0.3;
        cell(ui, place(after_rule, middle - GAP), &finding.place(), type_mono(), tokens.muted);
        cell(ui, place(middle, end - GAP), &finding.message, type_body(), tokens.text);
        if finding.trend == FindingTrend::New {
            cell(ui, place(end, right), "new", type_secondary(), tokens.accent);
        }
    }
}

pub(super) fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Error,
        Severity::Warning => Tone::Warning,
    }
}

/// How the run came out, in a few words.
fn verdict(report: &ContractTestReport) -> String {
    let counted = |count: u64, one: &str, many: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
    let totals = &report.totals;
    let called = totals.passed + totals.failed;
    if called == 0 && report.findings.is_empty() {
        return "Nothing was called".to_owned();
    }
    let passed = format!("{} of {} passed", totals.passed, counted(called, "operation", "operations"));
    let mut parts = vec![passed];
    for (count, one, many) in [(totals.errors, "error", "errors"), (totals.warnings, "warning", "warnings")] {
        if count > 0 {
            parts.push(counted(count, one, many));
        }
    }
    if totals.skipped > 0 {
        parts.push(format!("{} not called", totals.skipped));
    }
    parts.join(", ")
}
