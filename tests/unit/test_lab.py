import argparse
import os
import signal
import socket
import subprocess
import sys

import pytest

from course import lab
from course.model import CourseError


def arguments(**changes):
    return argparse.Namespace(**{"ip": "127.0.0.1", "port": 8888, "no_browser": True, "rest": [], **changes})


def test_a_taken_port_moves_on_to_the_next_free_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert lab.free_port("127.0.0.1", port) > port


def test_run_says_which_port_it_uses(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(lab, "free_port", lambda ip, first: first + 1)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / lab.START).write_text("{}")
    monkeypatch.setattr(lab.paths, "root", lambda: tmp_path)
    started = {}
    monkeypatch.setattr(lab, "serve", lambda command, env: started.update(command=command, env=env) or 0)
    assert lab.run(arguments()) == 0
    said = capsys.readouterr().out
    assert "Port 8888 is taken; using 8889." in said
    assert f"http://127.0.0.1:8889/lab/tree/{lab.START}?token={started['env']['JUPYTER_TOKEN']}" in said


def test_options_pass_through():
    command = lab.command_line(
        arguments(ip="0.0.0.0", rest=["--ServerApp.quit_button=False"]), 9000, browser=False
    )
    for word in ("--ip=0.0.0.0", "--port=9000", "--no-browser", "--ServerApp.quit_button=False"):
        assert word in command
    assert "--no-browser" not in lab.command_line(arguments(), 9000, browser=True)


@pytest.mark.parametrize(("ip", "port", "message"), [
    ("127.0.0.1", 0, "a port is a number from 1 to 65535"),
    ("127.0.0.1", 70000, "a port is a number"),
    ("not an address", 8888, "not an address of this machine"),
])  # fmt: skip
def test_impossible_places_are_named(ip, port, message):
    with pytest.raises(CourseError, match=message):
        lab.free_port(ip, port)


def test_a_missing_course_is_one_clear_line(monkeypatch, tmp_path):
    monkeypatch.setattr(lab.paths, "root", lambda: tmp_path)
    with pytest.raises(CourseError, match="has no notebooks"):
        lab.run(arguments())


SERVER = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *a: sys.exit(0)); print('up', flush=True); time.sleep(60)"
# A shell that runs the tests in the background has its children ignore SIGINT; the runner takes it again.
RUNNER = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from course import lab; sys.exit(lab.serve([sys.executable, '-c', sys.argv[1]], None))"
)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_the_server_too(how):
    words = [sys.executable, "-c", RUNNER, SERVER]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True) as runner:
        assert runner.stdout.readline() == "up\n"
        runner.send_signal(how)
        rest = runner.stdout.read()
        assert runner.wait(20) == 0
    assert "Your answers are in your case file" in rest
    with pytest.raises(ProcessLookupError):
        os.killpg(runner.pid, 0)
