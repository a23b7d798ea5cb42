"""Play a keyboard script of ``course/build/accessibility.yaml`` in a browser, and measure what a script cannot press.

For the tests and for ``benchmarks/accessibility.py`` alike. A role and a name are those of the browser's accessibility
tree, which is what a screen reader is given; an announcement is a change of text in a live region.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import bare
from axe_playwright_python.sync_playwright import Axe

import course
from course import casefile

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"200 %": 640, "400 %": 320}
"""Zoom of a window 1280 pixels wide, and the width that is left."""
THEMES = ("light", "dark")
ROLES = {"DisclosureTriangle": "summary", "InputTime": "time field"}
PATIENCE = 5000
MOMENT = "2026-09-01T09:00:00.000Z"
CASE = json.dumps(
    {
        "format": "one-event-five-stories/case-file",
        "version": 1,
        "code": "JGPGNW",
        "created": MOMENT,
        "updated": MOMENT,
    }
    | dict.fromkeys(("track", "track_at", "name", "name_at"))
    | {name: {} for name in ("answers", "exercises", "writing", "widgets", "visits")}
    | {"conflicts": []}
)
"""A case file with nothing in it; options are mixed by its code, so that every run finds them in the same order."""
MEASURES = (Path(__file__).parent / "accessible.js").read_text("utf8")


@dataclass
class Player:
    """One front-end on a page, and the keys that go to it.

    Parameters
    ----------
    page : Page
        Where the front-end is.
    root : str
        Selector of the front-end.
    """

    page: object
    root: str = ".course-widget"
    heard: list = field(default_factory=list)

    def __post_init__(self):
        """Listen to the live regions."""
        self.page.evaluate(f"() => {{ {MEASURES}\n window.courseMeasures = measures; listen(); }}")
        self.cdp = self.page.context.new_cdp_session(self.page)

    def begin(self):
        """Put the focus before the first control."""
        self.page.locator(self.root).evaluate("(root) => { root.tabIndex = -1; root.focus(); }")

    def play(self, step, *, kept=True):
        """Press the keys of one step and compare what came of it; ``kept=False`` where no model can be asked."""
        where = f"{step.get('at', '')} {step['keys']}: {step['does']}"
        self.page.evaluate("() => { window.courseHeard = []; }")
        if "at" in step:
            self.find(step["at"]).focus()
        for key in step["keys"]:
            self.press(key)
        if "focus" in step:
            self.until(lambda: is_called(self.focused(), step["focus"]), lambda: (where, self.focused()))
        for name in ("checked", "expanded", "pressed", "value"):
            if name in step:
                self.until(lambda n=name: self.state()[n] == step[n], lambda: (where, self.state()))
        for path, wanted in (step.get("kept", {}) if kept else {}).items():
            self.until(lambda p=path, w=wanted: self.kept(p) == w, lambda p=path: (where, p, self.kept(p)))
        if "says" in step:
            self.until(
                lambda: any(step["says"] in said for said in self.announced()),
                lambda: (where, self.announced()),
            )
        if "shows" in step:
            self.page.locator(self.root).get_by_text(step["shows"]).first.wait_for(timeout=PATIENCE)

    def press(self, key):
        """Press a key, or type a text in quotation marks."""
        if key.startswith("“"):
            self.page.keyboard.type(key.strip("“”"))
        else:
            self.page.keyboard.press(key)

    def find(self, called):
        """Find a control by its role and the beginning of its name."""
        role, name = called.split(" ", 1)
        inside = self.page.locator(self.root)
        if role == "summary":
            return inside.locator("summary", has_text=name).first
        return inside.get_by_role(role, name=re.compile(f"^{re.escape(name)}")).first

    def until(self, holds, tell):
        """Wait a moment for what follows a key with a delay."""
        for _ in range(PATIENCE // 50):
            if holds():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(tell())

    def node(self):
        """What the accessibility tree says of the element that has the focus."""
        found = self.cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})
        asked = {"objectId": found["result"]["objectId"], "fetchRelatives": False}
        return self.cdp.send("Accessibility.getPartialAXTree", asked)["nodes"][0]

    def focused(self):
        """Role and name of what has the focus."""
        return called(self.node())

    def state(self):
        """State of what has the focus, as a screen reader is told."""
        node = self.node()
        found = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
        yes = {"true": True, "false": False}
        state = {
            name: yes.get(found.get(name), found.get(name)) for name in ("checked", "expanded", "pressed")
        }
        return {**state, "value": str(node.get("value", {}).get("value", ""))}

    def announced(self):
        """Texts that live regions took on since the step began."""
        return self.page.evaluate("() => window.courseHeard")

    def kept(self, path):
        """What the model holds; the parts of the path are parted by slashes."""
        get = "(p) => p.split('/').reduce((o, k) => o?.[k], window.model.get('value')) ?? null"
        return self.page.evaluate(get, path)

    def tree(self):
        """Role and name of the front-end and of every control in it, from the accessibility tree."""
        nodes = self.cdp.send("Accessibility.getFullAXTree")["nodes"]
        inside = [called(node) for node in nodes if not node.get("ignored")]
        return [one for one in inside if one[0] in (*CONTROLS, "group")]


CONTROLS = (
    *(
        "radio",
        "checkbox",
        "combobox",
        "slider",
        "spinbutton",
        "textbox",
        "searchbox",
        "button",
        "summary",
        "time field",
    ),
    *("link", "option", "region", "gridcell", "switch"),
)


def called(node):
    """Role and name of a node of the accessibility tree."""
    role = node.get("role", {}).get("value", "")
    return ROLES.get(role, role), " ".join(node.get("name", {}).get("value", "").split())


def is_called(found, wanted):
    """Whether role and beginning of the name fit, as in ``radio Guess``."""
    return " ".join(found).startswith(wanted)


def opened(browser, entry):
    """Show the front-end of an entry on a plain page, as its lesson shows it."""
    widget = made(entry)
    page = bare.blank(
        browser, entry["front"], viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    bare.put(page, widget.spec, widget.value)
    page.wait_for_selector(".course-widget")
    return Player(page)


def made(entry):
    """The front-end of an entry, with a case file of its own."""
    name, *arguments = entry["open"]
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.dict(os.environ, COURSE_CASE_FILE=f"{folder}/case-file.json"),
    ):
        Path(folder, "case-file.json").write_text(CASE, "utf8")
        for question in entry.get("answered", []):
            answer = {"response": "a", "confidence": "certain", "outcome": "not-yet"}
            casefile.current().record_answer(question, answer)
        return getattr(course, name)(*arguments)


def theme(page, name):
    """Choose a theme on a plain page."""
    page.evaluate("(name) => document.documentElement.setAttribute('data-theme', name)", name)


def contrasts(page, selector=".course-widget"):
    """Lowest contrast of texts, of the borders of controls and of focus rings, each with its place."""
    return page.evaluate("(s) => window.courseMeasures.contrasts(s)", selector)


def too_low(found):
    """What falls short: 4.5 for text (3 if large), 3 for borders and focus rings."""
    return [one for kind in found.values() for one in kind["low"]]


def overflow(page, width, selector=".course-widget"):
    """Elements that are cut off or stand out of the window at this width."""
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(60)
    return page.evaluate("(s) => window.courseMeasures.overflow(s)", selector)


def violations(page, selector=".course-widget"):
    """What axe finds."""
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}
    found = Axe().run(page, context=selector, options=options).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


def unnamed(tree):
    """Controls without a name."""
    return [
        role for role, name in tree if not name and role != "group"
    ]  # `details` is a group without a name
