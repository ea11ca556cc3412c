"""The option --layers: which calls of a trace are meant, the same in every sub-command that writes some."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from explorer.errors import ExplorerError

if TYPE_CHECKING:
    import argparse

    from explorer.core.graph import Call, Trace


def add_layers_argument(parser: argparse.ArgumentParser) -> None:
    """--layers GLOB."""
    parser.add_argument(
        "--layers", metavar="GLOB", help="only calls whose name matches, as in --layers 'layer1.*' or --layers conv1,fc"
    )


def chosen_calls(trace: Trace, globs: str | None) -> list[Call]:
    """The calls whose names match one of the patterns, all where there is none. Raises ExplorerError for no call."""
    patterns = globs.split(",") if globs is not None else ["*"]
    calls = [call for call in trace if any(fnmatchcase(call.name, pattern) for pattern in patterns)]
    if calls:
        return calls
    if not len(trace):
        raise ExplorerError("The model ran no layer and no operation: there is nothing to export.")
    names = ", ".join(call.name for call in trace.calls[:3])
    raise ExplorerError("--layers {0}: none of the {1} calls ({2}, ...) has such a name.", globs, len(trace), names)
