"""From a call and an index to the explanation of the number there: a table of what is explained by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.core.arithmetic.case import Case, operation_key
from explorer.core.arithmetic.explanation import NotExplained
from explorer.core.arithmetic.moves import hand_on, handed_on
from explorer.core.arithmetic.table import explainers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.core.arithmetic.explanation import Explanation
    from explorer.core.arithmetic.table import Explainer
    from explorer.core.graph import Call, Trace

_UNREADABLE = (ArithmeticError, AttributeError, LookupError, NotImplementedError, RuntimeError, TypeError, ValueError)


def explain(trace: Trace, call: Call | str, index: Sequence[int]) -> Explanation:
    """One number of the network as a sum of terms, in float64, of what the call was given.

    Args:
        trace: what the network did.
        call: the call that made the number, or its name.
        index: the full index into `call.tensor`, batch first.

    Raises:
        NotExplained: there is no such number, or no account of it; the sentence says why.
    """
    call = trace[call] if isinstance(call, str) else call
    case = Case(trace, call, _checked(call, index))
    explainer = _explainer(call)
    if explainer is None:
        raise NotExplained("'{0}' ({1}) is no operation whose arithmetic is known.", call.name, call.op)
    try:
        return explainer(case)
    except _UNREADABLE as error:
        # A known operation with arguments that nobody foresaw: one layer without an account must not end a frame.
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise NotExplained(
            "'{0}' ({1}) was called in a way that cannot be read: {2}", call.name, call.op, reason[0]
        ) from error


def is_explained(call: Call) -> bool:
    """Whether `explain` knows what a call does; cheap. Single settings may still be beyond it."""
    tensor = call.tensor
    return tensor is not None and tensor.numel() > 0 and not tensor.is_complex() and _explainer(call) is not None


def _explainer(call: Call) -> Explainer | None:
    """The function that explains a call's numbers, None where there is none."""
    key = operation_key(call)
    found = None if key is None else explainers().get(key)
    return found or (None if handed_on(call) is None else hand_on)


def _checked(call: Call, index: Sequence[int]) -> tuple[int, ...]:
    tensor = call.tensor
    if tensor is None:
        raise NotExplained("'{0}' returned no numbers.", call.name)
    if tensor.is_meta or any(given.is_meta for given in call.inputs):
        raise NotExplained("The values of '{0}' have not been kept.", call.name)
    if tensor.is_complex():
        raise NotExplained("The values of '{0}' are complex numbers.", call.name)
    chosen = tuple(int(i) for i in index)
    sizes = tuple(tensor.shape)
    if len(chosen) != len(sizes) or not all(0 <= i < size for i, size in zip(chosen, sizes, strict=True)):
        asked, shape = ", ".join(map(str, chosen)), " × ".join(map(str, sizes))
        raise NotExplained("'{0}' has no cell ({1}): its values are {2}.", call.name, asked, shape)
    return chosen
