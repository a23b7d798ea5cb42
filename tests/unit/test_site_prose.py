from course.build.site import prose


def test_beats_get_an_address_without_number_and_minutes():
    made, headings = prose.html("## 3 · Read and mark (13 minutes)")
    assert headings == [prose.Heading(2, "Read-and-mark", "Read and mark", "13 minutes")]
    assert '<h2 id="Read-and-mark">' in made
    assert '<span class="minutes">13 minutes</span>' in made


def test_addresses_are_those_of_notebooks():
    assert prose.html("## Words and names")[1][0].id == "Words-and-names"
    assert prose.anchor("What is *this*, 14:49?") == "What-is-this-14-49"


def test_links_to_notebooks_lead_to_pages():
    assert prose.page_link("../exercises/01-1449.ipynb") == "../exercises/01-1449.html"
    assert prose.page_link("02-peel-the-page.ipynb#x") == "02-peel-the-page.html#x"
    assert prose.page_link("https://example.org/a.ipynb") == "https://example.org/a.ipynb"


def test_korean_is_marked_and_everything_else_escaped():
    assert prose.korean("<개성> Kaesong") == '&lt;<span lang="ko">개성</span>&gt; Kaesong'
    assert '<span lang="ko">개성공업지구</span>' in prose.html("In Korean: 개성공업지구.")[0]


def test_tables_scroll_and_name_their_columns():
    made, _ = prose.html("| A | B |\n| --- | ---: |\n| 1 | 2 |")
    assert made.startswith('<div class="scroller"><table>')
    assert made.count('scope="col"') == 2


def test_a_note_stands_below_what_only_a_notebook_can_do():
    assert prose.ONLY_NOTEBOOK in prose.html("Change `2` to `4` and run it with **Shift + Enter**.")[0]
    assert prose.ONLY_NOTEBOOK not in prose.html("They run into trouble with it.")[0]


def test_sites_of_the_norths_state_are_never_linked():
    assert prose.linkable("http://www1.korea-np.co.jp/pk/1.htm") == ""
    assert prose.linkable("github:owner/name") == ""
    assert prose.linkable("https://www.yna.co.kr/x") == "https://www.yna.co.kr/x"
    assert prose.host("https://www.yna.co.kr/x") == "yna.co.kr"
