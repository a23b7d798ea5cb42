"""Firefox without a network, over WebDriver BiDi: as much of it as a test of the reader edition needs.

Playwright drives a Firefox of its own or the newest one, not the long-term release that schools and Debian have.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from itertools import count

import websocket

FIREFOX = os.environ.get("FIREFOX") or shutil.which("firefox") or shutil.which("firefox-esr")
PREFERENCES = {
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "focusmanager.testmode": True,  # keys reach a window that nobody looks at
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
    "remote.prefs.recommended": False,  # they would give all files one storage, which readers' Firefox does not
    "services.settings.server": "http://127.0.0.1:9",
    "toolkit.telemetry.enabled": False,
}
KEYS = {"Tab": "\ue004", "Space": " ", "Enter": "\ue007", "ArrowDown": "\ue015"}
"""Keys by the code points that WebDriver has for them."""


class Firefox:
    """One window, and what it says of errors.

    Parameters
    ----------
    profile : Path
        An empty folder.
    """

    def __init__(self, profile):
        """Start it and wait until it can be asked."""
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines))
        command = [FIREFOX, "--headless", "--remote-debugging-port=0", "--profile", str(profile)]
        with (profile / "said.txt").open("w") as log:
            self.process = subprocess.Popen(
                command, env={**os.environ, "HOME": str(profile)}, stdout=log, stderr=log
            )
        address = _address(profile / "said.txt")
        self.socket = websocket.create_connection(f"{address}/session", suppress_origin=True, timeout=60)
        self.numbers, self.errors = count(1), []
        self.version = self.send("session.new", capabilities={})["capabilities"]["browserVersion"]
        self.send("session.subscribe", events=["log.entryAdded"])
        self.window = self.send("browsingContext.create", type="window")["context"]

    def send(self, method, **params):
        """Ask for something and wait for the answer; what comes in between is noted, if it is an error of a page."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            heard = json.loads(self.socket.recv())
            if heard.get("method") == "log.entryAdded" and heard["params"]["level"] == "error":
                self.errors.append(heard["params"]["text"])
            if heard.get("id") == number:
                assert heard["type"] == "success", (method, heard)
                return heard["result"]

    def open(self, address):
        """Go to an address."""
        self.send("browsingContext.navigate", context=self.window, url=address, wait="complete")

    def reload(self):
        """Load the page again."""
        self.send("browsingContext.reload", context=self.window, wait="complete")

    def widen(self, width):
        """Give the page a width in pixels."""
        self.send(
            "browsingContext.setViewport", context=self.window, viewport={"width": width, "height": 900}
        )

    def evaluate(self, function):
        """Call a function without arguments in the page; the answer goes through JSON."""
        code = f"Promise.resolve(({function})()).then((found) => JSON.stringify(found ?? null))"
        where = {"context": self.window}
        found = self.send("script.evaluate", expression=code, target=where, awaitPromise=True)
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"])

    def wait_for(self, function, seconds=20):
        """Wait until a function says yes."""
        end = time.monotonic() + seconds
        while not self.evaluate(function):
            assert time.monotonic() < end, f"Not within {seconds} s: {function}"
            time.sleep(0.05)

    def press(self, *names):
        """Press keys one after another."""
        actions = [{"type": kind, "value": KEYS[name]} for name in names for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.send("input.performActions", context=self.window, actions=[source])

    def close(self):
        """End it."""
        self.socket.close()
        self.process.terminate()
        self.process.wait(20)


def _address(log, seconds=60):
    """Where it listens, as soon as it says so."""
    end = time.monotonic() + seconds
    while not (found := re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text())):
        assert time.monotonic() < end, f"Firefox did not start:\n{log.read_text()[-2000:]}"
        time.sleep(0.05)
    return found[1]
