"""The marking view of a notebook: texts under codes, a rubric, and one key for each level. Also for two markers.

Texts and levels travel in messages, not in the state of the front-end, so that a saved notebook holds none of them.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from course.classroom import marking_texts
from course.classroom.feedback_texts import MOST_COMMENT, asked
from course.classroom.gradebook import FILE, Gradebook
from course.classroom.plain import named
from course.model import CourseError
from course.widgets import _base
from course.widgets.views import passage_views

if TYPE_CHECKING:
    from course.classroom.marking_texts import Piece

NOTEBOOK: Final = "mark-writing.ipynb"
MOST_NAME: Final = 60
_HERE: Final = Path(__file__).parent
_KIT: Final = Path(_base.__file__).parent
_SPEC: Final = {
    "id": "marking",
    "title": "Written answers",
    "intro": "Texts stand under codes, so that you judge the words and not the writer. Every level is kept at once.",
}


def module() -> str:
    """Text of the front-end's ES module: the shared kit, then its own."""
    return f"{(_KIT / 'kit.js').read_text('utf8')}\n{(_HERE / 'marking.js').read_text('utf8')}"


def style() -> str:
    """Text of its style sheet."""
    return f"{(_KIT / 'kit.css').read_text('utf8')}\n{(_HERE / 'marking.css').read_text('utf8')}"


class Marking(_base.FrontEnd):
    """The marking view.

    Parameters
    ----------
    folder : Path
        The folder that ``course grade`` wrote, with ``gradebook.db``.

    Raises
    ------
    CourseError
        If there is no gradebook, or no text in it.
    """

    _esm = module()
    _css = style()

    def __init__(self, folder: Path) -> None:
        self._file = gradebook(folder)
        self._pieces = pieces(self._file)
        self._marker = ""
        super().__init__(dict(_SPEC))
        self.on_msg(lambda _widget, content, _buffers: self.hear(content))

    def hear(self, content: Any) -> None:  # noqa: ANN401  (whatever the browser sends)
        """Answer one message of the front-end."""
        kind = str(content.get("type")) if isinstance(content, dict) else ""
        if kind == "marker" and isinstance(content.get("name"), str):
            self._marker = named(content["name"])[:MOST_NAME] if content["name"].strip() else ""
        if kind in {"marker", "open"} and self._marker:
            self.send(self.desk())
        elif kind == "level" and self._marker:
            self.send(self._mark(content))

    def desk(self) -> dict[str, Any]:
        """Everything that the present marker may see: texts in an order of their own, and their own levels."""
        found = marking_texts.order(list(self._pieces.values()), self._marker)
        texts = [marking_texts.shown(piece) for piece in found]
        cited = {pid for text in texts for pid in text["cited"]}
        return {
            "type": "desk",
            "marker": self._marker,
            "tasks": marking_texts.asks(found),
            "texts": texts,
            "levels": self._own(),
            "passages": passage_views(sorted(cited)),
        }

    def _own(self) -> dict[str, dict[str, Any]]:
        """Levels that this marker gave, by the text's key. Those of others never leave the gradebook."""
        keys = {(piece.student, piece.task): key for key, piece in self._pieces.items()}
        query = "SELECT student, task, level, comment FROM levels WHERE marker = ?"
        with Gradebook(self._file) as book:
            rows = book.rows(query, (self._marker,))
        return {
            keys[row["student"], row["task"]]: {"level": row["level"], "comment": row["comment"]}
            for row in rows
            if (row["student"], row["task"]) in keys
        }

    def _mark(self, content: dict[str, Any]) -> dict[str, Any]:
        """Keep a level, and say so only when it is kept."""
        key, level, comment = content.get("key"), content.get("level"), content.get("comment", "")
        piece = self._pieces.get(key) if isinstance(key, str) else None
        if (
            piece is None
            or not isinstance(level, int)
            or level not in _levels(piece)
            or not isinstance(comment, str)
        ):
            return {"type": "refused", "key": key, "why": "This level does not fit the rubric."}
        try:
            with Gradebook(self._file) as book:
                book.keep_level(
                    piece.student, piece.task, self._marker, level, comment.strip()[:MOST_COMMENT]
                )
        except (CourseError, sqlite3.Error) as error:
            return {"type": "refused", "key": key, "why": f"The gradebook cannot be written ({error})."}
        return {"type": "kept", "key": key, "level": level, "comment": comment}

    def text(self) -> str:
        """One line for places that show neither widgets nor HTML."""
        return f"{self.spec['title']} (run this cell to mark them)"


def _levels(piece: Piece) -> range:
    question = asked(piece.task)
    return range(1, len(question.rubric) + 1 if question else 1)


def gradebook(folder: Path) -> Path:
    """Find the gradebook in a folder.

    Parameters
    ----------
    folder : Path
        The folder, or the file itself.

    Raises
    ------
    CourseError
        If it is not there: a marking view never makes an empty one.
    """
    file = folder / FILE if folder.is_dir() else folder
    if not file.is_file():
        raise CourseError(f"{folder} holds no {FILE}. Give the folder that `course grade --out` wrote.")
    return file


def pieces(file: Path) -> dict[str, Piece]:
    """Collect the texts of a gradebook by their keys.

    Parameters
    ----------
    file : Path
        From `gradebook`.

    Raises
    ------
    CourseError
        If there is none.
    """
    with Gradebook(file) as book:
        found = {piece.key: piece for piece in marking_texts.pieces(book)}
    if not found:
        raise CourseError(
            f"{file} holds no written answers. They are in the case files of students: collect those, run "
            "`course grade` on them, then come back."
        )
    return found


def view(folder: str | Path = ".") -> Marking:
    """Open the marking view.

    Parameters
    ----------
    folder : str or Path
        The folder that ``course grade`` wrote. Default: where the notebook lies.
    """
    return Marking(Path(folder))


def agreement(folder: str | Path = ".") -> None:
    """Print how far two markers agree.

    Parameters
    ----------
    folder : str or Path
        As for `view`.
    """
    with Gradebook(gradebook(Path(folder))) as book:
        print(marking_texts.agreement(book))


def notebook(folder: Path) -> Path:
    """Write the notebook for markers into a folder with a gradebook, unless it is there.

    Parameters
    ----------
    folder : Path
        The folder that ``course grade`` wrote.
    """
    gradebook(folder)
    path = folder / NOTEBOOK
    if not path.exists():
        content = {
            "cells": [_cell(number, text) for number, text in enumerate(_CELLS)],
            "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def _cell(number: int, text: str) -> dict[str, Any]:
    cell: dict[str, Any] = {"id": f"mark-{number}", "metadata": {}, "source": text}
    if text.startswith("#"):
        return {"cell_type": "markdown", **cell}
    return {"cell_type": "code", **cell, "execution_count": None, "outputs": []}


_ABOUT: Final = """# Mark what students wrote

Run the next cell (Shift+Enter) and say who you are. Keys while the view has the focus: **1** to **4** give a level,
**n** next text, **p** previous, **o** next open text, **c** comment. Two people can mark the same texts: the second
gives another name and sees nothing of the first."""

_CELLS: Final = (
    _ABOUT,
    "from course.classroom import marking\n\nmarking.view()",
    "## Do two markers agree?\n\nRun this when two have marked at least five of the same texts.",
    "marking.agreement()",
    "## Then\n\nRun `course feedback` again, and each student's page shows the level and the comment.",
)
