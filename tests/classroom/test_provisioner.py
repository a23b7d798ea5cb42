"""Kernels that are copies of a warm process: as a new process would be, and the ordinary way where they could not."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from course.classroom.run import preload, provisioner

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
SEEN = """(lambda sys, os, ip: dict(
  env=dict(os.environ), cwd=os.getcwd(), path=sys.path, argv=[w for w in sys.orig_argv + sys.argv if "json" not in w],
  flags=str(sys.flags), main=sorted(k for k in vars(sys.modules["__main__"]) if k[:2] != "_i"), count=ip.execution_count,
  own=sys.modules["__main__"].__dict__ is globals(), group=os.getpgid(0) == os.getsid(0) == os.getpid(),
  signals=[str(__import__("signal").getsignal(n)) for n in (1, 2, 13, 15)], status=[
  line for line in open("/proc/self/status") if line.startswith(("Umask", "Sig", "Cap")) and "SigQ" not in line],
  streams=[[s.encoding, s.errors, s.line_buffering] for s in (sys.__stdin__, sys.__stdout__, sys.__stderr__)],
  end=sys.__stdin__.read(), collecting=__import__("gc").isenabled(), modules=[
  name for name in sys.modules if "classroom" in name], options=[str(option.defval) for option in __import__(
  "pandas._config.config")._config.config._registered_options.values()], theme=__import__("altair").theme.active,
  threads=__import__("numpy") and len(os.listdir("/proc/self/task")), file=ip.kernel.parent.connection_file[-5:],
  handles=[os.readlink(f"/proc/self/fd/{n}").partition(":")[0] for n in os.listdir("/proc/self/fd")
  if os.path.exists(f"/proc/self/fd/{n}")]))(__import__("sys"), __import__("os"), get_ipython())"""
CLIENT = """import sys
from jupyter_client.manager import KernelManager
manager = KernelManager()
manager.start_kernel()
print(type(manager.provisioner.process).__name__, manager.provisioner.pid, flush=True)
sys.stdin.read()"""


@pytest.fixture(scope="module", autouse=True)
def folder():
    """A warm process of this module's own, which ends when its folder is gone."""
    with tempfile.TemporaryDirectory(prefix="warm-") as own, pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_RUNTIME_DIR", own)
        patch.setenv("IPYTHONDIR", f"{own}/ipython")
        patch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "course-warm")
        KernelProvisionerFactory.clear_instance()
        yield Path(own)
    KernelProvisionerFactory.clear_instance()


class Kernel:
    """A kernel and its client."""

    def __init__(self, env=None, **options):
        self.env = env or dict(os.environ)
        self.manager = KernelManager()
        self.manager.start_kernel(stderr=subprocess.DEVNULL, env=self.env, **options)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    @property
    def process(self):
        return self.manager.provisioner.process

    def run(self, code):
        said = []
        reply = self.client.execute_interactive(
            code, timeout=30, output_hook=lambda message: said.append(message["content"].get("text", ""))
        )
        assert reply["content"]["status"] == "ok", reply["content"]
        return "".join(said)

    def value(self, code):
        return json.loads(self.run(f"import json; print(json.dumps({code}))"))

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture
def start():
    kernels = []

    def begin(**options):
        kernels.append(Kernel(**options))
        return kernels[-1]

    yield begin
    for kernel in kernels:
        kernel.close()


@pytest.fixture(scope="module")
def shared():
    """One kernel for tests that leave nothing behind."""
    kernel = Kernel()
    yield kernel
    kernel.close()


def started(command, **kwargs):
    """Start any program as if it were a kernel, and say what kind of process it became."""
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(argv=command, display_name="other", language="other")
    manager.start_kernel(**kwargs)
    kind = type(manager.provisioner.process)
    manager.shutdown_kernel(now=True)
    return kind


def test_a_notebook_sees_what_it_would_see_in_a_new_process(start, shared, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "local-provisioner")
        KernelProvisionerFactory.clear_instance()
        stock = start(env=shared.env)
    KernelProvisionerFactory.clear_instance()
    assert type(stock.process) is subprocess.Popen
    assert type(shared.process).__name__ == "Copy"
    expected, seen = stock.value(SEEN), shared.value(SEEN)
    for name in seen.keys() - {"handles"}:
        assert seen[name] == expected[name], name
    assert seen["env"]["JPY_PARENT_PID"] == str(os.getpid())
    assert seen["group"]
    # the history's database opens its folder now and then
    lasting = {name for name in seen["handles"] if not re.search("history|profile_default$", name)}
    assert lasting <= set(expected["handles"])


def test_a_cell_finds_environment_and_folder_of_the_launch(start, tmp_path):
    case = tmp_path / "case.json"
    kernel = start(cwd=str(tmp_path), env={**os.environ, "COURSE_CASE_FILE": str(case), "ONLY_HERE": "yes"})
    assert kernel.value("[__import__('os').getcwd(), __import__('os').environ['ONLY_HERE']]") == [
        str(tmp_path),
        "yes",
    ]
    assert kernel.value("str(__import__('course').paths.case_file())") == str(case)
    assert kernel.run("!echo $ONLY_HERE").strip() == "yes"
    assert type(kernel.process).__name__ == "Copy"


def test_charts_are_not_the_courses_until_a_notebook_asks(shared):
    assert shared.value("__import__('altair').theme.active") == "default"
    assert shared.value("__import__('course').charts and __import__('altair').theme.active") == "course"


def test_kernels_draw_other_numbers_and_share_nothing(start, shared):
    other = start()
    draw = "[__import__('random').random(), float(__import__('numpy').random.random())]"
    first, second = shared.value(draw), other.value(draw)
    assert first[0] != second[0]
    assert first[1] != second[1]
    shared.run("import pandas; pandas.mine = 1; mine = 2")
    assert other.value("[hasattr(__import__('pandas'), 'mine'), 'mine' in globals()]") == [False, False]


def test_restart_and_interrupt(start):
    kernel = start()
    kernel.run("mine = 1")
    before = kernel.process.pid
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(timeout=60)
    assert kernel.process.pid != before
    assert kernel.value("'mine' in globals()") is False
    kernel.client.execute("print('in it', flush=True)\nwhile True:\n    pass", stop_on_error=False)
    while kernel.client.get_iopub_msg(timeout=30)["content"].get("text") != "in it\n":
        pass
    kernel.manager.interrupt_kernel()
    while kernel.client.get_iopub_msg(timeout=30)["content"].get("ename") != "KeyboardInterrupt":
        pass
    assert kernel.value("1 + 1") == 2


def test_a_dead_kernel_is_noticed_with_its_status(start):
    kernel = start()
    process = kernel.process
    kernel.client.execute("import os; os._exit(3)")
    assert process.wait(timeout=10) == 3
    assert not kernel.manager.is_alive()


def test_a_kernel_ends_with_the_process_that_started_it():
    with subprocess.Popen(
        [sys.executable, "-c", CLIENT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as client:
        kind, number = client.stdout.readline().split()
        watch = os.pidfd_open(int(number))
        client.send_signal(signal.SIGKILL)
    assert kind == "Copy"
    assert ends(watch)


def ends(watch, seconds=10):
    """Whether the process ends in time."""
    import select

    waiting = select.poll()
    waiting.register(watch, select.POLLIN)
    ended = bool(waiting.poll(seconds * 1000))
    os.close(watch)
    return ended


def test_others_are_started_in_the_ordinary_way(monkeypatch, tmp_path):
    asleep = ["sleep", "30"]
    python = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    assert started(asleep) is subprocess.Popen
    assert started([*python[:1], "-c", "import time; time.sleep(30)", *python[1:]]) is subprocess.Popen
    assert started(["/usr/bin/env", *python]) is subprocess.Popen
    assert started(python, env={**os.environ, "PANDAS_FUTURE_INFER_STRING": "0", "PYTHONPATH": "here"}) is (
        subprocess.Popen
    )
    (tmp_path / "pandas.py").touch()
    assert started(python, cwd=str(tmp_path)) is subprocess.Popen
    assert started(python).__name__ == "Copy"
    monkeypatch.delattr(os, "fork")
    assert started(python) is subprocess.Popen


def test_flags_are_told_from_arguments():
    run = [sys.executable, "-X", "utf8", "-B", "-m", "ipykernel_launcher", "-f", "x"]
    assert provisioner._divided(run) == (("-X", "utf8", "-B"), ("-f", "x"))


def test_imports_are_known_by_their_files(tmp_path, monkeypatch):
    place = tmp_path / "imported_for_a_test.py"
    place.write_text("x = 1")
    monkeypatch.syspath_prepend(tmp_path)
    __import__(place.stem)
    files = preload.Files()
    assert files.same()
    os.utime(place, (1, 1))
    assert not files.same()
    del sys.modules[place.stem]


def test_another_module_of_the_same_name_is_seen(tmp_path):
    assert preload.shadowed(str(tmp_path)) is None
    (tmp_path / "json").mkdir()
    assert preload.shadowed(str(tmp_path)) is None  # no package
    (tmp_path / "json" / "__init__.py").touch()
    assert preload.shadowed(str(tmp_path)) == "json"
    assert preload.shadowed(str(Path(__file__).parents[2])) is None


@pytest.fixture
def warm(tmp_path, monkeypatch):
    """A warm process that is not one: its loop, in this process."""
    from course.classroom.run import warmkernel

    monkeypatch.setattr(warmkernel, "_LOOK", 0.01)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(tmp_path / "s"))
        listener.listen()
        yield warmkernel.Warm(listener, tmp_path / "s", {"A": "1"}, {"A"})


def test_it_ends_when_its_socket_is_gone(warm, tmp_path):
    (tmp_path / "s").unlink()
    assert warm.serve() is None


def test_it_ends_when_nobody_asks(warm, monkeypatch):
    monkeypatch.setattr("course.classroom.run.warmkernel.IDLE", 0.05)
    begin = time.monotonic()
    assert warm.serve() is None
    assert time.monotonic() - begin < 5


def test_it_says_why_a_copy_would_not_be_the_same(warm, tmp_path, monkeypatch):
    asked = {"env": {"A": "1"}, "cwd": str(tmp_path)}
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    assert "thread" in warm._unfit(asked)["no"]
    wait.set()
    thread.join()
    assert warm._unfit({**asked, "env": {}})["no"].startswith("A ")
    monkeypatch.setattr(warm._files, "same", lambda: False)
    assert warm._unfit(asked)["again"]
    assert not (tmp_path / "s").exists()
