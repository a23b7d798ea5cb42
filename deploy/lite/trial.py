"""A self-contained JupyterLite edition in a real browser: what a student does in lesson 1, and what must survive it."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

import harness

if TYPE_CHECKING:
    from collections.abc import Iterator

LESSON = "notebooks/01-1449.ipynb"
START = "notebooks/00-start-here.ipynb"
KERNEL = """path => { const w = window.jupyterapp?.shell.currentWidget;
  return w?.context?.isReady && w.context.path === path && w.context.sessionContext.session?.kernel?.status === 'idle' }"""
FIRST = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .find(c => c.model.type === 'code').model.executionCount > 0"""
SAID = """() => window.jupyterapp.shell.currentWidget.content.widgets.flatMap(c => c.model.type !== 'code' ? [] :
  [...Array(c.model.outputs.length).keys()].map(i => c.model.outputs.get(i).toJSON())
  .filter(o => o.name === 'stdout').map(o => o.text))"""
CELLS = "() => window.jupyterapp.shell.currentWidget.content.widgets.length"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """A plain file server that shows the page's own object to the script, as harness.py does with JupyterLab."""

    sent = 0

    def do_GET(self) -> None:
        if urlparse(self.path).path != "/jupyter-lite.json":
            super().do_GET()
            return
        settings = json.loads(Path(self.directory, "jupyter-lite.json").read_text("utf8"))
        settings["jupyter-config-data"]["exposeAppInBrowser"] = True
        body = json.dumps(settings).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def copyfile(self, source: Any, outputfile: Any) -> None:  # noqa: ANN401  (as in the library)
        type(self).sent += (
            Path(source.name).stat().st_size if isinstance(getattr(source, "name", None), str) else 0
        )
        with contextlib.suppress(ConnectionError):  # the browser left before the end
            super().copyfile(source, outputfile)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on loopback; its address."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Handler, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@dataclass
class Trial:
    """One browser profile at one site, what it measured and what was wrong."""

    url: str
    context: Any
    pictures: Path | None = None
    hosts: set[str] = field(default_factory=set)
    found: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def page(self) -> Any:  # noqa: ANN401  (Playwright's page)
        """Open a page that notes whom it asks."""
        page = self.context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: self.hosts.add(urlparse(request.url).hostname or ""))
        return page

    def open(self, path: str) -> Any:  # noqa: ANN401
        """Open a notebook and wait for its Python."""
        page = self.page()
        # a fresh workspace, or what was open before opens beside it, each with a Python of its own
        page.goto(f"{self.url}/lab/index.html?path={path}&workspace={uuid.uuid4().hex}")
        self.ready(page, path)
        return page

    def ready(self, page: Any, path: str) -> None:  # noqa: ANN401
        """Wait for a notebook and its Python."""
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        page.wait_for_function(KERNEL, arg=path, timeout=120_000)
        page.evaluate("() => window.jupyterapp.shell.collapseLeft()")

    def run_all(self, page: Any, name: str) -> None:  # noqa: ANN401
        """Run every cell; note errors and what was said about pandas."""
        begin = time.perf_counter()
        page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
        page.wait_for_function(FIRST, timeout=120_000)
        self.found[f"{name}: seconds to the first cell"] = round(time.perf_counter() - begin, 1)
        # after an error the other cells never run, so do not wait for them
        page.wait_for_function(
            f"() => ({harness.DONE})() || ({harness.ERRORS})().length > 0", timeout=180_000
        )
        self.found[f"{name}: seconds to all cells"] = round(time.perf_counter() - begin, 1)
        without = sum("pandas" in text for text in page.evaluate(SAID))
        self.found[f"{name}: cells that said pandas is missing"] = without
        errors = page.evaluate(harness.ERRORS)
        self.expect(f"{name} runs without an error {errors or ''}", holds=not errors)

    def expect(self, what: str, *, holds: bool) -> None:
        """Note what does not hold."""
        print(f"{'yes' if holds else 'NO '}  {what}", flush=True)
        if not holds:
            self.wrong.append(f"not so: {what}")

    def picture(self, page: Any, name: str) -> None:  # noqa: ANN401
        """Take a picture if they were asked for."""
        if self.pictures:
            page.screenshot(path=self.pictures / f"lite_{name}.png")


def card(page: Any, number: int) -> Any:  # noqa: ANN401
    """One question of the exit quiz."""
    quiz = page.locator(".course-question", has=page.get_by_role("heading", name="Exit quiz"))
    return quiz.locator(".q-card").nth(number - 1)


def box(page: Any) -> Any:  # noqa: ANN401
    """The case file's box, in view."""
    found = page.locator(".course-casebox")
    found.scroll_into_view_if_needed()
    return found


def shows_code(page: Any, known: str) -> bool:  # noqa: ANN401
    """Whether the box shows this learner's six letters."""
    place = box(page).locator(".casebox-code").first
    place.filter(has_text=re.compile(r"\w{6}")).wait_for()
    return bool(place.text_content() == known)


def front_page(trial: Trial) -> None:
    """The address of the site leads to the first page."""
    page = trial.page()
    page.goto(trial.url)
    page.get_by_role("heading", name="Start here").first.wait_for()
    trial.expect("the address of the site opens Start here", holds=True)
    page.close()


def cold_start(trial: Trial) -> Any:  # noqa: ANN401
    """Open lesson 1 and run it, with the times of a first visit."""
    _Handler.sent, page, begin = 0, trial.page(), time.perf_counter()
    page.goto(f"{trial.url}/lab/index.html?path={LESSON}")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    trial.found["seconds to the notebook"] = round(time.perf_counter() - begin, 1)
    trial.ready(page, LESSON)
    trial.found["seconds to Python"] = round(time.perf_counter() - begin, 1)
    trial.run_all(page, "lesson 1")
    trial.found["MB sent so far"] = round(_Handler.sent / 1e6, 1)
    trial.picture(page, "lesson")
    return page


def answer(trial: Trial, page: Any) -> None:  # noqa: ANN401
    """Answer the third question of the exit quiz by keyboard alone."""
    cells, third = page.evaluate(CELLS), card(page, 3)
    third.scroll_into_view_if_needed()
    third.get_by_role("radio").first.focus()
    for key in ("ArrowDown", "d", "d", "b"):
        page.keyboard.press(key)
    while third.locator("input[type=radio]:checked").first.evaluate("r => r.value") != "a":
        page.keyboard.press("ArrowDown")
    for key in ("Tab", "Space", "ArrowRight", "Tab", "Enter"):
        page.keyboard.press(key)
    third.get_by_text("Yes.", exact=True).wait_for()
    trial.expect("an answer by keyboard gets its feedback", holds=True)
    trial.expect("no key reached the notebook", holds=page.evaluate(CELLS) == cells)
    trial.picture(page, "answered")


def download(trial: Trial, page: Any) -> str:  # noqa: ANN401
    """Download the case file; its text."""
    box(page).get_by_text("1 answer").wait_for()
    with page.expect_download() as coming:
        box(page).get_by_role("button", name="Download my case file").click()
    text = Path(coming.value.path()).read_text("utf8")
    tries = json.loads(text)["answers"].get("L1.Q3", [])
    trial.expect(
        "the downloaded case file holds the answer", holds=[t["outcome"] for t in tries] == ["correct"]
    )
    trial.expect("it is saved in the browser", holds="not on disk" not in box(page).inner_text())
    trial.picture(page, "casebox")
    return text


def again(trial: Trial, page: Any, known: str) -> None:  # noqa: ANN401
    """Reload the page: Python is new, and the answer is still there."""
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    trial.ready(page, LESSON)
    trial.run_all(page, "lesson 1 after a reload")
    third = card(page, 3)
    third.scroll_into_view_if_needed()
    third.get_by_text("Yes.", exact=True).wait_for()
    chosen = third.locator("input[type=radio]:checked").first.evaluate("r => r.value")
    trial.expect("after a reload the answer is still there, with its feedback", holds=chosen == "a")
    trial.expect("and the code is the same", holds=shows_code(page, known))
    trial.picture(page, "reloaded")
    page.close()


def elsewhere(trial: Trial, text: str) -> None:
    """Restore the downloaded case file in a browser that has never been here."""
    page = trial.open(START)
    trial.run_all(page, "Start here, in another browser")
    file = {"name": "case-file.json", "mimeType": "application/json", "buffer": text.encode()}
    box(page).locator("input[type=file]").set_input_files(file)
    box(page).get_by_text("Restored: 1 answer").wait_for()
    trial.expect("another browser takes the downloaded case file", holds=True)
    page.close()


def other_notebooks(trial: Trial, known: str, paths: list[str]) -> None:
    """Run other notebooks; one that shows the case file shows the same one."""
    from playwright.sync_api import Error

    for path in paths:
        try:
            page = trial.open(path)
            trial.run_all(page, path)
            if page.locator(".course-casebox").count():
                trial.expect(f"{path} has the same case file", holds=shows_code(page, known))
        except Error as error:  # the other notebooks still want their turn
            trial.expect(f"{path} opens and runs: {str(error).splitlines()[0]}", holds=False)
        for page in trial.context.pages:
            page.close()


def run(site: Path, *, every: bool = False, pictures: Path | None = None) -> list[str]:
    """Try a site; what was wrong."""
    from playwright.sync_api import sync_playwright

    rooms = sorted(p.relative_to(site / "files").as_posix() for p in (site / "files").glob("*/*.ipynb"))
    others = [path for path in rooms if path != LESSON] if every else [START]
    with served(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=harness.CHROMIUM, args=harness.FLAGS)
        trial = Trial(url, browser.new_context(viewport={"width": 1300, "height": 950}), pictures)
        page = cold_start(trial)
        answer(trial, page)
        text = download(trial, page)
        known = json.loads(text)["code"]
        again(trial, page, known)
        other_notebooks(trial, known, others)
        front_page(trial)
        trial.context = browser.new_context()
        elsewhere(trial, text)
        trial.expect("no other host was asked", holds=not trial.hosts - {"127.0.0.1", ""})
        browser.close()
    print(json.dumps(trial.found, indent=1))
    return trial.wrong
