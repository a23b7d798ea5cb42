"""Start the course without network: make an environment from the wheels beside this file, then open JupyterLab.

Plain Python 3.11 to 3.13, nothing else. The first start takes a minute or two; later starts a few seconds.
"""

import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = HERE / f".venv-{sys.platform}-{sys.version_info[0]}{sys.version_info[1]}"
PROGRAMS = PLACE / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
DONE = PLACE / "ready"


def main() -> int:
    """Prepare once, then start; an exit status for the start script."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        print(
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]}. The wheels here are for Python 3.11, 3.12 and 3.13."
        )
        print("Install one of these from https://www.python.org/downloads/ and start again.")
        return 1
    if not DONE.is_file() and not prepare():
        return 1
    own = {"PYTHONPATH": os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH", "")]))}
    words = sys.argv[1:] or ["lab"]
    try:
        return subprocess.run(
            [str(PYTHON), "-m", "course", *words], cwd=HERE, env={**os.environ, **own}, check=False
        ).returncode
    except KeyboardInterrupt:
        return 0


def prepare() -> bool:
    """Make the environment from the wheels alone; False if that failed, with what to do."""
    wanted = requirements()
    if wanted is None:
        return False
    print("First start: setting up, one or two minutes. Nothing is downloaded.", flush=True)
    shutil.rmtree(PLACE, ignore_errors=True)
    try:
        venv.create(PLACE, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Python could not make an environment here ({error}).")
        print(
            "On Debian and Ubuntu: sudo apt install python3-venv. Elsewhere: unpack the zip into a folder of your own, not on the stick."
        )
        return False
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-index",
        "--no-deps",
    ]
    if subprocess.run(
        [*pip, "--find-links", str(HERE / "wheels"), "-r", str(wanted)], check=False
    ).returncode:
        print(
            "Something is missing in the folder wheels. Was the whole zip unpacked, and is it the one for this system?"
        )
        return False
    settings = PLACE / "share/jupyter/lab/settings"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "overrides.json").write_text(OVERRIDES)
    DONE.write_text("ready\n")
    return True


def requirements() -> Path | None:
    """What was put into the folder wheels for this system and Python; None if it was made for others."""
    mac = "macos-arm" if platform.machine() == "arm64" else "macos-intel"
    system = {"linux": "linux", "darwin": mac, "win32": "windows"}.get(sys.platform, sys.platform)
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    place = HERE / "wheels" / f"requirements-{system}-{version}.txt"
    if place.is_file():
        return place
    made = sorted(path.stem.removeprefix("requirements-") for path in place.parent.glob("requirements-*.txt"))
    print(
        f"This folder was not made for {system} with Python {version}, but for: {', '.join(made) or 'nothing'}."
    )
    print("Use one of these Pythons, or ask for a zip that was made for this computer.")
    return None


OVERRIDES = (
    '{"@jupyterlab/apputils-extension:notification": {"checkForUpdates": false, "fetchNews": "false"}}\n'
)

if __name__ == "__main__":
    sys.exit(main())
