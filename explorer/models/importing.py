"""Importing the modules that lie beside a file of the user's, once that file may run."""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_brought: dict[str, set[str]] = {}
"""By folder, which of its modules the last opening has imported."""


@contextmanager
def importable(place: Path) -> Iterator[None]:
    """What lies in the folder can be imported: first within, last from then on, for imports inside forward.

    Neighbours imported by an earlier opening are forgotten, so that edited files count.
    """
    folder = str(place)
    for name in _brought.pop(folder, ()):
        sys.modules.pop(name, None)
    importlib.invalidate_caches()
    known = set(sys.modules)
    while folder in sys.path:
        sys.path.remove(folder)
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)
        sys.path.append(folder)
        _brought[folder] = {name for name in set(sys.modules) - known if _lies_in(folder, sys.modules[name])}


def _lies_in(folder: str, module: ModuleType) -> bool:
    """Whether a module is one of the user's own in a folder; a virtual environment in it does not count."""
    file = getattr(module, "__file__", None) or ""
    return Path(file).is_relative_to(folder) and "site-packages" not in file
