"""The running application: one QApplication, one window, and an end that leaves nothing behind."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QSettings, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from explorer import __version__
from explorer.gui import languages
from explorer.gui.defaults import is_session
from explorer.gui.log_lines import start_logging
from explorer.gui.settings import MODEL, TEXT_SIZE, THEME, WELCOME, open_settings
from explorer.gui.window import MainWindow
from explorer.widgets.tokens import DARK, LIGHT

if TYPE_CHECKING:
    from explorer.models.opening import Opening


def application() -> QApplication:
    """The QApplication, made if there is none, under its name and dressed."""
    # torch's idle threads would otherwise burn the processor that drawing needs; torch reads it when it is imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setOrganizationName("feature-map-explorer")
    app.setApplicationName("Feature Map Explorer")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("feature-map-explorer")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    return app


def make_window(theme_name: str = "system", data: Path | None = None) -> MainWindow:
    """The main window in a theme; `system` is what the user chose last, at first what the desktop wears.

    What it remembers of models lies in the folder `data`, by default in the program's own.
    """
    app = application()
    settings = QSettings()
    languages.speak(app, languages.chosen(settings))
    window = MainWindow(settings, empty=True, data=data)
    _fill(window, settings, theme_name)
    return window


def run_window(
    model: str | None = None,
    picture: str | None = None,
    theme: str = "system",
    opening: Opening | None = None,
    settings_file: Path | None = None,
    reset: bool = False,
) -> int:
    """Open the window and run until it is closed; the exit code.

    `model` is a reference or a session's file; `opening` says how to open the former, as far as the user did.
    `settings_file` and `reset` are those of `open_settings`.
    """
    start_logging()
    app = application()
    if model and is_session(model):
        from explorer.data.session_file import read_session

        read_session(Path(model))
    if picture:
        # A picture that cannot be read ends the program with one line, as everywhere on the command line.
        from explorer.data.pictures import read_picture

        read_picture(picture)
    settings = open_settings(settings_file, reset)
    languages.speak(app, languages.chosen(settings))
    # What is imported now stays: collections would find nothing in it, and take a seventh of the time.
    gc.disable()
    window = MainWindow(settings, empty=True)
    _paint_empty(window, app, THEME.read(settings) if theme == "system" else theme)
    _fill(window, settings, theme)
    from explorer.gui.collecting import Collecting

    collecting = Collecting()
    crashed = window.sessions.autosaving.crashed
    welcome = not (model or picture or crashed) and WELCOME.read(settings)
    if welcome:
        # Docks that have just come into a window on the screen are not shown and laid out before that: they would
        # be given back as they are now.
        QCoreApplication.sendPostedEvents()
    if model and is_session(model):
        window.sessions.open(model)
    else:
        window.open_model(model or MODEL.read(settings), opening)
    if picture:
        window.open_picture(picture)
    if welcome:
        # After the model: it is what the page waits for, not a wish that leads away from it.
        window.actions_.more.welcome.open()
    timer = _interruptible(app)
    code = app.exec()
    timer.stop()
    collecting.stop()
    # After Ctrl+C the window is still open, and its model thread runs.
    window.close()
    return code


def _paint_empty(window: MainWindow, app: QApplication, theme_name: str) -> None:
    """Bring the empty window to the screen: what goes into it takes several times as long to import.

    Nothing is imported here for its looks but the colours, not even the namespace Qt: it takes 15 ms.
    """
    desktop_is_dark = app.palette().window().color().lightness() < 128
    dark = desktop_is_dark if theme_name == "system" else theme_name == "dark"
    app.setPalette(QPalette(QColor((DARK if dark else LIGHT).surface)))
    loop = QEventLoop()
    window.painted.connect(loop.quit)
    # A window that comes up minimised is not painted.
    QTimer.singleShot(500, loop.quit)
    window.show()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    window.painted.disconnect(loop.quit)


def _fill(window: MainWindow, settings: QSettings, theme_name: str) -> None:
    """Dress the application and bring everything into the window."""
    # pyqtgraph reads its options when its items are made.
    import pyqtgraph as pg

    from explorer.widgets import theme as themes

    app = application()
    name = THEME.read(settings) if theme_name == "system" else theme_name
    dark = themes.system_prefers_dark(app) if name == "system" else name == "dark"
    themes.prefer_text_scale(TEXT_SIZE.read(settings))
    themes.apply(app, "dark" if dark else "light")
    pg.setConfigOptions(imageAxisOrder="row-major", exitCleanup=False)
    window.fill()
    window.actions_.show_theme(name if name in ("light", "dark") else "system")


def _interruptible(app: QApplication) -> QTimer:
    """Let Ctrl+C in the terminal, and SIGTERM, end the program: Python sees signals only when it runs."""

    def on_signal(number: int, _frame: Any) -> None:
        app.exit(128 + number)

    # A desktop that ends its session says so by SIGTERM: that is no crash, and the session is kept.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(200)
    return timer
