"""What all tests share: where the articles are, and a course with invented texts for tests without them."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from course import paths
from course.model import ARTICLES
from course.text import blocks, derive, originals

settings.register_profile("course", deadline=None, derandomize=True)
settings.load_profile("course")

ROOT = Path(__file__).parents[1]

# Our own sentences. Block 1 is apparatus (a headline), the last block is furniture, the rest is body.
INVENTED = {
    "BLOG": [
        "The old ferry is gone. So is the summer",
        "The ferry company sold its last boat on Monday morning before noon, which may say more about oil prices.",
        "Nobody asked the islanders. “We heard it from the baker,” said Ada Moss, who keeps bees.",
        "A powerful storm could apparently cut the island off — for weeks, the harbour master’s log suggests.",
        "The council meets again in March…",
        "Leave a comment below",
    ],
    "GVS": [
        "Island ferry sold as tempers rise",
        "The ferry company sold its last boat on Tuesday, a day after it had promised to keep it.",
        "“The boat was a symbol,” said Piet Aalder, a teacher of history, calling the sale “a blow to the school”.",
        "“It has sailed since 1951 and it will be missed by people who never once set foot on it.",
        "“We shall see what the winter brings.”",
        "Operations at the pier were suspended in January because of the broken crane, and the pier stayed shut.",
        "The pier was closed in January because of the broken crane, and nobody has mended it since.",
        "Sign up for our newsletter today",
    ],
    "IND": [
        "Last boat ‘sold for scrap’ after months of talks",
        "By a reporter on the quay",
        "The last boat appears to have left the island for good, according to people who watched it go.",
        "The owner, Mr Brandt, hoped ”to make as small a fuss as possible” and left by the back door.",
        "Smoke from the funnel could be seen from the school, where lessons stopped for a quarter of an hour.",
        "The mayor’s office said it would answer “firmly” if the timetable is not restored by the spring.",
        "Thank you for reading to the very end",
    ],
    "WSWS": [
        "Ferry owners sell out the islanders",
        "In a reckless act of profit-making the regime of shareholders has scrapped the only public boat there was.",
        "Wages were cut in the spring, and the bonds that the company sold are reportedly",
        "needed to pay for the crane that nobody has mended since the winter before last.",
        'A docker called the talks "a theatre, not a talk" and threw his cap into the water.',
        "The boat was a symbol of better years, as the docker's mother could have told the board at any time.",
        "Write to the editors at the usual address",
    ],
    "WP": [
        "Why was our ferry sold?",
        "One apparent reason of the selling is the price of oil which rose and rose and did not come down.",
        "A photograph of the pier",
        "Some believed the mayor might have known it before, because his brother mended the crane in autumn.",
        "He wrote: “I feel that the time is right for a new boat. We will soon have a new one.”",
        "Whatever it was, the island is out of the rain and into the flood, I think.",
        "Comments are moderated, so please be kind",
    ],
}
HEDGES = ("may", "could", "apparently", "appears", "reportedly", "apparent", "believed", "might")
LOADED = ("powerful", "regime", "reckless", "blow")


@dataclass(frozen=True)
class Invented:
    """A course with invented articles: its ``data`` folder, and a folder with the five originals."""

    data: Path
    folder: Path
    blocks: dict[str, list[str]]

    def file(self, article: str) -> Path:
        return self.folder / f"{ARTICLES.index(article):03d}_{article.lower()}.txt"

    def text(self, article: str) -> str:
        return self.file(article).read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _own_files(tmp_path, monkeypatch):
    """No test touches the texts and the case file of the person who runs it."""
    monkeypatch.setenv("COURSE_TEXTS", str(tmp_path / "own" / "texts"))
    monkeypatch.setenv("COURSE_CASE_FILE", str(tmp_path / "own" / "case-file.json"))


@pytest.fixture
def article_folder() -> Path:
    """Return the folder of the five real articles; without them the test is skipped."""
    folder = Path(os.environ.get("COURSE_TEST_ARTICLES", ROOT.parent / "shared" / "articles"))
    if not folder.is_dir() or not any(folder.iterdir()):
        pytest.skip(
            f"the articles are not in {folder}; set COURSE_TEST_ARTICLES to the folder that holds them"
        )
    return folder


@pytest.fixture
def article_texts(article_folder):
    """Return the passages of the five real articles."""
    return originals.read_originals(article_folder)


@pytest.fixture
def invented(tmp_path, monkeypatch) -> Invented:
    """Return a course with invented articles, its tables built, nothing in place."""
    course = Invented(tmp_path / "data", tmp_path / "originals", INVENTED)
    monkeypatch.setattr(paths, "data", lambda: course.data)
    course.folder.mkdir()
    for article, found in INVENTED.items():
        course.file(article).write_text("\n\n".join(found) + "\n", encoding="utf-8")
    _write_tables(course.data / "articles")
    texts = {article: blocks.passages(article, course.text(article)) for article in ARTICLES}
    from course.text import tables

    tables.write(derive.derive(texts, tables.sources()))
    return course


def _write_tables(folder: Path) -> None:
    """Write the hand-written columns, computed ones empty."""
    folder.mkdir(parents=True)
    passages = [
        (
            f"{article}-P{number:02d}",
            article,
            number,
            _part(article, number),
            "own text",
            "",
            "",
            "",
            "",
            "Said.",
        )
        for article, found in INVENTED.items()
        for number in range(1, len(found) + 1)
    ]
    _write(
        folder / "passages.csv",
        "passage article number part layer tokens words sha256 joined_to gist",
        passages,
    )
    articles = [(article, found[0], "", "", "", "") for article, found in INVENTED.items()]
    _write(folder / "articles.csv", "article headline blocks body_words tokens sha256", articles)
    quotes = [
        ("Q01", "BLOG-P03", "Ada Moss", "", "We heard it"),
        ("Q02", "GVS-P04", "Piet Aalder", "", "It has sailed since 1951"),
        ("Q03", "IND-P04", "Mr Brandt", "", "to make as small"),
        ("Q04", "WSWS-P05", "A docker", "", "a theatre, not"),
    ]
    _write(folder / "quotes.csv", "quote passage speaker words starts_with", quotes)
    lexicon = [("hedge", word) for word in HEDGES] + [("loaded", word) for word in LOADED]
    _write(folder / "lexicon.csv", "list word", lexicon)


def _part(article: str, number: int) -> str:
    if number == len(INVENTED[article]):
        return "furniture"
    return "apparatus" if number == 1 or (article, number) in {("IND", 2), ("WP", 3)} else "body"


def _write(path: Path, header: str, rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header.split(), *rows])
