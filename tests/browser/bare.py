"""A front-end on a plain page with a fake model: no server, no kernel. For the browser tests of single front-ends."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

from course.widgets._base import module, style

BRIEF = {"resultTypes": ["violations"]}
"""For axe: list what is wrong only, which takes half the time."""
_CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, **BRIEF}
LOAD = """async (source) => {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  window.made = await import(address);
  window.front = window.made.default;
}"""
MODEL = """([spec, value]) => {
  const data = { spec, value }, heard = {};
  let kept = structuredClone(value); // what the kernel has
  window.saved = null;
  window.kernel = "alive"; // or "dead": nobody answers
  window.model = {
    get: (name) => data[name], set(name, to) { data[name] = to; (heard[`change:${name}`] ?? []).forEach((f) => f()); },
    on: (name, f) => (heard[name] ??= []).push(f), off() {}, save_changes() {
      window.saved = structuredClone(data.value);
      if (window.kernel === "alive") kept = window.saved;
    },
    send({ id, of }) {
      if (window.kernel === "alive") (heard["msg:custom"] ?? []).forEach((f) => f({ id, ok: true, state: kept[of], trouble: "" }));
    },
  };
  window.leave?.();
  const el = document.createElement("div");
  (document.querySelector("main") ?? document.body).replaceChildren(el);
  window.leave = window.front.render({ model: window.model, el });
}"""


def blank(browser, front, exports="", **options):
    """Open a page with a front-end loaded; ``window.made`` has what its module exports besides."""
    page = browser.new_page(**{"viewport": {"width": 1000, "height": 900}, "locale": "en-GB", **options})
    page.set_default_timeout(4000)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    head = f"<head><title>T</title><style>{style(front)}</style></head>"
    page.set_content(f"<!doctype html><html lang='en'>{head}<body><main></main></body></html>")
    page.evaluate(LOAD, module(front) + exports)
    return page


def violations(page, theme="light", context=".course-widget"):
    """What axe finds; in the dark theme, which changes nothing but colours, only where contrast is too low."""
    there = page.evaluate("'axe' in window")  # its half a million characters need not be read again
    axe = Axe("") if there else Axe()
    found = axe.run(page, context=context, options=BRIEF if theme == "light" else _CONTRAST)
    return [
        (rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found.response["violations"]
    ]


def put(page, spec, value=None):
    """Show a front-end with this spec and this value."""
    page.evaluate(MODEL, [spec, value or {}])
