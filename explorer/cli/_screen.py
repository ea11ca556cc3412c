"""Whether a window can be opened: Qt ends the whole process where it cannot, so this is asked before Qt."""

from __future__ import annotations

import ctypes
import os
import re
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

from explorer.errors import ExplorerError

_INSTALL = (
    "on Debian or Ubuntu install Qt's libraries with: apt-get install libegl1 libgl1 libglib2.0-0 libdbus-1-3 "
    "libfontconfig1 libxkbcommon0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
)


def check_screen() -> None:
    """Raise ExplorerError, with what to do, where a window of Qt would abort the program. Only asked on Linux."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    display = os.environ.get("DISPLAY")
    if not display:
        raise ExplorerError(
            "There is no screen to open the window on (DISPLAY and WAYLAND_DISPLAY are empty): start it from a "
            "desktop, or run 'feature-map-explorer demo -o DIR', which needs none."
        )
    if not _answers(display):
        raise ExplorerError(
            "The screen DISPLAY={0} does not answer: set DISPLAY to a running X server, or run 'feature-map-explorer "
            "demo -o DIR', which needs none.",
            display,
        )
    _check_libraries()


def missing_library(error: BaseException) -> str | None:
    """A sentence with what to install, if the error says that a shared library is missing."""
    found = re.match(r"(\S+\.so[.\d]*): cannot open shared object file", str(error))
    return f"The system library {found[1]} is missing; {_INSTALL}" if found else None


def _answers(display: str) -> bool:
    """Whether an X server listens at `:0`, `host:10.0`, ...; what cannot be understood is left to Qt."""
    match = re.fullmatch(r"(?:[a-z0-9]+/)?(unix|[^:/]*):(\d+)(?:\.\d+)?", display)
    if match is None:
        return True
    host, number = match[1], int(match[2])
    if host not in ("", "unix"):
        return _connects(socket.AF_INET, (host, 6000 + number))
    path = f"/tmp/.X11-unix/X{number}"
    return _connects(socket.AF_UNIX, path) or _connects(socket.AF_UNIX, f"\0{path}")


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(5)
        try:
            probe.connect(address)
        except OSError:
            return False
    return True


def _check_libraries() -> None:
    """Load the plugin that Qt is about to load: it would abort without saying which library it misses."""
    package = find_spec("PySide6")
    plugin = Path((package.origin if package else None) or "").parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.is_file():
        return
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        raise ExplorerError(missing_library(error) or f"Qt cannot use the screen: {error}.") from error
