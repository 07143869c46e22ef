//! The Headers tab: a row for each header in the order they are sent, and an empty one at the end to type into.

use egui::{Margin, ScrollArea, Ui};

use super::{Focus, behaviour::quiet, draft::ResponseDraft, header_names::NAMES, header_rows::HeaderRows};
use crate::{
    app::Action,
    model::{Header, Part, Response, WrittenHead},
    ui::{theme::GAP_LARGE, widget::Button},
};

/// Shows the tab in all the room there is.
pub(super) fn show(ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    ScrollArea::vertical().id_salt(("headers", draft.response.id.as_str())).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.add_space(8.0);
        let focused = match focus.take_if(|focus| matches!(focus, Focus::Header(_))) {
            Some(Focus::Header(index)) => Some(index),
            _ => None,
        };
        let problem = |index| draft.problem(&Part::Header(index));
        let rows = HeaderRows {
            name: "Header",
            headers: &draft.response.headers,
            names: &NAMES,
            problem: &problem,
            focus: focused,
            left: GAP_LARGE - 4.0,
            right: GAP_LARGE,
        };
        if let Some(edit) = rows.show(ui) {
            draft.edit(actions, edit.label, edit.field.as_deref(), |response| set_headers(response, edit.headers));
        }
        let margin = Margin { left: rows.text_left() as i8, right: GAP_LARGE as i8, top: 4, bottom: 8 };
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            quiet(
                ui,
                "Names may repeat. Content-Type follows from the body, and Content-Length is counted, unless they are set here",
            );
            if let Some(written) = &draft.response.written {
                ui.add_space(8.0);
                quiet(ui, &words(written));
                let button = Button::quiet("Write as usual").tooltip("Forget how the real server wrote the head of this answer");
                if button.show(ui).clicked() {
                    draft.edit(actions, "Write head as usual", None, |response| response.written = None);
                }
            }
        });
    });
}

/// Changes the headers; the lines that stand among them keep their places.
fn set_headers(response: &mut Response, headers: Vec<Header>) {
    if let Some(written) = &mut response.written
        && headers.len() + 1 == response.headers.len()
    {
        let same = headers.iter().zip(&response.headers).take_while(|(new, old)| new == old).count();
        written.header_removed(same);
    }
    response.headers = headers;
}

/// How the head of an answer is written, in a sentence.
fn words(written: &WrittenHead) -> String {
    let version = if written.http_1_0 { ", as HTTP/1.0" } else { "" };
    let names: Vec<&str> = written.lines.iter().map(|line| line.name.as_str()).collect();
    let lines = match names.split_last() {
        None => String::new(),
        Some((last, [])) => format!(", with {last} in its place"),
        Some((last, others)) => format!(", with {} and {last} in their places", others.join(", ")),
    };
    let end = match (written.has("transfer-encoding"), written.has("content-length")) {
        (true, _) => "; the body comes in chunks",
        (false, true) => "",
        (false, false) => "; nothing but the end of the connection ends a body",
    };
    format!("Over HTTP/1.1 written as the real server wrote it{version}: in this order and spelling{lines}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OwnLine, ResponseId};

    #[test]
    fn how_a_head_is_written_is_said_in_a_sentence() {
        let written = |names: &[&str], http_1_0| {
            let lines = names.iter().map(|name| OwnLine::new(*name, "", 0)).collect();
            words(&WrittenHead { http_1_0, lines, ..WrittenHead::default() })
        };
        for (names, http_1_0, expected) in [
            (
                &["DATE", "Connection", "Content-Length"][..],
                false,
                "spelling, with DATE, Connection and Content-Length in their places",
            ),
            (&["Transfer-Encoding"], false, "spelling, with Transfer-Encoding in its place; the body comes in chunks"),
            (&[], true, "wrote it, as HTTP/1.0: in this order and spelling; nothing but the end of the connection ends a body"),
        ] {
            assert!(written(names, http_1_0).ends_with(expected), "{}", written(names, http_1_0));
        }
    }

    #[test]
    fn a_header_that_is_deleted_leaves_the_others_in_their_places() {
        let mut response = Response::new(ResponseId::new("r"), 200);
        response.headers = ["A", "B", "C"].map(|name| Header::new(name, "1")).to_vec();
        let lines = vec![OwnLine::new("Date", "", 1), OwnLine::new("Content-Length", "", 3)];
        response.written = Some(WrittenHead { lines, ..WrittenHead::default() });
        let mut fewer = response.headers.clone();
        fewer.remove(1);
        set_headers(&mut response, fewer);
        let after =
            |response: &Response| response.written.iter().flat_map(|head| &head.lines).map(|line| line.after).collect::<Vec<_>>();
        assert_eq!((response.headers.len(), after(&response)), (2, vec![1, 2]));
        let mut more = response.headers.clone();
        more.push(Header::new("D", "1"));
        set_headers(&mut response, more);
        assert_eq!(after(&response), [1, 2]);
    }
}
