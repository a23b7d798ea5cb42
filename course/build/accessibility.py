"""``docs/accessibility.md``: what every front-end does with the keyboard alone, and what was measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import yaml

from course import paths
from course.build.accessibility_words import (
    CONTENTS,
    FIREFOX,
    INTRO,
    KEYS,
    LIMITS,
    NOT_TRIED,
    ORCA,
    TOUCH,
    WEBKIT,
)
from course.model import CourseError

Entry = dict[str, Any]

_STATES: Final = ("checked", "expanded", "pressed")
_THEMES: Final = ("light", "dark")


def widgets() -> list[Entry]:
    """Read the keyboard scripts, one entry for each front-end."""
    entries: list[Entry] = yaml.safe_load((Path(__file__).parent / "accessibility.yaml").read_text("utf8"))[
        "widgets"
    ]
    return entries


def record_file() -> Path:
    """Where ``benchmarks/accessibility.py`` writes what it measured."""
    return paths.root() / "docs" / "accessibility.json"


def page_file() -> Path:
    """Where the page is."""
    return paths.root() / "docs" / "accessibility.md"


def page() -> str:
    """Write the page from the scripts and the record beside it.

    Raises
    ------
    CourseError
        If nothing was recorded yet.
    """
    if not record_file().is_file():
        raise CourseError(
            "docs/accessibility.json is missing. Record it: uv run python benchmarks/accessibility.py"
        )
    return markdown(widgets(), json.loads(record_file().read_text("utf8")))


def markdown(entries: list[Entry], record: dict[str, Any]) -> str:
    """Write the page.

    Parameters
    ----------
    entries : list of dict
        The keyboard scripts, as in ``accessibility.yaml``.
    record : dict
        What was measured: date, versions, plain pages by entry, applications.

    Returns
    -------
    str
        Markdown, ending in a line break.
    """
    facts = _facts(entries, record)
    parts = [
        INTRO.format(**facts),
        CONTENTS,
        _applications(record),
        _edition(record["edition"]),
        _overview(entries, record),
    ]
    parts += [FIREFOX, WEBKIT.format(**facts), TOUCH.format(**facts), ORCA, LIMITS, NOT_TRIED, KEYS]
    parts += [_section(entry, record["plain"][entry["id"]]) for entry in entries]
    return "\n".join(parts).rstrip() + "\n"


def _facts(entries: list[Entry], record: dict[str, Any]) -> dict[str, Any]:
    versions = record["versions"]
    steps = sum(len(entry["script"]) for entry in entries)
    lows = {kind: min(_ratios(record, kind)) for kind in ("text", "border", "focus")}
    return {"date": record["date"], "kinds": len(entries), "steps": steps, **lows, **versions}


def _ratios(record: dict[str, Any], kind: str) -> list[float]:
    found = [one["contrast"][theme][kind]["lowest"] for one in record["plain"].values() for theme in _THEMES]
    return [lowest["ratio"] for lowest in found if lowest]


def _applications(record: dict[str, Any]) -> str:
    lines = [
        "## In the notebook",
        "",
        "| where | scripts played | keys tried on each control | cells lost, added or left | shortcuts after Esc | axe, in our widgets |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in record["applications"]:
        guard = f"{', '.join(one['guard'])}: {' '.join(one['keys'])}"
        lost = sum(len(wrong) for wrong in one["guard"].values())
        works = "work" if not one["shortcuts"] else "; ".join(one["shortcuts"])
        axe = sum(one["axe"].values())
        lines.append(
            f"| {one['name']} {one['version']} | {', '.join(one['axe'])} | {guard} | {lost} | {works} | {axe} |"
        )
    return "\n".join(lines) + "\n"


def _edition(found: dict[str, Any]) -> str:
    widths = ", ".join(map(str, found["widths"][:-1]))
    said = (
        f"All {found['pages']} pages were opened from their files. Looked for: what axe finds on the whole page (in the dark "
        "theme, its rule on contrast), errors in the console, requests to any other place, and anything wider than the "
        f"page at {widths} and {found['widths'][-1]} pixels. Found: {len(found['faults']) or 'nothing'}."
    )
    faults = [f"\n- {_cell(fault)}" for fault in found["faults"]]
    return "\n".join(["## In the reader edition", "", said, *faults]) + "\n"


def _overview(entries: list[Entry], record: dict[str, Any]) -> str:
    lines = [
        "## Measured on a plain page",
        "",
        "| | keys played | text, light | text, dark | edges, light | edges, dark | focus ring, light | focus ring, dark | axe, light | axe, dark | 200 % | 400 % |",
        "| --- " * 12 + "|",
    ]
    for entry in entries:
        one = record["plain"][entry["id"]]
        ratios = [
            _ratio(one["contrast"][theme][kind]) for kind in ("text", "border", "focus") for theme in _THEMES
        ]
        axe = [str(one["axe"][theme]) for theme in _THEMES]
        zoom = ["fits" if not cut else f"{cut} cut off" for cut in one["overflow"].values()]
        cells = [
            f"[{entry['title']}](#{entry['id']})",
            str(sum(len(s["keys"]) for s in entry["script"])),
            *ratios,
            *axe,
            *zoom,
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _ratio(found: dict[str, Any]) -> str:
    return f"{found['lowest']['ratio']:.1f}" if found["lowest"] else "none"


def _section(entry: Entry, found: dict[str, Any]) -> str:
    called = ", ".join(_cell(repr(one) if isinstance(one, str) else str(one)) for one in entry["open"][1:])
    controls = "; ".join(
        f"{count} {role} (such as “{_cell(name)}”)" for role, (count, name) in found["controls"].items()
    )
    lines = [
        f'<a id="{entry["id"]}"></a>\n',
        f"### {entry['title']}\n",
        f"Tried with `course.{entry['open'][0]}({called})`. In the accessibility tree: group “{_cell(found['name'])}”; {controls}.\n",
        "| on | keys | what happens | announced |",
        "| --- | --- | --- | --- |",
    ]
    return "\n".join([*lines, *map(_step, entry["script"])]) + "\n"


def _step(step: Entry) -> str:
    keys = " ".join(_key(str(key)) for key in step["keys"])
    said = f"“… {_cell(step['says'])} …”" if "says" in step else ""
    return f"| {_cell(step.get('at', ''))} | {keys} | {_cell(step['does'])}{_state(step)} | {said} |"


def _state(step: Entry) -> str:
    """What the accessibility tree says of the control afterwards."""
    words = [f"{name}: {_word(step[name])}" for name in _STATES if name in step]
    return f" ({', '.join(words)})" if words else ""


def _word(state: object) -> str:
    return {True: "yes", False: "no"}.get(state, str(state)) if isinstance(state, bool) else str(state)


def _key(key: str) -> str:
    return f"type {_cell(key)}" if key.startswith("“") else f"`{key}`"


def _cell(text: str) -> str:
    """Keep a text inside one table cell."""
    return " ".join(str(text).split()).replace("|", "\\|")
