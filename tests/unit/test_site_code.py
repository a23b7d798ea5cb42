from course.build.site import code


def test_calls_that_only_open_a_front_end_say_nothing():
    assert code.cell('course.ask("L1.H1")', "<p>Q</p>") == '<div class="cell"><p>Q</p></div>'
    assert code.cell("import course", "") == ""
    assert "<summary>Code" in code.cell('facts = course.load("facts")\nfacts', "")
    assert "<summary>Code" in code.cell("course.show(course.charts.event_map())", "")


def test_code_is_open_where_the_text_asks_about_it_or_its_answer_says_little_alone():
    assert '<details class="code">' in code.cell("a + 1", "<table></table>")
    assert '<details class="code" open>' in code.cell("a + 1", "<table></table>", is_asked=True)
    assert '<details class="code" open>' in code.cell("a + 1", '<pre class="said">2</pre>')


def test_only_what_has_a_colour_has_an_element():
    made = code.coloured('import course\nx = course.load("a<b")  # note\ny = 3 if x else None')
    assert '<span class="k">import</span> course' in made
    assert 'x = course.load(<span class="s">"a&lt;b"</span>)  <span class="c"># note</span>' in made
    assert '<span class="m">3</span>' in made
    assert 'class="n"' not in made
