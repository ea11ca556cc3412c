"""What leaves the window as files and on the clipboard; the work is done in the model thread."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMessageBox

from explorer.gui.export_wishes import NumbersWish, PictureWish, ReportWish
from explorer.gui.menu_walk import plain
from explorer.gui.settings import Setting
from explorer.widgets.icons import icon
from explorer.widgets.said import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from explorer.errors import ExplorerError
    from explorer.gui.export_dialog import ExportDialog
    from explorer.gui.export_wishes import Wish
    from explorer.gui.frames import Frame
    from explorer.gui.view_picture import Drawing
    from explorer.gui.window import MainWindow
    from explorer.jobs import Job

_FOLDER = Setting("folders/exports", "")
_PREVIEW = "export preview"


class Exports(QObject):
    """Owns the actions that write files of what is shown, and one that copies code."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._count = 0
        self._slots: set[str] = set()
        self._dialog: ExportDialog | None = None
        self.export = self._action(self.tr("&Export…"), self.ask, "Ctrl+E", "export")
        self.save_screenshot = self._action(self.tr("Save screens&hot…"), self.ask_for_screenshot, "", "image")
        self.copy_code = self._action(self.tr("Copy as P&yTorch code"), self.copy_as_code, "", "copy")
        self.copy_code.setToolTip(self.tr("Python that loads this network and captures the values of this layer"))
        self.actions = (self.export, self.save_screenshot, self.copy_code)
        for action in (self.export, self.copy_code):
            action.setEnabled(False)
        window.status.cancelled.connect(self._on_cancelled)
        window.controller.frame_shown.connect(self._on_frame_shown)
        window.controller.model_loaded.connect(lambda _model: self._enable(False))

    def _action(self, text: str, run: Callable[[], object], keys: str, name: str) -> QAction:
        action = QAction(text, self._window)
        action.setIcon(icon(name))
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: run())
        said = plain(text).rstrip("…")
        action.setToolTip(f"{said} ({action.shortcut().toString()})" if keys else said)
        self._window.addAction(action)
        return action

    # ---- what the user can ask for

    def ask(self) -> None:
        """The dialog, for what is shown now."""
        from explorer.gui.export_dialog import ExportDialog

        frame = self._window.controller.frame
        if frame is None:
            return
        dialog = self._dialog = ExportDialog(frame, self._window)
        dialog.save_wanted.connect(lambda wish: self.ask_for_file(frame, wish))
        dialog.copy_wanted.connect(lambda wish: self.copy_picture(frame, wish))
        dialog.preview_wanted.connect(lambda wish: self._preview(frame, wish))
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()
        dialog.ask_for_preview()

    def ask_for_file(self, frame: Frame, wish: Wish) -> None:
        """Where to, then save."""
        name = _suggested(frame, wish)
        path = self._path(self.tr("Export"), name, f"{wish.ending.upper()} (*.{wish.ending})")
        if path is not None:
            self.save(frame, wish, path)

    def save(self, frame: Frame, wish: Wish, path: Path) -> None:
        """Write the file in the model thread; the status bar, or a bar in the dialog or window, says how it went."""
        from explorer.gui.export_files import content_of

        if self._dialog is not None:
            self._dialog.message.clear()
        # A widget is painted here, before the thread takes over.
        content = content_of(frame, self._window.session.state, wish, self._window.panels.views.current())

        def write(job: Job) -> None:
            from explorer.core.whole_file import write_whole

            job.check()
            write_whole(path, lambda partial: content(partial, job))

        title = self.tr("Writing {0}").format(path.name)
        self._run(title, write, lambda _none: self._on_saved(path), must_run=True)

    def copy_picture(self, frame: Frame, wish: PictureWish) -> None:
        """The picture to the clipboard, as it would be a PNG."""
        from explorer.gui.export_files import image_of

        make = image_of(frame, self._window.session.state, wish, self._window.panels.views.current(), wish.times)
        self._run(self.tr("Copying the picture"), lambda _job: make(), self._on_copied)

    def copy_as_code(self) -> None:
        """Python for the selected layer to the clipboard."""
        frame = self._window.controller.frame
        if frame is None:
            return
        channel = 0 if frame.unit is None else frame.unit.channel

        def write(_job: Job) -> str:
            from explorer.sharing.capture_code import capture_code

            return capture_code(frame.request.model, frame.trace, frame.call, channel)

        self._run(self.tr("Writing code"), write, self._on_code)

    def ask_for_screenshot(self) -> None:
        """The window as it is, as a PNG."""
        from explorer.gui.export_files import screenshot_of

        image = self._window.grab().toImage()
        path = self._path(self.tr("Save screenshot"), "feature-map-explorer.png", "PNG (*.png)")
        if path is None:
            return

        def write(_job: Job) -> None:
            from explorer.core.whole_file import write_whole

            write_whole(path, lambda partial: partial.write_bytes(screenshot_of(image)))

        title = self.tr("Writing {0}").format(path.name)
        self._run(title, write, lambda _none: self._on_saved(path), must_run=True)

    def ask_for_drawing(self, drawing: Drawing, parent: QWidget) -> None:
        """What is painted as it stands, as a PNG."""
        # Before it is asked where to: what follows a camera would be another picture afterwards.
        packed = drawing.drawn("png", 2)
        path = self._path(self.tr("Save picture"), f"{_safe(drawing.title)}.png", "PNG (*.png)", parent)
        if path is None:
            return

        def write(_job: Job) -> None:
            from explorer.core.whole_file import write_whole

            write_whole(path, lambda partial: partial.write_bytes(packed()))

        title = self.tr("Writing {0}").format(path.name)
        self._run(title, write, lambda _none: self._on_saved(path), must_run=True)

    # ---- how it is done

    def _run(
        self, title: str, function: Callable[[Job], Any], done: Callable[[Any], None], must_run: bool = False
    ) -> None:
        # A slot of its own: an export that waits is not replaced by the next one.
        self._count += 1
        slot = f"export {self._count}"
        self._slots.add(slot)

        def end(result: Any) -> None:
            self._slots.discard(slot)
            done(result)

        self._window.jobs.submit(slot, title, function, end, self._on_failed, must_run)

    def _path(self, title: str, name: str, kinds: str, parent: QWidget | None = None) -> Path | None:
        """The file that the user chose, with its ending; None for none."""
        settings = self._window._settings
        folder = Path(_FOLDER.read(settings) or Path.home())
        parent = parent or self._dialog or self._window
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(folder / name), kinds)
        if not chosen:
            return None
        path, ending = Path(chosen), Path(name).suffix
        _FOLDER.write(settings, str(path.parent))
        if path.suffix.lower() == ending:
            return path
        # The dialog has asked about the name as it was typed, not about this one.
        path = path.with_name(path.name + ending)
        return path if not path.exists() or self._may_replace(parent, title, path) else None

    def _may_replace(self, parent: QWidget, title: str, path: Path) -> bool:
        text = self.tr("{0} already exists.\nDo you want to replace it?").format(path.name)
        buttons = QMessageBox.StandardButton
        return QMessageBox.question(parent, title, text, buttons.Yes | buttons.No, buttons.No) == buttons.Yes

    def _preview(self, frame: Frame, wish: PictureWish) -> None:
        from explorer.gui.export_files import image_of

        make = image_of(frame, self._window.session.state, wish, self._window.panels.views.current(), 1)
        self._window.jobs.submit(_PREVIEW, "", lambda _job: make(), self._on_preview, self._on_failed)

    # ---- what happens

    def _enable(self, on: bool) -> None:
        self.export.setEnabled(on)
        self.copy_code.setEnabled(on)

    def _on_frame_shown(self, _frame: Frame) -> None:
        if not self.export.isEnabled():
            self._enable(True)

    def _on_cancelled(self) -> None:
        self._window.jobs.cancel(*self._slots)
        self._slots.clear()

    def _on_dialog_finished(self) -> None:
        dialog, self._dialog = self._dialog, None
        self._window.jobs.cancel(_PREVIEW)
        if dialog is not None:
            dialog.deleteLater()

    def _on_preview(self, image: QImage) -> None:
        if self._dialog is not None:
            self._dialog.picture.show_preview(image)

    def _on_saved(self, path: Path) -> None:
        text = self.tr("Saved {0}").format(path.name)
        self._window.status.hint(text, str(path))
        if self._dialog is not None:
            self._dialog.message.show_message("info", text)

    def _on_copied(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        text = self.tr("Copied a picture of {0} × {1} pixels")
        self._window.status.hint(text.format(image.width(), image.height()))

    def _on_code(self, code: str) -> None:
        QGuiApplication.clipboard().setText(code)
        self._window.status.hint(self.tr("Copied {0} lines of Python").format(code.count("\n")))

    def _on_failed(self, error: ExplorerError) -> None:
        if self._dialog is None:
            self._window.notices.tell(said(error))
        else:  # which covers the window's own bar
            self._dialog.message.show_message("danger", said(error))


def _suggested(frame: Frame, wish: Wish) -> str:
    """A file name that every system takes: model, layer, and what of it."""
    parts = [frame.request.model.title]
    channel = "" if frame.unit is None else f"-{frame.unit.channel}"
    if isinstance(wish, ReportWish):
        parts.append("report")
    elif isinstance(wish, PictureWish):
        parts += [frame.call.name, f"channel{channel}" if wish.subject == "one" else "maps"]
    elif isinstance(wish, NumbersWish) and wish.which in ("trace", "input"):
        # The copied code looks for `input.npy`.
        parts = ["input"] if wish.which == "input" else [*parts, "trace"]
    else:
        parts += [frame.call.name, f"{wish.which}{channel if wish.which in ('map', 'kernel') else ''}"]
    return f"{_safe('-'.join(parts))}.{wish.ending}"


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name)[:120]
