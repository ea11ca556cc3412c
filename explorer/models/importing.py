"""Importing the modules that lie beside a file of the user's, once that file may run."""

from __future__ import annotations

import importlib
import sys
import weakref
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

_brought: dict[str, set[str]] = {}
"""By folder, which of its modules the last opening has imported."""
_living: Counter[str] = Counter()
"""By folder, how many networks of it may still import something."""


@contextmanager
def importable(place: Path) -> Iterator[Callable[[object], None]]:
    """What lies in the folder can be imported within, before everything else.

    Yields a function to be called with the network that was made: what its forward imports is found, too, after
    everything else and as long as the network lives. Then the folder is taken away: its `onnx.py` would come in place
    of a package that is missing. Neighbours imported by an earlier opening are forgotten, so that edited files count.
    """
    folder = str(place)
    for name in _brought.pop(folder, ()):
        sys.modules.pop(name, None)
    importlib.invalidate_caches()
    known, networks = set(sys.modules), list[object]()
    sys.path.insert(0, folder)
    try:
        yield networks.append
    finally:
        _take_away(folder)
        _brought[folder] = {name for name in set(sys.modules) - known if _lies_in(folder, sys.modules[name])}
        while networks:
            _stay(folder, networks.pop())


def _stay(folder: str, network: object) -> None:
    """A folder that is a program's own, as a script's, is found already and stays where it is."""
    if folder in sys.path and not _living[folder]:
        return
    if not _living[folder]:
        sys.path.append(folder)
    _living[folder] += 1
    weakref.finalize(network, _leave, folder).atexit = False


def _leave(folder: str) -> None:
    _living[folder] -= 1
    if not _living[folder]:
        _take_away(folder)


def _take_away(folder: str) -> None:
    # The user's code may have changed the list itself.
    if folder in sys.path:
        sys.path.remove(folder)


def _lies_in(folder: str, module: ModuleType) -> bool:
    """Whether a module is one of the user's own in a folder; a virtual environment in it does not count."""
    file = getattr(module, "__file__", None) or ""
    return Path(file).is_relative_to(folder) and "site-packages" not in file
