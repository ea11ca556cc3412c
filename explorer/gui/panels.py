"""The parts of the window that show frames."""

from __future__ import annotations

from dataclasses import dataclass, field

from explorer.gui.layer_tree import LayerTree
from explorer.gui.left_panel import LeftPanel
from explorer.gui.network_panel import NetworkPanel
from explorer.gui.unit_panel import UnitPanel
from explorer.gui.view_tabs import ViewTabs


@dataclass(frozen=True)
class Panels:
    """One of each; a QApplication has to exist."""

    left: LeftPanel = field(default_factory=LeftPanel)
    network: NetworkPanel = field(default_factory=NetworkPanel)
    views: ViewTabs = field(default_factory=ViewTabs)
    unit: UnitPanel = field(default_factory=UnitPanel)
    tree: LayerTree = field(default_factory=LayerTree)
