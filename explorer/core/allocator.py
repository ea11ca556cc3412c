"""What Linux's C library does with memory that captures give back."""

from __future__ import annotations

import ctypes
import functools
import sys
from typing import Any

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3


def hold_on() -> bool:
    """Let the C library keep what a frame gives back for the next one; whether it can be told so.

    Left alone it hands large pieces back to the system at once, and each frame waits for zeroed pages again.
    """
    libc = _glibc()
    if libc is None:
        return False
    return bool(libc.mallopt(_MMAP_THRESHOLD, 1 << 30) and libc.mallopt(_TRIM_THRESHOLD, (1 << 31) - 1))


def give_back() -> None:
    """Hand memory that is not used back to the system, as when a network is closed."""
    libc = _glibc()
    if libc is not None:
        libc.malloc_trim(0)


@functools.cache
def _glibc() -> Any:
    """The C library where it is glibc: others (musl, macOS, Windows) know no such settings."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "gnu_get_libc_version") else None
