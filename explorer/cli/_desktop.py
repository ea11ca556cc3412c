"""The program in the menus of a Linux desktop: its entry, icon, kind of files and description, for this user."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

from explorer.errors import ExplorerError, UsageError
from explorer.words import reason

_PROGRAM = "feature-map-explorer"
_PLACES = {
    f"desktop/{_PROGRAM}.desktop": f"applications/{_PROGRAM}.desktop",
    "desktop/io.github.feature_map_explorer.metainfo.xml": "metainfo/io.github.feature_map_explorer.metainfo.xml",
    f"desktop/{_PROGRAM}.xml": f"mime/packages/{_PROGRAM}.xml",
    "icons/app.svg": f"icons/hicolor/scalable/apps/{_PROGRAM}.svg",
    "desktop/app-256.png": f"icons/hicolor/256x256/apps/{_PROGRAM}.png",
}
"""Where each of the program's resources goes, below the user's data folder (XDG Base Directory Specification)."""

_RESERVED = frozenset(" \t'\"<>~|&;$*?#()`")
"""A word of an entry's command line that holds one of these has to be quoted."""


def install_desktop(program: str) -> list[Path]:
    """Write the files for this user; the entry starts `program`. Raises UsageError, and ExplorerError naming a file."""
    if not sys.platform.startswith("linux"):
        raise UsageError("--install-desktop is for Linux desktops; elsewhere make a shortcut to the program.")
    written = []
    for resource, place in _PLACES.items():
        target = _data_home() / place
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with as_file(files("explorer.resources").joinpath(resource)) as source:
                shutil.copyfile(source, target)
            if target.suffix == ".desktop":
                _start_with(target, program)
        except OSError as error:
            raise ExplorerError("{0}: cannot be written: {1}.", target, reason(error)) from error
        written.append(target)
    _make_known()
    return written


def installed_program() -> str:
    """The command that starts this very installation."""
    # Bundled, the program is its own Python, and its folder may have got another name.
    if getattr(sys, "frozen", False):
        return shlex.quote(sys.executable)
    beside = Path(sys.executable).with_name(_PROGRAM)
    return shlex.quote(str(beside)) if beside.is_file() else f"{shlex.quote(sys.executable)} -m explorer"


def _data_home() -> Path:
    given = os.environ.get("XDG_DATA_HOME", "")
    # The specification ignores relative paths.
    return Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "share"


def _make_known() -> None:
    """Have the desktop read which files the program opens; one that lacks these tools reads it when it likes."""
    for tool, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        found = shutil.which(tool)
        if found is not None:
            subprocess.run([found, str(_data_home() / folder)], check=False, capture_output=True, timeout=60)


def _start_with(entry: Path, program: str) -> None:
    """Menus know no virtual environments: the entry names the whole path."""
    words = [
        f'"{word}"' if any(sign in word for sign in " \t'\"<>~|&;$*?#()`") else word for word in shlex.split(program)
    ]
    text = entry.read_text(encoding="utf-8").replace(f"Exec={_PROGRAM} %f\n", f"Exec={' '.join(words)} %f\n")
    entry.write_text(text, encoding="utf-8")
