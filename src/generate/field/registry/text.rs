//! Kinds of texts: titles, descriptions, messages and the words in them.

use crate::generate::field::kind::JsonType::{self, Integer, String};
use crate::generate::field::kind::Source::{self, Faker, Make, OneOf, Whole};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::{person, small, text};

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::Text, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        String, "headline", "A title for a text", Some("lorem.sentence"),
        "title, headline, heading, post title, article title, page title, subject, subject line, meta title, seo title, caption \
        title, topic title, email subject, task title, event title, blog title, post/title, article/title, page/title, thread \
        title, sub title, subtitle, tagline, slogan, course title, question title, issue title, video title, project title, \
        episode title, meeting title, post/name, article/name, ticket title, movie title, window title, document title, news \
        title, og title, section title, film title, movie name, course name, lesson title, chapter title, topic, strapline, \
        long title, short title, alt title, message subject, meta/title, ad title, lesson name, notification title, message \
        title, report title, catch phrase",
        Make(text::headline),
    ),
    kind(
        String, "label", "A name for a thing: Silver Harbor", Some("commerce.productName"),
        "label, name, label name, display label, group name, project name, project, title name, group, list name, campaign \
        name, campaign, event name, display name label, friendly name, device name, template name, channel name, folder title, \
        playlist name, playlist, portfolio name, site name, app name, application name, application, workspace name, \
        workspace, community name, series name, collection name, model name label, page name, location label, board name, \
        board, tag group, report name, test name, dashboard name, program name, program, product line, nick of thing, common \
        name, short name, long name, alias name, game, game name, team title, room title, schema title, source title, custom \
        name, given title, plan title, subject label, asset label, instance title, option name, option label, entity name, \
        object name, role name label, field label, label text, key label, column label, filter name, survey name, policy name, \
        layer name, layout name, rule label, step name, zone label, segment name, segment, attribute label, site title, \
        feature name, brand label, job label, section name, theme name, theme, course, module title, component label, area \
        name, item label, resource label, badge name, achievement, trophy, mission, =collection, category title, account \
        label, cluster label, sensor name, cohort, alt name, form name, form title, menu name, menu title, node label, unit \
        name, chain label, customer group, customer group name, list title, group title, price list, print name, ship name, \
        vessel, vessel name, planet, star name, spacecraft, mission name",
        Make(text::label),
    ),
    kind(
        String, "description", "A sentence or two about something", Some("lorem.sentences"),
        "description, desc, summary, about, overview, excerpt, abstract, short description, meta description, details, detail, \
        blurb, synopsis, intro, introduction, teaser, subtext, description text, sub text, seo description, og description, \
        lead text, additional info, additional information, extra info, info, explanation, help text, hint, tooltip, tool tip, \
        instructions, help, guidance, custom description, purpose, usage notes, description short, description long, \
        background story, information, plot, error detail, definition, rationale, justification, mission statement, objective, \
        product details, snippet, plain description, disclaimer, footer, footer text, notice, note text, directions, special \
        instructions, delivery instructions, outline, =usage, annotation, statement, docstring, doc, clarification",
        Make(text::description),
    ),
    kind(
        String, "body", "A text of several sentences", Some("lorem.paragraphs"),
        "body, content, full text, article body, post body, post content, text body, body text, story, long description, \
        transcript, message body, email body, article, blog post, essay, article content, post text, body plain, text content, \
        lyrics, letter, cover letter, terms and conditions, page content, plain text, body content, review body, full \
        description, terms text, document text, news, contents, readme, changelog, release notes, raw text, chapter, license \
        text, email content, ocr text, paragraph, paragraphs",
        Make(text::body),
    ),
    kind(
        String, "html", "Text with marks of HTML", None,
        "html, body html, content html, html body, html content, description html, embed code, html description, markup, \
        rendered, rich text, html text, embed html, html snippet, raw html",
        Make(text::html),
    ),
    kind(
        String, "message", "One sentence to somebody", Some("lorem.sentence"),
        "message, msg, text, comment, comment text, reply, note, notes, remark, remarks, feedback, review, review text, \
        comments, message text, status message, alert message, answer, response text, notification text, greeting, caption, \
        quote, sentence, chat message, admin notes, internal note, internal notes, customer note, order notes, post, tweet, \
        announcement, comment body, custom message, notification, warning, warning message, alert, success message, welcome \
        message, bio text, commentary, testimonial, review comment, preview text, alt text, alt, image alt, advice, \
        suggestion, recommendation, tip text, motd, log message, fact, joke, prompt, question, question text, query text, \
        system prompt, response message, response, user message, user prompt, away message, reason text, private note, memo \
        text, note body, message content, reject message, complaint, gift message, customer message, line text, input text, \
        output text, reply text, acknowledgement, phrase, sub message, description message, chat, utterance, completion, \
        warnings, instruction, order note, tool result, thread message, option text, staff notes, update text, last message",
        Make(text::sentence),
    ),
    kind(
        String, "word", "One small word", Some("lorem.word"),
        "word, keyword, tag, tag name, term, keywords, tags, hashtag name, search term, token text, noun, search keyword, label \
        key, keyword/name, tag/name, tag key, tag value, topic name, facet, synonym, lemma, stem, tag label, search, q, search \
        query, query, search text, search phrase, s, filter value",
        Make(text::word),
    ),
    kind(
        String, "slug", "A title as part of an address", Some("lorem.slug"),
        "slug, url slug, handle slug, permalink slug, post slug, url key, seo name, url name, url handle, path slug, page slug, \
        friendly url, vanity url code, product handle, product/handle, slug name, slugified name, category slug, identifier \
        slug",
        Make(text::slug_value),
    ),
    kind(
        String, "language_level", "How well somebody speaks a language", None,
        "language level, proficiency, fluency, skill level, experience level, proficiency level, seniority, difficulty, \
        difficulty level, expertise level, skill/level, complexity",
        OneOf(&["beginner", "intermediate", "advanced", "expert"]),
    ),
    kind(
        String, "reason", "Why something was done", None,
        "reason, cancel reason, cancellation reason, return reason, refund reason, reason code text, status reason, decline \
        reason, rejection reason, failure reason, close reason, cause, ban reason, delete reason, denial reason, termination \
        reason, reason for return, reason description, reject reason, reason for visit, state reason, disabled reason, motive, \
        dispute reason, root cause, block reason, leave reason, reason message, pause reason, void reason, failure cause, \
        ineligible reason, stop reason, finish reason, change reason, reason phrase, adjustment reason, chargeback reason, \
        update reason, suspension reason, reason detail, suspended reason, decline code reason, hold reason",
        OneOf(&[
            "Requested by customer", "Duplicate entry", "Out of stock", "Payment declined", "No longer needed",
            "Wrong item delivered", "Policy violation", "Address not found",
        ]),
    ),
    kind(
        String, "book_author", "Who wrote a book", Some("book.author"),
        "book author, book/author, writer, novelist",
        Make(person::full_name),
    ),
    kind(
        Integer, "word_count", "How many words there are", None,
        "word count, words, number of words, wordcount, character count, characters, char count, token count, tokens, total \
        tokens, prompt tokens, completion tokens, text length, input tokens, output tokens, max tokens, num tokens, tokens \
        used, line count, lines",
        Whole(40, 4000),
    ),
    kind(
        String, "markdown", "Text with marks of Markdown", None,
        "markdown, body markdown, content markdown, md, description markdown, markdown text, readme markdown",
        Make(small::markdown),
    ),
    kind(
        String, "placeholder", "What an empty field of a form says", None,
        "placeholder, placeholder text, input placeholder, watermark, hint text, empty text",
        OneOf(&["Enter your name", "Search products", "you@example.com", "Type a message", "Choose an option", "e.g. 42"]),
    ),
    kind(
        String, "button_text", "What a button says", None,
        "button text, button label, cta, cta text, call to action, link text, action text, action label, button, button title, \
        submit text, anchor text, link label, action name label, cta label, submit label, button name",
        OneOf(&["Continue", "Save", "Learn more", "Sign up", "Buy now", "Cancel", "Read more", "Get started"]),
    ),
    kind(
        String, "prefix", "What is put before something", None,
        "prefix, key prefix, prefix text, name prefix of thing, route prefix, table prefix, index prefix, log prefix, \
        =namespace prefix, id prefix",
        OneOf(&["app-", "dev-", "prod-", "test-", "tmp-", "v1-"]),
    ),
    kind(
        String, "suffix", "What is put after something", None,
        "suffix, postfix, file suffix text, name suffix of thing",
        OneOf(&["-v2", "-copy", "-beta", "-final", "-eu", "-2025"]),
    ),
    kind(
        String, "letter", "A letter", None,
        "letter, character, grade letter, section letter, column letter, option letter, answer letter, char",
        OneOf(&["A", "B", "C", "D", "E", "F"]),
    ),
    kind(
        String, "grade", "A mark for work", None,
        "grade, mark, class grade, letter grade, final grade, exam grade, school grade",
        OneOf(&["A", "A-", "B+", "B", "B-", "C+", "C", "D"]),
    ),
    kind(
        String, "catch_phrase", "What a company says of itself", Some("company.catchPhrase"),
        "catchphrase, company slogan, company/slogan, motto, mission, company/tagline, value proposition, company motto",
        Faker,
    ),
];
