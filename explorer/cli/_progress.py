"""How far a download or a long reading is, on stderr: a line that changes in a terminal, else one for every tenth."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING, TextIO

from explorer.models.download import amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Progress = Callable[[int, int | None], None]

_PATIENCE = 0.5
"""What is over sooner is not worth a line, in seconds."""
_BETWEEN = 0.1
_TENTHS = 10
_STEP = 10 << 20


@contextlib.contextmanager
def printed_progress(
    what: str, stream: TextIO | None = None, clock: Callable[[], float] | None = None
) -> Iterator[Progress]:
    """Within it: a function to be told the bytes that are done and all there are (None: unknown); prints `what` so far.

    However it ends, what is printed next begins on a line of its own.
    """
    printer = _Printer(what, stream or sys.stderr, clock or time.monotonic)
    try:
        yield printer.tell
    finally:
        printer.end()


class _Printer:
    def __init__(self, what: str, stream: TextIO, clock: Callable[[], float]) -> None:
        self._what, self._stream, self._clock = what, stream, clock
        self._terminal = stream.isatty()
        self._begun: tuple[float, int] | None = None
        self._printed_at, self._printed, self._width = 0.0, -1, 0

    def tell(self, done: int, whole: int | None) -> None:
        now = self._clock()
        if self._begun is None:
            self._begun = now, done
        if now - self._begun[0] < _PATIENCE:
            return
        if self._terminal:
            self._rewrite(now, done, whole)
        else:
            self._write_tenth(done, whole)

    def _rewrite(self, now: float, done: int, whole: int | None) -> None:
        if now - self._printed_at < _BETWEEN and done != whole:
            return
        assert self._begun is not None
        since, before = self._begun
        share = amount(done) if whole is None else f"{amount(done)} of {amount(whole)}"
        text = f"{self._what}: {share}, {amount(round((done - before) / (now - since)))}/s"
        self._stream.write(f"\r{text:<{self._width}}")
        self._stream.flush()
        self._printed_at, self._width = now, len(text)

    def _write_tenth(self, done: int, whole: int | None) -> None:
        step = done // _STEP if not whole else _TENTHS * done // whole
        if step > self._printed:
            share = amount(done) if not whole else f"{step * 100 // _TENTHS} % of {amount(whole)}"
            self._stream.write(f"{self._what}: {share}\n")
            self._stream.flush()
            self._printed = step

    def end(self) -> None:
        if self._width:
            self._stream.write("\n")
            self._stream.flush()
