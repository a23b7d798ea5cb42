"""A class on one machine: a real JupyterHub on loopback, and students who all start at the same moment.

    uv run python benchmarks/hub.py --users 10

Each simulated student spawns a server, opens JupyterLab's page, starts a kernel, runs every cell of lesson 1 and of its
exercise (with one answer typed in), saves, and takes the case file away. Makes an environment from the pins of
environment.yml plus jupyterhub, and takes configurable-http-proxy from npm; both in a temporary folder.
Memory is the proportional set size, so that shared pages are counted once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

if TYPE_CHECKING:
    from collections.abc import Awaitable

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/browser"))
from harness import free_port  # noqa: E402

LESSON, EXERCISE = "notebooks/01-1449.ipynb", "exercises/01-1449.ipynb"
CASE_FILE = "import os; os.environ['COURSE_CASE_FILE'] = os.path.expanduser('~/case-file.json')"
CONFIG = """
c.JupyterHub.bind_url = {url!r}
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.args = ["--allow-root"]
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
c.JupyterHub.concurrent_spawn_limit = 0
c.JupyterHub.services = [{{"name": "class", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{"name": "class", "services": ["class"], "scopes": ["admin:users", "admin:servers", "access:servers"]}}]
c.JupyterHub.log_level = "WARN"
"""


def prepare(folder: Path, *, stock: bool) -> tuple[Path, Path]:
    """Make the environment and fetch the proxy; the folder of programs, and the proxy."""
    entries = yaml.safe_load((ROOT / "environment.yml").read_text("utf8"))["dependencies"]
    pins = next(entry["pip"] for entry in entries if isinstance(entry, dict))
    (folder / "pins.txt").write_text("\n".join([*pins, "jupyterhub"]))
    run = lambda *words: subprocess.run(words, check=True, capture_output=True, cwd=folder)  # noqa: E731
    run("uv", "venv", "-q", "--python", sys.executable, "env")
    install = ("uv", "pip", "install", "-q", "--compile-bytecode", "--python", "env/bin/python")
    run(*install, "-r", "pins.txt")
    run(*install, "--no-deps", str(ROOT))
    if not stock:
        run("uv", "pip", "uninstall", "-q", "--python", "env/bin/python", "rfc3987-syntax", "lark")
    run("npm", "install", "--no-audit", "--no-fund", "configurable-http-proxy@5.3.0")
    return folder / "env/bin", folder / "node_modules/.bin/configurable-http-proxy"


def homes(folder: Path, names: list[str]) -> Path:
    """Give each student a folder with the notebooks; the exercise has one answer typed in."""
    for name in names:
        for book in (LESSON, EXERCISE):
            (folder / name / book).parent.mkdir(parents=True)
            shutil.copy(ROOT / book, folder / name / book)
        path = folder / name / EXERCISE
        path.write_text(path.read_text("utf8").replace("corroborated = ...", "corroborated = 9", 1), "utf8")
    return folder


def start(folder: Path, programs: Path, proxy: Path) -> tuple[str, str, subprocess.Popen[bytes]]:
    """Start the hub; its address, its token and its process."""
    url, token = f"http://127.0.0.1:{free_port()}", uuid.uuid4().hex
    config = CONFIG.format(
        url=url, hub=free_port(), api=free_port(), proxy=str(proxy), homes=str(folder / "homes"), token=token
    )
    (folder / "config.py").write_text(config)
    env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    with (folder / "hub.log").open("wb") as log:
        words = [str(programs / "jupyterhub"), "-f", "config.py"]
        return url, token, subprocess.Popen(words, cwd=folder, env=env, stdout=log, stderr=log)


class Student:
    """One student: what they do, and how long each step took."""

    def __init__(self, url: str, token: str, name: str) -> None:
        self.hub, self.token, self.name = f"{url}/hub/api", token, name
        self.server = f"{url}/user/{name}"
        self.times: dict[str, float] = {}
        self.case_file = b""

    async def ask(self, url: str, method: str = "GET", body: object = None) -> bytes:
        """One request with the token; what came back."""
        text = None if method == "GET" else json.dumps(body or {})
        request = HTTPRequest(
            url,
            method,
            {"Authorization": f"token {self.token}"},
            text,
            request_timeout=300,
            connect_timeout=300,
        )
        return (await AsyncHTTPClient().fetch(request)).body

    async def work(self) -> None:
        """Spawn, open, run, hand in."""
        await self.timed("spawn", self.spawn())
        await self.timed("page", self.ask(f"{self.server}/lab"))
        await self.timed("lesson", self.run(LESSON))
        await self.timed("exercise", self.run(EXERCISE))
        self.case_file = await self.ask(f"{self.server}/files/case-file.json")

    async def timed(self, step: str, doing: Awaitable[object]) -> None:
        """Do one step and keep its seconds."""
        begin = time.perf_counter()
        await doing
        self.times[step] = time.perf_counter() - begin

    async def spawn(self) -> None:
        """Start the server and wait until it answers."""
        await self.ask(f"{self.hub}/users/{self.name}", "POST")
        await self.ask(f"{self.hub}/users/{self.name}/server", "POST")
        while not await self.ready():  # noqa: ASYNC110  (another process makes it ready)
            await asyncio.sleep(0.2)

    async def ready(self) -> bool:
        """Whether the hub says that the server runs."""
        servers = json.loads(await self.ask(f"{self.hub}/users/{self.name}"))["servers"]
        return bool(servers.get("", {}).get("ready"))

    async def run(self, path: str) -> None:
        """Run every cell of a notebook in a kernel of its own, and save the notebook."""
        model = json.loads(await self.ask(f"{self.server}/api/contents/{path}"))
        wanted = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        kernel = json.loads(await self.ask(f"{self.server}/api/sessions", "POST", wanted))["kernel"]["id"]
        address = f"{self.server.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels"
        request = HTTPRequest(address, headers={"Authorization": f"token {self.token}"}, connect_timeout=300)
        socket = await websocket_connect(request)
        await execute(socket, CASE_FILE)
        for cell in model["content"]["cells"]:
            if cell["cell_type"] == "code":
                await execute(socket, cell["source"])
        socket.close()
        await self.ask(f"{self.server}/api/contents/{path}", "PUT", model)


async def execute(socket: WebSocketClientConnection, code: str) -> None:
    """Run one cell and wait until the kernel is idle again; an error ends the benchmark."""
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "username": "",
        "session": "",
        "version": "5.3",
    }
    content = {
        "code": code,
        "silent": False,
        "store_history": True,
        "allow_stdin": False,
        "stop_on_error": True,
    }
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    await socket.write_message(json.dumps(message))
    while True:
        answer = await socket.read_message()
        if answer is None:
            raise RuntimeError("the kernel hung up")
        if not isinstance(answer, str):
            continue  # a widget's buffers
        reply = json.loads(answer)
        if reply["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        if reply["msg_type"] == "error":
            raise RuntimeError("\n".join(reply["content"]["traceback"]))
        if reply["msg_type"] == "status" and reply["content"]["execution_state"] == "idle":
            return


def memory(folder: Path) -> dict[str, float]:
    """Proportional set size in MB of hub, proxy, and of all servers and kernels; core-seconds of the last two."""
    sums = {"hub": 0.0, "proxy": 0.0, "servers": 0.0, "kernels": 0.0, "cores": 0.0}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            rollup = (process / "smaps_rollup").read_text()
            ticks = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
        except OSError:
            continue
        if str(folder) not in words:
            continue
        pss = int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:"))) / 1024
        kind = (
            "kernels"
            if "ipykernel" in words
            else "servers"
            if "singleuser" in words
            else "proxy"
            if "configurable-http-proxy" in words
            else "hub"
        )
        sums[kind] += pss
        if kind in ("servers", "kernels"):
            sums["cores"] += sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return sums


async def storm(url: str, token: str, names: list[str]) -> tuple[list[Student], float]:
    """Let all students work at once; them, and the seconds until the last was done."""
    AsyncHTTPClient.configure(None, max_clients=500)
    for _ in range(300):
        try:
            await AsyncHTTPClient().fetch(f"{url}/hub/health")
            break
        except (HTTPClientError, OSError):
            await asyncio.sleep(0.2)
    students = [Student(url, token, name) for name in names]
    begin = time.perf_counter()
    await asyncio.gather(*(student.work() for student in students))
    return students, time.perf_counter() - begin


def main() -> None:
    """Run the class and print what it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=10)
    parser.add_argument("--stock", action="store_true", help="leave rfc3987-syntax in, as pip installs it")
    given = parser.parse_args()
    names = [f"student{number:03}" for number in range(given.users)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        programs, proxy = prepare(folder, stock=given.stock)
        homes(folder / "homes", names)
        url, token, hub = start(folder, programs, proxy)
        try:
            students, seconds = asyncio.run(storm(url, token, names))
            used = memory(folder)
        finally:
            hub.terminate()
            hub.wait(30)
        report(students, seconds, used)


def report(students: list[Student], seconds: float, used: dict[str, float]) -> None:
    """Print medians, the slowest, and memory for each student."""
    n = len(students)
    handed_in = sum(b"L1.E1" in student.case_file for student in students)
    print(
        f"{n} students at once on {os.cpu_count()} cores: all done after {seconds:.1f} s; {handed_in} case files handed in"
    )
    for step in ("spawn", "page", "lesson", "exercise"):
        times = [student.times[step] for student in students]
        print(f"  {step:9} median {statistics.median(times):5.1f} s, slowest {max(times):5.1f} s")
    each = (used["servers"] + used["kernels"]) / n
    print(
        f"  memory: {each:.0f} MB a student (server {used['servers'] / n:.0f}, two kernels {used['kernels'] / n:.0f});"
    )
    print(
        f"  {used['cores'] / n:.1f} core-seconds a student; hub {used['hub']:.0f} MB, proxy {used['proxy']:.0f} MB"
    )


if __name__ == "__main__":
    main()
