"""What Linux's C library does with memory that captures give back."""

from __future__ import annotations

import ctypes
import functools
import sys
from typing import Any

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_NEVER, _LARGE = 1 << 30, 128 << 10


def keep_for_next_frame() -> bool:
    """Let the C library keep what a frame gives back for the next one; whether it can be told so.

    Left alone it hands large pieces back to the system, and each frame waits for zeroed pages again.
    """
    return _map_from(_NEVER)


def return_large_pieces() -> bool:
    """Let every large piece of memory go back to the system with the value that was in it; whether that can be told.

    For captures that keep few values. Kept by the library, the gaps that values leave are hardly ever filled by the
    next ones: small pieces lie between them.
    """
    return _map_from(_LARGE)


def trim() -> None:
    """Hand memory that is not used back to the system, as when a network is closed."""
    libc = _glibc()
    if libc is not None:
        libc.malloc_trim(0)


def _map_from(size: int) -> bool:
    """Pieces from this size on are the system's, smaller ones the library keeps for good."""
    libc = _glibc()
    return libc is not None and bool(libc.mallopt(_MMAP_THRESHOLD, size) and libc.mallopt(_TRIM_THRESHOLD, _NEVER))


@functools.cache
def _glibc() -> Any:
    """The C library where it is glibc: others (musl, macOS, Windows) know no such settings."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "gnu_get_libc_version") else None
