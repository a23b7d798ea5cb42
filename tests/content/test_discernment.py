"""The 24 claims to judge: half sound, borne out by the fact check, and in the course that is installed."""

import csv
import tomllib
from pathlib import Path

from course.model import BLOCKS
from course.quiz import discernment

ROOT = Path(__file__).parents[2]


def test_the_file_has_no_problems():
    assert discernment.validate(discernment.file()) == []


def test_claims_are_24_and_half_sound_and_students_are_told():
    claims = discernment.load().claims
    assert (len(claims), sum(claim.sound for claim in claims)) == (24, 12)
    assert "Twelve are sound and twelve are faulty." in discernment.load().intro


UNLISTED = {
    "WP-P05"
}  # the words changed inside the quotation are the curriculum's finding, not a row of claims.csv


def test_the_fact_check_bears_out_every_judgement():
    with (ROOT / "data" / "articles" / "claims.csv").open(encoding="utf-8", newline="") as file:
        verdicts = [(row["passage"], row["verdict"]) for row in csv.DictReader(file)]
    for claim in discernment.load().claims:
        found = {verdict for passage, verdict in verdicts if passage == claim.passage}
        assert found & ({"right"} if claim.sound else {"wrong", "imprecise"}) or claim.passage in UNLISTED, (
            claim.id
        )


def test_every_article_is_right_somewhere_and_wrong_somewhere():
    seen = {(claim.passage.partition("-")[0], claim.sound) for claim in discernment.load().claims}
    assert seen == {(article, sound) for article in BLOCKS for sound in (True, False)}


def test_sound_and_faulty_claims_take_turns():
    sound = "".join("s" if claim.sound else "f" for claim in discernment.load().claims)
    assert "ssss" not in sound
    assert "ffff" not in sound


def test_the_wheel_ships_the_claims():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
    shipped = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    own = str(discernment.file().parent.relative_to(ROOT))
    assert shipped[own] == f"course/_shipped/{own}"


def test_the_first_round_stands_in_lesson_6():
    text = (ROOT / "lessons" / discernment.LESSON / "lesson.md").read_text("utf8")
    assert 'course.discernment("first")' in text
