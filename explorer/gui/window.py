"""The main window: docks round the network strip and the views, menus, tool bar, status bar."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDockWidget,
    QFileDialog,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.defaults import DEFAULT_MODEL
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from explorer.gui.frames import Frame
    from explorer.models.base import Model
    from explorer.widgets.message_bar import MessageKind

_STRIP_HEIGHT = 326
_PICTURES = "*.png *.jpg *.jpeg *.bmp *.gif *.tif *.tiff *.webp *.ppm *.pgm *.pbm"


class MainWindow(QMainWindow):
    """Owns the session, the model thread and the panels.

    An empty one has neither yet: it can be painted before what they need is imported. `fill` brings them.
    """

    painted = Signal()

    def __init__(self, settings: QSettings | None = None, empty: bool = False) -> None:
        super().__init__()
        self._settings = settings or QSettings()
        self._failing = False
        self._notice: tuple[MessageKind, str] | None = None
        self._replaced = ""
        self._restore_geometry()
        self._update_title()
        if not empty:
            self.fill()

    def fill(self) -> None:
        """Everything inside the window; once."""
        from explorer.gui.actions import Actions
        from explorer.gui.controller import Controller
        from explorer.gui.panels import Panels
        from explorer.gui.status import StatusLine
        from explorer.jobs import Jobs
        from explorer.session import Session
        from explorer.widgets.icons import app_icon

        self.session = Session(self)
        self.jobs = Jobs(self)
        self.panels = Panels()
        self.controller = Controller(self.session, self.jobs, self.panels, self)
        self.setWindowIcon(app_icon())
        self.setDockNestingEnabled(True)
        self._build_centre()
        self._build_docks()
        self.status = StatusLine(self.statusBar(), self.jobs)
        self.actions_ = Actions(self)
        self._connect()
        self._restore_layout()
        self.panels.left.input.draw_pad.setFocus()

    # ---- building

    def _build_centre(self) -> None:
        from explorer.widgets.message_bar import MessageBar

        self.message = MessageBar()
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.panels.network)
        self._splitter.addWidget(self.panels.views)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([_STRIP_HEIGHT, 480])
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self._splitter, 1)
        self.setCentralWidget(centre)

    def _build_docks(self) -> None:
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self.input_dock = self._dock("input", self.tr("Input"), self.panels.left, left)
        self.layers_dock = self._dock("layers", self.tr("Layers"), self.panels.tree, right)
        self.unit_dock = self._dock("unit", self.tr("Unit"), self.panels.unit, right)
        self.unit_dock.setTitleBarWidget(self.panels.unit.head)
        self.tabifyDockWidget(self.layers_dock, self.unit_dock)
        self.layers_dock.hide()
        self.resizeDocks([self.input_dock, self.unit_dock], [280, 320], Qt.Orientation.Horizontal)

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        dock.setMinimumWidth(240)
        self.addDockWidget(area, dock)
        return dock

    def _connect(self) -> None:
        controller = self.controller
        controller.frame_shown.connect(self._on_frame_shown)
        controller.model_loaded.connect(self._on_model_loaded)
        controller.model_failed.connect(self._on_model_failed)
        controller.failed.connect(self._on_failed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme_changed)

    # ---- what the user can ask for

    def open_model(self, reference: str) -> None:
        """Open a model by name."""
        self._replaced = ""
        self.message.clear()
        self.controller.load_model(reference)

    def open_picture(self, path: str) -> None:
        """Open a picture file."""
        self.controller.open_picture(path)

    def choose_model(self) -> None:
        """Ask for a model in a list; the window can be used meanwhile, for a download may take minutes."""
        from explorer.gui.model_dialog import ask_for_model

        ask_for_model(self, self.jobs, self.open_model)

    def choose_picture(self) -> None:
        """Ask for a picture file."""
        folder = str(self._settings.value("folders/pictures", ""))
        kinds = self.tr("Pictures ({0});;All files (*)").format(_PICTURES)
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open picture"), folder, kinds)
        if path:
            self._settings.setValue("folders/pictures", path.rpartition("/")[0])
            self.open_picture(path)

    def set_theme(self, name: str) -> None:
        """`light`, `dark` or `system`; remembered."""
        self._settings.setValue("theme", name)
        self.apply_theme(name)

    def apply_theme(self, name: str) -> None:
        """Dress the application without remembering it."""
        from explorer.widgets import theme

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dark = theme.system_prefers_dark(app) if name == "system" else name == "dark"
        theme.apply(app, "dark" if dark else "light")
        self.controller.repaint()
        self.actions_.show_theme(name)

    def toggle_theme(self) -> None:
        """Light to dark and back."""
        from explorer.widgets import theme

        self.set_theme("light" if theme.tokens().dark else "dark")

    def reset_layout(self) -> None:
        """Docks and splitters as they were at first."""
        for dock, area in (
            (self.input_dock, Qt.DockWidgetArea.LeftDockWidgetArea),
            (self.layers_dock, Qt.DockWidgetArea.RightDockWidgetArea),
            (self.unit_dock, Qt.DockWidgetArea.RightDockWidgetArea),
        ):
            dock.setFloating(False)
            self.addDockWidget(area, dock)
        self.tabifyDockWidget(self.layers_dock, self.unit_dock)
        self.input_dock.show()
        self.unit_dock.show()
        self.layers_dock.hide()
        self.resizeDocks([self.input_dock, self.unit_dock], [280, 320], Qt.Orientation.Horizontal)
        self._splitter.setSizes([_STRIP_HEIGHT, 480])

    # ---- what happens

    def _on_frame_shown(self, frame: Frame) -> None:
        if frame.fresh:
            if self._failing:
                self._show_notice()
            self.status.show_frame(frame)

    def _on_model_loaded(self, model: Model) -> None:
        self.status.show_model(model)
        self.actions_.show_model(model)
        self._notice = ("danger", self._replaced) if self._replaced else None
        if not model.trained:
            text = self.tr("{0} has {1}: its maps are true, its predictions mean nothing.")
            self._notice = ("warning", text.format(model.title, model.weights))
        self._show_notice()
        self._update_title(model)

    def _on_model_failed(self, sentence: str) -> None:
        """The model before stays; where there is none, the shipped one comes instead."""
        if self.session.state.model is not None or self._replaced:
            self._on_failed(sentence)
            return
        self._replaced = self.tr("{0} The digit network is shown instead.").format(sentence)
        sys.stderr.write(f"{sentence}\n")
        self.controller.load_model(DEFAULT_MODEL)

    def _show_notice(self) -> None:
        """What holds as long as this model is open, once what was wrong for a moment is over."""
        self._failing = False
        if self._notice is None:
            self.message.clear()
        else:
            self.message.show_message(*self._notice)

    def _on_failed(self, sentence: str) -> None:
        self._failing = True
        self.message.show_message("danger", sentence)

    def _on_system_theme_changed(self) -> None:
        if self._settings.value("theme", "system") == "system" and self.isVisible():
            QTimer.singleShot(0, lambda: self.apply_theme("system"))

    def _update_title(self, model: Model | None = None) -> None:
        name = "Feature Map Explorer"
        self.setWindowTitle(f"{model.title} – {name}" if model is not None else name)

    # ---- settings

    def _restore_geometry(self) -> None:
        geometry = self._settings.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(QSize(1440, 900))
            screen = self.screen().availableGeometry()
            if screen.width() < 1440 or screen.height() < 900:
                self.resize(min(1280, screen.width()), min(800, screen.height()))

    def _restore_layout(self) -> None:
        state = self._settings.value("window/docks")
        if isinstance(state, QByteArray):
            # In a window that is on the screen already, docks that have never been laid out come back in wrong sizes.
            QCoreApplication.sendPostedEvents()
            self.restoreState(state)
            # A dock that floats would come back behind the window.
            QTimer.singleShot(0, self._raise_floating_docks)
        sizes = self._settings.value("window/splitter")
        if isinstance(sizes, QByteArray):
            self._splitter.restoreState(sizes)

    def _raise_floating_docks(self) -> None:
        for dock in (self.input_dock, self.layers_dock, self.unit_dock):
            if dock.isFloating() and dock.isVisible():
                dock.raise_()

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    @safely
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.centralWidget() is not None:
            self._leave()
        super().closeEvent(event)

    def _leave(self) -> None:
        self._settings.setValue("window/geometry", self.saveGeometry())
        self._settings.setValue("window/docks", self.saveState())
        self._settings.setValue("window/splitter", self._splitter.saveState())
        for dialog in self.findChildren(QDialog):
            dialog.close()  # a download in one of them has a thread of its own
        self.jobs.stop()
