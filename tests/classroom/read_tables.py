"""Reads the tables of an HTML page, so that tests see what a reader sees."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables, self._into = {}, None

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self._caption, self._rows = "", []
        elif tag == "caption":
            self._into = "caption"
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._rows[-1].append("")
            self._into = "cell"

    def handle_endtag(self, tag):
        if tag in {"caption", "td", "th"}:
            self._into = None
        elif tag == "table":
            assert self._caption not in self.tables, self._caption
            self.tables[self._caption] = self._rows

    def handle_data(self, data):
        if self._into == "caption":
            self._caption += data
        elif self._into == "cell":
            self._rows[-1][-1] += data


def tables(html):
    """Caption to rows of cells; the first row is the head."""
    reader = _Reader()
    reader.feed(html)
    return reader.tables


def body(html, caption):
    """Rows of one table by their first cell."""
    return {row[0]: row[1:] for row in tables(html)[caption][1:]}


def number(text):
    """A number as the page writes it; None for a dash."""
    return None if text == "–" else float(text.replace("−", "-"))


def ends(text):
    """Ends of an interval; None if there is none."""
    text = text.removeprefix("95 % interval: ")
    return None if text in {"no interval", "–"} else tuple(number(part) for part in text.split(" to "))
