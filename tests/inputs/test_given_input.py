"""What a running program gives the window to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from explorer.data.pictures import Picture
from explorer.gui.input_panel import InputPanel
from explorer.inputs.given import GivenInput

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def _pictures(count: int) -> list[Picture]:
    return [Picture(Image.new("L", (8, 8), n), f"input {n + 1} of {count}", "given") for n in range(count)]


@pytest.fixture
def given(qtbot: QtBot) -> GivenInput:
    source = GivenInput()
    qtbot.addWidget(source)
    return source


def test_the_first_of_a_batch_is_shown_and_others_can_be_picked(given: GivenInput, qtbot: QtBot) -> None:
    pictures = _pictures(3)
    with qtbot.waitSignal(given.picture_changed) as shown:
        given.give(pictures)
    assert shown.args == [pictures[0]]
    with qtbot.waitSignal(given.picture_changed) as shown:
        given.pick(2)
    assert shown.args == [pictures[2]]
    assert given.picture() is pictures[2]


def test_the_place_in_the_batch_stays_when_it_is_given_again(given: GivenInput) -> None:
    given.give(_pictures(3))
    given.pick(2)
    again = _pictures(3)
    given.give(again)
    assert given.picture() is again[2]
    fewer = _pictures(2)
    given.give(fewer)
    assert given.picture() is fewer[1]


def test_the_panels_tab_comes_with_the_first_picture(qtbot: QtBot) -> None:
    panel = InputPanel()
    qtbot.addWidget(panel)
    panel.show()
    assert panel.picture() is not None
    assert panel.picture().kind == "drawing"  # type: ignore[union-attr]
    buttons = {button.text(): button for button in panel.findChildren(type(panel._tabs._buttons["Draw"]))}
    assert buttons["Given"].isHidden()
    with qtbot.waitSignal(panel.picture_changed) as shown:
        panel.give(_pictures(2))
    assert not buttons["Given"].isHidden()
    assert shown.args[0].kind == "given"
