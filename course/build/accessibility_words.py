"""What ``docs/accessibility.md`` says in words: how it was tried, what limits there are, and what nobody has tried."""

from __future__ import annotations

from typing import Final

INTRO: Final = """\
# Accessibility, with receipts

This page is written by `course build` from two files: `course/build/accessibility.yaml`, the keyboard scripts, and
`docs/accessibility.json`, what `benchmarks/accessibility.py` measured on {date} (Chromium {chromium}, axe-core {axe}).
`tests/browser/test_accessibility.py` plays the same scripts again; it takes minutes, so only with `-m slow`.

The aim is WCAG 2.2 AA. {kinds} kinds of activity and {steps} steps were played with the keyboard alone, in a real browser. After
each step the test compares what has the focus, its role, name and state in the accessibility tree (what a screen reader
is given), what is kept, and what a live region announces. The lowest contrast found is {text} for text that can be used
(4.5 is asked for, 3 for large text), {border} for the edge of a control and {focus} for a focus ring (3 is asked for).
"""

CONTENTS: Final = """\
Not everything can be measured. What the notebook itself does badly is under [known limits](#limits); what nobody has
tried is under [not tried](#not-tried).
"""

LIMITS: Final = """\
<a id="limits"></a>

## Known limits of Jupyter itself

These belong to JupyterLab and Notebook, not to the course. Measured on 22 November 2026 with JupyterLab 4.6.6,
Notebook 7.6.5 and axe-core 4.14.1.

- **Whole pages are not free of faults.** axe finds 5 rules broken in JupyterLab and 7 in Notebook 7 outside our widgets:
  attributes that do not fit their roles, code fields without a name, regions, the empty heading of data-frame tables, and in
  Notebook 7 links, the skip link and tab order too. We count only inside our widgets.
- **The notebook takes keys for itself.** Without our guard, ArrowDown on an answer jumps to the next cell, `b` inserts a
  cell and `d d` deletes the cell with the question in it. One listener of ours keeps such keys with the control. It protects
  other controls in outputs too, but only once one of our widgets is on the page.
- **The way out of a widget is Esc.** Tab goes on to the next control; Esc gives the keys back to the notebook.
- **Code cells keep Tab for indenting.** Press Esc to leave the cell first.
- **The sliders, menus and radio buttons of ipywidgets** do not tie a group of answers to its question. That is why all
  questions are our own; ipywidgets are only used for controls.
- **Community audits rate Jupyter C to F for blind users.** If a screen reader is what you work with, the reader edition
  (ordinary web pages, the same activities) is the better way in.
"""

NOT_TRIED: Final = """\
<a id="not-tried"></a>

## Not tried

- **No screen reader was run, and nobody who uses one has tried the course.** Role, name, state and announcements are what
  the browser hands over; how NVDA, JAWS, VoiceOver or Orca speak them was not heard.
- **Firefox and Safari.** Only Chromium, on Linux. On a Mac, an arrow key opens a menu instead of changing it.
- **Touch, switch and voice control, magnifiers.** Dragging always has a menu or buttons beside it.
- **Contrast over patterns.** Hatched areas count as their plain colour; ticks of radio buttons, check boxes and sliders are
  drawn by the browser in the accent colour and were not measured.
- **Zoom** was tried as the width that is left of a window 1280 pixels wide: 640 pixels for 200 %, 320 pixels for 400 %.
"""

KEYS: Final = """\
## Keyboard scripts

An empty first column means: where the focus is already. Text in curly quotation marks is typed. The accessibility tree
says “summary” for what opens and closes. Where nothing is announced, the control itself says what changed.
"""
