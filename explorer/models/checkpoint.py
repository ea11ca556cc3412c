"""Files of weights alone: the network that they belong to is found by the names and shapes of their tensors."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from explorer import models
from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.data.preprocess import PhotoPreprocessing
from explorer.data.usual import usual_preprocessing
from explorer.errors import ModelError
from explorer.models.base import Model, ModelSource
from explorer.models.candidates import fits
from explorer.models.file_kinds import CHECKPOINT, SAFETENSORS, kind_of
from explorer.models.input_guess import runs_on
from explorer.models.matching import NoMatch, fitted, listed, tied
from explorer.models.opening import PLAIN
from explorer.models.pickled import own_network
from explorer.models.suggestions import did_you_mean
from explorer.models.unpickling import CodeNeeded
from explorer.models.weights import Misfit, loaded, network_of, read, with_weights
from explorer.words import Words, joined

if TYPE_CHECKING:
    from explorer.models.base import Preprocessing
    from explorer.models.matching import Fit
    from explorer.models.opening import Opening
    from explorer.models.weights import Weights

SUFFIXES = (".safetensors", ".pt", ".pth", ".th", ".ckpt", ".bin")


class Checkpoint(ModelSource):
    """A file of weights by its path: safetensors, or what torch.save writes."""

    order = 30

    @staticmethod
    def accepts(reference: str) -> bool:
        """Whether it is called like one (it need not exist), or is one by its first bytes."""
        if reference.lower().endswith(SUFFIXES):
            return True
        try:
            path = Path(reference).expanduser()
            return path.is_file() and kind_of(path) in (SAFETENSORS, CHECKPOINT)
        except (OSError, RuntimeError, ModelError):
            return False  # no name that a file can have, or none that may be read

    @staticmethod
    def load(reference: str, opening: Opening = PLAIN) -> Model:
        """The network that the weights fit whole, or the opening's architecture with what fits, in evaluation mode.

        Raises NoMatch where they fit none whole, TrustNeeded where the file holds a network that only its own code
        restores, and ModelError where the file cannot be read.
        """
        path = Path(reference).expanduser()
        try:
            weights = read(path, opening.progress)
        except CodeNeeded as needed:
            if needed.harmful:
                raise
            return own_network(reference, path, needed.names, opening)
        if opening.architecture:
            return _as_chosen(reference, weights, opening)
        if weights.foreign and opening.trust.allows(path):
            # Its own code is truer than an architecture whose tensors have the same names.
            return own_network(reference, path, weights.foreign, opening)
        found = fits(weights)
        if not found or not found[0].whole:
            if weights.foreign:
                return own_network(reference, path, weights.foreign, opening)
            raise NoMatch(path, [fit for fit in found if fit.fitting], len(weights.tensors))
        return _model(reference, weights, found[0], opening, _tie(tied(found)))


def given_weights(model: Model, file: Path) -> Model:
    """The model with the weights in `file`; one of known architecture has as many classes and channels as they have.

    Raises ModelError naming the file and the first keys that do not fit.
    """
    try:
        return with_weights(model, file)
    except Misfit as misfit:
        fit = next((fit for fit in fits(misfit.weights) if fit.name == model.name and fit.whole), None)
        if fit is None:
            raise
        return _model(model.name, misfit.weights, fit, PLAIN)


def _as_chosen(reference: str, weights: Weights, opening: Opening) -> Model:
    """The architecture that the user chose, with what fits. Raises ModelError where nothing does."""
    name = opening.architecture
    fit = next((fit for fit in fits(weights) if fit.name == name), None)
    if fit is not None:
        return _model(reference, weights, _some(weights, fit), opening)
    sources = models.sources()
    if not any(source.accepts(name) for source in sources):
        known = [known for source in sources for known in source.names()]
        close = difflib.get_close_matches(name.lower(), known, n=3)
        text = Words("{0}: there is no architecture “{1}” to load it into.", weights.path, name)
        raise ModelError(joined((text, did_you_mean(close))))
    # Any other model that can be opened, such as a class of the user's.
    model = models.load(name, replace(opening, architecture="", weights=None))
    fit = _some(weights, fitted(network_of(model), weights.shapes))
    return replace(loaded(model, weights, fit), name=reference, path=weights.path)


def _some(weights: Weights, fit: Fit) -> Fit:
    """The fit itself. Raises ModelError where it is none at all."""
    if not fit.fitting:
        raise ModelError(
            "{0}: none of its {1:,} tensors fits {2} ({3}).", weights.path, len(weights.tensors), fit.title, fit.name
        )
    return fit


def _model(reference: str, weights: Weights, fit: Fit, opening: Opening, note: str = "") -> Model:
    """The network of a fit, built anew and given the weights."""
    candidate = fit.candidate
    blank = not (fit.missing or fit.misshapen)
    around = candidate.surroundings(fit.sizes)
    model = Model(
        name=reference,
        title=fit.title,
        source=candidate.source,
        weights="",
        trained=True,
        module=candidate.make(fit.sizes, blank).eval(),
        input_shape=around.preprocessing.input_shape,
        class_names=around.class_names,
        preprocessing=around.preprocessing,
        path=weights.path,
        note=joined((note, "" if opening.preprocessing else around.note)),
    )
    model = loaded(model, weights, fit, adopt=blank)
    return _of_shape(model, opening.input_shapes) if opening.input_shapes else model


def _of_shape(model: Model, shapes: tuple[tuple[int, ...], ...]) -> Model:
    """The model with an input of another size. Raises ModelError where it cannot run on that."""
    if len(shapes) > 1 or len(shapes[0]) != 3:
        raise ModelError("{0}: {1} takes one picture: give one input shape C,H,W.", model.path, model.title)
    try:
        runs_on(model.module, shapes)
    except ModelError as error:
        raise ModelError("{0}: {1} does not run on an input of {2}.", model.path, model.title, error) from error
    channels, height, width = shapes[0]
    old = model.preprocessing
    if isinstance(old, PhotoPreprocessing):
        usual = PicturePreprocessing.from_photo(old)
        preprocessing: Preprocessing = replace(usual, height=height, width=width, resize=None)
    else:
        preprocessing = usual_preprocessing((channels, height, width))
    return replace(model, preprocessing=preprocessing, input_shape=preprocessing.input_shape)


def _tie(fits: list[Fit]) -> str:
    """A sentence on the architectures that the file does not tell apart; empty where there is only one."""
    if len(fits) < 2:
        return ""
    return Words("Its tensors fit {0} alike; {1} was taken.", listed([fit.name for fit in fits]), fits[0].name)
