"""The calls of a network as a tree of the modules that they run in; no row is made before it is seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from explorer.core.geometry import count_text, learned_count, shape_text
from explorer.gui.strip_painter import short_shape
from explorer.widgets.kind_icon import kind_icon
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QIcon

    from explorer.core.graph import Call, Trace

Index = QModelIndex | QPersistentModelIndex
LAYER, TYPE, OUTPUT, PARAMETERS = range(4)
_ROOT = 0
_LONGEST_COUNT = "88.8 M"
_DISPLAY, _DECORATION = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.DecorationRole)
_ALIGNMENT, _TIP = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.ToolTipRole)
_ROLES = frozenset((_DISPLAY, _DECORATION, _ALIGNMENT, _TIP))
_CALL_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(eq=False, slots=True)
class _Node:
    """A module that calls run in, or a call. Holds no activations: those of an old picture would live on."""

    label: str
    parent: int
    name: str = ""
    kind: str = ""
    op: str = ""
    shape: tuple[int, ...] = ()
    parameters: Mapping[str, torch.Tensor] = field(default_factory=dict)
    calls: int = 1
    children: list[int] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    row: int = 0


class LayerModel(QAbstractItemModel):
    """Columns LAYER, TYPE, OUTPUT and PARAMETERS; `show_only` leaves what matches."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes = [_Node("", -1)]
        self._places: dict[str, int] = {}
        self._icons: dict[str, QIcon] = {}
        self._heads = (self.tr("Layer"), self.tr("Type"), self.tr("Output"), self.tr("Params"))

    def show_calls(self, trace: Trace | None, wanted: str = "") -> None:
        """The calls of a trace, None for none; only those that `show_only(wanted)` leaves."""
        self.beginResetModel()
        self._nodes, self._places = [_Node("", -1)], {}
        scopes = {"": _ROOT}
        for call in trace or ():
            scope = call.path.rpartition(".")[0]
            self._places[call.name] = self._add(_call_node(call, self._scope(scope, scopes)))
        self._count_calls()
        self._match(wanted.strip().lower())
        self.endResetModel()

    def show_only(self, wanted: str) -> None:
        """Only the calls and modules whose name or type has `wanted` in it, with what is in such a module."""
        self.beginResetModel()
        self._match(wanted.strip().lower())
        self.endResetModel()

    def index_of(self, name: str | None) -> QModelIndex:
        """Where a call lies; invalid where it is not shown."""
        place = self._places.get(name or "")
        if place is None:
            return QModelIndex()
        node = self._nodes[place]
        shown = self._nodes[node.parent].shown
        return self.createIndex(node.row, LAYER, place) if place in shown[node.row : node.row + 1] else QModelIndex()

    def name_at(self, index: Index) -> str:
        """The name of the call in a row; empty for a module."""
        return self._nodes[index.internalId()].name if index.isValid() else ""

    def texts(self, column: int) -> set[str]:
        """What stands anywhere in a column; for PARAMETERS the longest that can stand there."""
        if column == PARAMETERS:
            return {_LONGEST_COUNT}
        # Thousands of calls have a few dozen types and shapes.
        distinct = {node.shape if column == OUTPUT else node.op: node for node in self._nodes}
        return {self._text(node, column) for node in distinct.values()}

    def labels(self) -> set[tuple[int, str]]:
        """(depth, label) of all calls, without repeats; the uppermost have depth 0."""
        depths = [-1]
        for node in self._nodes[1:]:
            depths.append(depths[node.parent] + 1)
        return {(depth, node.label) for depth, node in zip(depths, self._nodes, strict=True) if node.name}

    # ---- the nodes

    def _scope(self, path: str, scopes: dict[str, int]) -> int:
        if path not in scopes:
            outer, _, label = path.rpartition(".")
            scopes[path] = self._add(_Node(label, self._scope(outer, scopes), calls=0))
        return scopes[path]

    def _add(self, node: _Node) -> int:
        self._nodes.append(node)
        self._nodes[node.parent].children.append(len(self._nodes) - 1)
        return len(self._nodes) - 1

    def _count_calls(self) -> None:
        for node in reversed(self._nodes[1:]):
            self._nodes[node.parent].calls += node.calls

    def _match(self, wanted: str) -> None:
        """Parents come before what is in them: whole modules are found going forwards, the way to them backwards."""
        nodes, matching = self._nodes, [not wanted]
        for node in nodes[1:]:
            matching.append(matching[node.parent] or wanted in f"{node.name or node.label} {node.op}".lower())
        for place in range(len(nodes) - 1, 0, -1):
            matching[nodes[place].parent] |= matching[place]
        for node in nodes:
            node.shown = [child for child in node.children if matching[child]]
            for row, child in enumerate(node.shown):
                nodes[child].row = row

    def _text(self, node: _Node, column: int) -> str:
        if column == LAYER:
            return node.label
        if not node.name:
            return ""
        if column == TYPE:
            return node.op
        if column == OUTPUT:
            return short_shape(node.shape[1:] if node.shape[:1] == (1,) else node.shape)
        count = learned_count(node.parameters)
        return count_text(count) if count else ""

    def _tip(self, node: _Node) -> str:
        if not node.name:
            one, more = self.tr("1 call"), self.tr("{0} calls")
            return (one if node.calls == 1 else more).format(node.calls)
        count = learned_count(node.parameters)
        text = f"{node.name}\n{node.op}  {shape_text(node.shape)}"
        return text + self.tr("\n{0:,} parameters").format(count) if count else text

    def _icon(self, kind: str) -> QIcon:
        if kind not in self._icons:
            self._icons[kind] = kind_icon(kind)
        return self._icons[kind]

    # ---- Qt

    @safely(default=QModelIndex)
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008  Qt's own
        shown = self._nodes[parent.internalId() if parent.isValid() else _ROOT].shown
        there = 0 <= row < len(shown) and 0 <= column < len(self._heads)
        return self.createIndex(row, column, shown[row]) if there else QModelIndex()

    @safely(default=QModelIndex)
    def parent(self, index: Index | None = None) -> Any:
        if index is None:
            return super().parent()
        place = self._nodes[index.internalId()].parent if index.isValid() else _ROOT
        return QModelIndex() if place == _ROOT else self.createIndex(self._nodes[place].row, LAYER, place)

    @safely(default=0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._nodes[_ROOT].shown)
        return 0 if parent.column() else len(self._nodes[parent.internalId()].shown)

    @safely(default=0)
    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._heads)

    @safely
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        # Qt asks for eight roles of every cell that it paints, and most of them are nothing here.
        if role not in _ROLES or not index.isValid():
            return None
        column = index.column()
        if role == _ALIGNMENT:
            return _RIGHT if column >= OUTPUT else None
        node = self._nodes[index.internalId()]
        if role == _DISPLAY:
            return self._text(node, column)
        if role == _DECORATION:
            return self._icon(node.kind) if column == LAYER and node.name else None
        return self._tip(node)

    @safely
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return _RIGHT if role == _ALIGNMENT and section >= OUTPUT else None

    @safely(default=Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _CALL_FLAGS if self.name_at(index) else Qt.ItemFlag.ItemIsEnabled


def _call_node(call: Call, parent: int) -> _Node:
    label = call.name.rpartition(".")[2]
    return _Node(label, parent, call.name, call.kind, call.op, call.output_shape, call.parameters)
