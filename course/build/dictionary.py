"""The data dictionary: ``data/datapackage.json`` as a page that people read."""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, Final

_INTRO: Final = """\
# Data dictionary

This page is built from `data/datapackage.json`. Change it there, then run `course data build`.

Read a table with `course.load("facts")`, a map with `course.data.geo("mdl")`. Lists in a cell are separated by
semicolons; `course.data.split(cell)` takes them apart. Blank cells are missing values.
"""

_RULES: Final = {
    "unique": "unique",
    "enum": "one of: {}",
    "pattern": "form: `{}`",
    "minimum": "at least {}",
    "maximum": "at most {}",
}


def markdown(package: dict[str, Any]) -> str:
    """Write the data dictionary.

    Parameters
    ----------
    package : dict
        A Frictionless Data Package, parsed.

    Returns
    -------
    str
        Markdown, ending in a line break: a list of all tables, then one section per folder and table.
    """
    resources = package["resources"]
    parts = [_INTRO, _contents(resources)]
    for folder, members in groupby(sorted(resources, key=_folder), key=_folder):
        parts.append(f"## `data/{folder}/`\n")
        parts += [_resource(member) for member in members]
    return "\n".join([*parts, _credits(package)]).rstrip() + "\n"


def _folder(resource: dict[str, Any]) -> str:
    return str(PurePosixPath(resource["path"]).parent)


def _contents(resources: list[dict[str, Any]]) -> str:
    """List every resource; headings are single words, so their anchors are the names."""
    lines = ["| name | what it holds |", "| --- | --- |"]
    lines += [f"| [`{one['name']}`](#{one['name']}) | {_cell(_what(one))} |" for one in resources]
    return "\n".join(lines) + "\n"


def _what(resource: dict[str, Any]) -> str:
    return str(resource.get("title") or resource.get("description", ""))


def _resource(resource: dict[str, Any]) -> str:
    schema = resource.get("schema", {})
    parts = [f"### {resource['name']}\n", f"File: `data/{resource['path']}`\n"]
    parts += [f"{resource[key]}\n" for key in ("title", "description") if resource.get(key)]
    parts += [_keys(schema)] if _keys(schema) else []
    parts += [_fields(schema)] if schema.get("fields") else []
    parts += [f"Basis: {resource['course:sources']}\n"] if resource.get("course:sources") else []
    parts += [_sources(resource["sources"])] if resource.get("sources") else []
    return "\n".join(parts)


def _names(key: str | list[str]) -> str:
    return " + ".join(f"`{name}`" for name in ([key] if isinstance(key, str) else key))


def _keys(schema: dict[str, Any]) -> str:
    lines = [f"- One row per {_names(schema['primaryKey'])}"] if schema.get("primaryKey") else []
    for link in schema.get("foreignKeys", []):
        target = link["reference"]["resource"]  # an empty name means the same table
        where = f"[`{target}`](#{target})" if target else "this table"
        lines.append(f"- {_names(link['fields'])} refers to {_names(link['reference']['fields'])} of {where}")
    return "\n".join(lines) + "\n" if lines else ""


def _fields(schema: dict[str, Any]) -> str:
    key = schema.get("primaryKey", [])
    lines = ["| column | type | blank? | what it means | allowed |", "| --- | --- | --- | --- | --- |"]
    for field in schema["fields"]:
        rules = field.get("constraints", {})
        cells = [
            f"`{field['name']}`",
            field.get("type", "string"),
            "no"
            if rules.get("required") or field["name"] in ([key] if isinstance(key, str) else key)
            else "yes",
            field.get("description") or field.get("title", ""),
            "; ".join(
                _rule(name, rules[name]) for name in _RULES if name in rules and rules[name] is not False
            ),
        ]
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return "\n".join(lines) + "\n"


def _rule(name: str, limit: object) -> str:
    shown = ", ".join(f"`{one}`" for one in limit) if isinstance(limit, list) else str(limit)
    return _RULES[name].format(shown)


def _cell(text: str) -> str:
    """Keep a text inside one table cell."""
    return " ".join(text.split()).replace("|", "\\|")


def _sources(sources: list[dict[str, Any]]) -> str:
    lines = [f"- {_link(source)}" for source in sources]
    return "Sources:\n\n" + "\n".join(lines) + "\n"


def _link(entry: dict[str, Any]) -> str:
    title = entry.get("title") or entry.get("name") or entry.get("path", "")
    return f"[{title}]({entry['path']})" if entry.get("path") else str(title)


def _credits(package: dict[str, Any]) -> str:
    lines = [f"- Licence: {_link(one)}" for one in package.get("licenses", [])]
    lines += [f"- Source: {_link(one)}" for one in package.get("sources", [])]
    return "## Licences and sources\n\n" + "\n".join(lines) + "\n" if lines else ""
