"""The languages of the window: the translators that the program speaks with, and the menu that chooses one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from explorer.gui.window import MainWindow

SYSTEM, ENGLISH = "system", "en"
NAMES = {ENGLISH: "English", "ko": "한국어"}
"""By their codes, in themselves: who does not read the present language finds the own one."""
_KEY = "language"


def chosen(settings: QSettings) -> str:
    """`system`, or the code of the language that the user has chosen."""
    name = str(settings.value(_KEY, SYSTEM))
    return name if name in NAMES else SYSTEM


def keep(settings: QSettings, name: str) -> None:
    """Remember a choice: `system` or a code."""
    settings.setValue(_KEY, name)


def spoken(name: str) -> str:
    """The code of the language that a choice means: for `system` the first of the user's that there is."""
    if name != SYSTEM:
        return name
    wanted = (language.partition("-")[0] for language in QLocale.system().uiLanguages())
    return next((code for code in wanted if code in NAMES), ENGLISH)


def speak(app: QCoreApplication, name: str) -> None:
    """Let all texts that are asked for from now on be in this language, those of Qt's own dialogs too."""
    for translator in app.findChildren(QTranslator, _KEY):
        app.removeTranslator(translator)
        translator.deleteLater()
    code = spoken(name)
    QLocale.setDefault(QLocale.system() if name == SYSTEM else QLocale(code))
    if code != ENGLISH:
        for file in _files(code):
            translator = QTranslator(app)
            translator.setObjectName(_KEY)
            if translator.load(file):
                app.installTranslator(translator)


def _files(code: str) -> tuple[str, str]:
    from importlib.resources import files

    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return f"{qt}/qtbase_{code}.qm", str(files("explorer.resources").joinpath("translations", f"{code}.qm"))


class Languages(QObject):
    """The menu of languages. Another one is spoken at once: the window is filled anew, and shows what it has shown."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu(self.tr("La&nguage"), window)
        group = QActionGroup(self)
        self.actions: dict[str, QAction] = {}
        for name, text in {SYSTEM: self.tr("&System language"), **NAMES}.items():
            action = QAction(text, window)
            action.setCheckable(True)
            action.triggered.connect(partial(self._on_triggered, name))
            group.addAction(action)
            self.menu.addAction(action)
            self.actions[name] = action
        self.actions[chosen(window._settings)].setChecked(True)

    def set(self, name: str) -> None:
        """Speak a language from now on: `system` or a code; remembered. While a download runs a sentence refuses."""
        window = self._window
        before = spoken(chosen(window._settings))
        if spoken(name) != before and not may_refill(window):
            self.actions[chosen(window._settings)].setChecked(True)
            return
        keep(window._settings, name)
        self.actions[name].setChecked(True)
        if spoken(name) != before:
            # The menu that this comes from is one of the things that go.
            QTimer.singleShot(0, window, lambda: _change(window, name))

    def _on_triggered(self, name: str, _checked: bool = False) -> None:
        self.set(name)


def may_refill(window: MainWindow) -> bool:
    """Whether nothing is lost when the window is filled anew, without its dialogs; if not, a sentence says why."""
    from explorer.gui.downloads import Download

    if not any(download.running for download in window.findChildren(Download)):
        return True
    text = QCoreApplication.translate(
        "Languages", "This can be changed when the download has ended, or when you have cancelled it."
    )
    window.notices.tell(text, "info")
    return False


def _change(window: MainWindow, name: str) -> None:
    from explorer.gui.refilling import refill

    app = QCoreApplication.instance()
    assert app is not None
    refill(window, lambda: speak(app, name))
