"""Files that appear whole or not at all: written beside their place, then renamed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from explorer.errors import ExplorerError
from explorer.words import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def write_whole(path: Path, content: Callable[[Path], object]) -> None:
    """Let `content` write the file at the path that it is given; a file that was there stays until that is done.

    Raises ExplorerError naming the file and the reason, and whatever else `content` raises.
    """
    with _partial(path) as partial:
        try:
            content(partial)
            os.replace(partial, path)
        except OSError as error:
            raise ExplorerError("{0}: cannot be written: {1}.", path, reason(error)) from error


@contextmanager
def _partial(path: Path) -> Iterator[Path]:
    """A neighbour of the file to write into, gone afterwards if it was not renamed."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)
