import pytest

import course
from course.build.site import markup


def test_quotation_marks_of_texts_are_plain_and_those_of_attributes_stay():
    made = markup.light('<p title="a &quot;b&quot; > c">&quot;d&quot; it&#x27;s &lt;</p>')
    assert made == '<p title="a &quot;b&quot; > c">"d" it\'s &lt;</p>'


def test_feedback_names_its_option_by_its_letter():
    made = markup.light(
        "<ul><li>One</li><li>Two</li></ul><details><summary>Feedback</summary>"
        "<ul><li>One: No.</li><li>\u2713 Two: Yes.</li></ul></details>"
    )
    assert made == (
        '<ol type="a"><li>One</li><li>Two</li></ol><details><summary>Feedback</summary>'
        '<ol type="a"><li>No.</li><li>\u2713 Yes.</li></ol></details>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>One</li><li>Two</li></ul><details><summary>Feedback</summary><ul><li>One: No.</li></ul></details>",
        "<ul><li>One</li></ul><details><summary>Feedback</summary><ul><li>Something else</li></ul></details>",
        "<ul><li>One</li></ul><p>Feedback</p>",
    ],
)
def test_other_lists_stay_as_they_are(html):
    assert markup.light(html) == html


def test_worksheets_become_lists_and_other_tables_stay():
    row = '<tr><th scope="row">Card <small>(GVS P4)</small></th><td>&nbsp;</td></tr>'
    table = f'<table border="1"><caption>Write.</caption><thead><tr><th>Card</th></tr></thead><tbody>{row}{row}</tbody></table>'
    item = "<li>Card <small>(GVS P4)</small></li>"
    assert markup.light(table) == f"<ul>{item}{item}</ul>"
    full = table.replace("&nbsp;", "1953", 1)
    assert markup.light(full) == full


@pytest.mark.parametrize("style", markup.CLASSES)
def test_every_style_occurs_in_a_front_end(style):
    assert style in course.cards("L5.C1").html()


def test_lean_markup_keeps_every_word_and_what_must_stay():
    html = '<table class="a b"><tr><th scope="row">One</th><td class="w">2</td></tr></table><path d="M0"/><a href="../x/">x</a>'
    assert (
        markup.lean(html)
        == '<table class="a b"><tr><th scope=row>One<td class=w>2</table><path d="M0"/><a href="../x/">x</a>'
    )
