"""Whether the values of two frames fit into the memory that is free."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_SMALL = 64 << 20
_COMFORTABLE = 0.5


def keeps_all(activations: int, available: int | None) -> bool:
    """Whether all values are kept: the frame on the screen and the next one take at most half of what is free.

    Args:
        activations: bytes of one frame's values.
        available: bytes that are free, None where that is not known.
    """
    return available is None or activations <= _SMALL or 2 * activations <= _COMFORTABLE * available


def can_record(activations: int, available: int | None) -> bool:
    """Whether all values of one frame fit at all: a recording holds them while it runs."""
    return available is None or activations <= _COMFORTABLE * available


def available_bytes(root: Path = Path("/")) -> int | None:
    """How much memory can be had before the system swaps or ends programs; None where nobody tells."""
    if sys.platform == "win32":
        return _of_windows()
    meminfo = _fields(root / "proc/meminfo")
    if "MemAvailable:" in meminfo:
        return min([meminfo["MemAvailable:"] * 1024, *_of_groups(root)])
    try:  # macOS tells how much there is, not how much is free
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (ValueError, OSError):
        return None


def _of_groups(root: Path) -> list[int]:
    """What is left of the limits that containers set (Linux control groups, versions 1 and 2)."""
    left = []
    for line in _text(root / "proc/self/cgroup").splitlines():
        _, controllers, path = line.split(":", 2)
        if controllers not in ("", "memory"):
            continue
        base = root / "sys/fs/cgroup" / controllers
        folder = base / path.lstrip("/")
        names = (
            ("memory.max", "memory.current")
            if not controllers
            else (
                "memory.limit_in_bytes",
                "memory.usage_in_bytes",
            )
        )
        for group in [folder, *folder.parents]:
            limit, used = (_text(group / name).strip() for name in names)
            if limit.isdecimal() and used.isdecimal():
                # Files in memory that nobody uses make room when it is needed.
                statistics = _fields(group / "memory.stat")
                left.append(max(0, int(limit) - int(used) + statistics.get("inactive_file", 0)))
            if group == base:
                break
    return left


def _fields(path: Path) -> dict[str, int]:
    pairs = (line.split()[:2] for line in _text(path).splitlines())
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2 and pair[1].isdecimal()}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


if sys.platform == "win32":

    class _Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("physical", ctypes.c_ulonglong),
            ("available", ctypes.c_ulonglong),
            ("others", ctypes.c_ulonglong * 5),
        )

    def _of_windows() -> int | None:
        status = _Status(length=ctypes.sizeof(_Status))
        known = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.available) if known else None
