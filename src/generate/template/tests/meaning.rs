//! What templates of the field mean here.

use super::*;
use crate::generate::template::check_json;

#[test]
fn the_request_is_read_by_three_spellings() {
    for (text, expected) in [
        ("{{path.id}} {{path.0}} {{path}}", "42 users /users/42"),
        ("{{query.page}} {{query.tag}} {{query.tag.1}} {{query.none}}", "2 a b "),
        ("{{headers.x-id}} {{headers.X-Id}} {{header.x-id}} {{header 'X-ID'}}", "7 7 7 7"),
        ("{{cookies.sid}} {{cookies.b}} {{cookie 'sid'}}", "abc 2 abc"),
        ("{{body.user.name}} {{body.tags.1}} {{body.[a.b]}} {{body.count}}", "Ada b 7 3"),
        (
            "{{method}} {{url}} {{host}} {{client}} {{call}} {{endpoint}}",
            "POST /users/42?page=2&tag=a&tag=b localhost:4600 127.0.0.1 1 Get a user",
        ),
        ("{{vars.base}} {{env.APP_STAGE}} {{getEnvVar 'STAGE'}}", "https://example.com staging staging"),
        ("{{request.path}} {{request.path.[1]}} {{request.path.id}} {{request.pathSegments.[1]}}", "/users/42 42 42 42"),
        ("{{request.query.tag}} {{request.query.tag.[1]}} {{request.headers.X-Id}} {{request.cookies.sid}}", "a b 7 abc"),
        (
            "{{request.host}} {{request.port}} {{request.scheme}} {{request.baseUrl}} {{request.clientIp}}",
            "localhost 4600 http http://localhost:4600 127.0.0.1",
        ),
        ("{{jsonPath request.body '$.user.name'}} {{jsonPath request.body '$.tags[*]'}}", "Ada [\"a\",\"b\"]"),
        ("{{request.parts.file.body}} {{request.parts.file.filename}} {{request.multipart}}", "hello a.txt true"),
        ("{{urlParam 'id'}} {{queryParam 'page'}} {{queryParam 'none' 'x'}} {{queryParam 'tag'}}", "42 2 x [\"a\",\"b\"]"),
        (
            "{{body 'user.name'}} {{body '$.user.name'}} {{body 'none' 'd'}} {{body 'a\\.b'}} {{body 'tags'}}",
            "Ada Ada d 7 [\"a\",\"b\"]",
        ),
        ("{{#each request.query.tag as |t|}}{{t}};{{/each}}", "a;b;"),
        ("{{#each body.tags}}{{this}}{{path.id}} {{/each}}", "a42 b42 "),
    ] {
        assert_eq!(shown(text), expected, "{text}");
        assert_eq!(problems(text), [""; 0], "{text}");
    }
    assert_eq!(shown("{{body}}"), BODY);
}

#[test]
fn blocks_mean_what_handlebars_means() {
    for (text, expected) in [
        ("{{#if body.user}}a{{else}}b{{/if}}{{#if ''}}c{{else if 1}}d{{else}}e{{/if}}", "ad"),
        ("{{#unless 0}}a{{/unless}}{{#if 0 includeZero=true}}b{{/if}}{{^if 1}}x{{else}}y{{/if}}", "aby"),
        ("{{#each (array 1 2)}}{{@index}}:{{.}}{{#unless @last}},{{/unless}}{{/each}}", "0:1,1:2"),
        ("{{#each (object a=1 b=2)}}{{@key}}={{this}};{{/each}}", "a=1;b=2;"),
        ("{{#each (array)}}x{{else}}none{{/each}}", "none"),
        ("{{#each (array 1 2) as |n i|}}{{i}}{{n}} {{#each (array 9)}}{{n}}{{@../index}} {{/each}}{{/each}}", "01 10 12 21 "),
        ("{{#with (object a=1)}}{{a}}{{#with (object b=2)}}{{b}}{{../a}}{{/with}}{{/with}}", "121"),
        ("{{#with body.user as |u|}}{{u.name}} {{name}} {{this.name}}{{/with}}", "Ada Ada Ada"),
        ("{{#body.tags}}{{this}}{{/body.tags}}{{^body.none}}-{{/body.none}}", "ab-"),
        ("{{#switch 'b'}}{{#case 'a'}}1{{/case}}{{#case 'b'}}2{{/case}}{{#default}}3{{/default}}{{/switch}}", "2"),
        ("{{#switch 'c'}}{{#case 'a'}}1{{/case}}{{#default}}3{{/default}}{{/switch}}", "3"),
        ("{{#eq 1 1}}same{{else}}other{{/eq}} {{#contains 'abc' 'x'}}yes{{else}}no{{/contains}}", "same no"),
        ("{{#assign 'x'}}v{{add 1 1}}{{/assign}}{{x}}{{#trim}}  t {{/trim}}{{#upper}}u{{/upper}}", "v2tU"),
        (
            "{{#parseJson 'o'}}{\"a\":[1,2]}{{/parseJson}}{{o.a.1}}{{#jsonMerge o}}{\"b\":1}{{/jsonMerge}}",
            "2{\"a\":[1,2],\"b\":1}",
        ),
        ("{{regexExtract 'ab12' '([a-z]+)([0-9]+)' 'p'}}{{p.0}}-{{p.1}}", "ab-12"),
        ("a {{~add 1 1~}} b{{! c }}{{!-- {{x}} --}}", "a2b"),
        ("{{#if true}}\n  a\n{{/if}}\nb", "  a\nb"),
        ("{{!-- a --~}} b {{!-- c - }} --}}d", "b d"),
        ("x\n  {{! alone }}\ny {{!-- not alone --}}\n", "x\ny \n"),
        (r"\{{a}} \\{{add 1 1}} {{{{raw}}}} {{b}} {{{{/raw}}}}", r"{{a}} \2  {{b}} "),
        ("{{#each (array 1 2 3)}}{{setVar 's' (add (default @s 0) this)}}{{/each}}[{{@s}}]", "[]"),
        ("{{setVar 'o' (object a=(array 1 2))}}{{@o.a.1}}", "2"),
        ("{{'a'}}{{1.5}}{{true}}{{null}}{{undefined}}", "a1.5true"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn repeat_is_that_of_mockoon() {
    let text = "[\n{{#repeat 3}}\n  {\"i\": {{@index}}}\n{{/repeat}}\n]";
    assert_eq!(shown(text), "[\n  {\"i\": 0},\n  {\"i\": 1},\n  {\"i\": 2}\n]");
    assert_eq!(shown("[{{#repeat 2}} {{@index}} {{/repeat}}]"), "[ 0,\n 1\n]");
    assert_eq!(shown("{{#repeat 2}}{{@total}}{{@first}}{{@last}},{{/repeat}}"), "2truefalse,\n2falsetrue\n");
    assert_eq!(shown("{{#repeat 2 comma=false}}a {{/repeat}}"), "a a ");
    assert_eq!(shown("{{#repeat 0}}a{{/repeat}}{{#repeat '2'}}b{{/repeat}}"), "b,\nb\n");
    let count = shown("{{#repeat 2 5 comma=false}}x{{/repeat}}").len();
    assert!((2..=5).contains(&count));
    assert!(shown("{{#repeat}}x{{/repeat}}").starts_with("error: line 1, column 1: {{#repeat}} takes how often"));
    assert!(
        shown("a\n {{#repeat 'x'}}x{{/repeat}}")
            .starts_with("error: line 2, column 2: {{#repeat}} takes numbers, but is given 'x'")
    );
}

#[test]
fn json_stays_sound_whatever_the_request_held() {
    let text = r#"{"quote": "{{body.user.quote}}", "inner": "{{body 'user'}}", "user": {{body 'user'}}, "raw": {{{body 'user'}}},
        "pretty": {{{stringify (bodyRaw 'tags')}}}, "n": {{queryParam 'page'}}, "all": {{queryParamRaw}}, "whole": {{body}},
        "list": {{vars.list}}, "flag": {{eq 1 1}}, "text": "{{#if true}}\"{{url}}{{else}}x{{/if}}", "after": {{body.count}}}"#;
    let shown = shown_as(&text.replace("\\\"{{url}}", "{{url}}"), Escape::Json);
    let value: Value = serde_json::from_str(&shown).unwrap_or_else(|error| panic!("{error}: {shown}"));
    let body: Value = serde_json::from_str(BODY).unwrap();
    assert_eq!(value["quote"], body["user"]["quote"]);
    assert_eq!(value["inner"], body["user"].to_string());
    assert_eq!((&value["user"], &value["raw"], &value["whole"]), (&body["user"], &body["user"], &body));
    assert_eq!((&value["n"], &value["pretty"]), (&json!(2), &json!(["a", "b"])));
    assert_eq!(value["all"], json!({"page": "2", "tag": ["a", "b"]}));
    assert_eq!(value["list"], json!([1, 2]));
    assert_eq!(
        shown_as("<a href=\"{{url}}\">{{{'<b>'}}}", Escape::Html),
        "<a href=\"/users/42?page&#x3D;2&amp;tag&#x3D;a&amp;tag&#x3D;b\"><b>"
    );
    assert_eq!(shown_as("/x?u={{url}}", Escape::Url), "/x?u=%2Fusers%2F42%3Fpage%3D2%26tag%3Da%26tag%3Db");
    assert_eq!(check_json(&shown_as("{\n \"a\": {{url}} }", Escape::Json)).map(|(line, column, _)| (line, column)), Some((2, 7)));
}

#[test]
fn problems_name_their_place_and_what_is_near() {
    for (text, expected) in [
        ("{{uppercse 'a'}}", "1:3 there is no helper or value 'uppercse'; did you mean 'uppercase'?"),
        ("{\n  \"ä\": {{lowercase (uppercse 'a')}}}", "2:21 there is no helper or value 'uppercse'; did you mean 'uppercase'?"),
        ("é{{ frstName }}", "1:5 there is no helper or value 'frstName'; did you mean 'firstName'?"),
        ("{{replace 'a' 'b'}}", "1:3 'replace' takes 3 values, but is given 2: replace text part by"),
        ("{{#if (eq 1)}}{{/if}}", "1:8 'eq' takes 2 values, but is given 1: eq a b"),
        ("{{#foo 1}}{{/foo}}", "1:4 there is no helper 'foo'"),
    ] {
        assert_eq!(problems(text), [expected], "{text}");
    }
    let found = problems("x {{faker 'person.fristName'}}");
    assert!(
        found[0].starts_with("1:12 there is no faker method 'person.fristName'; did you mean 'person.firstName'?"),
        "{found:?}"
    );
    assert_eq!(problems("{{setVar 'total' 1}}{{total}}{{#each body.items}}{{whatever}}{{/each}}"), [""; 0]);
    assert_eq!(shown("[{{nothing}}{{nothing 1}}{{#nothing 1}}x{{/nothing}}]"), "[]");
}

#[test]
fn errors_name_their_place() {
    for (text, line, column, part) in [
        ("{{#if true}}\n x", 1, 1, "{{#if}} is never closed"),
        ("a\nb {{/each}}", 2, 3, "{{/each}} closes a block that was never opened"),
        ("{{#if 1}}{{#each x}}{{/if}}", 1, 21, "{{/if}} closes {{#each}}"),
        ("{{add 1", 1, 1, "never closed"),
        ("{{add (add 1 2}}", 1, 7, "this ( is never closed"),
        ("{{add 1)}}", 1, 8, "')' is not expected here"),
        ("äö {{add 'x}}", 1, 4, "never closed"),
        ("{{}}", 1, 3, "a name or a helper is missing here"),
        ("{{add a=1 2}}", 1, 11, "without a name cannot follow"),
        ("{{> part}}", 1, 1, "no partials"),
        ("{{else}}", 1, 1, "in no block"),
        ("{{#if 1}}a{{else}}b{{else}}c{{/if}}", 1, 20, "only one last {{else}}"),
    ] {
        let error = Template::compile(text, Escape::None).unwrap_err();
        assert_eq!((error.line, error.column), (line, column), "{text}: {error}");
        assert!(error.message.contains(part), "{text}: {error}");
    }
    for (text, expected) in [
        ("\n {{lowercase (math 1 '?' 2)}}", "error: line 2, column 15: 'math' knows + - * / and %, not '?'"),
        ("{{matches 'a' '('}}", "error: line 1, column 3: '^(?:()$' is no regular expression"),
        ("{{now 'N'}}", "error: line 1, column 3: the date pattern 'N' has the unknown letter 'N'"),
        ("{{date 'x' format='yyyy'}}", "error: line 1, column 3: 'x' is no date"),
    ] {
        assert!(shown(text).starts_with(expected), "{}", shown(text));
    }
}

#[test]
fn memory_outlives_a_rendering() {
    let memory = Memory::default();
    let show = |text: &str| rendered_with(text, Escape::None, 1, &memory).unwrap().text;
    assert_eq!(show("{{setGlobalVar 'user' (object name='Ada' tags=(array 1 2))}}{{getGlobalVar 'user' 'name'}}"), "Ada");
    assert_eq!(
        show("{{getGlobalVar 'user' '$.tags[1]'}} {{getGlobalVar 'none' '' 'd'}} {{state context='user' property='name'}}"),
        "2 d Ada"
    );
    memory.set_data("list", json!([{"n": 1}]));
    assert_eq!(
        show("{{setData 'inc' 'list' '0.n' 4}}{{setData 'push' 'list' '' 'x'}}{{data 'list'}} {{data 'list' '0.n'}}"),
        "[{\"n\":5},\"x\"] 5"
    );
    assert_eq!(rendered_with("{{status 404}}", Escape::None, 1, &memory).unwrap().status, Some(404));
}

#[test]
fn dates_move_and_change_format() {
    for (text, expected) in [
        ("{{now}}", "2025-06-15T12:00:00.001+00:00"),
        ("{{now format='epoch'}} {{now offset='-1 days' format='yyyy-MM-dd'}}", "1749988800001 2025-06-14"),
        ("{{now offset='3 days' timezone='Australia/Sydney' format='yyyy-MM-dd HH:mm:ssZ'}}", "2025-06-18 22:00:00+1000"),
        ("{{now offset='1 hours'}}", "2025-06-15T13:00:00Z"),
        ("{{date (parseDate '10/11/2021' format='dd/MM/yyyy') offset='-1 days'}}", "2021-11-09T00:00:00Z"),
        ("{{dateTimeShift date=(now) format='yyyy-MM-dd' years=-1 months=2 days=3}}", "2024-08-18"),
        ("{{dateFormat (now 'yyyy-MM-dd') 'EEEE'}}", "Sunday"),
        (
            "{{truncateDate (now) 'first day of next month'}} {{truncateDate (now) 'first hour of day'}}",
            "2025-07-01T00:00:00Z 2025-06-15T00:00:00Z",
        ),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
    let chosen = shown("{{date '2020-01-01' '2020-12-31' 'yyyy-MM'}}");
    assert!(chosen.starts_with("2020-"), "{chosen}");
}
