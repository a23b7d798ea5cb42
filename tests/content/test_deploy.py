"""Values for JupyterHub: valid YAML, no overlap that contradicts, and the sizes that sizing.md promises."""

from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "deploy/jupyterhub"
SIZES = (30, 300, 3000)


def values(name):
    return yaml.safe_load((FOLDER / name).read_text("utf8"))


def memory(text):
    return int(text[:-1]) * {"M": 1, "G": 1024}[text[-1]]


@pytest.mark.parametrize("name", ["values.yaml", *(f"values-{size}.yaml" for size in SIZES)])
def test_values_use_only_sections_of_the_chart(name):
    known = {"hub", "proxy", "singleuser", "scheduling", "cull", "prePuller"}
    assert values(name).keys() <= known


def test_a_student_fits_into_the_guarantee_and_the_limit():
    given = values("values.yaml")["singleuser"]["memory"]
    assert (
        302 < memory(given["guarantee"]) < memory(given["limit"])
    )  # two notebooks: docs/instructors/sizing.md


def test_bigger_classes_keep_more_places_warm():
    warm = [
        values(f"values-{size}.yaml").get("scheduling", {}).get("userPlaceholder", {}).get("replicas", 0)
        for size in SIZES
    ]
    assert warm == sorted(warm)
    assert warm[-1] >= 100


def test_without_a_disk_the_case_file_lies_where_anybody_may_write():
    biggest = values("values-3000.yaml")["singleuser"]
    assert biggest["storage"]["type"] == "none"
    assert biggest["extraEnv"]["COURSE_CASE_FILE"].startswith("/tmp/")  # noqa: S108
