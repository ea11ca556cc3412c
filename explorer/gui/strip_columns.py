"""The network as columns from left to right: one a call, or one a folded block; and their small pictures. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.core.axes import call_maps
from explorer.core.graph import INPUT, Call, Kind, Trace
from explorer.core.maps import feature_maps
from explorer.core.mosaic import GAP, common_scale, limit, quantise, shrink
from explorer.core.scaling import layer_range

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

FEW = 12
"""Vectors up to this length are shown as numbers."""
_AT_LEAST = 10
_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the input, a call, or a folded block of calls.

    Attributes:
        name: of the call that it stands for: the block's last; INPUT for the input.
        title: what is written over it.
        calls: the names of its calls; more than one for a folded block.
        kinds: the kinds of its calls in order, without repeats.
        scope: the module path of the folded block, empty for a single call.
        shape: the output's shape without the batch.
    """

    name: str
    title: str
    calls: tuple[str, ...]
    kinds: tuple[Kind, ...]
    scope: str
    shape: tuple[int, ...]

    @property
    def folded(self) -> bool:
        """Whether it stands for several calls."""
        return bool(self.scope)


@dataclass(frozen=True, slots=True)
class Block:
    """An open block: a frame round the columns `first`..`last`."""

    scope: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The strip's structure: `edges` are (from, to) column numbers, without neighbours that simply follow."""

    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    edges: tuple[tuple[int, int], ...]

    def index_of(self, name: str | None) -> int | None:
        """The column that holds a call."""
        return next((i for i, column in enumerate(self.columns) if name in column.calls), None)


@dataclass(frozen=True, slots=True, eq=False)
class ColumnPicture:
    """What a column shows.

    Attributes:
        colours: uint8 (tiles, h, w) colour indices; one tall tile for a vector; empty where there is nothing to show.
        channels: the channel of each tile, or of each cell of a vector.
        signed: which colour map.
        count: how many channels there are.
        values: the numbers of a short vector, else None.
    """

    colours: np.ndarray
    channels: Sequence[int]
    signed: bool
    count: int
    values: np.ndarray | None = None


def scopes_of(path: str) -> list[str]:
    """The modules that a call runs in, outermost first: `a.b.relu` -> `a`, `a.b`."""
    parts = path.split(".")
    return [".".join(parts[:depth]) for depth in range(1, len(parts))]


def first_open_scopes(trace: Trace) -> frozenset[str]:
    """Which blocks to show open at first: level by level, as long as the strip stays readable.

    A network whose next level would be too much but that shows only a few columns gets its first blocks opened.
    """
    members = _members(trace.calls)
    opened: set[str] = set()
    for depth in range(1, 1 + max((scope.count(".") + 1 for scope in members), default=0)):
        level = {scope for scope in members if scope.count(".") + 1 == depth}
        if len(_groups(trace.calls, opened | level, members)) > _AT_MOST:
            break
        opened |= level
    closed = [scope for scope in members if scope not in opened]
    for scope in closed:
        more = opened | {scope}
        reachable = all(outer in opened for outer in scopes_of(scope))
        if len(_groups(trace.calls, opened, members)) >= _AT_LEAST:
            break
        if reachable and len(_groups(trace.calls, more, members)) <= _AT_MOST:
            opened = more
    return frozenset(opened)


def columns_of(trace: Trace, opened: Collection[str]) -> Columns:
    """The columns with the blocks in `opened` unfolded; a block of one call is never folded."""
    members = _members(trace.calls)
    groups = _groups(trace.calls, opened, members)
    columns = [_input_column(trace), *(_column(scope, calls) for scope, calls in groups)]
    return Columns(tuple(columns), tuple(_blocks(columns, opened, members)), tuple(_edges(trace, columns)))


def column_picture(trace: Trace, column: Column, tiles: int, size: int, channel: int | None) -> ColumnPicture:
    """A column's first `tiles` maps of about `size` pixels; `channel` is among them (as the last) if given."""
    is_input = column.name == INPUT
    shown = feature_maps(trace.inputs[INPUT], False) if is_input else call_maps(trace, trace[column.name])
    if shown is None:
        return ColumnPicture(np.zeros((0, 1, 1), np.uint8), (), False, 0)
    maps = shown.maps
    signed, highest = (False, limit(maps)) if is_input else layer_range(trace, trace[column.name], maps)
    count = len(maps)
    if maps.shape[1:] == (1, 1):
        colours = quantise(maps.reshape(1, 1, -1), common_scale(1, highest, signed))
        values = maps[:, 0, 0] if count <= FEW else None
        return ColumnPicture(_folded(colours[0, 0]), range(count), signed, count, values)
    channels = list(range(min(tiles, count)))
    if channel is not None and channels and channels[-1] < channel < count:
        channels[-1] = channel
    chosen = maps[: len(channels)] if channels[-1] == len(channels) - 1 else maps[channels]
    colours = quantise(shrink(chosen, size), common_scale(len(channels), highest, signed))
    return ColumnPicture(colours, tuple(channels), signed, count)


def _folded(cells: np.ndarray) -> np.ndarray:
    """A vector (N,) as one tall picture (1, rows, columns) of at most 4 : 1; the rest of the last row is a gap."""
    count = len(cells)
    wide = 1 if count <= FEW else max(1, round((count / 4) ** 0.5))
    rows = -(-count // wide)
    picture = np.full(rows * wide, GAP, np.uint8)
    picture[:count] = cells
    return picture.reshape(1, rows, wide)


def _members(calls: Iterable[Call]) -> dict[str, int]:
    """How many calls run in each scope, for scopes with more than one."""
    counts: dict[str, int] = {}
    for call in calls:
        for scope in scopes_of(call.path):
            counts[scope] = counts.get(scope, 0) + 1
    return {scope: count for scope, count in counts.items() if count > 1}


def _groups(calls: Iterable[Call], opened: Collection[str], members: dict[str, int]) -> list[tuple[str, list[Call]]]:
    """Runs of calls in the same closed scope; ('', [call]) for calls that stand alone."""
    groups: list[tuple[str, list[Call]]] = []
    for call in calls:
        closed = next((s for s in scopes_of(call.path) if s in members and s not in opened), "")
        if closed and groups and groups[-1][0] == closed:
            groups[-1][1].append(call)
        else:
            groups.append((closed, [call]))
    return [("" if len(group) == 1 else scope, group) for scope, group in groups]


def _input_column(trace: Trace) -> Column:
    shape = tuple(trace.inputs[INPUT].shape[1:])
    return Column(INPUT, INPUT, (INPUT,), ("other",), "", shape)


def _column(scope: str, calls: list[Call]) -> Column:
    last = calls[-1]
    title = scope or last.path
    title = title if title.count(".") == 0 else ".".join(title.split(".")[-1:])
    if scope and title.isdigit():
        title = ".".join(scope.split(".")[-2:])
    if not scope and title.isdigit():
        title = f"{last.op.lower()} {title}"
    if not scope and last.index:
        title = f"{title}:{last.index}"
    kinds: dict[Any, None] = dict.fromkeys(call.kind for call in calls)
    shape = last.output_shape[1:] if last.output_shape[:1] == (1,) else last.output_shape
    return Column(last.name, title, tuple(call.name for call in calls), tuple(kinds), scope, shape)


def _blocks(columns: list[Column], opened: Collection[str], members: dict[str, int]) -> list[Block]:
    """Frames round the innermost open blocks that have columns of their own."""
    blocks: list[Block] = []
    for number, column in enumerate(columns):
        scopes = scopes_of(column.scope or column.calls[0].partition(":")[0])
        scope = next((s for s in reversed(scopes) if s in opened and s in members), "")
        if not scope or column.name == INPUT:
            continue
        if blocks and blocks[-1].scope == scope and blocks[-1].last == number - 1:
            blocks[-1] = Block(scope, blocks[-1].first, number)
        else:
            blocks.append(Block(scope, number, number))
    return blocks


def _edges(trace: Trace, columns: list[Column]) -> list[tuple[int, int]]:
    where = {name: number for number, column in enumerate(columns) for name in column.calls}
    edges: dict[tuple[int, int], None] = {}
    for column in columns[1:]:
        for name in column.calls:
            for parent in trace[name].parents:
                edge = (where.get(parent, 0), where[name])
                if edge[0] != edge[1]:
                    edges[edge] = None
    return list(edges)
