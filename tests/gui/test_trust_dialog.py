"""The question whether a file may run its code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.gui.trust_dialog import TrustDialog
from explorer.models.trust import TrustNeeded

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ASKED = TrustNeeded(Path("/home/me/net.py"), "12ab" * 16, "Python file", "import os\nos.remove('x')\n")


@pytest.fixture
def dialog(qtbot: QtBot) -> TrustDialog:
    shown = TrustDialog(ASKED)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_the_file_and_what_it_would_run_are_shown(dialog: TrustDialog) -> None:
    assert "net.py" in dialog.windowTitle()
    assert dialog.code.toPlainText() == ASKED.shown
    assert dialog.code.isReadOnly()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_enter_and_escape_do_no_harm(dialog: TrustDialog, qtbot: QtBot, key: Qt.Key) -> None:
    consents: list[object] = []
    dialog.consented.connect(consents.append)
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, key)
    assert consents == []


def test_consent_names_what_was_asked(dialog: TrustDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.consented) as consent:
        dialog.run_button.click()
    assert consent.args == [ASKED]
