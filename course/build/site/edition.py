"""Put the whole edition together and write it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Final

from course.build.site import articles, assets, execute, lessons, quoting, record
from course.build.site.pages import Entry, Page, written
from course.build.site.pool import Pool
from course.model import CourseError
from course.quiz import bank
from course.widgets.casebox import REMIND_AFTER, CaseBox
from course.widgets.question import shown
from course.widgets.views import passage_views

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    Beside = tuple[lessons.Lesson, tuple[lessons.Lesson | None, lessons.Lesson | None]]
    Watch = Callable[[list[Beside]], Iterable[Beside]]

MARK: Final = ".reader-edition"
"""File that says that a folder holds an edition, so that building again may empty it."""


_BOX: Final = "One small file with your answers, your writing and your conflict log, for you to take along, bring back or erase."


def pages(root: Path, watch: Watch = iter, only: Collection[str] | None = None) -> list[Page]:
    """Every page of the edition.

    Parameters
    ----------
    root : Path
        Folder that holds ``lessons/``.
    watch : callable, optional
        Is given the lessons and passes them on while they are run, which takes most of the time: for a progress bar.
    only : collection of str, optional
        Folder names of the lessons to run. The others are named, and links to them lead nowhere.
    """
    known = lessons.known(root)
    beside = zip([None, *known], [*known[1:], None], strict=False)
    run = [one for one in zip(known, beside, strict=False) if only is None or one[0].slug in only]
    made = [one for lesson, beside_it in watch(run) for one in lessons.page(lesson, root, beside_it)]
    made += [lessons.exercise_page(lesson, root) for lesson, _ in run if lesson.has_exercise]
    made += [*articles.pages(), record.timeline(), record.glossary()]
    return [_index(known), *made, _about(), _search()]


def _index(known: list[lessons.Lesson]) -> Page:
    return Page(
        path="index.html",
        template="index.html",
        title="One Event, Five Stories",
        description="A course in media literacy and inter-Korean history: five articles on one event, 16 June 2020 in Kaesong.",
        section="lessons",
        context={"lessons": known},
        data={"home": True},
    )


def _about() -> Page:
    texts = (
        (
            "Words",
            "Words we use: North Korea, South Korea, Pyongyang, Seoul, demolished, leaflets, people who left the North",
        ),
        ("Notebooks", "How to open the notebooks, do the exercises and change the code"),
        ("Case-file", "Your case file: download, restore, erase; nothing is sent anywhere"),
        ("Articles", "Why the articles are not here: gists, excerpts of at most 25 words"),
    )
    entries = [Entry("Page", f"About: {text.split(':')[0]}", f"about.html#{at}", text) for at, text in texts]
    return Page(
        path="about.html",
        template="about.html",
        title="About this edition",
        description="Words we use, how to open the notebooks, what happens with your answers, licences.",
        section="about",
        data={"fronts": [_case_box()]},
        modules={assets.key(str(CaseBox._esm)): str(CaseBox._esm)},  # noqa: SLF001
        entries=entries,
    )


def _case_box() -> dict[str, Any]:
    spec = {
        "id": "case-file",
        "title": "Your case file",
        "intro": _BOX,
        "binder": False,
        "remind_after": REMIND_AFTER,
    }
    module = assets.key(str(CaseBox._esm))  # noqa: SLF001  (anywidget's name for it)
    return {"module": module, "keeps": "casefile", "spec": spec, "value": {}}


def _search() -> Page:
    return Page(
        "search.html",
        "search.html",
        "Search",
        "Search lessons, articles, timeline and glossary.",
        data={"search": True},
    )


def _bank() -> list[dict[str, Any]]:
    """Every question that comes back later, in the order of the bank, as front-ends show it."""
    views = passage_views(texts={})
    return [
        {"id": one.id, "lags": list(one.review_lags), "question": shown(one, views, execute.CODE)}
        for one in bank.all_questions()
        if one.review_lags and one.scored
    ]


def build(root: Path, out: Path, watch: Watch = iter, only: Collection[str] | None = None) -> list[Path]:
    """Write the edition.

    Parameters
    ----------
    root : Path
        Folder that holds ``lessons/``.
    out : Path
        A new or empty folder, or one with an earlier edition, which is replaced.
    watch : callable, optional
        As for `pages`.
    only : collection of str, optional
        As for `pages`, to look at some lessons only.

    Returns
    -------
    list of Path
        What was written, relative to `out`.

    Raises
    ------
    CourseError
        If `out` holds something else, or a lesson cannot be run.
    """
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise CourseError(
            f"{out} holds other files, which building would remove. Give an empty or a new folder."
        )
    made = pages(root, watch, only)
    found = [entry.packed() for page in made for entry in page.entries]
    pool = Pool([*(page.data for page in made), _bank(), found], always=record.texts())
    shared = quoting.source_of(pool.shared)
    files = {
        path: text
        for page, data in zip(made, pool.values[:-2], strict=True)
        for path, text in written(page, data, shared).items()
    }
    files |= _shared(pool, made, root)
    if out.is_dir():
        shutil.rmtree(out)
    for path, text in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_text(text, "utf8", newline="\n")
    return sorted((out / path).relative_to(out) for path in files)


def _shared(pool: Pool, made: list[Page], root: Path) -> dict[str, str]:
    """Files that several pages load, by path."""
    progress = lessons.progress_data(lessons.known(root))
    return {
        "assets/site.css": assets.styles(),
        "assets/site.js": assets.host(),
        "assets/fronts.js": assets.fronts(
            {name: text for page in made for name, text in page.modules.items()}
        ),
        "assets/vega.js": assets.vega(),
        "assets/shared.js": assets.data_script("courseShared", pool.shared),
        "assets/bank.js": assets.data_script("courseBank", pool.values[-2]),
        "assets/lessons.js": assets.data_script("courseLessons", progress),
        "assets/search-index.js": assets.data_script("courseSearch", pool.values[-1]),
        "assets/icon.svg": assets.icon(),
        "assets/licences.txt": assets.licences(),
        ".nojekyll": "",
        MARK: "Written by `course site`; building again replaces this folder.\n",
    }
