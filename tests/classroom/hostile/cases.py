"""Hostile and broken submissions, and what must come of each.

A submission has the cells of `ANSWERS`, all right, and one more cell in front of them, unless it says otherwise. Words in
double angle brackets are filled in by the test: places of canaries, ports of listeners.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from course.model import Outcome

RIGHT, WRONG, NOTHING = Outcome.CORRECT, Outcome.NOT_YET, Outcome.NOT_ATTEMPTED

ANSWERS = (
    'total = 42\ncourse.check("T1", total)',
    'names = {"a": 1, "b": 2}\ncourse.check("T2", names)',
    'def double(n):\n    return 2 * n\n\n\ncourse.check("T3", double)',
)
FALSE = (
    'total = 41\ncourse.check("T1", total)',
    'names = {"a": 2, "b": 1}\ncourse.check("T2", names)',
    'def double(n):\n    return n\n\n\ncourse.check("T3", double)',
)
BEGIN = "import course, os, sys"


@dataclass(frozen=True)
class Case:
    """One submission.

    `extra` runs before the answers; `error` must be in that cell's error; `lost` says whether it takes its process
    with it, None that it depends on the box; `outcomes` are those of T1, T2 and T3.
    """

    name: str
    extra: str = ""
    error: str = ""
    lost: bool | None = False
    outcomes: tuple[Outcome, Outcome, Outcome] = (RIGHT, RIGHT, RIGHT)
    answers: tuple[str, ...] = ANSWERS
    after: bool = field(default=False)

    def cells(self) -> list[str]:
        """All cells, the extra one where it belongs."""
        return [BEGIN, *self.answers, self.extra] if self.after else [BEGIN, self.extra, *self.answers]


def leak(name: str, code: str) -> Case:
    """Hand in whatever the code finds, so that the test can look whether it is a secret."""
    body = "\n    ".join(code.splitlines())
    extra = f'found = []\ntry:\n    {body}\nexcept Exception as error:\n    found.append(repr(error))\ncourse.check("T1", repr(found))'
    return Case(name, extra, outcomes=(WRONG, RIGHT, RIGHT), answers=ANSWERS[1:])


def harm(name: str, code: str) -> Case:
    """Must end with an error in its cell, harm nothing, and cost nothing else."""
    return Case(name, code, error="Error")


NEVER_ENDS = (
    "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
)
CALL = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
REFUSED = "\nif result < 0: raise OSError(ctypes.get_errno(), 'refused')"
CHANNEL = (
    "import gc\nfrom course.classroom.run.frames import Channel\n"
    "channel = next(o for o in gc.get_objects() if type(o) is Channel)\n"
)

TIME = [
    Case("endless loop", "while True: pass", error="TimeoutError"),
    Case("endless loop that lets no error through", NEVER_ENDS, error="TimeoutError", lost=True),
    Case("endless loop in C", "sum(range(10**15))", error="TimeoutError", lost=True),
    Case("sleeps for ever", "import time\ntime.sleep(10**6)", error="TimeoutError"),
    Case("waits for ever", "import asyncio\nawait asyncio.sleep(10**6)", error="TimeoutError"),
    Case(
        "turns the alarm off",
        f"import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\n{NEVER_ENDS}",
        error="TimeoutError",
        lost=True,
    ),
    Case("asks for input", "input('Your name? ')", error="Error"),
]

SIZE = [
    Case("endless output", "while True: print('x' * 1000)", error="TooMuchPrinted"),
    Case("one line of 100 MB", "print('x' * 10**8)", error="TooMuchPrinted"),
    Case("output past Python", "for _ in range(10000): os.write(1, b'x' * 65536)"),
    Case("memory hog", "hog = [bytearray(10**7) for _ in range(10**4)]", error="MemoryError"),
    Case("memory hog in one piece", "hog = 'x' * 10**11", error="MemoryError"),
    harm("memory behind a file", "handle = os.memfd_create('hog')"),
    Case(
        "a file of a gigabyte",
        "with open('hog', 'wb') as f:\n    for _ in range(100): f.write(b'x' * 10**7)",
        error="Error",
    ),
    Case("very many files", "for n in range(10**6): open(str(n), 'w').close()", error="Error", lost=None),
    Case(
        "an answer of 100 MB",
        "total = 'x' * 10**8",
        answers=('course.check("T1", total)', *ANSWERS[1:]),
        outcomes=(WRONG, RIGHT, RIGHT),
    ),
    Case(
        "an answer that holds itself",
        "total = []\ntotal.append(total)",
        answers=('course.check("T1", total)', *ANSWERS[1:]),
        outcomes=(WRONG, RIGHT, RIGHT),
    ),
    harm(
        "files without a name",
        "for n in range(200):\n    f = os.open(str(n), os.O_CREAT | os.O_RDWR)\n    os.unlink(str(n))\n    os.write(f, b'x' * 2**22)\n    os.write(f, b'x')",
    ),
    Case("ten thousand checks", 'for n in range(10000): course.check("T1", n)'),
]

PROCESS = [
    Case("fork bomb", "while True: os.fork()", error="PermissionError"),
    Case(
        "thread bomb",
        "import threading\nwhile True: threading.Thread(target=input).start()",
        error="RuntimeError",
    ),
    harm("a program", "import subprocess\nsubprocess.run(['touch', '<<home>>/new'], check=True)"),
    Case("a program by magic", "!touch <<home>>/new", error="Error"),
    Case("a shell cell", "%%bash\ntouch <<home>>/new", error="Error"),
    harm("another program in its place", "os.execv('/bin/sh', ['sh', '-c', 'touch <<home>>/new'])"),
    Case("ends itself", "os._exit(0)", error="SystemExit", lost=True),
    Case(
        "ends itself with all files closed",
        "os.closerange(0, 1000)",
        error="ended its own process",
        lost=True,
    ),
    Case("kills itself", "import signal\nos.kill(os.getpid(), signal.SIGKILL)", error="Error", lost=True),
    Case("crashes", "import ctypes\nctypes.string_at(0)", error="SIGSEGV", lost=True),
    Case("crashes the stack", "sys.setrecursionlimit(10**9)\ndef f(): f()\nf()", error="Error", lost=True),
    Case("aborts", "os.abort()", error="SIGABRT", lost=True),
    Case("exits politely", "exit()"),
    Case("raises SystemExit", "sys.exit(3)", error="SystemExit"),
    harm("kills its parent", "import signal\nos.kill(os.getppid(), signal.SIGKILL)"),
    harm("kills the grader", "import signal\nos.kill(<<pid>>, signal.SIGKILL)"),
    harm("kills everybody", "import signal\nos.kill(-1, signal.SIGKILL)"),
    harm("limits the grader", "import resource\nresource.prlimit(<<pid>>, resource.RLIMIT_CPU, (1, 1))"),
    harm("lifts its own limits", "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))"),
    harm("slows the grader down", "os.setpriority(os.PRIO_USER, 0, 19)"),
    harm("traces its parent", f"{CALL}result = libc.ptrace(16, os.getppid(), 0, 0){REFUSED}"),
    harm("makes a namespace", f"{CALL}result = libc.unshare(0x10000000){REFUSED}"),
    harm("outlives its parent", f"{CALL}result = libc.prctl(1, 0, 0, 0, 0){REFUSED}"),
    harm("mounts", f"{CALL}result = libc.mount(b'none', b'/', b'tmpfs', 0, None){REFUSED}"),
    harm("a process by the new call", f"{CALL}result = libc.syscall(435, 0, 0){REFUSED}"),
    harm(
        "signals by a file",
        "import fcntl\nr, w = os.pipe()\nfcntl.fcntl(r, 10, 9)\nfcntl.fcntl(r, 8, <<pid>>)",
    ),
    Case(
        "leaves work for the end",
        "import atexit, threading\natexit.register(lambda: [None for _ in iter(int, 1)])",
    ),
]

FILES = [
    harm("overwrites a file", "open('<<home>>/diary', 'w').write('mine')"),
    harm("removes a file", "os.remove('<<home>>/diary')"),
    harm("empties a file", "os.truncate('<<home>>/diary', 0)"),
    harm("renames a folder", "os.rename('<<home>>', '<<home>>2')"),
    harm("changes rights", "os.chmod('<<home>>/diary', 0)"),
    harm("changes times", "os.utime('<<home>>/diary', (0, 0))"),
    harm("removes a tree", "import shutil\nshutil.rmtree('<<home>>')"),
    harm("writes through a link", "os.symlink('<<home>>/diary', 'link')\nopen('link', 'w').write('mine')"),
    harm("links to a file", "os.link('<<home>>/diary', 'link')"),
    harm("poisons a package", "import pandas\nopen(pandas.__file__, 'a').write('1/0')"),
    harm("poisons the tables", "open('<<data>>/datapackage.json', 'w').write('{}')"),
    harm("writes to /tmp", "open('/tmp/course-hostile', 'w').write('x')"),
    harm("writes to shared memory", "open('/dev/shm/course-hostile', 'w').write('x')"),
    harm("leaves a file for the next", "open('../left', 'w').write('the answers')"),
    harm("puts another folder in place of its own", "os.rename(os.getcwd(), '../other')"),
    Case(
        "looks for what the one before left",
        "if os.listdir('.'): raise ValueError(os.listdir('.'))\ntry: seen = os.listdir('..')\nexcept OSError: seen = ['work']\nif seen != ['work']: raise ValueError(seen)",
    ),
    harm(
        "asks for attributes",
        "import fcntl, pandas\nfcntl.ioctl(os.open(pandas.__file__, os.O_RDONLY), 0x80086601, b'0' * 8)",
    ),
    harm(
        "keeps others from a file",
        "import fcntl, pandas\nfcntl.fcntl(os.open(pandas.__file__, os.O_RDONLY), 1024, 0)",
    ),
    Case("a folder that may not be listed", "os.mkdir('closed', 0o300)\nopen('closed/note', 'w').close()"),
    Case("a module named pandas", "open('pandas.py', 'w').write('1/0')\nimport pandas"),
    Case("a folder too deep", "for _ in range(3000):\n    os.mkdir('d')\n    os.chdir('d')", lost=None),
]

LOOKS = [
    leak("reads another submission", "found.append(open('<<home>>/diary').read())"),
    leak("lists the home folder", "found += os.listdir('<<home>>')"),
    leak("reads the bundle", "found.append(open('<<data>>/../bundle.json').read())"),
    leak(
        "reads the keys of the package",
        "import glob\nfor f in glob.glob('<<lessons>>/**/*.yaml', recursive=True): found.append(open(f).read())",
    ),
    leak("reads a key by name", "found.append(open('<<lessons>>/01-1449/exercise.yaml').read())"),
    leak(
        "asks the check",
        "from course.check import exercise\nfound.append(exercise.find('L1.E1').expected)\nfound.append('expected')",
    ),
    leak(
        "asks for the solution", "from course.check import exercise\nfound.append(exercise.solution('L1.E1'))"
    ),
    leak("reads the environment", "found.append(dict(os.environ))"),
    leak("reads the environment of its parent", "found.append(open(f'/proc/{os.getppid()}/environ').read())"),
    leak("reads the environment of the grader", "found.append(open('/proc/<<pid>>/environ').read())"),
    leak(
        "reads the memory of the grader",
        "found.append(open('/proc/<<pid>>/mem', 'rb').read(1))\nfound.append('<<secret>>')",
    ),
    leak("reads the users", "found.append(open('/etc/passwd').read())"),
    leak(
        "searches its objects",
        "import gc\nfound += [repr(o)[:200] for o in gc.get_objects() if 'KEY' + '-MARK' in repr(o)[:10**5] and o is not found]",
    ),
    leak(
        "searches its frames",
        "f = sys._getframe()\nwhile f:\n    found.append(str({**f.f_locals, **f.f_globals})[-10**5:])\n    f = f.f_back",
    ),
]

NETWORK = [
    harm("TCP", "import socket\nsocket.create_connection(('127.0.0.1', <<tcp>>), timeout=1).send(b'out')"),
    harm(
        "UDP",
        "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'out', ('127.0.0.1', <<udp>>))",
    ),
    harm("a socket file", "import socket\nsocket.socket(socket.AF_UNIX).connect('<<unix>>')"),
    harm(
        "a datagram to a socket file",
        "import socket\na, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\na.sendto(b'out', '<<unix>>')",
    ),
    harm(
        "a web page", "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:<<tcp>>/', timeout=1)"
    ),
    harm("hands a file on", "import socket\na, b = socket.socketpair()\nsocket.send_fds(a, [b'x'], [0])"),
    harm("a raw socket", "import socket\nsocket.socket(socket.AF_PACKET, socket.SOCK_RAW)"),
    harm("a server", "import socket\nsocket.create_server(('127.0.0.1', 0))"),
]

CHEATS = [
    Case(
        "patches the check",
        "course.check = lambda *a: 'correct'",
        answers=FALSE,
        outcomes=(WRONG, WRONG, WRONG),
    ),
    Case(
        "patches comparison",
        "import course.check.compare as c\nfrom course.model import Result, Outcome\nc.judge = lambda *a: Result(Outcome.CORRECT, 'Right.')",
        answers=FALSE,
        outcomes=(WRONG, WRONG, WRONG),
    ),
    Case(
        "equal to everything",
        "class Yes:\n    def __eq__(self, other): return True\n    def __hash__(self): return 0",
        answers=('total = Yes()\ncourse.check("T1", total)', *FALSE[1:]),
        outcomes=(WRONG, WRONG, WRONG),
    ),
    Case(
        "a number equal to everything",
        "class N(int):\n    def __eq__(self, other): return True\n    def __sub__(self, other): return 0\n    __hash__ = int.__hash__",
        answers=('total = N(41)\ncourse.check("T1", total)', *FALSE[1:]),
        outcomes=(WRONG, WRONG, WRONG),
    ),
    Case("patches pandas", "import pandas, numpy\npandas.DataFrame = pandas.Series = numpy.array = None"),
    Case("takes the course away", "sys.modules.clear()", outcomes=(NOTHING, NOTHING, NOTHING)),
    Case(
        "an answer that runs when it is unpacked",
        "class P:\n    def __reduce__(self): return (os.system, ('touch <<home>>/new',))\ncourse.check('T1', P())",
        answers=FALSE,
        outcomes=(WRONG, WRONG, WRONG),
    ),
    Case(
        "says that it is right",
        f"{CHANNEL}channel.send({{'kind': 'mark', 'task': 'T1', 'outcome': 'correct'}})",
        error="no known kind",
        lost=True,
        answers=FALSE,
        outcomes=(WRONG, WRONG, WRONG),
    ),
    Case(
        "answers for another exercise",
        f"{CHANNEL}channel.send({{'kind': 'value', 'task': 'T9', 'value': 1}})",
        error="not asked for",
        lost=True,
    ),
    Case(
        "forges an answer",
        f"{CHANNEL}channel.send({{'kind': 'value', 'task': 'T1', 'value': 42}})",
        answers=FALSE,
        outcomes=(WRONG, WRONG, WRONG),
    ),
    Case("forges the end", f"{CHANNEL}channel.send({{'kind': 'end'}})", outcomes=(NOTHING, NOTHING, NOTHING)),
    Case(
        "writes rubbish into the pipe",
        "for n in range(3, 99):\n    try: os.write(n, b'\\xff' * 9999)\n    except OSError: pass",
        error="",
        lost=True,
    ),
    Case(
        "floods the pipe",
        f"{CHANNEL}while True: channel.send({{'kind': 'done', 'cell': 0, 'error': 'x'}})",
        error="more than it may",
        lost=True,
    ),
    Case(
        "a forged value that nests",
        f"{CHANNEL}os.write(channel._writing, len(b'[' * 10**6).to_bytes(4, 'big') + b'[' * 10**6)",
        error="not JSON",
        lost=True,
    ),
    Case(
        "a forged answer that takes for ever to keep apart",
        f"{CHANNEL}channel.send({{'kind': 'value', 'task': 'T1', 'value': {{'t': 'set', 'v': [{{'t': 'int', 'v': hex(n * (2**61 - 1))}} for n in range(60000)]}}}})",
        error="too large",
        lost=True,
    ),
    Case(
        "a forged number without end",
        f"{CHANNEL}channel.send({{'kind': 'value', 'task': 'T1', 'value': {{'t': 'int', 'v': '0x' + 'f' * 10**6}}}})",
        error="too long",
        lost=True,
    ),
    Case("patches what writes answers", "import builtins\nbuiltins.isinstance = lambda *a: True", lost=True),
]

FUNCTIONS = [
    Case(
        "a function that never ends",
        answers=(
            *ANSWERS[:2],
            'def double(n):\n    while n > 1: pass\n    return 2 * n\ncourse.check("T3", double)',
        ),
        outcomes=(RIGHT, RIGHT, WRONG),
    ),
    Case(
        "a function that never ends and lets nothing through",
        answers=(
            *ANSWERS[:2],
            'def double(n):\n    while n > 1:\n        try:\n            while True: pass\n        except BaseException: pass\n    return 2 * n\ncourse.check("T3", double)',
        ),
        outcomes=(RIGHT, RIGHT, WRONG),
    ),
    Case(
        "a function that ends the process",
        answers=(
            *ANSWERS[:2],
            'def double(n):\n    if n > 1: os._exit(0)\n    return 2 * n\ncourse.check("T3", double)',
        ),
        outcomes=(RIGHT, RIGHT, WRONG),
    ),
    Case(
        "a function that remembers one input",
        answers=(*ANSWERS[:2], 'def double(n):\n    return 2\ncourse.check("T3", double)'),
        outcomes=(RIGHT, RIGHT, WRONG),
    ),
    Case(
        "a function that exits",
        answers=(*ANSWERS[:2], 'def double(n):\n    sys.exit()\ncourse.check("T3", double)'),
        outcomes=(RIGHT, RIGHT, WRONG),
    ),
    Case(
        "a class for a function",
        answers=(*ANSWERS[:2], 'course.check("T3", int)'),
        outcomes=(RIGHT, RIGHT, WRONG),
    ),
]

BROKEN = [
    Case("a syntax error", "total = = 3", error="SyntaxError"),
    Case("a null byte", "total = 1\x00", error="Error"),
    Case("half a character", "total = '\ud800'"),
    Case("another language", "library(tidyverse)\nx <- c(1, 2)", error="Error"),
    Case("an unknown magic", "%nonsense", error="Error"),
    Case("an empty cell", "   \n"),
    Case("waits a moment", "import asyncio\nawait asyncio.sleep(0)"),
    Case("wrong indentation", "  if 1:\nprint(1)", error="Error"),
    Case(
        "untouched",
        answers=(
            *tuple(f'course.check("T{n}", ...)' for n in (1, 2)),
            "def double(n):\n    return ...\n\n\ncourse.check('T3', double)",
        ),
        outcomes=(NOTHING, NOTHING, NOTHING),
    ),
    Case("nothing left", answers=(), outcomes=(NOTHING, NOTHING, NOTHING)),
    Case("the cells in another order", answers=ANSWERS[::-1]),
    Case("every cell twice", answers=ANSWERS * 2),
    Case(
        "a right answer, then the starter again", answers=(*ANSWERS, 'total = ...\ncourse.check("T1", total)')
    ),
    Case("other names", answers=('mine = 42\ncourse.check("T1", mine)', *ANSWERS[1:])),
    Case(
        "no check, but the variable",
        answers=("total = 42", "names = {'a': 1, 'b': 2}", "double = lambda n: n + n"),
    ),
    Case("an ID that does not exist", 'course.check("T77", 1)\ncourse.check(None)'),
    Case(
        "widgets, hints, quizzes",
        'course.quiz("01-1449")\ncourse.hint("T1", 2)\ncourse.reader("GVS").observe(print)\ncourse.cards("L11.C1")\ncourse.show(course.charts.fact_matrix(course.load("facts")))',
    ),
    Case("an error with half a character", "raise ValueError('\\ud800')", error="ValueError: ?"),
    Case(
        "an error that cannot be said",
        "class E(Exception):\n    def __str__(self): raise self\nraise E",
        error="E",
    ),
]

CASES = [*TIME, *SIZE, *PROCESS, *FILES, *LOOKS, *NETWORK, *CHEATS, *FUNCTIONS, *BROKEN]
