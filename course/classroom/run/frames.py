"""Messages over a pipe: JSON with its length before it, and a bound on every length."""

from __future__ import annotations

import json
import os
import struct
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_LENGTH: Final = struct.Struct(">I")
_CHUNK: Final = 65536


class Malformed(Exception):  # noqa: N818  (says what a message is)
    """A message that is too long, or not what it should be."""


def pack(message: object) -> bytes:
    """Write one message."""
    body = json.dumps(message, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode("ascii")
    return _LENGTH.pack(len(body)) + body


class Reader:
    """Takes bytes as they come and gives back whole messages.

    Parameters
    ----------
    limit : int
        Bytes that may come altogether.
    messages : int
        Messages that may come altogether.
    """

    def __init__(self, limit: int, messages: int) -> None:
        self._buffer = bytearray()
        self._bytes = limit
        self._messages = messages

    def feed(self, received: bytes) -> Iterator[Any]:
        """Add bytes.

        Yields
        ------
        object
            Each message that is complete now, parsed.

        Raises
        ------
        Malformed
            If there are more than allowed, or one is not JSON; those before it have been given.
        """
        self._buffer += received
        self._bytes -= len(received)
        while len(self._buffer) >= _LENGTH.size:
            end = _LENGTH.size + _LENGTH.unpack_from(self._buffer)[0]
            if end > self._bytes + len(self._buffer) or self._messages <= 0:
                break
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            self._messages -= 1
            yield _parsed(body)
        if self._bytes < 0 or len(self._buffer) >= _LENGTH.size:
            raise Malformed("it sent more than it may")


def _parsed(body: bytes) -> Any:  # noqa: ANN401  (whatever JSON holds)
    try:
        return json.loads(str(body, "ascii"))  # as `pack` writes it; bytes would be searched for UTF-16 first
    except (ValueError, RecursionError) as error:
        raise Malformed(f"it sent what is not JSON ({type(error).__name__})") from None


class Channel:
    """The student's end: one file descriptor to read from and one to write to.

    Parameters
    ----------
    reading, writing : int
        File descriptors; the same one for a socket.
    """

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing

    def receive(self) -> Any:  # noqa: ANN401  (whatever JSON holds)
        """Wait for one message."""
        length = _LENGTH.unpack(self._exactly(_LENGTH.size))[0]
        return json.loads(self._exactly(length))

    def _exactly(self, count: int) -> bytes:
        found = bytearray()
        while len(found) < count:
            part = os.read(self._reading, min(_CHUNK, count - len(found)))
            if not part:
                raise EOFError("The other end is gone.")
            found += part
        return bytes(found)

    def send(self, *messages: object) -> None:
        """Send messages, all at once: the other end wakes up once for them."""
        left = memoryview(b"".join(map(pack, messages)))
        while left:
            left = left[os.write(self._writing, left) :]
