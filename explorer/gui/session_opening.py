"""Opening a session: its files are looked for, its network opens as any other does, then all is put as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, Qt, Signal

from explorer.gui.defaults import DEFAULT_MODEL
from explorer.gui.session_content import choice_in, look_in, picture_in, stimulus_in, strokes_in
from explorer.gui.session_files import found, looked_up, with_file
from explorer.inputs.image import ImageInput
from explorer.inputs.stimulus import StimulusInput
from explorer.widgets import theme
from explorer.widgets.said import said

if TYPE_CHECKING:
    from explorer.data.session_file import SessionFile
    from explorer.errors import ExplorerError
    from explorer.gui.frames import Frame
    from explorer.gui.missing_file_dialog import MissingFileDialog
    from explorer.gui.session_files import Found, Part
    from explorer.gui.window import MainWindow
    from explorer.models.base import Model
    from explorer.widgets.message_bar import MessageKind

SESSION = "session"


class SessionOpening(QObject):
    """Opens one session at a time; until its network has come, nothing of what is open changes."""

    opened = Signal(Path)
    """Network, input and view are those of this file."""
    said = Signal(str, str)
    """A MessageKind and what the user should know of the session."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._opener = window.controller.opener
        self._wanted: Found | None = None
        self._settling: tuple[Model, SessionFile] | None = None
        self._without_picture = False
        self._opener.asked.connect(self._on_model_asked)
        self._opener.opened.connect(self._on_model_opened)
        self._opener.failed.connect(self._forget)
        self._opener.refused.connect(self._forget)
        window.status.cancelled.connect(self._forget)
        window.controller.frame_shown.connect(self._on_frame_shown)

    def open(self, path: Path) -> None:
        """Open a session file; then `opened`, or `said` why not."""
        self._forget()
        self._without_picture = False
        self._look(lambda: found(path), path)

    # ---- files

    def _look(self, work: Any, path: Path) -> None:
        title = self.tr("Opening {0}").format(path.name)
        self._window.jobs.submit(SESSION, title, lambda _job: work(), self._on_looked, self._on_failed)

    def _on_looked(self, session: Found) -> None:
        missing = [(part, path) for part, path in session.missing if not (part == "input" and self._without_picture)]
        if missing:
            self._ask(session, *missing[0])
        else:
            self._open_model(session)

    def _ask(self, session: Found, part: Part, missing: Path) -> None:
        from explorer.gui.missing_file_dialog import MissingFileDialog

        dialog = MissingFileDialog(session.path, missing, part == "input", self._window)
        dialog.found.connect(
            lambda path: self._look(lambda: looked_up(session.path, with_file(session.session, part, path)), path)
        )
        dialog.left_out.connect(lambda: self._on_left_out(session))
        sentence = self.tr("{0} was not opened, because {1} is missing.").format(session.path, missing)
        dialog.rejected.connect(lambda: self._give_up("info", sentence))
        self._show(dialog)

    def _show(self, dialog: MissingFileDialog) -> None:
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        dialog.show()

    def _on_left_out(self, session: Found) -> None:
        self._without_picture = True
        self._on_looked(session)

    def _on_failed(self, error: ExplorerError) -> None:
        self._give_up("danger", said(error))

    def _give_up(self, kind: MessageKind, sentence: str) -> None:
        self._forget()
        self.said.emit(kind, sentence)
        if self._window.session.state.model is None:
            self._window.open_model(DEFAULT_MODEL)

    # ---- the network

    def _open_model(self, session: Found) -> None:
        part = session.session.model
        self._wanted = session
        # Somebody else's session says nothing of how the user wants this network opened elsewhere.
        self._opener.choose(part.reference, choice_in(part), remember=False)

    def _on_model_asked(self) -> None:
        """The session's own, again after a consent, or another one that the user wants instead."""
        if self._wanted is not None and self._opener.wanted != self._wanted.session.model.reference:
            self._forget()
        self._settling = None

    def _forget(self, *_why: object) -> None:
        self._wanted = self._settling = None

    def _on_model_opened(self, model: Model) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._restore(wanted, model)

    # ---- what was on the screen

    def _restore(self, wanted: Found, model: Model) -> None:
        session, window = wanted.session, self._window
        self._restore_layout(session)
        self._restore_centre(session, model)
        self._restore_input(session)
        look = look_in(session.look)
        if window.panels.views.view_called(look["view"]) is None:
            look["view"] = window.session.state.view  # of a view that this program does not have
        # Which cells and channels there are, is known only when the network has run.
        window.session.amend(**look | {"cell": None})
        self._settling = model, session
        if wanted.changed:
            text = self.tr("{0} is no longer what it was when {1} was saved: what is shown may differ from it.")
            names = ", ".join(str(path) for path in wanted.changed)
            self.said.emit("warning", text.format(names, wanted.path.name))
        self.opened.emit(wanted.path)

    def _restore_layout(self, session: SessionFile) -> None:
        layout, window = session.layout, self._window
        if layout.theme is not None and theme.tokens().dark != (layout.theme == "dark"):
            window.apply_theme(layout.theme)
        window.front.close()
        if layout.docks:
            window.restoreState(QByteArray(layout.docks))
        if layout.splitter:
            window._splitter.restoreState(QByteArray(layout.splitter))

    def _restore_centre(self, session: SessionFile, model: Model) -> None:
        preprocessing: Any = model.preprocessing
        centre = session.model.centre
        if centre is not None and getattr(preprocessing, "centre", centre) != centre:
            self._window.preparing.change(replace(preprocessing, centre=centre))

    def _restore_input(self, session: SessionFile) -> None:
        from explorer.data.session_file import DrawingPart, FilePart, StimulusPart

        part, panel = session.input, self._window.panels.left.input
        if isinstance(part, DrawingPart):
            panel.draw_pad.set_strokes(strokes_in(part))
            panel.select_input("Draw")
        elif isinstance(part, StimulusPart):
            next(source for source in panel.sources() if isinstance(source, StimulusInput)).show_stimulus(
                stimulus_in(part)
            )
            panel.select_input("Stimulus")
        elif not isinstance(part, FilePart):
            next(source for source in panel.sources() if isinstance(source, ImageInput)).show_picture(picture_in(part))
        elif not self._without_picture:
            panel.open_path(part.file.path)

    def _on_frame_shown(self, frame: Frame) -> None:
        if self._settling is None:
            return
        model, session = self._settling
        look = session.look
        if frame.request.model.module is not model.module or frame.request.layer != look.layer:
            return
        self._settling = None
        if look.layer is not None and frame.call.name != look.layer:
            text = self.tr("{0} has no layer '{1}' any more: {2} is shown.")
            self.said.emit("warning", text.format(model.title, look.layer, frame.call.name))
            return
        network, unit = self._window.panels.network, frame.unit
        opened = network.opened_for(frame.call.name)
        if opened is not None:
            network.folding_changed.emit(opened)  # as if the block that hides the layer had been clicked
        if unit is None or unit.values is None:
            return
        within = look.cell is not None and look.cell < unit.values.shape[:2] and look.cell[1] < unit.values.shape[1]
        self._window.session.amend(
            channel=min(look.channel, max(0, unit.count - 1)), cell=look.cell if within else None
        )
