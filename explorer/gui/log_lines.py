"""The program's log: warnings and errors, on stderr and kept as the last lines for whoever wants to read them."""

from __future__ import annotations

import logging
import sys
import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

_MOST = 500
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class LogLines(logging.Handler):
    """Keeps the last records as text. Threads may log at any time."""

    def __init__(self, level: int = logging.WARNING) -> None:
        super().__init__(level)
        self.setFormatter(logging.Formatter(_FORM, "%H:%M:%S"))
        self._records: deque[str] = deque(maxlen=_MOST)
        self.began = time.strftime("%Y-%m-%d %H:%M")
        self.count = 0
        """How many there have been, also those that are forgotten."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record; called by logging."""
        self._records.append(self.format(record))
        self.count += 1

    def text(self, most: int = _MOST) -> str:
        """The last `most` records, oldest first; empty if there were none."""
        return "\n".join(list(self._records)[-most:])


KEPT = LogLines()
"""The lines of this process."""


def start_logging() -> None:
    """Warnings go to stderr and into KEPT, and so do exceptions that nobody caught."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    root = logging.getLogger()
    if KEPT not in root.handlers:
        root.addHandler(KEPT)
        sys.excepthook = _log_exception


def _log_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        logging.getLogger("explorer").error("An unforeseen error", exc_info=(kind, error, trace))
