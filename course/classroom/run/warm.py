"""Everything that a submission finds imported, made once; where the seconds of a start go, and what takes them away.

Nothing here knows of a submission or of a key.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, cast

from course.classroom.run import recorder, shell
from course.classroom.run.sandbox import limits

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

_CELLS = (
    "1 + 1\nundefined",
    (
        "import pandas as pd\nimport altair as alt\nframe = pd.DataFrame({'name': ['a', 'b'], 'count': [1, 2]})\n"
        "frame.melt('name').groupby('variable')['value'].agg(['sum', 'mean'])\n"
        "frame.set_index('name')[['count']].sum(axis='columns').to_dict()\n"
        "alt.Chart(frame).mark_bar().encode(x=alt.X('count:Q', axis=alt.Axis(title='n')), y='name:N')"
    ),
)
"""What is slow the first time: the ways of IPython, pandas and Altair that nearly every notebook takes."""


def warm_up(data: Path) -> Any:  # noqa: ANN401  (an InteractiveShell)
    """Import what submissions import and do once what is slow the first time.

    Parameters
    ----------
    data : Path
        Folder of the tables of this class, from which ``course.load`` reads from now on.
    """
    gc.disable()  # while so much is made and nothing thrown away, collecting is all cost
    _import_altair()

    import course  # noqa: PLC0415
    from course import data as tables  # noqa: PLC0415
    from course import paths  # noqa: PLC0415

    paths.data = lambda: data
    package = tables.package()
    tables.package = lambda: package  # parsed once; each copy of this process has its own
    recorder.silence(course)
    course.charts  # noqa: B018  (its theme is registered when it is first named)
    made = shell.make()
    for cell in _CELLS:
        shell.run_cell(made, cell)
    gc.freeze()  # before the shell collects: what stands here stays, and no copy touches it to look for rubbish
    made.reset(new_session=True)  # type: ignore[no-untyped-call]
    limits.remember_mapped()
    gc.freeze()
    gc.enable()
    return made


def read_tables(names: Collection[str]) -> None:
    """Read tables that a submission is going to ask for, so that all later ones find them; other names are nothing."""
    from course import data as tables  # noqa: PLC0415

    for name in set(names).intersection(tables.table_names()):
        tables.problems(name)  # reads it, and keeps what it has read


_WIDGETS: Final = "anywidget"
_FORMATS: Final = (
    *("fqdn", "isoduration", "jsonpointer", "rfc3339_validator", "rfc3986_validator"),
    *("uri_template", "webcolors"),
)
"""What checks formats of JSON Schema that no schema of a chart asks for."""
_DATASETS, _PAGES = "altair.datasets", "altair.utils.html"


def _import_altair() -> None:
    """Import Altair without what takes a third of its time and charts do not need.

    The widget toolkit, the data sets of its makers and the template of web pages come when they are first named.
    """
    later: dict[str, Any] = {_DATASETS: ModuleType(_DATASETS), _PAGES: ModuleType(_PAGES)}
    later[_PAGES].spec_to_html = _page
    left_out = later | dict.fromkeys((_WIDGETS, *_FORMATS))  # None is how Python notes that there is none
    left_out = {name: stand_in for name, stand_in in left_out.items() if name not in sys.modules}
    sys.modules.update(left_out)
    try:
        altair: Any = import_module("altair")
    finally:
        for name in left_out:
            del sys.modules[name]
    found = {"JupyterChart": "altair.jupyter.jupyter_chart"} if _WIDGETS in left_out else {}
    found |= {"datasets": ""} if _DATASETS in left_out else {}
    _come_later(altair, {name: place for name, place in found.items() if name in vars(altair)})
    _remember_classes(import_module("altair.utils.schemapi"))


def _page(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401  (whatever Altair gives)
    return import_module(_PAGES).spec_to_html(*arguments, **named)


def _come_later(altair: Any, names: Mapping[str, str]) -> None:  # noqa: ANN401  (a module)
    """Take names away until somebody asks for them: each from its module, or a module itself."""
    others = altair.__getattr__
    for name in names:
        delattr(altair, name)

    def named(name: str) -> Any:  # noqa: ANN401
        if name not in names:
            return others(name)
        place = names[name]
        found = getattr(import_module(place), name) if place else import_module(f"altair.{name}")
        setattr(altair, name, found)
        return found

    altair.__getattr__ = named


def _remember_classes(schemapi: Any) -> None:  # noqa: ANN401  (a module)
    """Keep Altair's table of its classes, which it makes anew for every channel of every chart, 5 ms each time."""
    if not hasattr(schemapi, "_FromDict"):  # another version of Altair, which has to do without
        return
    kept: dict[Any, Any] = {}
    base = schemapi.SchemaBase

    def from_dict(cls: Any, dct: dict[str, Any], validate: bool = True) -> Any:  # noqa: ANN401, FBT001, FBT002
        if validate:
            cls.validate(dct)
        family = cls._default_wrapper_classes
        if family.__func__ not in kept:
            kept[family.__func__] = schemapi._FromDict(family())  # noqa: SLF001
        return kept[family.__func__].from_dict(dct, cls)

    def one_more(cls: Any, **named: Any) -> None:  # noqa: ANN401
        kept.clear()  # a class that a submission adds must be in the table
        super(base, cls).__init_subclass__(**named)

    base.from_dict = classmethod(from_dict)
    base.__init_subclass__ = classmethod(cast("Any", one_more))
