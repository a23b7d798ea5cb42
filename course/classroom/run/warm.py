"""Everything that a submission finds imported, made once; where the seconds of a start go, and what takes them away.

Nothing here knows of a submission or of a key.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from course.classroom.run import recorder, shell
from course.classroom.run.sandbox import limits

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path
    from types import ModuleType

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


def _import_altair() -> None:
    """Import Altair without what takes a fifth of its time and charts do not need.

    That is the widget toolkit, for one class that comes when it is first named, and the reading of ISO durations, a
    format of JSON Schema that no schema of a chart has.
    """
    left_out = [name for name in ("anywidget", "isoduration") if name not in sys.modules]
    sys.modules.update(
        dict.fromkeys(left_out, cast("ModuleType", None))
    )  # how Python notes that there is none
    try:
        altair: Any = import_module("altair")
    finally:
        for name in left_out:
            del sys.modules[name]
    if "anywidget" in left_out and hasattr(altair, "JupyterChart"):
        _chart_widget_later(altair)
    _remember_classes(import_module("altair.utils.schemapi"))


def _chart_widget_later(altair: Any) -> None:  # noqa: ANN401  (a module)
    others = altair.__getattr__
    del altair.JupyterChart

    def named(name: str) -> Any:  # noqa: ANN401
        if name == "JupyterChart":
            altair.JupyterChart = import_module("altair.jupyter.jupyter_chart").JupyterChart
            return altair.JupyterChart
        return others(name)

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
