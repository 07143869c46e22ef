//! The report as one page of HTML that needs nothing else: no script, no font, no picture from elsewhere. The filter is CSS.

use std::fmt::Write as _;

use super::chart::chart;
use crate::contract::probe::{ContractTestReport, Finding, FindingTrend, OperationOutcome, OperationReport};

const STYLE: &str = include_str!("page.css");

impl ContractTestReport {
    /// The report as a page that can be sent to somebody or kept by a build server.
    pub fn to_html(&self) -> String {
        let (title, target) = (escape(&self.title), escape(&self.target));
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
             content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src \
             'none'; style-src 'unsafe-inline'\">\n<title>{title}: contract test</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        );
        let (class, verdict) = if self.passed { ("passed", "Passed") } else { ("error", "Failed") };
        let _ = write!(
            page,
            "<header><h1>{title} <span class=\"{class}\">{verdict}</span></h1>\n<p>Version {} of <code>{}</code> against \
             <code>{target}</code></p>\n<p class=\"quiet\">{:.0}, {} ms</p></header>\n<main>\n",
            escape(&self.version),
            escape(&self.contract),
            self.started_at,
            self.duration_ms
        );
        self.add_totals(&mut page);
        let chart = chart(&self.history);
        if !chart.is_empty() {
            let _ = write!(
                page,
                "<section><h2>Over time</h2>\n{chart}\n<p class=\"quiet\"><span class=\"error\">—</span> errors, <span \
                 class=\"warning\">- -</span> warnings</p></section>\n"
            );
        }
        self.add_findings(&mut page);
        self.add_operations(&mut page);
        page.push_str("</main>\n</body>\n</html>\n");
        page
    }

    fn add_totals(&self, page: &mut String) {
        let totals = &self.totals;
        let rate = format!("{} %", (self.pass_rate * 1000.0).floor() / 10.0);
        page.push_str("<ul class=\"totals\">");
        for (class, count, name) in [
            ("", rate.as_str(), "of called operations passed"),
            ("passed", &totals.passed.to_string(), "passed"),
            ("error", &totals.failed.to_string(), "failed"),
            ("", &totals.skipped.to_string(), "skipped"),
            ("error", &totals.errors.to_string(), "errors"),
            ("warning", &totals.warnings.to_string(), "warnings"),
            ("", &totals.calls.to_string(), "calls"),
        ] {
            let _ = write!(page, "<li><b class=\"{class}\">{count}</b> {name}</li>");
        }
        page.push_str("</ul>\n");
    }

    fn add_findings(&self, page: &mut String) {
        page.push_str("<section><h2>Findings</h2>\n");
        if self.findings.is_empty() {
            page.push_str("<p class=\"passed\">The API answers as its contract says</p>\n");
        } else {
            let _ = writeln!(
                page,
                "<fieldset><legend>Show</legend><label><input type=\"checkbox\" id=\"show-error\" checked> Errors ({})</label> \
                 <label><input type=\"checkbox\" id=\"show-warning\" checked> Warnings ({})</label></fieldset>",
                self.totals.errors, self.totals.warnings
            );
        }
        self.findings.iter().for_each(|finding| add_finding(page, finding));
        if !self.gone.is_empty() {
            page.push_str("<h2>Gone since the run before</h2>\n<ul>\n");
            for gone in &self.gone {
                let _ = writeln!(page, "<li><code>{}</code> {}</li>", escape(&gone.operation), escape(&gone.message));
            }
            page.push_str("</ul>\n");
        }
        page.push_str("</section>\n");
    }

    fn add_operations(&self, page: &mut String) {
        page.push_str(
            "<section><h2>Operations</h2>\n<table><thead><tr><th scope=\"col\">Operation</th><th scope=\"col\">Outcome</th><th \
             scope=\"col\">Answered</th><th scope=\"col\">Documented, never answered</th></tr></thead><tbody>\n",
        );
        for report in &self.operations {
            let seen: Vec<String> = report.seen.iter().map(ToString::to_string).collect();
            let _ = writeln!(
                page,
                "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td><td>{}</td></tr>",
                escape(&report.operation),
                outcome(report),
                seen.join(", "),
                if report.calls == 0 { String::new() } else { escape(&report.never_seen.join(", ")) }
            );
        }
        page.push_str("</tbody></table></section>\n");
    }
}

fn outcome(report: &OperationReport) -> String {
    match report.outcome {
        OperationOutcome::Passed => "<span class=\"passed\">passed</span>".to_owned(),
        OperationOutcome::Failed => "<span class=\"error\">failed</span>".to_owned(),
        OperationOutcome::Skipped => format!("skipped: {}", escape(report.reason.as_deref().unwrap_or_default())),
    }
}

fn add_finding(page: &mut String, finding: &Finding) {
    let severity = finding.severity.id();
    let trend = match (finding.trend, finding.since) {
        (FindingTrend::New, _) => " <span class=\"badge\">new</span>".to_owned(),
        (FindingTrend::StillThere, Some(since)) => format!(" <small>since {since:.0}</small>"),
        _ => String::new(),
    };
    let times = if finding.occurrences > 1 { format!(" <small>{} times</small>", finding.occurrences) } else { String::new() };
    let _ = writeln!(
        page,
        "<article class=\"{severity}\" id=\"{}\"><h3><span class=\"badge {severity}\">{severity}</span> <code>{}</code> \
         {}{times}{trend}</h3>\n<p>{}</p>\n<dl>",
        escape(&finding.id),
        escape(&finding.operation),
        finding.rule.title(),
        escape(&finding.message)
    );
    for (name, value) in [
        ("At", &finding.place()),
        ("Expected", &finding.expected),
        ("Actual", &finding.actual),
        ("In the contract", &format!("#{}", finding.contract_pointer)),
    ] {
        let _ = writeln!(page, "<dt>{name}</dt><dd><code>{}</code></dd>", escape(value));
    }
    page.push_str("</dl>\n<details><summary>Request and answer</summary>\n");
    let sample = &finding.sample;
    for text in [&sample.curl, &sample.request, &sample.response].into_iter().filter(|text| !text.is_empty()) {
        let _ = writeln!(page, "<pre>{}</pre>", escape(text.trim_end()));
    }
    page.push_str("</details></article>\n");
}

/// Text that may stand anywhere in HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
