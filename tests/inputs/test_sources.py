"""What holds for every source of pictures, those of tomorrow included."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QScrollBar, QWidget

from explorer import inputs
from explorer.discover import discover
from explorer.inputs.base import InputSource
from explorer.widgets.icons import icon

SOURCES = discover(inputs, InputSource)


@pytest.fixture(params=SOURCES, ids=lambda source: source.__name__)
def source(request, qtbot):
    widget = request.param()
    qtbot.addWidget(widget)
    return widget


def test_the_tabs_stand_in_their_order():
    assert [source.title for source in SOURCES] == ["Draw", "Image", "Samples", "Stimulus", "Camera", "Given"]


def test_a_source_has_a_title_and_an_icon(source):
    assert source.title
    assert source.label() == source.title
    assert not icon(source.icon).isNull()


def test_titles_and_orders_are_unique():
    assert len({source.title for source in SOURCES}) == len({source.order for source in SOURCES}) == len(SOURCES)


def test_every_control_has_a_name_for_screen_readers(source):
    controls = [
        widget
        for widget in source.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QAbstractSlider | QAbstractItemView)
        and not isinstance(widget, QScrollBar)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]

    # What comes on demand has nothing to choose from before.
    assert controls or source.on_demand
    assert [type(widget).__name__ for widget in controls if not (widget.accessibleName() or _text(widget))] == []


def _text(widget):
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def test_a_source_refuses_text(source):
    mime = QMimeData()
    mime.setText("not a picture")

    assert not source.accepts_mime(mime)


def test_the_inputs_do_not_wait_for_torch():
    code = "import sys, explorer.gui.left_panel; sys.exit('torch' in sys.modules or 'torchvision' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
