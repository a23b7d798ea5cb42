"""Read a file that an author wrote in YAML, and say in one line what is wrong with it."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import yaml

from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc, valid-type]
    """Refuses a key that stands twice in one mapping, where YAML would silently keep the last."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"{key!r} stands twice", key_node.start_mark)
        seen.add(key)
    return dict(loader.construct_pairs(node, deep=True))


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def short(path: Path) -> str:
    """Name a file by its folder and its name, ``01-1449/quiz.yaml``."""
    return f"{path.parent.name}/{path.name}"


def read(path: Path) -> dict[str, Any]:
    """Read one YAML file that holds a mapping.

    Parameters
    ----------
    path : Path
        UTF-8 text.

    Raises
    ------
    CourseError
        In one line, with file and line, if it is missing, is not UTF-8, is not YAML or holds something else.
    """
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  (a safe loader)
    except FileNotFoundError:
        raise CourseError(f"{short(path)}: not found. Look for the file in {path.parent}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{short(path)}: cannot be read ({error}). Save it as UTF-8 text.") from error
    except yaml.YAMLError as error:
        raise CourseError(f"{short(path)}{_where(error)}: {_what(error)}. Mend the YAML there.") from error
    if not isinstance(found, dict):
        raise CourseError(
            f"{short(path)}: starts with a {type(found).__name__}; it should start with 'lesson: ...'."
        )
    return found


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}" if mark else ""


def _what(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error).splitlines()[0]


@cache
def _validator(schema: Path) -> Any:  # noqa: ANN401  (jsonschema's classes are made at run time)
    from jsonschema import (  # type: ignore[import-untyped]  # noqa: PLC0415  (slow; only authors and tests need it)
        Draft202012Validator,
    )

    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def against_schema(content: dict[str, Any], schema: Path) -> Iterator[str]:
    """Compare a file's content with its JSON schema.

    Parameters
    ----------
    content : dict
        As `read` returns it.
    schema : Path
        A JSON schema, draft 2020-12.

    Yields
    ------
    str
        One line per difference: where, what is wrong, what to do. Things with an ID are named by it.
    """
    for error in sorted(
        _validator(schema).iter_errors(content), key=lambda e: [str(part) for part in e.absolute_path]
    ):
        place = _place(content, list(error.absolute_path))
        yield f"{place}: {_plain(error)}" if place else _plain(error)


def _place(content: Any, steps: list[str | int]) -> str:  # noqa: ANN401
    """``L1.Q3, options 2, text``: what a path through the content leads to."""
    names: list[str] = []
    for step in steps:
        content = content[step]
        if isinstance(step, int):
            names[-1] += f" {step + 1}"
        else:
            names.append(step)
        if isinstance(content, dict) and len(names) == 1 and isinstance(content.get("id"), str):
            names = [content["id"]]
    return ", ".join(names)


def _plain(error: Any) -> str:  # noqa: ANN401
    """Say a schema error in the words of an author."""
    say = _SENTENCES.get(error.validator)
    return say(error) if say else str(error.message)


def _missing(error: Any) -> str:  # noqa: ANN401
    names = [name for name in error.validator_value if name not in error.instance]
    return f"{' and '.join(map(repr, names))} missing; add it"


def _unknown(error: Any) -> str:  # noqa: ANN401
    known = sorted(error.schema.get("properties", {}))
    names = [repr(name) for name in error.instance if name not in known]
    return f"unknown {', '.join(names)}; known here: {', '.join(known)}"


def _mistyped(error: Any) -> str:  # noqa: ANN401
    wanted = error.validator_value
    return f"{_brief(error.instance)} should be a {wanted}; put text such as Yes or 14:49 in quotation marks"


def _malformed(error: Any) -> str:  # noqa: ANN401
    rule = error.schema.get("description", f"it must match {error.validator_value}")
    return f"{_brief(error.instance)} is not well formed; {rule}"


_SENTENCES: Final[dict[str, Callable[[Any], str]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _mistyped,
    "pattern": _malformed,
    "enum": lambda e: (
        f"{_brief(e.instance)} is not allowed; choose from {', '.join(map(str, e.validator_value))}"
    ),
    "minItems": lambda e: f"has {len(e.instance)} entries; give at least {e.validator_value}",
    "maxItems": lambda e: f"has {len(e.instance)} entries; give at most {e.validator_value}",
    "minLength": lambda _: "is empty; write it",
}


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
