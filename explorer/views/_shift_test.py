"""The experiment behind the pooling view's curves: kept as long as the input and the weights stay the same; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from explorer.errors import Cancelled
from explorer.words import Words

if TYPE_CHECKING:
    from explorer.core.graph import Call
    from explorer.core.invariance import Invariance, Movement
    from explorer.jobs import Job
    from explorer.models.base import Model
    from explorer.views.base import Options

_COMPARED = {"digits": "digits-mlp", "digits-mlp": "digits"}
_USUAL_COMPARED = "digits-mlp"


@dataclass(frozen=True, slots=True)
class PoolingOptions:
    """The pooling view's own settings.

    Attributes:
        asked: a number that grows with each wish for the experiment; 0 for none.
        movement: what is done to the input: `shift`, `rotate` or `scale`.
    """

    asked: int = 0
    movement: Movement = "shift"


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """One experiment as the view shows it.

    Attributes:
        call: the name of the pooling call that is looked at.
        title: of the network.
        weights: what its weights are, in words.
        found: what the network did; None where it was not run.
        beside: what another network of digits did with the same pictures; None where the input is no digit.
        beside_title: its name.
        beside_weights: what its weights are.
        stale: whether it is of an earlier picture or earlier weights, because there was no time: ask again.
        reason: why there is no experiment and none can be made; empty otherwise.
    """

    call: str
    title: str = ""
    weights: str = ""
    found: Invariance | None = None
    beside: Invariance | None = None
    beside_title: str = ""
    beside_weights: str = ""
    stale: bool = False
    reason: str = ""


@dataclass(eq=False)
class _Known:
    """Of one network: by movement the input, the weights and what was found with them; which wishes were taken back."""

    found: dict[str, tuple[Any, tuple[object, ...], Tested]] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)


class _Hurry(Cancelled):
    """Another job waits: the experiment has to be made later."""


_KNOWN: WeakKeyDictionary[Any, _Known] = WeakKeyDictionary()


def tested(call: Call, options: Options, job: Job) -> Tested | None:
    """The experiment, if it is wished; an earlier one while other jobs wait. Raises ExplorerError, Cancelled."""
    own, subject = options.own, options.subject
    if not isinstance(own, PoolingOptions) or not own.asked:
        return None
    # torch is there by now: a network has run.
    import torch

    from explorer.core.invariance import can_be_moved
    from explorer.core.weight_state import weight_state

    if subject is None:
        return Tested(call.name, reason=Words("The network cannot be run again."))
    if not can_be_moved(subject.given):
        return Tested(call.name, reason=Words("The network takes something else than one picture: it cannot be moved."))
    known = _KNOWN.setdefault(subject.model.module, _Known())
    # Only a running program changes weights behind our back.
    weights = weight_state(subject.model.module, values=subject.model.source == "live")
    given, then, result = known.found.get(own.movement, (None, (), None))
    if result is not None and given is not None and given.shape == subject.given.shape:
        if weights == then and torch.equal(given, subject.given):
            return replace(result, call=call.name)
        result = replace(result, call=call.name, stale=True)
    if own.asked in known.dropped:
        return result or Tested(call.name, reason=Words("The test was stopped. Fold it in and out again to make it."))
    try:
        result = _experiment(subject.model, subject.given, own.movement, job)
    except _Hurry:
        return result or Tested(call.name, stale=True)
    except Cancelled:
        known.dropped.add(own.asked)
        raise
    known.found[own.movement] = subject.given, weights, result
    return replace(result, call=call.name)


def _experiment(model: Model, given: Any, movement: Movement, job: Job) -> Tested:
    from explorer.core.invariance import amounts_for, invariance

    def tell(done: int, whole: int) -> None:
        job.tell(done, whole)
        if job.others_wait:
            raise _Hurry("Another job waits.")

    amounts = amounts_for(movement, given.shape[-1])
    other = _other_digits(model, given)
    found = invariance(model.module, given, movement, amounts, tell)
    if other is None:
        return Tested("", model.title, model.weights, found)
    beside = invariance(other.module, other.on_its_device(given), movement, amounts, tell)
    return Tested("", model.title, model.weights, found, beside, other.title, other.weights)


def _other_digits(model: Model, given: Any) -> Model | None:
    """The network to compare with: the fully connected one, or for that the other; None where the input is no digit."""
    from explorer.data.preprocess import DigitPreprocessing

    if not isinstance(model.preprocessing, DigitPreprocessing) or tuple(given.shape) != (1, 1, 28, 28):
        return None
    return _bundled(_COMPARED.get(model.name, _USUAL_COMPARED))


@cache
def _bundled(name: str) -> Model:
    from explorer.models.bundled import Bundled

    return Bundled.load(name)
