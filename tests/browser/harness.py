"""Start a real JupyterLab on a copy of the notebooks and open one in Chromium, for tests and benchmarks alike."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# Chromium's own services would look for the network at every start; names other than this machine's do not resolve.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
TURN = """async path => {
  const { shell, serviceManager, commands } = window.jupyterapp;
  for (const widget of [...shell.widgets('main')]) {
    if (widget.context) widget.context.model.dirty = false; // or closing would ask
    widget.dispose();
  }
  await serviceManager.sessions.shutdownAll(); // or the same notebook would get a kernel that is about to end
  if (path) commands.execute('docmanager:open', { path });
}"""
"""Close everything, end all kernels, and open another notebook in the same page."""
READY = """path => { const w = window.jupyterapp?.shell.currentWidget;
  if (!w?.context?.isReady || w.context.path !== path) return false;
  const session = w.context.sessionContext.session;
  return session?.kernel?.status === 'idle' && session.kernel.connectionStatus === 'connected' }"""
DONE = """() => { const w = window.jupyterapp.shell.currentWidget;
  const code = w.content.widgets.filter(c => c.model.type === 'code' && c.model.sharedModel.getSource().trim());
  return code.every(c => c.model.executionCount > 0) && w.context.sessionContext.session.kernel.status === 'idle' }"""
ERRORS = """() => window.jupyterapp.shell.currentWidget.content.widgets.flatMap(c => c.model.type !== 'code' ? [] :
  [...Array(c.model.outputs.length).keys()].map(i => c.model.outputs.get(i))
  .filter(o => o.type === 'error' || o.type === 'stream').map(o => o.toJSON()) // whole charts are not copied each time
  .filter(o => o.output_type === 'error' || o.name === 'stderr').map(o => o.evalue ?? o.text))"""

WIDE = """() => [...document.querySelectorAll('.course-widget')].filter(w => w.scrollWidth > w.clientWidth + 1)
  .map(w => w.querySelector('h3').textContent + ': ' + w.scrollWidth + ' > ' + w.clientWidth + ': '
  + [...w.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > w.getBoundingClientRect().right + 1)
  .map(e => e.tagName + '.' + e.className).slice(0, 5))"""
"""Widgets with something wider than themselves."""


SIZE = {"width": 1300, "height": 1000}
"""Of a window, where a test asks for no other."""


@dataclass
class Lab:
    """A running JupyterLab and where its files are."""

    url: str
    folder: Path
    case_file: Path
    process: subprocess.Popen = field(repr=False)
    app: str = "jupyterlab"

    def forget(self) -> None:
        """Delete the case file and its copies: a computer where nobody has worked yet."""
        for file in self.folder.glob("case-file*"):
            file.unlink(missing_ok=True)  # a kernel may be just giving a new one its name

    def stop(self) -> None:
        """Stop the server and its kernels."""
        self.process.terminate()
        self.process.wait(20)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_lab(folder: Path, python: str = sys.executable, app: str = "jupyterlab") -> Lab:
    """Start JupyterLab, or Notebook 7 as `notebook`, on copies of the notebooks, with settings, kernels and case file of its own."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    shutil.copytree(ROOT / "exercises", folder / "exercises")
    settings = folder / "config/lab/user-settings/@jupyterlab/apputils-extension"
    settings.mkdir(parents=True)
    (settings / "themes.jupyterlab-settings").write_text('{"theme": "JupyterLab Light"}')
    quiet = '{"checkForUpdates": false, "fetchNews": "false", "doNotDisturbMode": true}'
    (settings / "notification.jupyterlab-settings").write_text(quiet)
    port, case_file = free_port(), folder / "case-file.json"
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTERLAB_SETTINGS_DIR": "config/lab/user-settings",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
        "COURSE_TEXTS": "texts",
        "COURSE_CASE_FILE": "case-file.json",
    }
    env = {**os.environ, **{name: str(folder / place) for name, place in own.items()}}
    env["JUPYTER_DEFAULT_PROVISIONER_NAME"] = "local-provisioner"  # kernels as students have them
    command = [python, "-m", app, "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--IdentityProvider.token=", "--expose-app-in-browser", f"--ServerApp.root_dir={folder}"]
    with (folder / "lab.log").open("w") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=folder)
    lab = Lab(f"http://127.0.0.1:{port}", folder, case_file, process, app)
    _wait(lab)
    return lab


def _wait(lab: Lab, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{lab.url}/api/status", timeout=5).read()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"JupyterLab did not start:\n{(lab.folder / 'lab.log').read_text()[-2000:]}")


@dataclass
class Book:
    """A notebook open in JupyterLab."""

    page: object
    hosts: set
    console: list

    def run_all(self) -> None:
        """Run every cell and wait; an error or a warning in any cell fails."""
        self.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
        # after an error the other cells never run, so do not wait for them
        self.page.wait_for_function(
            f"() => ({DONE})() || ({ERRORS})().length > 0", timeout=120_000, polling=100
        )
        errors = self.page.evaluate(ERRORS)
        assert not errors, errors

    def wear(self, theme: str) -> None:
        """Change to the light or the dark theme; the server keeps it for every page opened later."""
        if self.page.evaluate("() => document.body.dataset.jpThemeLight") == str(theme == "Light").lower():
            return
        change = "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme: `JupyterLab ${theme}` })"
        self.page.evaluate(change, theme)
        self.page.wait_for_function(
            f"() => document.body.dataset.jpThemeLight === '{str(theme == 'Light').lower()}'"
        )
        self.page.wait_for_timeout(300)  # until colours have stopped changing

    def put_away(self) -> bool:
        """Close the notebook and keep the page, for a notebook after it; say whether the page is fit for that."""
        if self.page.is_closed() or self.page.locator(".jp-Dialog").count():
            return False
        self.page.evaluate(TURN, None)
        self.page.set_viewport_size(SIZE)
        self.wear("Light")
        return True

    def turn_to(self, path: str) -> None:
        """Open another notebook in the same page, as students do, and wait for its kernel."""
        self.page.evaluate(TURN, path)
        self._wait_for(path)
        self.hosts.clear()
        self.console.clear()

    def _wait_for(self, path: str) -> None:
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        self.page.wait_for_function(READY, arg=path, timeout=60_000)

    def shut_down(self) -> None:
        """Close the page and end its kernel: one that lived on would bring its answers into the next test."""
        self.page.evaluate(
            "() => { window.jupyterapp.serviceManager.sessions.shutdownAll(); }"
        )  # do not wait for it
        self.page.wait_for_timeout(400)
        self.page.context.close()

    def outside(self) -> list:
        """Hosts other than this machine that the page asked for."""
        return sorted(host for host in self.hosts if host not in ("127.0.0.1", "localhost", ""))


def open_book(lab: Lab, context, path: str) -> Book:
    """Open a notebook in a fresh workspace and wait for its kernel."""
    page = context.new_page()
    page.set_default_timeout(15_000)
    book = Book(page, set(), [])
    page.on("request", lambda r: book.hosts.add(urllib.parse.urlparse(r.url).hostname or ""))
    page.on("console", lambda m: book.console.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: book.console.append(f"page error: {e}"))
    # a fresh workspace, or Lab would open the notebook beside another; Notebook 7 has one page for each
    place = f"lab/workspaces/{uuid.uuid4().hex}/tree" if lab.app == "jupyterlab" else "notebooks"
    page.goto(f"{lab.url}/{place}/{urllib.parse.quote(path)}")
    book._wait_for(path)
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    return book
