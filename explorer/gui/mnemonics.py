"""Letters for all entries of all menus: those without one get a free one, so that Alt and letters reach everything."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from explorer.gui.menu_walk import submenu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu, QMenuBar

_MARK = re.compile(r"(?<!&)(?:&&)*&([^&])")
_OTHERS = "123456789abcdefghijklmnopqrstuvwxyz"


def give_mnemonics(bar: QMenuBar) -> None:
    """Every entry of every menu has a letter from now on, also in menus that fill themselves when they are shown."""
    _fill(bar.actions())
    for action in bar.actions():
        _watch(action)


def mnemonic(text: str) -> str:
    """The letter of a menu's text, in lower case; empty where it has none."""
    found = _MARK.search(text)
    return found[1].lower() if found else ""


def _watch(action: QAction) -> None:
    menu = submenu(action)
    if menu is None:
        return
    # After whatever fills the menu: that has been connected before.
    menu.aboutToShow.connect(partial(_on_about_to_show, menu))
    _fill(menu.actions())
    for child in menu.actions():
        _watch(child)


def _on_about_to_show(menu: QMenu) -> None:
    _fill(menu.actions())


def _fill(actions: Sequence[QAction]) -> None:
    there = [one for one in actions if not one.isSeparator()]
    taken = {mnemonic(one.text()) for one in there}
    # Short texts first: they have fewer letters to choose from.
    for action in sorted(there, key=lambda one: len(one.text())):
        if not mnemonic(action.text()):
            text, letter = _marked(action.text(), taken)
            taken.add(letter)
            said = action.iconText()
            action.setText(text)
            action.setIconText(said)


def _marked(text: str, taken: set[str]) -> tuple[str, str]:
    """The text with a letter of its own that is free, of a word's beginning if possible; else with one behind it."""
    starts = [match.start() for match in re.finditer(r"(?<![A-Za-z0-9&])[A-Za-z0-9]", text)]
    places = starts + [place for place, letter in enumerate(text) if letter.isascii() and letter.isalnum()]
    for place in places:
        if text[place].lower() not in taken:
            return f"{text[:place]}&{text[place:]}", text[place].lower()
    letter = next((one for one in _OTHERS if one not in taken), "")
    body = text.removesuffix("…")
    return (f"{body}(&{letter.upper()}){text[len(body) :]}" if letter else text), letter
