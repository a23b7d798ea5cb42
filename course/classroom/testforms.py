"""A form of the test before and after the course as a plain page: to print, or to paste into a platform."""

from __future__ import annotations

from typing import Any


def page(form: dict[str, Any]) -> str:
    """Write one form as Markdown.

    Parameters
    ----------
    form : dict
        From `course.quiz.forms.for_students`: it has no keys, so the page has none.
    """
    parts = [f"# {form['title']}", form["intro"]]
    for passage in form["passages"]:
        head = f"## {passage['id']} · {passage['outlet']} ({passage['form']})"
        parts += [head, f"*{passage['label']}*", *(f"> {line}" for line in passage["lines"])]
    parts.append("## Questions")
    parts += [_item(item) for item in form["items"]]
    parts += [_task(task) for task in form["tasks"]]
    return "\n\n".join(parts) + "\n"


def _item(item: dict[str, Any]) -> str:
    options = "\n".join(f"- [ ] {letter}) {text}" for letter, text in item["options"].items())
    sure = "How sure are you? guess / lean / fairly sure / certain"
    return f"**{item['id']}** {item['stem']}\n\n{options}\n\n{sure}"


def _task(task: dict[str, Any]) -> str:
    fewest, most = task["words"]
    length = f" ({fewest} to {most} words)" if most else ""
    cards = "\n\n".join(_card(card) for card in task["cards"])
    return f"**{task['id']}** {task['stem']}{length}" + (f"\n\n{cards}" if cards else "")


def _card(card: dict[str, str]) -> str:
    return "> " + " · ".join(f"{name}: {text}" for name, text in card.items())
