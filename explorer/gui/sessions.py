"""Sessions in the window: saving and opening them, and the offer to restore the last one after a crash."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject, QStandardPaths, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout

from explorer.gui.autosaving import Autosaving
from explorer.gui.defaults import SESSION_SUFFIX
from explorer.gui.menu_walk import plain
from explorer.gui.session_content import content_of, save
from explorer.gui.session_opening import SessionOpening
from explorer.widgets.icons import icon
from explorer.widgets.message_bar import MessageBar
from explorer.widgets.said import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.gui.session_content import Content
    from explorer.gui.window import MainWindow
    from explorer.widgets.message_bar import MessageKind

_SAVING = "session-saving"


class Sessions(QObject):
    """Owns the actions of the File menu that deal with sessions, and a bar that speaks of them."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self.path: Path | None = None
        """The file that the session was saved to or opened from."""
        self.bar = MessageBar()
        self._offering = False
        centre = window.centralWidget()
        column = centre and centre.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.bar)
        self._opening = SessionOpening(window, self)
        self._opening.said.connect(self._say)
        self._opening.opened.connect(self._on_opened)
        self.autosaving = Autosaving(window, folder)
        window.controller.opener.asked.connect(self._on_model_asked)
        self.bar.action_requested.connect(self.restore_last)
        self.bar.closed.connect(self._clear)
        self._build_actions()
        if self.autosaving.crashed:
            self._offer()

    def _build_actions(self) -> None:
        keys = {"save": "Ctrl+S", "save_as": "Ctrl+Shift+S", "open": "", "last": ""}
        self.save_action = self._action(self.tr("&Save session"), self.save, keys["save"], "floppy-disk")
        self.save_as_action = self._action(self.tr("Save session &as…"), self.save_as, keys["save_as"])
        self.open_action = self._action(self.tr("Open sess&ion…"), self.choose, keys["open"])
        self.last_action = self._action(self.tr("Restore &last session"), self.restore_last, keys["last"])
        self.actions = (self.open_action, self.save_action, self.save_as_action, self.last_action)

    def _action(self, text: str, run: Callable[[], object], keys: str, name: str = "") -> QAction:
        action = QAction(text, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        if name:
            action.setIcon(icon(name))
        action.triggered.connect(lambda _checked=False: run())
        said = plain(text).rstrip("…")
        action.setToolTip(f"{said} ({action.shortcut().toString()})" if keys else said)
        self._window.addAction(action)
        return action

    # ---- what the user can ask for

    def open(self, path: str | Path) -> None:
        """Open a session file; what is open stays until its network has come."""
        self._on_model_asked()
        self._opening.open(Path(path).absolute())

    def restore_last(self) -> None:
        """Open the session that was kept by itself, of the last program that ran."""
        self._clear()
        if self.autosaving.last.is_file():
            self.open(self.autosaving.last)
        else:
            self._say("info", self.tr("There is no last session yet: one is kept when you have changed something."))

    def save(self) -> None:
        """Save to the file that it came from or was saved to; the first time ask for one."""
        if self.path is None:
            self.save_as()
        else:
            self.save_to(self.path)

    def save_as(self) -> None:
        """Ask for a file and save to it."""
        dialog = self._dialog(self.tr("Save session"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SESSION_SUFFIX)
        dialog.selectFile(self.path.name if self.path else f"{self.tr('session')}{SESSION_SUFFIX}")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def choose(self) -> None:
        """Ask for a session file and open it."""
        dialog = self._dialog(self.tr("Open session"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save the session; the status bar says so."""
        content = content_of(self._window)
        if content is None:
            text = self.tr("There is no network here that a session could open again: open one by its name or file.")
            self._say("warning", text)
            return
        self._window.jobs.submit(
            # A slot for each file: only what is to go to the same one is replaced.
            f"{_SAVING} {path}",
            self.tr("Saving {0}").format(path.name),
            lambda _job: _saved(content, path),
            self._on_saved,
            lambda error: self._say("danger", said(error)),
            must_run=True,
        )

    # ---- what happens

    def _dialog(self, title: str) -> QFileDialog:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, title, str(self.path.parent) if self.path else documents)
        dialog.setNameFilters([self.tr("Sessions ({0})").format(f"*{SESSION_SUFFIX}"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _on_saved(self, path: Path) -> None:
        self._meet(path)
        self._window.status.hint(self.tr("Saved as {0}").format(path.name), str(path))

    def _on_opened(self, path: Path) -> None:
        if path.resolve() == self.autosaving.last.resolve():
            # Written again at the end, it is nobody's file to save to; and the one before holds another session.
            self.path = None
        else:
            self._meet(path)

    def _meet(self, path: Path) -> None:
        self.path = path
        model = self._window.session.state.model
        about = "" if model is None else model.title
        self._window.controller.opener.remembered.met(str(path), path.name, about)

    def _offer(self) -> None:
        self._offering = True
        moment = QDateTime.fromSecsSinceEpoch(int(self.autosaving.last.stat().st_mtime))
        text = self.tr("The last session, of {0}, did not end well.")
        when = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
        self.bar.show_message("info", text.format(when), action=self.tr("Restore the last session"))

    def _on_model_asked(self) -> None:
        """What was said of one network is not said of the next; the offer stays until it is answered."""
        if not self._offering:
            self.bar.clear()

    def _say(self, kind: MessageKind, sentence: str) -> None:
        self._offering = False
        self.bar.show_message(kind, sentence)

    def _clear(self) -> None:
        self._offering = False
        focus = QApplication.focusWidget()
        if focus is not None and self.bar.isAncestorOf(focus):
            # Hidden with its bar, the button would hand the keyboard to whatever comes next.
            self._window.panels.left.input.draw_pad.setFocus()
        self.bar.clear()


def _saved(content: Content, path: Path) -> Path:
    save(content, path)
    return path
