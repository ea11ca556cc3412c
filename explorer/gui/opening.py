"""Opening models: in the model thread, as the user chose before, with consent; what fails leaves all as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.errors import ExplorerError
from explorer.gui.defaults import DEFAULT_MODEL
from explorer.models.definitions import definitions
from explorer.models.matching import NoMatch
from explorer.models.opening import PLAIN
from explorer.models.remembered import Choice
from explorer.models.trust import TrustNeeded
from explorer.widgets.said import said
from explorer.words import joined

if TYPE_CHECKING:
    from explorer.jobs import Job, Jobs
    from explorer.models.base import Model
    from explorer.models.opening import Opening
    from explorer.models.remembered import Remembered

MODEL = "model"


@dataclass(frozen=True, slots=True)
class Wish:
    """A model that the user wants open.

    Attributes:
        reference: what names it.
        opening: how.
        fallback: the architecture that the user once chose for weights which fit none whole.
        remember: whether the model is to be opened so from now on.
    """

    reference: str
    opening: Opening
    fallback: str = ""
    remember: bool = True


class Opener(QObject):
    """Opens one model at a time; a newer wish replaces the one before."""

    opened = Signal(object)
    """The Model."""
    failed = Signal(str)
    """One sentence; nothing has changed."""
    refused = Signal(str)
    """The same where the user wanted it so."""
    consent_needed = Signal(object)
    """A TrustNeeded: to be answered by `consent` or `refuse`."""
    choice_needed = Signal(object)
    """A NoMatch: to be answered by `load_into` or `refuse`."""
    name_needed = Signal(object)
    """The Path of a Python file with several networks, or with one that needs arguments."""
    asked = Signal()
    """Another model is wanted: what was asked about the one before is settled."""

    def __init__(self, jobs: Jobs, remembered: Remembered, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.remembered = remembered
        self._wish: Wish | None = None
        self.device = PLAIN.device
        """Where the next models run."""
        self.choice = Choice()
        """How the model that was opened last was opened."""

    @property
    def wanted(self) -> str:
        """What names the model that is being opened, or was opened last; empty where the user refused it."""
        return "" if self._wish is None else self._wish.reference

    def open(self, reference: str, given: Opening = PLAIN) -> None:
        """Open a model; what is not `given` is as the user chose the last time. Then one of the signals."""
        try:
            reference = self._whole(reference)
        except (ExplorerError, OSError) as error:
            self.failed.emit(said(error))
            return
        if reference:
            known = self.remembered.choice(reference)
            device = self.device if given.device == PLAIN.device else given.device
            self._begin(reference, _merged(given, known), device, given.trust.everything)

    def choose(self, reference: str, choice: Choice, remember: bool = True) -> None:
        """Open a model exactly like this; if it opens, `remember` to open it so from now on."""
        self._begin(reference, choice, self.device, everything=False, remember=remember)

    def consent(self, asked: TrustNeeded) -> None:
        """The user allows the file to run its code, now and later."""
        self.remembered.consent(asked.path, asked.digest)
        if self._wish is not None:
            trust = replace(self.remembered.trust(), everything=self._wish.opening.trust.everything)
            self._submit(replace(self._wish, opening=replace(self._wish.opening, trust=trust)))

    def load_into(self, architecture: str) -> None:
        """Load what fits into an architecture, though not everything does."""
        if self._wish is not None:
            self._submit(replace(self._wish, opening=replace(self._wish.opening, architecture=architecture)))

    def refuse(self, sentence: str) -> None:
        """The user wants the file as it is not opened."""
        self._wish = None
        self.refused.emit(sentence)

    def _whole(self, reference: str) -> str:
        """The reference with the name of the network in a Python file; empty where the user has to be asked."""
        path = Path(reference).expanduser()
        if path.suffix.lower() != ".py" or not path.is_file():
            return reference
        offered = [one for one in definitions(path.read_bytes(), str(path)) if not one.inner]
        if len(offered) == 1 and not offered[0].needed:
            return f"{reference}:{offered[0].name}"
        self.name_needed.emit(path)
        return ""

    def _begin(self, reference: str, choice: Choice, device: str, everything: bool, remember: bool = True) -> None:
        trust = replace(self.remembered.trust(), everything=everything)
        opening = replace(replace(choice, architecture="").opening(trust), device=device)
        self._submit(Wish(reference, opening, choice.architecture, remember))

    def _submit(self, wish: Wish) -> None:
        self._wish = wish
        self.asked.emit()
        # Of an older wish that runs still, nobody wants the answer.
        self._jobs.cancel(MODEL)
        title = self.tr("Opening {0}").format(shown_name(wish.reference))
        self._jobs.submit(MODEL, title, lambda job: _loaded(wish, job), self._on_loaded, self._on_failed)

    def _on_loaded(self, answer: tuple[Wish, Model]) -> None:
        wish, model = answer
        self.device = wish.opening.device
        self.choice = _choice_of(wish.opening)
        # The model's name is what opens it again: of `net.py` it is `net.py:Net`.
        if wish.remember and self.choice != self.remembered.choice(model.name):
            self.remembered.choose(model.name, self.choice)
        # The shipped network is always at hand.
        if model.name != DEFAULT_MODEL:
            self.remembered.met(model.name, model.title, joined((model.source, model.weights), ", "))
        self.opened.emit(model)

    def _on_failed(self, error: ExplorerError) -> None:
        if isinstance(error, TrustNeeded):
            self.consent_needed.emit(error)
        elif isinstance(error, NoMatch) and error.candidates:
            self.choice_needed.emit(error)
        else:
            self.failed.emit(said(error))


def shown_name(reference: str) -> str:
    """`net.py:Net` of `/home/me/net.py:Net`."""
    return Path(reference).name or reference


def _loaded(wish: Wish, job: Job) -> tuple[Wish, Model]:
    """The model, and the wish as it was fulfilled. In the model thread; raises ExplorerError."""
    from explorer import models

    told = replace(wish, opening=replace(wish.opening, progress=job.tell))
    try:
        return told, models.load(told.reference, told.opening)
    except NoMatch:
        # A file that fits whole by now is no longer loaded into what it once fitted best.
        if not wish.fallback:
            raise
        told = replace(told, opening=replace(told.opening, architecture=wish.fallback))
        return told, models.load(told.reference, told.opening)


def _merged(given: Opening, known: Choice) -> Choice:
    asked = _choice_of(given)
    return Choice(
        weights=asked.weights or known.weights,
        architecture=asked.architecture or known.architecture,
        input_shapes=asked.input_shapes or known.input_shapes,
        preprocessing=asked.preprocessing or known.preprocessing,
        class_names=known.class_names if asked.class_names is None else asked.class_names,
    )


def _choice_of(opening: Opening) -> Choice:
    preprocessing = opening.preprocessing
    return Choice(
        weights=opening.weights,
        architecture=opening.architecture,
        input_shapes=opening.input_shapes,
        preprocessing=preprocessing if isinstance(preprocessing, PicturePreprocessing) else None,
        class_names=opening.class_names,
    )
