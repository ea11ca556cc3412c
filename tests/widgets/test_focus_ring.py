"""The ring round what scrolls: for the keyboard, not for a click, and not where the focus shows anyway."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QTableView, QVBoxLayout, QWidget

from explorer.widgets.focus_ring import RING, FocusRings, _Ring


@pytest.fixture
def page(qtbot):
    """A page with areas of several kinds, whose first child has no focus yet."""
    owner = QObject()
    FocusRings(owner)
    page = QWidget()
    qtbot.addWidget(page)
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column = QVBoxLayout(page)
    for area in (QScrollArea(), QTableView(), QPlainTextEdit()):
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(area)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.setFocus()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    yield page
    # Now: one that only waits to be deleted would answer in the next test.
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)


def ringed(page):
    return [type(ring.parent()) for ring in page.findChildren(_Ring) if ring.isVisible()]


def test_the_ring_goes_with_the_keyboard(page, qtbot):
    found = []
    for kind in (QScrollArea, QTableView, QPlainTextEdit):
        page.findChild(kind).setFocus(Qt.FocusReason.TabFocusReason)
        found.append(ringed(page))
    assert found == [[QScrollArea], [QTableView], []]
    page.setFocus()
    assert ringed(page) == []


def test_the_ring_is_as_large_as_its_area_and_lets_the_mouse_through(page, qtbot):
    area = page.findChild(QScrollArea)
    area.setFocus(Qt.FocusReason.TabFocusReason)
    page.resize(500, 400)
    (ring,) = area.findChildren(_Ring)
    assert ring.size() == area.size()
    assert ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_a_click_brings_none(page, qtbot):
    table = page.findChild(QTableView)
    qtbot.mousePress(table.viewport(), Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton)
    assert table.hasFocus()
    assert ringed(page) == []


def test_a_widget_says_itself_whether_it_needs_one(page):
    area = page.findChild(QTableView)
    area.setProperty(RING, False)
    area.setFocus(Qt.FocusReason.TabFocusReason)
    assert ringed(page) == []
    page.setProperty(RING, True)
    page.setFocus(Qt.FocusReason.TabFocusReason)
    assert ringed(page) == [QWidget]
