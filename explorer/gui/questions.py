"""What the user is asked before a model opens: which one, whether its code may run, what to load weights into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from explorer.gui.model_dialog import ModelDialog
    from explorer.gui.window import MainWindow
    from explorer.models.matching import NoMatch
    from explorer.models.trust import TrustNeeded


class Questions(QObject):
    """Shows the dialogs of a window; a question about a model is taken back when another is wanted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._opener = window.controller.opener
        self._open: QDialog | None = None
        self._opener.asked.connect(self._take_back)
        self._opener.consent_needed.connect(self._on_consent_needed)
        self._opener.choice_needed.connect(self._on_choice_needed)
        self._opener.name_needed.connect(lambda path: self.ask_for_file(path))

    def ask_for_model(self) -> None:
        """The dialog in which models are chosen, to the front; the window can be used meanwhile."""
        self._model_dialog()

    def ask_for_file(self, path: Path | None = None, weights: Path | None = None) -> None:
        """The same dialog where it asks for a file; that and its weights are filled in where they are known."""
        self._model_dialog().show_file(path, weights)

    def ask_for_preprocessing(self) -> None:
        """The dialog for how pictures become the network's input; none where there is no network yet."""
        from explorer.gui.preprocess_dialog import PreprocessDialog

        window = self._window
        if window.session.state.model is None:
            return
        dialog = next((one for one in window.findChildren(PreprocessDialog) if one.isVisible()), None)
        if dialog is None:
            dialog = PreprocessDialog(window.session, window.jobs, window.preparing, window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        dialog.activateWindow()

    def _model_dialog(self) -> ModelDialog:
        from explorer.gui.model_dialog import model_dialog_of

        return model_dialog_of(self._window, self._window.jobs, self._opener)

    def _on_consent_needed(self, asked: TrustNeeded) -> None:
        from explorer.gui.trust_dialog import TrustDialog

        dialog = TrustDialog(asked, self._window)
        dialog.consented.connect(self._opener.consent)
        sentence = self.tr("{0} was not opened, because its code may not run.").format(asked.path)
        dialog.rejected.connect(lambda: self._opener.refuse(sentence))
        self._ask(dialog)

    def _on_choice_needed(self, error: NoMatch) -> None:
        from explorer.gui.misfit_dialog import MisfitDialog

        dialog = MisfitDialog(error, self._window)
        dialog.architecture_chosen.connect(self._opener.load_into)
        dialog.file_wanted.connect(lambda: self.ask_for_file(None, error.path))
        sentence = self.tr("{0} was not opened: its weights fit no known architecture whole.").format(error.path)
        dialog.rejected.connect(lambda: self._opener.refuse(sentence))
        self._ask(dialog)

    def _ask(self, dialog: QDialog) -> None:
        self._open = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_answered)
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        dialog.show()

    def _on_answered(self) -> None:
        self._open = None

    def _take_back(self) -> None:
        """Nobody waits for the answer any more."""
        dialog, self._open = self._open, None
        if dialog is not None:
            dialog.blockSignals(True)
            dialog.close()
