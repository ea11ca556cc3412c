"""The sub-commands: one file each, found by walking this folder."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import argparse


class Command(Protocol):
    """What a file of this folder offers. torch and Qt are imported in `run`, so that `--help` comes at once."""

    NAME: str
    """What is typed after the program's name."""
    HELP: str
    """One line for `--help`."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Tell the parser what can be said after the name."""
        ...

    def run(self, args: argparse.Namespace) -> int:
        """Do it and return the exit code. Raises ExplorerError for what a user can put right."""
        ...


def commands() -> dict[str, Command]:
    """Every sub-command by its name, sorted; a file whose name begins with an underscore is none."""
    names = [info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")]
    modules = [cast("Command", importlib.import_module(f"{__name__}.{name}")) for name in names]
    return {module.NAME: module for module in sorted(modules, key=lambda module: module.NAME)}
