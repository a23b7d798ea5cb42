import json
import re
from importlib import metadata

import pytest

from course.build.site import assets
from course.model import CourseError
from course.widgets._base import module


def test_every_front_end_becomes_a_function_with_its_whole_text():
    text = module("question")
    made = assets.fronts({"q": text})
    assert made.startswith('window.courseFronts = {\n"q": (() => { "use strict";')
    assert re.search(r"^return \{ render", made, re.MULTILINE)
    assert text.split("export default")[0] in made


@pytest.mark.parametrize(
    "text",
    ["const a = 1;", "import x from 'y';\nexport default {};", "export const a = 1;\nexport default {};"],
)
def test_modules_that_could_not_run_from_files_are_refused(text):
    with pytest.raises(CourseError, match="import nothing"):
        assets.fronts({"q": text})


def test_the_style_sheet_has_the_shared_part_once_and_every_front_end():
    made = assets.styles()
    assert made.count("/* What every front-end shares") == 1
    assert ".course-question .q-card" in made
    assert ".event-body" in made
    assert "url(" not in made
    assert "@import" not in made


def test_data_can_stand_in_a_script():
    made = assets.compact({"a": "</script><!-- \u2028"})
    assert "</" not in made
    assert "<!--" not in made
    assert json.loads(made.replace("<\\!--", "<!--")) == {"a": "</script><!-- \u2028"}


def test_vega_is_one_script_and_its_licence_comes_along():
    assert "window.vegaEmbed" in assets.vega()
    assert "University of Washington" in assets.licences()
    assert not re.search(r"^(?:import|export)\b", assets.vega(), re.MULTILINE)


def test_licence_texts_are_those_that_packages_bring_along():
    made = re.sub(r"\s+", " ", assets.licences())
    theirs = next(file for file in metadata.files("vl-convert-python") if file.name == "LICENSE").read_text(
        "utf8"
    )
    assert re.sub(r"\s+", " ", theirs.strip()) in made
    for package in (
        "vega",
        "vega-lite",
        "vega-embed",
        "vega-tooltip",
        "vega-themes",
        "d3-array",
        "topojson-client",
        "semver",
    ):
        assert f"{package}," in made or f"{package} (" in made


def test_the_host_is_one_function():
    made = assets.host()
    assert made.startswith('(() => { "use strict";')
    assert "innerHTML" not in made
    assert "fetch(" not in made
