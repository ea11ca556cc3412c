"""The main window: docks round the network strip and the views, menus, tool bar, status bar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings, QSize, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDockWidget,
    QFileDialog,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.gui.settings import MODEL_FOLDER, PICTURE_FOLDER, THEME
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from explorer.gui.frames import Frame
    from explorer.models.base import Model
    from explorer.models.opening import Opening

_STRIP_HEIGHT = 305
_TITLE_BAR = 40
_PICTURES = "*.png *.jpg *.jpeg *.bmp *.gif *.tif *.tiff *.webp *.ppm *.pgm *.pbm"


class MainWindow(QMainWindow):
    """Owns the session, the model thread and the panels.

    An empty one has neither yet: it can be painted before what they need is imported. `fill` brings them.
    """

    painted = Signal()
    closed = Signal()

    def __init__(self, settings: QSettings | None = None, empty: bool = False, data: Path | None = None) -> None:
        super().__init__()
        self._settings = settings or QSettings()
        self._data = data
        self._restore_geometry()
        self._update_title()
        if not empty:
            self.fill()

    def fill(self) -> None:
        """Everything inside the window; once."""
        from explorer.gui.actions import Actions
        from explorer.gui.controller import Controller
        from explorer.gui.devices import Devices
        from explorer.gui.front import Front
        from explorer.gui.labs import Labs
        from explorer.gui.lessons import Lessons
        from explorer.gui.model_drops import ModelDrops
        from explorer.gui.panels import Panels
        from explorer.gui.preparing import Preparing
        from explorer.gui.questions import Questions
        from explorer.gui.sessions import Sessions
        from explorer.gui.status import StatusLine
        from explorer.jobs import Jobs
        from explorer.models.remembered import Remembered
        from explorer.session import Session
        from explorer.widgets.icons import app_icon

        self.session = Session(self)
        self.jobs = Jobs(self)
        self.panels = Panels()
        remembered = Remembered(self._data or _data_folder())
        self.controller = Controller(self.session, self.jobs, self.panels, remembered, self)
        self.preparing = Preparing(self.session, self.jobs, self.controller)
        self.questions = Questions(self)
        self.drops = ModelDrops(self)
        self.setWindowIcon(app_icon())
        self.setDockNestingEnabled(True)
        self._build_centre()
        self._build_docks()
        self.status = StatusLine(self.statusBar(), self.jobs)
        self.devices = Devices(self)
        self.front = Front(self, self._pages)
        self.labs = Labs(self)
        self.lessons = Lessons(self)
        self.sessions = Sessions(self, self._data or _data_folder())
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
        self._pages = QStackedWidget()
        self._pages.addWidget(self._splitter)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self._pages, 1)
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
        from explorer.gui.dock_title import give_title

        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        give_title(dock)
        self.addDockWidget(area, dock)
        return dock

    def _connect(self) -> None:
        from explorer.gui.notices import Notices

        controller = self.controller
        controller.frame_shown.connect(self._on_frame_shown)
        controller.model_loaded.connect(self._on_model_loaded)
        self.notices = Notices(self)
        self.panels.left.input.preprocessing_changed.connect(self.preparing.change)
        self.panels.left.input.preprocessing_wanted.connect(self.questions.ask_for_preprocessing)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme_changed)

    # ---- what the user can ask for

    def open_model(self, reference: str, opening: Opening | None = None) -> None:
        """Open a model by its name or file; how, as far as `opening` does not say, is as the user chose before."""
        opener = self.controller.opener
        opener.open(reference) if opening is None else opener.open(reference, opening)

    def open_picture(self, path: str) -> None:
        """Open a picture file."""
        self.controller.open_picture(path)

    def choose_model(self) -> None:
        """Ask for a model in a list; the window can be used meanwhile, for a download may take minutes."""
        self.questions.ask_for_model()

    def choose_model_file(self) -> None:
        """Ask for a model's file; what else has to be known of it is asked where it is needed."""
        from explorer.gui.model_drops import SUFFIXES

        folder = MODEL_FOLDER.read(self._settings)
        kinds = self.tr("Models ({0});;All files (*)").format(" ".join(f"*{suffix}" for suffix in sorted(SUFFIXES)))
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open model file"), folder, kinds)
        if path:
            MODEL_FOLDER.write(self._settings, path.rpartition("/")[0])
            self.open_model(path)

    def choose_picture(self) -> None:
        """Ask for a picture file."""
        folder = PICTURE_FOLDER.read(self._settings)
        kinds = self.tr("Pictures ({0});;All files (*)").format(_PICTURES)
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open picture"), folder, kinds)
        if path:
            PICTURE_FOLDER.write(self._settings, path.rpartition("/")[0])
            self.open_picture(path)

    def set_theme(self, name: str) -> None:
        """`light`, `dark` or `system`; remembered."""
        THEME.write(self._settings, name)
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
            self.status.show_frame(frame)

    def _on_model_loaded(self, model: Model) -> None:
        self.status.show_model(model)
        self.actions_.show_model(model)
        self._update_title(model)

    def _on_system_theme_changed(self) -> None:
        if THEME.read(self._settings) == "system" and self.isVisible():
            QTimer.singleShot(0, lambda: self.apply_theme("system"))

    def _update_title(self, model: Model | None = None) -> None:
        name = "Feature Map Explorer"
        self.setWindowTitle(f"{model.title} – {name}" if model is not None else name)

    # ---- settings

    def _restore_geometry(self) -> None:
        geometry = self._settings.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(_first_size(self.screen().availableSize()))

    def _restore_layout(self) -> None:
        state = self._settings.value("window/docks")
        if isinstance(state, QByteArray):
            # In a window that is on the screen already, docks that have never been laid out come back in wrong sizes.
            QCoreApplication.sendPostedEvents()
            self.restoreState(state)
            # A dock that floats would come back behind the window.
            QTimer.singleShot(0, self, lambda: _raise_floating(self.input_dock, self.layers_dock, self.unit_dock))
        sizes = self._settings.value("window/splitter")
        if isinstance(sizes, QByteArray):
            self._splitter.restoreState(sizes)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    @safely
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.centralWidget() is not None:
            self._leave()
        super().closeEvent(event)
        self.closed.emit()

    def _leave(self) -> None:
        self.lessons.close()
        self.front.close()  # the layout that is kept is the one with docks
        self._settings.setValue("window/geometry", self.saveGeometry())
        self._settings.setValue("window/docks", self.saveState())
        self._settings.setValue("window/splitter", self._splitter.saveState())
        for dialog in self.findChildren(QDialog):
            dialog.close()  # a download in one of them has a thread of its own
        self.jobs.stop()


def _first_size(screen: QSize) -> QSize:
    """Of a window that has never been open, on a screen with so much room."""
    # With a title bar, and a panel of the desktop's that it does not tell of.
    if screen.width() < 1440 or screen.height() < 960:
        return QSize(min(1280, screen.width()), min(800, screen.height() - _TITLE_BAR))
    return QSize(1440, 900)


def _raise_floating(*docks: QDockWidget) -> None:
    for dock in docks:
        if dock.isFloating() and dock.isVisible():
            dock.raise_()


def _data_folder() -> Path:
    """Where the program keeps what it remembers; made when something is."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
