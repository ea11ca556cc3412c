"""The session that is kept without being asked: every half minute and at the end; a crash leaves it where it is."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer

from explorer.errors import ExplorerError
from explorer.gui.session_content import content_of, files_of, save
from explorer.gui.settings import AUTOSAVE
from explorer.words import reason

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.gui.session_content import Content
    from explorer.gui.window import MainWindow
    from explorer.jobs import Job

_log = logging.getLogger(__name__)
_EVERY_MS = 30_000
_REST_MS = 1_000
_NAMES = ("autosave", "autosave-2", "autosave-3", "autosave-4")
SLOT, PREPARE = "autosave", "hashes for a session"


class Autosaving(QObject):
    """Writes `autosave.fmx` in the program's data folder while it runs; a good end makes it `last-session.fmx`.

    An `autosave.fmx` that nobody is writing therefore tells of a program that did not end well. Of several programs
    that run at once each writes a file of its own, the second `autosave-2.fmx`: whose lock it has, which a crash
    gives back.
    """

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window, self._folder = window, folder
        self._file = folder / f"{_NAMES[0]}.fmx"
        self.last = folder / "last-session.fmx"
        self._lock: QLockFile | None = None
        self._kept: Content | None = None
        self._prepared: object = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._on_timeout)
        self.crashed = self._put_aside()
        """Whether the last program did not end well; its session is `last` now."""
        window.session.changed.connect(self._on_session_changed)
        window.controller.frame_shown.connect(self._on_frame_shown)
        window.jobs.idle.connect(self._on_idle)
        window.closed.connect(self._on_window_closed)

    def _put_aside(self) -> bool:
        """Of several that were left the first; the next start finds the next one."""
        if not any((self._folder / f"{name}.fmx").is_file() and self._has_locked(name) for name in _NAMES):
            return False
        try:
            os.replace(self._file, self.last)
        except OSError as error:
            _log.warning("%s cannot be kept: %s", self._file, error)
            return False
        return True

    def _may_write(self) -> bool:
        if self._lock is None:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                _log.warning("%s cannot be made: %s", self._folder, error)
                return False
        return self._lock is not None or any(map(self._has_locked, _NAMES))

    def _has_locked(self, name: str) -> bool:
        """Whether the file of this name may be written from now on."""
        lock = QLockFile(str(self._folder / f"{name}.lock"))
        lock.setStaleLockTime(0)  # not by its age, only when its program is gone
        if not lock.tryLock(0):
            return False
        self._lock, self._file = lock, self._folder / f"{name}.fmx"
        return True

    def _on_session_changed(self) -> None:
        if not self._timer.isActive():
            self._timer.start(_EVERY_MS)

    def _on_frame_shown(self) -> None:
        """The first maps: what the program shows by itself is not worth keeping, a drawing that was quicker is."""
        if self._kept is None:
            content = content_of(self._window)
            self._kept = None if content is None else replace(content, shown=())

    def _on_idle(self) -> None:
        """A new network's files are hashed now: at the end it would keep the window from closing."""
        model = self._window.session.state.model
        if model is None or model.module is self._prepared or not AUTOSAVE.read(self._window._settings):
            return
        files = files_of(model, self._window.controller.opener.choice)
        if not files:
            self._prepared = model.module
            return

        def prepared(whole: bool) -> None:
            # Where other jobs came first it goes on after them.
            self._prepared = model.module if whole else None

        def failed(_error: ExplorerError) -> None:
            prepared(True)  # saving will say it

        self._window.jobs.submit(PREPARE, "", lambda job: _hashed(files, job), prepared, failed)

    def _on_timeout(self) -> None:
        if self._window.lessons.is_open:
            self._timer.start(_EVERY_MS)  # what they show is not the user's own
            return
        if self._window.panels.left.input.draw_pad.drawing or not self._window.jobs.is_idle():
            self._timer.start(_REST_MS)
            return
        content = self._changed()
        if content is not None:
            # Without a title: nobody asked for it, so the status bar does not show it.
            self._window.jobs.submit(
                SLOT, "", lambda _job: self._saved(content), self._on_saved, lambda error: _log.warning("%s", error)
            )

    def _changed(self) -> Content | None:
        """What is to be written; None where that has been done, or is not to be."""
        content = content_of(self._window)
        new = content is not None and self._kept is not None and content != self._kept
        wanted = AUTOSAVE.read(self._window._settings)
        return content if new and wanted and self._may_write() else None

    def _saved(self, content: Content) -> Content:
        save(content, self._file)
        return content

    def _on_saved(self, content: Content) -> None:
        self._kept = content

    def _on_window_closed(self) -> None:
        self.end()

    def end(self) -> None:
        """Keep the session as the last one, and let others write: the window is closed, or filled anew."""
        self._timer.stop()
        try:
            content = self._changed()
            if content is not None:
                self._saved(content)
            if self._lock is not None and self._file.is_file():
                os.replace(self._file, self.last)
        except (ExplorerError, OSError) as error:
            _log.warning("The session could not be kept: %s", error)
        finally:
            if self._lock is not None:
                self._lock.unlock()
                self._lock = None


def _hashed(files: list[Path], job: Job) -> bool:
    """In the model thread: whether it could be done before somebody else wanted the thread."""
    from explorer.data.digests import prepare_digest

    try:
        return all(prepare_digest(file, lambda: job.others_wait or job.cancelled) for file in files)
    except OSError as error:
        raise ExplorerError("{0}", reason(error)) from error
