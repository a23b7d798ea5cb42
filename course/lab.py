"""``course lab``: JupyterLab at the first page of the course, on a free port, with an address people can use."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import webbrowser
from typing import TYPE_CHECKING, Any

from course import paths
from course.model import CourseError

if TYPE_CHECKING:
    import argparse

START = "notebooks/00-start-here.ipynb"
STOP_SECONDS = 15
"""How long JupyterLab may take to end its kernels before it is killed."""


def register(commands: Any) -> None:  # noqa: ANN401  (argparse has no public name for this)
    """Add ``lab`` to the commands."""
    lab = commands.add_parser(
        "lab",
        help="open the course in JupyterLab",
        description="Open the course in JupyterLab. Options that are not listed here go on to JupyterLab.",
    )
    lab.add_argument("--port", type=int, default=8888, help="first port to try (default: 8888)")
    lab.add_argument("--ip", default="localhost", help="address to listen on (default: localhost)")
    lab.add_argument("--no-browser", action="store_true", help="print the address and open nothing")
    lab.set_defaults(func=run, takes_rest=True)


def run(arguments: argparse.Namespace) -> int:
    """Start JupyterLab and wait for it.

    Parameters
    ----------
    arguments : argparse.Namespace
        ``port``, ``ip``, ``no_browser`` and ``rest`` (passed on).

    Raises
    ------
    CourseError
        If the notebooks are not there or no port is free.
    """
    root = paths.root()
    if not (root / START).is_file():
        raise CourseError(
            "this copy of the course has no notebooks. Get the whole course (clone its repository, or download and "
            "unpack its ZIP file) and start from there; if you write lessons, run `course build`."
        )
    port = free_port(arguments.ip, arguments.port)
    if port != arguments.port:
        print(f"Port {arguments.port} is taken; using {port}.")
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_urlsafe(24)
    browser = not arguments.no_browser and has_browser()
    announce(arguments.ip, port, token, browser=browser)
    command = command_line(arguments, port, browser=browser)
    return serve(command, {**os.environ, "JUPYTER_TOKEN": token})


def serve(command: list[str], environment: dict[str, str]) -> int:
    """Run JupyterLab until it ends or is told to stop, and leave no kernel behind.

    Parameters
    ----------
    command : list of str
        The words that start it.
    environment : dict of str to str
        Its environment.

    Returns
    -------
    int
        Its exit status; 0 if it was stopped by Ctrl+C or by a signal to end.
    """
    # A service manager's stop is a stop like any other.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    process = subprocess.Popen(command, cwd=paths.root(), env=environment)  # noqa: S603  (our own words)
    try:
        return process.wait()
    except KeyboardInterrupt:
        print("\nStopping. Your answers are in your case file.")
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
        return 0


def command_line(arguments: argparse.Namespace, port: int, *, browser: bool) -> list[str]:
    """The words that start JupyterLab."""
    command = [sys.executable, "-m", "jupyterlab", START, f"--ip={arguments.ip}", f"--port={port}"]
    command += [
        "--ServerApp.port_retries=0",
        "--ServerApp.log_level=WARN",
        f"--ServerApp.root_dir={paths.root()}",
    ]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # containers often have no other user
    return command + list(arguments.rest)


def announce(ip: str, port: int, token: str, *, browser: bool) -> None:
    """Say where the course is."""
    host = "localhost" if ip in ("0.0.0.0", "", "::", "*") else ip  # noqa: S104  (only to print it)
    print("One Event, Five Stories is starting. To stop it, press Ctrl+C here.")
    print(
        "If no page opens, copy this address into a browser:"
        if browser
        else "Open this address in a browser:"
    )
    print(f"\n  http://{host}:{port}/lab/tree/{START}?token={token}\n", flush=True)


def has_browser() -> bool:
    """Whether Python knows a browser that it can open."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def free_port(ip: str, first: int, tries: int = 50) -> int:
    """The first port from ``first`` on that nobody uses.

    Parameters
    ----------
    ip : str
        Address to listen on.
    first : int
        Port to try first, 1 to 65535.
    tries : int
        How many ports to try.

    Raises
    ------
    CourseError
        If none of them is free or the address is not this machine's.
    """
    if not 1 <= first <= 65535:
        raise CourseError(f"--port {first}: a port is a number from 1 to 65535.")
    last = min(first + tries, 65536)
    for port in range(first, last):
        if _is_free(ip, port):
            return port
    raise CourseError(f"no free port from {first} to {last - 1} on {ip}. Try another: course lab --port 9000")


def _is_free(ip: str, port: int) -> bool:
    address = "0.0.0.0" if ip in ("", "*") else ip  # noqa: S104  (the person asked for it)
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise CourseError(
            f"--ip {ip}: not an address of this machine ({error}). Try --ip localhost."
        ) from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError:
            return False
    return True
