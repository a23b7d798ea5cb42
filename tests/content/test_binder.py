"""What Binder would do with this repository: the right buildpack, and an environment layer that content leaves alone."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """The Dockerfile that repo2docker would build, as lines."""
    clone = tmp_path_factory.mktemp("binder") / "course"
    clone.mkdir()
    for name in ("environment.yml", "postBuild", "pyproject.toml"):  # all that repo2docker looks at
        (clone / name).write_bytes((ROOT / name).read_bytes())
    words = [
        sys.executable,
        "-m",
        "repo2docker",
        "--no-build",
        "--debug",
        "--user-id=1000",
        "--user-name=jovyan",
    ]
    run = subprocess.run([*words, str(clone)], capture_output=True, text=True, check=True)
    return (run.stdout + run.stderr).splitlines()


def first(lines, *words):
    return next(number for number, line in enumerate(lines) if all(word in line for word in words))


def test_conda_environment_comes_before_the_content(plan):
    update = first(plan, "env update", "environment.yml")
    assert first(plan, "COPY", "src/environment.yml") < update < first(plan, "COPY", " src/ ")


def test_the_pinned_python_and_the_frozen_base(plan):
    assert any("py-3.12" in line.replace("-2e", ".").replace("-2d", "-") for line in plan if "COPY" in line)


def test_post_build_runs_at_the_end(plan):
    assert first(plan, "RUN", "./postBuild") > first(plan, "COPY", " src/ ")


def test_only_names_and_pins():
    entries = yaml.safe_load((ROOT / "environment.yml").read_text("utf8"))["dependencies"]
    packages = next(entry["pip"] for entry in entries if isinstance(entry, dict))
    assert packages
    assert [p for p in packages if "==" not in p or p.startswith(("-", "."))] == []


def test_everything_stands_where_binder_looks():
    tracked = {path.name for path in ROOT.iterdir()}
    assert {"environment.yml", "postBuild"} <= tracked
    assert not tracked & {"binder", ".binder", "Dockerfile", "requirements.txt", "runtime.txt"}, (
        "Binder would use that"
    )
