"""The window by keyboard and by ear: every control has a name, is reached by Tab, and shows that it has the focus."""

import numpy as np
import pytest
from hand import end
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QLabel,
    QLayout,
    QLineEdit,
    QMenuBar,
    QSlider,
    QTabBar,
    QWidget,
)

from explorer.gui.tour import draw, settle
from explorer.gui.window import MainWindow
from explorer.widgets import theme
from explorer.widgets.mosaic_canvas import MosaicCanvas

FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox, QSlider)
# Their parts are Qt's own: they are told of by the whole.
WHOLE = (QLineEdit, QComboBox, QAbstractSpinBox, QMenuBar, QTabBar, QDockWidget)


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory):
    """A window with a drawn seven, for all tests of this file."""
    folder = tmp_path_factory.mktemp("accessibility")
    theme.apply(qapp, "light")
    window = MainWindow(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), data=folder)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    window.open_model("digits")
    settle(window)
    draw(window, 7)
    settle(window)
    yield window
    end(window)


def name(widget):
    """What a screen reader says of a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def told(widget):
    """A widget for whoever reads the failure."""
    chain, at = [], widget
    while at is not None and len(chain) < 4:
        chain.append(type(at).__name__ + (f"#{at.objectName()}" if at.objectName() else ""))
        at = at.parentWidget()
    return f"{name(widget)!r} {' < '.join(chain)}"


def parts(root):
    """Every widget that is the program's own to name."""
    for widget in root.findChildren(QWidget):
        within = widget.parentWidget()
        while within is not None and not isinstance(within, WHOLE):
            within = within.parentWidget()
        inside = within is not None and not (isinstance(within, QDockWidget) and widget.objectName()[:3] != "qt_")
        if not inside and widget.objectName() != "qt_tableview_cornerbutton":
            yield widget


def takes_focus(widget):
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None


def is_empty(widget):
    """Nothing is in it yet, and it is not shown."""
    if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
        return False
    return isinstance(widget, (QLabel, QAbstractButton)) and not widget.text() and not widget.isVisible()


def is_reached_by_tab(widget):
    tabbed = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    # Of several that exclude each other Tab goes to the chosen one, and arrows to the others.
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    other = group is not None and group.exclusive() and group.checkedButton() not in (None, widget)
    if isinstance(widget, QAbstractButton) and widget.autoExclusive() and not widget.isChecked():
        other = True
    return tabbed and not other and takes_focus(widget) and widget.isVisible() and widget.isEnabled()


@pytest.fixture
def places(window):
    """The window with the lessons and the laboratory, and dialogs that it opens."""
    window.lessons.toggle()
    for lab in window.labs.kinds:
        window.labs.toggle(lab)
    settle(window)
    window.choose_model()
    window.questions.ask_for_preprocessing()
    dialogs = window.findChildren(QDialog)
    yield [window]
    for dialog in dialogs:
        dialog.close()
    window.labs.close()
    window.lessons.close()
    settle(window)
    window.activateWindow()


def test_everything_that_takes_the_focus_has_a_name(places):
    silent = [
        told(widget)
        for place in places
        for widget in parts(place)
        if takes_focus(widget) and not name(widget) and not is_empty(widget)
    ]
    assert silent == []


def test_buttons_without_a_text_have_a_name_and_a_tool_tip(places):
    bare = [
        told(button)
        for place in places
        for button in parts(place)
        if isinstance(button, QAbstractButton) and not button.text() and not button.icon().isNull()
        if not (name(button) and button.toolTip())
    ]
    assert bare == []


def test_the_strip_and_the_mosaic_tell_what_is_selected(window):
    look_at(window, "Feature maps")
    window.session.set(layer="conv2", channel=3)
    settle(window)
    assert name(window.panels.network.strip) == "Network, layer conv2, channel 3"
    canvas = window.panels.views.view_called("Feature maps").findChild(MosaicCanvas)
    told_more = QAccessible.queryAccessibleInterface(canvas).text(QAccessible.Text.Description)
    assert told_more == "Selected: 3"


def captions(root):
    """(text, field, whether it is the label's buddy) of labels that stand directly before a field in a layout."""
    found = []
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for field in (part for part in parts(root) if isinstance(part, FIELDS) and part.parentWidget() is not None):
        labels = [label for label in field.parentWidget().findChildren(QLabel, options=direct) if label.text()]
        for layout in field.parentWidget().findChildren(QLayout):
            # By their places: items of a layout that Python has held may take what is in them along.
            before = layout.indexOf(field) - 1
            for label in labels:
                if before >= 0 and layout.indexOf(label) == before and label.text().strip("× "):
                    found.append((label.text(), told(field), label.buddy() is not None))
    return found


def test_captions_belong_to_their_fields(places):
    pairs = [pair for place in places for pair in captions(place)]
    assert len(pairs) > 8
    assert [pair for pair in pairs if not pair[2]] == []


def look_at(window, title):
    """A view in front, on a layer that it shows."""
    view = window.panels.views.view_called(title)
    calls = window.controller.frame.trace.calls
    layer = next(call.name for call in reversed(calls) if type(view).accepts(call))
    window.session.set(layer=layer, view=title)
    settle(window)
    assert view.isVisible()


def scenes(window):
    """The name of every page of the window, one after the other in front."""
    inputs = window.panels.left.input
    for view in window.panels.views.views:
        look_at(window, view.title)
        yield view.title
    for title in ("Image", "Samples", "Stimulus", "Camera", "Draw"):
        inputs.select_input(title)
        settle(window)
        yield title
    for dock in (window.layers_dock, window.unit_dock):
        dock.show()
        dock.raise_()
        settle(window)
        yield dock.windowTitle()
    window.lessons.toggle()
    settle(window)
    yield "Lessons"
    window.lessons.close()
    for lab in window.labs.kinds:
        window.labs.toggle(lab)
        settle(window)
        yield lab.title
    window.labs.close()
    window.actions_.more.welcome.open()
    settle(window)
    yield "Welcome"
    window.front.close()
    window.layers_dock.hide()
    settle(window)


def stops(window):
    """Where Tab should come by."""
    return {
        widget
        for widget in window.findChildren(QWidget)
        if widget.window() is window and is_reached_by_tab(widget) and not isinstance(widget.parentWidget(), WHOLE[:3])
    }


def test_tab_reaches_every_control_of_every_page(window):
    missed = {}
    for scene in scenes(window):
        wanted = stops(window)
        window.actions_.search.setFocus()
        seen = set()
        for _ in range(3 * len(wanted)):
            seen.add(QApplication.focusWidget())
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            if QApplication.focusWidget() is window.actions_.search:
                break
        if wanted - seen:
            missed[scene] = sorted(map(told, wanted - seen))
    assert missed == {}


def picture(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).copy()


def test_the_focus_is_seen_on_every_kind_of_control(window):
    unseen, known = [], set()
    for scene in scenes(window):
        # A button that is on looks different with the focus, too.
        kinds = {(type(w), isinstance(w, QAbstractButton) and w.isChecked()): w for w in stops(window)}
        kinds = {kind: widget for kind, widget in kinds.items() if kind not in known}
        known |= set(kinds)
        for widget in kinds.values():
            if QApplication.focusWidget() is not None:
                QApplication.focusWidget().clearFocus()
            without = picture(widget)
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            if not widget.hasFocus():
                unseen.append((scene, "refused", told(widget)))
            elif np.count_nonzero(picture(widget) != without) < 12:
                unseen.append((scene, "same", told(widget)))
    assert len(known) > 20
    assert unseen == []
