"""The measured tuning curves of a network, kept as long as it is open and its weights stay; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from explorer.core.graph import INPUT
from explorer.errors import Cancelled

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace
    from explorer.core.tuning import Tuning
    from explorer.jobs import Job
    from explorer.models.base import Model
    from explorer.views.base import Options

ORIENTATIONS = 24
PHASES = 4


@dataclass(frozen=True, slots=True)
class TuningOptions:
    """The view's own settings.

    Attributes:
        cycles: stripes across the picture's side.
        asked: a number that grows with each wish to measure; 0 for none.
    """

    cycles: float = 6.0
    asked: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Tuned:
    """What the view shows of a call.

    Attributes:
        name: of the call.
        channel: the selected one.
        tuning: its curves, None where they have not been measured or it has no maps.
        measured: whether the network has been measured with these gratings.
        runs: how many runs of the network measuring takes.
    """

    name: str
    channel: int
    tuning: Tuning | None
    measured: bool
    runs: int


@dataclass(eq=False)
class _Known:
    """Of one network: its curves by size of the input and stripes, which wishes were met, and which hold no more."""

    weights: tuple[object, ...] = ()
    curves: dict[Any, dict[str, Tuning]] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)

    def keep_for(self, weights: tuple[object, ...]) -> None:
        """Forget the curves of other weights; who wished for those has not wished for these."""
        if weights != self.weights:
            self.weights = weights
            self.curves.clear()
            self.dropped |= self.met
            self.met.clear()


_KNOWN: WeakKeyDictionary[Any, _Known] = WeakKeyDictionary()


def tuned(trace: Trace, call: Call, options: Options, job: Job) -> Tuned:
    """The curves of a call; measured now if that is wished and has not been done. Raises ExplorerError, Cancelled."""
    own = options.own if isinstance(options.own, TuningOptions) else TuningOptions()
    runs = 1 + ORIENTATIONS * PHASES
    if options.subject is None:
        return Tuned(call.name, options.channel, None, False, runs)
    model = options.subject.model
    # torch is there by now: a network has run.
    from explorer.core.lean import has_values
    from explorer.core.weight_state import weight_state

    known = _KNOWN.setdefault(model.module, _Known())
    if own.asked or known.curves:
        # Only a running program changes weights behind our back.
        known.keep_for(weight_state(model.module, values=model.source == "live"))
    # Where not all values of one run fit into memory, one call is measured at a time.
    names = None if all(map(has_values, trace)) else (call.name,)
    key = tuple(trace.inputs[INPUT].shape), model.preprocessing, own.cycles, names
    if known.curves.keys().isdisjoint((key, (*key[:-1], None))) and own.asked and own.asked not in known.dropped:
        try:
            known.curves[key] = _measured(model, own.cycles, names, job)
        except Cancelled:
            known.dropped.add(own.asked)
            raise
    # Measured of all calls at once counts for each.
    curves = known.curves.get((*key[:-1], None)) or known.curves.get(key)
    if curves is not None:
        known.met.add(own.asked)
    tuning = None if curves is None else curves.get(call.name)
    channel = options.clamped(0 if tuning is None else len(tuning.responses))
    return Tuned(call.name, channel, tuning, curves is not None, runs)


def _measured(model: Model, cycles: float, names: tuple[str, ...] | None, job: Job) -> dict[str, Tuning]:
    from PIL import Image

    from explorer.core.tuning import tuning_curves
    from explorer.data.pictures import Picture
    from explorer.data.stimuli import Stimulus, drawn, fitting_side, ground

    side = fitting_side(model.preprocessing, model.input_shape)
    plain = Stimulus("grating", frequency=cycles, size=1.5)
    orientations = [180 * number / ORIENTATIONS for number in range(ORIENTATIONS)]

    def given(pixels: Any) -> Any:
        return model.network_input(Picture(Image.fromarray(pixels), "Grating", "sample"))

    def grating(number: int, phase: int) -> Any:
        return given(drawn(replace(plain, orientation=orientations[number], phase=360 * phase / PHASES), side))

    return tuning_curves(model.module, given(ground(plain, side)), grating, orientations, PHASES, job.tell, names)
