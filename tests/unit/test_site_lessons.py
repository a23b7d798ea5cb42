import pytest

from course import paths
from course.build.site import lessons
from course.build.site.pages import Entry


@pytest.fixture(scope="module")
def known():
    return lessons.known(paths.root())


def test_every_lesson_folder_is_known(known):
    folders = sorted(path.parent.name for path in paths.lessons().glob("[0-9][0-9]-*/lesson.md"))
    assert [lesson.slug for lesson in known] == folders
    assert (known[1].title, known[1].minutes, known[1].has_exercise) == ("14:49", 50, True)
    assert known[1].question.startswith("What can we really establish")


def test_a_lesson_page_has_its_front_ends_charts_and_places_to_find(known):
    page, *tables = lessons.page(known[1], paths.root(), (known[0], known[2]))
    assert page.path == "lessons/01-1449.html"
    assert tables == []
    body = str(page.context["body"])
    assert body.count("data-front=") == len(page.data["fronts"]) > 10
    assert body.count("data-chart=") == len(page.data["charts"]) == 6
    assert [heading.text for heading in page.toc][:2] == ["Recall", "One sentence"]
    assert "lessons/01-1449.html#One-sentence" in [entry.address for entry in page.entries]
    assert page.data["lesson"] == "01-1449"


def test_an_exercise_shows_hints_and_no_solution(known):
    page = lessons.exercise_page(known[5], paths.root())
    body = str(page.context["body"])
    assert "BEGIN SOLUTION" not in body
    assert "Hint 1 for L5.E1" in body
    assert 'source_class"], strict=True' not in body


def test_the_review_and_the_beginning_have_no_number(known):
    assert (known[5].name, known[0].name, known[13].name) == (
        "Lesson 5 · How sure are they?",
        "Start here",
        "Review",
    )
    assert known[12].minutes == 100  # two sessions


def test_an_exercise_shows_its_tables_but_not_what_a_check_says(known):
    body = str(lessons.exercise_page(known[1], paths.root()).context["body"])
    assert body.count("is-data") == 2
    assert "Not tried" not in body
    assert "course.hint" not in body


def test_prose_is_cut_at_headings_for_the_search():
    text = "Intro &amp; more.\n\n## 1 · One (4 minutes)\n\nBody **words**."
    found = list(lessons.sections(text, "lessons/x.html", "Lesson", "Lesson 1"))
    assert found == [
        Entry("Lesson", "Lesson 1", "lessons/x.html", "Intro & more."),
        Entry("Lesson", "Lesson 1: One", "lessons/x.html#One", "Body words ."),
    ]


def test_cells_without_a_heading_go_on_where_the_last_one_ended():
    one, more = Entry("Lesson", "A", "x.html#A", "First."), Entry("Lesson", "L", "x.html", "Second.")
    assert lessons.joined([one, more]) == [Entry("Lesson", "A", "x.html#A", "First. Second.")]
    assert lessons.joined([Entry("Lesson", "L", "x.html", "")]) == []
