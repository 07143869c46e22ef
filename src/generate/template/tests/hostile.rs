//! Templates that are made to hurt are refused with a limit, and before they can.

use super::*;

/// The error of compiling or, where that goes well, of rendering.
fn refused(text: &str) -> String {
    rendered_with(text, Escape::Json, 1, &Memory::default()).map_or_else(|error| error.message, |_| panic!("this is not refused"))
}

fn megabyte(part: &str) -> String {
    part.repeat((1 << 20) / part.len())
}

#[test]
fn a_megabyte_of_anything_is_refused() {
    for (part, reason) in [
        ("{{#a}}", "more than 20000 tags"),
        ("{{#a}} and a text that is so long that the tags are few enough", "blocks nest more than 100"),
        ("{{^a}} and a text that is so long that the tags are few enough", "blocks nest more than 100"),
        (
            "{{#if 1}} and a text that is so long that the tags are few enough {{else if 2}} and another that is as long as the first, or longer",
            "blocks nest more than 100",
        ),
        ("{{#if 1}}{{else if ", "never closed"),
        ("{{", "never closed"),
        ("{{{", "never closed"),
        ("{{{{", "never closed"),
        ("{{{{a}}}}", "never closed"),
        ("{{a}}", "more than 20000 tags"),
        ("{{!-- }}", "never closed"),
        ("{{! }}", "more than 20000 tags"),
        ("{{!-- a --}}", "more than 20000 tags"),
        ("{{!-- a --~}}", "more than 20000 tags"),
        ("{{/a}}", "more than 20000 tags"),
        ("{{else}}", "more than 20000 tags"),
    ] {
        let error = refused(&megabyte(part));
        assert!(error.contains(reason), "{part}: {error}");
    }
    for (start, part, reason) in [
        ("{{", "(", "never closed"),
        ("{{a ", "(a ", "never closed"),
        ("{{a ", "'", "never closed"),
        ("{{a ", "[", "never closed"),
    ] {
        let error = refused(&format!("{start}{}", megabyte(part)));
        assert!(error.contains(reason) || error.contains("longer than"), "{part}: {error}");
    }
    assert!(refused(&"a".repeat((1 << 20) + 1)).contains("longer than 1 MB"));
    assert!(refused(&format!("{{{{a {}}}}}", "b ".repeat(10_000))).contains("longer than 16 KB"));
}

#[test]
fn nesting_in_one_tag_is_refused() {
    for (open, close) in [("(a ", ")"), ("(a b=", ")"), ("(", ")")] {
        for times in [31, 4_000] {
            let error = refused(&format!("{{{{a {}1{}}}}}", open.repeat(times), close.repeat(times)));
            assert!(error.contains("parentheses nest") || error.contains("longer than"), "{error}");
        }
        let open_only = refused(&format!("{{{{a {}}}}}", open.repeat(30)));
        assert!(open_only.contains("missing") || open_only.contains("never closed"), "{open_only}");
    }
    assert!(refused(&format!("{{{{a {}{}}}}}", "[".repeat(5_000), "]".repeat(5_000))).contains("brackets nest"));
    let fits = format!("{{{{add {}1{}}}}}", "(add ".repeat(29), ")".repeat(29));
    assert_eq!(shown(&fits), "1");
    let blocks = format!("{}x{}", "{{#if 1}}".repeat(100), "{{/if}}".repeat(100));
    assert_eq!(shown(&blocks), "x");
    // All limits at once fit a thread's usual stack, in a debug build too.
    for (open, close) in
        [("{{#each (array 1)}}", "{{/each}}"), ("{{#repeat 1 comma=false}}", "{{/repeat}}"), ("{{#trim}}", "{{/trim}}")]
    {
        let deepest = format!("{}{fits}{}", open.repeat(100), close.repeat(100));
        assert_eq!(shown(&deepest), "1");
    }
}

#[test]
fn loops_and_texts_without_end_are_refused() {
    for (text, reason) in [
        ("{{#repeat 100001}}{{/repeat}}", "at most 100000 times"),
        ("{{#repeat 1000}}{{#repeat 1000}}{{#repeat 1000}}a{{/repeat}}{{/repeat}}{{/repeat}}", "more than 250000 passes"),
        ("{{#repeat 50000 comma=false}}{{#repeat 4}}{{add 1 (add 2 3)}}{{/repeat}}{{/repeat}}", "more than"),
        ("{{#each (range 1 100000)}}{{#each (range 1 100000)}}{{/each}}{{/each}}", "more than"),
        ("{{range 1 9000000000}}", "at most 100000 items"),
        ("{{padStart 'a' 999999999}}", "10 MB"),
        ("{{randomValue length=999999999}}", "at most 100000"),
        ("{{setVar 'a' 'aaaaaaaaaaaaaaaa'}}{{#repeat 60}}{{setVar 'a' (concat @a @a)}}{{/repeat}}", "more than"),
        ("{{setVar 'a' (array 1 2)}}{{#repeat 60}}{{setVar 'a' (array @a @a)}}{{/repeat}}", "more than"),
        ("{{setVar 'a' 1}}{{#repeat 1000}}{{setVar 'a' (array @a)}}{{/repeat}}", "nested more than 200"),
        ("{{setVar 'a' (padEnd 'x' 1000000 'y')}}{{#repeat 90}}{{{@a}}}{{/repeat}}", "longer than 10 MB"),
        ("{{setVar 'a' (padEnd 'x' 1000000 'a')}}{{#repeat 99}}{{replaceAll @a 'a' @a}}{{/repeat}}", "10 MB"),
        ("{{matches 'a' '(a{500}){500}'}}", "no regular expression"),
        ("{{setVar 'a' (range 1 2000)}}{{jsonPath @a '$[?count($[*]) > 1]'}}", "more than 1000000 steps"),
        ("{{jsonPath '[[1]]' '$..*..*..*..*..*..*'}}", "too many lists or '..'"),
    ] {
        let error = refused(text);
        assert!(error.contains(reason), "{text}: {error}");
    }
}

#[test]
fn hostile_requests_are_only_data() {
    let headers = HeaderMap::new();
    let deep = "[".repeat(500_000);
    let scene = Scene::new("GET", "/", &headers, deep.as_bytes(), Seed(1));
    let template =
        Template::compile("{{body 'a' 'none'}}{{jsonPath request.body '$.a' default='x'}}{{jsonParse (body)}}", Escape::Json)
            .unwrap();
    assert_eq!(template.render(&scene).unwrap().text, "nonex");
    let many = format!("/?{}", "a[b]".repeat(5_000));
    let nested = format!("/?a{}=1&{}", "[a]".repeat(5_000), "b[]=1&".repeat(5_000));
    for url in [many, nested] {
        let scene = Scene::new("GET", &url, &headers, b"", Seed(1));
        Template::compile("{{queryParamRaw}}{{query}}", Escape::Json).unwrap().render(&scene).unwrap();
    }
}
