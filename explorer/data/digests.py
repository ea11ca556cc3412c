"""SHA-256 of files: worked out once for each size and time of change, and in pieces where something else is wanted."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PIECE = 1 << 22
_MOST = 16
"""So many files are remembered."""


@dataclass(eq=False, slots=True)
class _Sum:
    """How far a file has been read; `text` is empty before its end."""

    hash: Any = field(default_factory=lambda: _new_hash())
    done: int = 0
    text: str = ""


_new_hash: Callable[[], Any] = hashlib.sha256
_sums: dict[tuple[Path, int, int], _Sum] = {}
_lock = threading.Lock()


def digest(path: Path) -> str:
    """In hexadecimal. Raises OSError."""
    found = _sum_of(path)
    _go_on(path, found, lambda: False)
    return found.text


def prepare_digest(path: Path, pause: Callable[[], bool]) -> bool:
    """Work it out for later until `pause` says so; whether it is known. The next call goes on. Raises OSError."""
    found = _sum_of(path)
    _go_on(path, found, pause)
    return bool(found.text)


def _sum_of(path: Path) -> _Sum:
    status = path.stat()
    key = path, status.st_size, status.st_mtime_ns
    with _lock:
        found = _sums.pop(key, None) or _Sum()
        _sums[key] = found
        while len(_sums) > _MOST:
            del _sums[next(iter(_sums))]
    return found


def _go_on(path: Path, found: _Sum, pause: Callable[[], bool]) -> None:
    if found.text:
        return
    with path.open("rb") as file:
        while not found.text and not pause():
            with _lock:
                file.seek(found.done)
                piece = file.read(_PIECE)
                found.hash.update(piece)
                found.done += len(piece)
                if not piece:
                    found.text = found.hash.hexdigest()
