"""The filter, interpreted instruction by instruction for both machines, without a kernel."""

import struct

import pytest

from course.classroom.run.sandbox import seccomp, syscalls

PID = 4711
ALLOW, KILL = 0x7FFF0000, 0x80000000
NOT_PERMITTED, NO_SUCH_CALL = 0x50001, 0x50026


def answer(machine, number, *arguments, architecture=None):
    """Run the program as the kernel would."""
    arch = seccomp._ARCHITECTURE[machine] if architecture is None else architecture
    padded = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("=IIQ6Q", number, arch, 0, *padded)
    program = seccomp.program(machine, PID)
    place, value = 0, 0
    while True:
        operation, true, false, constant = program[place]
        place += 1
        if operation == 0x20:
            value = struct.unpack_from("=I", data, constant)[0]
        elif operation == 0x54:
            value &= constant
        elif operation == 0x06:
            return constant
        else:
            met = value == constant if operation == 0x15 else value > constant
            place += true if met else false


MACHINES = ("x86_64", "aarch64")


@pytest.mark.parametrize("machine", MACHINES)
def test_every_refused_call_is_refused_and_every_absent_one_absent(machine):
    for number in syscalls.refused(machine).values():
        assert answer(machine, number) == NOT_PERMITTED
    for number in syscalls.absent(machine).values():
        assert answer(machine, number) == NO_SUCH_CALL


@pytest.mark.parametrize("machine", MACHINES)
def test_no_number_stands_twice(machine):
    numbers = [
        n for table in (syscalls.refused, syscalls.absent, syscalls.asked) for n in table(machine).values()
    ]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) <= syscalls.HIGHEST


@pytest.mark.parametrize(
    ("machine", "read", "write", "futex"), [("x86_64", 0, 1, 202), ("aarch64", 63, 64, 98)]
)
def test_ordinary_calls_are_allowed(machine, read, write, futex):
    assert [answer(machine, number) for number in (read, write, futex)] == [ALLOW] * 3


@pytest.mark.parametrize("machine", MACHINES)
def test_new_calls_and_other_machines(machine):
    assert answer(machine, syscalls.HIGHEST + 1) == NO_SUCH_CALL
    assert answer(machine, 0, architecture=0x40000003) == KILL  # a 32-bit program


def test_the_x32_variant_is_no_way_round():
    assert answer("x86_64", 0x40000000 + 57) == KILL
    assert answer("x86_64", 0x40000000) == KILL


@pytest.mark.parametrize("machine", MACHINES)
def test_signals_go_to_oneself_only(machine):
    asked = syscalls.asked(machine)
    for name in ("kill", "tkill", "tgkill"):
        assert answer(machine, asked[name], PID, 9) == ALLOW
        for other in (0, 1, PID + 1, 2**64 - 1):
            assert answer(machine, asked[name], other, 9) == NOT_PERMITTED


@pytest.mark.parametrize("machine", MACHINES)
def test_limits_of_others_are_left_alone(machine):
    number = syscalls.asked(machine)["prlimit64"]
    assert [answer(machine, number, pid) for pid in (0, PID, 1)] == [ALLOW, ALLOW, NOT_PERMITTED]


@pytest.mark.parametrize("machine", MACHINES)
def test_no_process_and_no_thread(machine):
    for flags in (0, 17, 0x3D0F00):  # fork, and what a thread library asks for
        assert answer(machine, syscalls.asked(machine)["clone"], flags) == NOT_PERMITTED


@pytest.mark.parametrize("machine", MACHINES)
def test_pairs_of_sockets_are_streams_within_the_machine(machine):
    number = syscalls.asked(machine)["socketpair"]
    nonblocking, close_on_exec = 0o4000, 0o2000000
    assert answer(machine, number, 1, 1 | nonblocking | close_on_exec) == ALLOW
    assert answer(machine, number, 1, 2) == NOT_PERMITTED
    assert answer(machine, number, 1, 5) == NOT_PERMITTED
    assert answer(machine, number, 2, 1) == NOT_PERMITTED


@pytest.mark.parametrize("machine", MACHINES)
def test_files_send_no_signals_and_nobody_types_into_a_terminal(machine):
    asked = syscalls.asked(machine)
    for command in (8, 10, 15):
        assert answer(machine, asked["fcntl"], 3, command) == NOT_PERMITTED
    assert answer(machine, asked["fcntl"], 3, 1024) == NOT_PERMITTED
    assert answer(machine, asked["fcntl"], 3, 1030) == ALLOW
    for typing, attributes in ((0x5412, 0x40086602), (0x541C, 0x40086602 | 1 << 40)):
        assert answer(machine, asked["ioctl"], 0, typing) == NOT_PERMITTED
        assert answer(machine, asked["ioctl"], 0, attributes) == NOT_PERMITTED
    assert answer(machine, asked["ioctl"], 0, 0x5401) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_nobody_outlives_the_parent(machine):
    number = syscalls.asked(machine)["prctl"]
    assert answer(machine, number, 1, 0) == answer(machine, number, 1 | 1 << 32, 9) == NOT_PERMITTED
    assert answer(machine, number, 15) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_every_jump_stays_within_the_program(machine):
    program = seccomp.program(machine, PID)
    assert len(program) < 4096
    for place, (operation, true, false, _) in enumerate(program):
        assert max(true, false) < 256
        if operation in {0x15, 0x25}:
            assert place + 1 + max(true, false) < len(program)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize("pid", [1, 7, PID, 4194303])
def test_the_number_of_a_process_is_all_that_changes(machine, pid):
    written = b"".join(struct.pack("=HBBI", *step) for step in seccomp.program(machine, pid))
    assert seccomp.assembled(machine, pid) == written
