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

WEBKIT: Final = """\
<a id="webkit"></a>

## In WebKit, the engine of Safari

Tried on 22 November 2026 in WebKitGTK 2.50.6 on Linux, driven by its own WebDriver. It is Safari's engine, not Safari.

- **Keyboard.** All {kinds} scripts below were played on plain pages. Every step did the same: focus, state, what is kept and
  what a live region says. The names in the accessibility tree are the same; a menu is called “button” there.
- **Reader edition.** All 39 pages, from files and from a web server, at 1300, 650 and 320 pixels (the last in a frame, as the
  window does not get so narrow): no errors, every activity in its place, every chart drawn, nothing wider than the page.
  Activities of lessons 1 to 5, 7 to 10 and 12 were worked with the mouse; in lessons 1, 2, 5, 9 and 12 the answers were
  there again after a reload. Ten pages were looked at in both themes.
- **JupyterLab 4.6.6.** Lessons 1, 5 and 9 ran from top to bottom with all widgets and charts. A question in each was answered
  with the keyboard, no letter meant for it reached the notebook, and Esc led out.
  In lessons 5 and 9 the console told of a ResizeObserver loop; on a busy machine four widgets of lesson 5 were called too slow
  there, and stood on the page all the same.
- **Differences.** WebKitGTK shows a time as a line of text and wants the colon: 14:50. Answers of pages opened as files were
  kept together.
"""

TOUCH: Final = """\
<a id="touch"></a>

## By touch

Tried on 22 November 2026 in Chromium {chromium} that takes its window for a phone's (390 × 844 and 320 × 640 pixels), with taps,
swipes and drags alone and a keyboard only to type: the reader edition with activities of lessons 1, 2, 4, 7, 9 and 12, timeline,
glossary, search, menu and case file; and lesson 1 in JupyterLab on a tablet's window (820 × 1180).
`tests/browser/test_touch.py` tries some of it again.

- **Size.** Everything that is pressed is at least 24 × 24 pixels, but for links in running text. Main buttons, menus and
  answers are 44 pixels high where a finger points. Fields have letters of 16 pixels, below which phones zoom into them.
- **Dragging.** Cards follow a finger on their handle. Their menus and buttons do the same with taps.
- **Scrolling.** A swipe that begins on a slider scrolls the page and leaves the slider as it was. Only the handles of cards and
  the numbers on a line keep the finger. Pinching zooms, but not with both fingers on one slider.
- **Hovering.** What a chart tells under the mouse stands in its words and its table.
- **JupyterLab** takes a tap on an entry of its menus only if the finger moves a little; its buttons take any.
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

FIREFOX: Final = """\
<a id="firefox"></a>

## In Firefox

Tried on 22 November 2026 with Firefox ESR 153.7.0 on Linux, driven by scripts, without a window. What is measured above was
measured in Chromium; `tests/browser/test_firefox.py` keeps a small part of this, with `-m slow` and where a Firefox is.

- **On plain pages** all keyboard scripts below did the same, in both themes and at 640 and 320 pixels, and axe found nothing.
  Roles, names and states were worked out from the page there, not read from Firefox's own accessibility tree.
- **In JupyterLab** lessons 1 to 13 ran whole, without an error in the console; the six scripts of the table above did the
  same, no key reached the notebook, and answers were there again after a reload.
  On a busy machine the console of lessons 9 and 12 had “Error” without a word behind it, after heavy work and a reload, in three
  runs; two later runs of lesson 9 had none. Nothing was missing on the page, and why is not known.
- **In the reader edition** all pages were opened from files in both themes and from a web server in the light one, at the three
  widths: no error, nothing too wide. Activities of eleven lessons were worked there by mouse and again by keyboard, and were
  there after a reload.
- **A page translated in the browser** goes on judging and keeping answers (a script exchanged all words of three open lessons
  as translators do). **A page saved complete** can be read, with its charts; it says that its questions no longer work.
- **Differences.** Firefox keeps the answers of pages opened as files apart, page by page; lessons say so there. It lets letters
  be typed into a number field, and marks them as wrong. Parts that scroll are stops for Tab even where they hold buttons.
"""

ORCA: Final = """\
<a id="orca"></a>

## Heard with Orca

Tried on 22 November 2026 with Orca 43.1, speech-dispatcher 0.11.4 and Firefox ESR 153.7.0 on Linux, in parts also with Chromium
156: keys went to a real window, and what Orca handed to the voice was written down as text. Nobody listened to a voice, and nobody
who uses a screen reader every day has tried the course.

Worked in the reader edition: parts of lessons 1, 2, 4 and 9 (headings, landmarks, reading line by line, questions with one answer, with
several and with a number, the matrix, charts, cards into groups, cards in time, a menu to start again), search, timeline, glossary, and
the download of the case file. In JupyterLab: one question of lesson 1. In Chromium: one question and one card.

A question in JupyterLab:

| key | what Orca said |
| --- | --- |
| `Tab` | “List with 3 items. Question 1 of 3 What does GVS-P04 name? panel. The fourth page of the article GVS, as it was printed. not selected radio button” |
| `r` | “The fourth claim in GVS that turned out to be wrong. not selected radio button” |
| `Space` | “selected” |
| `Tab` | “leaving panel. How sure are you? panel. Guess. not selected radio button” |
| `Space` | “selected” |
| `Tab` | “leaving panel. Check question 1 push button” |
| `Enter` | “Not yet. An ID says only where something stands. It does not say whether it is right, and good paragraphs have IDs too. …” |
| `ArrowDown` | the same words again, now read from the page |

A card in the reader edition, in Firefox:

| key | what Orca said |
| --- | --- |
| `Tab` | “List with 16 items. Open paragraph GVS P19 collapsed push button. Focus mode” |
| `Tab` | “Position of “Lines cut” combo box. 1.” |
| `Tab` | “Up: “Lines cut” push button grayed. Browse mode” |
| `Tab` | “Down: “Lines cut” push button” |
| `Enter` | ““Lines cut” is now second of sixteen.” |

What was heard and mended: messages that Orca read as “statusbar” only, or said once for each paragraph in them; a place in the page
that was lost by pressing Check; a card that was named again over the news of its new place; charts whose every mark was read
out with all its fields (they are one picture with a name now, their words and their table follow); counts said for each letter
that is typed; what stands on a page from an earlier visit, said as if it were news; an empty search field called invalid; a
menu's name said twice; a question that was not said before “No, keep it”. The last two, and the marks on Korean letters in
questions and cards, were mended and not heard again.

Korean letters are marked as Korean, and Orca asked for a Korean voice there. Signs are said as what they mean: “minus”, “right arrow”,
“greater-than or equal to”; the point in “1 · One sentence” is a “middle dot”, the stroke in “16–17 June” an “en dash”.

What does not work well:

- **A button that opens something** switches Orca to its focus mode, where the arrow keys do not read. Tab on, or Insert + A, and read.
- **A short message** such as “Say how sure you are, then check.” is said, but Orca may pass over it when the lines below the button
  are read afterwards, until something else on the page has changed.
- **A question on its own** is “List with 1 item”, a question that cannot be changed any more “grayed”.
- **In Chromium** a second try is answered in two parts, “Right at try 2.” before its reason.
- **Not heard:** the other lessons and activities, writing and questions with an order among them; charts in JupyterLab; Notebook 7; NVDA, JAWS and VoiceOver.
"""

NOT_TRIED: Final = """\
<a id="not-tried"></a>

## Not tried

- **Nobody who uses a screen reader has tried the course.** [Orca](#orca) was heard by its log; of NVDA, JAWS and VoiceOver we
  know only what the browser hands over: role, name, state and announcements.
- **Safari itself.** On a Mac, an arrow key opens a menu instead of changing it, and in Safari Tab goes past links and buttons
  until its settings say otherwise. **Firefox** on Windows, a Mac or a phone.
- **A real phone or tablet, switch and voice control, magnifiers.** Dragging always has a menu or buttons beside it.
- **Contrast over patterns.** Hatched areas count as their plain colour. Edges and ticks of radio buttons, check boxes and
  sliders have the colours of other edges and of buttons; they were not measured themselves.
- **Zoom** was tried as the width that is left of a window 1280 pixels wide: 640 pixels for 200 %, 320 pixels for 400 %.
"""

KEYS: Final = """\
## Keyboard scripts

An empty first column means: where the focus is already. Text in curly quotation marks is typed. The accessibility tree
says “summary” for what opens and closes. Where nothing is announced, the control itself says what changed.
"""
