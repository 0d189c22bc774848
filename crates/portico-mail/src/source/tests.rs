//! What becomes of bodies.

use super::*;

const LINK: &str = "https://portal.example/confirm?token=a&b=c";
const AIDS: Aids<'static> = Aids { code: Some("418207"), link: Some(LINK), button: "Go" };

fn span(text: &str) -> Span {
    Span { text: text.to_owned(), ..Span::default() }
}

fn button(label: &str) -> Part {
    Part::Button { label: label.to_owned(), link: LINK.to_owned() }
}

#[test]
fn plain_lines_become_parts() {
    let body = "# Your code\n\nHello **Katrin**,\nplease type this.\n\n[code]\n- one\n- two\n[button: Open it]\n\nBye";
    let strong = Span { strong: true, ..span("Katrin") };
    let parts = [
        Part::Heading(vec![span("Your code")]),
        Part::Text(vec![span("Hello "), strong, span(",\nplease type this.")]),
        Part::Code("418207".to_owned()),
        Part::Item(vec![span("one")]),
        Part::Item(vec![span("two")]),
        button("Open it"),
        Part::paragraph("Bye"),
    ];
    assert_eq!(read(body, &AIDS), parts);
}

#[test]
fn html_becomes_the_same_parts_and_nothing_else_is_kept() {
    let body = "<style>p{color:red}</style><h2 onclick=\"x()\">M&uuml;ller</h2><p>418207</p>\n\
        <p>  a <b>b</b>\n <i>c</i><br/>d &lt;x&gt;</p><script>alert(1)</script>\
        <div><a class=x href=\"https://portal.example/confirm?token=a&amp;b=c\">Confirm</a></div>\
        <p><a href='javascript:alert(1)'>bad</a> 1 < 2</p>";
    let parts = [
        Part::Heading(vec![span("Müller")]),
        Part::Code("418207".to_owned()),
        Part::Text(vec![
            span("a "),
            Span { strong: true, ..span("b") },
            span(" "),
            Span { stressed: true, ..span("c") },
            span("\nd <x>"),
        ]),
        button("Confirm"),
        Part::paragraph("bad 1 < 2"),
    ];
    assert_eq!(read(body, &AIDS), parts);
}

#[test]
fn a_button_without_a_link_and_a_code_that_is_not_there_are_left_out() {
    assert_eq!(read("Hello\n\n[button: Go]\n\n[code]", &Aids::default()), [Part::paragraph("Hello")]);
    assert_eq!(read("[button]", &AIDS), [button("Go")]);
    assert_eq!(read("[buttons]", &AIDS), [Part::paragraph("[buttons]")]);
}

#[test]
fn values_that_look_like_markup_stay_words() {
    assert_eq!(read("Hello &lt;b&gt;x&lt;/b&gt; & <", &AIDS), [Part::paragraph("Hello <b>x</b> & <")]);
    for broken in ["<", "<a", "<a href", "<a href=", "<p", "</", "&#99999999;", "**", "[", "<!-- <p> -->"] {
        drop(read(broken, &AIDS));
    }
}
