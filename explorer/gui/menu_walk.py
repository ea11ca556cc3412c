"""All actions of a menu bar, with the menus that lead to them: what the palette and the list of keys are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenuBar

_REASON, _EMPTY = "why disabled", "no action"
_BETWEEN = " › "


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An action as it was when the menus were read: a menu that fills itself may delete it at any time.

    Attributes:
        action: the action itself.
        name: what the menu calls it, without its mnemonic.
        path: the titles of the menus that lead to it, outermost first.
        keys: its keys as they are called on this system, the usual one first.
        enabled: whether it could be run; no menu on the way was disabled.
        reason: why it could not; empty where it could.
        tip: what its tool tip says.
    """

    action: QAction
    name: str
    path: tuple[str, ...]
    keys: tuple[str, ...]
    enabled: bool
    reason: str
    tip: str

    @property
    def place(self) -> str:
        """`View › Theme`."""
        return _BETWEEN.join(self.path)


def entries(bar: QMenuBar) -> list[Entry]:
    """Every visible action of a menu bar in the menus' order, each once; menus that fill themselves are asked to."""
    found: dict[int, Entry] = {}
    for action in bar.actions():
        for entry in _below(action, (), True):
            found.setdefault(id(entry.action), entry)
    return list(found.values())


def _below(action: QAction, path: tuple[str, ...], reachable: bool) -> Iterator[Entry]:
    menu = submenu(action)
    if not action.isVisible() or action.isSeparator() or action.property(_EMPTY):
        return
    if menu is None:
        yield _entry(action, path, reachable and action.isEnabled())
        return
    menu.aboutToShow.emit()
    for child in menu.actions():
        yield from _below(child, (*path, plain(action.text())), reachable and action.isEnabled())


def _entry(action: QAction, path: tuple[str, ...], enabled: bool) -> Entry:
    keys = tuple(key.toString(key.SequenceFormat.NativeText) for key in action.shortcuts())
    reason = "" if enabled else why_disabled(action)
    return Entry(action, plain(action.text()), path, keys, enabled, reason, action.toolTip())


def submenu(action: QAction) -> QMenu | None:
    """The menu that an action opens."""
    menu: QObject | None = action.menu()
    return menu if isinstance(menu, QMenu) else None


def menu_with(action: QAction) -> QMenu:
    """The menu that an action stands in. Raises LookupError."""
    for thing in action.associatedObjects():
        if isinstance(thing, QMenu):
            return thing
    raise LookupError(action.text())


def plain(text: str) -> str:
    """A menu's text without mnemonics: `Open &model…` is `Open model…`, `R&&D` is `R&D`, `열기(&O)…` is `열기…`."""
    return re.sub(r"&(.)", r"\1", re.sub(r"\(&\w\)", "", text)).strip()


def mark_empty(action: QAction) -> None:
    """It is no action, but says that its menu has none."""
    action.setEnabled(False)
    action.setProperty(_EMPTY, True)


def explain(action: QAction, reason: str) -> None:
    """Say why an action is disabled whenever it is."""
    action.setProperty(_REASON, reason)


def why_disabled(action: QAction) -> str:
    """What `explain` was told, else that it is so."""
    said = action.property(_REASON)
    return str(said) if said else QCoreApplication.translate("Menus", "not available now")
